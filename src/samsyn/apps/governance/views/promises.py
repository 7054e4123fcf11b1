"""Decisions and tasks on their own pages, and what came of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.governance import actions
from samsyn.apps.governance.actions.effects import effects
from samsyn.apps.governance.forms import CloseForm
from samsyn.apps.governance.models import Decision, Task
from samsyn.apps.governance.presenters import meetings as shown
from samsyn.apps.governance.queries.bases import compared
from samsyn.apps.governance.views.meetings import meeting_crumbs
from samsyn.apps.portfolio.views.pages import data_of, form_page

ALONG = ("item__meeting__board__organisation", "owner__organisation", "owner__user")
METHODS = ["GET", "HEAD", "POST"]


@require_safe
def decision(request: HttpRequest, pk: int) -> HttpResponse:
    """A decision, what it changed, and what it rests on: then and now."""
    one = get_object_or_404(Decision.objects.visible_to(request.user).select_related(*ALONG), pk=pk)
    labels = {effect.key: effect.label for effect in effects()}
    context = {
        "decision": one,
        "facts": shown.promise_facts(one),
        "effect": labels.get(one.effect, one.effect),
        "basis": shown.basis_tables([(basis, compared(basis, request.user)) for basis in one.basis.all()]),
        "tasks": one.item.tasks.select_related("owner__organisation", "owner__user"),
        "may_close": Decision.objects.closable_by(request.user).filter(pk=pk).exists(),
        "crumbs": meeting_crumbs(one.item.meeting, (_("Beslut"), "")),
    }
    return render(request, "governance/decision.html", context)


@require_safe
def task(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Task.objects.visible_to(request.user).select_related(*ALONG), pk=pk)
    context = {
        "task": one,
        "facts": shown.promise_facts(one),
        "may_close": Task.objects.closable_by(request.user).filter(pk=pk).exists(),
        "crumbs": meeting_crumbs(one.item.meeting, (_("Uppdrag"), "")),
    }
    return render(request, "governance/task.html", context)


@require_http_methods(METHODS)
def decision_close(request: HttpRequest, pk: int) -> HttpResponse:
    return _close(request, get_object_or_404(Decision.objects.closable_by(request.user).select_related(*ALONG), pk=pk))


@require_http_methods(METHODS)
def task_close(request: HttpRequest, pk: int) -> HttpResponse:
    return _close(request, get_object_or_404(Task.objects.closable_by(request.user).select_related(*ALONG), pk=pk))


def _close(request: HttpRequest, one: Decision | Task) -> HttpResponse:
    return form_page(
        request,
        CloseForm(data_of(request)),
        lambda values: actions.close_promise(promise=one, by=request.user, **values),
        title=_("Vad blev det?"),
        intro=one.text,
        back=one.get_absolute_url(),
        crumbs=meeting_crumbs(one.item.meeting, (_("Vad blev det?"), "")),
    )
