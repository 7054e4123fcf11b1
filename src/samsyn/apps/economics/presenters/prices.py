"""Prices in words: what they are, how good they are, and what they become in another year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.economics.models import OwnPrice, OwnPriceVersion
from samsyn.apps.economics.naming import said
from samsyn.apps.economics.presenters.wording import amount, perspective
from samsyn.apps.economics.queries.own_prices import Offer, Shelved, Taken
from samsyn.apps.economics.queries.prices import Shelf
from samsyn.core.valuation.bank import Uprated
from samsyn.core.valuation.entries import Amount, Price, PriceValue
from samsyn.core.valuation.formula import OWN
from samsyn.parameters.shipped import shipped_bank
from samsyn.web.formats import isodate, number, plainnumber
from samsyn.web.sentences import in_tongue
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


def unit_of(price: Price | OwnPrice) -> str:
    return unit_named(price.unit)


def unit_named(code: str) -> str:
    unit = shipped_bank().units.get(code)
    return said(unit.name) if unit else code


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
        "steps": _steps(answer),
        "notices": _notices(answer),
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


def own_shelves(own: Iterable[Shelved], day: date) -> list[Table]:
    """Own prices, one table for each organisation, so that nobody takes them for the shipped ones."""
    by_owner: dict[Any, list[Shelved]] = {}
    for one in own:
        by_owner.setdefault(one.price.organisation, []).append(one)
    return [_own_table(owner, shelf, day) for owner, shelf in by_owner.items()]


def _own_table(owner: Any, shelf: Iterable[Shelved], day: date) -> Table:
    columns = [Column(_("Pris")), Column(_("Belopp"), numeric=True), Column(_("Enhet")), Column(_("Prisår")),
               Column(_("Bärs av")), Column(_("Vilar på")), Column(_("Ses över"))]  # fmt: skip
    rows = [
        [
            Cell(one.price.name, href=one.price.get_absolute_url()),
            written_version(one.latest),
            unit_of(one.price),
            plainnumber(one.latest.price_year),
            perspective(one.price.bearer),
            resting_on(one.latest),
            _in_use(one, day),
        ]
        for one in shelf
    ]
    return Table(_("Egna priser: %(owner)s") % {"owner": owner}, columns, rows)


def _in_use(one: Shelved, day: date) -> Cell:
    if one.price.retired_on:
        return Cell(_("Ur bruk"), tag="neutral", note=isodate(one.price.retired_on))
    return _reviewed(one.latest.review_by, day)


def retired_words(price: OwnPrice) -> str:
    """Since when and why a price is out of use; empty for one in use."""
    if price.retired_on is None:
        return ""
    return _("Ur bruk sedan %(day)s: %(why)s") % {"day": isodate(price.retired_on), "why": price.retired_why}


def retired_rows(prices: Iterable[tuple[OwnPrice, bool]]) -> list[str]:
    """What an account counts on that is out of use; since when and why for those who may see the price."""
    return [f"{price.name}. {retired_words(price)}" if seen else price.name for price, seen in prices]


def _reviewed(review_by: date, day: date) -> Cell:
    if review_by < day:
        return Cell(_("Borde ha setts över"), tag="warning", note=isodate(review_by))
    return Cell(isodate(review_by), css="nowrap")


def resting_on(version: OwnPriceVersion) -> Cell:
    """The source with its quality; or that it is an assumption, and why."""
    if not version.source:
        return Cell(_("Antagande"), tag="warning", note=version.why)
    note = _("kvalitet %(n)s") % {"n": plainnumber(version.quality)}
    return Cell(version.source, note=f"{note}: {version.why}" if version.why else note)


def written_version(version: OwnPriceVersion) -> str:
    """44 700; with its band, 44 700 (40 000–50 000)."""
    amount = written_amount(Amount(version.amount))
    if version.low is None or version.high is None:
        return amount
    return _("%(amount)s (%(low)s–%(high)s)") % {
        "amount": amount, "low": written_amount(Amount(version.low)), "high": written_amount(Amount(version.high)),
    }  # fmt: skip


def own_facts(price: OwnPrice, latest: OwnPriceVersion) -> list[dict[str, Any]]:
    """What an own price is, and whose."""
    bank = shipped_bank()
    index = bank.indices.get(latest.index)
    kinds = {"resource": _("resurs"), "transfer": _("överföring"), "production": _("produktion")}
    facts = [
        {"label": _("Vems"), "text": str(price.organisation)},
        {"label": _("Kod"), "text": f"{OWN}{price.code}"},
        {"label": _("Enhet"), "text": unit_of(price)},
        {"label": _("Slag"), "text": kinds.get(price.kind, price.kind)},
        {"label": _("Bärs av"), "text": perspective(price.bearer)},
        {"label": _("Räknas upp med"), "text": said(index.name) if index else _("räknas inte upp")},
        {"label": _("Villkor"), "text": said(bank.licences[price.licence].name)},
        {"label": _("Ses över senast"), "text": isodate(latest.review_by)},
    ]
    if price.receiver:
        facts.insert(5, {"label": _("Går till"), "text": perspective(price.receiver)})
    return facts


def versions_table(versions: Iterable[OwnPriceVersion]) -> Table:
    """Every version, the latest first. None of them is ever changed."""
    columns = [Column(_("Version")), Column(_("Belopp"), numeric=True), Column(_("Prisår")), Column(_("Gäller från")),
               Column(_("Vilar på")), Column(_("Ses över")), Column(_("Inlagd"))]  # fmt: skip
    rows = [
        [
            plainnumber(one.number),
            written_version(one),
            plainnumber(one.price_year),
            isodate(one.since),
            resting_on(one),
            isodate(one.review_by),
            Cell(isodate(one.added_at), note=str(one.added_by or "")),
        ]
        for one in versions
    ]
    return Table(_("Versioner"), columns, rows)


def overdue_rows(late: Iterable[tuple[Any, OwnPrice | None]]) -> list[dict[str, Any]]:
    """What should have been looked over: its name, whose it is, and since when."""
    prices = shipped_bank().prices
    rows = []
    for entry, own in late:
        href = own.get_absolute_url() if own else reverse("price", args=[entry.code]) if entry.code in prices else ""
        rows.append(
            {
                "label": own.name if own else said(entry.name),
                "text": _("skulle ha setts över %(day)s") % {"day": isodate(entry.review_by)},
                "note": str(own.organisation) if own else _("följer med Samsyn"),
                "href": href,
            }
        )
    return rows


def offer_choices(found: Iterable[Offer], year: int) -> list[tuple[str, str]]:
    """The prices that can be taken, each with what it is in the account's prices and how it came there."""
    return [(one.code, _offered(one, one.uprated, year)) for one in found if isinstance(one.uprated, Uprated)]


