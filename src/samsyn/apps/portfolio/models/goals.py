"""Goals that can be followed, or that say why they cannot."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import MeasureVersion
from samsyn.apps.portfolio.models.projects import OfProjectQuerySet, Project


class GoalState(models.TextChoices):
    DRAFT = "draft", _("utkast")
    ADOPTED = "adopted", _("antaget")
    REFORMULATED = "reformulated", _("omformulerat")
    STOPPED = "stopped", _("stoppat")


class GoalKind(models.TextChoices):
    NUMBER = "number", _("kvantitativt: ett mått ska nå ett värde")
    QUALITY = "quality", _("kvalitativt: ett angivet prov ska vara uppfyllt")


class Goal(models.Model):
    """What is to be reached, how it is known, from what start, when, and by whom it is measured."""

    project = models.ForeignKey(Project, verbose_name=_("insats"), on_delete=models.CASCADE, related_name="goals")
    label = models.CharField(_("beteckning"), max_length=20, blank=True, help_text=_("Till exempel A eller 1.2."))
    text = models.TextField(_("målet"))
    kind = models.CharField(_("slag av mål"), max_length=10, choices=GoalKind, default=GoalKind.NUMBER)
    measure = models.ForeignKey(
        MeasureVersion,
        verbose_name=_("mått"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    test = models.TextField(
        _("provet"),
        blank=True,
        help_text=_("För kvalitativa mål: vad ska en utomstående kunna se för att säga att målet är nått?"),
    )
    data_source = models.CharField(
        _("datakälla"), max_length=300, blank=True, help_text=_("Varifrån kommer uppgiften?")
    )
    source_until = models.DateField(
        _("datakällan finns till"),
        null=True,
        blank=True,
        help_text=_("Om källan upphör, eller om du vet att en kategori försvinner."),
    )
    baseline = models.CharField(
        _("utgångsläge"), max_length=200, blank=True, help_text=_("Läget när insatsen börjar, med antal.")
    )
    target = models.CharField(_("målvärde"), max_length=200, blank=True)
    known_on = models.DateField(_("när vet vi?"), null=True, blank=True)
    measured_by = models.CharField(
        _("vem mäter?"), max_length=200, blank=True, help_text=_("En roll eller en organisation.")
    )
    missing_why = models.TextField(
        _("varför saknas det?"),
        blank=True,
        help_text=_("Ett mål utan datakälla, utgångsläge eller datum kan bara antas om det sägs varför."),
    )
    state = models.CharField(_("läge"), max_length=14, choices=GoalState, default=GoalState.DRAFT)
    adopted_on = models.DateField(_("antaget den"), null=True, blank=True)
    stopped_why = models.TextField(_("varför stoppat eller omformulerat"), blank=True)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("ersatt av"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="replaces",
    )
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ()

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ["project", "label", "pk"]
        verbose_name = _("mål")
        verbose_name_plural = _("mål")
        constraints = [
            models.CheckConstraint(
                name="goal_adopted_can_be_followed_or_says_why",
                condition=~Q(state="adopted")
                | ~Q(missing_why="")
                | (~Q(data_source="") & ~Q(baseline="") & Q(known_on__isnull=False)),
                violation_error_message=_(
                    "Målet saknar datakälla, utgångsläge eller datum. Fyll i dem, eller skriv varför de saknas."
                ),
            ),
            models.CheckConstraint(
                name="goal_stopped_with_reason",
                condition=~Q(state__in=["stopped", "reformulated"]) | ~Q(stopped_why=""),
                violation_error_message=_("Skriv varför målet stoppas eller omformuleras."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.text}".strip()

    def get_absolute_url(self) -> str:
        return reverse("goal", args=[self.pk])
