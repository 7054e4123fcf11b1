"""Bokslut: the page, and the form it is written in."""

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
from samsyn.apps.economics.presenters.settlements import settlement_words
from samsyn.apps.economics.queries.settlements import costs_of, may_be_settled, settled
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.views.pages import data_of, form_page


def _frozen(request: HttpRequest, pk: int, permission: Permission) -> FrozenAccount:
    accounts = Account.objects.visible_to(request.user, permission)
    rows = FrozenAccount.objects.select_related("account__organisation", "account__project")
    return get_object_or_404(rows, pk=pk, account__in=accounts)


def _crumbs(frozen: FrozenAccount, *trail: tuple) -> list[dict]:
    steps = [
        (_("Kalkyler"), reverse("account-list")),
        (frozen.account.title, frozen.account.get_absolute_url()),
        (_("Fryst nr %(n)s") % {"n": frozen.number}, frozen.get_absolute_url()),
        *trail,
    ]
    return [{"label": label, "href": href} if href else {"label": label} for label, href in steps]


@require_safe
def settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of a frozen account; before anybody has written it, the way to write it."""
    frozen = _frozen(request, pk, Permission.PROJECT_VIEW)
    row = Settlement.objects.filter(frozen=frozen).first()
    if row is not None:
        row.frozen = frozen
    context = {
        "frozen": frozen,
        "words": settlement_words(row, settled(row)) if row else None,
        "shut": may_be_settled(frozen) if row is None else "",
        "may_edit": queries.may_edit(request.user, frozen.account),
        "crumbs": _crumbs(frozen, (_("Bokslut"), "")),
    }
    return render(request, "economics/settlement.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def settlement_write(request: HttpRequest, pk: int) -> HttpResponse:
    frozen = _frozen(request, pk, Permission.ACCOUNT_EDIT)
    back = reverse("settlement", args=[frozen.pk])
    if may_be_settled(frozen):
        return redirect(back)
    row = Settlement.objects.filter(frozen=frozen).first()
    form = SettlementForm(data_of(request), costs=costs_of(frozen), row=row)
    return form_page(
        request,
        form,
        lambda _values: write_settlement(frozen=frozen, by=request.user, **form.facts),
        title=_("Skriv bokslutet"),
        intro=_("Vad det blev av ”%(title)s”, fryst nr %(n)s.") % {"title": frozen.account.title, "n": frozen.number},
        submit=_("Räkna bokslutet"),
        back=back,
        done=_("Bokslutet är räknat."),
        crumbs=_crumbs(frozen, (_("Bokslut"), back), (_("Skriv"), "")),
    )
