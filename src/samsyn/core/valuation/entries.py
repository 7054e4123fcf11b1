"""What stands in the bank of prices: prices, indices, rates, actors and what else a calculation rests on.

Everything is frozen and built by `bank_reading.py` from mappings that somebody else has read from YAML.
Source: docs/methods/prisbank.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from samsyn.core.quantities import Money
from samsyn.core.valuation.bank_faults import Missing

Names = Mapping[str, str]  # {"sv": …, "en": …}
Expression = Decimal | str  # an amount, or a formula for it
SAME = "value"  # average, marginal or releasable: the published amount itself
FORMULA = "formula"  # the price year is that of what the formula names


@dataclass(frozen=True)
class Notice:
    """Something that whoever shows an amount has to show beside it, in two languages."""

    code: str
    sv: str
    en: str


@dataclass(frozen=True)
class Amount:
    """SEK: a point, a range, or both. A range without a point has no middle that anybody has published."""

    point: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None

    def times(self, factor: Decimal) -> Amount:
        """The same amount in another unit or price year."""
        point, low, high = (None if each is None else each * factor for each in (self.point, self.low, self.high))
        return Amount(point, low, high)


@dataclass(frozen=True)
class PriceValue:
    """What a price is from one day on.

    since: None when the source does not say (then price_year is None). price_year: FORMULA when the year follows.
    range_of: what differs between low and high: age, kind, provider, method. printed: what the formula has to give.
    """

    since: date | None
    value: Expression | None
    low: Expression | None
    high: Expression | None
    average: Expression | None
    marginal: Expression | None
    releasable: Expression | None
    price_year: int | str | None
    source: str
    quality: int
    range_of: str = ""
    approximate: tuple[str, ...] = ()
    derived: bool = False
    candidates: tuple[int, ...] = ()
    why: Names = field(default_factory=dict)
    parts: Mapping[str, Decimal] = field(default_factory=dict)
    printed: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Price:
    """One thing that costs, with its values by date (earliest first).

    index: code of what it is uprated with, or "none". bound: "highest" or "lowest" when the amount is a limit.
    within: code of a price that already holds this one. own: entered by a user; its code begins with `eget:`.
    """

    code: str
    name: Names
    group: str
    unit: str
    index: str
    bearer: str
    receiver: str | None
    kind: str
    ledger: str
    licence: str
    review_by: date
    values: tuple[PriceValue, ...]
    notes: Names = field(default_factory=dict)
    bound: str = ""
    within: str = ""
    version: int = 1
    own: bool = False

    @property
    def bookable(self) -> bool:
        """Whether it may stand in a ledger; a mixed model value is only compared with."""
        return self.ledger != "none"


@dataclass(frozen=True)
class Quote:
    """What a price answers for a year: amounts in SEK of price_year, per unit, and what has to be said of them.

    price_year: None when the source does not say. average, marginal, releasable: None when not known. source: empty for
    a user's own assumption, and `why` says why it was assumed.
    """

    price: Price
    unit: str
    price_year: int | None
    amount: Amount
    average: Amount | None
    marginal: Amount | None
    releasable: Amount | None
    quality: int
    source: str
    range_of: str
    derived: bool
    approximate: tuple[str, ...]
    notices: tuple[Notice, ...] = ()
    why: Names = field(default_factory=dict)

    def money(self) -> Money:
        """The point as Money. Missing when there is only a range, or no price year."""
        if self.amount.point is None:
            raise Missing(f"{self.price.code} har bara ett spann. Räkna med low och high, eller ange ett eget pris.")
        if self.price_year is None:
            raise Missing(f"{self.price.code} saknar prisår. Ange ett eget pris med år och källa.")
        return Money(self.amount.point, self.price_year)

    def times(self, factor: Decimal, *notices: Notice, unit: str = "", price_year: int | None = None) -> Quote:
        """Every amount times the factor, with notices added; unit and price year changed when given."""
        average, marginal, releasable = (
            None if each is None else each.times(factor) for each in (self.average, self.marginal, self.releasable)
        )
        return replace(
            self,
            amount=self.amount.times(factor),
            average=average,
            marginal=marginal,
            releasable=releasable,
            unit=unit or self.unit,
            price_year=self.price_year if price_year is None else price_year,
            notices=tuple(dict.fromkeys((*self.notices, *notices))),
        )


@dataclass(frozen=True)
class IndexValue:
    """A year's value of an index, with its source."""

    value: Decimal
    source: str
    quality: int
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True)
class Index:
    """A series by year. An empty one is named so that its absence can be said."""

    code: str
    name: Names
    unit: str
    values: Mapping[int, IndexValue]
    notes: Names
    review_by: date

    def at(self, year: int) -> IndexValue:
        """Missing names the year and the years there are."""
        if year not in self.values:
            there = ", ".join(map(str, sorted(self.values))) or "inga år alls"
            raise Missing(
                f"{self.name['sv']} saknar värde för {year}. I banken finns {there}. Lägg in året med sin källa i "
                "parameters/valuation/indices.yaml, eller räkna i ett prisår som finns."
            )
        return self.values[year]


