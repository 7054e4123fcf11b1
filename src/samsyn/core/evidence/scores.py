"""The chance of taking part, given what was known before: who has somebody like them, and who has not.

Source: Rosenbaum & Rubin (1983), Biometrika 70, 41–55; docs/methods/effekt.md.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Any

import numpy as np

from samsyn.core.evidence.estimates import Diagnostic, checked
from samsyn.core.evidence.refusals import NoOverlap, TooFew
from samsyn.core.evidence.samples import Floats, Mask, Sample, standardised
from samsyn.core.quantities import NBSP, swedish

SMALLEST_OBSERVED = 20
PER_COVARIATE = 3  # refused below this many persons in the smaller group for each covariate
CALIPER = 0.2  # standard deviations of the score on the logit scale; Austin (2011)
MOST_OUTSIDE = 0.05  # share of participants without anybody alike before it is a warning
NONE_ALIKE = 0.5  # … and before there is no comparison
BALANCED = 0.1  # standardised mean difference; Austin (2009)
SMALLEST_EFFECTIVE = 30.0
GREATEST_WEIGHT = 0.1


@dataclass(frozen=True)
class Scored:
    """Participants with somebody alike, and everybody they may be compared with.

    design: constant and standardised covariates, shape (n, 1 + k). score: on the logit scale, shape (n,).
    outside: participants who were left out. everybody: the sample before that.
    """

    sample: Sample
    design: Floats
    score: Floats
    outside: int
    everybody: Sample

    @property
    def chance(self) -> Floats:
        return np.asarray(1 / (1 + np.exp(-self.score)))


def scored(sample: Sample) -> Scored:
    """Estimate the chances by logistic regression, leave out participants without anybody alike, estimate again.

    TooFew below 20 persons in a group or 3 for each covariate; NoOverlap when most participants have nobody alike.
    """
    smallest = max(SMALLEST_OBSERVED, PER_COVARIATE * len(sample.names))
    if min(sample.n_treated, sample.n_compared) < smallest:
        raise TooFew(f"personer för {len(sample.names)} uppgifter", sample.n_treated, sample.n_compared, smallest)
    score = _score(_design(sample), sample.treated)
    alike = ~sample.treated | _somebody_alike(score, sample.treated)
    outside = int((~alike).sum())
    if outside > NONE_ALIKE * sample.n_treated or sample.n_treated - outside < SMALLEST_OBSERVED:
        raise _nobody_alike(outside, sample.n_treated)
    kept = sample.only(alike)
    design = _design(kept)
    return Scored(kept, design, _score(design, kept.treated) if outside else score, outside, sample)


def support_check(found: Scored) -> Diagnostic:
    """Participants left out because nobody is like them: the effect says nothing about them."""
    share = found.outside / found.everybody.n_treated
    return checked(
        "deltagare utan motsvarighet",
        share,
        share > MOST_OUTSIDE,
        f"{found.outside} av {found.everybody.n_treated} deltagare ({swedish(100 * share)}{NBSP}%) har ingen som "
        "liknar dem i jämförelsen och är inte med.",
    )


def balance_checks(found: Scored, weights: Floats) -> tuple[Diagnostic, ...]:
    """Standardised mean difference of each covariate before and after. weights: shape (n,), 1 for participants."""
    all_treated, kept_treated = found.everybody.treated, found.sample.treated
    before = found.everybody.background
    spread = np.sqrt((before[all_treated].var(axis=0) + before[~all_treated].var(axis=0)) / 2)
    start = before[all_treated].mean(axis=0) - before[~all_treated].mean(axis=0)
    after = _weighted_mean(found.sample.background, weights * kept_treated)
    after = after - _weighted_mean(found.sample.background, weights * ~kept_treated)
    return tuple(
        checked(
            f"balans: {name}",
            float(left),
            abs(left) > BALANCED,
            f"{name}: skillnaden mellan grupperna var {swedish(first, 2)} standardavvikelser, "
            f"efter justering {swedish(left, 2)}.",
        )
        for name, first, left in zip(found.sample.names, start / spread, after / spread, strict=True)
    )


def weight_check(weights: Floats) -> Diagnostic:
    """How many persons of equal weight the comparison is worth. weights: those of the comparison group."""
    effective = float(weights.sum() ** 2 / (weights**2).sum())
    greatest = float(weights.max() / weights.sum())
    return checked(
        "verksam storlek",
        effective,
        effective < SMALLEST_EFFECTIVE or greatest > GREATEST_WEIGHT,
        f"Jämförelsen är värd {swedish(effective)} jämnt vägda personer; den tyngsta står för "
        f"{swedish(100 * greatest, 1)}{NBSP}%.",
    )


def _design(sample: Sample) -> Floats:
    return np.column_stack([np.ones(sample.outcome.size), standardised(sample.background)])


def _score(design: Floats, treated: Mask) -> Floats:
    """Logistic regression. Where it does not settle, covariates tell the groups apart completely."""
    from statsmodels.discrete.discrete_model import Logit

    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # what they warn of is what is asked below
        try:
            fit: Any = Logit(treated.astype(float), design).fit(disp=0, maxiter=100)
        except np.linalg.LinAlgError:
            raise _nobody_alike(int(treated.sum()), int(treated.sum())) from None
    score: Floats = np.asarray(design @ fit.params)
    if not fit.mle_retvals["converged"] or not np.isfinite(score).all() or score[treated].min() > score[~treated].max():
        raise _nobody_alike(int(treated.sum()), int(treated.sum()))
    return score


def _somebody_alike(score: Floats, treated: Mask) -> Mask:
    """Whether each person, of any group, has somebody in the comparison within the caliper."""
    others = np.sort(score[~treated])
    caliper = CALIPER * float(np.sqrt((score[treated].var() + others.var()) / 2))
    at = np.searchsorted(others, score)
    below, above = others[np.maximum(at - 1, 0)], others[np.minimum(at, others.size - 1)]
    return np.asarray(np.minimum(np.abs(score - below), np.abs(score - above)) <= caliper)


def _weighted_mean(columns: Floats, weights: Floats) -> Floats:
    return np.asarray(weights @ columns / weights.sum())


def _nobody_alike(outside: int, of: int) -> NoOverlap:
    return NoOverlap(
        f"{outside} av {of} deltagare har ingen som liknar dem i jämförelsegruppen, så det går inte att räkna fram "
        "någon effekt. Hämta en jämförelsegrupp som liknar deltagarna, eller ta bort uppgifter som bara den ena "
        "gruppen kan ha."
    )
