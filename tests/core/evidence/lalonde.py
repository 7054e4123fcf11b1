"""The National Supported Work experiment and a comparison group from the CPS, as columns ready to estimate from.

Source: LaLonde (1986), Am. Econ. Rev. 76, 604–620; the subset and the covariates of Dehejia & Wahba (1999, 2002), as
given out with Cunningham's Causal Inference: The Mixtape (package causaldata, for tests and bench only).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

PUBLISHED = 1794.0  # dollars of yearly earnings in 1978, the experimental difference
PUBLISHED_ERROR = 671.0  # with errors that allow unequal spread; 633 without


@dataclass(frozen=True)
class Columns:
    """One row a person. covariates: known before the start, none of them computed from `before` (earnings in 1975)."""

    treated: np.ndarray
    earnings: np.ndarray  # 1978
    before: np.ndarray  # 1975
    earlier: np.ndarray  # 1974
    covariates: dict[str, np.ndarray]

    def only(self, rows: np.ndarray) -> Columns:
        covariates = {name: column[rows] for name, column in self.covariates.items()}
        return Columns(self.treated[rows], self.earnings[rows], self.before[rows], self.earlier[rows], covariates)

    def panel(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Outcome, who, year, treated: three rows a person."""
        size = self.treated.size
        outcome = np.concatenate([self.earlier, self.before, self.earnings])
        return outcome, np.tile(np.arange(size), 3), np.repeat([1974, 1975, 1978], size), np.tile(self.treated, 3)


@cache
def experiment() -> Columns:
    """185 drawn to take part and 260 drawn not to."""
    from causaldata import nsw_mixtape

    return _columns(nsw_mixtape.load_pandas().data)


@cache
def against_survey() -> Columns:
    """The 185 participants against 15 992 men of the Current Population Survey: no lots at all."""
    return _stacked(taking_part=True)


@cache
def drawn_out_against_survey() -> Columns:
    """The 260 who were drawn not to take part, against the survey: the true effect is zero."""
    return _stacked(taking_part=False)


def _stacked(*, taking_part: bool) -> Columns:
    import pandas
    from causaldata import cps_mixtape, nsw_mixtape

    drawn = nsw_mixtape.load_pandas().data
    chosen = drawn[drawn.treat == int(taking_part)].assign(treat=1)
    return _columns(pandas.concat([chosen, cps_mixtape.load_pandas().data]))


def _columns(data) -> Columns:
    column = {name: data[name].to_numpy(float) for name in data.columns if name != "data_id"}
    return Columns(
        treated=column["treat"],
        earnings=column["re78"],
        before=column["re75"],
        earlier=column["re74"],
        covariates={
            "ålder": column["age"],
            "ålder i kvadrat": column["age"] ** 2,
            "ålder i kubik": column["age"] ** 3,
            "skolår": column["educ"],
            "skolår i kvadrat": column["educ"] ** 2,
            "utan examen": column["nodegree"],
            "gift": column["marr"],
            "svart": column["black"],
            "latinamerikan": column["hisp"],
            "inkomst 1974": column["re74"],
            "ingen inkomst 1974": (column["re74"] == 0).astype(float),
        },
    )
