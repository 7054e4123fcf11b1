"""Where people stand: before, at exit and after, in the states of a ladder from the catalogue."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Ladder
from samsyn.apps.participants.models.enrolments import Enrolment
from samsyn.apps.participants.models.held import C, Held, about_objects, held_objects, personal_in
from samsyn.apps.participants.models.people import Person
from samsyn.apps.participants.models.reach import OfEnrolmentQuerySet, OfLedProjectQuerySet
from samsyn.apps.portfolio.models import Project
from samsyn.core.periods import Occasion


class OccasionChoice(models.TextChoices):
    """The occasions of core.periods, in words."""

    BEFORE = Occasion.BEFORE.value, _("före")
    EXIT = Occasion.EXIT.value, _("vid avslut")
    MONTHS_3 = Occasion.MONTHS_3.value, _("3 månader efter")
    MONTHS_6 = Occasion.MONTHS_6.value, _("6 månader efter")
    MONTHS_12 = Occasion.MONTHS_12.value, _("12 månader efter")


class FollowUpPlan(Held):
    """Which ladder a project follows people on, and when. A project may have several ladders side by side."""

    project = models.ForeignKey(Project, verbose_name=_("insats"), on_delete=models.CASCADE, related_name="+")
    ladder = models.ForeignKey(Ladder, verbose_name=_("stege"), on_delete=models.PROTECT, related_name="+")
    occasions = models.JSONField(_("tillfällen"), default=list)  # of Occasion
    about = models.TextField(_("om underlaget"), blank=True)  # shown beside every figure of the project's people

    CLASSES: dict[str, str] = {}
    PERSONAL = ()

    objects = held_objects(OfLedProjectQuerySet)

    class Meta:
        ordering = ["project", "pk"]
        verbose_name = _("uppföljningsplan")
        verbose_name_plural = _("uppföljningsplaner")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "ladder"],
                name="follow_up_ladder_once",
                violation_error_message=_("Insatsen följer redan upp på den stegen."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.ladder}"


class StateRecord(Held):
    """One person's state in one dimension at one occasion. Corrected by a new row; the old one stays behind it.

    A row that is its own `replaced_by` was taken back without another in its place: nothing is known any more.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="states")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="states")
    ladder = models.ForeignKey(Ladder, on_delete=models.PROTECT, related_name="+", verbose_name=_("stege"))
    dimension = models.CharField(_("dimension"), max_length=40)
    occasion = models.CharField(_("tillfälle"), max_length=10, choices=OccasionChoice)
    state = models.CharField(_("läge"), max_length=40)
    as_of = models.DateField(_("gällde den"))
    recorded_on = models.DateField(_("inskrivet"), default=timezone.localdate, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("inskrivet av")
    )
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces", verbose_name=_("rättat till")
    )

    CLASSES = {
        **dict.fromkeys(("id", "organisation", "person", "enrolment", "recorded_by", "replaced_by"), C.TECHNICAL),
        **dict.fromkeys(("ladder", "dimension", "occasion", "state", "as_of", "recorded_on"), C.PROGRESS),
    }
    PERSONAL = personal_in(CLASSES)

    objects = about_objects(OfEnrolmentQuerySet)

    class Meta:
        ordering = ["enrolment", "dimension", "as_of"]
        verbose_name = _("läge")
        verbose_name_plural = _("lägen")
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "ladder", "dimension", "occasion"],
                condition=Q(replaced_by=None),
                name="state_once_an_occasion",
                violation_error_message=_("Läget är redan inskrivet vid det tillfället. Rätta det i stället."),
            )
        ]

    def __str__(self) -> str:
        return f"läge {self.pk}"


class FollowUpAttempt(Held):
    """That somebody tried to ask, and got no answer. No text: only the day, the way and what came of it."""

    class How(models.TextChoices):
        PHONE = "phone", _("telefon")
        MESSAGE = "message", _("sms eller e-post")
        LETTER = "letter", _("brev")
        VISIT = "visit", _("besök")

    class Outcome(models.TextChoices):
        NOT_REACHED = "not_reached", _("ej nådd")
        DECLINED = "declined", _("ville inte svara")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="follow_up_attempts")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="follow_up_attempts")
    occasion = models.CharField(_("tillfälle"), max_length=10, choices=OccasionChoice)
    on = models.DateField(_("dag"), default=timezone.localdate)
    how = models.CharField(_("hur"), max_length=10, choices=How, default=How.PHONE)
    outcome = models.CharField(_("vad som hände"), max_length=12, choices=Outcome, default=Outcome.NOT_REACHED)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("av")
    )

    CLASSES = {
        **dict.fromkeys(("id", "organisation", "person", "enrolment", "made_by"), C.TECHNICAL),
        **dict.fromkeys(("occasion", "on", "how", "outcome"), C.PROGRESS),
    }
    PERSONAL = personal_in(CLASSES)

    objects = about_objects(OfEnrolmentQuerySet)

    class Meta:
        ordering = ["enrolment", "occasion", "on", "pk"]
        verbose_name = _("försök att nå")
        verbose_name_plural = _("försök att nå")

    def __str__(self) -> str:
        return f"försök {self.pk}"
