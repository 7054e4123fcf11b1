"""What is on the agenda: where it came from, whether it was taken in, and how it ended."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samsyn.apps.governance.models.boards import OfBoardQuerySet
from samsyn.apps.governance.models.meetings import BoardMeeting


class SourceKind(models.TextChoices):
    """Where an item comes from. Everything but one's own is found by Samsyn when the meeting is prepared."""

    OWN = "own", _("egen punkt")
    RECOMMENDATION = "recommendation", _("rekommendation utan svar")
    STATEMENT = "statement", _("skrivelse utan svar")
    PATTERN = "pattern", _("mönster att ta ställning till")
    GOAL = "goal", _("mål som inte går att följa")
    TASK = "task", _("uppdrag som är försenat")
    DECISION = "decision", _("beslut vars ägare är tyst")
    FIGURE = "figure", _("siffror som ändrats")
    ACCOUNT = "account", _("nyfryst kalkyl")


class ItemState(models.TextChoices):
    SUGGESTED = "suggested", _("föreslagen")
    TAKEN = "taken", _("på dagordningen")
    LEFT_OUT = "left_out", _("utelämnad")


class Ending(models.TextChoices):
    DECISION = "decision", _("beslut")
    TASK = "task", _("uppdrag")
    NOTED = "noted", _("noterat")
    MOVED = "moved", _("flyttad till nästa möte")


class ItemQuerySet(OfBoardQuerySet):
    to_board = "meeting__board"


class AgendaItem(models.Model):
    """One item. An item that comes back points to the first time it was on an agenda, so that the wait is counted."""

    meeting = models.ForeignKey(BoardMeeting, on_delete=models.CASCADE, related_name="items", verbose_name=_("möte"))
    order = models.PositiveSmallIntegerField(_("ordning"), default=0)
    title = models.CharField(_("rubrik"), max_length=200)
    about = models.TextField(_("om punkten"), blank=True)
    source_kind = models.CharField(_("kommer från"), max_length=16, choices=SourceKind, default=SourceKind.OWN)
    source_key = models.CharField(max_length=40, blank=True)  # the source's number; empty for one's own
    source_url = models.CharField(max_length=300, blank=True)
    state = models.CharField(_("läge"), max_length=10, choices=ItemState, default=ItemState.TAKEN)
    left_why = models.CharField(_("varför den utelämnas"), max_length=300, blank=True)
    said = models.TextField(_("vad som sades"), blank=True)
    ending = models.CharField(_("hur den slutade"), max_length=10, choices=Ending, blank=True)
    first = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="later", verbose_name=_("första gången")
    )
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ()

    objects = ItemQuerySet.as_manager()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("punkt")
        verbose_name_plural = _("punkter")
        constraints = [
            models.CheckConstraint(
                name="item_left_out_with_why",
                condition=~Q(state="left_out") | ~Q(left_why=""),
                violation_error_message=_("Skriv varför punkten utelämnas."),
            ),
            models.CheckConstraint(
                name="item_ends_when_it_was_taken_in",
                condition=Q(ending="") | Q(state="taken"),
                violation_error_message=_("Bara en punkt på dagordningen kan avslutas."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "source_kind", "source_key"], condition=~Q(source_key=""),
                name="item_source_once_a_meeting",
                violation_error_message=_("Det står redan på dagordningen."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.meeting.get_absolute_url()}#punkt-{self.pk}"
