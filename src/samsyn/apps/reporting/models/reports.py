"""Reports: live until frozen, then dated snapshots that never change."""

from __future__ import annotations

import hashlib
import json

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.economics.models import FrozenAccount
from samsyn.apps.evaluation.models import Cluster
from samsyn.apps.evaluation.models.clusters import SubjectQuerySet
from samsyn.apps.portfolio.models import Project


class Report(models.Model):
    """A report on a project or a cluster. Its tables and figures are always those of the page until it is frozen."""

    project = models.ForeignKey(
        Project,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="reports",
        verbose_name=_("insats"),
    )
    cluster = models.ForeignKey(
        Cluster,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="reports",
        verbose_name=_("kluster"),
    )
    accounts = models.ManyToManyField(
        FrozenAccount, blank=True, related_name="reports", verbose_name=_("frysta kalkyler")
    )
    title = models.CharField(_("titel"), max_length=200)
    author = models.CharField(_("upphov"), max_length=200, blank=True)

    PERSONAL = ("author",)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name = _("rapport")
        verbose_name_plural = _("rapporter")
        constraints = [
            models.CheckConstraint(
                name="report_on_project_or_cluster",
                condition=Q(project__isnull=False, cluster=None) | Q(project=None, cluster__isnull=False),
                violation_error_message=_("En rapport gäller en insats eller ett kluster, inte båda."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("report", args=[self.pk])

    @property
    def subject(self):
        return self.project or self.cluster


class ReportSection(models.Model):
    """The evaluator's own words. A number in them is a reference to a figure: [[participants.outcome]]."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sections", verbose_name=_("rapport"))
    code = models.SlugField(_("avsnitt"), max_length=40)  # where in the report it stands, such as "summary"
    text = models.TextField(_("text"), blank=True)

    PERSONAL = ()

    class Meta:
        ordering = ["report", "pk"]
        verbose_name = _("avsnitt")
        verbose_name_plural = _("avsnitt")
        constraints = [models.UniqueConstraint(fields=["report", "code"], name="report_section_once")]

    def __str__(self) -> str:
        return f"{self.report}: {self.code}"


class Snapshot(models.Model):
    """A report as it read on the day it was frozen: all its content, with a fingerprint."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="snapshots", verbose_name=_("rapport"))
    number = models.PositiveSmallIntegerField(_("nummer"))
    frozen_at = models.DateTimeField(_("fryst"))
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("fryst av"),
    )
    frozen_by_name = models.CharField(_("fryst av"), max_length=200)
    reason = models.CharField(_("varför"), max_length=200, blank=True)
    content = models.JSONField()
    sha256 = models.CharField(_("kontrollsumma"), max_length=64)

    PERSONAL = ("frozen_by", "frozen_by_name")

    class Meta:
        ordering = ["report", "-number"]
        verbose_name = _("fryst rapport")
        verbose_name_plural = _("frysta rapporter")
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="snapshot_number_once")]

    def __str__(self) -> str:
        return f"{self.report} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("snapshot", args=[self.pk])

    @staticmethod
    def fingerprint(content) -> str:
        text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def intact(self) -> bool:
        return self.fingerprint(self.content) == self.sha256
