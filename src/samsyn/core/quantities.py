"""Numbers that carry their unit, and the Swedish way of writing them.

Source of the formats: docs/methods/talformat.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

NBSP = "\u00a0"  # keeps 1 234 and "kr" on one line


class PriceYearMismatch(ValueError):
    """Two amounts of different price years were about to be mixed."""

    def __init__(self, first: int, second: int) -> None:
        super().__init__(f"Belopp i {first} års och {second} års priser kan inte räknas ihop utan omräkning.")


def rounded(value: Decimal | float | int, decimals: int) -> Decimal:
    """Round half away from zero, as printed Swedish tables do.

    >>> rounded(Decimal("2.345"), 2)
    Decimal('2.35')
    """
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    found = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return found if found else abs(found)  # nought has no sign


def swedish(value: Decimal | float | int, decimals: int = 0) -> str:
    """Write a number the Swedish way: no-break space for thousands, decimal comma, true minus.

    >>> swedish(1234567.84, 1).replace("\\u00a0", " ")
    '1 234 567,8'
    >>> swedish(-5)
    '−5'
    """
    text = f"{rounded(value, decimals):,f}"
    return text.replace(",", NBSP).replace(".", ",").replace("-", "\N{MINUS SIGN}")


@dataclass(frozen=True)
class Count:
    """How many of something there are: persons, participations, hours … never mixed with each other."""

    number: int
    of: str

    def __add__(self, other: Count) -> Count:
        if other.of != self.of:
            raise ValueError(f"{self.of} och {other.of} kan inte räknas ihop.")
        return replace(self, number=self.number + other.number)


@dataclass(frozen=True)
class Money:
    """An amount in SEK of one price year."""

    sek: Decimal
    price_year: int

    def __add__(self, other: Money) -> Money:
        if other.price_year != self.price_year:
            raise PriceYearMismatch(self.price_year, other.price_year)
        return replace(self, sek=self.sek + other.sek)


@dataclass(frozen=True)
class Share:
    """n of N in a named population; never a bare percentage (promise 1).

    ValueError when the population is empty, n is negative or n exceeds N.
    >>> Share(415, 585, "deltagare i BOSS").percent()
    '71 % (415/585)'
    """

    n: int
    of: int
    population: str

    def __post_init__(self) -> None:
        if self.of <= 0 or not 0 <= self.n <= self.of:
            raise ValueError(f"{self.n} av {self.of} är ingen andel av {self.population}.")

    @property
    def value(self) -> Decimal:
        return Decimal(self.n) / Decimal(self.of)

    def percent(self, decimals: int = 0) -> str:
        """Percentage with its n/N."""
        share = swedish(self.value * 100, decimals)
        return f"{share} % ({swedish(self.n)}/{swedish(self.of)})"
