"""Did something become rarer after a change? Counts of what people told, in equal time before and after.

Source: docs/methods/monster.md. The intervals are exact: the odds ratio given both sums
(Fisher), and where nothing else was told the share that falls after (Clopper and Pearson 1934).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import inf, isfinite

COVER = 0.9
LONGEST = 365  # days in a window
SHORTEST = 28  # days; before that nothing is said


class Word(StrEnum):
    """What the counts say."""

    EARLY = "early"  # less than four weeks since the change
    NONE = "none"  # nothing told either before or after
    RARER = "rarer"
    OFTENER = "oftener"
    UNSURE = "unsure"  # the interval holds no difference


@dataclass(frozen=True)
class BeforeAfter:
    """Counts in two windows of `days` days that meet at the change.

    all_before, all_after: everything told in the same windows; where people tell less of everything, one thing becomes
    rarer by itself. ratio: how often after against before, all told alike; low, high: its 90 % interval.
    """

    days: int
    before: int
    after: int
    all_before: int
    all_after: int
    ratio: float | None
    low: float | None
    high: float | None
    word: Word


def before_and_after(
    seen: Iterable[date], everything: Iterable[date], change: date, today: date, cover: float = COVER
) -> BeforeAfter:
    """Compare as many days before the change as have passed since, today among them, a year at most.

    seen: days of what is followed; everything: days of all that was told, what is followed among it.
    ValueError when the change lies ahead, or when something is followed that is not among everything.
    """
    if change > today:
        raise ValueError("Ändringen gäller inte än: det finns ingen tid efter den att räkna i.")
    days = min((today - change).days + 1, LONGEST)
    before, after = _in_windows(seen, change, days)
    all_before, all_after = _in_windows(everything, change, days)
    if before > all_before or after > all_after:
        raise ValueError("Det som följs måste finnas bland allt som berättats.")
    ratio, low, high = _ratio(before, after, all_before, all_after, cover)
    return BeforeAfter(
        days, before, after, all_before, all_after, ratio, low, high, _word(days, before + after, low, high)
    )


def _in_windows(seen: Iterable[date], change: date, days: int) -> tuple[int, int]:
    first, last = change - timedelta(days=days), change + timedelta(days=days)
    inside = [day for day in seen if first <= day < last]
    after = sum(day >= change for day in inside)
    return len(inside) - after, after


def _ratio(
    before: int, after: int, all_before: int, all_after: int, cover: float
) -> tuple[float | None, float | None, float | None]:
    """Odds of falling after the change, for what is followed against everything else that was told.

    Where nothing else was told, against equal time.
    """
    others_before, others_after = all_before - before, all_after - after
    if not before + after:
        return None, None, None
    if others_before + others_after:
        from scipy.stats.contingency import odds_ratio

        found = odds_ratio([[after, before], [others_after, others_before]])
        limits = found.confidence_interval(cover)
        ratio, low, high = found.statistic, limits.low, limits.high
    else:
        low, high = map(_odds, _share_between(after, before + after, cover))
        ratio = after / before if before else inf
    return (ratio if isfinite(ratio) else None), low, high


def _share_between(n: int, of: int, cover: float) -> tuple[float, float]:
    from scipy.stats import beta

    tail = (1 - cover) / 2
    low = float(beta.ppf(tail, n, of - n + 1)) if n else 0.0
    high = float(beta.ppf(1 - tail, n + 1, of - n)) if n < of else 1.0
    return low, high


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else inf


def _word(days: int, told: int, low: float | None, high: float | None) -> Word:
    if days < SHORTEST:
        return Word.EARLY
    if low is None or high is None or not told:
        return Word.NONE
    if high < 1:
        return Word.RARER
    return Word.OFTENER if low > 1 else Word.UNSURE
