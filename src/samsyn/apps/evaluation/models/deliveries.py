"""Tables that a station with people has delivered: counts of people, already protected when they came."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.organisations.models import Organisation
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Project
from samsyn.core.disclosure.shown import ProtectedTable


class DeliveredReleaseQuerySet(models.QuerySet["DeliveredRelease"]):
    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW) -> DeliveredReleaseQuerySet:
        """Whoever may see the project may see what has been delivered about it."""
        return self.filter(project__in=Project.objects.visible_to(user, permission))


class DeliveredRelease(models.Model):
    """One delivery of a project's tables. Never changed; a later one stands beside it."""

    project = models.ForeignKey(Project, verbose_name=_("insats"), on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField(_("nummer"))
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("levererad av"), on_delete=models.PROTECT, related_name="+"
    )
    population = models.CharField(_("population"), max_length=200)
    up_to = models.DateField(_("till och med"))
    rules_version = models.CharField(_("reglernas version"), max_length=20)
    correction = models.BooleanField(_("rättelse"), default=False)
    sha256 = models.CharField(_("fingeravtryck"), max_length=64)
    received_at = models.DateTimeField(_("mottagen"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("lämnad av"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    PERSONAL = ("by",)

    objects = DeliveredReleaseQuerySet.as_manager()

    class Meta:
        ordering = ["project", "-number"]
        verbose_name = _("levererade tabeller")
        verbose_name_plural = _("levererade tabeller")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"],
                name="delivered_number_once",
                violation_error_message=_("En leverans med det numret finns redan. Hämta den senaste och försök igen."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.project.code}, leverans {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("delivered", args=[self.pk])


class DeliveredTable(models.Model):
    """One table of a delivery, exactly as it came."""

    release = models.ForeignKey(DeliveredRelease, on_delete=models.CASCADE, related_name="tables")
    code = models.CharField(_("kod"), max_length=80)
    title = models.CharField(_("rubrik"), max_length=200)
    order = models.PositiveSmallIntegerField(_("ordning"))
    content = models.JSONField(_("innehåll"))  # core.disclosure's protected table on the wire

    PERSONAL = ()

    class Meta:
        ordering = ["release", "order"]
        verbose_name = _("levererad tabell")
        verbose_name_plural = _("levererade tabeller")
        constraints = [models.UniqueConstraint(fields=["release", "code"], name="delivered_table_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def as_core(self) -> ProtectedTable:
        """The table as core.disclosure has it."""
        return ProtectedTable.from_wire(self.content)
