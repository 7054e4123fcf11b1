"""Every row is read, faulty or empty, and every fault says where and what to do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.intake.rows.matching import match
from samsyn.core.intake.rows.patch import patch
from samsyn.core.intake.rows.personal_number import read_personal_number
from samsyn.core.intake.rows.shapes import Column, Shape
from samsyn.core.intake.rows.sheet import rows_of
from samsyn.core.intake.rows.validate import Accounted, validate
from tests.core.intake.rows.people import ALVA, KIM, NOA, SHAPE, TODAY, sheet, told, validated

FILE = """
    Deltagarlista
    Pnr | Start | Timmar | Remittent | Ort
    KIM | 5/3 2024 | 1:30 | Försäkringskassan | Osby

    ALVA | 2024-02-30 | två | Försäkringskasan
    NOA | 2024-03-05
"""


def test_a_file_with_a_title_a_gap_and_faults():
    found = validated(sheet(FILE))
    assert [row.row_number for row in found.rows] == [3, 5, 6]
    assert found.rows[0].values == {
        "number": read_personal_number(KIM, TODAY), "start": date(2024, 3, 5), "hours": 90, "sender": "fk",
    }  # fmt: skip
    assert found.rows[2].values["hours"] is None
    assert told(found) == [
        (5, "start", "Datumet finns inte i kalendern."),
        (5, "hours", "Det är ingen tid i timmar."),
        (5, "sender", "Det är inget av svarsalternativen."),
    ]
    assert found.accounted() == Accounted(read=2, faulty=1, empty=1, in_file=4)
    assert found.empty == (4,)
    assert not found.ready


def test_a_fault_repeats_header_and_cell():
    [fault, *_] = validated(sheet(FILE)).all_faults()
    assert (fault.header, fault.given, fault.remedy[-1]) == ("Start", "2024-02-30", ".")


def test_a_personal_number_is_never_in_clear():
    wrong = KIM[:-1] + str((int(KIM[-1]) + 1) % 10)
    rows = sheet(f"""
        Pnr | Start | Timmar | Anteckning
        {wrong} | {KIM} | {KIM.replace("-", "")} | Ring {KIM}
        KIM | 2024-03-05 | 2 |
        KIM | 2024-03-06 | 2 |
    """)
    found = validated(rows)
    assert len(list(found.all_faults())) == 5
    shown = repr((rows, found, found.rows, list(found.all_faults()), match(rows.headers, SHAPE, {})))
    assert KIM[-4:] not in shown
    assert wrong[-4:] not in shown
    assert "19900101-****" in shown


def test_rows_that_share_what_is_their_own_name_each_other():
    found = validated(sheet("Pnr|Start\nKIM|2024-03-05\nALVA|2024-03-05\nKIM|2024-03-06\nKIM|2024-03-07"))
    faults = list(found.all_faults())
    assert [(fault.row, fault.others) for fault in faults] == [(2, (4, 5)), (4, (2, 5)), (5, (2, 4))]
    assert faults[0].message == "Rad 2 och 2 andra rader, först rad 4 har samma ”Personnummer”."
    assert faults[0].given == "19900101-****"


def test_a_key_of_several_columns():
    shape = Shape("a", "A", (Column("who", "Vem", "text"), Column("day", "Dag", "date")), key=("who", "day"))
    found = validated(sheet("Vem|Dag\nKim|2024-03-05\nKim|2024-03-06\nKim|5/3 2024\n|2024-03-05\n|2024-03-05"), shape)
    assert told(found) == [
        (2, "who", "Rad 2 och rad 4 har samma ”Vem” och ”Dag”."),
        (4, "who", "Rad 4 och rad 2 har samma ”Vem” och ”Dag”."),
    ]


def test_a_missing_column_is_one_fault_and_the_rest_is_still_read():
    found = validated(sheet("Personnummer\nKIM\nxyz"))
    assert told(found) == [
        (None, "start", "Filen saknar kolumnen ”Startdatum”, som är obligatorisk."),
        (3, "number", "Det är inget personnummer eller samordningsnummer."),
    ]


def test_required_cells():
    assert told(validated(sheet("Pnr|Start|Timmar\n|2024-03-05|\nKIM||2"))) == [
        (2, "number", "Uppgiften saknas."),
        (3, "start", "Uppgiften saknas."),
    ]


def test_a_row_with_words_only_where_nothing_is_read_is_not_passed_over():
    shape = Shape("a", "A", (Column("who", "Vem", "text"),))
    found = validated(sheet("Vem | Ort\nKim|Osby\n|Höör"), shape)
    assert told(found) == [(3, "", "Raden har inget i de kolumner som läses in.")]
    assert found.accounted() == Accounted(read=1, faulty=1, empty=0, in_file=2)


def test_two_headers_for_one_column_stop_the_file():
    found = validated(sheet("Pnr|Personnummer|Start\nKIM|ALVA|2024-03-05"))
    assert [fault.row for fault in found.all_faults()] == [None]


def test_a_file_without_headers():
    rows = rows_of([[KIM, "2024-03-05"], [ALVA, "2024-03-06"]]).with_headers_in(0)
    assert rows.headers == ["(kolumn A)", "(kolumn B)"]
    matching = match(rows.headers, SHAPE, {"(kolumn A)": "number", "(kolumn B)": "start"})
    found = validate(rows, matching, SHAPE, TODAY)
    assert found.accounted() == Accounted(2, 0, 0, 2)
    assert [row.row_number for row in found.rows] == [1, 2]


def test_only_headers_and_nothing_at_all():
    assert validated(sheet("Pnr|Start")).accounted() == Accounted(0, 0, 0, 0)
    assert validate(rows_of([]), match([], SHAPE, {}), SHAPE, TODAY).accounted() == Accounted(0, 0, 0, 0)


def test_a_long_cell_is_cut_in_the_fault():
    [fault] = validated(sheet(f"Pnr|Start\nKIM|{'x' * 500}")).all_faults()
    assert len(fault.given) == 81


cells = st.sampled_from(["", " ", KIM, ALVA, NOA, "2024-03-05", "5/3 2024", "2", "x", "fk", "-"])
tables = st.lists(st.lists(cells, max_size=5), max_size=12)


@given(tables)
def test_every_row_is_accounted_for(lines):
    rows = rows_of([["Pnr", "Start", "Timmar", "Remittent", "Ort"], *lines])
    found = validated(rows)
    sums = found.accounted()
    assert sums.read + sums.faulty + sums.empty == sums.in_file == len(rows.cells) - 1
    assert sorted([*found.empty, *(row.row_number for row in found.rows)]) == list(range(2, len(rows.cells) + 1))
    for row in found.rows:
        told = {fault.column for fault in row.faults}
        assert row.values["number"] is not None or "number" in told


@given(tables)
def test_reading_many_rows_agrees_with_reading_each_alone(lines):
    headers = ["Pnr", "Start", "Timmar", "Remittent", "Ort"]
    for row in validated(rows_of([headers, *lines])).rows:
        [alone] = validated(rows_of([headers, lines[row.row_number - 2]])).rows
        assert alone.values == row.values
        own = [(fault.column, fault.message) for fault in row.faults if not fault.others]
        assert own == [(fault.column, fault.message) for fault in alone.faults]


def corrected(rows, found, corrections):
    return patch(rows, found, corrections, matching=match(rows.headers, SHAPE, {}), shape=SHAPE, today=TODAY)


def test_corrections_are_read_and_the_file_is_kept():
    rows = sheet(FILE)
    found = validated(rows)
    corrections = {(5, "start"): "2024-02-29", (5, "hours"): "2", (5, "sender"): "Försäkringskassan"}
    new_rows, new = corrected(rows, found, corrections)
    assert new.accounted() == Accounted(read=3, faulty=0, empty=1, in_file=4)
    assert new.rows[1].values["start"] == date(2024, 2, 29)
    assert new.ready
    assert rows.cells[4][1] == "2024-02-30"
    assert new_rows.cells[4][1] == "2024-02-29"


def test_a_duplicate_that_is_corrected_frees_the_other_row():
    rows = sheet("Pnr|Start\nKIM|2024-03-05\nKIM|2024-03-06")
    found = validated(rows)
    assert found.accounted().faulty == 2
    assert corrected(rows, found, {(3, "number"): ALVA})[1].ready


def test_an_empty_row_may_be_filled_and_a_row_emptied():
    rows = sheet("Pnr|Start\nKIM|2024-03-05\n\nALVA|x")
    _, new = corrected(rows, validated(rows), {(3, "number"): NOA, (3, "start"): "2024-03-05"})
    assert [row.row_number for row in new.rows] == [2, 3, 4]
    _, new = corrected(rows, validated(rows), {(4, "number"): "", (4, "start"): ""})
    assert new.empty == (3, 4)


@pytest.mark.parametrize("place", [(1, "number"), (9, "number"), (0, "number"), (2, "note"), (2, "shoe")])
def test_corrections_outside_the_file_are_refused(place):
    rows = sheet("Pnr|Start\nKIM|2024-03-05")
    with pytest.raises(ValueError, match=r"finns inte|läses inte"):
        corrected(rows, validated(rows), {place: "x"})


@given(tables, st.dictionaries(st.tuples(st.integers(2, 13), st.sampled_from(["number", "start", "hours"])), cells))
def test_a_patch_is_what_reading_everything_again_gives(lines, corrections):
    rows = rows_of([["Pnr", "Start", "Timmar", "Remittent", "Ort"], *lines])
    inside = {place: text for place, text in corrections.items() if place[0] <= len(rows.cells)}
    new_rows, new = corrected(rows, validated(rows), inside)
    assert new == validate(new_rows, match(rows.headers, SHAPE, {}), SHAPE, TODAY)


def test_every_kind_in_one_row():
    kinds = {"integer": "1 234", "decimal": "1,5", "money": "12 kr", "yes_no": "ja", "sex": "K", "week": "2024 v. 12"}
    shape = Shape("a", "A", tuple(Column(kind, f"Kolumn {kind}", kind) for kind in kinds))
    [row] = validated(rows_of([[f"Kolumn {kind}" for kind in kinds], list(kinds.values())]), shape).rows
    assert list(row.values.values()) == [1234, Decimal("1.5"), Decimal(12), True, "woman", date(2024, 3, 18)]
