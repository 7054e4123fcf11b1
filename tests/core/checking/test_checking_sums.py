"""Totals of rows, columns, groups and blocks."""

from __future__ import annotations

import pytest

from samsyn.core.checking import Report
from tests.core.checking.drawing import pairs, report, serious

SQUARE = """
    | Grupp  | Kvinnor | Män | Totalt |
    | Unga   | 12      | 30  | 42     |
    | Vuxna  | 25      | 18  | 43     |
    | Äldre  | 7       | 11  | 18     |
    | Totalt | 44      | 59  | 103    |
"""


def test_margins_that_hold_are_counted_and_silent() -> None:
    found = report(SQUARE)
    assert found.findings == ()
    assert found.relations_verified >= 7  # three columns and four rows


@pytest.mark.parametrize(
    ("right", "wrong", "column"),
    [("30", "39", "Män"), ("18     |", "81     |", "Totalt"), ("| 44", "| 34", "Kvinnor"), ("103", "130", "Totalt")],
)
def test_one_wrong_cell_is_found_and_mended(right: str, wrong: str, column: str) -> None:
    found = report(SQUARE.replace(right, wrong))
    assert len(found.findings) == 1
    suggestion = found.findings[0].suggestion
    assert suggestion is not None
    assert suggestion.where.column == column
    assert suggestion.value == right.strip("| ")


@pytest.mark.parametrize(
    "drawing",
    [
        "| | A | B | C |\n| Summa | 60 | 90 | 15 |\n| x | 10 | 40 | 5 |\n| y | 20 | 20 | 3 |\n| z | 30 | 30 | 7 |",
        "| | A | B | C |\n| x | 1,5 | 2,5 | 4 |\n| y | 2,5 | 3,5 | 6 |\n| Hela länet | 4,0 | 6,0 | 10 |",
        "| Post | Plan | Utfall | Avvikelse |\n| a | 100 | 80 | "
        "-20 |\n| b | 50 | 60 | 10 |\n| Summa | 150 | 140 | -10 |",
        "| | tkr |\n| a | 1,2 |\n| b | 1,2 |\n| c | 1,2 |\n| Summa | 3,7 |",
        "| | A | B |\n| x | 5 | 9 |\n| varav nya | 3 | 2 |\n| y | 6 | 8 |\n| Totalt | 11 | 17 |",
        "| | 2019 | 2020 |\n| x | 5 | – |\n| y | 6 | 8 |\n| z | 1 | 2 |\n| Totalt | 12 | 10 |",
    ],
)
def test_shapes_that_hold(drawing: str) -> None:
    found = report(drawing)
    assert found.findings == ()
    assert found.relations_verified


def test_subtotals_add_up_to_the_grand_total_and_a_wrong_one_is_named() -> None:
    drawing = """
        | Ort       | Kvinnor | Män |
        | Osby      | 10      | 12  |
        | Hörby     | 21      | 5   |
        | Delsumma  | 31      | 17  |
        | Lund      | 40      | 44  |
        | Eslöv     | 8       | 9   |
        | Delsumma  | 48      | 53  |
        | Totalt    | 79      | 70  |
    """
    assert report(drawing).findings == ()
    found = report(drawing.replace("| 31 ", "| 13 "))
    assert len(found.findings) == 1
    assert found.findings[0].suggestion is not None
    assert found.findings[0].suggestion.value == "31"


def test_plan_and_outcome_are_added_apart() -> None:
    drawing = """
        | Ort   | Kvinnor |    | Män |    | Totalt |    |
        |       | P       | F  | P   | F  | P      | F  |
        | Osby  | 10      | 12 | 20  | 21 | 30     | 33 |
        | Hörby | 5       | 7  | 8   | 9  | 13     | 16 |
        | Lund  | 6       | 6  | 7   | 2  | 13     | 8  |
    """
    assert report(drawing).findings == ()
    assert pairs(report(drawing.replace("| 33 |", "| 32 |")), "sum") == {("32", "33")}


