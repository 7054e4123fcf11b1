"""Bokslut: the page, the form it is written in, and how the forecasts have fared."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.economics import queries
from samsyn.apps.economics.actions.settlements import write_settlement
from samsyn.apps.economics.forms.settlements import SettlementForm
from samsyn.apps.economics.models import Account, FrozenAccount, Settlement
from samsyn.apps.economics.presenters.crumbs import crumbs, to_frozen
from samsyn.apps.economics.presenters.settlements import ground_choices, record_words, settlement_words
from samsyn.apps.economics.queries.outcomes import Outcome, Picked, outcome_of, release_of
from samsyn.apps.economics.queries.settlements import (
    Asked,
    asked_of,
    may_be_settled,
    record_among,
    settled,
    settlements_of,
)
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.views.pages import data_of, form_page

MOST_DIGITS = 6


def _frozen(request: HttpRequest, pk: int, permission: Permission) -> FrozenAccount:
    accounts = Account.objects.visible_to(request.user, permission)
    rows = FrozenAccount.objects.select_related("account__organisation", "account__project")
    return get_object_or_404(rows, pk=pk, account__in=accounts)


def _row(frozen: FrozenAccount) -> Settlement | None:
    row = Settlement.objects.select_related("release__organisation").filter(frozen=frozen).first()
    if row is not None:
        row.frozen = frozen
    return row


@require_safe
def settlement_list(request: HttpRequest) -> HttpResponse:
    """Every bokslut one may see, and whether the forecasts have been to be trusted."""
    fared = settlements_of(request.user)
    context = {
        "words": record_words(fared, record_among(fared)) if fared else None,
        "crumbs": crumbs((_("Bokslut"), "")),
    }
    return render(request, "economics/settlement_list.html", context)


@require_safe
def settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of a frozen account; before anybody has written it, the way to write it."""
    frozen = _frozen(request, pk, Permission.PROJECT_VIEW)
    row = _row(frozen)
    context = {
        "frozen": frozen,
        "words": settlement_words(row, settled(row)) if row else None,
        "newest": _newer(frozen, row),
        "shut": may_be_settled(frozen) if row is None else "",
        "may_edit": queries.may_edit(request.user, frozen.account),
        "crumbs": to_frozen(frozen, (_("Bokslut"), "")),
    }
    return render(request, "economics/settlement.html", context)


def _newer(frozen: FrozenAccount, row: Settlement | None):
    """A delivery that came after the one the bokslut was written from."""
    if row is None or row.release is None:
        return None
    newest = release_of(frozen.account.project, None)
    return newest if newest and newest.number > row.release.number else None


@require_http_methods(["GET", "HEAD", "POST"])
def settlement_write(request: HttpRequest, pk: int) -> HttpResponse:
    """What is known already stands in the form to be confirmed; which delivered states are the goal is chosen above."""
    frozen = _frozen(request, pk, Permission.ACCOUNT_EDIT)
    back = reverse("settlement", args=[frozen.pk])
    if may_be_settled(frozen):
        return redirect(back)
    row, asked = _row(frozen), asked_of(frozen)
    outcome = _outcome(request, frozen, row, asked)
    fresh = bool(request.GET)
    form = SettlementForm(data_of(request), request.FILES or None, asked=asked, outcome=outcome, row=row, fresh=fresh)
    return form_page(
        request,
        form,
        lambda _values: write_settlement(frozen=frozen, by=request.user, **form.facts),
        title=_("Skriv bokslutet"),
        intro=_("Vad det blev av ”%(title)s”, fryst nr %(n)s.") % {"title": frozen.account.title, "n": frozen.number},
        submit=_("Räkna bokslutet"),
        back=back,
        done=_("Bokslutet är räknat."),
        crumbs=to_frozen(frozen, (_("Bokslut"), back), (_("Skriv"), "")),
        template="economics/settlement_write.html",
        outcome=outcome,
        grounds=ground_choices(outcome),
    )


def _outcome(request: HttpRequest, frozen: FrozenAccount, row: Settlement | None, asked: Asked) -> Outcome:
    """What is known of the account's project: of the delivery asked for, or the one it was written from."""
    project = frozen.account.project
    if project is None:
        return Outcome({})
    written = row.release.number if row and row.release and not request.GET else 0
    number = _number(request.POST.get("delivery")) or _number(request.GET.get("leverans")) or written or None
    return outcome_of(project, asked.scenario, number, _picked(request, row))


def _number(text: str | None) -> int:
    fits = text and text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    return int(text) if text and fits else 0


def _picked(request: HttpRequest, row: Settlement | None) -> Picked | None:
    """What is asked for in the address; otherwise what the row was written from."""
    if table := request.GET.get("underlag", ""):
        return Picked(table, tuple(request.GET.getlist("mal")), tuple(request.GET.getlist("fran")))
    if row and row.picked:
        return Picked(row.picked["table"], tuple(row.picked["states"]), tuple(row.picked["froms"]))
    return None
