"""Counting pairs of states into a step matrix, and reading movement out of it.

Source: docs/methods/steg-forflyttning.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from samsyn.core.followup.intervals import Interval, wilson
from samsyn.core.followup.ladders import Dimension, UnknownState
from samsyn.core.followup.steps import At, StepMatrix, share_or_none
from samsyn.core.quantities import Share

__all__ = ["At", "Movement", "Pair", "StepMatrix", "in_common", "movement", "step_matrix"]

Pair = tuple[str | None, str | None]


def step_matrix(
    pairs: Iterable[Pair],
    dimension: Dimension,
    *,
    population: str = "deltagare",
    before: str = "före",
    after: str = "efter",
) -> StepMatrix:
    """Count pairs of state codes, one pair a participant, None where nothing is known. UnknownState names strangers.

    Every pair is counted once; the work after that depends on the number of states alone.
    """
    return _counted(Counter(pairs), dimension, population, before, after)


def _counted(found: Counter[Pair], dimension: Dimension, population: str, before: str, after: str) -> StepMatrix:
    codes = [state.code for state in dimension.states]
    strangers = {code for pair in found for code in pair if code is not None and code not in dimension}
    if strangers:
        raise UnknownState(strangers, dimension)
    return StepMatrix(
        dimension=dimension,
        counts=tuple(tuple(found[one, other] for other in codes) for one in codes),
        only_from=tuple(found[code, None] for code in codes),
        only_to=tuple(found[None, code] for code in codes),
        missing_both=found[None, None],
        population=population,
        before=before,
        after=after,
    )


def in_common(matrix: StepMatrix, common: Dimension) -> StepMatrix:
    """Read a local matrix through the common dimension, so that projects with different ladders can be added.

    ValueError when the common dimension is another one; UnknownState when a state has no counterpart in it.
    """
    local = matrix.dimension
    if local.code != common.code:
        raise ValueError(f"{local.label} kan inte läsas i {common.label}: det är två olika dimensioner.")
    pairs: Counter[Pair] = Counter({(None, None): matrix.missing_both})
    for one, row, alone in zip(local.states, matrix.counts, matrix.only_from, strict=True):
        pairs[one.common, None] += alone
        for other, number in zip(local.states, row, strict=True):
            pairs[one.common, other.common] += number
    for other, alone in zip(local.states, matrix.only_to, strict=True):
        pairs[None, other.common] += alone
    return _counted(pairs, common, matrix.population, matrix.before, matrix.after)


@dataclass(frozen=True)
class Movement:
    """How many of n moved up, stayed or moved down; interval is for the share that moved up.

    outside: paired, but with a state outside the order on one of the occasions, so neither up nor down; not in n.
    """

    up: int
    same: int
    down: int
    outside: int
    interval: Interval | None
    population: str

    @property
    def n(self) -> int:
        return self.up + self.same + self.down

    def share_up(self) -> Share | None:
        return share_or_none(self.up, self.n, self.population)

    def share_same(self) -> Share | None:
        return share_or_none(self.same, self.n, self.population)

    def share_down(self) -> Share | None:
        return share_or_none(self.down, self.n, self.population)


def movement(matrix: StepMatrix) -> Movement | None:
    """Steps up and down with Wilson's 95 % interval for the share up; None when the dimension has no order."""
    if not matrix.dimension.ordered:
        return None
    moved: Counter[str] = Counter()
    places = [state.order for state in matrix.dimension.states]
    for one, row in zip(places, matrix.counts, strict=True):
        for other, number in zip(places, row, strict=True):
            moved[_way(one, other)] += number
    n = moved["up"] + moved["same"] + moved["down"]
    return Movement(
        up=moved["up"],
        same=moved["same"],
        down=moved["down"],
        outside=moved["outside"],
        interval=wilson(moved["up"], n) if n else None,
        population=f"{matrix.population} med ordnat läge både {matrix.before} och {matrix.after}",
    )


def _way(one: int | None, other: int | None) -> str:
    if one is None or other is None:
        return "outside"
    return "same" if one == other else "up" if other > one else "down"
