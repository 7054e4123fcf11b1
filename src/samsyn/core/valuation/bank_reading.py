"""Shaping the other entries of the bank from mappings: indices, rates, actors, refunds, grades, assumptions, words."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from samsyn.core.valuation.bank_fields import QUALITIES, Fields
from samsyn.core.valuation.entries import (
    Actor,
    Assumption,
    Conversion,
    Grade,
    Index,
    IndexValue,
    LeftOut,
    Rate,
    Refund,
    RefundValue,
    Term,
    Unit,
)
from samsyn.core.valuation.formula import BadFormula, computed

UNIT = re.compile(r"1|(kr|1)(/[a-z]+)+|[a-z]+", re.ASCII)


def index_from(raw: Fields) -> Index:
    values = raw.inside(raw.written("values"), "values")
    found = Index(
        raw.code(),
        raw.names("name"),
        raw.text("unit"),
        {_year(values, year): _index_value(values.inside(each, str(year))) for year, each in values.raw.items()},
        raw.names("notes"),
        raw.day("review_by"),
    )
    raw.done()
    return found


def _year(raw: Fields, year: object) -> int:
    if isinstance(year, int) and not isinstance(year, bool) and 1900 <= year <= 2200:
        return year
    raw.fault(str(year), f"{year} är inget år.", "Skriv året med fyra siffror.")
    return 0


def _index_value(raw: Fields) -> IndexValue:
    value, source = raw.number("value"), raw.text("source")
    if raw.given("value") is not None and not value:
        raw.fault("value", "är noll.", "Ett index är större än noll.")
    found = IndexValue(value, source, raw.whole("quality", QUALITIES), raw.candidates())
    raw.done()
    return found


def rate_from(raw: Fields) -> Rate:
    kind = raw.choice("kind", ("discount", "tax_factor"))
    found = Rate(
        code=raw.code(),
        kind=kind,
        name=raw.names("name"),
        value=raw.number("value", least=1, most=3) if kind == "tax_factor" else raw.number("value", most=1),
        active=raw.flag("active"),
        base=raw.flag("base"),
        stands_behind=raw.names("stands_behind"),
        source=raw.text("source"),
        quality=raw.whole("quality", QUALITIES),
        assumption=raw.flag("assumption"),
        review_by=raw.day("review_by"),
        candidates=raw.candidates(),
    )
    raw.done()
    return found


def actor_from(raw: Fields) -> Actor:
    level = raw.choice("level", ("whole", "sector", "column", "part"))
    found = Actor(raw.code(), level, raw.names("name"), raw.written("parent"), raw.written("column"))
    raw.done()
    return found


def refund_from(raw: Fields) -> Refund:
    values = raw.inside(raw.needed("values"), "values")
    found = Refund(
        raw.code(),
        raw.names("name"),
        raw.text("paid_by"),
        raw.text("paid_to"),
        tuple(str(each) for each in raw.each("applies_to", optional=False)),
        raw.day("review_by"),
        tuple(
            _refund_value(values.inside(each, str(since)), values.as_day(str(since), since))
            for since, each in values.raw.items()
        ),
    )
    raw.done()
    return found


def _refund_value(raw: Fields, since: date) -> RefundValue:
    until, assumption = raw.written("until"), raw.flag("assumption")
    found = RefundValue(
        since,
        None if until is None else raw.as_day("until", until),
        raw.number("share", most=1),
        raw.flag("included"),
        raw.text("source"),
        raw.whole("quality", QUALITIES),
        assumption,
        raw.names("why", optional=not assumption),
    )
    if found.until and found.until < since:
        raw.fault("until", f"{found.until} är före {since}.", "Rätta datumen.")
    raw.done()
    return found


def grade_from(raw: Fields) -> Grade:
    _must_be_assumption(raw)
    found = Grade(
        raw.code(),
        raw.whole("order", range(1, 7)),
        raw.names("name"),
        raw.names("means"),
        raw.number("moved", most=1),
        raw.number("widened", least=1),
        raw.number("least_spread", most=1),
        raw.names("why"),
        raw.day("review_by"),
    )
    raw.done()
    return found


def assumption_from(raw: Fields) -> Assumption:
    _must_be_assumption(raw)
    value, low, high = raw.number("value"), raw.number("low"), raw.number("high")
    if not low <= value <= high:
        raw.fault("value", f"{value} ligger inte mellan {low} och {high}.", "Rätta value, low eller high.")
    found = Assumption(
        raw.code(),
        raw.names("name"),
        raw.code("unit", UNIT),
        value,
        low,
        high,
        raw.number("cover", most=1),
        raw.names("why"),
        raw.day("review_by"),
    )
    raw.done()
    return found


def _must_be_assumption(raw: Fields) -> None:
    if not raw.flag("assumption") and "assumption" in raw.raw:
        raw.fault("assumption", "är inte true.", "Det här har ingen källa. Skriv assumption: true.")


def unit_from(raw: Fields) -> Unit:
    found = Unit(raw.code(shape=UNIT), raw.names("name"), raw.written("period"), raw.written("yearly"))
    raw.done()
    return found


def conversion_from(raw: Fields) -> Conversion:
    factor = raw.expression("factor", raw.needed("factor"))
    if isinstance(factor, str):
        try:
            factor = computed(factor, {})
        except BadFormula as error:
            raw.fault("factor", f"uttrycket ”{factor}” går inte att räkna ut.", str(error))
            factor = None
    found = Conversion(raw.code(), raw.names("name"), factor or Decimal(1), raw.names("why"), raw.flag("assumption"))
    raw.done()
    return found


def term_from(raw: Fields) -> Term:
    assumption = raw.flag("assumption", default=False)
    found = Term(
        raw.code(),
        raw.names("name"),
        raw.flag("use", default=True),
        assumption,
        raw.names("why", optional=not assumption),
    )
    raw.done()
    return found


def left_out_from(raw: Fields) -> LeftOut:
    if not raw.each("candidate"):
        raw.fault("candidate", "saknas.", "Skriv vilken rad i kandidatlistan det gäller.")
    found = LeftOut(raw.code(), raw.candidates(), raw.names("name"), raw.names("why"))
    raw.done()
    return found
