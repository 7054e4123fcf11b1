"""Groups: who leads them, who is in them, and what they mean to take up."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Term
from samsyn.apps.participants.models.enrolments import Enrolment
from samsyn.apps.participants.models.held import C, Held, about_objects, held_objects, personal_in
from samsyn.apps.participants.models.people import Person
from samsyn.apps.participants.models.reach import GroupQuerySet, OfEnrolmentQuerySet, OfGroupQuerySet
from samsyn.apps.portfolio.models import Project


class Group(Held):
    """People who meet, in a language and in a way that suits them."""

    project = models.ForeignKey(Project, verbose_name=_("insats"), on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("namn"), max_length=120)
    language = models.CharField(_("språk"), max_length=60, blank=True)
    adaptation = models.CharField(_("anpassning"), max_length=200, blank=True)
    deepening = models.BooleanField(_("fördjupningsgrupp"), default=False)
    place = models.CharField(_("plats"), max_length=120, blank=True)
    starts = models.DateField(_("från och med"))
    ends = models.DateField(_("till och med"), null=True, blank=True)
    two_leaders = models.BooleanField(_("ska ha två samtalsledare vid varje tillfälle"), default=True)

    CLASSES: dict[str, str] = {}
    PERSONAL = ()

    objects = held_objects(GroupQuerySet)

    class Meta:
        ordering = ["-starts", "name"]
        verbose_name = _("grupp")
        verbose_name_plural = _("grupper")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "name"],
                name="group_name_once_in_project",
                violation_error_message=_("Insatsen har redan en grupp med det namnet. Välj ett annat."),
            ),
            models.CheckConstraint(
                name="group_ends_after_it_starts",
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                violation_error_message=_("Gruppen slutar innan den börjar. Ändra något av datumen."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("group", args=[self.pk])


class GroupLeader(Held):
    """A colleague who leads a group for a time. Seeing the group's names follows from it."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="leaders", verbose_name=_("grupp"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("samtalsledare")
    )
    starts = models.DateField(_("från och med"))
    ends = models.DateField(_("till och med"), null=True, blank=True)

    CLASSES = dict.fromkeys(("id", "organisation", "group", "user", "starts", "ends"), C.TECHNICAL)
    PERSONAL = ("user", "starts", "ends")

    objects = held_objects(OfGroupQuerySet)

    class Meta:
        ordering = ["group", "user__name"]
        verbose_name = _("samtalsledare")
        verbose_name_plural = _("samtalsledare")
        constraints = [models.UniqueConstraint(fields=["group", "user"], name="group_leader_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.group}"


class GroupMember(Held):
    """That somebody is in a group, from a day and perhaps to a day."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="group_memberships")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members", verbose_name=_("grupp"))
    enrolment = models.ForeignKey(
        Enrolment, on_delete=models.CASCADE, related_name="groups", verbose_name=_("deltagande")
    )
    starts = models.DateField(_("från och med"))
    ends = models.DateField(_("till och med"), null=True, blank=True)

    CLASSES = {
        **dict.fromkeys(("id", "organisation", "person", "enrolment"), C.TECHNICAL),
        **dict.fromkeys(("group", "starts", "ends"), C.ACTIVITY),
    }
    PERSONAL = personal_in(CLASSES)

    objects = about_objects(OfEnrolmentQuerySet)

    class Meta:
        ordering = ["group", "starts", "pk"]
        verbose_name = _("gruppdeltagare")
        verbose_name_plural = _("gruppdeltagare")
        constraints = [
            models.UniqueConstraint(
                fields=["group", "enrolment"],
                name="group_member_once",
                violation_error_message=_("Personen är redan i gruppen."),
            )
        ]

    def __str__(self) -> str:
        return f"gruppdeltagare {self.pk}"


class PlanItem(Held):
    """What a series means to take up, in order."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="plan", verbose_name=_("grupp"))
    number = models.PositiveSmallIntegerField(_("nummer"))
    theme = models.CharField(_("tema"), max_length=200)
    term = models.ForeignKey(
        Term, verbose_name=_("tema i begreppslistan"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip

    CLASSES: dict[str, str] = {}
    PERSONAL = ()

    objects = held_objects(OfGroupQuerySet)

    class Meta:
        ordering = ["group", "number"]
        verbose_name = _("tema i planen")
        verbose_name_plural = _("teman i planen")
        constraints = [models.UniqueConstraint(fields=["group", "number"], name="plan_number_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.theme}"
