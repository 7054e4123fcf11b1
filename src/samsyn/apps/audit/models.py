"""The trail: who did what to what. Rows are only ever added, and each carries the fingerprint of the one before."""

from __future__ import annotations

import hashlib
import json
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

START = "0" * 64  # what the first entry points back to


class Chained(models.Model):
    """A row of a chain: who, when, what the row itself says, and the fingerprint of the row before."""

    # The fields of the row's own, in the order that its fingerprint was first taken in. Never another order.
    SAYS: ClassVar[tuple[str, ...]]

    number = models.PositiveBigIntegerField(_("nummer"), unique=True)
    at = models.DateTimeField(_("tid"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("vem"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    actor_key = models.CharField(max_length=40)  # the account's number as text, or "system"
    actor_label = models.CharField(_("vem"), max_length=200)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        abstract = True
        ordering = ["-number"]

    def fingerprint(self) -> str:
        """SHA-256 over everything the row says, including the fingerprint it points back to."""
        says = [getattr(self, name) for name in self.SAYS]
        return fingerprint_of([
            self.number, self.at.isoformat(), self.actor_key, self.actor_label, *says, self.previous_hash
        ])  # fmt: skip


_text_of = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def fingerprint_of(said: list[Any]) -> str:
    """SHA-256 of what a row says: number, time as ISO text, who (key and label), its own fields, fingerprint before."""
    return hashlib.sha256(_text_of(said).encode()).hexdigest()


class Head(models.Model):
    """A chain's last number and fingerprint: a cut tail shows, and writers queue on this row."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=START)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"


class Entry(Chained):
    """One act. The texts are kept as they read that day, so the trail outlives what it speaks of."""

    verb = models.CharField(_("vad"), max_length=80)
    target_type = models.CharField(max_length=80)
    target_key = models.CharField(max_length=40)
    target_label = models.CharField(_("på vad"), max_length=300)
    organisation_key = models.CharField(max_length=40, blank=True)  # whose trail it is
    details = models.JSONField(default=dict)

    PERSONAL = ("actor", "actor_key", "actor_label")
    SAYS = ("verb", "target_type", "target_key", "target_label", "organisation_key", "details")

    class Meta(Chained.Meta):
        verbose_name = _("spår")
        verbose_name_plural = _("spår")
        indexes = [
            models.Index(fields=["target_type", "target_key"]),
            models.Index(fields=["organisation_key"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.target_label}"


class ChainHead(Head):
    """The end of the trail."""

    PERSONAL = ()

    class Meta:
        verbose_name = _("kedjans ände")


class Reading(Chained):
    """One person was read about, once. No number, name or text of the person: only the row's own pseudonym."""

    person_key = models.CharField(_("om vem"), max_length=40)  # a pseudonym that dies with the person's row
    what = models.CharField(_("vad"), max_length=80)  # the page or export, a word of `words.READINGS`
    ground = models.CharField(_("med vilken grund"), max_length=20)
    classes = models.CharField(_("slag av uppgifter"), max_length=120)
    organisation_key = models.CharField(max_length=40)  # whose person

    PERSONAL = ("actor", "actor_key", "actor_label", "person_key")
    SAYS = ("person_key", "what", "ground", "classes", "organisation_key")

    class Meta(Chained.Meta):
        verbose_name = _("läsning")
        verbose_name_plural = _("läsningar")
        indexes = [
            models.Index(fields=["person_key", "number"]),
            models.Index(fields=["organisation_key", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.what} {self.person_key}"


class ReadingHead(Head):
    """The end of the log of readings. Its own row, so that reading does not wait for those who change."""

    PERSONAL = ()

    class Meta:
        verbose_name = _("läsloggens ände")
