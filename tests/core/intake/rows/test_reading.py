"""From the bytes of a file, or from a paste, to rows of text."""

from __future__ import annotations

import doctest
from datetime import date, datetime, time, timedelta
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.intake import Unreadable, rows
from samsyn.core.intake.rows.paste import pasted
from samsyn.core.intake.rows.reading import read_rows
from samsyn.core.intake.rows.sheet import rows_of
from tests.hostile.packages import sheet_xml, worksheet, xlsx


def workbook(*lines: list[object], formats: dict[int, str] | None = None, **sheets: list[list[object]]) -> bytes:
    """A workbook of one sheet, Ett, and others by name; formats of whole columns of the first."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        for name, rows_ in {"Ett": list(lines), **sheets}.items():
            sheet = book.add_worksheet(name)
            looks = {column: book.add_format({"num_format": code}) for column, code in (formats or {}).items()}
            for row, line in enumerate(rows_):
                for column, cell in enumerate(line):
                    sheet.write(row, column, cell, looks.get(column))
    return stream.getvalue()


def cells_of(*cells: object, formats: dict[int, str] | None = None) -> list[str]:
    return read_rows("a.xlsx", workbook(list(cells), formats=formats)).cells[0]


def test_cells_are_written_as_a_person_would():
    assert cells_of("Kim  Ek", 1234.5, 0.1 + 0.2, 12.0, True, 199001011234, 0.0000005) == [
        "Kim  Ek", "1234,5", "0,3", "12", "SANT", "199001011234", "0,0000005",
    ]  # fmt: skip


def test_dates_times_and_durations():
    formats = {0: "yyyy-mm-dd", 1: "yyyy-mm-dd hh:mm", 2: "hh:mm", 3: "[h]:mm"}
    given_ = (date(2024, 3, 5), datetime(2024, 3, 5, 13, 30), time(1, 30), timedelta(hours=25, minutes=30))
    assert cells_of(*given_, formats=formats) == ["2024-03-05", "2024-03-05 13:30:00", "01:30", "25:30"]


def test_what_a_format_shows_is_what_is_read():
    formats = {0: "0%", 1: "000000-0000", 2: "0.0%", 3: "000 00"}
    assert cells_of(0.62, 102031234, 0.6234, 28131, formats=formats) == ["62 %", "010203-1234", "62,34 %", "281 31"]


def test_formulas_that_went_wrong_are_not_read_as_empty():
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(1, 1, ["Namn", "Tal"])
        sheet.write_formula(2, 2, "=1/0", None, "#DIV/0!")
        sheet.write(2, 1, "Kim")
    assert read_rows("a.xlsx", stream.getvalue()).cells == [[], ["", "Namn", "Tal"], ["", "Kim", "#DIV/0!"]]


def test_row_and_column_numbers_are_those_of_excel():
    sheet = worksheet(
        '<row r="4"><c r="C4"><v>1</v></c><c r="D4"><v>2</v></c></row><row r="7"><c r="D7"><v>3</v></c></row>'
    )
    cells = read_rows("a.xlsx", xlsx(sheet)).cells
    assert cells == [[], [], [], ["", "", "1", "2"], [], [], ["", "", "", "3"]]


def test_a_sheet_can_be_chosen():
    data = workbook(["a", "b"], Två=[["c", "d"]], Tre=[])
    assert read_rows("a.xlsx", data).sheets == ("Ett", "Två", "Tre")
    assert read_rows("a.xlsx", data).sheet == "Ett"
    assert read_rows("a.xlsx", data, "Två").cells == [["c", "d"]]
    assert read_rows("a.xlsx", data, "Tre").cells == []
    with pytest.raises(Unreadable, match="Välj bland bladen: Ett, Två, Tre"):
        read_rows("a.xlsx", data, "Fyra")


def test_a_sheet_named_after_a_person_is_covered():
    data = workbook(["a", "b"], **{"900101-1234": [["c"]]})
    assert "1234" not in repr(read_rows("a.xlsx", data))
    with pytest.raises(Unreadable, match=r"bladen: Ett, 900101-\*\*\*\*"):
        read_rows("a.xlsx", data, "Fyra")


def test_hidden_sheets_are_not_offered():
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("Gömt").hide()
        shown = book.add_worksheet("Synligt")
        shown.activate()
        shown.set_first_sheet()
        shown.write(0, 0, "x")
    read = read_rows("a.xlsx", stream.getvalue())
    assert (read.sheets, read.sheet) == (("Synligt",), "Synligt")
    with pytest.raises(Unreadable):
        read_rows("a.xlsx", stream.getvalue(), "Gömt")


@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a.tsv"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_delimited_files(name, encoding):
    data = "Deltagarlista\n\nNamn;Län\nKim;Örebro\n\nNoa;Skåne\n".encode(encoding)
    read = read_rows(name, data)
    assert (read.headers_row_index, read.headers, len(read.cells)) == (2, ["Namn", "Län"], 6)
    assert read.cells[4] == []


def test_a_cell_of_several_lines_is_one_row_as_in_excel():
    read = read_rows("a.csv", b'Namn;Text\r\nKim;"ett\r\ntv\xc3\xa5"\r\nNoa;tre\r\n')
    assert read.cells[1:] == [["Kim", "ett\ntvå"], ["Noa", "tre"]]


@pytest.mark.parametrize(
    "text",
    [
        'Namn;Ort;Tal\n"Kim;Osby;1\nNoa;Lund;2\nAlva;Lund;3\n',
        'Namn;Ort;Tal\nKim;"Osby;1\nNoa;Lund;2\nAlva;"Lund;3\nUno;Lund;4\n',
        'Namn;Ort;Tal\nKim;Osby;"1',
        'Namn;Ort\n"Kim;Osby\nNoa;Lund\nAlva";Lund\n',
    ],
)
def test_a_stray_quotation_mark_swallows_no_rows(text):
    with pytest.raises(Unreadable, match="Rad 2 har ett ensamt citattecken"):
        read_rows("a.csv", text.encode())


def test_long_notes_are_no_stray_quotation_marks():
    note = "\n".join(f"Dag {at}; ett samtal, och en planering" for at in range(40))
    assert read_rows("a.csv", f'Namn;Ort;Text\nKim;Osby;"{note}"\nNoa;Lund;x\n'.encode()).cells[1][2] == note
    assert read_rows("a.csv", b'Namn;Ort;Text\nKim;Osby;"ett\n"\n').cells[1][2] == "ett\n"


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.html", "a.md", "a.xls", "a"])
def test_other_files_are_refused(name):
    with pytest.raises(Unreadable) as refusal:
        read_rows(name, b"x")
    assert refusal.value.remedy


def test_a_workbook_named_csv_is_refused():
    with pytest.raises(Unreadable, match="zip-paket"):
        read_rows("a.csv", xlsx())


def test_too_many_rows_are_refused_with_their_number():
    with pytest.raises(Unreadable, match="200\u00a0001 rader"):
        read_rows("a.csv", b"a;b\n" * 200_000)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([["Namn", "Ort"], ["Kim", "Osby"]], 0),
        ([["Lista 2024"], [], ["Namn", "Ort", "Start"], ["Kim", "", ""]], 2),
        ([["Lista", "", "", "2024-03-05"], ["Namn", "Ort", "Start", "Slut"], ["Kim", "Osby", "1", "2"]], 1),
        ([["", ""], ["Namn"], ["Kim"]], 1),
        ([["19900101", "2"], ["3", "4"]], 0),
        ([["1", "2", "3"], ["Namn", "Ort", "Antal"], ["Kim", "Osby", "3"]], 1),
        ([], 0),
    ],
)
def test_where_the_headers_are(lines, found):
    assert rows_of(lines).headers_row_index == found


def test_a_column_without_a_header_is_named_by_its_letter():
    assert rows_of([["Namn", "", "Ort", "", ""], ["Kim", "x", "", "", "y"]]).headers == [
        "Namn", "(kolumn B)", "Ort", "", "(kolumn E)",
    ]  # fmt: skip


@pytest.mark.parametrize("row", [-1, 3])
def test_headers_outside_the_sheet(row):
    with pytest.raises(ValueError):
        rows_of([["a"], ["b"]]).with_headers_in(row)


@pytest.mark.parametrize("separator", ["\t", ";", ",", "|"])
def test_pastes(separator):
    lines = [["Namn", "Start", "Timmar"], ["Kim", "5/3 2024", "2"], ["Noa", "6/3 2024", "3"]]
    assert pasted("\r\n".join(separator.join(line) for line in lines) + "\r\n").cells == lines


def test_a_paste_from_excel_with_lines_in_a_cell():
    assert pasted('Namn\tText\nKim\t"ett\ntvå; tre"\n').cells == [["Namn", "Text"], ["Kim", "ett\ntvå; tre"]]


def test_a_paste_of_one_column():
    assert pasted("Personnummer\n900101-1234\n").cells == [["Personnummer"], ["900101-1234"]]


@pytest.mark.parametrize("text", ["", " \n\t\n", "a\0b", "\x1b[2J", "a\t" * 300])
def test_pastes_that_are_refused(text):
    with pytest.raises(Unreadable):
        pasted(text)


@given(st.text(max_size=200))
def test_any_paste_is_read_or_refused(text):
    try:
        cells = pasted(text).cells
    except Unreadable:
        cells = []
    assert all(type(cell) is str for row in cells for cell in row)


@given(st.lists(st.lists(st.sampled_from(["a", "1", "", "å"]), min_size=2, max_size=4), min_size=1, max_size=6))
def test_a_workbook_gives_what_was_written(lines):
    read = read_rows("a.xlsx", xlsx(sheet_xml([list(line) for line in lines])))
    assert read.cells == rows_of([[cell.strip() for cell in line] for line in lines]).cells


@pytest.mark.parametrize("path", sorted(Path(rows.__file__).parent.glob("*.py")), ids=lambda path: path.stem)
def test_the_examples_run(path):
    module = import_module(f"{rows.__name__}.{path.stem}".removesuffix(".__init__"))
    assert doctest.testmod(module).failed == 0
