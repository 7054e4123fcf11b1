"""Who may what, where and when: memberships with start and end."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import LazyObject
from django.utils.translation import gettext_lazy as _

from samsyn.apps.organisations.models.parties import Organisation
from samsyn.apps.organisations.policy import ROLE_BY_KEY, ROLES, Permission, roles_that_may


def during(day: date, prefix: str = "") -> Q:
    """The rows whose starts–ends span holds the day; prefix leads to them, such as "memberships__"."""
    started = Q(**{f"{prefix}starts__lte": day})
    going_on = Q(**{f"{prefix}ends": None}) | Q(**{f"{prefix}ends__gte": day})
    return started & going_on


def active_on(memberships: models.QuerySet[Membership], day: date | None = None) -> models.QuerySet[Membership]:
    return memberships.filter(during(day or timezone.localdate()))


class MembershipQuerySet(models.QuerySet["Membership"]):
    def visible_to(self, user) -> MembershipQuerySet:
        """One's own, and all of the organisations where one may give memberships."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(user=user) | Q(organisation__in=organisations_where(user, Permission.MEMBER_EDIT)))


class Membership(models.Model):
    """A person's role in an organisation, from a day and perhaps to a day."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("medarbetare"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="memberships"
    )
    role = models.CharField(_("roll"), max_length=30, choices=[(role.key, role.label) for role in ROLES])
    starts = models.DateField(_("från och med"), default=timezone.localdate)
    ends = models.DateField(_("till och med"), null=True, blank=True)

    PERSONAL = ("user", "role", "starts", "ends")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["organisation__name", "user__name"]
        verbose_name = _("medlemskap")
        verbose_name_plural = _("medlemskap")
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                violation_error_message=_("Medlemskapet slutar innan det börjar. Ändra något av datumen."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.organisation}"

    @property
    def sentence(self):
        return ROLE_BY_KEY[self.role].sentence


def organisations_where(user, permission: Permission, day: date | None = None) -> models.QuerySet[Organisation]:
    """The organisations in which the user's role allows the word on the day."""
    mine = active_on(Membership.objects.filter(user=user, role__in=roles_that_may(permission)), day)
    return Organisation.objects.filter(pk__in=mine.values("organisation"))


def seats_today(user) -> dict[int, set[str]]:
    """The user's roles by organisation, today. Asked once for a request; anew for a user object that lives longer."""
    kept = user.__dict__.get("_seats_today") if isinstance(user, LazyObject) else None
    if kept is None:
        kept = {}
        for organisation, role in active_on(user.memberships.all()).values_list("organisation", "role"):
            kept.setdefault(organisation, set()).add(role)
        if isinstance(user, LazyObject):  # the request's own, gone with it
            user.__dict__["_seats_today"] = kept
    return kept


def sees_projects(user) -> bool:
    """Whether the user has a role anywhere that sees projects: others need not be asked about any."""
    if not user.is_authenticated:
        return False
    return any(Permission.PROJECT_VIEW in ROLE_BY_KEY[role].may for held in seats_today(user).values() for role in held)
