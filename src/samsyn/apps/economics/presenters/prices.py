"""Prices in words: what they are, how good they are, and what they become in another year."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.economics.naming import said
from samsyn.apps.economics.presenters.wording import amount, perspective
from samsyn.apps.economics.queries.prices import Shelf
from samsyn.core.valuation.bank import Uprated
from samsyn.core.valuation.entries import Amount, Price, PriceValue
from samsyn.parameters.shipped import shipped_bank
from samsyn.web.formats import isodate, number, plainnumber
from samsyn.web.tables import Cell, Column, Table


def shelf_table(shelf: Shelf) -> Table:
    """One row a price with its latest value."""
    columns = [Column(_("Pris")), Column(_("Belopp"), numeric=True), Column(_("Enhet")), Column(_("Prisår")),
               Column(_("Bärs av")), Column(_("Kvalitet"))]  # fmt: skip
    rows = []
    for price in shelf.prices:
        latest = price.values[-1]
        rows.append(
            [
                Cell(said(price.name), href=reverse("price", args=[price.code])),
                written(latest),
                unit_of(price),
                plainnumber(latest.price_year) if isinstance(latest.price_year, int) else "–",
                perspective(price.bearer),
                plainnumber(latest.quality),
            ]
        )
    return Table(said(shelf.group.name), columns, rows)


def unit_of(price: Price) -> str:
    unit = shipped_bank().units.get(price.unit)
    return said(unit.name) if unit else price.unit


def written(value: PriceValue) -> str:
    """The value as it stands: an amount, a range, or the formula it is computed by."""
    if isinstance(value.value, str):
        return value.value
    return written_amount(Amount(value.value, *_ends(value)))


def _ends(value: PriceValue) -> tuple[Any, Any]:
    return tuple(None if isinstance(end, str) else end for end in (value.low, value.high))  # type: ignore[return-value]


def written_amount(amount: Amount) -> str:
    """44 700, or 1 100–8 400 where only a range is known."""
    if amount.point is not None:
        return number(amount.point, 0 if amount.point == int(amount.point) else 2)
    if amount.low is None or amount.high is None:
        return "–"
    return f"{number(amount.low)}–{number(amount.high)}"


def price_facts(price: Price) -> list[dict[str, Any]]:
    bank = shipped_bank()
    index = bank.indices.get(price.index)
    facts = [
        {"label": _("Enhet"), "text": unit_of(price)},
        {"label": _("Bärs av"), "text": perspective(price.bearer)},
        {"label": _("Räknas upp med"), "text": said(index.name) if index else _("räknas inte upp")},
        {"label": _("Villkor"), "text": said(bank.licences[price.licence].name)},
        {"label": _("Ses över senast"), "text": isodate(price.review_by)},
    ]
    if price.notes:
        facts.append({"label": _("Anmärkning"), "text": said(price.notes)})
    return facts


def values_table(price: Price) -> Table:
    """Every dated value with its source."""
    columns = [Column(_("Från")), Column(_("Belopp"), numeric=True), Column(_("Prisår")), Column(_("Källa")),
               Column(_("Kvalitet"))]  # fmt: skip
    rows = [
        [
            isodate(value.since) if value.since else "–",
            written(value),
            plainnumber(value.price_year) if isinstance(value.price_year, int) else "–",
            Cell(value.source, note=said(value.why) if value.why else ""),
            plainnumber(value.quality),
        ]
        for value in price.values
    ]
    return Table(_("Värden"), columns, rows)


def uprated_words(answer: Uprated | str, year: int) -> dict[str, Any]:
    """The price in another year with each step, or why it cannot be said."""
    if isinstance(answer, str):
        return {"fault": answer}
    return {
        "amount": _("%(amount)s kr i %(year)s års priser") % {
            "amount": written_amount(answer.amount), "year": plainnumber(year)
        },
        "steps": [said({"sv": step.sv, "en": step.en}) for step in answer.steps],
        "notices": [said({"sv": notice.sv, "en": notice.en}) for notice in answer.notices],
    }  # fmt: skip


def assumption_rows() -> list[dict[str, Any]]:
    """What the bank assumes where a calculation says nothing of its own."""
    return [
        {
            "label": said(one.name),
            "text": _("%(value)s (%(low)s till %(high)s)") % {
                "value": amount(float(one.value), one.unit),
                "low": amount(float(one.low), one.unit),
                "high": amount(float(one.high), one.unit),
            },
            "note": said(one.why),
        }
        for one in shipped_bank().assumptions.values()
    ]  # fmt: skip
