"""What a method costs beside what exclusion costs, in tables and sentences that claim no saving."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.economics.naming import reason_of, said, tongue
from samsyn.apps.economics.presenters.prices import unit_named, written_amount
from samsyn.apps.economics.presenters.wording import money, perspective
from samsyn.apps.economics.queries.outlines import outline_of
from samsyn.apps.economics.queries.years_in import YearsIn
from samsyn.apps.evaluation.presenters.comparison import origin_text
from samsyn.apps.evaluation.presenters.values import value_text
from samsyn.apps.knowledge.models import Counted
from samsyn.apps.knowledge.presenters.spreading import counter_words, prices_of
from samsyn.apps.knowledge.queries.exclusion import Weighed
from samsyn.apps.portfolio.presenters.pages import period_of
from samsyn.core.valuation.entries import Quote
from samsyn.core.valuation.scenario import Value
from samsyn.valuing import telling
from samsyn.web.formats import MISSING, isodate, number, plainnumber, sek
from samsyn.web.tables import Cell, Column, Table


def weighed_words(found: Weighed) -> dict[str, Any]:
    """The whole section of a card."""
    return {
        "costs": _costs(found),
        "accounts": [_account(one, found) for one in found.accounts],
        "bank": _bank(found.bank) if found.bank else None,
    }


def _costs(found: Weighed) -> Table:
    columns = [
        Column(_("Var")), Column(_("Kr per deltagare"), numeric=True), Column(_("Framräknat")), Column(_("Ingår")),
        Column(_("Källa")),
    ]  # fmt: skip
    rows = [_ordinary(row, found) for row in found.ordinary]
    for use, figure in found.projects:
        project = use.row.project
        rows.append([
            Cell(str(project), href=project.get_absolute_url() if use.open else "",
                 note=_("som insats, %(period)s") % {"period": period_of(project.starts, project.ends)}),
            Cell(value_text(figure.measure, figure.value, unit=False), note=_("löpande priser")),
            _("insatsens kostnad delad med dess deltagare"),
            _("det som står i insatsens utfall, också sådant som bara behövs i ett projekt"),
            _("%(whom)s. %(origin)s") % {"whom": figure.population, "origin": origin_text(figure)},
        ])  # fmt: skip
    note = "" if found.ordinary else _(
        "Ingen har skrivit in vad metoden kostar i ordinarie drift. En insats kostar oftast annat än det som sedan "
        "drivs."
    )  # fmt: skip
    return Table(
        _("Vad metoden kostar"), columns, rows, note=note, empty=_("Ingen kostnad per deltagare är inskriven ännu.")
    )


def _ordinary(row: Counted, found: Weighed) -> list[Any]:
    text, href = counter_words(row, found.seen)
    return [
        Cell(row.organisation.brief, note=_("i ordinarie drift")),
        Cell(sek(row.amount), note=prices_of(row.price_year)),
        Cell(text, href=href, note=isodate(row.on)),
        row.includes or MISSING,
        row.source,
    ]


def _account(one: YearsIn, found: Weighed) -> dict[str, Any]:
    """One account: what a year outside costs, what the whole costs, break-even, and the items behind."""
    frozen = one.frozen
    by_keeper = found.linked == frozen.pk
    return {
        "title": frozen.account.title,
        "href": frozen.get_absolute_url() if frozen.account_id in found.seen else "",
        "about": _("Fryst %(day)s, %(year)s års priser. %(how)s") % {
            "day": isodate(frozen.frozen_at.date()), "year": plainnumber(one.price_year),
            "how": _("Vald av den som förvaltar kortet.") if by_keeper
            else _("Kalkyl på en insats som prövat metoden."),
        },
        "facts": _facts(one),
        "even": _even(one),
        "posts": _posts(one),
    }  # fmt: skip


def _facts(one: YearsIn) -> list[dict[str, Any]]:
    facts = []
    state = {"state": said(one.leaves).lower() if one.leaves else ""}
    if one.a_year is not None:
        facts.append({"label": _("Ett år %(state)s, för samhället") % state, "text": money(one.a_year)})
    if one.a_year_public is not None:
        facts.append({"label": _("varav offentliga kassor"), "text": money(one.a_year_public)})
    if one.whole is not None:
        label = ngettext(
            "En person under %(n)d år, för samhället", "En person under %(n)d år, för samhället", one.years
        )
        facts.append({"label": label % {"n": one.years}, "text": money(one.whole), "note": _("nuvärde, i genomsnitt")})
    each = outline_of(one.result).cost_per_starter
    if each:
        facts.append({
            "label": _("Kalkylens egen kostnad för insatsen"), "text": money(each), "note": _("per person som börjar"),
        })  # fmt: skip
    return facts


def _even(one: YearsIn) -> list[str]:
    """When the account's own effort carries itself, as the engine says; of a hundred where the effect is people."""
    sentences = [telling.break_even(one.result, side, tongue()) for side in telling.SIDES]
    if one.enough is not None:
        expected = one.result["break_even"]["society"]["expected"]
        sentences.insert(0, _(
            "Av 100 som fullföljer behöver minst %(enough)s nå målet för att insatsen i kalkylen ska bära sig för "
            "samhället. Kalkylen räknar med %(expected)s, och drar av dem som hade klarat sig ändå."
        ) % {"enough": _of_hundred(one.enough), "expected": _of_hundred(expected)})  # fmt: skip
    return [text for text in sentences if text]


