"""What may be shown, as numbers with names. Rules R2–R6 of docs/methods/skydd-av-sma-tal.md."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum


class Depth(IntEnum):
    """How many variables may be crossed, the one in the columns counted as one of them."""

    TEXT = 0
    ONE = 1
    CHOSEN_PAIRS = 2
    ANY_PAIR = 3
    CHOSEN_TRIPLES = 4

    def allows(self, crossing: frozenset[str], chosen: Collection[frozenset[str]] = ()) -> bool:
        """Whether this crossing of dimension codes may be shown; the empty one is the number of people.

        >>> Depth.CHOSEN_PAIRS.allows(frozenset({"sex", "age"})), Depth.ANY_PAIR.allows(frozenset({"sex", "age"}))
        (False, True)
        """
        if len(crossing) < 2:
            return self >= Depth.ONE
        if len(crossing) == 2:
            return self >= Depth.ANY_PAIR or (self == Depth.CHOSEN_PAIRS and crossing in chosen)
        return len(crossing) == 3 and self >= Depth.CHOSEN_TRIPLES and crossing in chosen


@dataclass(frozen=True)
class Rules:
    """One version of the rules. Shares are fractions, everything else is a number of people.

    smallest: counts below it are one class. base: the others are rounded to it. percent_floor: least denominator of a
    percentage. mean_floor: least contributors to a mean; dominance: most that the two largest may give of it.
    group_share: a row with this share in one column is not shown by column. freeze: people who must have changed.
    depths: from how many people each depth is allowed.
    ValueError when smallest is no multiple of base: the smallest figure shown could then be below smallest.
    """

    version: str
    smallest: int = 5
    base: int = 5
    percent_floor: int = 20
    mean_floor: int = 10
    dominance: float = 0.85
    group_share: float = 0.90
    freeze: int = 5
    depths: tuple[tuple[int, Depth], ...] = (
        (20, Depth.ONE),
        (60, Depth.CHOSEN_PAIRS),
        (300, Depth.ANY_PAIR),
        (1200, Depth.CHOSEN_TRIPLES),
    )

    def __post_init__(self) -> None:
        if self.base < 1 or self.smallest < 1 or self.smallest % self.base:
            raise ValueError(f"{self.version}: minsta tal {self.smallest} måste vara en multipel av {self.base}.")

    @property
    def fewest(self) -> int:
        """The people below whom nothing but text is shown."""
        return self.depths[0][0]

    @property
    def group_per_mille(self) -> int:
        return round(self.group_share * 1000)

    def uniform(self, most: int, total: int) -> bool:
        """Whether one column holds so much of a row that the row tells what everybody in it has in common.

        >>> ORDINARY.uniform(18, 20), ORDINARY.uniform(17, 20)
        (True, False)
        """
        return most * 1000 >= self.group_per_mille * total


ORDINARY = Rules("vanlig-1")
SENSITIVE = Rules("känslig-1", smallest=10, freeze=10)  # health, protected identity, violence


def rules_of(version: str, known: Collection[Rules] = (ORDINARY, SENSITIVE)) -> Rules:
    """Find the rules that a table says it was made under; ValueError when they are not known here."""
    for rules in known:
        if rules.version == version:
            return rules
    names = ", ".join(rules.version for rules in known)
    raise ValueError(f"Regelversionen {version!r} är inte känd här. Kända: {names}. Uppdatera noden eller be om en ny.")


def depth_for(people: int, rules: Rules = ORDINARY) -> Depth:
    """The deepest crossing a group of this size allows (R4).

    >>> depth_for(19).name, depth_for(20).name, depth_for(60).name, depth_for(1200).name
    ('TEXT', 'ONE', 'CHOSEN_PAIRS', 'CHOSEN_TRIPLES')
    """
    return max((depth for least, depth in rules.depths if people >= least), default=Depth.TEXT)
