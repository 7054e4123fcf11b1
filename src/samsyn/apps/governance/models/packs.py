"""The pack that a group reads before it meets, as it was on the day it was frozen."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.governance.models.boards import OfBoardQuerySet
from samsyn.apps.governance.models.meetings import BoardMeeting
from samsyn.apps.governance.models.promises import fingerprint_of


class PackQuerySet(OfBoardQuerySet):
    to_board = "meeting__board"


class Pack(models.Model):
    """All of a pack's content with a fingerprint: the page, Word and PDF show this and nothing else."""

    meeting = models.ForeignKey(BoardMeeting, on_delete=models.CASCADE, related_name="packs", verbose_name=_("möte"))
    number = models.PositiveSmallIntegerField(_("nummer"))
    frozen_at = models.DateTimeField(_("fryst"))
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("fryst av")
    )
    frozen_by_name = models.CharField(_("fryst av"), max_length=200)
    content = models.JSONField(_("innehåll"))
    sha256 = models.CharField(_("kontrollsumma"), max_length=64)

    PERSONAL = ("frozen_by", "frozen_by_name")

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "-number"]
        verbose_name = _("underlag till möte")
        verbose_name_plural = _("underlag till möten")
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="pack_number_once")]

    def __str__(self) -> str:
        return f"{self.meeting} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("pack", args=[self.pk])

    @property
    def intact(self) -> bool:
        return fingerprint_of(self.content) == self.sha256
