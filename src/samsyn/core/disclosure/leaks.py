"""Leaks: what follows from a release and should not. They carry what an attacker concludes, never a true count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from samsyn.core.disclosure.intervals import Bounds
from samsyn.core.disclosure.knowledge import Cells, Knowledge, Place
from samsyn.core.disclosure.published import Change

NARROW = 3  # fewer whole numbers than this, some of them below the smallest, is too much to know about a cell

Kind = Literal["exact", "narrow", "group", "certain", "impossible"]


@dataclass(frozen=True)
class Leak:
    """A cell that tells too much. low and high are what follows from the release, never the true count.

    exact: a count below the smallest is pinned. narrow: a count that may be below the smallest has fewer than NARROW
    possible values, zero included. group: nearly everybody in the row stands in the column. certain: somebody who knows
    who came or went learns in which column all of them stand. impossible: the figures contradict each other.
    """

    kind: Kind
    place: Place
    low: int
    high: int


def _leaks(kind: Kind, knowledge: Knowledge, unknown: int, low: int, high: int) -> Iterator[Leak]:
    for place in knowledge.places.get(unknown, ()):
        yield Leak(kind, place, int(low), int(high))


def small(knowledge: Knowledge, bounds: Bounds) -> Iterator[Leak]:
    for unknown, smallest in knowledge.smallest.items():
        low, high = bounds.low[unknown], bounds.high[unknown]
        if low == 0 and unknown in knowledge.missing:
            continue
        if low < smallest and high - low + 1 < NARROW:
            kind: Kind = "exact" if low == high and low > 0 else "narrow"
            yield from _leaks(kind, knowledge, unknown, low, high)


def uniform(knowledge: Knowledge, bounds: Bounds) -> Iterator[Leak]:
    for (*cells, total), table in knowledge.rows.items():
        if bounds.low[total] < table.rules.smallest:
            continue
        for cell in cells:
            low, high = bounds.low[cell], bounds.high[total]
            if table.rules.uniform(int(low), int(high)):
                yield from _leaks("group", knowledge, cell, low, high)


def certain(knowledge: Knowledge, bounds: Bounds) -> Iterator[Leak]:
    """What somebody who knows how the rows changed learns of their columns; not of those that are rows elsewhere."""
    if not bounds.possible:
        yield from impossible(knowledge)
    known = {now[-1] for _, _, now in knowledge.steps}
    for change, before, now in knowledge.steps:
        for unknown, people in _all_in_one(change, before[:-1], now[:-1], bounds):
            if unknown not in known:
                yield from _leaks("certain", knowledge, unknown, people, people)


def _all_in_one(change: Change, before: Cells, now: Cells, bounds: Bounds) -> Iterator[tuple[int, int]]:
    """Columns into which all who came must have come, and out of which all who went must have gone.

    In every column those who came less those who went lie between least and most. So at least `least` came there, and
    at most `most` and as many as went from the whole row.
    """
    least = bounds.low[list(now)] - bounds.high[list(before)]
    most = bounds.high[list(now)] - bounds.low[list(before)]
    for people, others, low, high in (
        (change.come, change.gone, least, most),
        (change.gone, change.come, -most, -least),
    ):
        at_most = np.clip(high + others, 0, people)
        at_least = np.maximum(low, people - (at_most.sum() - at_most))
        for column in np.flatnonzero(at_least >= people) if people else ():
            yield now[int(column)], people


def impossible(knowledge: Knowledge) -> Iterator[Leak]:
    for unknown in knowledge.places:
        yield from _leaks("impossible", knowledge, unknown, 0, 0)
