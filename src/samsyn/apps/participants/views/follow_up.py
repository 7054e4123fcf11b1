"""The follow-up of a project's people, and how it is planned."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.catalogue.models import Ladder
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.actions.follow_up import plan_follow_up
from samsyn.apps.participants.forms.follow_up import SPLIT_NAMES, FollowUpChoice, PlanForm
from samsyn.apps.participants.models.reach import projects_led_by
from samsyn.apps.participants.presenters import follow_up as endings
from samsyn.apps.participants.presenters import matrix as steps
from samsyn.apps.participants.queries.follow_up import led_or_404, plans_of
from samsyn.apps.participants.queries.follow_up_splits import against_the_plan, hours_of_persons
from samsyn.apps.participants.queries.matrix import Chosen, FollowUp, follow_up
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.presenters import project_page
from samsyn.apps.portfolio.views.pages import data_of, form_page

EDIT = Permission.PERSON_EDIT


@require_safe
def project_people_follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Steps, states, answers, endings and hours of the people in a project: exact figures, and every reading noted."""
    project, may_edit = led_or_404(request.user, pk)
    today = timezone.localdate()
    chosen = Chosen(
        scale=request.GET.get("scale", ""),
        before=request.GET.get("before", "") or Chosen.before,
        after=request.GET.get("after", ""),
        unit=request.GET.get("unit", "") or Chosen.unit,
    )
    found = follow_up(request.user, project, chosen, today)
    split = request.GET.get("split", "")
    split = split if split in SPLIT_NAMES else ""
    context = {
        "found": found,
        "about": list(dict.fromkeys(plan.about for plan in found.plans if plan.about)),
        "choice": FollowUpChoice(_shown(found, split), found=found),
        "may_edit": may_edit,
        **_endings(project, found, today),
        **_steps(found, split),
        **_page(project, request.user),
    }
    return render(request, "participants/follow_up.html", context)


def _shown(found: FollowUp, split: str) -> dict[str, str]:
    """What the page shows, as the choices of its form: also where the address named nothing, or nothing that exists."""
    return {
        "scale": found.scale.key if found.scale else "",
        "before": found.before.value,
        "after": found.after.value,
        "unit": found.unit,
        "split": split,
    }


def _steps(found: FollowUp, split: str) -> dict[str, Any]:
    matrix = found.matrix
    if matrix is None:
        return {}
    return {
        "movement": steps.movement_values(matrix),
        "movement_note": steps.movement_note(matrix),
        "goal": steps.goal_value(matrix),
        "matrix": steps.matrix_table(matrix),
        "chart": steps.states_chart(found),
        "paired": steps.paired_table(matrix) if matrix.n else None,
        "states": steps.states_table(found),
        "responses": endings.response_table(found),
        "split_table": steps.split_table(found, split, str(SPLIT_NAMES[split])) if split else None,
    }


def _endings(project: Project, found: FollowUp, today) -> dict[str, Any]:
    everyone, _hours = hours_of_persons(project, found.everyone, today)
    return {
        "completion": endings.completion_table(found.completion, found.completion_of_persons),
        "reasons": endings.reasons_table(found.completion, found.reasons),
        "hours": endings.hours_table(everyone) if everyone.n else None,
        "hours_chart": endings.hours_chart(everyone),
        "hours_facts": endings.hours_facts(everyone),
        "against_plan": endings.plan_sentences(against_the_plan(project, found.persons, everyone)),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def follow_up_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose ladders and occasions."""
    project = get_object_or_404(projects_led_by(request.user, EDIT), pk=pk)
    back = reverse("project-people-follow-up", args=[pk])
    plans = plans_of(project)
    shipped = list(Ladder.objects.ladders().current().visible_to(request.user))
    ladders = list({ladder.pk: ladder for ladder in (*(plan.ladder for plan in plans), *shipped)}.values())
    form = PlanForm(data_of(request), ladders=ladders, plans=plans)
    title = _("Så följs deltagarna upp")
    return form_page(
        request,
        form,
        lambda values: plan_follow_up(project=project, asked=form.asked, about=values["about"], by=request.user),
        title=title,
        back=back,
        done=_("Uppföljningsplanen är sparad."),
        intro=_("Kryssa för när läget ska skrivas in på varje stege. En stege utan kryss används inte."),
        **_page(project, request.user, (title, "")),
    )


def _page(project: Project, user, *trail) -> dict[str, Any]:
    address = reverse("project-people-follow-up", args=[project.pk])
    return project_page(project, user, "people-follow-up", (_("Stegförflyttning"), address), *trail)