def _of_hundred(share: float) -> str:
    """25 · 0,8: with a decimal only where it says something."""
    many = round(share * 100, 1)
    return number(many, 0 if many == int(many) else 1)


def _posts(one: YearsIn) -> Table:
    columns = [
        Column(_("Ett år i läget")), Column(_("Vad")), Column(_("Belopp"), numeric=True), Column(_("Betalar")),
        Column(_("Får")), Column(_("Vilar på")),
    ]  # fmt: skip
    rows = [
        [
            said(post.state_name),
            Cell(said(post.name), note=_("inte alla år") if post.limited else ""),
            money(post.amount),
            perspective(post.payer) if post.payer else MISSING,
            perspective(post.receiver) if post.receiver else MISSING,
            "; ".join(_behind(value) for value in post.values) or MISSING,
        ]
        for post in one.posts
    ]
    return Table(
        _("Vad ett år kostar enligt kalkylen, post för post"), columns, rows,
        note=_(
            "Belopp för en person i %(year)s års priser, osäkra tal vid sitt medelvärde. En post med både betalare och "
            "mottagare är en överföring: den kostar den ena lika mycket som den ger den andra."
        ) % {"year": plainnumber(one.price_year)},
    )  # fmt: skip


def _behind(value: Value) -> str:
    """A number's source with its quality, or that it is assumed and why."""
    if value.source:
        quality = _(", kvalitet %(n)d") % {"n": value.quality} if value.quality else ""
        return f"{said(value.name)}: {value.source}{quality}"
    return _("%(name)s: antagande. %(why)s") % {"name": said(value.name), "why": reason_of(value)}


def _bank(quotes: tuple[Quote, ...] | Any) -> Table:
    columns = [
        Column(_("Post i prisbanken")), Column(_("Belopp"), numeric=True), Column(_("Enhet")), Column(_("Prisår")),
        Column(_("Bärs av")), Column(_("Kvalitet")), Column(_("Källa")),
    ]  # fmt: skip
    rows = [
        [
            Cell(said(one.price.name), href=reverse("price", args=[one.price.code])),
            written_amount(one.amount),
            unit_named(one.unit),
            plainnumber(one.price_year) if one.price_year else MISSING,
            perspective(one.price.bearer),
            plainnumber(one.quality),
            Cell(one.source, note=said(one.price.notes) if one.price.notes else ""),
        ]
        for one in quotes
    ]
    return Table(
        _("Vad ett år utanför kan kosta, ur prisbanken"), columns, rows,
        note=_(
            "Ingen kalkyl är knuten till kortet. Posterna är vårt val: det som betalas ut till den som inte försörjer "
            "sig. De läggs inte ihop, för samma person har sällan fler än en, och de säger inget om vård, handläggning "
            "eller utebliven produktion."
        ),
    )  # fmt: skip
