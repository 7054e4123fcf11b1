"""Shares in two groups made by lots or a queue: the difference, with Newcombe's interval, right for small groups.

Source: Newcombe (1998), Statistics in Medicine 17, 873–890, method 10; Agresti & Caffo (2000); docs/methods/effekt.md.
"""

from __future__ import annotations

from collections.abc import Iterable

from samsyn.core.evidence.answers import Difference, answer
from samsyn.core.evidence.assignment import Assignment
from samsyn.core.evidence.estimates import COVER, SHARE, Diagnostic, Estimate
from samsyn.core.evidence.intervals import Spread
from samsyn.core.evidence.refusals import BadColumn, TooFew

SMALLEST_SHARE = 5


def randomised_share(
    treated: tuple[int, int],
    compared: tuple[int, int],
    *,
    assignment: Assignment = Assignment.LOT,
    cover: float = COVER,
) -> Estimate:
    """Difference between two shares, each given as (n, of), so that printed tables can be used as they stand.

    BadColumn when n is not within 0 to of; TooFew below 5 in a group.
    >>> found = randomised_share((56, 70), (48, 80))
    >>> round(found.effect, 4), round(found.low, 4), round(found.high, 4)
    (0.2, 0.0524, 0.3339)
    """
    return share_difference(treated, compared, assignment, (), cover=cover)


def share_difference(
    treated: tuple[int, int],
    compared: tuple[int, int],
    assignment: Assignment,
    checks: Iterable[Diagnostic],
    *,
    cover: float = COVER,
) -> Estimate:
    """As `randomised_share`, with what has been checked already."""
    from statsmodels.stats.proportion import confint_proportions_2indep

    for n, of in (treated, compared):
        if of <= 0 or not 0 <= n <= of:
            raise BadColumn(f"{n} av {of} är ingen andel. Rätta antalen.")
    if min(treated[1], compared[1]) < SMALLEST_SHARE:
        raise TooFew("personer", treated[1], compared[1], SMALLEST_SHARE)
    effect = treated[0] / treated[1] - compared[0] / compared[1]
    low, high = confint_proportions_2indep(*treated, *compared, method="newcomb", alpha=1 - cover)
    return answer(
        Difference(effect, Spread(sum(_variance(n, of) for n, of in (treated, compared)))),
        (treated[1], compared[1]),
        method=f"{assignment.value}, skillnad mellan andelar",
        unit=SHARE,
        about=assignment.about,
        design=assignment.design,
        assumptions=assignment.assumptions,
        checks=checks,
        cover=cover,
        limits=(max(float(low), -1.0), min(float(high), 1.0)),
    )


def _variance(n: int, of: int) -> float:
    """Agresti and Caffo's: one more of each kind, so that 0 of 10 is not thought certain."""
    share = (n + 1) / (of + 2)
    return share * (1 - share) / (of + 2)
