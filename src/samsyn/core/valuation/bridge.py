"""From what was planned to what became of it: the difference, divided exactly between its reasons.

The plan's values are replaced by what was observed, one group at a time. The share of a group depends on which came
before it, so every order is tried and the mean taken (Shapley's value): the parts sum to the whole difference, and no
order has to be chosen. Luck is apart: an observed share is first weighed with what was known before, and what then
remains is what chance gave. Source: docs/methods/bokslut.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from samsyn.core.valuation.distributions import Distribution, Floats
from samsyn.core.valuation.turning import Gain, point

MOST_GROUPS = 8  # 256 combinations in one call

Share = tuple[int, int]  # so many, of so many


class BadBridge(ValueError):
    """What was observed cannot stand in the plan. The message is in Swedish."""


@dataclass(frozen=True)
class Bridge:
    """start: what the plan is worth; end: what it is worth as observed; parts: the difference by reason, in SEK."""

    start: float
    end: float
    parts: Mapping[str, float]


def bridge(known: Mapping[str, Distribution], observed: Mapping[str, Mapping[str, float]], gain: Gain) -> Bridge:
    """Divide the difference between plan and outcome. observed: reason → the values it replaces, by code.

    BadBridge for a value that the plan does not have, one under two reasons, or more reasons than MOST_GROUPS.
    """
    reasons = [reason for reason, values in observed.items() if values]
    _check(known, {reason: observed[reason] for reason in reasons})
    combinations = 1 << len(reasons)
    table = point(known, combinations)
    for at, reason in enumerate(reasons):
        chosen = (np.arange(combinations) >> at) & 1 == 1
        for code, value in observed[reason].items():
            table[code][chosen] = value
    worth = gain(table)
    parts = {reason: _share(worth, at, len(reasons)) for at, reason in enumerate(reasons)}
    return Bridge(float(worth[0]), float(worth[-1]), parts)


def _share(worth: Floats, at: int, reasons: int) -> float:
    """The mean, over all orders, of what adding one reason changes."""
    total = 0.0
    for before in range(1 << reasons):
        if before >> at & 1:
            continue
        size = before.bit_count()
        weight = math.factorial(size) * math.factorial(reasons - size - 1) / math.factorial(reasons)
        total += weight * float(worth[before | 1 << at] - worth[before])
    return total


def _check(known: Mapping[str, Distribution], observed: Mapping[str, Mapping[str, float]]) -> None:
    if len(observed) > MOST_GROUPS:
        raise BadBridge(f"Skillnaden delas på högst {MOST_GROUPS} orsaker; här är {len(observed)}. Slå ihop några.")
    seen: dict[str, str] = {}
    for reason, values in observed.items():
        for code, value in values.items():
            if code not in known:
                raise BadBridge(f"Planen har inget värde som heter {code}. Välj bland kalkylens tal.")
            if code in seen:
                raise BadBridge(f"{code} står under både {seen[code]} och {reason}. Skriv det under en orsak.")
            if not math.isfinite(value):
                raise BadBridge(f"{code} saknar ett observerat tal.")
            seen[code] = reason


def weighed(planned: float, spread: float, seen: float, error: float) -> float:
    """What to believe in after seeing something, given what was believed before: each by its precision.

    spread: the standard deviation of what was believed; where it is nought the plan was certain, and stays. error: the
    standard error of what was seen, so that few seen move it little. The mean of two normal beliefs multiplied.
    >>> weighed(0.1, 0.05, 0.3, 0.05)
    0.2
    """
    if spread <= 0:
        return planned
    part = error**2 / (error**2 + spread**2)
    return part * planned + (1 - part) * seen


def error_of_difference(reached: Share, compared: Share) -> float:
    """The standard error of a difference between two shares, each told as (n, of).

    One more of each kind is counted, so that 0 of 10 is not thought certain. Source: Agresti and Caffo (2000).
    """
    return math.sqrt(sum((n + 1) * (of - n + 1) / (of + 2) ** 3 for n, of in (reached, compared)))


def error_of_ratio(reached: Share, compared: Share) -> float:
    """The standard error of the logarithm of a ratio of two shares, with a half added to each count.

    Source: Pettigrew, Gart and Thomas (1986), Biometrika 73, 425-435.
    """
    return math.sqrt(sum(1 / (n + 0.5) - 1 / (of + 1) for n, of in (reached, compared)))


@dataclass(frozen=True)
class Score:
    """How the forecast fared. rank: the share of the draws below what became; inside: whether the band held it.

    crps: the continuous ranked probability score in SEK: the mean distance from the draws to the outcome, less half the
    distance between draws. Smaller is better; a forecast without spread gets its plain error.
    """

    rank: float
    inside: bool
    crps: float


def score(draws: Floats, outcome: float, cover: float = 0.9) -> Score:
    """Score a forecast against what became. draws: (draws,), in SEK.

    >>> score(np.array([1.0, 2.0, 3.0]), 2.0).inside
    True
    """
    ordered = np.sort(draws)
    n = ordered.size
    low, high = np.quantile(ordered, [(1 - cover) / 2, (1 + cover) / 2])
    # The mean distance between two draws, from the sorted ones.
    weights = 2 * np.arange(1, n + 1) - n - 1
    between = 2.0 * float(weights @ ordered) / n**2
    crps = float(np.abs(ordered - outcome).mean()) - between / 2
    return Score(float((ordered < outcome).mean()), bool(low <= outcome <= high), crps)


@dataclass(frozen=True)
class Record:
    """How several forecasts have fared. inside: outcomes that their bands held, of so many.

    expected: the share that should be inside. narrow: the chance that so few would be inside had the bands been right.
    mean_rank: half where forecasts are as often too low as too high. hopeful, doubtful: the chance of a mean rank so
    low, or so high, had they been.
    """

    of: int
    inside: int
    expected: float
    narrow: float
    mean_rank: float
    hopeful: float
    doubtful: float


def record_of(scores: list[tuple[float, bool]], cover: float = 0.9) -> Record | None:
    """The record of some forecasts, each told by its rank and whether its band held the outcome; None without any.

    Where forecasts are right a rank lies evenly between 0 and 1, so that the mean of n of them has mean a half and
    variance 1/12n; its chance is by the normal curve, which is close from three on.
    >>> record_of([(0.02, False), (0.1, True), (0.2, True)]).inside
    2
    """
    n = len(scores)
    if not n:
        return None
    inside = sum(held for _rank, held in scores)
    narrow = sum(math.comb(n, k) * cover**k * (1 - cover) ** (n - k) for k in range(inside + 1))
    mean = sum(rank for rank, _held in scores) / n
    low = math.erfc(-(mean - 0.5) * math.sqrt(12 * n) / math.sqrt(2)) / 2
    return Record(n, inside, cover, narrow, mean, low, 1 - low)
