"""What has left the station: protected tables, and what the next release must remember."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.participants.models.held import C, Held, held_objects
from samsyn.apps.participants.models.reach import OfLedProjectQuerySet
from samsyn.apps.participants.models.sealed import SealKey
from samsyn.apps.portfolio.models import Project


class Delivery(Held):
    """One release of a project's fixed tables. Never changed; the next one has the next number."""

    project = models.ForeignKey(Project, verbose_name=_("insats"), on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("nummer"))
    at = models.DateTimeField(_("lämnad"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("av")
    )
    up_to = models.DateField(_("till och med"))
    rules_version = models.CharField(_("reglernas version"), max_length=20)
    correction = models.BooleanField(_("rättelse"), default=False)
    why = models.CharField(_("varför"), max_length=200, blank=True)
    tables = models.JSONField(_("tabeller"), default=list)  # core.disclosure's protected tables, as delivered
    sha256 = models.CharField(max_length=64)
    key = models.OneToOneField(SealKey, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    remembered_sealed = models.BinaryField(default=bytes)  # who stood behind each row: for the freeze of the next one

    CLASSES = {
        **dict.fromkeys(
            ("id", "organisation", "project", "number", "at", "by", "up_to", "rules_version", "correction", "why",
             "tables", "sha256", "key"),
            C.TECHNICAL,
        ),
        "remembered_sealed": C.TECHNICAL,
    }  # fmt: skip
    PERSONAL = ("by", "remembered_sealed")

    objects = held_objects(OfLedProjectQuerySet)

    class Meta:
        ordering = ["project", "-number"]
        verbose_name = _("leverans")
        verbose_name_plural = _("leveranser")
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="delivery_number_once")]

    def __str__(self) -> str:
        return f"leverans {self.number}, {self.project}"

    def get_absolute_url(self) -> str:
        return reverse("delivery", args=[self.pk])
