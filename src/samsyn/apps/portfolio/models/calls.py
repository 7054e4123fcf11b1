"""Calls for proposals and the applications that answer them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.policy import Permission


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW) -> CallQuerySet:
        """Published calls are open to everyone with a membership; a draft, and every change, to the funder's own."""
        if not user.is_authenticated:
            return self.none()
        own = Q(organisation__in=organisations_where(user, permission))
        if permission != Permission.PROJECT_VIEW:
            return self.filter(own)
        member = organisations_where(user, Permission.PROJECT_VIEW)
        return self.filter(own | Q(published=True)) if member.exists() else self.none()


class Call(models.Model):
    """A call: what a funder wants to see, for whom, and when."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("finansiär"), on_delete=models.PROTECT, related_name="calls"
    )
    number = models.CharField(_("diarienummer"), max_length=40, blank=True)
    title = models.CharField(_("rubrik"), max_length=200)
    aim = models.TextField(_("syfte"), blank=True, help_text=_("Vad ska vara annorlunda när projekten är klara?"))
    programme = models.CharField(_("program"), max_length=200, blank=True)
    decided = models.CharField(
        _("beslutad"), max_length=10, blank=True, help_text=_("Datum eller månad, så noga som det är känt.")
    )
    opens = models.DateField(_("öppnar"), null=True, blank=True)
    closes = models.DateField(_("stänger"), null=True, blank=True)
    earliest_start = models.DateField(_("tidigaste projektstart"), null=True, blank=True)
    published = models.BooleanField(_("utlyst"), default=False)
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ()

    objects = CallQuerySet.as_manager()

    class Meta:
        ordering = ["-opens", "title"]
        verbose_name = _("utlysning")
        verbose_name_plural = _("utlysningar")
        constraints = [
            models.CheckConstraint(
                name="call_closes_after_it_opens",
                condition=Q(opens=None) | Q(closes=None) | Q(closes__gte=F("opens")),
                violation_error_message=_("Utlysningen stänger innan den öppnar. Ändra något av datumen."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def get_absolute_url(self) -> str:
        return reverse("call", args=[self.pk])


class ApplicationState(models.TextChoices):
    DRAFT = "draft", _("utkast")
    SENT = "sent", _("inskickad")
    GRANTED = "granted", _("beviljad")
    DECLINED = "declined", _("avslagen")
    WITHDRAWN = "withdrawn", _("återtagen")


class ApplicationQuerySet(models.QuerySet["Application"]):
    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW) -> ApplicationQuerySet:
        """The applicant's own, and for the funder what has been sent."""
        if not user.is_authenticated:
            return self.none()
        places = organisations_where(user, permission)
        return self.filter(
            Q(organisation__in=places) | (Q(call__organisation__in=places) & ~Q(state=ApplicationState.DRAFT))
        )


class Application(models.Model):
    """An answer to a call. A granted application becomes a project."""

    call = models.ForeignKey(Call, verbose_name=_("utlysning"), on_delete=models.PROTECT, related_name="applications")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("sökande"), on_delete=models.PROTECT, related_name="applications"
    )
    name = models.CharField(_("projektets namn"), max_length=200)
    need = models.TextField(_("behov"), blank=True, help_text=_("Vems behov, och hur vet ni det?"))
    target_group_influence = models.TextField(
        _("målgruppens inflytande"),
        blank=True,
        help_text=_("Hur har de som berörs varit med och format ansökan?"),
    )
    sought = models.DecimalField(_("sökt belopp (kr)"), max_digits=14, decimal_places=2, null=True, blank=True)
    state = models.CharField(_("läge"), max_length=12, choices=ApplicationState, default=ApplicationState.DRAFT)
    granted = models.DecimalField(_("beviljat belopp (kr)"), max_digits=14, decimal_places=2, null=True, blank=True)
    decided_on = models.DateField(_("beslutad den"), null=True, blank=True)
    reason = models.TextField(_("motivering"), blank=True)

    PERSONAL = ()

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ["call", "name"]
        verbose_name = _("ansökan")
        verbose_name_plural = _("ansökningar")
        constraints = [
            models.CheckConstraint(
                name="application_declined_with_reason",
                condition=~Q(state="declined") | ~Q(reason=""),
                violation_error_message=_("Ett avslag behöver en motivering. Skriv den i fältet Motivering."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("application", args=[self.pk])
