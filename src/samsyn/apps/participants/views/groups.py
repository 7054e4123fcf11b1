"""Groups: the list of one's own, one group, and changing it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.actions.groups import add_leader, edit_group, end_leader, start_group
from samsyn.apps.participants.actions.groups_plan import themes_in, write_plan
from samsyn.apps.participants.forms.groups import EndForm, GroupForm, LeaderForm, PlanForm
from samsyn.apps.participants.models import Group, GroupLeader
from samsyn.apps.participants.models.reach import projects_led_by
from samsyn.apps.participants.policy import works_with_people
from samsyn.apps.participants.presenters import groups as words
from samsyn.apps.participants.presenters.sessions import session_table
from samsyn.apps.participants.queries.attendance import marks_by, marks_in, marks_of
from samsyn.apps.participants.queries.groups import (
    by_name,
    changeable,
    ground_in,
    led_by,
    possible_leaders,
    with_leaders,
)
from samsyn.apps.participants.queries.sessions import coming, past, two_leaders, waiting_for
from samsyn.apps.participants.views.groups_pages import group_page
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.presenters import project_page
from samsyn.apps.portfolio.views.pages import data_of, form_page

P = Permission


@require_safe
def my_groups(request: HttpRequest) -> HttpResponse:
    """The groups that the user leads today, and the sessions that wait for attendance."""
    if not works_with_people(request.user):
        raise Http404
    today = timezone.localdate()
    groups = with_leaders(led_by(request.user)).select_related("project")
    context = {
        "groups": words.own_groups_table(groups, today),
        "waiting": session_table(
            waiting_for(request.user, today), today, with_group=True, caption=_("Väntar på närvaro")
        ),
        "crumbs": [{"label": _("Mina grupper"), "href": ""}],
    }
    return render(request, "participants/group_list.html", context)


@require_safe
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """One group: who is in it and how often they come, its sessions, its plan and its leaders."""
    one = get_object_or_404(
        with_leaders(Group.objects.visible_to(request.user, P.ATTENDANCE)).select_related("project"), pk=pk
    )
    today, ground = timezone.localdate(), ground_in(request.user, one.project)
    members = by_name(one.members.select_related("enrolment"), request.user, "group", ground)
    marks = marks_of([one.pk])
    may_edit = changeable(request.user).filter(pk=one.pk).exists()
    ahead = list(coming(one, today))
    context = {
        "facts": words.facts(one),
        "members": words.member_table(members, marks_by(marks, "enrolment"), today, may_edit=may_edit),
        "figures": words.figures(marks_in(marks), two_leaders(one.sessions.all()) if one.two_leaders else None),
        "coming": session_table(ahead, today, with_group=False, caption=_("Väntar och kommande")),
        "waiting": next((session for session in reversed(ahead) if session.on <= today), None),
        "past": session_table(past(one, today), today, with_group=False, caption=_("Tidigare")),
        "plan": one.plan.all(),
        "leaders": words.leader_table(one.leaders.select_related("user"), today, may_edit=may_edit),
        "few_leaders": words.few_leaders(one, one.led_now),
        "may_edit": may_edit,
        **group_page(request, one, ground),
    }
    return render(request, "participants/group.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def group_new(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Project.objects.filter(pk__in=projects_led_by(request.user, P.PERSON_EDIT)), pk=pk)
    back = reverse("project-activities", args=[pk])
    new = Group(project=one, organisation=one.organisation, starts=max(one.starts, timezone.localdate()))
    return form_page(
        request,
        GroupForm(data_of(request), instance=new),
        lambda values: start_group(project=one, by=request.user, **values),
        title=_("Ny grupp"),
        intro=_("Sedan väljer du vilka som leder gruppen, vilka som är med i den och när den träffas."),
        submit=_("Starta gruppen"),
        back=back,
        done=_("Gruppen är startad. Välj nu vem som leder den."),
        to=Group.get_absolute_url,
        **project_page(one, request.user, "activities", (_("Aktiviteter"), back), (_("Ny grupp"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def group_edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = changeable_or_404(request, pk)
    return form_page(
        request,
        GroupForm(data_of(request), instance=one),
        lambda values: edit_group(group=one, by=request.user, **values),
        title=_("Ändra gruppen"),
        back=one.get_absolute_url(),
        **group_page(request, one, ground_in(request.user, one.project), (_("Ändra"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def group_leaders(request: HttpRequest, pk: int) -> HttpResponse:
    """Who leads, and somebody new."""
    one = changeable_or_404(request, pk)
    today = timezone.localdate()
    return form_page(
        request,
        LeaderForm(data_of(request), candidates=possible_leaders(one.organisation), group=one),
        lambda values: add_leader(group=one, by=request.user, **values),
        title=_("Samtalsledare"),
        intro=_("Den som leder gruppen ser namnen i den och tar närvaro. Från dagen efter den sista ser de inget mer."),
        submit=_("Lägg till"),
        form_title=_("Lägg till en samtalsledare"),
        back=one.get_absolute_url(),
        done=_("Samtalsledaren är tillagd."),
        table=words.leader_table(one.leaders.select_related("user"), today, may_edit=True),
        **group_page(request, one, ground_in(request.user, one.project), (_("Samtalsledare"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def group_leader_end(request: HttpRequest, pk: int) -> HttpResponse:
    leaders = GroupLeader.objects.filter(group__in=changeable(request.user).values("pk"))
    row = get_object_or_404(leaders.select_related("group__project", "user", "organisation"), pk=pk)
    back = reverse("group-leaders", args=[row.group_id])
    return form_page(
        request,
        EndForm(data_of(request), initial={"ends": row.ends or timezone.localdate()}),
        lambda values: end_leader(leader=row, ends=values["ends"], by=request.user),
        title=_("Sluta leda gruppen"),
        intro=_("%(name)s ser inga namn i gruppen från dagen efter.") % {"name": row.user},
        back=back,
        done=_("Slutdagen är sparad."),
        **group_page(
            request,
            row.group,
            ground_in(request.user, row.group.project),
            (_("Samtalsledare"), back),
            (_("Sluta leda"), ""),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def group_plan(request: HttpRequest, pk: int) -> HttpResponse:
    """The plan, as a list."""
    one = get_object_or_404(
        Group.objects.visible_to(request.user, P.ATTENDANCE).select_related("project", "organisation"), pk=pk
    )
    written = "\n".join(one.plan.values_list("theme", flat=True))
    return form_page(
        request,
        PlanForm(data_of(request), initial={"themes": written}),
        lambda values: write_plan(group=one, themes=themes_in(values["themes"]), by=request.user),
        title=_("Gruppens plan"),
        intro=_("Ett tema som flyttas behåller sina tillfällen. Ett som tas bort lämnar dem utan planerat tema."),
        back=one.get_absolute_url(),
        done=_("Planen är sparad."),
        **group_page(request, one, ground_in(request.user, one.project), (_("Plan"), "")),
    )


def changeable_or_404(request: HttpRequest, pk: int) -> Group:
    return get_object_or_404(changeable(request.user).select_related("project", "organisation"), pk=pk)
