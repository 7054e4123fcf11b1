"""Shaping a price from a mapping: the shipped ones and those that users enter. Faults are gathered, not raised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samsyn.core.valuation.bank_fields import QUALITIES, Fields
from samsyn.core.valuation.entries import FORMULA, SAME, Expression, Price, PriceValue
from samsyn.core.valuation.formula import BadFormula, names_in

# What a price and each of its values has to carry; the tests take away one at a time.
PRICE_NEEDS = ("code", "name", "group", "unit", "index", "bearer", "kind", "ledger", "licence", "review_by", "values")
VALUE_NEEDS = ("value", "price_year", "average", "marginal", "releasable", "source", "quality")
LEDGERS: Mapping[str, tuple[str, ...]] = {
    "resource": ("fiscal", "economic"),
    "transfer": ("fiscal", "economic"),
    "production": ("economic",),
    "wellbeing": ("wellbeing",),
    "mixed": ("none",),
}
RANGES = ("age", "kind", "provider", "method")
UNDATED = "undated"


@dataclass(frozen=True)
class Known:
    """The codes that a price may refer to. public: actors within the public sector. free: licences that may ship."""

    groups: frozenset[str]
    units: frozenset[str]
    indices: frozenset[str]
    actors: frozenset[str]
    public: frozenset[str]
    licences: frozenset[str]
    free: frozenset[str]


def price_from(raw: Fields, known: Known, *, own: bool = False) -> Price:
    """One price. An own price also has a version, may be under any licence, and may be an assumption without source."""
    price = Price(
        code=raw.code(),
        name=raw.names("name"),
        group=raw.choice("group", known.groups),
        unit=raw.choice("unit", known.units),
        index=raw.choice("index", {*known.indices, "none"}),
        bearer=raw.choice("bearer", known.actors),
        receiver=raw.choice("receiver", known.actors, optional=True),
        kind=raw.choice("kind", tuple(LEDGERS)),
        ledger=raw.choice("ledger", ("fiscal", "economic", "wellbeing", "none")),
        licence=raw.choice("licence", known.licences),
        review_by=raw.day("review_by"),
        values=_values(raw, own),
        notes=raw.names("notes", optional=True),
        bound=raw.choice("bound", ("lowest", "highest"), optional=True) or "",
        within=raw.given("within") or "",
        version=int(raw.number("version", least=1)) if own else 1,
        own=own,
    )
    raw.done()
    _check_ledger(raw, price, known)
    if not own and price.licence in known.licences - known.free:
        remedy = "Ta bort priset, eller låt den som har rätt till uppgiften lägga in den som egen."
        raw.fault("licence", f"{price.licence} får inte följa med Samsyn.", remedy)
    return price


def ledger_of(kind: str, public: bool) -> str:
    """The ledger that an amount of the kind belongs in; public: whether its bearer is within the public sector."""
    return LEDGERS[kind][0 if public else -1]


def _check_ledger(raw: Fields, price: Price, known: Known) -> None:
    """No amount in two ledgers: the kind and the bearer settle which one it belongs in."""
    allowed = LEDGERS.get(price.kind, ())
    if allowed and price.ledger and price.ledger not in allowed:
        raw.fault("ledger", f"{price.kind} hör inte till {price.ledger}.", f"Skriv {' eller '.join(allowed)}.")
    elif price.kind in ("resource", "transfer") and price.bearer in known.actors:
        right = ledger_of(price.kind, price.bearer in known.public)
        if price.ledger and price.ledger != right:
            raw.fault("ledger", f"{price.ledger} stämmer inte med bäraren {price.bearer}.", f"Skriv {right}.")
    if price.kind == "transfer" and price.receiver in (None, price.bearer):
        raw.fault("receiver", "saknas.", "En transferering har en mottagare som inte är den som betalar.")
    if price.kind == "mixed" and price.group != "model_values":
        raw.fault(
            "kind", "mixed får bara stå i model_values.", "Dela upp priset i resurs, transferering och produktion."
        )


def _values(raw: Fields, own: bool) -> tuple[PriceValue, ...]:
    dated = raw.needed("values")
    if dated is None:
        return ()
    inner = raw.inside(dated, "values")
    if isinstance(dated, Mapping) and not dated:
        raw.fault("values", "är tomt.")
    found = [_value(inner.inside(each, str(since)), _since(inner, since), own) for since, each in inner.raw.items()]
    if len(found) > 1 and any(each.since is None for each in found):
        raw.fault("values", "blandar undated med datum.", "Ge varje värde ett datum, eller behåll bara det odaterade.")
    return tuple(sorted(found, key=lambda each: each.since or date.min))


def _since(inner: Fields, since: object) -> date | None:
    return None if since == UNDATED else inner.as_day(str(since), since)


def _value(raw: Fields, since: date | None, own: bool) -> PriceValue:
    value, low, high = (raw.expression(each, raw.given(each)) for each in ("value", "low", "high"))
    if value is None and low is None and high is None:
        raw.fault("value", "saknas.", "Skriv value, eller low och high med range_of.")
    elif (low is None) != (high is None):
        raw.fault("low" if low is None else "high", "saknas.", "Ett spann har både low och high.")
    elif isinstance(low, Decimal) and isinstance(high, Decimal) and low > high:
        raw.fault("low", f"{low} är mer än high, {high}.", "Byt plats på dem.")
    found = PriceValue(
        since=since,
        value=value,
        low=low,
        high=high,
        average=_known_as(raw, "average"),
        marginal=_known_as(raw, "marginal"),
        releasable=_known_as(raw, "releasable"),
        price_year=_price_year(raw, since, (value, low, high)),
        source=_source(raw, own),
        quality=raw.whole("quality", QUALITIES),
        range_of=(raw.choice("range_of", RANGES, optional=low is None) or "") if low is not None else "",
        approximate=_chosen(raw, "approximate", ("value", "year")),
        derived=raw.flag("derived", default=False),
        candidates=raw.candidates(),
        why=raw.names("why", optional=raw.given("quality") != 3),
        parts=_numbers(raw, "parts"),
        printed=_numbers(raw, "printed"),
    )
    if found.parts and isinstance(value, Decimal) and sum(found.parts.values()) != value:
        raw.fault("parts", f"blir {sum(found.parts.values())} och inte {value}.", "Rätta delarna eller summan.")
    raw.done()
    return found


def _source(raw: Fields, own: bool) -> str:
    """Where the value comes from. Only a user's own may lack it, when it is of quality 3 and says why it is assumed."""
    assumed = own and raw.given("quality") == 3 and raw.given("why") is not None
    return "" if assumed and raw.given("source") is None else raw.text("source")


