"""The project's tab Aktiviteter: groups, a calendar, attendance, hours, leaders and training of staff."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.models import CourseEvent, Session
from samsyn.apps.participants.policy import Ground
from samsyn.apps.participants.presenters import groups_activities as words
from samsyn.apps.participants.queries.attendance import marks_by, marks_in, marks_of
from samsyn.apps.participants.queries.courses import course_rows, total
from samsyn.apps.participants.queries.groups import ground_in, groups_of, may_change, members_by_group
from samsyn.apps.participants.queries.sessions import (
    sessions_between,
    states_by_group,
    two_leaders,
    two_leaders_by_group,
)
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.presenters import project_page

BACK, AHEAD = timedelta(weeks=2), timedelta(weeks=6)  # shown of the calendar at a time


@require_safe
def project_activities(request: HttpRequest, pk: int) -> HttpResponse:
    """Whoever leads the project sees all; whoever leads a group sees the own groups."""
    at = organisations_where(request.user, Permission.ATTENDANCE)
    reached = Project.objects.visible_to(request.user, Permission.ATTENDANCE).filter(organisation__in=at)
    project = get_object_or_404(reached.select_related("organisation"), pk=pk)
    today = timezone.localdate()
    leads = ground_in(request.user, project) == Ground.OWN_PROJECT
    groups = list(groups_of(request.user, project))
    keys = [group.pk for group in groups]
    marks = marks_of(keys)
    states = states_by_group(keys)
    courses = course_rows(CourseEvent.objects.visible_to(request.user).filter(project=project)) if leads else []
    reach = total(row.reach for row in courses)
    first = _first_day(request, today)
    context = {
        "leads_project": leads,
        "may_edit": leads and may_change(request.user, project),
        "summary": words.summary(
            states, marks_in(marks), two_leaders(Session.objects.filter(group__in=keys)), reach if leads else None
        ),
        "groups": words.group_table(
            groups,
            members_by_group(keys, request.user, today),
            states,
            marks_by(marks, "session__group"),
            two_leaders_by_group(keys),
        )
        if groups
        else None,
        "weeks": words.weeks_of(sessions_between(keys, first, first + BACK + AHEAD), today),
        "calendar": _neighbours(pk, first),
        "courses": len(courses),
        **project_page(project, request.user, "activities"),
    }
    return render(request, "participants/group_activities.html", context)


def _first_day(request: HttpRequest, today: date) -> date:
    """The Monday that the calendar begins with; the address may name another day."""
    try:
        wanted = date.fromisoformat(request.GET.get("fran", ""))
    except ValueError:
        wanted = today - BACK
    wanted = min(max(wanted, date(1990, 1, 1)), date(2100, 1, 1))
    return wanted - timedelta(days=wanted.weekday())


def _neighbours(pk: int, first: date) -> dict[str, object]:
    """Where the calendar is, and the addresses before and after."""
    here = reverse("project-activities", args=[pk])
    last = first + BACK + AHEAD - timedelta(days=1)
    return {
        "first": first,
        "last": last,
        "earlier": f"{here}?fran={first - BACK - AHEAD}#kalender",
        "later": f"{here}?fran={last + timedelta(days=1)}#kalender",
    }
