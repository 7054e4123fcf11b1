"""Phases of a project: when, and in which judgement."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio import actions, presenters
from samsyn.apps.portfolio.forms import PhaseForm
from samsyn.apps.portfolio.models import PhasePeriod, Project
from samsyn.apps.portfolio.presenters import about
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page

EDIT = Permission.PROJECT_EDIT


@require_http_methods(["GET", "HEAD", "POST"])
def project_phases(request: HttpRequest, pk: int) -> HttpResponse:
    """The phases, and a form to add one."""
    one = get_object_or_404(Project.objects.visible_to(request.user, EDIT), pk=pk)
    return form_page(
        request,
        PhaseForm(data_of(request), instance=PhasePeriod(project=one), user=request.user),
        lambda values: actions.set_phase(project=one, by=request.user, **values),
        title=_("Faser"),
        submit=_("Lägg till fasen"),
        back=reverse("project-phases", args=[pk]),
        done=_("Fasen är sparad."),
        table=about.phase_table(list(one.phases.select_related("phase")), may_edit=True),
        form_title=_("Lägg till en fas"),
        **presenters.project_page(one, request.user, "about", (_("Faser"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def phase_edit(request: HttpRequest, pk: int) -> HttpResponse:
    period = _period(request, pk)
    back = reverse("project-phases", args=[period.project_id])
    return form_page(
        request,
        PhaseForm(data_of(request), instance=period, user=request.user),
        lambda values: actions.set_phase(project=period.project, period=period, by=request.user, **values),
        title=_("Ändra fasen %(name)s") % {"name": period.name},
        back=back,
        remove=reverse("phase-remove", args=[pk]),
        **presenters.project_page(period.project, request.user, "about", (_("Faser"), back), (period.name, "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def phase_remove(request: HttpRequest, pk: int) -> HttpResponse:
    period = _period(request, pk)
    back = reverse("project-phases", args=[period.project_id])
    return question_page(
        request,
        lambda: actions.remove_phase(period=period, by=request.user),
        title=_("Ta bort fasen %(name)s?") % {"name": period.name},
        consequences=[_("Fasens datum och omdömen försvinner från sidan. Att den fanns står kvar i spåret.")],
        submit=_("Ta bort fasen"),
        back=back,
        done=_("Fasen är borttagen."),
        **presenters.project_page(period.project, request.user, "about", (_("Faser"), back), (_("Ta bort"), "")),
    )


def _period(request: HttpRequest, pk: int) -> PhasePeriod:
    return get_object_or_404(PhasePeriod.objects.visible_to(request.user, EDIT).select_related("project"), pk=pk)
