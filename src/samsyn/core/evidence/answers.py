"""Puts an estimate together: interval, the smallest effect that could have been noticed, grade."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from samsyn.core.evidence.estimates import COVER, SHARE, Diagnostic, Estimate
from samsyn.core.evidence.grades import Design, grade_of
from samsyn.core.evidence.intervals import Spread, smallest_noticed


class Difference(NamedTuple):
    """A difference and how uncertain it is."""

    effect: float
    spread: Spread


def answer(
    difference: Difference,
    groups: tuple[int, int],
    *,
    method: str,
    unit: str,
    about: str,
    design: Design,
    assumptions: tuple[str, ...],
    checks: Iterable[Diagnostic],
    cover: float = COVER,
    limits: tuple[float, float] | None = None,
) -> Estimate:
    """groups: how many took part and how many they were compared with. limits: the interval, if not the t-interval."""
    effect, spread = difference
    low, high = limits or spread.limits(effect, cover)
    factor, shown = (100.0, "procentenheter") if unit == SHARE else (1.0, unit)
    diagnostics = (*checks, smallest_noticed(spread, shown, factor))
    grade, rule = grade_of(design, diagnostics)
    return Estimate(
        effect=effect,
        error=spread.error,
        low=min(low, effect),
        high=max(high, effect),
        n_treated=groups[0],
        n_compared=groups[1],
        method=method,
        unit=unit,
        about=about,
        assumptions=assumptions,
        diagnostics=diagnostics,
        grade=grade,
        grade_rule=rule,
        freedom=spread.freedom,
        cover=cover,
    )
