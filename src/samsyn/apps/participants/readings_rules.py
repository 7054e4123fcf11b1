"""Which readings of a month are to be followed up: a draw that can be drawn again, and rules. Pure.

The numbers are facts in parameters/weeding/readings.yaml; all of them are assumptions, and say so.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True)
class Event:
    """One reading: its number, who read, when in local time, whom, on which ground; consented says whether a consent
    to the reader's organisation ran at that moment (only asked where the ground is consent)."""

    number: int
    reader: str
    at: datetime
    person: str
    ground: str
    consented: bool = True


@dataclass(frozen=True)
class Limits:
    """The numbers of the rules. share: of a month's readings; persons within minutes; the night, in whole hours."""

    version: str
    share: float
    at_least: int
    at_most: int
    persons: int
    minutes: int
    night_from: int
    night_to: int
    labels: dict[str, str]
    source: str


@lru_cache(maxsize=1)
def load_limits() -> Limits:
    """The shipped numbers."""
    facts = yaml.safe_load(files("samsyn.parameters").joinpath("weeding/readings.yaml").read_text("utf-8"))
    rules: dict[str, dict[str, Any]] = {rule["code"]: rule for rule in facts["rules"]}
    return Limits(
        version=facts["version"],
        **facts["sample"],
        persons=rules["many"]["persons"],
        minutes=rules["many"]["minutes"],
        night_from=rules["night"]["from_hour"],
        night_to=rules["night"]["to_hour"],
        labels={code: rule["label"] for code, rule in rules.items()},
        source=facts["source"].strip(),
    )


def sample_size(readings: int, limits: Limits) -> int:
    """How many to draw from a month: the share, within the least and the most, and never more than there are.

    >>> [sample_size(n, load_limits()) for n in (4, 500, 3000, 100_000)]
    [4, 10, 30, 60]
    """
    return min(readings, limits.at_most, max(limits.at_least, round(readings * limits.share)))


def drawn(numbers: Iterable[int], size: int, seed: str) -> list[int]:
    """`size` numbers drawn at random, the same for the same seed: those whose keyed fingerprints come first.

    Each number has the same chance, and nobody can tell which before the seed is known. Anybody with the log and the
    seed can draw again and compare.
    """
    return sorted(sorted(numbers, key=lambda number: _fingerprint(seed, number))[:size])


def _fingerprint(seed: str, number: int) -> bytes:
    return hashlib.sha256(f"{seed}|{number}".encode()).digest()


def flagged(events: Iterable[Event], limits: Limits) -> dict[int, str]:
    """Number of each reading that a rule picks → the rule's code. events in order of time.

    One row for each occasion, not for each person seen: the first emergency reading of a reader and person each day,
    the reading that passed the limit, the first of a night. The first rule that picks a reading names it.
    """
    events, found = list(events), {}
    for code, picked in (
        ("no_ground", _first_of_day(event for event in events if event.ground == "break_glass")),
        ("consent_over", _first_of_day(event for event in events if event.ground == "consent" and not event.consented)),
        ("many", _many(events, limits)),
        ("night", _nights(events, limits)),
    ):
        for event in picked:
            found.setdefault(event.number, code)
    return dict(sorted(found.items()))


def _first_of_day(events: Iterable[Event]) -> Iterator[Event]:
    seen = set()
    for event in events:
        key = (event.reader, event.person, event.at.date())
        if key not in seen:
            seen.add(key)
            yield event


def _many(events: list[Event], limits: Limits) -> Iterator[Event]:
    """The reading with which somebody had opened more than the limit, one person at a time; once a day and reader.

    A list shows many at one moment, and is one page: only moments with a single person count.
    """
    moments: dict[tuple[str, datetime], set[str]] = {}
    for event in events:
        moments.setdefault((event.reader, event.at), set()).add(event.person)
    span, recent, told = timedelta(minutes=limits.minutes), {}, set()
    for event in events:
        if len(moments[event.reader, event.at]) != 1:
            continue
        window = recent.setdefault(event.reader, deque())
        window.append(event)
        while event.at - window[0].at > span:
            window.popleft()
        day = (event.reader, event.at.date())
        if day not in told and len({each.person for each in window}) > limits.persons:
            told.add(day)
            yield event


def _nights(events: list[Event], limits: Limits) -> Iterator[Event]:
    """The first reading of each reader and night; the hours after midnight belong to the evening before."""
    seen = set()
    for event in events:
        if event.reader == "system" or limits.night_to <= event.at.hour < limits.night_from:
            continue
        night = (event.reader, (event.at - timedelta(hours=limits.night_to)).date())
        if night not in seen:
            seen.add(night)
            yield event
