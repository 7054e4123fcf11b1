"""The Excel annex: real numbers, every figure explained, and nothing that a spreadsheet would run."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from python_calamine import CalamineWorkbook

from samsyn.apps.reporting.annex import workbook
from samsyn.apps.reporting.content import Cell, Column, Row, Section, TableBlock, numbered
from tests.reporting.samples import FROZEN, sample

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", '=HYPERLINK("http://exempel.se")', "=cmd|' /C calc'!A0"]


def sheets(data: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(data))


def test_one_sheet_for_each_table_and_one_for_all_figures():
    names = sheets(workbook(sample())).sheet_names
    assert names == [
        "Om bilagan", "Tabell 1 Deltagande personer", "Tabell 2 Summa kostnader, kr", "Tabell 3 Andel kvinnor",
        "Siffror",
    ]  # fmt: skip


def test_numbers_are_numbers():
    rows = sheets(workbook(sample())).get_sheet_by_name("Tabell 1 Deltagande personer").to_python()
    assert rows[3][:4] == ["VIND", 512.0, 585.0, 73.0]
    assert rows[3][4] == pytest.approx(73 / 512)
    shares = sheets(workbook(sample())).get_sheet_by_name("Tabell 3 Andel kvinnor").to_python()
    assert shares[2][:7] == ["Insats", "Plan (n/N)", "n", "N", "Utfall (n/N)", "n", "N"]
    assert shares[3][4:7] == [pytest.approx(415 / 585), 415.0, 585.0]


def test_every_figure_says_what_it_is_and_where_it_comes_from():
    content = sample()
    head, *rows = sheets(workbook(content)).get_sheet_by_name("Siffror").to_python()
    assert head == [
        "Nyckel", "Mått", "Definition", "Population", "Gäller", "Del", "Värde", "Enhet", "Täljare", "Nämnare", "Tryckt",
        "Ursprung", "Källa", "Sida", "Formel", "Byggd av", "Anteckning",
    ]  # fmt: skip
    assert [row[0] for row in rows] == list(content.figures)
    by_key = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    share = by_key["VIND.share_women.outcome"]
    assert (share["Täljare"], share["Nämnare"], share["Formel"]) == (415.0, 585.0, "täljare / nämnare")
    assert by_key["participants.outcome"]["Tryckt"] == 3918.0
    assert by_key["women.plan"]["Sida"] == "12"
    assert by_key["women.plan"]["Källa"] == "Påhittad rapport, tabell 1"


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_looks_like_a_formula_stays_text(text):
    table = TableBlock(text, (Column(text), Column("b")), (Row((Cell(text), Cell(text))),), note=text)
    content = replace(sample(title=text), sections=(Section("a", text, (table,)),), author=text, subtitle=text)
    data = workbook(numbered(content))
    parts = zipfile.ZipFile(io.BytesIO(data))
    for name in parts.namelist():
        if name.startswith("xl/worksheets/sheet"):
            assert b"<f" not in parts.read(name), name
            assert b"hyperlink" not in parts.read(name), name
    assert b'quotePrefix="1"' in parts.read("xl/styles.xml")
    sheet = sheets(data).get_sheet_by_index(1).to_python()
    assert [cell.strip() for cell in sheet[3]] == [text.strip()] * 2


def test_the_first_sheet_says_which_copy_it_is():
    rows = sheets(workbook(sample(FROZEN), "f" * 64)).get_sheet_by_index(0).to_python()
    text = "\n".join(row[0] for row in rows)
    assert "Fryst rapport nr 2" in text
    assert "f" * 64 in text


def test_the_same_content_gives_the_same_bytes():
    data = workbook(sample(FROZEN), "f" * 64)
    assert workbook(sample(FROZEN), "f" * 64) == data
    assert {one.date_time for one in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_sheet_names_are_unique_though_long():
    content = sample(tables=12)
    names = sheets(workbook(content)).sheet_names
    assert len(names) == 36 + 2 == len(set(names))
    assert max(map(len, names)) <= 31
