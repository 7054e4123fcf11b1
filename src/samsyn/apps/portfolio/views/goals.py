"""Mål: the list, the wizard, the door, and what became of each goal."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio import actions, presenters
from samsyn.apps.portfolio.forms import AdoptForm, GoalForm, ReformulateForm, StopGoalForm
from samsyn.apps.portfolio.models import Goal, Project
from samsyn.apps.portfolio.models.goals import GoalState
from samsyn.apps.portfolio.presenters import goals as words
from samsyn.apps.portfolio.queries import goal_check, goals_of, may
from samsyn.apps.portfolio.views.pages import data_of, form_page

ALIVE = (GoalState.DRAFT, GoalState.ADOPTED)


@require_safe
def project_goals(request: HttpRequest, pk: int) -> HttpResponse:
    """All goals of a project, with what keeps each from being followed."""
    one = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    goals = list(goals_of(one))
    context = {
        "may_edit": may(request.user, one),
        "table": words.goal_table(goals) if goals else None,
        "former": words.former_table(goals),
        "stopped_at_the_door": words.at_the_door(goals),
        **presenters.project_page(one, request.user, "goals"),
    }
    return render(request, "portfolio/goals.html", context)


@require_safe
def goal(request: HttpRequest, pk: int) -> HttpResponse:
    """One goal: how it is known, what it lacks and what it was called before."""
    one = _goal(request, pk, Permission.PROJECT_VIEW)
    context = {
        "goal": one,
        "gaps": goal_check(one) if one.state in ALIVE else [],
        "facts": words.facts(one),
        "history": words.history(one),
        "may_edit": one.state in ALIVE and may(request.user, one.project),
        "may_adopt": one.state == GoalState.DRAFT and may(request.user, one.project, Permission.GOAL_ADOPT),
        "may_stop": one.state in ALIVE and may(request.user, one.project, Permission.GOAL_ADOPT),
        **_page(request, one),
    }
    return render(request, "portfolio/goal.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def goal_new(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Project.objects.visible_to(request.user, Permission.PROJECT_EDIT), pk=pk)
    back = reverse("project-goals", args=[pk])
    return form_page(
        request,
        GoalForm(data_of(request), instance=Goal(project=one), user=request.user),
        lambda values: actions.write_goal(project=one, by=request.user, **values),
        title=_("Nytt mål"),
        intro=_(
            "Målet sparas som utkast. Nästa sida visar vad som saknas för att det ska gå att följa, och där antas det."
        ),
        submit=_("Spara utkastet"),
        back=back,
        done=_("Utkastet är sparat."),
        to=Goal.get_absolute_url,
        **presenters.project_page(one, request.user, "goals", (_("Mål"), back), (_("Nytt mål"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def goal_edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = _goal(request, pk, Permission.PROJECT_EDIT, *ALIVE)
    adopted = one.state == GoalState.ADOPTED
    return form_page(
        request,
        GoalForm(data_of(request), instance=one, user=request.user),
        lambda values: actions.edit_goal(goal=one, by=request.user, **values),
        title=_("Ändra målet"),
        intro=_("Målet är antaget: ändra hur det mäts här, men omformulera det om orden ska ändras.")
        if adopted
        else "",
        back=one.get_absolute_url(),
        **_page(request, one, (_("Ändra"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def goal_adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """The door: a goal that cannot be followed says why, or stays outside."""
    one = _goal(request, pk, Permission.GOAL_ADOPT, GoalState.DRAFT)
    return form_page(
        request,
        AdoptForm(data_of(request), initial={"missing_why": one.missing_why}),
        lambda values: actions.adopt_goal(goal=one, missing_why=values["missing_why"], by=request.user),
        title=_("Anta målet"),
        submit=_("Anta målet"),
        back=one.get_absolute_url(),
        done=_("Målet är antaget."),
        template="portfolio/goal_adopt.html",
        goal=one,
        gaps=goal_check(one),
        **_page(request, one, (_("Anta"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def goal_stop(request: HttpRequest, pk: int) -> HttpResponse:
    one = _goal(request, pk, Permission.GOAL_ADOPT, *ALIVE)
    return form_page(
        request,
        StopGoalForm(data_of(request)),
        lambda values: actions.stop_goal(goal=one, why=values["why"], by=request.user),
        title=_("Stoppa målet"),
        intro=_("Målet finns kvar bland tidigare mål, med skälet. Det går inte att anta igen."),
        submit=_("Stoppa målet"),
        back=one.get_absolute_url(),
        done=_("Målet är stoppat."),
        danger=True,
        **_page(request, one, (_("Stoppa"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def goal_reformulate(request: HttpRequest, pk: int) -> HttpResponse:
    one = _goal(request, pk, Permission.GOAL_ADOPT, *ALIVE)
    return form_page(
        request,
        ReformulateForm(data_of(request), instance=one, user=request.user),
        lambda values: actions.reformulate_goal(goal=one, by=request.user, **values),
        title=_("Omformulera målet"),
        intro=_("Det nya målet blir ett utkast. Det gamla finns kvar och länkas till det nya."),
        submit=_("Spara det nya målet"),
        back=one.get_absolute_url(),
        done=_("Målet är omformulerat. Det nya är ett utkast tills det antas."),
        to=Goal.get_absolute_url,
        **_page(request, one, (_("Omformulera"), "")),
    )


def _goal(request: HttpRequest, pk: int, permission: Permission, *states: str) -> Goal:
    goals = Goal.objects.visible_to(request.user, permission).select_related("project", "measure", "replaced_by")
    one = get_object_or_404(goals, pk=pk)
    if states and one.state not in states:
        raise Http404(_("Målet är stoppat, omformulerat eller redan antaget."))
    return one


def _page(request: HttpRequest, one: Goal, *trail) -> dict:
    listed = reverse("project-goals", args=[one.project_id])
    name = one.label or _("Målet")
    return presenters.project_page(
        one.project, request.user, "goals", (_("Mål"), listed), (name, one.get_absolute_url()), *trail
    )
