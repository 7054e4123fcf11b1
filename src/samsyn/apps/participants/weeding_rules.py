"""When a record about a person is to be weeded: a table of rules, and what it says about one history. Pure.

The rules are facts in parameters/weeding/rules.yaml, each with its source and the quality of that source.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from samsyn.core.periods import add_months


class Outcome(StrEnum):
    """What the rules say today."""

    WEED = "weed"  # due, and nothing holds it back
    KEEP = "keep"  # due, but kept for the archive
    HELD = "held"  # due, but something is still going on
    ASK = "ask"  # due, but whether it is kept cannot be known from what is written
    NOT_YET = "not_yet"
    NO_RULE = "no_rule"


@dataclass(frozen=True)
class Kept:
    """What is kept although it is due: people born on some days of a month, or all records of some places."""

    code: str
    label: str
    source: str
    quality: int
    born_on: frozenset[int] = frozenset()
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """Records of a kind, at holders of some kinds, go so many years after their last note."""

    code: str
    label: str
    record: str
    holders: frozenset[str]
    years: int
    source: str
    quality: int
    keep: tuple[Kept, ...] = ()


@dataclass(frozen=True)
class Rules:
    version: str
    caution: str
    rules: tuple[Rule, ...]
    holds: dict[str, str]
    technical: dict[str, int]  # code → days

    def find(self, record: str, holder: str) -> Rule | None:
        return next((rule for rule in self.rules if rule.record == record and holder in rule.holders), None)


@dataclass(frozen=True)
class History:
    """What the rules need to know about one person at one authority, and nothing more.

    record: "person" for somebody who has taken part, "referral" for somebody who was only referred. holder: the kind
    of organisation; place: its SCB code. noted: days on which something was written or happened. born_on: the day of
    the month, None when no number is known. holds: codes of what is still going on.
    """

    record: str
    holder: str
    place: str
    noted: tuple[date, ...]
    born_on: int | None
    holds: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Verdict:
    """rule: the code of the rule, "" when there is none; because: codes of what holds or keeps; due, finish: days."""

    outcome: Outcome
    rule: str = ""
    because: tuple[str, ...] = ()
    due: date | None = None
    finish: date | None = None  # weeding shall be done by the end of the calendar year after it fell due


def due_for_weeding(history: History, rules: Rules, today: date) -> Verdict:
    """What is to be done with one history today.

    >>> left = History("person", "municipality", "1273", (date(2020, 3, 1), date(2020, 11, 30)), 7)
    >>> due_for_weeding(left, load_rules(), date(2025, 11, 29)).outcome.value
    'not_yet'
    >>> due_for_weeding(left, load_rules(), date(2025, 11, 30)).outcome.value
    'weed'
    """
    rule = rules.find(history.record, history.holder)
    if rule is None or not history.noted:
        return Verdict(Outcome.NO_RULE)
    due = add_months(max(history.noted), 12 * rule.years)
    dated = {"rule": rule.code, "due": due, "finish": date(due.year + 1, 12, 31)}
    if today < due:
        return Verdict(Outcome.NOT_YET, **dated)
    if history.holds:
        return Verdict(Outcome.HELD, because=tuple(sorted(history.holds)), **dated)
    kept = tuple(exception.code for exception in rule.keep if _applies(exception, history))
    if kept:
        return Verdict(Outcome.KEEP, because=kept, **dated)
    if history.born_on is None and any(exception.born_on for exception in rule.keep):
        return Verdict(Outcome.ASK, because=("no_birth_day",), **dated)
    return Verdict(Outcome.WEED, **dated)


def _applies(exception: Kept, history: History) -> bool:
    placed = any(history.place.startswith(place) for place in exception.places)
    return history.born_on in exception.born_on or placed


def needs_birth_day(history: History, rules: Rules, today: date) -> bool:
    """Whether the answer turns on the day of birth, so that a number is opened only where it must be."""
    return due_for_weeding(history, rules, today).outcome == Outcome.ASK


@lru_cache(maxsize=1)
def load_rules() -> Rules:
    """The shipped rules."""
    facts = yaml.safe_load(files("samsyn.parameters").joinpath("weeding/rules.yaml").read_text("utf-8"))
    return Rules(
        version=facts["version"],
        caution=facts["caution"].strip(),
        rules=tuple(_rule(entry) for entry in facts["rules"]),
        holds=facts["holds"],
        technical={entry["code"]: entry["days"] for entry in facts["technical"]},
    )


def _rule(entry: dict[str, Any]) -> Rule:
    return Rule(
        code=entry["code"],
        label=entry["label"],
        record=entry["record"],
        holders=frozenset(entry["holders"]),
        years=entry["years"],
        source=entry["source"],
        quality=entry["quality"],
        keep=tuple(_exceptions(entry.get("keep", ()))),
    )


def _exceptions(entries: Iterable[dict[str, Any]]) -> Iterable[Kept]:
    for entry in entries:
        lists = {"born_on": frozenset(entry.get("born_on", ())), "places": tuple(entry.get("places", ()))}
        yield Kept(**{name: entry[name] for name in ("code", "label", "source", "quality")}, **lists)
