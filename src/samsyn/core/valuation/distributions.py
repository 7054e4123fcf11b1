"""What is not known for certain: distributions by their mean and spread, with direct samplers.

Every distribution answers its mean, its standard deviation, a quantile, and draws. `graded` moves a distribution as the
grade of its evidence says: the mean towards no effect, and the spread out. Source: docs/methods/osakerhet.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
WIDEST = 0.98  # of the largest standard deviation that a share with a given mean can have


class BadDistribution(ValueError):
    """A distribution whose numbers do not make one. The message is in Swedish and says what to write instead."""


class Distribution(Protocol):
    """mean, sd: of the value itself, in its own unit."""

    @property
    def mean(self) -> float: ...
    @property
    def sd(self) -> float: ...
    def draw(self, generator: np.random.Generator, out: Floats) -> None:
        """Fill `out`, shape (draws,)."""

    def at(self, ranks: Floats) -> Floats:
        """The values below which those shares of the draws fall, each between 0 and 1."""

    def moved(self, mean: float, sd: float) -> Distribution:
        """The same family with another mean and spread."""


@dataclass(frozen=True)
class Fixed:
    """A value that is taken as known."""

    mean: float
    sd: float = 0.0

    def draw(self, generator: np.random.Generator, out: Floats) -> None:
        out[:] = self.mean

    def at(self, ranks: Floats) -> Floats:
        return np.full(np.shape(ranks), self.mean)

    def moved(self, mean: float, sd: float) -> Distribution:
        if sd == 0:
            return Fixed(mean)
        return Gamma(mean, sd) if mean > 0 else Normal(mean, sd)


@dataclass(frozen=True)
class Normal:
    mean: float
    sd: float

    def __post_init__(self) -> None:
        _positive("normal", self.sd, "spridningen")

    def draw(self, generator: np.random.Generator, out: Floats) -> None:
        generator.standard_normal(out=out)
        out *= self.sd
        out += self.mean

    def at(self, ranks: Floats) -> Floats:
        from scipy.special import ndtri

        return _floats(self.mean + self.sd * ndtri(ranks))

    def moved(self, mean: float, sd: float) -> Distribution:
        return Normal(mean, sd) if sd > 0 else Fixed(mean)


@dataclass(frozen=True)
class LogNormal:
    """Positive and skewed to the right. mean and sd are of the value, not of its logarithm."""

    mean: float
    sd: float

    def __post_init__(self) -> None:
        _positive("lognormal", self.mean)
        _positive("lognormal", self.sd, "spridningen")

    @property
    def _log(self) -> tuple[float, float]:
        spread = math.log1p((self.sd / self.mean) ** 2)
        return math.log(self.mean) - spread / 2, math.sqrt(spread)

    def draw(self, generator: np.random.Generator, out: Floats) -> None:
        middle, spread = self._log
        generator.standard_normal(out=out)
        out *= spread
        out += middle
        np.exp(out, out=out)

    def at(self, ranks: Floats) -> Floats:
        from scipy.special import ndtri

        middle, spread = self._log
        return _floats(np.exp(middle + spread * ndtri(ranks)))

    def moved(self, mean: float, sd: float) -> Distribution:
        return LogNormal(mean, sd) if mean > 0 and sd > 0 else Fixed(max(mean, 0.0))


@dataclass(frozen=True)
class Gamma:
    """Positive: costs and volumes."""

    mean: float
    sd: float

    def __post_init__(self) -> None:
        _positive("gamma", self.mean)
        _positive("gamma", self.sd, "spridningen")

    @property
    def _shape(self) -> tuple[float, float]:
        shape = (self.mean / self.sd) ** 2
        return shape, self.mean / shape

    def draw(self, generator: np.random.Generator, out: Floats) -> None:
        shape, scale = self._shape
        generator.standard_gamma(shape, out=out)
        out *= scale

    def at(self, ranks: Floats) -> Floats:
        from scipy.special import gammaincinv

        shape, scale = self._shape
        return _floats(gammaincinv(shape, ranks) * scale)

    def moved(self, mean: float, sd: float) -> Distribution:
        return Gamma(mean, sd) if mean > 0 and sd > 0 else Fixed(max(mean, 0.0))


@dataclass(frozen=True)
class Beta:
    """A share between 0 and 1."""

    mean: float
    sd: float

    def __post_init__(self) -> None:
        if not 0 < self.mean < 1:
            raise BadDistribution(f"En betafördelad andel ska ha ett medelvärde mellan 0 och 1, inte {self.mean:g}.")
        if not 0 < self.sd < self.widest(self.mean):
            raise BadDistribution(
                f"Spridningen {self.sd:g} ryms inte i en andel med medelvärdet {self.mean:g}: "
                f"den ska vara större än 0 och mindre än {self.widest(self.mean):.3g}."
            )

    @staticmethod
    def widest(mean: float) -> float:
        """The standard deviation that no share with this mean can reach: all draws 0 or 1."""
        return math.sqrt(mean * (1 - mean))

    @property
    def counts(self) -> tuple[float, float]:
        """How many of each kind the share is worth, as if they had been counted."""
        size = self.mean * (1 - self.mean) / self.sd**2 - 1
        return self.mean * size, (1 - self.mean) * size

    def draw(self, generator: np.random.Generator, out: Floats) -> None:
        out[:] = generator.beta(*self.counts, size=out.size)

    def at(self, ranks: Floats) -> Floats:
        from scipy.special import betaincinv

        return _floats(betaincinv(*self.counts, ranks))

    def moved(self, mean: float, sd: float) -> Distribution:
        if mean <= 0 or mean >= 1 or sd <= 0:
            return Fixed(min(max(mean, 0.0), 1.0))
        return Beta(mean, min(sd, WIDEST * self.widest(mean)))


@dataclass(frozen=True)
class Uniform:
    low: float
    high: float

    def __post_init__(self) -> None:
        _ordered(self.low, self.high)

    @property
    def mean(self) -> float:
        return (self.low + self.high) / 2

    @property
    def sd(self) -> float:
        return (self.high - self.low) / math.sqrt(12)

    def draw(self, generator: np.random.Generator, out: Floats) -> None:
        generator.random(out=out)
        out *= self.high - self.low
        out += self.low

    def at(self, ranks: Floats) -> Floats:
        return _floats(self.low + ranks * (self.high - self.low))

    def moved(self, mean: float, sd: float) -> Distribution:
        half = sd * math.sqrt(3)
        if half == 0:
            return Fixed(mean)
        return Uniform(mean - half, mean + half)


@dataclass(frozen=True)
class Pert:
    """What experts give: lowest, most likely, highest (a beta stretched between the ends)."""

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        _ordered(self.low, self.high)
        if not self.low <= self.mode <= self.high:
            raise BadDistribution(f"Det troligaste värdet {self.mode:g} ska ligga mellan lägsta och högsta.")

    @property
    def mean(self) -> float:
        return (self.low + 4 * self.mode + self.high) / 6

    @property
    def sd(self) -> float:
        return math.sqrt((self.mean - self.low) * (self.high - self.mean) / 7)

    @property
    def _counts(self) -> tuple[float, float]:
        width = self.high - self.low
        return 1 + 4 * (self.mode - self.low) / width, 1 + 4 * (self.high - self.mode) / width

    def draw(self, generator: np.random.Generator, out: Floats) -> None:
        out[:] = generator.beta(*self._counts, size=out.size)
        out *= self.high - self.low
        out += self.low

    def at(self, ranks: Floats) -> Floats:
        from scipy.special import betaincinv

        return _floats(self.low + (self.high - self.low) * betaincinv(*self._counts, ranks))

    def moved(self, mean: float, sd: float) -> Distribution:
        share = sd / self.sd
        if share == 0:
            return Fixed(mean)
        return Pert(
            mean + (self.low - self.mean) * share,
            mean + (self.mode - self.mean) * share,
            mean + (self.high - self.mean) * share,
        )


FAMILIES: Mapping[str, tuple[type[Any], tuple[str, ...]]] = {
    "fixed": (Fixed, ("mean",)),
    "normal": (Normal, ("mean", "sd")),
    "lognormal": (LogNormal, ("mean", "sd")),
    "gamma": (Gamma, ("mean", "sd")),
    "beta": (Beta, ("mean", "sd")),
    "uniform": (Uniform, ("low", "high")),
    "pert": (Pert, ("low", "mode", "high")),
}
Z90 = 1.6448536269514722  # half the width, in standard deviations, of the interval that holds 90 per cent


def distribution_from(family: str, numbers: Mapping[str, float]) -> Distribution:
    """A distribution by the name of its family; BadDistribution where the numbers are not its own.

    An interval {low, high} that holds 90 per cent may stand in for sd beside a mean.
    """
    if family not in FAMILIES:
        raise BadDistribution(f"Okänd fördelning ”{family}”. Välj bland {', '.join(FAMILIES)}.")
    made, names = FAMILIES[family]
    given = dict(numbers)
    if "sd" in names and "sd" not in given and {"low", "high"} <= given.keys():
        low, high = given.pop("low"), given.pop("high")
        _ordered(low, high)
        if "mean" in given and not low < given["mean"] < high:
            raise BadDistribution(f"Värdet {given['mean']:g} ligger inte mellan {low:g} och {high:g}.")
        given["sd"] = (high - low) / (2 * Z90)
    if set(given) != set(names):
        raise BadDistribution(f"Fördelningen {family} skrivs med {', '.join(names)}; här står {', '.join(given)}.")
    if given.get("sd") == 0:
        return Fixed(given["mean"])
    return made(**given)  # type: ignore[no-any-return]


def graded(
    known: Distribution,
    correction: float,
    widening: float,
    least_share: float = 0.0,
    *,
    none: float = 0.0,
    share: bool = False,
) -> Distribution:
    """The distribution as the grade of its evidence allows: the way from `none` × (1 − correction), spread × widening.

    none: the value at which nothing is gained: 0 for an effect, 1 for a ratio or for what would have happened anyway.
    A negative correction adds instead, as to a cost. least_share: the smallest spread, as a share of the way from
    `none`, so that a bare number gets a band too. share: the value stays between 0 and 1.
    """
    mean = none + (known.mean - none) * (1 - correction)
    sd = max(known.sd * widening, abs(mean - none) * least_share)
    moved = known.moved(mean, sd)
    if not share or isinstance(moved, Fixed):
        return moved
    low, high = moved.at(np.array([0.0, 1.0]))
    return moved if low >= 0 and high <= 1 else share_of(mean, sd)


def share_of(mean: float, sd: float) -> Distribution:
    """A share with this mean and spread, or with the widest spread that the mean leaves room for."""
    return Beta(0.5, 0.1).moved(mean, sd)


def _floats(values: object) -> Floats:
    return np.asarray(values, dtype=np.float64)


def _positive(family: str, value: float, what: str = "medelvärdet") -> None:
    if value <= 0:
        raise BadDistribution(f"I fördelningen {family} ska {what} vara större än 0, inte {value:g}.")


def _ordered(low: float, high: float) -> None:
    if not low < high:
        raise BadDistribution(f"Lägsta värdet {low:g} ska vara mindre än högsta {high:g}.")
