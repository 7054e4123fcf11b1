"""Nearest neighbours on the chance of taking part, used again when needed, corrected for what distance is left.

The bootstrap does not hold for matching (Abadie & Imbens 2008); the error is Abadie and Imbens' own, on outcomes from
which a regression on the covariates has been taken away, so that to first order neither the distance left nor the
estimated score matters.
Source: Abadie & Imbens (2006), Econometrica 74, 235–267, and (2011), J. Bus. Econ. Stat. 29, 1–11.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from samsyn.core.evidence.answers import Difference
from samsyn.core.evidence.intervals import joined
from samsyn.core.evidence.refusals import BadColumn
from samsyn.core.evidence.samples import Floats
from samsyn.core.evidence.scores import Scored

TIED = 9  # decimals of the score; persons alike in all covariates are one neighbour, shared equally


def neighbour_weights(found: Scored, neighbours: int = 1) -> Floats:
    """Weights, shape (n,): 1 for participants, and how much each of the comparison is used."""
    return np.where(found.sample.treated, 1.0, _used(found, neighbours)[0])


def matched_difference(found: Scored, neighbours: int = 1) -> Difference:
    """Mean over participants of their outcome less that of their neighbours, both less what covariates explain."""
    treated = found.sample.treated
    used, used_squared = _used(found, neighbours)
    rest = _unexplained(found, used)
    size = treated.sum()
    theirs = _neighbours_mean(rest, found, neighbours)
    effect = float((rest[treated] - theirs).mean())
    ours = float(((rest[treated] - theirs - effect) ** 2).sum()) / (size - 1) / size
    noise = _own_noise(rest[~treated], found.score[~treated])
    reused = float(((used**2 - used_squared)[~treated] * noise).sum()) / size**2
    effective = float(used.sum() ** 2 / (used**2).sum())
    spread = joined((ours, float(size - 1)), (max(reused, 0.0), max(effective - 1, 1.0)))
    return Difference(effect, spread)


def _places(found: Scored, neighbours: int) -> tuple[Any, Any, Any]:
    """Distinct scores of the comparison nearest to each participant (treated, neighbours); place and size of each."""
    from scipy.spatial import KDTree

    treated = found.sample.treated
    distinct, place, sizes = np.unique(found.score[~treated].round(TIED), return_inverse=True, return_counts=True)
    if not 1 <= neighbours <= distinct.size:
        raise BadColumn(f"Det går inte att jämföra med {neighbours} närmaste bland {distinct.size} olika. Välj färre.")
    near = KDTree(distinct[:, None]).query(found.score[treated][:, None], k=[*range(1, neighbours + 1)])[1]
    return near, place, sizes


def _used(found: Scored, neighbours: int) -> tuple[Floats, Floats]:
    """How much each person of the comparison is used, and the sum of squares of it, over participants; shape (n,)."""
    near, place, sizes = _places(found, neighbours)
    times = np.bincount(near.ravel(), minlength=sizes.size)
    used, squared = np.zeros(found.score.size), np.zeros(found.score.size)
    others = ~found.sample.treated
    used[others] = (times / neighbours / sizes)[place]
    squared[others] = (times / (neighbours * sizes) ** 2)[place]
    return used, squared


def _neighbours_mean(rest: Floats, found: Scored, neighbours: int) -> Floats:
    near, place, sizes = _places(found, neighbours)
    means = np.bincount(place, weights=rest[~found.sample.treated]) / sizes
    return np.asarray(means[near].mean(axis=1))


def _unexplained(found: Scored, used: Floats) -> Floats:
    """Outcome less a regression on the covariates among those used as neighbours, weighted by how much."""
    from statsmodels.regression.linear_model import WLS

    kept = used > 0
    fit: Any = WLS(found.sample.outcome[kept], found.design[kept], weights=used[kept]).fit()
    return np.asarray(found.sample.outcome - found.design @ fit.params)


def _own_noise(rest: Floats, score: Floats) -> Floats:
    """Variance of each person's outcome given the score: half the squared difference from the next in order."""
    order = np.argsort(score, kind="stable")
    steps = np.diff(rest[order]) ** 2 / 2
    noise = np.empty_like(rest)
    noise[order] = (np.append(steps[0], steps) + np.append(steps, steps[-1])) / 2
    return noise
