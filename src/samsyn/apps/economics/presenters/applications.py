"""What applications are worth, beside each other and one by one; what nobody reckoned on is said, never a nought."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.economics.models import Attachment, FrozenAccount
from samsyn.apps.economics.presenters.comparing import (
    break_even_words,
    chance_words,
    expected_words,
    party_name,
    premise_labels,
    premises_words,
)
from samsyn.apps.economics.presenters.wording import between, money
from samsyn.apps.economics.queries import attachable_to, worth_of
from samsyn.apps.economics.queries.applications import Resting, Worth
from samsyn.apps.economics.queries.comparing import FEWEST, MOST, differing
from samsyn.apps.economics.queries.outlines import Outline, Side
from samsyn.apps.portfolio.models import Application
from samsyn.apps.portfolio.models.calls import ApplicationState
from samsyn.apps.portfolio.presenters.calls import application_tag
from samsyn.apps.portfolio.queries.applications import drafts_of
from samsyn.core.valuation.cube import PUBLIC
from samsyn.web.formats import MISSING, isodate
from samsyn.web.tables import Cell, Column, Table

PREMISES = ("price_year", "first_year", "years", "rate")


def worth_panel(request: HttpRequest, application: Application) -> dict[str, Any]:
    """The part of an application's page: what it is worth, and for those who write it the way there."""
    worth, writes = worth_of(application), drafts_of(request.user).filter(pk=application.pk).exists()
    return {
        "worth": worth_words(worth),
        "draft": writes,
        "reckon": f"{reverse('account-new')}?ansokan={application.pk}" if writes else "",
        "choose": writes and (worth.attachment is not None or attachable_to(application, request.user).exists()),
        "application": application,
    }


def attached_table(attached: Sequence[Attachment]) -> Table | None:
    """The applications that an account goes with, what has become of each, and the copy that was sent."""
    rows = [
        [
            Cell(one.application.name, href=one.application.get_absolute_url(), css="words"),
            str(one.application.call),
            _state_cell(one.application),
            _sent_cell(one),
        ]
        for one in attached
    ]
    columns = [Column(_("Ansökan")), Column(_("Utlysning")), Column(_("Läge")), Column(_("Det som skickades"))]
    return Table(_("Ansökningar som kalkylen hör till"), columns, rows) if rows else None


def _state_cell(application: Application) -> Cell:
    tag, decided = application_tag(application), application.decided_on
    return Cell(tag["text"], tag=tag["kind"], css="nowrap", note=isodate(decided) if decided else "")


def _sent_cell(one: Attachment) -> Cell:
    if one.frozen is not None:
        number = _("fryst nr %(n)s") % {"n": one.frozen.number}
        return Cell(number, href=one.frozen.get_absolute_url(), note=isodate(one.frozen.frozen_at.date()))
    if one.application.state == ApplicationState.DRAFT:
        return Cell(_("kalkylen som den är den dag ansökan skickas"))
    return Cell(_("skickades aldrig"))


def sending_words(application: Application) -> list[str]:
    """What is told before an application is sent: what becomes of its account, or that it goes without."""
    attachment = Attachment.objects.filter(application=application).select_related("account").first()
    if attachment is None:
        return [_("Ingen kalkyl följer med. De som väljer ser det.")]
    return [
        _("Kalkylen ”%(title)s” fryses som den är nu. De som läser och bedömer ansökan ser kopian.")
        % {"title": attachment.account.title}
    ]


def worth_words(worth: Worth) -> dict[str, Any]:
    """One application's account for a list of facts; `none` where there is none."""
    if worth.attachment is None:
        return {"none": True}
    outline, faults = worth.outline, worth.faults
    return {
        "faults": faults,
        "facts": [_account_fact(worth), *(_facts(outline, worth.resting) if outline and worth.resting else [])],
    }


def _account_fact(worth: Worth) -> dict[str, Any]:
    attachment, frozen = worth.attachment, worth.frozen
    if frozen is None:
        account = attachment.account
        note = _("Fryses som den är när ansökan skickas.")
        return {"label": _("Kalkyl"), "text": account.title, "href": account.get_absolute_url(), "note": note}
    return {"label": _("Kalkyl"), "text": frozen.account.title, "href": frozen.get_absolute_url(),
            "note": _copy_words(frozen)}  # fmt: skip


def _copy_words(frozen: FrozenAccount) -> str:
    return _("fryst nr %(n)s, %(day)s") % {"n": frozen.number, "day": isodate(frozen.frozen_at.date())}


