"""Which projects, in what state, for what kind of collaboration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.models.projects import ProjectQuerySet, Purpose, State


def portfolio_of(
    user,
    *,
    text: str = "",
    state: str = "",
    theme=None,
    municipality=None,
    organisation=None,
    purpose: str = "",
    call=None,
    on: date | None = None,
) -> ProjectQuerySet:
    """The projects the user may see that match every filter given. theme … call: a row or its key."""
    today = on or timezone.localdate()
    projects = Project.objects.visible_to(user)
    if text:
        words = Q(code__icontains=text) | Q(name__icontains=text) | Q(former_name__icontains=text)
        projects = projects.filter(words | Q(summary__icontains=text) | Q(focus__icontains=text))
    if state:
        projects = projects.filter(in_state(state, today))
    if theme:
        projects = projects.filter(themes=theme)
    if municipality:
        projects = projects.filter(municipalities__municipality=municipality)
    if organisation:
        projects = projects.filter(parties__organisation=organisation)
    if purpose:
        projects = projects.filter(purpose=purpose)
    if call:
        projects = projects.filter(call=call)
    return projects.select_related("organisation", "call").distinct()


def in_state(state: str, day: date) -> Q:
    """The same rule as Project.state_on, as a filter."""
    stopped = Q(stopped_on__isnull=False, stopped_on__lte=day)
    ended = Q(ends__isnull=False, ends__lt=day)
    return {
        State.STOPPED: stopped,
        State.PLANNED: ~stopped & Q(starts__gt=day),
        State.ENDED: ~stopped & Q(starts__lte=day) & ended,
        State.RUNNING: ~stopped & Q(starts__lte=day) & ~ended,
    }.get(state, Q(pk=None))


@dataclass(frozen=True)
class Balance:
    """How many projects work operatively, strategically, or both."""

    operative: int
    strategic: int
    both: int

    @property
    def total(self) -> int:
        return self.operative + self.strategic + self.both


def balance(projects) -> Balance:
    """Count the projects (a queryset) by purpose; the two kinds of collaboration are kept apart. One query."""
    counted = projects.order_by().values_list("purpose").annotate(many=Count("pk", distinct=True))
    by_purpose = dict(counted)
    return Balance(*(by_purpose.get(kind, 0) for kind in (Purpose.OPERATIVE, Purpose.STRATEGIC, Purpose.BOTH)))


def may(user, project: Project, permission: Permission = Permission.PROJECT_EDIT) -> bool:
    """Whether the user holds the permission on the project."""
    return Project.objects.visible_to(user, permission).filter(pk=project.pk).exists()
