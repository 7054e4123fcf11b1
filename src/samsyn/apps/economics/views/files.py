"""Accounts to take away. The trail remembers who took which, except of what ships with Samsyn."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samsyn.apps.economics import actions, presenters, queries
from samsyn.apps.economics.models import Account, FrozenAccount
from samsyn.apps.economics.views.accounts import visible_account
from samsyn.apps.economics.views.cases import answered_case
from samsyn.apps.economics.views.frozen import visible_frozen
from samsyn.valuing.yaml import Unread


@require_safe
def account_copy(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The account as it is this minute."""
    account = visible_account(request, pk)
    answered = queries.answer_of(account.contents, organisation=account.organisation)
    if answered.result is None or answered.scenario is None:
        return _refused(request, list(answered.faults), account.get_absolute_url())
    scenario, answer = answered.scenario, answered.result
    contents = queries.contents_to_take(account.contents, scenario)
    name = f"{account.title} {answer['hash'][:6]}"
    return _file(request, kind, lambda: presenters.file_of(kind, scenario, contents, answer, account), name, account)


@require_safe
def frozen_copy(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """What was frozen, with the same checksum every time; nothing where the copy has been changed since."""
    frozen = visible_frozen(request, pk)
    if not frozen.intact:
        changed = _("Kopian stämmer inte med sin kontrollsumma, så den lämnas inte ut som fil.")
        return _refused(request, [changed], frozen.get_absolute_url())
    scenario, answer = queries.frozen_scenario(frozen), queries.frozen_answer(frozen)
    name = f"{frozen.account.title} nr {frozen.number}"
    made = partial(presenters.file_of, kind, scenario, frozen.contents, answer, frozen.account)
    return _file(request, kind, made, name, frozen)


@require_safe
def case_copy(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """A case that ships with Samsyn."""
    case, scenario, answer = answered_case(code)
    return _file(request, kind, lambda: presenters.file_of(kind, scenario, case.raw, answer), case.code, None)


def _file(
    request: HttpRequest, kind: str, made: Callable[[], bytes], name: str, what: Account | FrozenAccount | None
) -> HttpResponse:
    try:
        data = made()
    except Unread as error:
        if what is None:
            raise Http404 from error
        return _refused(request, [str(error)], what.get_absolute_url())
    if request.method == "GET" and what is not None:
        actions.take_out(what=what, kind=kind, by=request.user)
    response = HttpResponse(data, content_type=presenters.TYPES[kind])
    response["Content-Disposition"] = content_disposition_header(True, f"{slugify(name) or 'kalkyl'}.{kind}")
    return response


def _refused(request: HttpRequest, faults: list[str], back: str) -> HttpResponse:
    for text in faults:
        messages.error(request, text)
    return redirect(back)