def _offered(one: Offer, uprated: Uprated, year: int) -> str:
    whose = _("eget pris, %(owner)s") % {"owner": one.own.price.organisation} if one.own else _("följer med Samsyn")
    told = _("%(name)s (%(whose)s): %(amount)s kr i %(year)s års priser.") % {
        "name": said(one.name), "whose": whose, "amount": written_amount(_rounded(uprated.amount)),
        "year": plainnumber(year),
    }  # fmt: skip
    return " ".join([told, *(f"{text}." for text in _steps(uprated)), *_notices(uprated)])


def not_offered(found: Iterable[Offer]) -> list[dict[str, Any]]:
    """The prices in the right unit that cannot be carried to the account's prices, and why."""
    return [{"label": said(one.name), "text": in_tongue(one.uprated)} for one in found if isinstance(one.uprated, str)]


def taken_facts(taken: Taken | None) -> list[dict[str, Any]]:
    """Which price a number rests on, whose it is, and each step from there to the account's prices."""
    if taken is None:
        return []
    href = reverse("price", args=[taken.price.code]) if taken.own is None else taken.own.get_absolute_url()
    whose = _("eget pris, %(owner)s, version %(n)s") % {
        "owner": taken.own.organisation, "n": plainnumber(taken.price.version)
    } if taken.own else _("följer med Samsyn")  # fmt: skip
    facts = [
        {
            "label": _("Ur prisbanken"),
            "text": said(taken.price.name),
            "note": whose,
            "href": href if taken.shown else "",
        }
    ]
    if isinstance(taken.uprated, Uprated):
        facts += [{"label": _("Omräknat"), "text": text} for text in _steps(taken.uprated)]
    return facts


def _steps(uprated: Uprated) -> list[str]:
    return [said({"sv": step.sv, "en": step.en}) for step in uprated.steps]


def _notices(uprated: Uprated) -> list[str]:
    return [said({"sv": notice.sv, "en": notice.en}) for notice in uprated.notices]


def _rounded(amount: Amount) -> Amount:
    """To whole kronor above a hundred: a price carried to another year is no surer than that."""
    ends = (amount.point, amount.low, amount.high)
    return Amount(*(None if end is None else round(end, 0 if end >= 100 else 2) for end in ends))
