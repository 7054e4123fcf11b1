"""Headers of a file and columns of a shape."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.intake.rows.matching import match, with_headers_for
from samsyn.core.intake.rows.shapes import Choice, Column, Shape
from samsyn.core.intake.rows.sheet import letter, rows_of
from tests.core.intake.rows.people import KIM, SHAPE, sheet

REQUIRED = ["Personnummer", "Startdatum"]


def how(*headers: str, remembered: dict[str, str] | None = None) -> dict[str, str]:
    """code → how it was found."""
    return {found.code: found.how for found in match(headers, SHAPE, remembered or {}).columns}


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("Personnummer", "exact"),
        ("  Personnummer ", "exact"),
        ("PERSONNUMMER*", "normalised"),
        ("Personnummer (10 siffror)", "normalised"),
        ("person nummer", "normalised"),
        ("PNR", "alias"),
        ("Person id", "alias"),
        ("Personnumer", "near"),
        ("Deltagarens personnummer", "near"),
    ],
)
def test_ways_to_be_found(header, found):
    assert how(header) == {"number": found}


def test_what_a_person_said_goes_first():
    assert how("Nr", "Pnr", remembered={"NR": "number", "Pnr": ""}) == {"number": "remembered"}
    assert how("Nr", remembered={"Nr": "a column of an older version"}) == {}


def test_near_is_a_proposal_until_it_is_remembered():
    asked = match(["Personnumer", "Startdatum"], SHAPE, {})
    assert [(found.code, found.score > 0.9) for found in asked.proposals] == [("number", True)]
    assert asked.missing_required == ("number",)
    assert not asked.ready
    answered = match(["Personnumer", "Startdatum"], SHAPE, {"Personnumer": "number"})
    assert answered.ready
    assert answered.to_remember == {"Personnumer": "number", "Startdatum": "start"}


def test_what_is_left_over_is_told():
    matching = match(["Personnummer", "Skostorlek", "", "Startdatum"], SHAPE, {})
    assert [(header.text, header.letter) for header in matching.unmatched_headers] == [("Skostorlek", "B")]
    assert matching.missing_required == ()


def test_a_missing_column_is_told():
    assert match(["Timmar"], SHAPE, {}).missing_required == ("number", "start")


def test_two_headers_for_one_column_are_both_named():
    matching = match(["Pnr", *REQUIRED], SHAPE, {})
    [fault] = matching.faults
    assert "”Pnr” (kolumn A) och ”Personnummer” (kolumn B)" in fault.message
    assert fault.remedy
    assert [found.code for found in matching.columns] == ["start"]
    assert not matching.ready
    assert match(["Pnr", *REQUIRED], SHAPE, {"Pnr": ""}).ready


def test_the_same_header_twice():
    [fault] = match(["Start", "Personnummer", "Start"], SHAPE, {}).faults
    assert "(kolumn A) och ”Start” (kolumn C)" in fault.message


def test_two_near_headers_propose_one_column_once():
    matching = match(["Personnumer", "Persnnummer"], SHAPE, {})
    assert len(matching.proposals) == 1
    assert len(matching.unmatched_headers) == 1


def test_a_row_of_data_in_the_place_of_headers_is_covered():
    matching = match([KIM, "Osby"], SHAPE, {})
    assert KIM[-4:] not in repr(matching)
    assert matching.unmatched_headers[0].shown.endswith("-****")
    assert match([KIM, "Start"], SHAPE, {KIM: "number"}).to_remember == {"Start": "start"}


def test_headers_below_a_busy_title_are_found_by_what_they_say():
    rows = sheet("""
        Kommun | Osby | Utskriven | 2026-11-21 | av Ek
        Sida | 1 | av | 1 | x
        Pnr | Start | Timmar | Remittent | Ort
        KIM | 2024-03-05 | 2 | Försäkringskassan | Osby
    """)
    assert rows.headers_row_index == 0
    assert with_headers_for(rows, SHAPE, {}).headers_row_index == 2
    assert with_headers_for(rows_of([]), SHAPE, {}).headers_row_index == 0


@given(st.lists(st.sampled_from([*REQUIRED, "Pnr", "start", "Personnumer", "Ort", "", "Timar"]), max_size=8))
def test_every_header_has_one_fate(headers):
    matching = match(headers, SHAPE, {})
    columns = [found.header.position for found in matching.columns]
    left = [header.position for header in matching.unmatched_headers]
    doubled = {fault.column for fault in matching.faults}
    assert len({*columns, *left}) == len(columns) + len(left)
    assert len({found.code for found in matching.columns}) == len(columns)
    silent = {at for at, text in enumerate(headers) if text} - {*columns, *left}
    assert bool(silent) == bool(doubled)  # only headers that a fault names
    for code in doubled:
        assert code not in {found.code for found in matching.columns}


def test_letters():
    assert [letter(at) for at in (0, 25, 26, 51, 52, 701, 702, 16383)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
        "XFD",
    ]


@pytest.mark.parametrize(
    "make",
    [
        lambda: Column("a", "A", "colour"),
        lambda: Column("a", "A", "choice"),
        lambda: Column("a", "A", "text", choices=(Choice("x", "X"),)),
        lambda: Column("a", "A", "choice", choices=(Choice("x", "X"), Choice("x", "Y"))),
        lambda: Column("a", "A", "choice", choices=(Choice("x", "X"), Choice("y", "X"))),
        lambda: Column("a", "A", "choice", choices=(Choice("x", "–"),)),
        lambda: Shape("s", "S", (Column("a", "A", "text"), Column("a", "B", "text"))),
        lambda: Shape("s", "S", (Column("a", "A b", "text"), Column("c", "a-B", "text"))),
        lambda: Shape("s", "S", (Column("a", "A", "text"),), key=("b",)),
    ],
)
def test_shapes_that_cannot_be(make):
    with pytest.raises(ValueError):
        make()


def test_a_column_that_is_not_there():
    with pytest.raises(KeyError):
        SHAPE.column("shoe")
