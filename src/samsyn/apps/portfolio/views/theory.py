"""Theories of change: versions side by side with their drift, and a new version."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio import actions, presenters
from samsyn.apps.portfolio.forms import TheoryForm, step_formset
from samsyn.apps.portfolio.forms.fields import add_errors
from samsyn.apps.portfolio.models import Call, Project, TheoryOfChange
from samsyn.apps.portfolio.models.theory import Drift
from samsyn.apps.portfolio.presenters import theories as words
from samsyn.apps.portfolio.queries import drift, may, versions_of
from samsyn.apps.portfolio.views.pages import data_of


@require_safe
def project_theory(request: HttpRequest, pk: int) -> HttpResponse:
    """All versions beside each other, the call's first, with what drifted."""
    one = get_object_or_404(Project.objects.visible_to(request.user).select_related("call"), pk=pk)
    called = list(versions_of(call=one.call)) if one.call else []
    versions = called[-1:] + list(versions_of(project=one))
    context = {
        "may_edit": may(request.user, one),
        "versions": versions,
        "comparison": words.comparison(versions),
        "drift_table": words.drift_table(versions),
        **presenters.project_page(one, request.user, "about", (_("Förändringsteori"), "")),
    }
    return render(request, "portfolio/theories.html", context)


@require_safe
def theory(request: HttpRequest, pk: int) -> HttpResponse:
    """One version, step by step."""
    visible = TheoryOfChange.objects.visible_to(request.user).select_related("project", "call", "previous")
    one = get_object_or_404(visible.prefetch_related("steps__kind", "steps__previous"), pk=pk)
    context = {"theory": one, "groups": drift(one), "crumbs": words.crumbs(one)}
    return render(request, "portfolio/theory.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def project_theory_new(request: HttpRequest, pk: int) -> HttpResponse:
    """The next version for a project; the first builds on the call's latest."""
    one = get_object_or_404(
        Project.objects.visible_to(request.user, Permission.PROJECT_EDIT).select_related("call"), pk=pk
    )
    previous = versions_of(project=one).last() or (versions_of(call=one.call).last() if one.call else None)
    back = reverse("project-theory", args=[pk])
    page = presenters.project_page(one, request.user, "about", (_("Förändringsteori"), back), (_("Ny version"), ""))
    return _write(request, {"project": one}, previous, back, page)


@require_http_methods(["GET", "HEAD", "POST"])
def call_theory_new(request: HttpRequest, pk: int) -> HttpResponse:
    """The next version for a call."""
    one = get_object_or_404(Call.objects.visible_to(request.user, Permission.CALL_EDIT), pk=pk)
    back = one.get_absolute_url()
    crumbs = [
        {"label": _("Utlysningar"), "href": reverse("call-list")},
        {"label": one.title, "href": back},
        {"label": _("Ny version")},
    ]
    return _write(request, {"call": one}, versions_of(call=one).last(), back, {"crumbs": crumbs})


def _write(request: HttpRequest, about: dict, previous: TheoryOfChange | None, back: str, page: dict) -> HttpResponse:
    occasion = {} if previous is None else {"occasion": "granted" if previous.call_id else "revised"}
    form = TheoryForm(data_of(request), initial=occasion)
    steps = step_formset(data_of(request), initial=_steps_of(previous))
    if request.method == "POST" and form.is_valid() and steps.is_valid():
        rows = [row for row in (step.as_step() for step in steps) if row]
        try:
            actions.write_theory(steps=rows, previous=previous, by=request.user, **about, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect(back)
    context = {"form": form, "steps": steps, "previous": previous, "back": back, **page}
    return render(request, "portfolio/theory_form.html", context)


def _steps_of(previous: TheoryOfChange | None) -> list[dict]:
    if previous is None:
        return []
    return [
        {"previous": step.pk, "kind": step.kind.code, "text": step.text}
        for step in previous.steps.select_related("kind").exclude(drift=Drift.DROPPED)
    ]
