"""Parties of every kind: the four of Finsam, and civil society, companies, schools and justice."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    MUNICIPALITY = "municipality", _("kommun")
    REGION = "region", _("region")
    EMPLOYMENT_SERVICE = "employment_service", _("Arbetsförmedlingen")
    SOCIAL_INSURANCE = "social_insurance", _("Försäkringskassan")
    ASSOCIATION = "association", _("samordningsförbund")
    MUNICIPAL_ASSOCIATION = "municipal_association", _("kommunförbund")
    STATE_AGENCY = "state_agency", _("annan statlig myndighet")
    CIVIL_SOCIETY = "civil_society", _("civilsamhälle")
    COMPANY = "company", _("företag")
    MUNICIPAL_COMPANY = "municipal_company", _("kommunalt bolag")
    SCHOOL = "school", _("skola")
    JUSTICE = "justice", _("rättsväsende")
    HEALTH_CARE = "health_care", _("vård")
    EVALUATOR = "evaluator", _("utvärderare eller forskare")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def visible_to(self, user) -> OrganisationQuerySet:
        """The register of parties holds no people: everyone with a membership somewhere sees it, a stranger nothing."""
        from samsyn.apps.organisations.models.access import active_on

        if not user.is_authenticated or not active_on(user.memberships.all()).exists():
            return self.none()
        return self

    def municipalities(self) -> OrganisationQuerySet:
        return self.filter(kind=Kind.MUNICIPALITY)


class Organisation(models.Model):
    """A party. Municipalities and regions are facts with SCB codes; the others are entered."""

    name = models.CharField(_("namn"), max_length=200)
    short_name = models.CharField(_("kort namn"), max_length=80, blank=True, help_text=_("Som det står i tabeller."))
    kind = models.CharField(_("slag"), max_length=30, choices=Kind)
    scb_code = models.CharField(
        _("SCB-kod"), max_length=4, blank=True, help_text=_("Två siffror för län, fyra för kommun.")
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("del av"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )

    PERSONAL = ()

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisationer")
        constraints = [
            models.UniqueConstraint(
                fields=["scb_code", "kind"],
                condition=~Q(scb_code=""),
                name="organisation_scb_code_once_per_kind",
                violation_error_message=_("Koden finns redan. Välj organisationen i listan i stället."),
            ),
            models.UniqueConstraint(
                fields=["name", "kind"],
                name="organisation_name_once_per_kind",
                violation_error_message=_("Organisationen finns redan. Välj den i listan i stället."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("organisation", args=[self.pk])

    @property
    def brief(self) -> str:
        """The name for tables."""
        return self.short_name or self.name
