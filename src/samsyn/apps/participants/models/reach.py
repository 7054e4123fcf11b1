"""Which rows a colleague reaches, by the grounds of the policy's table. Every view starts from one of these."""

from __future__ import annotations

from django.apps import apps
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from samsyn.apps.organisations.models import organisations_where, seats_today
from samsyn.apps.organisations.models.access import during
from samsyn.apps.organisations.policy import MAY_AS, PartIn, Permission, roles_that_may
from samsyn.apps.participants.reading import houses_of, once_a_page
from samsyn.apps.portfolio.models import Project, ProjectParty

P = Permission


def _model(name: str) -> type[models.Model]:
    return apps.get_model("participants", name)


def projects_led_by(user, permission: Permission = P.PERSON_VIEW) -> models.QuerySet[Project]:
    """Projects that the user's own organisation is responsible for and where the role allows the word.

    Taking attendance reaches a whole project only for those who see its people; others reach the groups they lead.
    """
    return Project.objects.filter(pk__in=led_projects(user, permission))


def led_projects(user, permission: Permission = P.PERSON_VIEW) -> list[int]:
    """The same as numbers, asked once a page: every other query is planned with the numbers at hand."""
    if permission == P.ATTENDANCE:
        permission = P.PERSON_VIEW
    if not user.is_authenticated or permission not in MAY_AS[PartIn.OWNER]:
        return []
    may = roles_that_may(permission)
    return [project for project, role in once_a_page(("seats", user.pk), lambda: _seats(user)) if role in may]


def _seats(user) -> list[tuple[int, str]]:
    """The user's roles today in the organisations that own projects: which project, in which role."""
    roles = seats_today(user)
    owners = ProjectParty.objects.filter(
        during(timezone.localdate()), part=PartIn.OWNER, organisation__in=roles, organisation=F("project__organisation")
    )
    owned = set(owners.order_by().values_list("project", "organisation"))
    return sorted((project, role) for project, organisation in owned for role in roles[organisation])


def groups_led_by(user) -> models.QuerySet:
    """Groups that the user leads today, in an organisation where the role allows taking attendance."""
    led = _model("GroupLeader").objects.filter(during(timezone.localdate()), user=user)
    return led.filter(organisation__in=organisations_where(user, P.ATTENDANCE)).values("group")


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user, permission: Permission = P.PERSON_VIEW) -> PersonQuerySet:
        """Persons of the user's own authority whom the user reaches by a project or, for attendance, by a group.

        Persons with protected identity: only those the user is appointed to. Persons whose data are restricted: none.
        Reaching across authorities goes through `queries.grounds`, one person at a time.
        """
        return self.counted_for(user, permission).filter(restricted_on=None)

    def counted_for(self, user, permission: Permission = P.PERSON_VIEW) -> PersonQuerySet:
        """Those and the restricted ones: for counts only, whose rows are shown to nobody."""
        if not user.is_authenticated:
            return self.none()
        projects = led_projects(user, permission)
        mine = Q(pk__in=_model("Enrolment").objects.filter(project__in=projects).values("person"))
        mine |= Q(pk__in=_model("Referral").objects.filter(project__in=projects).values("person"))
        if permission == P.ATTENDANCE:
            mine |= Q(pk__in=_in_groups(user).values("person"))
        return self.filter(mine).filter(Q(protection="") | Q(responsible=user))


def _in_groups(user) -> models.QuerySet:
    members = _model("GroupMember").objects.filter(group__in=groups_led_by(user))
    return members.filter(during(timezone.localdate()))


class AboutQuerySet(models.QuerySet):
    """Rows about a person: consents, rectifications."""

    def visible_to(self, user, permission: Permission = P.PERSON_VIEW):
        return self.filter(person__in=_model("Person").objects.visible_to(user, permission))


class OfEnrolmentQuerySet(models.QuerySet):
    """Rows about one taking part: seen by those who reach that project, not by everyone who reaches the person."""

    enrolment = "enrolment__"

    def visible_to(self, user, permission: Permission = P.PERSON_VIEW):
        return self.counted_for(user, permission).filter(person__restricted_on=None)

    def counted_for(self, user, permission: Permission = P.PERSON_VIEW):
        """The same and those of restricted persons: for counts only, whose rows are shown to nobody."""
        if not user.is_authenticated:
            return self.none()
        reached = Q(**{f"{self.enrolment}project__in": led_projects(user, permission)})
        if permission == P.ATTENDANCE:
            path = "groups__group__in" if not self.enrolment else "enrolment__groups__group__in"
            keys = self.model._default_manager.filter(**{path: groups_led_by(user)}).values("pk")
            reached |= Q(pk__in=keys)
        open_to = Q(person__protection="") | Q(person__responsible=user)
        # A person is written in at the authority of the row: saying so lets PostgreSQL take all of them at once.
        return self.filter(reached).filter(open_to, person__organisation__in=houses_of(user))


class EnrolmentQuerySet(OfEnrolmentQuerySet):
    enrolment = ""

    def running_on(self, day) -> EnrolmentQuerySet:
        return self.filter(during(day))


class ReferralQuerySet(models.QuerySet):
    """The receiver's inbox, and what a sender has sent."""

    def visible_to(self, user, permission: Permission = P.REFERRAL_ANSWER):
        if not user.is_authenticated:
            return self.none()
        if permission == P.REFERRAL_SEND:
            return self.filter(sender__in=organisations_where(user, permission))
        open_to = Q(person__protection="") | Q(person__responsible=user)
        return self.filter(open_to, project__in=led_projects(user, permission), person__restricted_on=None)


class OfGroupQuerySet(models.QuerySet):
    """Groups and what belongs to them: the project's leaders see all, a group's leaders their own."""

    group = "group"

    def visible_to(self, user, permission: Permission = P.ATTENDANCE):
        if not user.is_authenticated:
            return self.none()
        by_project = "project__in" if self.group == "pk" else f"{self.group}__project__in"
        reached = Q(**{by_project: led_projects(user, P.PERSON_VIEW)})
        if permission == P.ATTENDANCE:
            reached |= Q(**{f"{self.group}__in": groups_led_by(user)})
        return self.filter(reached)


class GroupQuerySet(OfGroupQuerySet):
    group = "pk"


class OfLedProjectQuerySet(models.QuerySet):
    """Rows of a project that only those who lead it see: course events, plans, questions, imports, deliveries."""

    def visible_to(self, user, permission: Permission = P.PERSON_VIEW):
        if not user.is_authenticated:
            return self.none()
        return self.filter(project__in=led_projects(user, permission))


class OfHouseQuerySet(models.QuerySet):
    """Rows of an authority, for those whose role there allows the word."""

    def visible_to(self, user, permission: Permission):
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__in=organisations_where(user, permission))
