"""What a price answers for a year: the value in force, its formula computed, and what has to be said beside it.

Source: docs/methods/prisbank.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from samsyn.core.quantities import PriceYearMismatch
from samsyn.core.valuation.bank_faults import Missing
from samsyn.core.valuation.entries import FORMULA, SAME, Amount, Expression, Index, Notice, Price, PriceValue, Quote
from samsyn.core.valuation.formula import computed, names_in


@dataclass(frozen=True)
class Shelf:
    """Where a formula finds what it names."""

    find: Callable[[str], Price]
    indices: Mapping[str, Index]


def in_force(price: Price, year: int) -> PriceValue:
    """The last value that had begun by the end of the year. Missing before the first one.

    A user's own price is known from the day somebody looked it up; before that its first value holds, carried back.
    """
    begun = [each for each in price.values if each.since is None or each.since.year <= year]
    if not begun and price.own:
        return price.values[0]
    if not begun:
        first = price.values[0].since
        raise Missing(
            f"{price.code} har inget värde för {year}: det första börjar {first}. Lägg in ett tidigare värde med sin "
            f"källa, eller räkna från {first.year if first else year}."
        )
    return begun[-1]


def quote_of(price: Price, year: int, shelf: Shelf) -> Quote:
    """Amounts per price.unit, in SEK of the price year that the value says (or that its formula leads to).

    Missing: no value so early, or an index without the year. PriceYearMismatch: a formula over different price years.
    """
    value = in_force(price, year)
    found = _Computing(year, shelf)
    amount = Amount(found.of(value.value), found.of(value.low), found.of(value.high))
    average, marginal, releasable = (
        amount if each == SAME else None if each is None else Amount(found.of(each))
        for each in (value.average, value.marginal, value.releasable)
    )
    price_year = found.price_year if value.price_year == FORMULA else value.price_year
    return Quote(
        price=price,
        unit=price.unit,
        price_year=price_year if isinstance(price_year, int) else None,
        amount=amount,
        average=average,
        marginal=marginal,
        releasable=releasable,
        quality=max(value.quality, found.quality),
        source="; ".join(filter(None, (value.source, *found.sources))),
        range_of=value.range_of,
        derived=value.derived,
        approximate=value.approximate,
        notices=tuple(_notices(price, value, price_year if isinstance(price_year, int) else None, year)),
        why=value.why,
    )


class _Computing:
    """Formulas of one value; remembers the price year, the worst quality and the sources of what they named."""

    def __init__(self, year: int, shelf: Shelf) -> None:
        self.year, self.shelf = year, shelf
        self.price_year: int | None = None
        self.quality = 1
        self.sources: dict[str, None] = {}

    def of(self, expression: Expression | None) -> Decimal | None:
        if not isinstance(expression, str):
            return expression
        return computed(expression, {code: self.named(code) for code in names_in(expression)})

    def named(self, code: str) -> Decimal:
        if code in self.shelf.indices:
            entry = self.shelf.indices[code].at(self.year)
            return self.noted(entry.value, self.year, entry.quality, entry.source)
        quote = quote_of(self.shelf.find(code), self.year, self.shelf)
        money = quote.money()
        return self.noted(money.sek, money.price_year, quote.quality, quote.source)

    def noted(self, value: Decimal, price_year: int, quality: int, source: str) -> Decimal:
        if self.price_year not in (None, price_year):
            raise PriceYearMismatch(self.price_year or 0, price_year)
        self.price_year, self.quality = price_year, max(self.quality, quality)
        self.sources[source] = None
        return value


def _notices(price: Price, value: PriceValue, price_year: int | None, year: int) -> Iterator[Notice]:
    sv, en = price.name["sv"], price.name["en"]
    if price_year is None:
        yield Notice(
            "undated",
            f"{sv}: källan säger inte vilket års priser beloppet är i.",
            f"{en}: the source does not say in which year's prices the amount is.",
        )
    elif price_year > year:
        yield Notice(
            "later",
            f"{sv}: beloppet är i {price_year} års priser och räknas tillbaka till {year}.",
            f"{en}: the amount is in prices of {price_year} and is carried back to {year}.",
        )
    elif price_year < year:
        yield Notice(
            "older",
            f"{sv}: beloppet är i {price_year} års priser, det senaste banken har för {year}.",
            f"{en}: the amount is in prices of {price_year}, the latest that the bank has for {year}.",
        )
    if value.approximate:
        yield Notice(
            "approximate",
            f"{sv}: {'beloppet' if 'value' in value.approximate else 'året'} är ungefärligt i källan.",
            f"{en}: the {'amount' if 'value' in value.approximate else 'year'} is approximate in the source.",
        )
    if price.bound == "highest":
        yield Notice("bound", f"{sv}: ett högsta belopp, de flesta får mindre.", f"{en}: a maximum, most get less.")
    if price.bound == "lowest":
        yield Notice("bound", f"{sv}: ett lägsta belopp, de flesta får mer.", f"{en}: a minimum, most get more.")
    if not price.bookable:
        yield Notice(
            "not_bookable",
            f"{sv}: resurser, transfereringar och produktion i ett. Jämför med det, men bokför det inte.",
            f"{en}: resources, transfers and production in one. Compare with it, but do not book it.",
        )
