"""How sure a share is, when those who answered are seen as some of all who might have."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

COVER = 0.95


@dataclass(frozen=True)
class Interval:
    """Lower and upper limit of a share, as fractions, and how often such an interval covers the true one."""

    low: float
    high: float
    cover: float = COVER


def wilson(n: int, of: int, cover: float = COVER) -> Interval:
    """Wilson's score interval for n of N; holds for small N and for shares near 0 and 1, without correction.

    ValueError when N is not positive or n is not within 0 to N.
    Source: Wilson (1927), J. Am. Stat. Assoc. 22, 209–212; docs/methods/steg-forflyttning.md.
    >>> limits = wilson(22, 57)
    >>> round(limits.low, 3), round(limits.high, 3)
    (0.271, 0.516)
    """
    if of <= 0 or not 0 <= n <= of:
        raise ValueError(f"{n} av {of} är ingen andel.")
    z = NormalDist().inv_cdf((1 + cover) / 2)
    share, spread = n / of, z * z / of
    centre = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return Interval(low=0.0 if n == 0 else centre - half, high=1.0 if n == of else centre + half, cover=cover)
