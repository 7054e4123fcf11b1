"""Figures that were typed, imported or entered. What can be computed is never stored."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import MeasureVersion, Part, Sex
from samsyn.apps.evaluation.models.clusters import Cluster, SubjectQuerySet
from samsyn.apps.evaluation.models.publications import Publication, PublishedTable
from samsyn.apps.portfolio.models import Project


class StoredOrigin(models.TextChoices):
    PRINTED = "printed", _("skriven av från en publikation")
    IMPORTED = "imported", _("inläst från en granskad tabell")
    ENTERED = "entered", _("inskriven av insatsen")


class StoredFigure(models.Model):
    """One value as it stands somewhere. Two sources may disagree: both are kept, and one is the one that counts."""

    project = models.ForeignKey(
        Project,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="figures",
        verbose_name=_("insats"),
    )
    cluster = models.ForeignKey(
        Cluster,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="figures",
        verbose_name=_("kluster"),
    )
    measure = models.ForeignKey(MeasureVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("mått"))
    part = models.CharField(_("plan eller utfall"), max_length=10, choices=Part, default=Part.OUTCOME)
    sex = models.CharField(_("kön"), max_length=6, choices=Sex, blank=True, default=Sex.ALL)
    value = models.DecimalField(_("värde"), max_digits=18, decimal_places=6)  # a share is a fraction: 0.71
    as_printed = models.CharField(_("som det står"), max_length=60, blank=True)
    population = models.CharField(_("population"), max_length=200, blank=True)
    period = models.CharField(_("period"), max_length=60, blank=True)
    origin = models.CharField(_("ursprung"), max_length=10, choices=StoredOrigin, default=StoredOrigin.ENTERED)
    publication = models.ForeignKey(
        Publication,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="figures",
        verbose_name=_("publikation"),
    )
    page = models.CharField(_("sida"), max_length=20, blank=True)
    table = models.ForeignKey(
        PublishedTable,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="figures",
        verbose_name=_("tabell"),
    )
    row_index = models.PositiveIntegerField(null=True, blank=True)
    column_index = models.PositiveIntegerField(null=True, blank=True)
    counts = models.BooleanField(
        _("räknas"),
        default=True,
        help_text=_("Den uppgift som beräkningar bygger på när källor skiljer sig åt."),
    )
    note = models.TextField(_("anteckning"), blank=True)
    replaced_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaces",
        verbose_name=_("rättad till"),
    )

    PERSONAL = ()

    objects = SubjectQuerySet.as_manager()

    class Meta:
        ordering = ["project", "cluster", "measure", "part", "sex", "-counts"]
        verbose_name = _("siffra")
        verbose_name_plural = _("siffror")
        constraints = [
            models.CheckConstraint(
                name="figure_belongs_to_project_or_cluster",
                condition=Q(project__isnull=False, cluster=None) | Q(project=None, cluster__isnull=False),
                violation_error_message=_("En siffra hör till en insats eller ett kluster, inte båda."),
            ),
            models.CheckConstraint(
                name="figure_printed_names_its_publication",
                condition=Q(origin="entered") | Q(publication__isnull=False),
                violation_error_message=_(
                    "En avskriven eller inläst siffra behöver sin publikation. Välj den i listan."
                ),
            ),
            models.UniqueConstraint(
                Coalesce("project", 0, output_field=models.BigIntegerField()),
                Coalesce("cluster", 0, output_field=models.BigIntegerField()),
                "measure",
                "part",
                "sex",
                "period",
                condition=Q(counts=True, replaced_by=None),
                name="figure_that_counts_once",
                violation_error_message=_(
                    "Det finns redan en siffra som räknas. Rätta den i stället för att lägga till en till."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project or self.cluster}: {self.measure} {self.get_part_display()} {self.get_sex_display()}"

    def get_absolute_url(self) -> str:
        return reverse("stored-figure", args=[self.pk])
