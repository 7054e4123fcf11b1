"""How a project is anchored in each municipality it works in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from samsyn.apps.organisations.models import Organisation
from samsyn.apps.portfolio.models.projects import OfProjectQuerySet, Project


class Answer(models.TextChoices):
    """Unknown is an answer of its own: it is never counted as a no."""

    YES = "yes", _("ja")
    PARTLY = "partly", _("delvis")
    NO = "no", _("nej")
    UNKNOWN = "", _("ej känt")


class ProjectMunicipality(models.Model):
    """The facts that decide whether an effort takes root: who leads, who meets, whom to call, with what mandate."""

    project = models.ForeignKey(
        Project, verbose_name=_("insats"), on_delete=models.CASCADE, related_name="municipalities"
    )
    municipality = models.ForeignKey(
        Organisation, verbose_name=_("kommun"), on_delete=models.PROTECT, related_name="project_places"
    )
    manager = models.CharField(_("engagerad chef"), max_length=8, choices=Answer, blank=True)
    local_group = models.CharField(_("lokal arbetsgrupp"), max_length=8, choices=Answer, blank=True)
    contact = models.CharField(_("lokal kontaktperson"), max_length=8, choices=Answer, blank=True)
    process_leader = models.CharField(_("processledare"), max_length=8, choices=Answer, blank=True)
    mandate = models.CharField(
        _("processledarens mandat"),
        max_length=8,
        choices=Answer,
        blank=True,
        help_text=_("Får processledaren besluta om det egna arbetssättet?"),
    )
    note = models.TextField(_("anteckning"), blank=True)
    as_of = models.DateField(_("gällde den"), null=True, blank=True)
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ()

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ["project", "municipality__name"]
        verbose_name = _("kommun i insatsen")
        verbose_name_plural = _("kommuner i insatsen")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "municipality"],
                name="project_municipality_once",
                violation_error_message=_("Kommunen finns redan i insatsen. Ändra raden i stället."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.project.code}: {self.municipality.brief}"
