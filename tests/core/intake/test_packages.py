"""Workbooks, Word documents and the guard before them."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
import xlsxwriter

from samsyn.core.intake import Unreadable, read
from samsyn.core.tables import Paragraph
from tests.hostile.packages import docx, paragraph, relations, word_table, xlsx, xlsx_parts, zipped

STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:styleId="R1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="R2"><w:name w:val="Rubrik 2"/></w:style>'
    '<w:style w:styleId="I1"><w:name w:val="toc 1"/></w:style></w:styles>'
)


def workbook(fill) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        fill(book)
    return stream.getvalue()


def test_numbers_stay_numbers_and_dates_are_written():
    def fill(book):
        sheet = book.add_worksheet("Utfall")
        sheet.write_row(0, 0, ["Projekt", "Antal", "Timmar", "Start", "Klar"])
        sheet.write_row(1, 0, ["Ask", 585, 18.94])
        sheet.write_datetime(1, 3, date(2016, 10, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_boolean(1, 4, True)

    [table] = read("a.xlsx", workbook(fill)).tables
    assert table.name == "Utfall"
    assert table.rows[1] == ("Ask", 585, 18.94, "2016-10-01", "SANT")
    assert [type(cell) for cell in table.rows[1][1:3]] == [int, float]


def test_every_visible_sheet_and_its_blocks():
    def fill(book):
        first = book.add_worksheet("Ett")
        first.write_column(0, 0, ["Tabell 1. Deltagare", "Projekt", "Ask", "Bok", "", "Mått", "Kostnad"])
        first.write_column(0, 1, ["", "Antal", 3, 4, "", "Kronor", 100])
        first.merge_range(0, 4, 0, 5, "Andel")
        hidden = book.add_worksheet("Gömt")
        hidden.write_row(0, 0, ["Projekt", "Antal"])
        hidden.hide()
        book.add_worksheet("Två").write_row(2, 2, ["Län", "Antal"])

    document = read("a.xlsx", workbook(fill))
    assert [table.name for table in document.tables] == ["Ett", "Ett", "Två"]
    assert document.tables[2].rows == (("Län", "Antal"),)


def test_tables_side_by_side_are_parted():
    def fill(book):
        sheet = book.add_worksheet("Blad")
        for row, (left, right) in enumerate([("Projekt", "Län"), ("Ask", "Skåne"), ("Bok", "Halland")]):
            sheet.write_row(row, 0, [left, row or "Antal", "", right, row or "Andel"])

    document = read("a.xlsx", workbook(fill))
    assert [table.rows[1] for table in document.tables] == [("Ask", 1), ("Skåne", 1)]


def test_merged_cells_are_spans():
    def fill(book):
        sheet = book.add_worksheet()
        sheet.merge_range(0, 1, 0, 2, "Deltagare")
        sheet.write_row(1, 0, ["Projekt", "Plan", "Utfall"])
        sheet.write_row(2, 0, ["Ask", 1, 2])

    [table] = read("a.xlsx", workbook(fill)).tables
    assert table.spans == (((0, 1), (1, 2)),)
    assert table.rows[0] == ("", "Deltagare", "")


def test_an_empty_cell_far_out_does_no_harm():
    sound = str(xlsx_parts()["xl/worksheets/sheet1.xml"])
    far = sound.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')
    assert read("a.xlsx", xlsx(far)).tables[0].shape == (4, 4)


def test_a_value_far_out_is_refused_in_swedish():
    sound = str(xlsx_parts()["xl/worksheets/sheet1.xml"])
    far = sound.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    with pytest.raises(Unreadable, match="1\u00a0048\u00a0576 rader"):
        read("a.xlsx", xlsx(far))


def test_headings_captions_and_tables_in_reading_order():
    body = (
        paragraph("Rapport", "R1") + paragraph("Bakgrund\t2", "I1") + paragraph("Utfall", "R2")
        + paragraph("Tabell 1. Deltagare") + word_table([["Projekt", "Antal"], ["Ask", 3]])
        + paragraph("Text emellan.") + word_table([["Län", "Antal"], ["Skåne", 4]])
        + word_table([["Ort", "Antal"], ["Osby", 5]]) + paragraph("Tabell 3. Orter")
    )  # fmt: skip
    document = read("a.docx", docx(body, **{"word/styles.xml": STYLES}))
    assert [table.name for table in document.tables] == ["Tabell 1. Deltagare", "Utfall", "Tabell 3. Orter"]
    assert document.blocks[0] == Paragraph("Rapport", level=1)
    assert [each.text for each in document.paragraphs] == ["Rapport", "Bakgrund", "Utfall", "Text emellan."]


def test_merged_cells_and_header_rows_in_word():
    def cell(text, *properties):
        return f"<w:tc><w:tcPr>{''.join(properties)}</w:tcPr>{paragraph(text)}</w:tc>"

    begins, goes_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    rows = [
        "<w:trPr><w:tblHeader/></w:trPr>" + cell("Projekt", begins) + cell("Deltagare", '<w:gridSpan w:val="2"/>'),
        "<w:trPr><w:tblHeader/></w:trPr>" + cell("", goes_on) + cell("Plan") + cell("Utfall"),
        cell("Ask") + cell("1") + cell("2"),
    ]
    body = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    [table] = read("a.docx", docx(body)).tables
    assert table.rows == (("Projekt", "Deltagare", ""), ("", "Plan", "Utfall"), ("Ask", "1", "2"))
    assert table.spans == (((0, 0), (2, 1)), ((0, 1), (1, 2)))
    assert table.header_rows == 2


def test_deleted_and_hidden_words_are_not_read():
    body = (
        "<w:p><w:del><w:r><w:delText>41</w:delText></w:r></w:del><w:ins><w:r><w:t>53</w:t></w:r></w:ins>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>dolt</w:t></w:r><w:r><w:noBreakHyphen/><w:t>x</w:t></w:r></w:p>"
    )
    assert read("a.docx", docx(body)).blocks == (Paragraph("53-x"),)


def test_pages_and_footnotes_in_word():
    body = (
        '<w:p><w:r><w:t>Totalt 585</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Nästa sida</w:t></w:r></w:p>" + paragraph("Mer")
    )
    notes = docx()  # only to show that the notes are a part of their own
    assert notes
    footnotes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:footnote w:type="separator" w:id="0">{paragraph("-")}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph("Enligt registret.")}</w:footnote></w:footnotes>'
    )
    blocks = read("a.docx", docx(body, **{"word/footnotes.xml": footnotes})).blocks
    assert [(block.text, block.page) for block in blocks] == [
        ("Totalt 585²", 1), ("Nästa sida", 1), ("Mer", 2), ("² Enligt registret.", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"xl/vbaProject.bin": b"x"}, "makron"),
        ({"../x.xml": "x"}, "sökvägar"),
        ({"xl/externalLinks/externalLink1.xml": "<x/>"}, "andra filer"),
        ({"xl/sharedStrings.xml": "<!DOCTYPE x><x/>"}, "dokumenttyp"),
        ({f"x{at}.xml": "x" for at in range(300)}, "delar"),
        ({"x.rels": relations(("a/image", "http://x", "External"))}, "annan plats"),
    ],
)
def test_the_guard_names_what_it_found(parts, reason):
    with pytest.raises(Unreadable, match=reason) as refusal:
        read("a.xlsx", zipped({**xlsx_parts(), **parts}))
    assert refusal.value.remedy


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.xls", b"x", "slaget .xls"),
        ("rapport", b"x", "saknar ändelse"),
        ("a.xlsx", b"%PDF-1.7", "innehållet är en PDF"),
        ("a.csv", b"PK\x03\x04", "zip-paket"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "lösenord"),
        ("a.docx", b"\xd0\xcf\x11\xe0 gammal", "äldre Office-format"),
        ("a.txt", b" \n", "tom"),
        ("a.txt", b"x" * 20_000_001, "högst 20 MB"),
    ],
)
def test_files_of_the_wrong_kind(name, data, reason):
    with pytest.raises(Unreadable, match=reason) as refusal:
        read(name, data)
    assert refusal.value.remedy
