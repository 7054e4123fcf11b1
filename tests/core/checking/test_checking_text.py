"""Claims, repeated figures, written sums and points in running text."""

from __future__ import annotations

import pytest

from samsyn.core.checking.equations import equations
from samsyn.core.checking.mentions import sentences
from tests.core.checking.drawing import pairs, plain, report, table

OUTCOME = """
    | Projekt | Deltagare plan | Deltagare faktiskt | Summa kostnader plan | Summa kostnader faktiskt |
    | ALFA    | 100            | 130                | 900 000 kr           | 700 000 kr               |
    | BETA    | 200            | 190                | 800 000 kr           | 790 000 kr               |
    | GAMMA   | 50             | 80                 | 400 000 kr           | 410 000 kr               |
    | Totalt  | 350            | 400                | 2 100 000 kr         | 1 900 000 kr             |
"""


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Det blev 400 deltagare, 14 % fler än planerat.", set()),
        ("Det blev 400 deltagare, 24 % fler än planerat.", {("24 %", "14 %")}),
        ("Det blev 400 deltagare, 24 % fler än 350.", {("24 %", "14 %")}),
        ("Det blev ungefär 14 % fler än planerat.", set()),
        ("År 2019 var 26 % fler än planerat på plats.", set()),
        ("Sammantaget har 90 % av de budgeterade medlen använts.", set()),
        ("Sammantaget har 80 % av de budgeterade medlen använts.", {("80 %", "90 %")}),
        ("Samtliga projekt utom GAMMA hade lägre kostnader än planerat.", set()),
        ("Samtliga projekt utom BETA hade lägre kostnader än planerat.", {("utom BETA", "790 000 kr")}),
        ("Andelen gick från 49 % till 14 %, alltså 35 procentenheter.", set()),
        ("Andelen gick från 49 % till 14 %, alltså 45 procentenheter.", {("45 procentenheter", "35 procentenheter")}),
        ("Budgeten var 2,1 miljoner kronor.", set()),
    ],
)
def test_claims(sentence: str, found: set[tuple[str, str]]) -> None:
    assert pairs(report(OUTCOME, sentence), "claim") == found


def test_silence_about_numbers_that_no_table_knows() -> None:
    found = report(
        OUTCOME, "Mötet den 12 maj 2019 samlade 64 personer från 7 kommuner; 83 % var nöjda och 12 fler kom senare."
    )
    assert found.findings == ()


def test_the_wrong_way_round_is_told_with_both_figures() -> None:
    message = report(OUTCOME, "Samtliga projekt utom BETA hade lägre kostnader än planerat.").findings[0].message
    assert "10 000 lägre" in plain(message)
    assert "GAMMA" in message


def test_points_with_the_same_base_are_verified() -> None:
    drawing = (
        "| Före (85 st) | Totalt |\n| Ingen | 49 % |\n| Plan | 51 % |\n"
        "| Efter (85 st) | Totalt |\n| Ingen | 14 % |\n| Plan | 86 % |"
    )
    text = "Andelen utan plan har minskat med 35 procentenheter."
    assert report(drawing, text).findings == ()
    assert pairs(report(drawing.replace("Efter (85", "Efter (60"), text), "base") == {
        ("35 procentenheter", "av 85, av 60")
    }


def test_answers_that_no_number_of_persons_gives() -> None:
    assert report("Totalt besvarade 20 personer enkäten. Av dem var 85 % av respondenterna nöjda.").findings == ()
    found = report("Totalt besvarade 20 personer enkäten. Nöjda var 83 % av respondenterna.")
    assert pairs(found, "share") == {("83 %", "85 %")}


def test_the_same_figure_in_two_tables() -> None:
    other = OUTCOME.replace("| 130 ", "| 131 ").replace("| 400 ", "| 401 ")
    found = report(OUTCOME, other)
    assert pairs(found, "repeat") >= {("131", "130")}


def test_tables_about_different_years_are_not_compared() -> None:
    first = "| Projekt | Deltagare 2018 | Män 2018 |\n| ALFA | 100 | 40 |\n| BETA | 80 | 30 |\n| GAMMA | 70 | 20 |"
    assert report(first, first.replace("2018", "2019").replace("100", "120")).findings == ()


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("M: 194 (38%), Kv: 318 (62%) = 512", [True]),
        ("7 176 285 kr (ESF) + 2 435 734 kr = 9 612 019 kr", [True]),
        ("M: 203 (26%), Kv: 590 (74%) = 794", [False]),
        ("12 + 30 = 43", [False]),
        ("3 × 4 = 12", []),
        ("20 - 5 = 15", []),
        ("n = 85", []),
        ("år 2018, 12 = 13", []),
        ("1,2 mkr + 1,3 mkr = 2,6 mkr", [True]),
    ],
)
def test_written_sums(text: str, holds: list[bool]) -> None:
    assert [equation.holds for equation in equations(text)] == holds


def test_written_sums_in_a_table() -> None:
    found = report(table("| Utfall | Not |\n| 12 + 30 = 43 | a |\n| 1 + 2 = 3 | b |"))
    assert pairs(found, "sum") == {("43", "42")}


def test_numbers_of_a_sentence() -> None:
    one, two = sentences(
        "Det kostade 5 656 kr per deltagare, dvs. 32% mindre än 2019. Den 3 maj kom 12,5 timmar till.", 0
    )
    assert [mention.text for mention in one.mentions] == ["5 656 kr", "32%"]
    assert [mention.text for mention in two.mentions] == ["12,5"]


@pytest.mark.parametrize(
    "sentence",
    [
        "I år kom 45 kvinnor och 30 män i 3 grupper, vilket är 20 % fler än planerade 60.",
        "Samverkan är när 1+1=3.",
        "I ALFA har 78 % av de budgeterade medlen använts.",
        "Ett annat projekt fick 2,2 miljoner kronor till sin bil.",
        "Alla projekt utom DELTA hade lägre kostnader än planerat.",
    ],
)
def test_sentences_that_say_nothing_wrong(sentence: str) -> None:
    assert [finding.message for finding in report(OUTCOME, sentence).findings] == []


def test_a_sum_in_a_sentence() -> None:
    assert pairs(report("Tillsammans blev det 120 + 35 = 165 deltagare."), "sum") == {("165 deltagare", "155")}
