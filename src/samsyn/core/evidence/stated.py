"""An effect that somebody has estimated already, by matching or by change over time: what they say of it, as said.

Source: docs/methods/effekt.md, section *En effekt som någon redan uppskattat*.
"""

from __future__ import annotations

from enum import StrEnum
from math import isfinite

from samsyn.core.evidence.differences import ASSUMPTIONS as CHANGED_ALIKE
from samsyn.core.evidence.estimates import COVER, SHARE, Estimate, checked
from samsyn.core.evidence.grades import Design, grade_of
from samsyn.core.evidence.intervals import quantile
from samsyn.core.evidence.observed import ASSUMPTIONS as ALIKE
from samsyn.core.evidence.refusals import BadColumn


class Way(StrEnum):
    """How it was estimated. The value is the word shown."""

    ALIKE = "matchning eller vägning"
    CHANGE = "skillnad i skillnader"

    @property
    def assumptions(self) -> tuple[str, ...]:
        return ALIKE if self is Way.ALIKE else CHANGED_ALIKE


def stated_share(
    difference: float, low: float, high: float, groups: tuple[int, int], *, way: Way, doubted: bool
) -> Estimate:
    """A difference between shares, with its 95 per cent interval, as fractions. groups: participants, comparison.

    doubted: whether something that was checked gave reason to; it takes the grade one step down. The error is half the
    interval's width as a normal one. BadColumn where the numbers contradict each other.
    >>> stated_share(0.1, 0.02, 0.18, (120, 340), way=Way.ALIKE, doubted=False).grade
    3
    """
    if not all(isfinite(each) for each in (difference, low, high)) or not -1 <= low <= difference <= high <= 1:
        raise BadColumn("Skillnaden ska ligga i sitt spann, och båda mellan −100 och 100 procentenheter. Rätta talen.")
    if low == high:
        raise BadColumn("Ett spann utan bredd finns inte när människor jämförs. Skriv det som uppskattningen gav.")
    if min(groups) < 1:
        raise BadColumn("Ingen är med i den ena gruppen. Rätta antalen.")
    check = checked(
        "kontroller",
        None,
        doubted,
        "Den som uppskattade effekten säger att något i kontrollerna ger anledning till tvekan."
        if doubted
        else "Den som uppskattade effekten säger att kontrollerna höll.",
    )
    grade, rule = grade_of(Design.COMPARED, [check])
    return Estimate(
        effect=difference,
        error=(high - low) / (2 * quantile((1 + COVER) / 2)),
        low=low,
        high=high,
        n_treated=groups[0],
        n_compared=groups[1],
        method=way.value,
        unit=SHARE,
        about="deltagarna",
        assumptions=way.assumptions,
        diagnostics=(check,),
        grade=grade,
        grade_rule=rule,
    )
