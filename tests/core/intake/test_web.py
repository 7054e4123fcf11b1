"""Web pages: what a reader sees, and nothing that hides."""

from __future__ import annotations

import pytest

from samsyn.core.intake import Unreadable, read
from samsyn.core.tables import Paragraph


def page(body: str, name: str = "a.html"):
    return read(name, f"<!doctype html><html><head><title>x</title></head><body>{body}</body></html>".encode())


def test_reading_order_headings_and_captions():
    document = page(
        "<h1>Rapport</h1><p>Ett <b>halv</b>t år<br>senare</p>"
        "<table><caption>Tabell 1. Antal</caption><tr><td>a<td>1</table>"
        "<h2>Del</h2><table><tr><td>b<td>2</table><p>Slut"
    )
    assert [table.name for table in document.tables] == ["Tabell 1. Antal", "Del"]
    assert document.paragraphs == (
        Paragraph("Rapport", level=1), Paragraph("Ett halvt år senare"), Paragraph("Del", level=2), Paragraph("Slut"),
    )  # fmt: skip


def test_spans_and_head():
    [table] = page(
        "<table><thead><tr><th rowspan=2>Projekt<th colspan=2>Deltagare<tr><th>Plan<th>Utfall</thead>"
        "<tr><td>Ask<td>1<td>2<tfoot><tr><th>Totalt<td>1<td>2</table>"
    ).tables
    assert table.rows == (("Projekt", "Deltagare", ""), ("", "Plan", "Utfall"), ("Ask", "1", "2"), ("Totalt", "1", "2"))
    assert table.spans == (((0, 0), (2, 1)), ((0, 1), (1, 2)))
    assert table.header_rows == 2


def test_what_is_not_shown_is_not_read():
    document = page(
        "<script>var a=1</script><style>p{}</style><p hidden>dolt</p><p style='color:red; display: none'>dolt</p>"
        "<table><tr><td>a<td>1<tr hidden><td>b<td>2<tr><td>c<td><span style='visibility:hidden'>9</span>3</table>"
    )
    assert document.paragraphs == ()
    assert document.tables[0].rows == (("a", "1"), ("c", "3"))


def test_a_raised_figure_does_not_join_the_number():
    document = page(
        "<p>Totalt 585<sup>5</sup> deltagare, 10 m<sup>2</sup></p><table><tr><td>a<td>41<sup>1</sup></table>"
    )
    assert document.paragraphs[0].text == "Totalt 585⁵ deltagare, 10 m²"
    assert document.tables[0].rows[0][1] == "41¹"


def test_tables_in_tables_come_after_and_frames_are_text():
    document = page("<table><tr><td>a<td>b<table><tr><td>c<td>1</table></table><table><tr><td>Bara text</table>")
    assert [table.rows for table in document.tables] == [(("a", "b"),), (("c", "1"),)]
    assert document.paragraphs[-1].text == "Bara text"


def test_a_page_without_a_body_is_refused():
    with pytest.raises(Unreadable, match="ingen läsbar webbsida"):
        read("a.html", b"<!-- -->")
