"""Theories of change in versions: as called for, as granted, as it turned out; and what drifted between them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Term
from samsyn.apps.portfolio.models.calls import Call
from samsyn.apps.portfolio.models.projects import Project


class Occasion(models.TextChoices):
    CALLED = "called", _("vid utlysningen")
    GRANTED = "granted", _("efter beviljande")
    REVISED = "revised", _("reviderad under vägen")
    IMPLEMENTED = "implemented", _("som det blev")


class Drift(models.TextChoices):
    KEPT = "kept", _("kvar")
    CHANGED = "changed", _("ändrat")
    ADDED = "added", _("tillkom")
    DROPPED = "dropped", _("föll bort")


class TheoryQuerySet(models.QuerySet["TheoryOfChange"]):
    def visible_to(self, user) -> TheoryQuerySet:
        """Those of the projects and calls that the user may see."""
        projects, calls = Project.objects.visible_to(user), Call.objects.visible_to(user)
        return self.filter(Q(project__in=projects) | Q(call__in=calls))


class TheoryOfChange(models.Model):
    """One version of how a call or a project is meant to lead to change."""

    call = models.ForeignKey(
        Call,
        verbose_name=_("utlysning"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="theories",
    )
    project = models.ForeignKey(
        Project,
        verbose_name=_("insats"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="theories",
    )
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    occasion = models.CharField(_("tillfälle"), max_length=12, choices=Occasion, default=Occasion.CALLED)
    as_of = models.DateField(_("gällde den"), null=True, blank=True)
    previous = models.ForeignKey(
        "self",
        verbose_name=_("bygger på"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="next_versions",
    )
    drift_summary = models.TextField(_("vad som försköts, och varför"), blank=True)
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ()

    objects = TheoryQuerySet.as_manager()

    class Meta:
        ordering = ["call", "project", "version"]
        verbose_name = _("förändringsteori")
        verbose_name_plural = _("förändringsteorier")
        constraints = [
            models.CheckConstraint(
                name="theory_belongs_to_call_or_project",
                condition=Q(call__isnull=False, project=None) | Q(call=None, project__isnull=False),
                violation_error_message=_("En förändringsteori hör till en utlysning eller en insats, inte båda."),
            ),
            models.UniqueConstraint(
                Coalesce("call", 0, output_field=models.BigIntegerField()),
                Coalesce("project", 0, output_field=models.BigIntegerField()),
                "version",
                name="theory_version_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.call or self.project}: {self.get_occasion_display()} (version {self.version})"

    def get_absolute_url(self) -> str:
        return reverse("theory", args=[self.pk])


class TheoryStep(models.Model):
    """One step. `drift` says what became of `previous` step in this version."""

    theory = models.ForeignKey(
        TheoryOfChange, on_delete=models.CASCADE, related_name="steps", verbose_name=_("förändringsteori")
    )
    kind = models.ForeignKey(Term, verbose_name=_("slag"), on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("steget"))
    order = models.PositiveSmallIntegerField(_("ordning"), default=0)
    previous = models.ForeignKey(
        "self",
        verbose_name=_("motsvarar"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="became",
    )
    drift = models.CharField(_("vad som hände"), max_length=10, choices=Drift, blank=True)
    drift_why = models.TextField(_("varför"), blank=True)

    PERSONAL = ()

    class Meta:
        ordering = ["theory", "kind__order", "order", "pk"]
        verbose_name = _("steg")
        verbose_name_plural = _("steg")

    def __str__(self) -> str:
        return self.text[:80]
