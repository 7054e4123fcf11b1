"""Ten thousand random histories: the rules say what a plain reading of the same table says."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from samsyn.apps.participants.queries.weeding import birth_day
from samsyn.apps.participants.weeding_rules import History, Outcome, due_for_weeding, load_rules

HISTORIES = 10_000
TODAY = date(2026, 11, 22)
RULES = load_rules()


def five_years_after(day):
    """The law's words, without our calendar: the same day five years later; 29 February becomes 28 February."""
    year = day.year + 5
    leap = (day.month, day.day) == (2, 29) and not (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return date(year, 2, 28) if leap else day.replace(year=year)


def plainly(history, today):
    """What is done with one history, read from the table's Swedish sentences."""
    if history.holder != "municipality" or not history.noted:
        return "no_rule"
    if today < five_years_after(sorted(history.noted)[-1]):
        return "not_yet"
    if len(history.holds) > 0:
        return "held"
    everything_kept = history.place[:2] in ("05", "09", "22") or history.place == "1480"
    if everything_kept or history.born_on in (5, 15, 25):
        return "keep"
    return "weed" if history.born_on is not None else "ask"


def some_history(chance):
    last = TODAY - timedelta(days=chance.choice([0, 30, 1800, 1825, 1826, 1827, 1828, 2400, 4000]))
    noted = [last - timedelta(days=chance.randrange(4000)) for _ in range(chance.randrange(4))]
    return History(
        record=chance.choice(["person", "referral"]),
        holder=chance.choice(["municipality", "municipality", "municipality", "region", "state_agency"]),
        place=chance.choice(["1273", "1290", "0580", "0980", "2281", "1480", "1482", ""]),
        noted=tuple([*noted, last] if chance.random() < 0.97 else []),
        born_on=chance.choice([None, *range(1, 32)]),
        holds=frozenset(code for code in RULES.holds if chance.random() < 0.08),
    )


def test_ten_thousand_random_histories_equal_the_reference(record_property):
    chance, wrong, seen = random.Random(20261122), [], set()
    for _ in range(HISTORIES):
        history = some_history(chance)
        verdict = due_for_weeding(history, RULES, TODAY)
        seen.add(verdict.outcome)
        if verdict.outcome.value != plainly(history, TODAY):
            wrong.append((history, verdict))
    record_property("weeding_histories_tried", HISTORIES)
    record_property("weeding_histories_through", len(wrong))
    assert wrong == []
    assert seen == set(Outcome)  # every answer was among those tried


def test_the_day_it_falls_due_and_when_it_shall_be_done():
    history = History("person", "municipality", "1273", (date(2020, 2, 29),), 7)
    verdict = due_for_weeding(history, RULES, date(2025, 2, 28))
    assert (verdict.outcome, verdict.due, verdict.finish) == (Outcome.WEED, date(2025, 2, 28), date(2026, 12, 31))
    assert due_for_weeding(history, RULES, date(2025, 2, 27)).outcome == Outcome.NOT_YET


@pytest.mark.parametrize(
    ("number", "day"),
    [("199001152397", 15), ("199001752391", 15), ("19900101TF29", 1), ("199000602390", None), ("", None)],
)
def test_the_day_of_birth_also_of_a_samordningsnummer(number, day):
    assert birth_day(number) == day


def test_every_rule_says_where_it_comes_from_and_how_sure_it_is():
    for rule in RULES.rules:
        for said in (rule, *rule.keep):
            assert said.source
            assert said.quality in (1, 2, 3)
            assert said.quality == 3 or "ntagande" not in said.source
    assert "2025:400" in RULES.caution