def test_an_average_is_not_a_total() -> None:
    found = report(
        "| Ort | Antal | Medelålder |\n| a | 10 | 30 |\n| b | 20 | 40 |\n| c | 5 | 50 |\n| Totalt | 35 | 38 |"
    )
    assert found.findings == ()


def test_a_hidden_number_is_no_error() -> None:
    assert report("| Ort | Antal |\n| a | 10 |\n| b | .. |\n| c | 5 |\n| Totalt | 18 |").findings == ()


def test_a_lone_labelled_total_that_misses() -> None:
    found = report("| Ort | Antal |\n| Lund | 24 |\n| Osby | 35 |\n| Eslöv | 7 |\n| Totalt | 67 |")
    assert pairs(found, "sum") == {("67", "66")}


def test_years_dates_and_identities_are_not_added() -> None:
    found = report(
        "| Projekt | Kod | År | Startdatum | Deltagare |\n| a | 101 | 2016 | 2016-09-01 | 10 |"
        "\n| b | 102 | 2017 | 2017-09-01 | 20 |\n| c | 103 | 2018 | 2018-09-01 | 5 |\n| Totalt | 999 | 2020 | | 35 |"
    )
    assert found.findings == ()


def test_rounded_thousands_without_a_word_are_a_note() -> None:
    found = report(
        "| Post | A | B | C |\n| x | 104 | 205 | 309 |\n| y | 203 | "
        "301 | 503 |\n| z | 33 | 41 | 75 |\n| Summa | 341 | 546 | 887 |"
    )
    assert serious(found) == []


def test_a_block_that_divides_the_total_anew() -> None:
    drawing = """
        | Deltagare | Totalt | Män | Kvinnor |
        | Totalt    | 40     | 25  | 15      |
        | Ålder     | Totalt | Män | Kvinnor |
        | unga      | 22     | 12  | 10      |
        | vuxna     | 18     | 13  | 5       |
        | Boende    | Totalt | Män | Kvinnor |
        | eget      | 30     | 20  | 10      |
        | annat     | 9      | 5   | 4       |
    """
    found = report(drawing)
    assert {(f.severity, f.printed, f.computed) for f in found.findings} == {
        ("warning", "40", "39"),
        ("warning", "15", "14"),
    }
    assert _held(found, "Ålder fördelar Totalt") == 3


def _held(found: Report, words: str) -> int:
    return sum(relation.holds for relation in found.relations if relation.formula.startswith(words))


@pytest.mark.parametrize(
    "blocks",
    [
        # The same person may have given several answers.
        (
            "| Stöd | Antal |\n| Praktik | 30 |\n| Studier | 25 |\n| Samtal | 15 |\n| Totalt | 55 |",
            "Flera svar var möjliga.",
        ),
        # Only some of the rows divide the total.
        ("| Deltagare | Antal |\n| Kvinnor | 40 |\n| Män | 30 |\n| Utrikes födda | 25 |\n| Totalt | 70 |",),
        # A share of 100 % of its own base says nothing about a sum.
        ("| Ort | Antal | Andel nöjda |\n| Lund | 12 | 100 % |\n| Osby | 15 | 80 % |\n| Eslöv | 9 | 67 % |",),
        # Averages with a line for all.
        ("| Ort | NKI | Betyg |\n| Lund | 70 | 3,4 |\n| Osby | 75 | 4,1 |\n| Totalt | 72 | 3,8 |",),
        # A note on rounding.
        (
            "| Post | A | B |\n| x | 104 | 205 |\n| y | 203 | 301 |\n| Summa | 308 | 506 |",
            "På grund av avrundning stämmer inte alla summor.",
        ),
        # One row in two units is no sum.
        ("| Ort | Deltagare | Timmar | Dagar | Totalt |\n| Lund | 4 | 50 | 7 | 57 |\n| Osby | 2 | 30 | 5 | 35 |",),
    ],
)
def test_what_looks_like_a_sum_but_is_none(blocks: tuple[str, ...]) -> None:
    assert serious(report(*blocks)) == []
