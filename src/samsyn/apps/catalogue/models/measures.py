"""What is measured: one definition that text, table, annex and chart all use."""

from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models.versions import Versioned, spoken
from samsyn.apps.organisations.models import Organisation
from samsyn.core.parameters import Measure


class Part(models.TextChoices):
    """Which of a project's three pictures a value belongs to."""

    PLAN = "plan", _("plan")
    REVISED = "revised", _("reviderad plan")
    OUTCOME = "outcome", _("utfall")


class Sex(models.TextChoices):
    WOMEN = "women", _("kvinnor")
    MEN = "men", _("män")
    ALL = "", _("totalt")


class Direction(models.TextChoices):
    HIGHER = "higher", _("högre är bättre")
    LOWER = "lower", _("lägre är bättre")
    NONE = "none", _("varken eller")


class MeasureVersion(Versioned):
    """One version of a measure's definition. Figures point at the version they were made with."""

    version = models.PositiveSmallIntegerField(_("version"), default=1, validators=[MinValueValidator(1)])
    definition_sv = models.TextField(_("definition"), help_text=_("Vad räknas, och vad räknas inte?"))
    definition_en = models.TextField(_("engelsk definition"), blank=True)
    numerator = models.SlugField(_("täljare"), max_length=60, blank=True, help_text=_("Koden för ett annat mått."))
    denominator = models.SlugField(_("nämnare"), max_length=60, blank=True, help_text=_("Koden för ett annat mått."))
    parts = models.JSONField(_("delar"), default=list, blank=True)  # codes whose sum is this measure
    unit = models.CharField(_("enhet"), max_length=30, help_text=_("Till exempel person, timme eller SEK."))
    decimals = models.PositiveSmallIntegerField(_("decimaler"), default=0)
    percent = models.BooleanField(_("visas i procent"), default=False)
    direction = models.CharField(_("riktning"), max_length=10, choices=Direction, default=Direction.NONE)
    breakdowns = models.JSONField(_("uppdelningar"), default=list, blank=True)
    labels = models.JSONField(_("andra benämningar"), default=list, blank=True)
    source = models.CharField(_("källa"), max_length=300)
    checked_by = models.CharField(_("granskad av"), max_length=120, blank=True)
    checked_on = models.DateField(_("granskad den"), null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("eget för"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="measures",
    )

    PERSONAL = ("checked_by",)

    class Meta:
        ordering = ["name_sv"]
        verbose_name = _("mått")
        verbose_name_plural = _("mått")
        constraints = [
            models.UniqueConstraint(
                "code",
                "version",
                Coalesce("organisation", 0, output_field=models.BigIntegerField()),
                name="measure_version_once",
            ),
            models.CheckConstraint(
                name="measure_ratio_needs_both_ends",
                condition=Q(numerator="", denominator="") | (~Q(numerator="") & ~Q(denominator="")),
                violation_error_message=_("En kvot behöver både täljare och nämnare. Fyll i båda, eller ingen."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("measure", args=[self.pk])

    @property
    def definition(self) -> str:
        return spoken(self.definition_sv, self.definition_en)

    def as_core(self) -> Measure:
        """The same definition in the shape that core computes with."""
        return Measure(
            code=self.code,
            version=self.version,
            name={"sv": self.name_sv, "en": self.name_en},
            definition={"sv": self.definition_sv, "en": self.definition_en},
            unit=self.unit,
            direction=self.direction,
            source=self.source,
            numerator=self.numerator,
            denominator=self.denominator,
            parts=tuple(self.parts),
            percent=self.percent,
            decimals=self.decimals,
            breakdowns=tuple(self.breakdowns),
            labels=tuple(self.labels),
            checked_by=self.checked_by,
            checked_on=self.checked_on.isoformat() if self.checked_on else "",
        )
