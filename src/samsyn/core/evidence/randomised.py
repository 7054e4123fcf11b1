"""Lots or a waiting list decided who took part: the difference, with an interval that fits the size of the groups.

Source: docs/methods/effekt.md; Welch (1947), MacKinnon & White (1985), Lin (2013).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from samsyn.core.evidence.answers import Difference, answer
from samsyn.core.evidence.assignment import Assignment, loss_check, lot_check
from samsyn.core.evidence.clustered import Clusters, cluster_check, clustered_fit, clusters_of
from samsyn.core.evidence.estimates import COVER, SHARE, Diagnostic, Estimate, checked
from samsyn.core.evidence.grades import Design
from samsyn.core.evidence.intervals import Spread, joined
from samsyn.core.evidence.refusals import TooFew
from samsyn.core.evidence.samples import Covariates, Floats, Mask, Sample, refuse_repetition, sample_of, standardised
from samsyn.core.evidence.shares import share_difference

SMALLEST_GROUP = 10
PER_COVARIATE = 5  # persons in the smaller group for each thing adjusted for
MOST_SKEWED = 0.2  # Cochran's rule, n > 25 times the squared skewness, read as the skewness of the difference


def randomised(
    outcome: ArrayLike,
    treated: ArrayLike,
    *,
    unit: str,
    covariates: Covariates | None = None,
    clusters: ArrayLike | None = None,
    assignment: Assignment = Assignment.LOT,
    cover: float = COVER,
) -> Estimate:
    """Effect for all who were drawn, in `unit`. NaN as outcome: not followed up.

    covariates: known before the start; Lin's adjustment often narrows the interval, and does no harm in large groups.
    clusters: the group, school or municipality that was drawn, where not each person was.
    Outcomes of 0 and 1 with unit "andel", without covariates, get the interval of `randomised_share`.
    TooFew below 10 persons or 5 clusters in a group, or 5 persons for each covariate.
    """
    sample = sample_of(outcome, treated, covariates, SMALLEST_GROUP)
    fewest = PER_COVARIATE * len(sample.names)
    if min(sample.n_treated, sample.n_compared) < fewest:
        raise TooFew(f"personer för {len(sample.names)} uppgifter", sample.n_treated, sample.n_compared, fewest)
    checks = [loss_check(sample)]
    if sample.names:
        checks.append(lot_check(sample, assignment))
    groups = (sample.n_treated, sample.n_compared)
    if clusters is not None:
        known = ~np.isnan(np.asarray(outcome, dtype=float))
        drawn = clusters_of(clusters, known, sample.treated)
        checks.append(cluster_check(drawn))
        difference, how = drawn_together(sample, drawn), "medelvärden, hela grupper lottade"
    elif sample.names:
        difference, how = lin_difference(sample), "Lins justering för bakgrund"
    elif unit == SHARE and np.isin(sample.outcome, (0, 1)).all():
        ours, theirs = (int(sample.outcome[side].sum()) for side in (sample.treated, ~sample.treated))
        return share_difference((ours, groups[0]), (theirs, groups[1]), assignment, checks, cover=cover)
    else:
        difference, how = mean_difference(sample.outcome, sample.treated), "skillnad mellan medelvärden"
        checks.append(skewness_check(sample))
    return answer(
        difference,
        groups,
        method=f"{assignment.value}, {how}",
        unit=unit,
        about=assignment.about,
        design=assignment.design,
        assumptions=assignment.assumptions,
        checks=checks,
        cover=cover,
    )


def unadjusted(outcome: ArrayLike, treated: ArrayLike, *, unit: str, cover: float = COVER) -> Estimate:
    """The plain difference from a group that nothing has made comparable. To stand beside an adjusted one, grade 5."""
    sample = sample_of(outcome, treated, None, SMALLEST_GROUP)
    return answer(
        mean_difference(sample.outcome, sample.treated),
        (sample.n_treated, sample.n_compared),
        method="ojusterad skillnad mellan medelvärden",
        unit=unit,
        about="skillnaden mellan två grupper",
        design=Design.UNADJUSTED,
        assumptions=("Grupperna hade haft samma utfall om ingen hade deltagit.",),
        checks=(
            loss_check(sample),
            skewness_check(sample),
            checked("jämförbarhet", None, True, "Inget har gjorts för att grupperna ska vara jämförbara."),
        ),
        cover=cover,
    )


def mean_difference(outcome: Floats, treated: Mask) -> Difference:
    """Difference in means with HC2 errors, which here are Welch's.

    >>> y = np.array([1.0, 2.0, 3.0, 3.0, 4.0, 5.0])
    >>> mean_difference(y, np.array([0, 0, 0, 1, 1, 1], dtype=bool)).effect
    2.0
    """
    ours, theirs = outcome[treated], outcome[~treated]
    spread = joined(*((float(group.var(ddof=1)) / group.size, group.size - 1.0) for group in (ours, theirs)))
    return Difference(float(ours.mean() - theirs.mean()), spread)


def drawn_together(sample: Sample, drawn: Clusters) -> Difference:
    """Least squares on group and covariates, where clusters were drawn and not persons."""
    columns = [np.ones(sample.outcome.size), sample.treated.astype(float), *standardised(sample.background).T]
    fit = clustered_fit(sample.outcome, np.column_stack(columns), 1, drawn)
    return Difference(float(fit.coefficients[1]), fit.spread(1))


def lin_difference(sample: Sample) -> Difference:
    """Lin's regression: each group its own slopes, covariates centred, HC3 errors.

    To these is added what the covariates of those drawn say little about: how the effect varies among people like them.
    """
    from statsmodels.regression.linear_model import OLS

    centred, group = standardised(sample.background), sample.treated.astype(float)[:, None]
    for side, where in ((sample.treated, " bland deltagarna"), (~sample.treated, " i jämförelsen")):
        refuse_repetition(centred[side], where)
    design = np.hstack([np.ones_like(group), group, centred, group * centred])
    fit: Any = OLS(sample.outcome, design).fit()
    pull = fit.model.pinv_wexog
    leverage = np.minimum((design * pull.T).sum(axis=1), 1 - 1e-8)
    shares = (pull[1] * fit.resid / (1 - leverage)) ** 2
    used = 1 + len(sample.names)
    known = joined(*(
        (float(shares[side].sum()), float(side.sum() - used)) for side in (sample.treated, ~sample.treated)
    ))  # fmt: skip
    varying = centred @ fit.params[-len(sample.names) :]
    spread = Spread(known.variance + float(varying.var()) / varying.size, known.freedom)
    return Difference(float(fit.params[1]), spread)


def skewness_check(sample: Sample) -> Diagnostic:
    """Whether a few great values may have made the interval too narrow."""
    ours, theirs = sample.outcome[sample.treated], sample.outcome[~sample.treated]
    third = [float(((group - group.mean()) ** 3).mean()) / group.size**2 for group in (ours, theirs)]
    second = sum(float(group.var()) / group.size for group in (ours, theirs))
    skewed = (third[0] - third[1]) / second**1.5 if second > 0 else 0.0
    return checked(
        "skevt utfall",
        skewed,
        abs(skewed) > MOST_SKEWED,
        "Några få stora värden väger tungt; med fler deltagare blir intervallet säkrare."
        if abs(skewed) > MOST_SKEWED
        else "Inga enstaka värden väger för tungt i intervallet.",
    )
