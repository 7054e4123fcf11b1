"""Budget lines and planned volumes: plan, revised plan and outcome side by side."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import MeasureVersion, Part, Sex
from samsyn.apps.portfolio.models.projects import OfProjectQuerySet, Project


class MoneyKind(models.TextChoices):
    SUPPORT = "support", _("stöd")
    COFINANCING_MONEY = "cofinancing_money", _("medfinansiering i pengar")
    COFINANCING_HOURS = "cofinancing_hours", _("medfinansiering i arbetstid")
    COFINANCING = "cofinancing", _("medfinansiering, inte uppdelad")


COFINANCING_KINDS = (MoneyKind.COFINANCING_MONEY, MoneyKind.COFINANCING_HOURS, MoneyKind.COFINANCING)


class BudgetLine(models.Model):
    """One amount: kind × part × year. Staff hours are entered as hours and a value per hour; the amount follows."""

    project = models.ForeignKey(
        Project, verbose_name=_("insats"), on_delete=models.CASCADE, related_name="budget_lines"
    )
    part = models.CharField(_("plan eller utfall"), max_length=10, choices=Part)
    kind = models.CharField(_("slag"), max_length=20, choices=MoneyKind)
    year = models.PositiveSmallIntegerField(
        _("år"), null=True, blank=True, help_text=_("Lämna tomt när beloppet gäller hela insatsen.")
    )
    amount = models.DecimalField(
        _("belopp (kr)"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)], blank=True
    )
    hours = models.DecimalField(
        _("timmar"), max_digits=10, decimal_places=1, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    hour_value = models.DecimalField(
        _("värde per timme (kr)"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    note = models.CharField(_("anteckning"), max_length=200, blank=True)
    source = models.CharField(_("källa"), max_length=300, blank=True, help_text=_("Till exempel en rapport och sidan."))

    PERSONAL = ()

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ["project", "year", "kind", "part"]
        verbose_name = _("budgetrad")
        verbose_name_plural = _("budgetrader")
        constraints = [
            models.CheckConstraint(
                name="budget_hours_need_hours_and_value",
                condition=~Q(kind="cofinancing_hours") | Q(hours__isnull=False, hour_value__isnull=False),
                violation_error_message=_("Arbetstid anges med timmar och värde per timme. Fyll i båda."),
            ),
            models.UniqueConstraint(
                "project",
                "part",
                "kind",
                Coalesce("year", 0),
                "note",
                name="budget_line_once",
                violation_error_message=_(
                    "Raden finns redan. Ändra den i stället, eller skilj dem åt med en anteckning."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.get_part_display()} {self.year or ''}".strip()

    def clean(self) -> None:
        if self.kind == MoneyKind.COFINANCING_HOURS and self.hours is not None and self.hour_value is not None:
            self.amount = (self.hours * self.hour_value).quantize(Decimal("0.01"))


class PlannedVolume(models.Model):
    """How much of a measure a project plans (or has replanned) to reach, by sex. Outcomes are figures in evaluation."""

    project = models.ForeignKey(Project, verbose_name=_("insats"), on_delete=models.CASCADE, related_name="volumes")
    measure = models.ForeignKey(MeasureVersion, verbose_name=_("mått"), on_delete=models.PROTECT, related_name="+")
    part = models.CharField(
        _("plan"),
        max_length=10,
        choices=[(p.value, p.label) for p in (Part.PLAN, Part.REVISED)],
        default=Part.PLAN,
    )
    sex = models.CharField(_("kön"), max_length=6, choices=Sex, blank=True, default=Sex.ALL)
    value = models.DecimalField(_("antal"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ()

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ["project", "measure", "part", "sex"]
        verbose_name = _("planerad volym")
        verbose_name_plural = _("planerade volymer")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "measure", "part", "sex"],
                name="planned_volume_once",
                violation_error_message=_("Volymen finns redan. Ändra den i stället."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.get_sex_display()} {self.value}"
