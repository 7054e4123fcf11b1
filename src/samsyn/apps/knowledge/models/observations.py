"""Observations: what stood in the way between the systems, or made it work; told without the person."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Term
from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Project


class Room(models.TextChoices):
    """Room for action: what would it take to do otherwise?"""

    LAW = "law", _("lagen hindrar")
    RULE = "rule", _("en regel hindrar, men någon har beslutat den")
    HABIT = "habit", _("ingen regel hindrar: vi brukar göra så")
    UNKNOWN = "unknown", _("vet inte")


class ObservationQuerySet(models.QuerySet["Observation"]):
    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW) -> ObservationQuerySet:
        """Whoever told it, the organisation's own people, and those who may see the project it came from."""
        if not user.is_authenticated:
            return self.none()
        own = Q(organisation__in=organisations_where(user, permission))
        if permission == Permission.OBSERVE:
            return self.filter(reported_by=user, organisation__in=organisations_where(user, permission))
        return self.filter(own | Q(reported_by=user) | Q(project__in=Project.objects.visible_to(user, permission)))


class Observation(models.Model):
    """One thing that somebody saw. It carries no person: the text is checked before it is kept."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="observations", verbose_name=_("organisation")
    )
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="observations", verbose_name=_("insats")
    )
    good = models.BooleanField(_("gott exempel"), default=False)
    text = models.TextField(_("vad hände?"), max_length=2000)
    kind = models.ForeignKey(
        Term,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("vad är det för hinder?"),
    )
    level = models.ForeignKey(
        Term, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("var kan det beslutas annorlunda?"),
    )  # fmt: skip
    actors = models.ManyToManyField(Term, verbose_name=_("mellan vilka?"), blank=True, related_name="+")
    target_groups = models.ManyToManyField(Term, verbose_name=_("vilka drabbas?"), blank=True, related_name="+")
    room = models.CharField(_("handlingsutrymme"), max_length=8, choices=Room, default=Room.UNKNOWN)
    rule = models.CharField(
        _("lag, regel eller rutin"),
        max_length=200,
        blank=True,
        help_text=_("Vilken, om du vet: till exempel SoL 4 kap. 1 §."),
    )
    hours = models.DecimalField(
        _("tid det tog (timmar)"), max_digits=6, decimal_places=1, null=True, blank=True,
        help_text=_("Ungefär, för dig och den du mötte."),
    )  # fmt: skip
    seen_on = models.DateField(_("när"), default=timezone.localdate)
    told_at = models.DateTimeField(_("inskriven"), default=timezone.now)
    reported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("av"),
    )
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ("reported_by",)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_on", "-pk"]
        verbose_name = _("observation")
        verbose_name_plural = _("observationer")
        indexes = [models.Index(fields=["organisation", "-seen_on"]), models.Index(fields=["-seen_on", "-id"])]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("observation", args=[self.pk])
