"""Persons or places before and after a start, some with an intervention: rows put in order, and the regressions.

Source: docs/methods/effekt.md, section *Skillnad i skillnader*.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samsyn.core.evidence.clustered import Clusters, Fit, clustered_fit, clusters_of
from samsyn.core.evidence.refusals import BadColumn
from samsyn.core.evidence.samples import Floats, Mask, group_of, numbers


class Followed(NamedTuple):
    """Who is followed from before to after, of how many, on one side."""

    followed: int
    of: int


@dataclass(frozen=True)
class Panel:
    """One row a person (or place) and period with a known outcome.

    unit: who, 0, 1, … clusters: where errors may go together; what: the word for them.
    same: the same units are seen before and after, so that each is held against itself.
    """

    outcome: Floats
    unit: NDArray[np.int64]
    period: Floats
    treated: Mask
    clusters: Clusters
    what: str
    same: bool

    @property
    def periods(self) -> Floats:
        return np.unique(self.period)

    def levels(self, rows: Mask) -> tuple[Floats, Mask]:
        """Mean outcome of each unit over the rows, and whether it took part."""
        _, first, place = np.unique(self.unit[rows], return_index=True, return_inverse=True)
        means = np.bincount(place, weights=self.outcome[rows]) / np.bincount(place)
        return means, self.treated[rows][first]

    def followed(self, start: float, side: Mask) -> Followed:
        """Units of one side seen both before and after, of those seen at all."""
        before, after = (np.unique(self.unit[side & rows]) for rows in (self.period < start, self.period >= start))
        return Followed(int(np.intersect1d(before, after).size), int(np.union1d(before, after).size))

    def only(self, rows: Mask) -> Panel:
        """The rows, with clusters numbered as before."""
        return replace(
            self,
            outcome=self.outcome[rows],
            unit=self.unit[rows],
            period=self.period[rows],
            treated=self.treated[rows],
            clusters=self.clusters._replace(of_row=self.clusters.of_row[rows]),
        )

    def fit(self, columns: Floats) -> Fit:
        """Outcome on the columns, shape (n, k), beside every period and every unit (the two sides, if not `same`)."""
        periods = (self.period[:, None] == self.periods[1:]).astype(float)
        design = np.column_stack([columns, periods])
        if self.same:
            return clustered_fit(self._within(self.outcome[:, None])[:, 0], self._within(design), 0, self._present())
        sides = np.column_stack([np.ones(self.outcome.size), self.treated])
        return clustered_fit(self.outcome, np.column_stack([design, sides]), 0, self._present())

    def _within(self, columns: Floats) -> Floats:
        """Less the mean of each unit: the same as a column for every unit, without the columns (Frisch and Waugh)."""
        _, place, sizes = np.unique(self.unit, return_inverse=True, return_counts=True)
        sums: Any = np.zeros((sizes.size, columns.shape[1]))
        np.add.at(sums, place, columns)
        return np.asarray(columns - (sums / sizes[:, None])[place])

    def _present(self) -> Clusters:
        kept, place = np.unique(self.clusters.of_row, return_inverse=True)
        return Clusters(place.astype(np.int64), self.clusters.treated[kept])


def panel_of(
    outcome: ArrayLike,
    who: ArrayLike,
    period: ArrayLike,
    treated: ArrayLike,
    clusters: ArrayLike | None,
    *,
    same: bool,
) -> Panel:
    """Put the rows in order; rows without an outcome (NaN) are left out.

    BadColumn when lengths differ, a unit changes side or, with `same`, has two rows in a period.
    """
    result, time = numbers("utfallet", outcome), numbers("perioden", period)
    side, names = group_of(treated), np.asarray(who)
    for name, column in {"perioden": time, "gruppen": side, "vem raden gäller": names}.items():
        if column.shape != result.shape:
            raise BadColumn(
                f"Kolumnen med {name} har {len(column)} rader och utfallet {len(result)}. Ge dem lika många."
            )
    if np.isnan(time).any():
        raise BadColumn("Perioden saknas på någon rad. Fyll i den, eller ta bort raden.")
    known = ~np.isnan(result)
    unit = np.unique(names[known], return_inverse=True)[1].astype(np.int64)
    if same and np.unique(np.column_stack([unit, time[known]]), axis=0).shape[0] < unit.size:
        raise BadColumn("Någon har två rader i samma period. Lägg ihop dem till en.")
    what = "personer eller platser" if clusters is None else "grupper"
    chosen = clusters_of(names, known, side[known], "personer eller platser", smallest=1)
    if clusters is not None:
        chosen = clusters_of(clusters, known, side[known], what)
    return Panel(result[known], unit, time[known], side[known], chosen, what, same)
