"""What is exported is read back equal, and harms nobody who opens it."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.intake.rows.matching import match
from samsyn.core.intake.rows.neutral import neutral, plain_again
from samsyn.core.intake.rows.personal_number import read_personal_number
from samsyn.core.intake.rows.reading import read_rows
from samsyn.core.intake.rows.shapes import Choice, Column, Shape
from samsyn.core.intake.rows.sheet import rows_of
from samsyn.core.intake.rows.validate import validate
from samsyn.core.intake.rows.write import as_csv, export_rows
from tests.core.intake.rows.people import TODAY, pnr

CHOICES = (Choice("a", "=Ask & Al"), Choice("b", "< 1 år"), Choice("c", "> 1 år"), Choice("d", "A"))
SHAPE = Shape(
    "every",
    "Alla slag",
    (
        Column("number", "Personnummer", "personal_number", required=True),
        Column("text", "Text", "text"),
        Column("integer", "Heltal", "integer"),
        Column("decimal", "Tal", "decimal"),
        Column("money", "Belopp", "money"),
        Column("yes_no", "Tolk", "yes_no"),
        Column("sex", "Kön", "sex"),
        Column("date", "Datum", "date"),
        Column("week", "Vecka", "week"),
        Column("minutes", "Minuter", "minutes"),
        Column("hours", "Timmar", "hours"),
        Column("choice", "Svar", "choice", choices=CHOICES),
    ),
)
DANGEROUS = ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "'=1", "''@x", "=cmd|' /C calc'!A0", "-", "'"]
FORMULAS = ("=", "+", "-", "@", "\t", "\r")

texts = st.one_of(
    st.sampled_from(DANGEROUS),
    st.builds(
        lambda start, rest: start + rest.strip(),
        st.sampled_from(["", *FORMULAS, "'"]),
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
    ),
).filter(lambda text: text.lstrip("\t\r") == text.strip() != "")
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
values = st.fixed_dictionaries(
    {
        "number": st.builds(
            lambda day, serial: read_personal_number(pnr(f"{day:%y%m%d}", serial), TODAY),
            st.dates(date(1900, 1, 1), date(1999, 12, 31)),
            st.integers(1, 999),
        ),
        "text": st.none() | texts.filter(lambda text: not text.startswith("#")),
        "integer": st.none() | st.integers(-(10**15), 10**15),
        "decimal": st.none() | st.decimals(-(10**9), 10**9, places=6),
        "money": st.none() | st.decimals(-(10**9), 10**9, places=2),
        "yes_no": st.none() | st.booleans(),
        "sex": st.none() | st.sampled_from(["woman", "man"]),
        "date": st.none() | days,
        "week": st.none() | days.map(lambda day: day - timedelta(days=day.weekday())),
        "minutes": st.none() | st.integers(0, 99_999),
        "hours": st.none() | st.integers(0, 99_999),
        "choice": st.none() | st.sampled_from("abcd"),
    }
)


def read_back(cells):
    rows = rows_of(cells).with_headers_in(1)
    found = validate(rows, match(rows.headers, SHAPE, {}), SHAPE, TODAY)
    assert list(found.all_faults()) == []
    return [row.values for row in found.rows]


@given(st.lists(values, min_size=1, max_size=4))
def test_the_export_is_read_back_equal(people):
    assert read_back(export_rows(SHAPE, people)) == people


@given(st.lists(values, min_size=1, max_size=4))
def test_so_it_is_by_way_of_a_file(people):
    written = [{**row, "text": (row["text"] or "").replace("\r", "") or None} for row in people]
    rows = read_rows("a.csv", as_csv(export_rows(SHAPE, written)))
    assert read_back(rows.cells) == written


@given(st.lists(values, min_size=1, max_size=4))
def test_no_cell_is_a_formula(people):
    for row in export_rows(SHAPE, people)[1:]:
        for column, cell in zip(SHAPE.columns, row, strict=True):
            figure = column.kind in ("integer", "decimal", "money")
            assert figure or not cell.startswith(FORMULAS)


@given(st.text())
def test_neutralising_loses_nothing(text):
    assert plain_again(neutral(text)) == text
    assert not neutral(text).startswith(FORMULAS)


@pytest.mark.parametrize("text", [text for text in DANGEROUS if "\r" not in text])
def test_dangerous_texts_come_through_excel(text):
    stream = BytesIO()
    number = read_personal_number(pnr("900101"), TODAY)
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate(export_rows(SHAPE, [{"number": number, "text": text}])):
            for column, cell in enumerate(row):
                sheet.write_string(at, column, cell)
    assert read_back(read_rows("a.xlsx", stream.getvalue()).cells)[0]["text"] == text


def test_the_file_opens_in_swedish_excel():
    data = as_csv(export_rows(SHAPE, [{"text": "två;delar\noch rader", "decimal": Decimal("1234.50")}]))
    assert data.startswith(b"\xef\xbb\xbfPersonnummer;Text;")
    [_, row] = csv.reader(StringIO(data.decode("utf-8-sig")), delimiter=";")
    assert row[1:4] == ["två;delar\noch rader", "", "1234,5"]
