"""The columns an effect is estimated from, checked before anything is computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from samsyn.core.evidence.refusals import BadColumn, TooFew

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Covariates = Mapping[str, ArrayLike]  # what was known before the start, one column each, by its Swedish name


@dataclass(frozen=True)
class Sample:
    """One row a person whose outcome is known.

    outcome: shape (n,). treated: shape (n,). background: shape (n, k), its columns named by `names`.
    lost_treated, lost_compared: how many were left out because their outcome is missing.
    """

    outcome: Floats
    treated: Mask
    background: Floats
    names: tuple[str, ...]
    lost_treated: int = 0
    lost_compared: int = 0

    @property
    def n_treated(self) -> int:
        return int(self.treated.sum())

    @property
    def n_compared(self) -> int:
        return int((~self.treated).sum())

    def only(self, kept: Mask) -> Sample:
        """The rows kept."""
        return replace(self, outcome=self.outcome[kept], treated=self.treated[kept], background=self.background[kept])


def sample_of(
    outcome: ArrayLike, treated: ArrayLike, covariates: Covariates | None = None, smallest: int = 2
) -> Sample:
    """Check the columns and leave out rows without an outcome (NaN).

    BadColumn when lengths differ, `treated` is not 0 or 1, a covariate is missing somewhere, or covariates repeat each
    other; TooFew when a group has fewer than `smallest` known outcomes. A covariate that never varies is left out.
    """
    result, group = numbers("utfallet", outcome), group_of(treated)
    columns = {name: numbers(name, column) for name, column in (covariates or {}).items()}
    for name, column in {"gruppen": group, **columns}.items():
        if len(column) != len(result):
            raise BadColumn(f"Kolumnen {name} har {len(column)} rader och utfallet {len(result)}. Ge dem lika många.")
    known = ~np.isnan(result)
    for name, column in columns.items():
        if missing := int(np.isnan(column[known]).sum()):
            raise BadColumn(f"{name} saknas för {missing} personer. Fyll i uppgiften, eller ta bort kolumnen.")
    varying = (
        {name: column[known] for name, column in columns.items() if np.ptp(column[known]) > 0} if known.any() else {}
    )
    sample = Sample(
        outcome=result[known],
        treated=group[known],
        background=np.column_stack([*varying.values()]) if varying else np.empty((int(known.sum()), 0)),
        names=tuple(varying),
        lost_treated=int((group & ~known).sum()),
        lost_compared=int((~group & ~known).sum()),
    )
    if min(sample.n_treated, sample.n_compared) < smallest:
        raise TooFew("personer med känt utfall", sample.n_treated, sample.n_compared, smallest)
    refuse_repetition(standardised(sample.background))
    return sample


def group_of(treated: ArrayLike) -> Mask:
    """Who took part, as true or false. BadColumn when the column holds anything but 0 and 1."""
    values = np.asarray(treated)
    if values.ndim != 1 or not np.isin(values, (0, 1)).all():
        raise BadColumn(
            "Kolumnen som säger vem som deltog ska bara innehålla 1 (deltog) och 0 (jämförelse). Rätta den."
        )
    return values.astype(bool)


def standardised(background: Floats) -> Floats:
    """Columns with mean 0 and standard deviation 1: the same model, on numbers that a solver likes."""
    spread = background.std(axis=0)
    return np.asarray((background - background.mean(axis=0)) / np.where(spread > 0, spread, 1.0))


def refuse_repetition(columns: Floats, where: str = "") -> None:
    """BadColumn when one column follows from the others, so that no regression can tell them apart."""
    if columns.shape[1] and np.linalg.matrix_rank(columns - columns.mean(axis=0)) < columns.shape[1]:
        raise BadColumn(f"Två av bakgrundsuppgifterna säger samma sak{where}. Ta bort den ena.")


def numbers(name: str, values: ArrayLike) -> Floats:
    """A column of numbers, where NaN is not known. BadColumn when it holds anything else."""
    try:
        column: NDArray[Any] = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        raise BadColumn(f"Kolumnen {name} innehåller något som inte är tal. Koda den som tal.") from None
    if column.ndim != 1 or np.isinf(column).any():
        raise BadColumn(f"Kolumnen {name} ska vara en rad tal utan oändligheter. Rätta den.")
    return column
