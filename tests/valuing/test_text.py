"""The screen: what a controller reads, and that it never says more than the numbers."""

from __future__ import annotations

import pytest

from samsyn.parameters.shipped import shipped_bank
from samsyn.valuing.telling import break_even, chance, losers, payback
from samsyn.valuing.text import WIDTH, as_text
from samsyn.valuing.tongue import Tongue
from tests.valuing.conftest import CODES, answer

SV, EN = Tongue(), Tongue(english=True)


def plain(text):
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize("tongue", [SV, EN])
@pytest.mark.parametrize("code", CODES)
def test_an_account_fits_a_screen(code, tongue):
    lines = as_text(answer(code), tongue).splitlines()
    assert len(lines) <= 60
    assert max(map(len, lines)) <= WIDTH + 20


def test_what_it_is_who_pays_and_what_it_takes():
    shown = plain(as_text(answer("trelleborg_kedja"), SV))
    assert "Samhället −3," in shown
    assert "Förlorar i genomsnitt: Offentlig sektor" in shown
    assert "kalkylen räknar med 15 %, sedan 25 % dragits ned för svagt underlag" in shown
    assert "9 av 17 tal är antaganden" in shown
    assert "Det är en potential: vad utanförskapet kostar, inget som insatsen väntas ge." in shown


def test_the_published_example_says_that_it_knows_no_uncertainty():
    shown = plain(as_text(answer("trelleborg"), SV))
    assert "Inget tal har någon osäkerhet angiven, så spannet är okänt, inte noll." in shown
    assert "Nyttan väntas bli 150,0 Mkr för samhället och insatsen kosta 4,8 Mkr" in shown
    assert "Om alla 60 lyckades vore det värt 600,1 Mkr" in shown


def test_english_has_its_own_words_and_numbers():
    shown = plain(as_text(answer("stegforflyttning"), EN))
    assert "Society gains but not everyone does." in shown
    assert "The effort carries itself for society if the effect" in shown
    assert "Samhället" not in shown
    assert " Mkr" not in shown


def test_a_loser_is_named_though_society_gains():
    said = losers(answer("stegforflyttning"), SV)
    assert said.startswith("Samhället vinner men alla gör det inte.")
    assert "Försäkringskassan (−" in said


def seen(present=0.0, cost=0.0, year=None):
    spread = {"mean": present, "low": present, "high": present}
    return {"present_value": spread, "cost": {**spread, "mean": cost}, "payback_year": year}


def test_payback_is_a_year_never_or_not_a_question():
    assert payback(seen(5e6, year=2026), {"years": 20}, SV) == "2026"
    assert payback(seen(-5e6, cost=-6e6), {"years": 20}, SV) == "inte på 20 år"
    assert payback(seen(), {"years": 20}, SV) == "–"


def asked(effect, expected, present):
    return {
        "break_even": {"society": {"code": "e", "effect": effect, "expected": expected, "share": None}},
        "sources": [{"code": "e", "name": {"sv": "Effekt", "en": "Effect"}, "unit": "1", "value": expected}],
        "perspectives": {"society": {"present_value": {"mean": present}}},
    }


@pytest.mark.parametrize(
    ("effect", "expected", "present", "says"),
    [
        (0.1, 0.3, 1.0, "är minst 10 %; kalkylen räknar med 30 %"),
        (0.5, 0.3, -1.0, "är minst 50 %; kalkylen räknar med 30 %"),
        (0.5, 0.3, 1.0, "är högst 50 %"),
        (None, 0.3, -1.0, "Ingen effekt som prövats, upp till det dubbla, räcker"),
        (None, 0.3, 1.0, "bär sig för samhället vid varje effekt"),
    ],
)
def test_break_even_says_at_least_at_most_or_never(effect, expected, present, says):
    assert says in plain(break_even(asked(effect, expected, present), "society", SV))


def test_chance_has_nothing_to_do_where_all_are_said_to_succeed():
    assert "slumpen får inget att göra" in chance(answer("snabbare_integration"), SV)
    assert "Slumpen för sig" in chance(answer("snabbare_integration_kedja"), SV)


@pytest.mark.parametrize(
    ("value", "shown"), [(0.25, "0,25"), (0.0, "0"), (12.34, "12,3"), (72848.0, "72 848"), (0.0401, "0,04"), (1, "1")]
)
def test_numbers_have_no_more_digits_than_they_need(value, shown):
    assert plain(SV.plain(value)) == shown


@pytest.mark.parametrize(("share", "shown"), [(0.0, "under 1 %"), (0.994, "99 %"), (1.0, "över 99 %"), (0.5, "50 %")])
def test_a_chance_is_never_nought_or_certain(share, shown):
    assert plain(SV.chance(share)) == shown


@pytest.mark.parametrize("unit", [*shipped_bank().units, "1", "1/year", "year", "person", "visit", "kr"])
@pytest.mark.parametrize("tongue", [SV, EN])
def test_every_unit_has_words(unit, tongue):
    said = tongue.with_unit(12.0, unit)
    assert "/" not in said
    assert not tongue.english or "kr" not in said


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0.25, "1", "25 %"),
        (0.136, "1/year", "13,6 % per år"),
        (736_000, "kr/person/year", "736 000 kr per person och år"),
        (1, "person", "1 person"),
        (0.5, "year", "0,5 år"),
    ],
)
def test_numbers_stand_with_their_unit_in_words(value, unit, shown):
    assert plain(SV.with_unit(value, unit)) == shown


@pytest.mark.parametrize(
    ("sek", "shown"), [(14_500_000, "14,5 Mkr"), (-556_000, "−556 tkr"), (320, "320 kr"), (0, "0 kr")]
)
def test_money_is_as_exact_as_it_deserves(sek, shown):
    assert plain(SV.money(sek)) == shown


@pytest.mark.parametrize(
    ("share", "said"), [(0.0, "inte i någon"), (0.999, "i 99 av 100"), (0.74, "i 74 av 100"), (1.0, "i alla")]
)
def test_a_chance_in_a_sentence_is_a_count(share, said):
    assert SV.frequency(share).startswith(said)


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (53.6, "person", "54 personer"),
        (2.4, "person", "2,4 personer"),
        (1, "person", "1 person"),
        (53.6, "hour", "53,6 timmar"),
    ],
)
def test_people_are_whole_from_ten_on(value, unit, written):
    assert plain(SV.with_unit(value, unit)) == written


def test_a_span_of_people_is_whole_too():
    assert plain(SV.ends(8.25, 53.6, "person")) == "8,25 till 54 personer"
