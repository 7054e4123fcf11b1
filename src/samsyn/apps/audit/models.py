"""The trail: who did what to what. Rows are only ever added, and each carries the fingerprint of the one before."""

from __future__ import annotations

import hashlib
import json

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

START = "0" * 64  # what the first entry points back to


class Entry(models.Model):
    """One act. The texts are kept as they read that day, so the trail outlives what it speaks of."""

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
    verb = models.CharField(_("vad"), max_length=80)
    target_type = models.CharField(max_length=80)
    target_key = models.CharField(max_length=40)
    target_label = models.CharField(_("på vad"), max_length=300)
    organisation_key = models.CharField(max_length=40, blank=True)  # whose trail it is
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    PERSONAL = ("actor", "actor_key", "actor_label")

    class Meta:
        ordering = ["-number"]
        verbose_name = _("spår")
        verbose_name_plural = _("spår")
        indexes = [
            models.Index(fields=["target_type", "target_key"]),
            models.Index(fields=["organisation_key"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.verb} {self.target_label}"

    def fingerprint(self) -> str:
        """SHA-256 over everything the entry says, including the fingerprint it points back to."""
        said = [
            self.number,
            self.at.isoformat(),
            self.actor_key,
            self.actor_label,
            self.verb,
            self.target_type,
            self.target_key,
            self.target_label,
            self.organisation_key,
            self.details,
            self.previous_hash,
        ]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class ChainHead(models.Model):
    """The last entry's number and fingerprint: a cut tail shows, and writers queue on this row."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=START)

    PERSONAL = ()

    class Meta:
        verbose_name = _("kedjans ände")

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"


class Reading(models.Model):
    """One person was read about, once. No number, name or text of the person: only the row's own pseudonym."""

    number = models.PositiveBigIntegerField(_("nummer"), unique=True)
    at = models.DateTimeField(_("tid"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("vem"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    actor_key = models.CharField(max_length=40)
    actor_label = models.CharField(_("vem"), max_length=200)
    person_key = models.CharField(_("om vem"), max_length=40)  # a pseudonym that dies with the person's row
    what = models.CharField(_("vad"), max_length=80)  # the page or export, a word of `words.READINGS`
    ground = models.CharField(_("med vilken grund"), max_length=20)
    classes = models.CharField(_("slag av uppgifter"), max_length=120)
    organisation_key = models.CharField(max_length=40)  # whose person
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    PERSONAL = ("actor", "actor_key", "actor_label", "person_key")

    class Meta:
        ordering = ["-number"]
        verbose_name = _("läsning")
        verbose_name_plural = _("läsningar")
        indexes = [
            models.Index(fields=["person_key", "number"]),
            models.Index(fields=["organisation_key", "number"]),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.what} {self.person_key}"

    def fingerprint(self) -> str:
        """SHA-256 over everything the reading says, including the fingerprint it points back to."""
        said = [
            self.number,
            self.at.isoformat(),
            self.actor_key,
            self.actor_label,
            self.person_key,
            self.what,
            self.ground,
            self.classes,
            self.organisation_key,
            self.previous_hash,
        ]
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


class ReadingHead(models.Model):
    """The last reading's number and fingerprint. Its own row, so that reading does not wait for those who change."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=START)

    PERSONAL = ()

    class Meta:
        verbose_name = _("läsloggens ände")

    def __str__(self) -> str:
        return f"{self.number} {self.hash}"
