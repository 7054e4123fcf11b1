"""What can only be seen when the whole bank lies on the table: references, circles, and formulas against print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise

from samsyn.core.quantities import PriceYearMismatch
from samsyn.core.valuation.bank_faults import Fault, Missing
from samsyn.core.valuation.entries import SAME, Actor, Conversion, Grade, Index, Price, Rate, Refund, Unit
from samsyn.core.valuation.formula import BadFormula, names_in
from samsyn.core.valuation.quoting import Shelf, quote_of

Where = Callable[[str, str], str]  # section and code → the file it stands in
ROUNDING = Decimal(1)  # SEK: a printed amount may be rounded up or down


def price_faults(checked: Iterable[Price], shelf: Shelf, where: Where) -> Iterator[Fault]:
    """Formulas that name what is not there, go in circles, or give something else than was printed."""
    for price in checked:
        file = where("prices", price.code)
        if price.code in shelf.indices:
            yield Fault(file, price.code, "code", "är också ett index.", "Ge priset en annan kod.")
        if price.within and _found(price.within, shelf) is None:
            yield Fault(file, price.code, "within", f"{price.within} finns inte.", "Skriv koden för ett pris.")
        unknown = [code for code in _named(price) if code not in shelf.indices and _found(code, shelf) is None]
        if unknown:
            remedy = "Skriv koden för ett pris eller ett index."
            yield Fault(file, price.code, "values", f"uttrycket nämner {', '.join(unknown)}, som inte finns.", remedy)
        elif _leads_in_a_circle(price, shelf):
            yield Fault(file, price.code, "values", "uttrycket leder runt i en cirkel.", "Skriv ett belopp i stället.")
        else:
            yield from _computed_faults(price, shelf, file)


def _named(price: Price) -> list[str]:
    """The codes in all formulas of a price."""
    found: set[str] = set()
    for value in price.values:
        for each in (value.value, value.low, value.high, value.average, value.marginal, value.releasable):
            found |= set(names_in(each)) if isinstance(each, str) and each != SAME else set()
    return sorted(found)


def _found(code: str, shelf: Shelf) -> Price | None:
    try:
        return shelf.find(code)
    except Missing:
        return None


def _leads_in_a_circle(price: Price, shelf: Shelf, path: tuple[str, ...] = ()) -> bool:
    if price.code in path:
        return True
    named = (_found(code, shelf) for code in _named(price) if code not in shelf.indices)
    return any(_leads_in_a_circle(each, shelf, (*path, price.code)) for each in named if each)


def _computed_faults(price: Price, shelf: Shelf, file: str) -> Iterator[Fault]:
    for value in price.values:
        if value.since is None:
            continue
        field = f"values.{value.since}"
        try:
            amount = quote_of(price, value.since.year, shelf).amount
        except (BadFormula, Missing, PriceYearMismatch) as error:
            yield Fault(file, price.code, field, "uttrycket går inte att räkna ut.", str(error))
            continue
        for name, printed in value.printed.items():
            found = {"value": amount.point, "low": amount.low, "high": amount.high}.get(name)
            if found is None or abs(found - printed) > ROUNDING:
                problem = f"uttrycket ger {found}, men tryckt är {printed}."
                yield Fault(file, price.code, f"{field}.printed", problem, "Rätta uttrycket eller det tryckta.")
        if amount.low is not None and amount.high is not None and amount.low > amount.high:
            yield Fault(file, price.code, field, "low blir större än high.", "Byt plats på dem.")


def actor_faults(actors: Mapping[str, Actor], where: Where) -> Iterator[Fault]:
    """Parents and columns that are not there, and a tree that bites its tail."""
    for actor in actors.values():
        file = where("actors", actor.code)
        if actor.parent is not None and actor.parent not in actors:
            yield Fault(file, actor.code, "parent", f"{actor.parent} finns inte.", "Skriv koden för en aktör.")
        elif actor.code in above(actor.code, actors):
            yield Fault(file, actor.code, "parent", "leder tillbaka till sig själv.", "Ändra parent.")
        column = actors.get(actor.column or actor.code)
        if column is None or (actor.column and column.column != column.code):
            yield Fault(
                file, actor.code, "column", f"{actor.column} är ingen kolumn.", "Välj en aktör på nivån column."
            )


def above(code: str, actors: Mapping[str, Actor]) -> tuple[str, ...]:
    """The coarser actors, nearest first; ends when it comes back to one already met."""
    found: list[str] = []
    parent = actors[code].parent
    while parent is not None and parent in actors and parent not in found:
        found.append(parent)
        parent = actors[parent].parent
    return tuple(found)


def refund_faults(
    refunds: Mapping[str, Refund], actors: Mapping[str, Actor], prices: Mapping[str, Price], where: Where
) -> Iterator[Fault]:
    """Refunds between whom and for what: all of it has to be there."""
    for refund in refunds.values():
        file = where("refunds", refund.code)
        for field, code in (("paid_by", refund.paid_by), ("paid_to", refund.paid_to)):
            if code not in actors:
                yield Fault(file, refund.code, field, f"{code} finns inte.", "Skriv koden för en aktör.")
        for code in refund.applies_to:
            if code not in prices:
                yield Fault(file, refund.code, "applies_to", f"{code} finns inte.", "Skriv koden för ett pris.")


def unit_faults(units: Mapping[str, Unit], conversions: Mapping[str, Conversion], where: Where) -> Iterator[Fault]:
    for unit in units.values():
        file = where("units", unit.code)
        if unit.period is not None and unit.period not in conversions:
            yield Fault(file, unit.code, "period", f"{unit.period} finns inte.", "Lägg in den i conversions.yaml.")
        if (unit.period is None) != (unit.yearly is None) or (unit.yearly and unit.yearly not in units):
            yield Fault(file, unit.code, "yearly", f"{unit.yearly} finns inte.", "Skriv enheten per år.")


def grade_faults(grades: Mapping[str, Grade], where: Where) -> Iterator[Fault]:
    """Six grades, each at least as costly as the one before."""
    ordered = sorted(grades.values(), key=lambda grade: grade.order)
    if ordered and [grade.order for grade in ordered] != [1, 2, 3, 4, 5, 6]:
        yield Fault(where("grades", ordered[0].code), "", "grades", "är inte grad 1 till 6.", "Skriv en av varje.")
    for better, worse in pairwise(ordered):
        for field, before, after in (
            ("moved", better.moved, worse.moved),
            ("widened", better.widened, worse.widened),
            ("least_spread", better.least_spread, worse.least_spread),
        ):
            if after < before:
                problem = f"{after} är mindre än för {better.code}."
                remedy = "Ett svagare underlag får inte kosta mindre."
                yield Fault(where("grades", worse.code), worse.code, field, problem, remedy)


def rate_faults(rates: Mapping[str, Rate], where: Where) -> Iterator[Fault]:
    """One discount rate is where a calculation starts."""
    bases = [rate.code for rate in rates.values() if rate.kind == "discount" and rate.base]
    if rates and len(bases) != 1:
        problem = f"{len(bases)} kalkylräntor har base: true."
        yield Fault(where("rates", next(iter(rates))), "", "base", problem, "Välj en som utgångspunkt.")


def index_faults(indices: Mapping[str, Index], where: Where) -> Iterator[Fault]:
    if "none" in indices:
        yield Fault(where("indices", "none"), "none", "code", "betyder att inget räknas upp.", "Byt kod.")
