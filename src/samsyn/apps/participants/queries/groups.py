"""Groups: who may change them, who leads them, who is in them, and who could be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q
from django.utils import timezone

from samsyn.apps.organisations.models import User
from samsyn.apps.organisations.models.access import during
from samsyn.apps.organisations.policy import Permission, roles_that_may
from samsyn.apps.participants.models import Enrolment, Group, GroupLeader, GroupMember, Person
from samsyn.apps.participants.models.reach import groups_led_by, led_projects
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.queries.people import named, opened
from samsyn.apps.portfolio.models import Project

P = Permission
TWO = 2  # leaders at every session, where the group says so
SHOWN = 50  # candidates on a page
SORTED_BY_NAME = 500
IN_A_GROUP = (FieldClass.NAME, FieldClass.ACTIVITY)


def may_change(user, project: Project) -> bool:
    """Whether the user may start groups in the project and choose who is in them."""
    return project.pk in led_projects(user, P.PERSON_EDIT)


def changeable(user):
    """Groups that the user may change: their project's leaders only."""
    return Group.objects.visible_to(user, P.PERSON_EDIT).filter(project__in=led_projects(user, P.PERSON_EDIT))


def ground_in(user, project: Project) -> Ground:
    """On which ground the user sees the people of a group they reach: the project they lead, else the group."""
    return Ground.OWN_PROJECT if project.pk in led_projects(user, P.PERSON_VIEW) else Ground.OWN_GROUP


def led_by(user):
    """The groups that the user leads today."""
    return Group.objects.filter(pk__in=groups_led_by(user))


def possible_leaders(organisation, day: date | None = None):
    """Colleagues of the authority whose role allows taking attendance on the day, by name."""
    seats = {"memberships__organisation": organisation, "memberships__role__in": roles_that_may(P.ATTENDANCE)}
    running = during(day or timezone.localdate(), "memberships__")
    return User.objects.filter(running, is_active=True, **seats).distinct().order_by("name").only("name", "email")


def with_leaders(groups, day: date | None = None):
    """The groups, with those who lead them on the day in `led_now`."""
    leading = GroupLeader.objects.filter(during(day or timezone.localdate())).select_related("user")
    return groups.prefetch_related(Prefetch("leaders", leading.order_by("user__name"), to_attr="led_now"))


def groups_of(user, project: Project):
    """The project's groups that the user reaches, newest first."""
    return with_leaders(Group.objects.visible_to(user, P.ATTENDANCE).filter(project=project))


def in_group_on(group: Group, day: date):
    """Who is in the group on a day: their membership runs, and so does their time in the project."""
    return GroupMember.objects.filter(during(day), during(day, "enrolment__"), group=group)


def reached_in(members, user, ground: Ground):
    """Those of the members of one group, which the user reaches, whose names the user may see.

    Never more than `Person.visible_to` with attendance, asked in one plain query: the group's own project or the group
    itself is the ground. Whoever leads only the group sees those who are in it today. Protected: the one appointed.
    """
    open_to = Q(person__protection="") | Q(person__responsible=user)
    reached = members.filter(open_to, person__restricted_on=None)
    return reached if ground == Ground.OWN_PROJECT else reached.filter(during(timezone.localdate()))


def by_name(members, user, what: str, ground: Ground) -> list[GroupMember]:
    """Those of the members of one group whom the user reaches, by name, each noted as read. One query."""
    rows = list(reached_in(members, user, ground).select_related("person__key"))
    opened([row.person for row in rows], what, *IN_A_GROUP, ground=ground)
    return sorted(rows, key=lambda row: (row.person.name_to_sort_by, row.pk))


def members_by_group(groups, user, day: date) -> dict[int, int]:
    """How many of those whom the user reaches are in each group on the day."""
    people = Person.objects.visible_to(user, P.ATTENDANCE)
    rows = GroupMember.objects.filter(during(day), during(day, "enrolment__"), group__in=groups, person__in=people)
    return dict(rows.order_by().values_list("group").annotate(many=Count("pk")))


@dataclass(frozen=True)
class Candidates:
    """A page of people who could be put in a group, and how many there are in all."""

    enrolments: list[Enrolment]
    total: int


def addable(group: Group, user):
    """Participations, running or to come, that could be put in the group."""
    running = Enrolment.objects.visible_to(user, P.PERSON_EDIT).filter(project=group.project_id)
    still = running.filter(Q(ends=None) | Q(ends__gte=timezone.localdate()))
    return still.exclude(pk__in=group.members.values("enrolment"))


def candidates_for(group: Group, user, text: str = "", page: int = 1) -> Candidates:
    """Those who could be put in the group, SHOWN at a time, each on the page noted as read.

    By name, or newest first when there are more than SORTED_BY_NAME, since names are sealed.
    """
    free = addable(group, user)
    if text:
        free = free.filter(person__in=named(Person.objects.visible_to(user, P.PERSON_EDIT), text).values("pk"))
    first, count = (max(page, 1) - 1) * SHOWN, free.count()
    found = free.select_related("person__key").order_by("-starts", "pk")
    if count <= SORTED_BY_NAME:
        found = sorted(found, key=lambda row: (row.person.name_to_sort_by, str(row.pk)))
    rows = list(found[first : first + SHOWN])
    opened([row.person for row in rows], "group_members", *IN_A_GROUP)
    return Candidates(rows, count)
