"""Frozen copies: what an account answered the day it was frozen, and every number it rested on."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from samsyn.apps.economics import presenters, queries
from samsyn.apps.economics.models import Account, FrozenAccount


def visible_frozen(request: HttpRequest, pk: int) -> FrozenAccount:
    """The copy, if the user may see the account it was made of, or read the application it was sent with."""
    rows = FrozenAccount.objects.visible_to(request.user).select_related("account__organisation")
    return get_object_or_404(rows, pk=pk)


@require_safe
def frozen_account(request: HttpRequest, pk: int) -> HttpResponse:
    """What it answered that day."""
    frozen = visible_frozen(request, pk)
    answer = queries.frozen_answer(frozen)
    sees_account = Account.objects.visible_to(request.user).filter(pk=frozen.account_id).exists()
    context = {
        "frozen": frozen,
        "words": presenters.answer_words(answer),
        "sources": presenters.sources_table(answer, lambda code: reverse("frozen-account-value", args=[pk, code])),
        "files": presenters.file_links("frozen-account", pk) if frozen.intact else [],
        "application": queries.sent_with(frozen, request.user),
        "sees_account": sees_account,
        "crumbs": presenters.to_frozen(frozen, linked=sees_account),
    }
    return render(request, "economics/frozen.html", context)


@require_safe
def frozen_value(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """One number of a copy, with what stood behind it."""
    frozen = visible_frozen(request, pk)
    scenario = queries.frozen_scenario(frozen)
    value = scenario.values.get(code)
    if value is None:
        raise Http404
    title = presenters.said(value.name)
    sees_account = Account.objects.visible_to(request.user).filter(pk=frozen.account_id).exists()
    context = {
        "title": title,
        "facts": presenters.value_facts(value, scenario.grades) + presenters.price_facts_of(value, then=True),
        "own": True,
        "crumbs": presenters.to_frozen(frozen, (title, ""), linked=sees_account),
    }
    return render(request, "economics/value.html", context)