def _facts(one: Outline, resting: Resting) -> list[dict[str, Any]]:
    public = one.side(PUBLIC)
    pays, loses = _first(one.payers, "cost"), _first(one.losers, "mean")
    expected = _("Kalkylen räknar med %(effect)s.") % {"effect": expected_words(one)} if one.asked else ""
    return [
        {"label": _("Värde för samhället"), "text": money(one.society.mean), "note": _nine_of_ten(one.society)},
        {"label": _("Värde för det offentliga"), "text": money(public.mean) if public else MISSING,
         "note": _nine_of_ten(public) if public else ""},
        {"label": _("Samhället vinner"), "text": chance_words(one.society)},
        {"label": _("Det offentliga vinner"), "text": chance_words(public)},
        {"label": _("Minsta effekt som bär insatsen för samhället"), "text": break_even_words(one), "note": expected},
        {"label": _("Betalar mest"), "text": pays or _("ingen")},
        {"label": _("Förlorar mest"), "text": loses or _("ingen")},
        {"label": _("Länkar i kedjan som vilar på antaganden"), "text": resting_words(resting)},
        {"label": _("Förutsättningar"), "text": _premises(one)},
    ]  # fmt: skip


def resting_words(resting: Resting) -> str:
    return _("%(n)s av %(of)s") % {"n": resting.assumed, "of": resting.links}


def _band(side: Side) -> str:
    return between(side.spread) if side.banded else _("utan spann")


def _nine_of_ten(side: Side) -> str:
    """The band where no heading says what it is."""
    return _("i nio beräkningar av tio %(band)s") % {"band": _band(side)} if side.banded else _band(side)


def _first(parties: Sequence[Any], what: str) -> str:
    """Kommunen 1,2 Mkr: the party first in the list, named, with what it pays or loses; nothing where there is none."""
    return f"{party_name(parties[0])} {money(abs(getattr(parties[0], what)))}" if parties else ""


def _premises(one: Outline) -> str:
    labels = premise_labels()
    return ", ".join(f"{labels[name][0].lower()} {labels[name][1](getattr(one.premises, name))}" for name in PREMISES)


def worths_table(worths: Sequence[Worth], address: Callable[[Application], str]) -> Table:
    """One row an application, in the order they come: never sorted or added up by what they are worth.

    address: function of the application, where its name leads.
    """
    columns = [
        Column(_("Ansökan")),
        Column(_("Kalkyl")),
        Column(_("Värde för samhället"), numeric=True),
        Column(_("Värde för det offentliga"), numeric=True),
        Column(_("Samhället vinner")),
        Column(_("Minsta effekt som bär insatsen")),
        Column(_("Betalar och förlorar mest")),
        Column(_("Antagna länkar"), numeric=True),
    ]
    rows = [[Cell(one.application.name, href=address(one.application), css="words"), *_cells(one)] for one in worths]
    note = _(
        "Nuvärden efter insatsens kostnad, ur den kalkyl som skickades med ansökan; under varje belopp står spannet "
        "som rymmer nio av tio beräkningar. Ingen kalkyl betyder att ingen har räknat, inte att insatsen är värd noll."
    )
    return Table(_("Vad ansökningarna är värda"), columns, rows, note=note)


def _cells(worth: Worth) -> list[Any]:
    one, frozen = worth.outline, worth.frozen
    if one is None or frozen is None or worth.resting is None:
        return [Cell(_("Ingen kalkyl"), tag="neutral", css="nowrap"), *[MISSING] * 6]
    public = one.side(PUBLIC)
    told = _("det offentliga: %(chance)s") % {"chance": chance_words(public)}
    expected = _("räknar med %(effect)s") % {"effect": expected_words(one)} if one.asked else ""
    number = _("fryst nr %(n)s") % {"n": frozen.number}
    loses = _("Förlorar: %(who)s") % {"who": _first(one.losers, "mean") or _("ingen")}
    return [
        Cell(number, href=frozen.get_absolute_url(), css="stacked nowrap", note=isodate(frozen.frozen_at.date())),
        _amount(one.society),
        _amount(public),
        Cell(chance_words(one.society), css="stacked", note=told if public else ""),
        Cell(break_even_words(one), css="stacked", note=expected),
        Cell(_first(one.payers, "cost") or _("ingen"), css="stacked words", note=loses),
        resting_words(worth.resting),
    ]


def _amount(side: Side | None) -> Cell:
    return Cell(money(side.mean), css="stacked", note=_band(side)) if side else Cell(MISSING)


def comparison(worths: Sequence[Worth]) -> str:
    """Where the copies stand beside each other calculation by calculation; nothing where they are too few or many."""
    copies = [one.frozen for one in worths if one.frozen is not None]
    if not FEWEST <= len(copies) <= MOST:
        return ""
    return f"{reverse('account-compare')}?{'&'.join(f'val=f{copy.pk}' for copy in copies)}"


def worths_warning(worths: Sequence[Worth]) -> list[str]:
    """Where the accounts rest on different premises, one line each; then amounts cannot be held together."""
    told = [(one.application.name, one.outline.premises) for one in worths if one.outline is not None]
    return premises_words(told, differing([one.outline for one in worths if one.outline is not None]))
