"""How a workbook shows its numbers: per cent, zeros in front, and formulas that went wrong."""

from __future__ import annotations

import doctest
import time
from io import BytesIO

import pytest
import xlsxwriter

from samsyn.core.intake import formats, read, styles
from samsyn.core.intake.archive import parts_of
from samsyn.core.intake.formats import Padded, Percent, format_of
from samsyn.core.intake.styles import WIDE, error_cells, formats_of, places_of, sheet_parts
from tests.hostile.packages import HEAD, S, worksheet

PERCENT = {3: Percent(0)}


def workbook(*cells: tuple[object, str], name: str = "Blad1") -> bytes:
    """One row of names and one row of cells, each with its format."""
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet(name)
        for at, (value, code) in enumerate(cells):
            sheet.write(0, at, f"Rubrik {'abcdefgh'[at]}")
            sheet.write(1, at, value, book.add_format({"num_format": code}) if code else None)
    return stream.getvalue()


def shown(*cells: tuple[object, str]) -> tuple[object, ...]:
    return read("a.xlsx", workbook(*cells)).tables[0].rows[1]


def test_a_share_is_read_as_it_is_shown():
    assert shown((0.62, "0%"), (0.6234, "0.0%"), (-0.05, "0%"), (12.5, "#,##0%")) == (
        "62 %",
        "62,3 %",
        "−5 %",
        "1\u00a0250 %",
    )


def test_a_printed_sign_does_not_multiply():
    assert shown((62, '0" %"'), (62.5, "0.0\\ \\%")) == ("62 %", "62,5 %")


def test_other_numbers_stay_numbers():
    assert shown((0.62, ""), (0.62, "0.00"), (1234, "# ##0 kr"), ("62", "0%"), (5, '"%"')) == (
        0.62,
        0.62,
        1234,
        "62",
        5,
    )


def test_sheets_with_names_that_need_escaping():
    data = workbook((0.62, "0%"), (3, ""), name="Ask & <Björk>")
    assert read("a.xlsx", data).tables[0].rows[1] == ("62 %", 3)
    assert list(sheet_parts(parts_of(data, "xlsx"))) == ["Ask & <Björk>"]


@pytest.mark.parametrize(
    "cell",
    ['<c r="B2" s="3"><v>1</v></c>', "<c s = '3' t='n' r='B2'><v>1</v></c>", '<x:c r="b2" s="3"><x:v>1</x:v></x:c>'],
)
def test_a_cell_is_found_however_it_is_written(cell):
    assert places_of(worksheet(f'<row r="2">{cell}</row>').encode(), PERCENT) == {1 * WIDE + 1: Percent(0)}


def test_cells_that_do_not_say_where_they_stand_are_counted():
    sheet = worksheet('<row><c s="1"/><c s="3"/></row><row r="5"><c><v>1</v></c><c s="3"><v>1</v></c></row>').encode()
    assert places_of(sheet, PERCENT) == {4 * WIDE + 1: Percent(0)}


def test_style_0_holds_for_cells_that_name_none():
    sheet = worksheet('<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="3"><v>1</v></c></row>').encode()
    assert places_of(sheet, {0: Percent(2)}) == {0: Percent(2)}


def test_only_styles_of_cells_count():
    named = (
        '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><numFmts><numFmt numFmtId="200" formatCode="0&quot;%&quot;"/>'
    )
    styles = f'{HEAD}<styleSheet {S}>{named}</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="200"/>'
    assert formats_of(f"{styles}</cellXfs></styleSheet>".encode()) == {1: Percent(0), 2: Percent(0, scale=1)}
    assert formats_of(b"") == {}


@pytest.mark.parametrize(
    ("code", "number", "text"),
    [
        ("000000\\-0000", 102031234, "010203-1234"),
        ('000000"-"0000', 9902031234, "990203-1234"),
        ("000 00", 1234, "012 34"),
        ("00000", 123456, "123456"),  # does not fit: the number is shown whole
        ("00000", 1.5, "1,5"),
    ],
)
def test_zeros_in_front(code, number, text):
    assert format_of(code).exact(number) == text


@pytest.mark.parametrize("code", ["General", "0", "00", "# ##0", "0.00", "yyyy-mm-dd", "[h]:mm", "@", "", "%", '"x"'])
def test_formats_that_show_the_number_itself(code):
    assert not isinstance(format_of(code), Padded)


def test_exact_keeps_every_digit():
    assert Percent(0).exact(0.6234) == "62,34 %"
    assert Percent(0).exact(1 / 3) == "33,3333333333333 %"
    assert Percent(0).exact(0.1 + 0.2) == "30 %"


def test_formulas_that_went_wrong_are_found():
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
        sheet.write_formula(2, 0, "=NA()", None, "#N/A")
        sheet.write(3, 0, "#N/A")
    part = sheet_parts(parts_of(stream.getvalue(), "xlsx"))["Sheet1"]
    assert error_cells(part) == {WIDE + 2: "#DIV/0!", 2 * WIDE: "#N/A"}


@pytest.mark.parametrize(
    "unit", [b"<c ", b"<c s=", b" s s", b"<numFmt ", b"<xf ", b'<c t="e"', b"<c>", b"<row ", b"<cellXfs>"]
)
def test_no_part_makes_the_look_slow(unit):

    part = b"<cellXfs>" + unit * (2_000_000 // len(unit))
    started = time.process_time()
    formats_of(part)
    places_of(part, PERCENT)
    places_of(part, {0: Percent(0)})
    error_cells(part + b"'e'")
    assert time.process_time() - started < 5


def test_the_examples_run():
    assert doctest.testmod(formats).failed == doctest.testmod(styles).failed == 0
