"""The first whole path: sign in, find the cluster, see the contradiction, freeze, and take the report home."""

from __future__ import annotations

from pathlib import Path

import pytest

from samsyn.config.accounts import PASSWORD
from tests.browser import axe
from tests.reporting.reading import of_page, of_word


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 375])
def test_from_the_printed_table_to_the_word_report(shown_demo, visit, width, tmp_path):
    page = visit("/", width=width)
    page.get_by_label("E-post").fill("utvarderare@exempel.se")
    page.get_by_label("Lösenord", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).click()

    _through_the_menu(page, "Uppföljning")
    page.get_by_role("link", name="Kompetenshöjning för integration i Sydsverige", exact=True).first.click()
    assert "deltaganden" in page.inner_text("main")

    _see_the_contradiction(page)
    _open_its_source(page)
    _freeze(page)
    page.wait_for_load_state("load")
    shown = of_page(page.content())
    with page.expect_download() as download:
        page.get_by_role("link", name="Word").first.click()
    target = Path(tmp_path) / "rapport.docx"
    download.value.save_as(target)
    read = of_word(target.read_bytes())
    assert len(read) > 5
    assert [table.caption for table in read] == [table.caption for table in shown]
    for word, web in zip(read, shown, strict=True):
        assert word.rows == web.rows, word.caption
    assert any("5 393" in cell.replace("\u00a0", " ") for table in read for row in table.rows for cell in row)


def _through_the_menu(page, station: str) -> None:
    link = page.get_by_role("navigation").get_by_role("link", name=station, exact=True)
    if not link.first.is_visible():
        page.locator("header details > summary").first.click()
    link.first.click()


def _see_the_contradiction(page) -> None:
    """From the cluster to table 1 as printed beside what its rows give."""
    page.get_by_role("link", name="Se Tabell 1 som den är tryckt").first.click()
    text = page.inner_text("main").replace("\u00a0", " ")
    for printed, computed in (("3 918", "4 018"), ("1 322", "1 375"), ("5 240", "5 393")):
        assert printed in text
        assert computed in text
    assert axe(page) == []


def _open_its_source(page) -> None:
    page.get_by_role("link", name="Kompetenshöjning för integration i Sydsverige, klusterutvärdering").first.click()
    assert "klusterutvärdering" in page.inner_text("h1")


def _freeze(page) -> None:
    _through_the_menu(page, "Uppföljning")
    page.get_by_role("link", name="Kompetenshöjning för integration i Sydsverige", exact=True).first.click()
    page.get_by_role("navigation").get_by_role("link", name="Rapport", exact=True).click()
    page.get_by_role("link", name="Kompetenshöjning för integration i Sydsverige").last.click()
    page.get_by_label("Varför").fill("Till styrgruppen")
    page.get_by_role("button", name="Frys rapporten nu").click()
    assert "fingeravtryck" in page.inner_text("main").lower()
