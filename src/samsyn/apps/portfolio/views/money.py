"""Ekonomi: budget lines as plan, revised plan and outcome, and what is planned by sex."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio import actions, presenters
from samsyn.apps.portfolio.forms import BudgetLineForm, VolumeForm
from samsyn.apps.portfolio.models import BudgetLine, PlannedVolume, Project
from samsyn.apps.portfolio.presenters import economy
from samsyn.apps.portfolio.queries import forecast_of, may, plan_and_outcome, planned_volumes
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page

EDIT = Permission.PROJECT_EDIT


@require_safe
def project_economy(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan beside outcome, by kind and year, with sums, difference and forecast."""
    one = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    may_edit = may(request.user, one)
    money, volumes = plan_and_outcome(one), planned_volumes(one)
    context = {
        "may_edit": may_edit,
        "money": economy.money_table(money) if money.rows else None,
        "lines": economy.line_table(money, may_edit) if money.rows else None,
        "hours": economy.hours_table(money),
        "warnings": economy.warnings(money, volumes),
        "forecast": economy.forecast_text(forecast_of(one, money)),
        "volumes": economy.volume_table(volumes, may_edit) if volumes else None,
        **presenters.project_page(one, request.user, "economy"),
    }
    return render(request, "portfolio/economy.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def budget_line_new(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Project.objects.visible_to(request.user, EDIT), pk=pk)
    back = reverse("project-economy", args=[pk])
    form = BudgetLineForm(data_of(request), instance=BudgetLine(project=one))
    return form_page(
        request,
        form,
        lambda values: actions.set_budget(project=one, by=request.user, line=BudgetLine(project=one), **values),
        title=_("Ny budgetrad"),
        back=back,
        done=_("Budgetraden är sparad."),
        **presenters.project_page(one, request.user, "economy", (_("Ekonomi"), back), (_("Ny budgetrad"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def budget_line_edit(request: HttpRequest, pk: int) -> HttpResponse:
    line = _line(request, pk)
    back = reverse("project-economy", args=[line.project_id])
    return form_page(
        request,
        BudgetLineForm(data_of(request), instance=line),
        lambda values: actions.set_budget(project=line.project, line=line, by=request.user, **values),
        title=_("Ändra budgetraden"),
        back=back,
        remove=reverse("budget-line-remove", args=[pk]),
        **presenters.project_page(line.project, request.user, "economy", (_("Ekonomi"), back), (_("Ändra"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def budget_line_remove(request: HttpRequest, pk: int) -> HttpResponse:
    line = _line(request, pk)
    back = reverse("project-economy", args=[line.project_id])
    return question_page(
        request,
        lambda: actions.remove_budget_line(line=line, by=request.user),
        title=_("Ta bort budgetraden?"),
        consequences=economy.consequences_of_removing(line),
        submit=_("Ta bort raden"),
        back=back,
        done=_("Budgetraden är borttagen."),
        **presenters.project_page(line.project, request.user, "economy", (_("Ekonomi"), back), (_("Ta bort"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def volume_new(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Project.objects.visible_to(request.user, EDIT), pk=pk)
    back = reverse("project-economy", args=[pk])
    new = PlannedVolume(project=one)
    return form_page(
        request,
        VolumeForm(data_of(request), instance=new, user=request.user),
        lambda values: actions.plan_volume(project=one, volume=new, by=request.user, **values),
        title=_("Ny planerad volym"),
        back=back,
        **presenters.project_page(one, request.user, "economy", (_("Ekonomi"), back), (_("Ny volym"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def volume_edit(request: HttpRequest, pk: int) -> HttpResponse:
    volume = _volume(request, pk)
    back = reverse("project-economy", args=[volume.project_id])
    return form_page(
        request,
        VolumeForm(data_of(request), instance=volume, user=request.user),
        lambda values: actions.plan_volume(project=volume.project, volume=volume, by=request.user, **values),
        title=_("Ändra planerad volym"),
        back=back,
        remove=reverse("volume-remove", args=[pk]),
        **presenters.project_page(volume.project, request.user, "economy", (_("Ekonomi"), back), (_("Ändra"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def volume_remove(request: HttpRequest, pk: int) -> HttpResponse:
    volume = _volume(request, pk)
    back = reverse("project-economy", args=[volume.project_id])
    return question_page(
        request,
        lambda: actions.remove_volume(volume=volume, by=request.user),
        title=_("Ta bort den planerade volymen?"),
        consequences=[_("%(volume)s försvinner ur planen. Värdet finns kvar i spåret.") % {"volume": volume}],
        submit=_("Ta bort volymen"),
        back=back,
        done=_("Volymen är borttagen."),
        **presenters.project_page(volume.project, request.user, "economy", (_("Ekonomi"), back), (_("Ta bort"), "")),
    )


def _line(request: HttpRequest, pk: int) -> BudgetLine:
    return get_object_or_404(BudgetLine.objects.visible_to(request.user, EDIT).select_related("project"), pk=pk)


def _volume(request: HttpRequest, pk: int) -> PlannedVolume:
    volumes = PlannedVolume.objects.visible_to(request.user, EDIT).select_related("project", "measure")
    return get_object_or_404(volumes, pk=pk)
