"""What not knowing costs: the value of information, all of it and of each parameter, and its standard error.

The value of knowing one parameter is estimated from the draws themselves: the gain is smoothed over the parameter's
ranks by cubic splines, on a basis made once for all parameters. Source: docs/methods/osakerhet.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from samsyn.core.valuation.distributions import Floats
from samsyn.core.valuation.draws import Table

PIECES = 6  # of the spline; enough for one bend per sixth of the draws, few enough not to follow the noise
ROUNDING = 1e-9  # of the largest gain: what is smaller is the arithmetic's own doing
LEAST = 500  # draws below which a smoothed value says nothing


@dataclass(frozen=True)
class Information:
    """What knowing one parameter is worth before deciding, in SEK. error: the standard error from having few draws.

    floor: what the same estimate gives for a parameter that says nothing; a value below it is not told from nought.
    """

    code: str
    value: float
    error: float
    floor: float

    @property
    def told(self) -> bool:
        return self.value > self.floor


def evpi(gain: Floats) -> float:
    """What it would be worth to know everything before deciding. gain: (draws,), of going ahead against not.

    >>> evpi(np.array([-2.0, 4.0]))
    1.0
    """
    return float(np.maximum(gain, 0.0).mean() - max(float(gain.mean()), 0.0))


def evppi(table: Table, gain: Floats) -> list[Information]:
    """What it is worth to know each parameter, the most valuable first. Parameters that do not vary are left out.

    ValueError with fewer than LEAST draws.
    """
    draws = gain.size
    if draws < LEAST:
        raise ValueError(f"Informationsvärden kräver minst {LEAST} dragningar; här är {draws}.")
    basis = _basis(draws)
    middle = max(float(gain.mean()), 0.0)
    floor = _floor(basis, gain, middle)
    found = []
    for code, row in zip(table.codes, table.values, strict=True):
        if row.min() == row.max():
            continue
        ordered = gain[np.argsort(row, kind="stable")]
        smooth = _smoothed(basis, ordered)
        value = max(_worth(smooth, middle), 0.0)
        found.append(Information(code, value, _error(smooth, ordered, middle), floor))
    return sorted(found, key=lambda one: -one.value)


def _worth(smooth: Floats, middle: float) -> float:
    return float(np.maximum(smooth, 0.0).mean() - middle)


def _error(smooth: Floats, ordered: Floats, middle: float) -> float:
    """That of the mean gain over the draws in which knowing would change the choice.

    Where exactly the choice turns is estimated too, but there the gain is nought, so it matters little.
    """
    changed = ordered * ((smooth > 0).astype(np.float64) - float(middle > 0))
    return float(changed.std(ddof=1) / np.sqrt(smooth.size))


def _floor(basis: Floats, gain: Floats, middle: float) -> float:
    """The largest of twenty values found when the parameter is shuffled, so that it says nothing."""
    generator = np.random.Generator(np.random.Philox(key=1))
    shuffled = (_worth(_smoothed(basis, generator.permutation(gain)), middle) for _ in range(20))
    return max(ROUNDING * float(np.abs(gain).max()), *shuffled)


def _smoothed(basis: Floats, ordered: Floats) -> Floats:
    return np.asarray(basis @ (basis.T @ ordered))


@lru_cache(maxsize=4)
def _basis(draws: int) -> Floats:
    """Cubic splines over the ranks 0…1, made orthonormal: shape (draws, PIECES + 3)."""
    from scipy.interpolate import BSpline

    inner = np.linspace(0, 1, PIECES + 1)
    knots = np.concatenate([[0.0] * 3, inner, [1.0] * 3])
    ranks = (np.arange(draws) + 0.5) / draws
    columns = BSpline.design_matrix(ranks, knots, 3).toarray()
    return np.asarray(np.linalg.qr(columns)[0])
