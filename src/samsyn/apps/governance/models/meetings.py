"""Meetings of a group, and who was there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.governance.models.boards import Board, OfBoardQuerySet, Seat


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("planerat")
    CLOSED = "closed", _("avslutat")
    CANCELLED = "cancelled", _("inställt")


class MeetingQuerySet(OfBoardQuerySet):
    to_board = "board"


class BoardMeeting(models.Model):
    """One meeting. Its agenda is the items; what is written in them becomes its minutes when it is closed."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="meetings", verbose_name=_("grupp"))
    on = models.DateField(_("datum"))
    at = models.TimeField(_("tid"), null=True, blank=True)
    place = models.CharField(_("plats"), max_length=120, blank=True)
    state = models.CharField(_("läge"), max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    prepared_at = models.DateTimeField(_("dagordningen fylld"), null=True, blank=True)
    closed_at = models.DateTimeField(_("avslutat"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("avslutat av"),
    )  # fmt: skip
    cancelled_why = models.CharField(_("varför det ställdes in"), max_length=300, blank=True)
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ("closed_by",)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("möte")
        verbose_name_plural = _("möten")
        constraints = [
            models.CheckConstraint(
                name="board_meeting_cancelled_with_why",
                condition=~Q(state="cancelled") | ~Q(cancelled_why=""),
                violation_error_message=_("Skriv varför mötet ställs in."),
            ),
            models.UniqueConstraint(
                fields=["board", "on"],
                condition=~Q(state="cancelled"),
                name="board_meets_once_a_day",
                violation_error_message=_("Gruppen har redan ett möte den dagen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board} {self.on}"

    def get_absolute_url(self) -> str:
        return reverse("board-meeting", args=[self.pk])


class Was(models.TextChoices):
    PRESENT = "present", _("närvarande")
    SUBSTITUTE = "substitute", _("ersättare kom")
    ABSENT = "absent", _("frånvarande")


class PresenceQuerySet(OfBoardQuerySet):
    to_board = "meeting__board"


class Presence(models.Model):
    """Whether a seat was filled at a meeting, and by whom when it was a substitute."""

    meeting = models.ForeignKey(BoardMeeting, on_delete=models.CASCADE, related_name="presence")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="presence", verbose_name=_("plats"))
    was = models.CharField(_("närvaro"), max_length=10, choices=Was)
    instead = models.ForeignKey(
        Seat, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("ersättare")
    )

    PERSONAL = ("was",)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "seat"]
        verbose_name = _("närvaro vid möte")
        verbose_name_plural = _("närvaro vid möten")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="presence_once_for_a_seat"),
            models.CheckConstraint(
                name="presence_substitute_only_instead",
                condition=Q(instead=None) | Q(was="substitute"),
                violation_error_message=_("En ersättare anges bara när någon kom i stället."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.get_was_display()}"
