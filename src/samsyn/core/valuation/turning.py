"""Where the answer turns: one parameter at a time to its ends, to the value where gain is nought, and to break even.

Each question is asked of the model at the middle of everything else, many points in one call. Roots are solved:
bracketed on a grid, then narrowed until the bracket is a billionth of its width. Source: docs/methods/osakerhet.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from samsyn.core.valuation.distributions import Distribution, Fixed, Floats
from samsyn.core.valuation.draws import Table

Gain = Callable[[Table], Floats]  # present value for each point of a table
POINTS = 33  # on each round of bracketing
ENDS = (0.05, 0.95)
FAR = 0.0005  # how far out in a distribution a turning point is looked for


@dataclass(frozen=True)
class Swing:
    """What the answer is at the two ends of one parameter, everything else at its mean. low, high: its values there."""

    code: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        return abs(self.at_high - self.at_low)


def point(known: Mapping[str, Distribution], points: int = 1) -> Table:
    """Every parameter at its mean, so many times over."""
    means = np.array([[each.mean] for each in known.values()], dtype=np.float64)
    values = np.repeat(means.reshape(len(known), 1), points, axis=1)
    return Table(tuple(known), np.ascontiguousarray(values))


def tornado(known: Mapping[str, Distribution], gain: Gain, codes: Iterable[str]) -> list[Swing]:
    """One swing for each of these parameters, the widest first. One call for all of them."""
    uncertain = list(codes)
    if not uncertain:
        return []
    ends = {code: known[code].at(np.array(ENDS)) for code in uncertain}
    table = point(known, 2 * len(uncertain))
    for at, code in enumerate(uncertain):
        table[code][2 * at : 2 * at + 2] = ends[code]
    answers = gain(table)
    swings = [
        Swing(code, float(ends[code][0]), float(ends[code][1]), float(answers[2 * at]), float(answers[2 * at + 1]))
        for at, code in enumerate(uncertain)
    ]
    return sorted(swings, key=lambda swing: -swing.width)


def switching(known: Mapping[str, Distribution], gain: Gain, codes: Iterable[str]) -> dict[str, float | None]:
    """For each parameter the value, nearest its mean, where the gain turns sign; None where it never does in reach."""
    asked = {code: Asked(code, *reach_of(known[code])) for code in codes}
    return dict(zip(asked, roots(known, gain, list(asked.values())), strict=True))


def reach_of(known: Distribution) -> tuple[float, float]:
    """The values between which a turning point is looked for."""
    if isinstance(known, Fixed):
        return min(0.0, 2 * known.mean), max(0.0, 2 * known.mean)
    low, high = known.at(np.array([FAR, 1 - FAR]))
    return float(low), float(high)


@dataclass(frozen=True)
class Asked:
    """Where, as one parameter goes from low to high, a gain is nought. of: which gain, where each point has several."""

    code: str
    low: float
    high: float
    of: int = 0


def root(known: Mapping[str, Distribution], gain: Gain, code: str, low: float, high: float) -> float | None:
    """Where the gain is nought as one parameter goes from low to high; the crossing nearest its mean, None without."""
    return roots(known, gain, [Asked(code, low, high)])[0]


def roots(known: Mapping[str, Distribution], gain: Gain, asked: Sequence[Asked]) -> list[float | None]:
    """The same for many questions, each round of them in one call. gain: answers (points,) or (gains, points)."""
    found: list[float | None] = [None] * len(asked)
    left = {at: (one.low, one.high) for at, one in enumerate(asked) if one.low != one.high}
    while left:
        grids = {at: np.linspace(low, high, POINTS) for at, (low, high) in left.items()}
        table = point(known, POINTS * len(grids))
        parts = {at: slice(POINTS * place, POINTS * (place + 1)) for place, at in enumerate(grids)}
        for at, grid in grids.items():
            table[asked[at].code][parts[at]] = grid
        answers = np.atleast_2d(gain(table))
        left = {}
        for at, grid in grids.items():
            nearer = _nearer(grid, answers[asked[at].of, parts[at]], known[asked[at].code].mean)
            if isinstance(nearer, tuple):
                left[at] = nearer
            else:
                found[at] = nearer
    return found


def _nearer(grid: Floats, answers: Floats, middle: float) -> float | tuple[float, float] | None:
    """The crossing nearest the middle: itself, or the two points it lies between while they are far apart."""
    signs = np.sign(answers)
    exact = [(abs(grid[at] - middle), at, at) for at in np.flatnonzero(signs == 0)]
    turns = np.flatnonzero(signs[:-1] * signs[1:] < 0)
    crossings = exact + [(abs((grid[at] + grid[at + 1]) / 2 - middle), at, at + 1) for at in turns]
    if not crossings:
        return None
    _, at, until = min(crossings)
    if at == until:
        return float(grid[at])
    if (grid[until] - grid[at]) <= 1e-9 * max(abs(grid[at]), abs(grid[until]), 1e-12):
        slope = answers[until] - answers[at]
        return float(grid[at] - answers[at] * (grid[until] - grid[at]) / slope)
    return float(grid[at]), float(grid[until])