@dataclass(frozen=True)
class Rate:
    """A discount rate (real, a fraction a year) or the tax factor. active: used unless somebody says otherwise."""

    code: str
    kind: str
    name: Names
    value: Decimal
    active: bool
    base: bool
    stands_behind: Names
    source: str
    quality: int
    assumption: bool
    review_by: date
    candidates: tuple[int, ...] = ()


@dataclass(frozen=True)
class Actor:
    """Who pays or receives. parent: one step coarser. column: the column of the table by actor, None when in none."""

    code: str
    level: str
    name: Names
    parent: str | None
    column: str | None


@dataclass(frozen=True)
class RefundValue:
    """share: of the whole cost that is paid back. included: the price in the bank already has it taken off."""

    since: date
    until: date | None
    share: Decimal
    included: bool
    source: str
    quality: int
    assumption: bool
    why: Names = field(default_factory=dict)


@dataclass(frozen=True)
class Refund:
    """What one public body pays another back for some prices, by date."""

    code: str
    name: Names
    paid_by: str
    paid_to: str
    applies_to: tuple[str, ...]
    review_by: date
    values: tuple[RefundValue, ...]

    def on(self, day: date) -> RefundValue | None:
        """The rule in force that day; None when there was none."""
        begun = [each for each in self.values if each.since <= day]
        last = max(begun, key=lambda each: each.since, default=None)
        return last if last and (last.until is None or day <= last.until) else None


@dataclass(frozen=True)
class Grade:
    """Strength of evidence, 1 the best of six. moved: share taken off the gain. widened: factor on the band.

    least_spread: the smallest standard deviation, as a share of the gain, that a value of this grade is given.
    """

    code: str
    order: int
    name: Names
    means: Names
    moved: Decimal
    widened: Decimal
    least_spread: Decimal
    why: Names
    review_by: date


@dataclass(frozen=True)
class Assumption:
    """A default without a source. low–high: where the value is thought to lie, with the chance `cover`."""

    code: str
    name: Names
    unit: str
    value: Decimal
    low: Decimal
    high: Decimal
    cover: Decimal
    why: Names
    review_by: date


@dataclass(frozen=True)
class Unit:
    """What an amount is per. period: the time in it, None for visits, hours and the like."""

    code: str
    name: Names
    period: str | None
    yearly: str | None


@dataclass(frozen=True)
class Conversion:
    """How many of a period there are in a year."""

    code: str
    name: Names
    factor: Decimal
    why: Names
    assumption: bool


@dataclass(frozen=True)
class Term:
    """A group of prices, or a licence. use: may be shipped."""

    code: str
    name: Names
    use: bool = True
    assumption: bool = False
    why: Names = field(default_factory=dict)


@dataclass(frozen=True)
class LeftOut:
    """A candidate that became no price, and why."""

    code: str
    candidates: tuple[int, ...]
    name: Names
    why: Names
