"""Adoption: who uses a method in ordinary operations, from when, and whether somebody has looked."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.knowledge.models.methods import Adaptation, Method, MethodPart
from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.policy import Permission


class Stage(models.TextChoices):
    TRIED = "tried", _("prövar")
    DECIDED = "decided", _("beslutat att använda")
    ORDINARY = "ordinary", _("i ordinarie budget")
    ADAPTED = "adapted", _("använder, anpassad")
    STOPPED = "stopped", _("slutat")


IN_USE = (Stage.ORDINARY, Stage.ADAPTED)


class AdoptionQuerySet(models.QuerySet[Any]):
    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW) -> AdoptionQuerySet:
        """What is told of a method somewhere: read with the method, changed by the place's people and the keeper."""
        if not user.is_authenticated:
            return self.none()
        if permission == Permission.PROJECT_VIEW:
            return self.filter(method__in=Method.objects.visible_to(user))
        own = organisations_where(user, permission)
        return self.filter(Q(organisation__in=own) | Q(method__organisation__in=own))


class Adoption(models.Model):
    """One row of the log: from this day the organisation was at this stage with the method. Rows are never changed."""

    method = models.ForeignKey(Method, on_delete=models.CASCADE, related_name="adoptions", verbose_name=_("metod"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="adoptions", verbose_name=_("organisation")
    )
    stage = models.CharField(_("läge"), max_length=10, choices=Stage)
    on = models.DateField(_("från och med"), default=timezone.localdate)
    adaptation = models.ForeignKey(
        Adaptation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("anpassning")
    )
    budget = models.CharField(
        _("rad i budgeten"), max_length=200, blank=True, help_text=_("Var pengarna finns: nämnd, konto eller avtal.")
    )
    responsible = models.CharField(
        _("ansvarig funktion"), max_length=200, blank=True, help_text=_("En enhet eller roll, inte ett namn.")
    )
    why = models.TextField(_("varför"), blank=True, help_text=_("Vad avgjorde? Om ni slutat: vad stoppade?"))
    source = models.CharField(_("källa"), max_length=300, blank=True)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("inskriven av"),
    )

    PERSONAL = ("noted_by",)

    objects = AdoptionQuerySet.as_manager()

    class Meta:
        ordering = ["method", "organisation", "on", "pk"]
        verbose_name = _("användning")
        verbose_name_plural = _("användning")
        constraints = [
            models.CheckConstraint(
                name="adoption_stopped_with_why",
                condition=~Q(stage="stopped") | ~Q(why=""),
                violation_error_message=_("Skriv vad som stoppade. Det är också kunskap."),
            ),
            models.CheckConstraint(
                name="adoption_ordinary_with_budget",
                condition=~Q(stage="ordinary") | ~Q(budget=""),
                violation_error_message=_(
                    "Skriv var i budgeten pengarna finns. Annars är läget beslutat, inte ordinarie."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_stage_display()}"


class Verification(models.Model):
    """Somebody has looked, 6 or 12 months after: is it still used, and how much of what is core is kept?"""

    adoption = models.ForeignKey(
        Adoption, on_delete=models.CASCADE, related_name="verifications", verbose_name=_("användning")
    )
    months = models.PositiveSmallIntegerField(_("efter"), choices=[(6, _("6 månader")), (12, _("12 månader"))])
    on = models.DateField(_("kontrollerad den"), default=timezone.localdate)
    used = models.BooleanField(_("används fortfarande"))
    kept = models.PositiveSmallIntegerField(_("bärande delar som finns kvar"))
    of = models.PositiveSmallIntegerField(_("bärande delar"))
    parts = models.ManyToManyField(MethodPart, verbose_name=_("delar som finns kvar"), blank=True, related_name="+")
    how = models.TextField(_("så kontrollerades det"), help_text=_("Besök, samtal, papper: vad såg ni?"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("av"),
    )

    PERSONAL = ("by",)

    class Meta:
        ordering = ["adoption", "months"]
        verbose_name = _("kontroll")
        verbose_name_plural = _("kontroller")
        constraints = [
            models.UniqueConstraint(
                "adoption", "months", name="adoption_verified_once_at_each_time",
                violation_error_message=_("Den kontrollen är redan gjord."),
            ),
            models.CheckConstraint(
                name="verification_keeps_no_more_than_there_is",
                condition=Q(kept__lte=models.F("of")),
                violation_error_message=_("Fler delar kan inte finnas kvar än metoden har."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.adoption}, {self.months}"
