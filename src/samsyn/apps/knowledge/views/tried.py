"""Har det prövats förut? Asked freely, of an application, or of a project."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samsyn.apps.knowledge import presenters
from samsyn.apps.knowledge.forms import TriedForm
from samsyn.apps.knowledge.queries.tried import Plan, plan_of_application, plan_of_project, tried
from samsyn.apps.knowledge.views.observations import crumbs, number_in
from samsyn.apps.portfolio.models import Application, Project


@require_safe
def tried_before(request: HttpRequest) -> HttpResponse:
    """Earlier projects, methods, patterns, advice and examples like a plan, and what became of them.

    With ansokan or insats in the address it is about that; as a part of another page, only what was found.
    """
    plan, about = _plan_in(request)
    form = TriedForm(request.GET or None, user=request.user) if about is None else None
    if form is not None and form.is_valid():
        place = form.cleaned_data["municipality"]
        plan = Plan(
            text=form.cleaned_data["text"], themes=tuple(form.cleaned_data["themes"]),
            target_groups=tuple(form.cleaned_data["target_groups"]), municipalities=(place,) if place else (),
        )  # fmt: skip
    found = tried(request.user, plan) if plan.asks else None
    context = {
        "form": form,
        "about": about,
        "asked": plan.asks,
        "unindexed": plan.asks and found is None,
        "sections": presenters.tried_sections(found) if found else [],
        "crumbs": crumbs((_("Har det prövats förut?"), "")),
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, "knowledge/_tried.html" if part else "knowledge/tried.html", context)


def _plan_in(request: HttpRequest) -> tuple[Plan, Application | Project | None]:
    """The plan of the application or project in the address; 404 where the reader may not see it."""
    if (key := number_in(request.GET.get("ansokan"))) is not None:
        application = get_object_or_404(Application.objects.visible_to(request.user), pk=key)
        return plan_of_application(application), application
    if (key := number_in(request.GET.get("insats"))) is not None:
        project = get_object_or_404(Project.objects.visible_to(request.user), pk=key)
        return plan_of_project(project), project
    return Plan(), None
