"""Accounts side by side. The choice is in the address, so a comparison can be kept and sent on."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samsyn.apps.economics.presenters import comparing as words
from samsyn.apps.economics.presenters.crumbs import crumbs
from samsyn.apps.economics.queries.comparing import FEWEST, MOST, Choice, Compared, chosen, offered


@require_safe
def account_compare(request: HttpRequest) -> HttpResponse:
    """Two to four accounts or frozen copies; with fewer or more chosen, what to choose among."""
    keys = request.GET.getlist("val")
    choices = chosen(request.user, keys)
    if choices is None:
        raise Http404
    enough = FEWEST <= len(choices) <= MOST
    context: dict[str, Any] = {
        "choices": words.choice_rows(_with(choices, offered(request.user)), keys),
        "words": words.compared_words([Compared(one) for one in choices]) if enough else None,
        "fault": "" if enough or not choices else _too_few_or_many(len(choices)),
        "crumbs": crumbs((_("Jämför"), "")),
    }
    return render(request, "economics/comparing.html", context)


def _with(choices: list[Choice], listed: list[Choice]) -> list[Choice]:
    """What is offered, and before it what was chosen that is not: a copy that came with somebody's application."""
    known = {one.key for one in listed}
    return [*(one for one in choices if one.key not in known), *listed]


def _too_few_or_many(count: int) -> str:
    if count < FEWEST:
        return _("Du har valt en kalkyl. Välj minst en till att jämföra med.")
    return _("Du har valt %(n)s kalkyler. Välj högst %(most)s, så att de går att läsa bredvid varandra.") % {
        "n": count,
        "most": MOST,
    }
