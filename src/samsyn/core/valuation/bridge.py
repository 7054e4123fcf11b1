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

from samsyn.core.valuation.distributions import Beta, Distribution, Fixed, Floats
from samsyn.core.valuation.turning import Gain, point

MOST_GROUPS = 8  # 256 combinations in one call


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


def weighed(planned: Distribution, successes: int, of: int) -> float:
    """The share to believe in after seeing some, given what was believed before: few seen move it little.

    planned: the plan's share, as a beta or a bare number (which then was certain, and stays).
    >>> weighed(Beta(0.25, 0.05), 30, 60) > 0.25
    True
    """
    if of < 0 or not 0 <= successes <= of:
        raise BadBridge(f"{successes} av {of} är ingen andel.")
    if not isinstance(planned, Beta):
        if isinstance(planned, Fixed) or planned.sd == 0:
            return planned.mean
        planned = Beta(planned.mean, min(planned.sd, 0.98 * Beta.widest(planned.mean)))
    yes, no = planned.counts
    return (yes + successes) / (yes + no + of)


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
