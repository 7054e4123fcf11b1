"""From the prices of one year to those of another, and from a shorter time to a year; each step can be shown.

Source: docs/methods/prisbank.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from samsyn.core.quantities import swedish
from samsyn.core.valuation.bank_faults import Missing
from samsyn.core.valuation.entries import Amount, Conversion, Index, IndexValue, Notice, Quote, Unit

DIGITS = 34  # significant digits kept, so that going there and back changes no öre


@dataclass(frozen=True)
class Step:
    """One multiplication. factor: the later index value divided by the earlier one."""

    index: str
    from_year: int
    to_year: int
    from_value: Decimal
    to_value: Decimal
    factor: Decimal
    sv: str
    en: str


@dataclass(frozen=True)
class Uprated:
    """A quote in another year's prices, how it came there, and what has to be said beside it."""

    quote: Quote
    steps: tuple[Step, ...]
    notices: tuple[Notice, ...]

    @property
    def amount(self) -> Amount:
        return self.quote.amount

    @property
    def price_year(self) -> int | None:
        return self.quote.price_year


def uprated(quote: Quote, to_year: int, indices: Mapping[str, Index], by: str | None = None) -> Uprated:
    """The quote in prices of to_year, by the index of its price or by another one chosen with `by`.

    Missing says which index lacks which year, or that the price has no price year.
    """
    price, rule = quote.price, by or quote.price.index
    if quote.price_year is None:
        raise Missing(
            f"{price.name['sv']} kan inte räknas om: källan säger inte vilket års priser det är i. "
            "Lägg in ett eget pris med år och källa."
        )
    if to_year == quote.price_year:
        return Uprated(quote, (), quote.notices)
    if rule == "none":
        as_before = Notice(
            "nominal",
            f"{price.name['sv']}: räknas inte upp, beloppet i kronor antas vara detsamma {to_year}.",
            f"{price.name['en']}: not uprated, the amount in kronor is assumed to be the same in {to_year}.",
        )
        return _with(quote, Decimal(1), (), (as_before, *_doubts(quote)), to_year)
    if rule not in indices:
        raise Missing(f"Det finns inget index {rule}. Välj {', '.join(sorted(indices))} eller none.")
    index = indices[rule]
    step = _step(index, quote.price_year, to_year)
    said = (*_doubts(quote), *_instead(quote, index), *index_doubts(index, quote.price_year, to_year))
    return _with(quote, step.factor, (step,), said, to_year)


def yearly(quote: Quote, units: Mapping[str, Unit], conversions: Mapping[str, Conversion]) -> Quote:
    """The quote per year. Missing for a visit, an hour or anything else without a time in its unit."""
    unit = units[quote.unit]
    if unit.period is None or unit.yearly is None:
        raise Missing(
            f"{quote.price.name['sv']} är i {unit.name['sv']} och kan inte göras om till år. "
            "Säg hur många det är på ett år och gångra själv."
        )
    conversion = conversions[unit.period]
    if unit.yearly == quote.unit:
        return quote
    doubt = Notice(
        "conversion",
        f"{quote.price.name['sv']}: {swedish(conversion.factor)} {conversion.name['sv']} på ett år är ett antagande.",
        f"{quote.price.name['en']}: {conversion.factor} ({conversion.name['en']}) in a year is an assumption.",
    )
    with localcontext() as context:
        context.prec = DIGITS
        return quote.times(conversion.factor, *((doubt,) if conversion.assumption else ()), unit=unit.yearly)


def factor_of(index: Index, from_year: int, to_year: int) -> Decimal:
    """What an amount is multiplied by to go from one year's prices to another's. Missing names the year it lacks."""
    with localcontext() as context:
        context.prec = DIGITS
        return index.at(to_year).value / index.at(from_year).value


def _step(index: Index, from_year: int, to_year: int) -> Step:
    before, after = index.at(from_year), index.at(to_year)
    written = f"× {_value(after)} / {_value(before)}"
    return Step(
        index.code,
        from_year,
        to_year,
        before.value,
        after.value,
        factor_of(index, from_year, to_year),
        f"{index.name['sv']} {from_year} till {to_year}: {written}",
        f"{index.name['en']} {from_year} to {to_year}: × {after.value} / {before.value}",
    )


def _value(entry: IndexValue) -> str:
    exponent = entry.value.as_tuple().exponent
    return swedish(entry.value, max(0, -exponent) if isinstance(exponent, int) else 0)


def _with(quote: Quote, factor: Decimal, steps: tuple[Step, ...], said: tuple[Notice, ...], to_year: int) -> Uprated:
    with localcontext() as context:
        context.prec = DIGITS
        moved = quote.times(factor, *said, price_year=to_year)
    return Uprated(moved, steps, moved.notices)


def _doubts(quote: Quote) -> Iterator[Notice]:
    """An uncertain amount does not grow surer by being uprated."""
    sv, en = quote.price.name["sv"], quote.price.name["en"]
    if quote.quality == 3:
        yield Notice(
            "quality_3",
            f"{sv}: omräknat från {quote.price_year}, men uppgiften är osäker (kvalitet 3). Visa det bredvid beloppet.",
            f"{en}: converted from {quote.price_year}, but the figure is uncertain (quality 3). Show that beside it.",
        )
    if "year" in quote.approximate:
        yield Notice(
            "approximate_year",
            f"{sv}: prisåret {quote.price_year} är ungefärligt, och därmed omräkningen.",
            f"{en}: the price year {quote.price_year} is approximate, and so is the conversion.",
        )


def _instead(quote: Quote, index: Index) -> Iterator[Notice]:
    if index.code != quote.price.index:
        yield Notice(
            "other_index",
            f"{quote.price.name['sv']}: omräknat med {index.name['sv']} i stället för prisets eget index, "
            f"{quote.price.index}.",
            f"{quote.price.name['en']}: converted by {index.name['en']} instead of the price's own index, "
            f"{quote.price.index}.",
        )


def index_doubts(index: Index, *years: int) -> Iterator[Notice]:
    """What has to be said of an index's values in these years."""
    for year in years:
        if index.at(year).quality > 1:
            yield Notice(
                "index_quality",
                f"{index.name['sv']} {year} är hämtat ur {index.at(year).source}.",
                f"{index.name['en']} {year} is taken from {index.at(year).source}.",
            )
