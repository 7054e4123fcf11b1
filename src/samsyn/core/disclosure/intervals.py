"""What follows about unknown whole numbers from bounds, sums and differences: interval propagation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]
FAR = 10**9  # more people than any table has
ROUNDS = 500  # every round narrows some bound by one at least; in practice five to twenty are enough


@dataclass(frozen=True)
class Bounds:
    """The least and the greatest each unknown can be, shape (unknowns,). Where low exceeds high nothing fits."""

    low: Whole
    high: Whole

    @property
    def possible(self) -> bool:
        """Whether any numbers fit what is known."""
        return bool((self.low <= self.high).all())


class Unknowns:
    """Unknowns from 0 upward, and what is known about them. Number 0 is always nought."""

    def __init__(self) -> None:
        self._low, self._high = [0], [0]
        self._sums: list[tuple[int, ...]] = []
        self._steps: list[tuple[int, int, int, int]] = []

    def new(self) -> int:
        """A new unknown, of which nothing is known."""
        self._low.append(0)
        self._high.append(FAR)
        return len(self._low) - 1

    def between(self, unknown: int, low: int, high: int) -> None:
        """Learn that an unknown lies between two numbers, both included."""
        self._low[unknown] = max(self._low[unknown], low)
        self._high[unknown] = min(self._high[unknown], high)

    def adds_up(self, whole: int, parts: Sequence[int]) -> None:
        """Learn that parts add up to whole."""
        self._sums.append((whole, *parts))

    def step(self, before: int, after: int, least: int, most: int) -> None:
        """Learn that after − before lies between two numbers, both included."""
        self._steps.append((before, after, least, most))

    def solve(self) -> Bounds:
        """Bounds after using everything that was learned until nothing new follows.

        >>> known = Unknowns()
        >>> a, b, both = known.new(), known.new(), known.new()
        >>> known.between(a, 8, 12); known.between(both, 13, 17); known.adds_up(both, (a, b))
        >>> bounds = known.solve()
        >>> int(bounds.low[b]), int(bounds.high[b])
        (1, 9)
        """
        low, high = np.array(self._low, np.int64), np.array(self._high, np.int64)
        sums = _padded(self._sums)
        steps = np.array(self._steps, np.int64).reshape(-1, 4).T
        for _ in range(ROUNDS):
            before = low.copy(), high.copy()
            _use_sums(low, high, sums)
            _use_steps(low, high, steps)
            same = np.array_equal(before[0], low) and np.array_equal(before[1], high)
            if same or (low > high).any():
                break
        return Bounds(low, high)


def _padded(sums: list[tuple[int, ...]]) -> Whole:
    width = max(map(len, sums), default=2)
    return np.array([(*each, *(0,) * (width - len(each))) for each in sums], np.int64).reshape(-1, width)


def _use_sums(low: Whole, high: Whole, sums: Whole) -> None:
    whole, parts = sums[:, 0], sums[:, 1:]
    least, most = low[parts], high[parts]
    all_least, all_most = least.sum(axis=1), most.sum(axis=1)
    np.maximum.at(low, whole, all_least)
    np.minimum.at(high, whole, all_most)
    np.maximum.at(low, parts, low[whole][:, None] - (all_most[:, None] - most))
    np.minimum.at(high, parts, high[whole][:, None] - (all_least[:, None] - least))
    low[0] = high[0] = 0


def _use_steps(low: Whole, high: Whole, steps: Whole) -> None:
    before, after, least, most = steps
    np.maximum.at(low, after, low[before] + least)
    np.minimum.at(high, after, high[before] + most)
    np.maximum.at(low, before, low[after] - most)
    np.minimum.at(high, before, high[after] - least)
