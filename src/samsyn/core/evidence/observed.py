"""No lots, but a comparison group and what was known before: weighting, double robustness and matching.

All three answer for participants who have somebody alike (the effect on the treated). They differ in what they trust:
weighting the chances of taking part, matching the nearest neighbour, the doubly robust either of two models.
Source: docs/methods/effekt.md.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from numpy.typing import ArrayLike

from samsyn.core.evidence.answers import Difference, answer
from samsyn.core.evidence.assignment import loss_check
from samsyn.core.evidence.estimates import COVER, SHARE, Diagnostic, Estimate, checked
from samsyn.core.evidence.grades import Design
from samsyn.core.evidence.matching import matched_difference, neighbour_weights
from samsyn.core.evidence.refusals import BadColumn
from samsyn.core.evidence.samples import Covariates, Floats, Sample, sample_of
from samsyn.core.evidence.scores import (
    SMALLEST_OBSERVED,
    Scored,
    balance_checks,
    scored,
    support_check,
    weight_check,
)
from samsyn.core.evidence.weighting import odds, weighted_difference
from samsyn.core.quantities import swedish

BEFORE = "utfallet före"
DOUBTFUL = 0.05
ASSUMPTIONS = (
    "Allt som både styr vem som deltar och påverkar utfallet finns bland uppgifterna.",
    "Uppgifterna gäller tiden före starten och mäts lika i båda grupperna.",
    "Var och en av deltagarna kunde också ha stått utanför insatsen.",
    "Den som är i jämförelsen påverkas inte av att andra deltar.",
)

Method = tuple[str, Callable[[Scored], Difference], Callable[[Scored], Floats]]  # word, difference, weights


def weighted(
    outcome: ArrayLike,
    treated: ArrayLike,
    covariates: Covariates,
    *,
    unit: str,
    before: ArrayLike | None = None,
    cover: float = COVER,
) -> Estimate:
    """Effect on participants, the comparison weighted by its odds of taking part (inverse-probability weighting).

    before: the outcome before the start. It is adjusted for, and first used as a test: adjusted for the rest, the
    groups should not differ in it; so no other covariate may be computed from it.
    BadColumn, TooFew or NoOverlap when no honest number can be given.
    """
    method: Method = ("vägning", partial(weighted_difference, with_outcome_model=False), odds)
    return _estimate(sample_with(outcome, treated, covariates, before), method, unit, before is not None, cover)


def doubly_robust(
    outcome: ArrayLike,
    treated: ArrayLike,
    covariates: Covariates,
    *,
    unit: str,
    before: ArrayLike | None = None,
    cover: float = COVER,
) -> Estimate:
    """As `weighted`, with a regression of the outcome as well (AIPW): enough that one of the two models is right."""
    method: Method = ("dubbelt robust vägning", partial(weighted_difference, with_outcome_model=True), odds)
    return _estimate(sample_with(outcome, treated, covariates, before), method, unit, before is not None, cover)


def matched(
    outcome: ArrayLike,
    treated: ArrayLike,
    covariates: Covariates,
    *,
    unit: str,
    before: ArrayLike | None = None,
    neighbours: int = 1,
    cover: float = COVER,
) -> Estimate:
    """As `weighted`, each participant held against the nearest in the comparison, who may be used again."""
    method: Method = (
        f"matchning mot {neighbours} närmaste" if neighbours > 1 else "matchning mot den närmaste",
        partial(matched_difference, neighbours=neighbours),
        partial(neighbour_weights, neighbours=neighbours),
    )
    return _estimate(sample_with(outcome, treated, covariates, before), method, unit, before is not None, cover)


def sample_with(
    outcome: ArrayLike, treated: ArrayLike, covariates: Covariates, before: ArrayLike | None = None
) -> Sample:
    """The sample, with the outcome before the start as its last covariate. BadColumn without any covariate."""
    columns = dict(covariates) if before is None else {**covariates, BEFORE: before}
    sample = sample_of(outcome, treated, columns, SMALLEST_OBSERVED)
    if not sample.names:
        raise BadColumn(
            "Utan uppgifter från tiden före starten går grupperna inte att göra jämförbara. Lägg till minst en."
        )
    return sample


def _estimate(sample: Sample, method: Method, unit: str, tested: bool, cover: float) -> Estimate:
    word, difference, weights = method
    found = scored(sample)
    given = weights(found)
    return answer(
        difference(found),
        (found.sample.n_treated, found.sample.n_compared),
        method=word,
        unit=unit,
        about="deltagarna" if not found.outside else "de deltagare som har någon som liknar dem",
        design=Design.COMPARED,
        assumptions=ASSUMPTIONS,
        checks=(
            loss_check(sample),
            support_check(found),
            *balance_checks(found, given),
            weight_check(given[~found.sample.treated]),
            _earlier_check(sample, difference, unit) if tested else _no_earlier(),
        ),
        cover=cover,
    )


def _earlier_check(sample: Sample, difference: Callable[[Scored], Difference], unit: str) -> Diagnostic:
    """The same method on the outcome before the start, which the intervention cannot have changed."""
    if len(sample.names) < 2 or sample.names[-1] != BEFORE:
        return checked("kontroll mot tiden före", None, True, "Utfallet före räcker inte till att pröva jämförelsen.")
    earlier = Sample(sample.background[:, -1], sample.treated, sample.background[:, :-1], sample.names[:-1])
    effect, spread = difference(scored(earlier))
    chance = spread.chance(effect)
    low, high = spread.limits(effect)
    factor, unit = (100, "procentenheter") if unit == SHARE else (1, unit)
    decimals = 0 if factor * abs(high - low) >= 10 else 2
    shown = [swedish(factor * each, decimals) for each in (effect, low, high)]
    return checked(
        "kontroll mot tiden före",
        effect,
        chance < DOUBTFUL,
        f"Före starten, då ingen effekt kan finnas, ger samma metod {shown[0]} ({shown[1]} till {shown[2]}) {unit}.",
    )


def _no_earlier() -> Diagnostic:
    return checked(
        "kontroll mot tiden före", None, True, "Utfallet före starten är inte känt, så jämförelsen går inte att pröva."
    )
