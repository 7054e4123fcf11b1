"""What a group binds itself to: decisions with their basis, and tasks. Each has an owner and ends in a word."""

from __future__ import annotations

import hashlib
import json
from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.governance.models.agendas import AgendaItem
from samsyn.apps.governance.models.boards import Board, OfBoardQuerySet, Seat
from samsyn.apps.organisations.policy import Permission


class Result(models.TextChoices):
    DONE = "done", _("gjort")
    DROPPED = "dropped", _("blev inte av")


class PromiseQuerySet(OfBoardQuerySet):
    to_board = "item__meeting__board"

    def open(self):
        return self.filter(result="")

    def closable_by(self, user):
        """Whoever holds the group together may say how it went, and so may the owner."""
        held = Board.objects.visible_to(user, Permission.BOARD_EDIT)
        seated = Board.objects.visible_to(user)
        mine = Q(item__meeting__board__in=held) | Q(item__meeting__board__in=seated, owner__user=user)
        return self.filter(mine, result="")


class Promise(models.Model):
    """Words, an owner among those who sit in the group, and a day."""

    owner = models.ForeignKey(
        Seat, on_delete=models.PROTECT, related_name="%(class)ss", verbose_name=_("ansvarig"),
        help_text=_("Den som svarar för att det blir av. Personen behöver en plats i gruppen."),
    )  # fmt: skip
    result = models.CharField(_("hur det gick"), max_length=8, choices=Result, blank=True)
    became = models.TextField(_("vad det blev"), blank=True)
    closed_on = models.DateField(_("klart den"), null=True, blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_ends_with_a_word",
                condition=Q(result="", closed_on=None) | (~Q(result="") & ~Q(became="") & Q(closed_on__isnull=False)),
                violation_error_message=_("Skriv hur det gick, vad det blev och när."),
            )
        ]

    def late_on(self, day: date) -> bool:
        """Whether the day has passed without a word of what came of it."""
        due = getattr(self, "due_on", None)
        return not self.result and due is not None and due < day

    @property
    def in_time(self) -> bool:
        """Done, and no later than promised; what has no day is in time when it is done."""
        due = getattr(self, "due_on", None)
        return self.result == Result.DONE and (due is None or (self.closed_on is not None and self.closed_on <= due))


class Decision(Promise):
    """What was decided, why, by when, and what it changed in the same moment."""

    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="decision", verbose_name=_("punkt"))
    text = models.TextField(_("beslutet"), help_text=_("Så att en utomstående förstår vad som ska bli annorlunda."))
    why = models.TextField(_("skäl"), blank=True)
    decided_on = models.DateField(_("beslutat den"))
    due_on = models.DateField(_("genomfört senast"), null=True, blank=True)
    effect = models.CharField(_("verkan"), max_length=40, blank=True)  # a key of the register of effects
    effect_said = models.TextField(_("det som ändrades"), blank=True)

    PERSONAL = ()

    class Meta(Promise.Meta):
        ordering = ["-decided_on", "-pk"]
        verbose_name = _("beslut")
        verbose_name_plural = _("beslut")

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("decision", args=[self.pk])


class Task(Promise):
    """What somebody took upon them to do until a day."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="tasks", verbose_name=_("punkt"))
    text = models.TextField(_("uppdraget"))
    due_on = models.DateField(_("senast"))

    PERSONAL = ()

    class Meta(Promise.Meta):
        ordering = ["due_on", "pk"]
        verbose_name = _("uppdrag")
        verbose_name_plural = _("uppdrag")

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("board-task", args=[self.pk])


class BasisQuerySet(OfBoardQuerySet):
    to_board = "decision__item__meeting__board"


class Basis(models.Model):
    """Something a decision rests on, frozen as it was that moment: label → value, with a fingerprint."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="basis", verbose_name=_("beslut"))
    kind = models.CharField(_("slag"), max_length=20)  # a key of the register of bases
    key = models.CharField(max_length=40)
    label = models.CharField(_("underlag"), max_length=300)
    url = models.CharField(max_length=300, blank=True)
    frozen = models.JSONField(_("som det var"))
    sha256 = models.CharField(_("kontrollsumma"), max_length=64)

    PERSONAL = ()

    objects = BasisQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("underlag")
        verbose_name_plural = _("underlag")
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "kind", "key"], name="basis_once_in_a_decision",
                violation_error_message=_("Underlaget är redan valt."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.label

    @property
    def intact(self) -> bool:
        return fingerprint_of(self.frozen) == self.sha256


def fingerprint_of(content: object) -> str:
    """SHA-256 of plain JSON values, the same in whatever order a database keeps the keys."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
