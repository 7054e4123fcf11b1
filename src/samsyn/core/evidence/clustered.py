"""Regression where people come in clusters: the same person many times, or many persons in one group or municipality.

Errors are the cluster jackknife (CRV3), each cluster left out in turn, with degrees of freedom from the number of
clusters on each side. It stays honest with ten clusters where the common sandwich does not.
Source: MacKinnon, Nielsen & Webb (2023), J. Econometrics 232, 272–299; docs/methods/effekt.md.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samsyn.core.evidence.estimates import Diagnostic, checked
from samsyn.core.evidence.intervals import Spread, joined
from samsyn.core.evidence.refusals import BadColumn, NotEstimable, TooFew
from samsyn.core.evidence.samples import Floats, Mask

SMALLEST_CLUSTERS = 5
FEW_CLUSTERS = 20


class Clusters(NamedTuple):
    """of_row: the cluster of each row, 0, 1, … treated: shape (clusters,), whether it took part."""

    of_row: NDArray[np.int64]
    treated: Mask

    @property
    def n_treated(self) -> int:
        return int(self.treated.sum())

    @property
    def n_compared(self) -> int:
        return int((~self.treated).sum())


class Fit(NamedTuple):
    """Every coefficient with its covariance, and the degrees of freedom behind the one asked for."""

    coefficients: Floats
    covariance: Floats
    freedom: float

    def spread(self, at: int) -> Spread:
        return Spread(float(self.covariance[at, at]), self.freedom)


def clusters_of(
    labels: ArrayLike, known: Mask, treated: Mask, what: str = "grupper", smallest: int = SMALLEST_CLUSTERS
) -> Clusters:
    """Number the clusters of the rows that are known; `treated` is about those rows alone.

    BadColumn when one is on both sides; TooFew when a side has too few of them."""
    column = np.asarray(labels)
    if column.shape != known.shape:
        raise BadColumn(f"Kolumnen med {what} har {len(column)} rader och utfallet {len(known)}. Ge dem lika många.")
    names, index = np.unique(column[known], return_inverse=True)
    sizes = np.bincount(index)
    taking_part = np.bincount(index, weights=treated)
    if mixed := int(((taking_part > 0) & (taking_part < sizes)).sum()):
        raise BadColumn(
            f"{mixed} {what} finns både i insatsen och i jämförelsen. Låt var och en höra till en sida, "
            "eller räkna osäkerheten på en nivå där det gäller."
        )
    found = Clusters(index.astype(np.int64), taking_part > 0)
    if min(found.n_treated, found.n_compared) < smallest or len(names) < 2:
        raise TooFew(what, found.n_treated, found.n_compared, smallest)
    return found


def clustered_fit(outcome: Floats, design: Floats, at: int, clusters: Clusters) -> Fit:
    """Least squares with jackknifed errors. `at` is the column whose degrees of freedom are wanted.

    NotEstimable when the answer hangs on a single cluster.
    """
    from statsmodels.regression.linear_model import OLS

    model = OLS(outcome, design)
    try:
        fit: Any = model.fit(cov_type="cluster-crv3", cov_kwds={"groups": clusters.of_row})
    except ValueError as problem:
        raise NotEstimable(
            "Svaret hänger på en enda grupp: tas den bort går effekten inte att räkna ut. Ta med fler grupper, eller "
            "färre bakgrundsuppgifter och tidpunkter."
        ) from problem
    scores = np.bincount(clusters.of_row, weights=model.pinv_wexog[at] * fit.resid) ** 2
    sides = [(float(scores[side].sum()), float(side.sum() - 1)) for side in (clusters.treated, ~clusters.treated)]
    return Fit(np.asarray(fit.params), np.asarray(fit.cov_params()), joined(*sides).freedom)


def cluster_check(clusters: Clusters, what: str = "grupper") -> Diagnostic:
    """Few clusters make the interval itself uncertain."""
    fewest = min(clusters.n_treated, clusters.n_compared)
    return checked(
        f"antal {what}",
        float(fewest),
        fewest < FEW_CLUSTERS,
        (
            f"{clusters.n_treated} {what} i insatsen och {clusters.n_compared} i jämförelsen; under {FEW_CLUSTERS} på "
            "någon sida är intervallet självt osäkert."
        )
        if fewest < FEW_CLUSTERS
        else f"{clusters.n_treated} {what} i insatsen och {clusters.n_compared} i jämförelsen.",
    )
