"""Intervals for small groups: t with the degrees of freedom that each group has earned.

Source: docs/methods/effekt.md; Welch (1947), Satterthwaite (1946).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt

from samsyn.core.evidence.estimates import COVER, Diagnostic, checked
from samsyn.core.quantities import swedish

POWER = 0.8


@dataclass(frozen=True)
class Spread:
    """How uncertain an effect is: its variance, and the degrees of freedom behind that variance."""

    variance: float
    freedom: float = inf

    @property
    def error(self) -> float:
        return sqrt(self.variance)

    def limits(self, effect: float, cover: float = COVER) -> tuple[float, float]:
        """The t-interval."""
        half = self.error * quantile((1 + cover) / 2, self.freedom)
        return effect - half, effect + half

    def chance(self, effect: float) -> float:
        """Chance of at least this great a difference, either way, were there none in truth (the p-value)."""
        from scipy.special import ndtr, stdtr

        if self.variance == 0:
            return 1.0 if effect == 0 else 0.0
        size = -abs(effect) / self.error
        return float(2 * (ndtr(size) if self.freedom == inf else stdtr(self.freedom, size)))


def quantile(share: float, freedom: float = inf) -> float:
    """Quantile of t, or of the normal distribution when the degrees of freedom are infinite.

    >>> round(quantile(0.975), 2), round(quantile(0.975, 4), 2)
    (1.96, 2.78)
    """
    from scipy.special import ndtri, stdtrit

    return float(ndtri(share) if freedom == inf else stdtrit(freedom, share))


def joined(*groups: tuple[float, float]) -> Spread:
    """Variance of a difference, from (variance, degrees of freedom) of each group, by Welch and Satterthwaite.

    >>> joined((1.0, 9.0), (1.0, 9.0)).freedom
    18.0
    """
    total = sum(variance for variance, _ in groups)
    weight = sum(variance**2 / freedom for variance, freedom in groups)
    return Spread(total, total**2 / weight if weight > 0 else min(freedom for _, freedom in groups))


def smallest_noticed(spread: Spread, unit: str, factor: float = 1.0) -> Diagnostic:
    """The smallest true effect that a study of this size would have detected four times in five."""
    size = spread.error * (quantile(0.975, spread.freedom) + quantile(POWER, spread.freedom))
    shown = swedish(factor * size, 0 if factor * size >= 100 else 1 if factor * size >= 10 else 2)
    return checked(
        "minsta effekt som hade märkts", size, False, f"En verklig effekt under {shown} {unit} hade lätt missats."
    )
