"""The times a group meets, who was there, and what a saving of the attendance changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.participants.models.enrolments import Enrolment
from samsyn.apps.participants.models.groups import Group, PlanItem
from samsyn.apps.participants.models.held import C, Held, about_objects, held_objects, personal_in
from samsyn.apps.participants.models.people import Person
from samsyn.apps.participants.models.reach import OfEnrolmentQuerySet, OfGroupQuerySet


class OfSessionQuerySet(OfGroupQuerySet):
    """Rows that belong to a session: reached as its group is."""

    group = "session__group"


class Session(Held):
    """One time a group met, or was going to."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planerad")
        HELD = "held", _("genomförd")
        CANCELLED = "cancelled", _("inställd")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="sessions", verbose_name=_("grupp"))
    on = models.DateField(_("dag"))
    at = models.TimeField(_("klockan"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minuter"), default=120)
    state = models.CharField(_("läge"), max_length=10, choices=State, default=State.PLANNED)
    planned = models.ForeignKey(
        PlanItem, verbose_name=_("tema enligt planen"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="sessions",
    )  # fmt: skip
    covered = models.CharField(_("tema som togs upp"), max_length=200, blank=True)
    place = models.CharField(_("plats"), max_length=120, blank=True)
    interpreter = models.CharField(_("tolk, språk"), max_length=60, blank=True)
    note = models.TextField(_("anteckning om tillfället"), blank=True, help_text=_("Skriv inget om enskilda."))
    leaders = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("samtalsledare på plats"), blank=True, related_name="+"
    )
    cancelled_why = models.CharField(_("varför inställd"), max_length=200, blank=True, default="", db_default="")
    saved_at = models.DateTimeField(_("närvaron sparad"), null=True, blank=True, editable=False)

    CLASSES = {
        "id": C.TECHNICAL, "organisation": C.TECHNICAL, "group": C.TECHNICAL, "on": C.ACTIVITY, "at": C.ACTIVITY,
        "minutes": C.ACTIVITY, "state": C.ACTIVITY, "planned": C.ACTIVITY, "covered": C.ACTIVITY, "place": C.ACTIVITY,
        "interpreter": C.ACTIVITY, "note": C.ACTIVITY, "leaders": C.TECHNICAL, "cancelled_why": C.ACTIVITY,
        "saved_at": C.TECHNICAL,
    }  # fmt: skip
    PERSONAL = ("leaders",)

    objects = held_objects(OfGroupQuerySet)

    class Meta:
        ordering = ["-on", "-at", "pk"]
        verbose_name = _("tillfälle")
        verbose_name_plural = _("tillfällen")
        indexes = [models.Index(fields=["organisation", "-on"])]

    def __str__(self) -> str:
        return f"{self.group}, {self.on}"

    def get_absolute_url(self) -> str:
        return reverse("session", args=[self.pk])


class Presence(models.TextChoices):
    PRESENT = "present", _("närvarande")
    ABSENT = "absent", _("frånvarande")
    EXCUSED = "excused", _("anmäld frånvaro")


class Attendance(Held):
    """One mark: somebody at one session. The row is there only when somebody has said something."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="attendances", db_index=False)
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attendances")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances", db_index=False)
    presence = models.CharField(_("närvaro"), max_length=8, choices=Presence)
    minutes = models.PositiveSmallIntegerField(_("minuter"), default=0)  # actually there
    in_advance = models.BooleanField(_("anmäld i förväg"), default=False)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    marked_at = models.DateTimeField(_("skriven"), auto_now=True)
    saving = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)  # Saving.number in the session

    CLASSES = {
        **dict.fromkeys(("id", "organisation", "person", "enrolment", "marked_by", "marked_at", "saving"), C.TECHNICAL),
        **dict.fromkeys(("session", "presence", "minutes", "in_advance"), C.ACTIVITY),
    }
    PERSONAL = personal_in(CLASSES)

    objects = about_objects(OfEnrolmentQuerySet)

    class Meta:
        verbose_name = _("närvaro")
        verbose_name_plural = _("närvaro")
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="attendance_once"),
            models.CheckConstraint(
                name="attendance_minutes_only_when_present",
                condition=Q(presence="present") | Q(minutes=0),
                violation_error_message=_("Den som är frånvarande har inga minuter."),
            ),
        ]
        indexes = [models.Index(fields=["person", "session"])]

    def __str__(self) -> str:
        return f"närvaro {self.pk}"


class Saving(Held):
    """One saving of a session's attendance, so that the whole of it can be undone. About nobody in particular."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="savings")
    number = models.PositiveSmallIntegerField(_("nummer"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(_("sparad"), auto_now_add=True)
    marks = models.PositiveSmallIntegerField(_("rader"), default=0)
    changes = models.JSONField(default=dict)  # of the session itself: field → [before, after]
    undone_at = models.DateTimeField(_("ångrad"), null=True, blank=True)

    CLASSES: dict[str, str] = {}
    PERSONAL = ("by", "changes")  # changes may hold which colleagues led

    objects = held_objects(OfSessionQuerySet)

    class Meta:
        ordering = ["session", "-number"]
        verbose_name = _("sparad närvaro")
        verbose_name_plural = _("sparad närvaro")
        constraints = [models.UniqueConstraint(fields=["session", "number"], name="saving_number_once")]

    def __str__(self) -> str:
        return f"sparning {self.number}"


class FormerMark(Held):
    """What a mark said before a saving changed it. Undoing puts it back; an erased person's go with the person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="former_marks")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="former_marks")
    saved = models.ForeignKey(Saving, on_delete=models.CASCADE, related_name="former_marks")
    presence = models.CharField(_("närvaro"), max_length=8, choices=Presence)
    minutes = models.PositiveSmallIntegerField(_("minuter"), default=0)
    in_advance = models.BooleanField(_("anmäld i förväg"), default=False)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    marked_at = models.DateTimeField(_("skriven"))
    saving = models.PositiveSmallIntegerField(null=True, blank=True)

    CLASSES = {
        **dict.fromkeys(
            ("id", "organisation", "person", "enrolment", "saved", "marked_by", "marked_at", "saving"), C.TECHNICAL
        ),
        **dict.fromkeys(("presence", "minutes", "in_advance"), C.ACTIVITY),
    }
    PERSONAL = personal_in(CLASSES)

    objects = about_objects(OfEnrolmentQuerySet)

    class Meta:
        verbose_name = _("tidigare närvaro")
        verbose_name_plural = _("tidigare närvaro")
        constraints = [models.UniqueConstraint(fields=["saved", "person"], name="former_mark_once")]

    def __str__(self) -> str:
        return f"tidigare närvaro {self.pk}"
