"""Counts, shares and means as a reader may see them (R2, R3). Nothing here remembers the true figure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from samsyn.core.disclosure.rules import ORDINARY, Depth, Rules, depth_for
from samsyn.core.quantities import Share, rounded, swedish


@dataclass(frozen=True, slots=True)
class ProtectedCount:
    """A count after protection: a multiple of base, or None for the class below smallest.

    Two counts that are shown alike are equal, hash alike and have the same rank, whatever lay behind them.
    """

    value: int | None
    smallest: int
    base: int

    @property
    def shown_as(self) -> Literal["value", "class"]:
        return "class" if self.value is None else "value"

    @property
    def text(self) -> str:
        """As written for a reader.

        >>> protected(3, ORDINARY).text, protected(23, ORDINARY).text
        ('färre än 5', '25')
        """
        return f"färre än {self.smallest}" if self.value is None else swedish(self.value)

    @property
    def rank(self) -> int:
        """What to sort and draw by: the class counts as nothing."""
        return self.value or 0

    @property
    def lowest(self) -> int:
        """The least true count that would be shown like this."""
        return 0 if self.value is None else max(self.smallest, self.value - self.base // 2)

    @property
    def highest(self) -> int:
        """The greatest true count that would be shown like this."""
        return self.smallest - 1 if self.value is None else self.value + (self.base - 1) // 2


def protected(count: int, rules: Rules) -> ProtectedCount:
    """Show a count of people: below smallest as one class, else the nearest multiple of base, ties upward.

    With base 5 no whole number is a tie. ValueError when negative.
    >>> [protected(n, ORDINARY).value for n in (0, 4, 5, 7, 8, 12, 13)]
    [None, None, 5, 5, 10, 10, 15]
    """
    if count < 0:
        raise ValueError("Ett antal kan inte vara negativt.")
    value = None if count < rules.smallest else rules.base * ((2 * count + rules.base) // (2 * rules.base))
    return ProtectedCount(value, rules.smallest, rules.base)


def depth_shown(people: ProtectedCount | None, rules: Rules) -> Depth:
    """The deepest crossing that every number shown like this one allows, so that the depth tells nothing more.

    None means that fewer than the fewest were there and nothing is shown.
    >>> depth_shown(protected(62, ORDINARY), ORDINARY).name, depth_shown(protected(63, ORDINARY), ORDINARY).name
    ('ONE', 'CHOSEN_PAIRS')
    """
    return Depth.TEXT if people is None else depth_for(max(people.lowest, rules.fewest), rules)


def protected_share(
    numerator: ProtectedCount, denominator: ProtectedCount, rules: Rules = ORDINARY, *, population: str = ""
) -> Share | None:
    """A share of two shown figures (R3), or None.

    None when the denominator is below percent_floor, when the numerator is a class, and when the rounded figures would
    say that nearly everybody is meant (R5). ValueError when the numerator is greater than the denominator.
    >>> share = protected_share(protected(13, ORDINARY), protected(41, ORDINARY), population="deltagare")
    >>> share.percent() if share else ""
    '38 % (15/40)'
    """
    if numerator.value is None or denominator.value is None or denominator.value < rules.percent_floor:
        return None
    share = Share(numerator.value, denominator.value, population)
    return None if rules.uniform(share.n, share.of) else share


@dataclass(frozen=True, slots=True)
class ProtectedMean:
    """A mean to two significant digits, with the protected number of people behind it."""

    value: Decimal
    contributors: ProtectedCount


def protected_mean(values: Sequence[float], rules: Rules) -> ProtectedMean | None:
    """The mean of one value per person, in their unit, to two significant digits (R3); None when it may not be shown.

    None under mean_floor people, when the two largest give more than dominance of the whole, and when the whole is
    zero: it would say that everybody has none. ValueError for values that are negative or not numbers: then "gives more
    than" has no meaning. Two digits hide a single value: with ten people it can be off by half the mean.
    >>> mean = protected_mean([12.0] * 11 + [100.0], ORDINARY)
    >>> (str(mean.value), mean.contributors.text) if mean else ""
    ('19', '10')
    """
    if any(not math.isfinite(value) or value < 0 for value in values):
        raise ValueError("Ett medelvärde behöver tal som inte är negativa, ett per person; lämna ut dem som saknas.")
    whole = math.fsum(values)
    if len(values) < rules.mean_floor or whole == 0:
        return None
    if math.fsum(sorted(values)[-2:]) > rules.dominance * whole:
        return None
    mean = Decimal(str(whole / len(values)))
    return ProtectedMean(rounded(mean, 1 - mean.adjusted()), protected(len(values), rules))