def _known_as(raw: Fields, field: str) -> Expression | None:
    value = raw.written(field)
    return SAME if value == SAME else raw.expression(field, value)


def _price_year(raw: Fields, since: date | None, amounts: tuple[Expression | None, ...]) -> int | str | None:
    """A year, FORMULA, or None for a year that the source does not give."""
    value = raw.needed("price_year")
    named = any(_names(each) for each in amounts)
    if value is None or (value == "unknown" and since is None):
        return None
    if value == FORMULA and named:
        return FORMULA
    if isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2200 and since and not named:
        return value
    if named:
        raw.fault("price_year", f"{value} stämmer inte med uttrycket.", "Skriv formula: året följer av det som nämns.")
    elif since is None:
        raw.fault("price_year", f"{value} stämmer inte med undated.", "Skriv unknown, eller ge värdet ett datum.")
    else:
        raw.fault("price_year", f"{value} är inget år.")
    return None


def _names(expression: Expression | None) -> tuple[str, ...]:
    """The codes in it; none in an amount, nor in a formula that was just found unreadable."""
    try:
        return names_in(expression) if isinstance(expression, str) else ()
    except BadFormula:
        return ()


def _chosen(raw: Fields, field: str, among: tuple[str, ...]) -> tuple[str, ...]:
    for each in raw.each(field):
        if each not in among:
            raw.fault(field, f"{each} finns inte.", f"Välj {' eller '.join(among)}.")
    return tuple(str(each) for each in raw.each(field))


def _numbers(raw: Fields, field: str) -> Mapping[str, Decimal]:
    given = raw.given(field)
    inner = raw.inside({} if given is None else given, field)
    return {str(name): inner.as_number(str(name), value) for name, value in inner.raw.items()}
