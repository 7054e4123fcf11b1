"""Classes of a number that leave nobody out: each begins where the one before ends, and the last has no end.

Source 002 has the classes 18–20, 21–24 and over 25, in which somebody aged exactly 25 has no place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import inf

from samsyn.core.quantities import swedish


@dataclass(frozen=True)
class Class:
    """Numbers from `low` up to but not including `high`."""

    low: float
    high: float
    label: str

    def __contains__(self, number: float) -> bool:
        return self.low <= number < self.high


@dataclass(frozen=True)
class Classes:
    """Classes that begin at the given bounds; below the first there is one more when `below` is true.

    whole: the numbers are whole (ages, years), so a class is written 18–20; otherwise 5 till under 10.
    ValueError when there are no bounds or they do not rise.
    >>> [each.label for each in Classes((18, 21, 25), "år").all]
    ['under 18 år', '18–20 år', '21–24 år', '25 år eller mer']
    """

    bounds: Sequence[float]
    unit: str
    whole: bool = True
    below: bool = True

    def __post_init__(self) -> None:
        if not self.bounds or any(one >= other for one, other in pairwise(self.bounds)):
            raise ValueError("Klassernas gränser ska stiga, till exempel 18, 21, 25.")

    @cached_property
    def all(self) -> tuple[Class, ...]:
        edges = [*((-inf,) if self.below else ()), *self.bounds, inf]
        return tuple(Class(low, high, self._label(low, high)) for low, high in pairwise(edges))

    def label_of(self, number: float | None) -> str | None:
        """The class a number belongs to; None when the number is not known. ValueError below the first class."""
        if number is None:
            return None
        place = bisect_right(self.bounds, number) - (0 if self.below else 1)
        if place < 0:
            raise ValueError(f"{number} {self.unit} är mindre än den första klassen. Börja klasserna lägre.")
        return self.all[place].label

    def _label(self, low: float, high: float) -> str:
        first, last = _plain(low), _plain(high - 1 if self.whole else high)
        if low == -inf:
            return f"under {_plain(high)} {self.unit}"
        if high == inf:
            return f"{first} {self.unit} eller mer"
        if self.whole:
            return f"{first} {self.unit}" if first == last else f"{first}–{last} {self.unit}"
        return f"{first} till under {last} {self.unit}"


def _plain(number: float) -> str:
    return "" if abs(number) == inf else swedish(number, 0 if number == int(number) else 1)
