"""Weighting by the odds of taking part, alone or with a regression of the outcome: effect and influence functions.

Each person's influence counts also that the chances and the regression were estimated, so the error needs no bootstrap.
Source: Hirano, Imbens & Ridder (2003); Robins, Rotnitzky & Zhao (1994); Lunceford & Davidian (2004).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from samsyn.core.evidence.answers import Difference
from samsyn.core.evidence.intervals import joined
from samsyn.core.evidence.samples import Floats
from samsyn.core.evidence.scores import Scored


def odds(found: Scored) -> Floats:
    """Weights, shape (n,): 1 for participants, e/(1 − e) in the comparison."""
    return np.where(found.sample.treated, 1.0, np.exp(found.score))


def weighted_difference(found: Scored, *, with_outcome_model: bool) -> Difference:
    """Mean of participants less the weighted mean of the comparison, of what the outcome model leaves unexplained.

    Degrees of freedom: participants less one, and the effective size of the comparison less one.
    """
    treated, design = found.sample.treated, found.design
    group, others = treated.astype(float), (~treated).astype(float)
    weight = others * np.exp(found.score)
    beta, pull = _outcome_model(found) if with_outcome_model else (np.zeros(design.shape[1]), None)
    rest = found.sample.outcome - design @ beta
    ours, theirs = float(group @ rest / group.sum()), float(weight @ rest / weight.sum())

    influence = group * (rest - ours) / group.sum() - weight * (rest - theirs) / weight.sum()
    chance = found.chance
    information = (design * (chance * (1 - chance))[:, None]).T @ design
    slope = (weight * (rest - theirs)) @ design / weight.sum()
    influence -= (group - chance) * (design @ np.linalg.solve(information, slope))
    if pull is not None:
        gap = weight @ design / weight.sum() - group @ design / group.sum()
        influence += others * rest * (pull @ gap)

    effective = float(weight.sum() ** 2 / (weight**2).sum())
    sides = ((treated, group.sum() - 1), (~treated, max(effective - 1, 1.0)))
    return Difference(ours - theirs, joined(*((_squares(influence[side], free), free) for side, free in sides)))


def _outcome_model(found: Scored) -> tuple[Floats, Floats]:
    """Least squares in the comparison: coefficients, and how each row would pull them, shape (n, 1 + k)."""
    from statsmodels.regression.linear_model import OLS

    others = ~found.sample.treated
    fit: Any = OLS(found.sample.outcome[others], found.design[others]).fit()
    return np.asarray(fit.params), np.asarray(found.design @ fit.normalized_cov_params)


def _squares(influence: Floats, freedom: float) -> float:
    """Variance from one side, a little greater because its mean was estimated from it."""
    return float((influence**2).sum()) * (freedom + 1) / freedom
