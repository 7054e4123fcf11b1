"""A number in a text is a reference, never typed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from samsyn.apps.reporting.content import ListBlock, Text
from samsyn.apps.reporting.references import blocks_of, faults_in, written
from samsyn.apps.reporting.references.formats import CannotWrite
from samsyn.apps.reporting.references.typed import typed_numbers
from tests.reporting.samples import cluster_figures

FIGURES = cluster_figures()[2]


def told(text: str) -> str:
    """The faults of a text, with ordinary spaces."""
    return "\n".join(map(str, faults_in(text, FIGURES))).replace("\u00a0", " ")


def plain(text: str) -> str:
    """The text written out, with ordinary spaces."""
    blocks = blocks_of(text, FIGURES)
    return "\n".join(block.plain for block in blocks if isinstance(block, Text)).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("[[participants.outcome]]", "4 042"),
        ("[[participants.outcome|enhet]]", "4 042 personer"),
        ("[[participants.outcome|tal]]", "4 042"),
        ("[[participants.outcome|population]]", "deltagare i Klustret"),
        ("[[participants.outcome|tryckt]]", "3 918"),
        ("[[participants.outcome|mot-plan]]", "+593 (17 % över planens 3 449)"),
        ("[[total_cost.outcome]]", "19 929 384 kr"),
        ("[[total_cost.outcome|mkr]]", "19,9 mkr"),
        ("[[total_cost.outcome|tkr]]", "19 929 tkr"),
        ("[[total_cost.outcome|mot-plan]]", "−3 609 878 kr (15 % under planens 23 539 262 kr)"),
        ("[[VIND.women.outcome|andel]]", "71 % (415/585)"),
        ("[[VIND.share_women.outcome]]", "71 % (415/585)"),
        ("[[VIND.share_women.outcome|tal]]", "71 % (415/585)"),
        ("[[VIND.share_women.outcome|mot-plan]]", "+9 procentenheter (62 % (318/512) i planen)"),
        ("[[ VIND.women.outcome | andel ]]", "71 % (415/585)"),
    ],
)
def test_references_are_written_out(reference, words):
    assert told(reference) == ""
    assert plain(f"Så: {reference}.") == f"Så: {words}."


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("I klustret deltog 5 240 personer.", "5 240"),
        ("Det blev 26 % fler.", "26"),
        ("Varje timme kostade 5656 kr.", "5656"),
        ("Deltagarna fick 11,8 timmar.", "11,8"),
        ("Det var 2018 deltagare.", "2018"),
        ("Kostnaden var 2 018 kronor.", "2 018"),
        ("Andelen var 2019 %.", "2019"),
        ("Ungefär ½ av dem.", "½"),
        ("Se covid-19.", "19"),
        ("Nivå 3 personer kom.", "3"),
        ("Minst 3 kommuner.", "3"),
        ("År 26 % av dem.", "26"),
        ("Beloppet 1.234.567,8 kr", "1"),
        ("١٢٣ personer", "١٢٣"),
    ],
)
def test_typed_numbers_are_found(text, number):
    assert number in [typed.text for typed in typed_numbers(text)] or typed_numbers(text)[0].text.startswith(number)
    assert "skrivet för hand" in told(text)


@pytest.mark.parametrize(
    "text",
    [
        "Det började 2016 och slutade 2018.", "Under 2016–2018 och 2016/17.", "Den 1 oktober 2016 kom 2016-10-01.",
        "Bedömningen på nivå 3 och fas 1 står i tabell 2, 3 och 4.", "Enligt SFS 2003:1210 §\u00a07.",
        "Se s. 14 och bilaga 5.", "1:a och 2:a gången", "1. Först\n2. Sedan", "Bostadsområdet \\K2 och \\112.",
        "Källa 004, tabell 1.1.", "På 1990-talet.", "March 5, 2019 and 5 March 2019.", "Inga tal alls.",
    ],
)  # fmt: skip
def test_years_dates_ordinals_and_names_may_be_typed(text):
    assert typed_numbers(text) == []


def test_the_fault_names_number_place_and_what_is_meant():
    message = told("Första raden.\nI klustret deltog 3 918 personer.")
    assert message.startswith("Rad 2, tecken 19: 3 918 är skrivet för hand")
    assert "3 918 – menar du [[participants.outcome]] (4 042)" in message


def test_a_percentage_is_held_against_shares_and_changes():
    assert "[[participants.outcome|mot-plan]] (+593 (17 % över planens 3 449))" in told("Det blev 17 % fler.")
    assert "[[VIND.share_women.outcome]] (71 % (415/585))" in told("Det var 71 % kvinnor.")


def test_a_near_number_suggests_the_figure():
    assert "[[VIND.participants.outcome]] (585)" in told("Det var 580 deltagare.")


def test_a_number_like_nothing_else_says_how_to_write():
    message = told("Det var 77 777 777 777 saker.")
    assert "[[nyckel]]" in message
    assert "\\77" in message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[participant.outcome]]", "Menar du [[participants.outcome]]"),
        ("[[vind.women.outcom]]", "[[VIND.women.outcome]]"),
        ("[[xyz]]", "Det finns ingen siffra med nyckeln ”xyz”."),
        ("[[participants.outcome|okänt]]", "Formatet ”okänt” finns inte"),
        ("[[participants.outcome|mkr]]", "är inget belopp i kronor"),
        ("[[total_cost.plan|mot-plan]]", "har ingen plan att jämföras med"),
        ("[[total_cost.plan|tryckt]]", "inget tryckt värde"),
        ("[[total_cost.plan|andel]]", "är ingen andel"),
        ("Ett [[participants.outcome] till", "inte avslutad"),
        ("[[]]", "ingen siffra med nyckeln ””"),
    ],
)
def test_references_that_lead_nowhere_are_faults(text, words):
    assert words in told(text)


def test_every_fault_is_told_in_order():
    lines = told("5 240 och [[fel]]\n26 % och 77 %").splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "Rad 1, tecken 1", "Rad 1, tecken 11", "Rad 2, tecken 1", "Rad 2, tecken 10",
    ]  # fmt: skip


def test_paragraphs_and_lists():
    blocks = blocks_of(
        "Ett stycke\npå två rader.\n\n- först [[participants.outcome]]\n- sedan\n\n1. ett\n2. två", FIGURES
    )
    first, points, ordered = blocks
    assert isinstance(first, Text)
    assert first.plain == "Ett stycke på två rader."
    assert isinstance(points, ListBlock)
    assert points.points[0][1].figure_key == "participants.outcome"
    assert isinstance(ordered, ListBlock)
    assert ordered.numbered


def test_swedish_typography():
    assert blocks_of('Han sa "ja" - 2016-2018, nivå 3 i \\K2.', FIGURES)[0].plain == (
        "Han sa ”ja” – 2016–2018, nivå\u00a03 i K2."
    )


def test_a_reference_that_no_longer_leads_anywhere_is_shown_as_written():
    assert plain("Det var [[borta.outcome]].") == "Det var [[borta.outcome]]."


def test_an_unknown_value_is_said_in_words():
    from dataclasses import replace

    unknown = {"women.plan": replace(FIGURES["women.plan"], value=None)}
    assert written("women.plan", "", unknown) == "uppgift saknas"


def test_a_share_without_its_numbers_is_never_made_up():
    from dataclasses import replace

    bare = replace(FIGURES["VIND.share_women.outcome"], numerator=None, denominator=None, value=Decimal("0.71"))
    assert written("x", "", {"x": bare}).replace("\u00a0", " ") == "71 %"
    with pytest.raises(CannotWrite):
        written("women.plan", "okänt", FIGURES)
