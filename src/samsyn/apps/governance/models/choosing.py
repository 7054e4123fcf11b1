"""Choosing among the applications of a call: who scores, on which questions, blind until all have handed in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.governance.models.boards import Board
from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Application, Call

BEST = 4  # scores go from 0 to this


class ChoosingQuerySet(models.QuerySet["Choosing"]):
    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW) -> ChoosingQuerySet:
        """The funder's people who score or decide, and whoever has been invited. Held by those who decide on calls."""
        if not user.is_authenticated:
            return self.none()
        deciding = organisations_where(user, Permission.CALL_EDIT)
        if permission != Permission.PROJECT_VIEW:
            return self.filter(call__organisation__in=deciding)
        places = deciding | organisations_where(user, Permission.SCORE)
        invited = Invitation.objects.filter(user=user)
        return self.filter(Q(call__organisation__in=places) | Q(pk__in=invited.values("choosing")))


class Choosing(models.Model):
    """The applications of one call side by side. criteria: as they read when the choosing began."""

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="choosing", verbose_name=_("utlysning"))
    board = models.ForeignKey(
        Board, null=True, blank=True, on_delete=models.SET_NULL, related_name="choosings",
        verbose_name=_("gruppen som samtalar"),
    )  # fmt: skip
    criteria = models.JSONField(_("frågor"))
    due_on = models.DateField(_("bedömt senast"), null=True, blank=True)
    begun_at = models.DateTimeField(_("påbörjat"), default=timezone.now)
    opened_at = models.DateTimeField(_("öppnat"), null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("öppnat av"),
    )  # fmt: skip
    opened_why = models.CharField(_("varför det öppnades"), max_length=300, blank=True)

    PERSONAL = ("opened_by",)

    objects = ChoosingQuerySet.as_manager()

    class Meta:
        ordering = ["-begun_at"]
        verbose_name = _("val bland ansökningar")
        verbose_name_plural = _("val bland ansökningar")
        constraints = [
            models.CheckConstraint(
                name="choosing_opened_with_why",
                condition=Q(opened_at=None) | ~Q(opened_why=""),
                violation_error_message=_("Skriv varför bedömningarna öppnas innan alla har lämnat in."),
            )
        ]

    def __str__(self) -> str:
        return str(self.call)

    def get_absolute_url(self) -> str:
        return reverse("choosing", args=[self.pk])


class Invitation(models.Model):
    """Somebody asked to score. What they write is theirs alone until the choosing is opened."""

    choosing = models.ForeignKey(Choosing, on_delete=models.CASCADE, related_name="invitations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("bedömare")
    )
    name = models.CharField(_("namn"), max_length=120)
    handed_in_at = models.DateTimeField(_("lämnat in"), null=True, blank=True)

    PERSONAL = ("user", "name")

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("inbjudan att bedöma")
        verbose_name_plural = _("inbjudningar att bedöma")
        constraints = [
            models.UniqueConstraint(
                fields=["choosing", "user"], name="invited_once_to_a_choosing",
                violation_error_message=_("Personen är redan inbjuden."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Score(models.Model):
    """One person's answer to one question about one application, 0 to 4, with a reason."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="scores")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="scores")
    criterion = models.CharField(_("fråga"), max_length=40)
    value = models.PositiveSmallIntegerField(
        _("bedömning"), choices=[(step, str(step)) for step in range(BEST + 1)], null=True, blank=True
    )
    why = models.TextField(_("skäl"), blank=True)

    PERSONAL = ()

    class Meta:
        ordering = ["application", "criterion", "invitation"]
        verbose_name = _("bedömning")
        verbose_name_plural = _("bedömningar")
        constraints = [
            models.UniqueConstraint(fields=["invitation", "application", "criterion"], name="scored_once"),
            models.CheckConstraint(name="score_on_its_scale", condition=Q(value=None) | Q(value__lte=BEST)),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.criterion}: {self.value}"


class Proposal(models.TextChoices):
    GRANT = "grant", _("bevilja")
    DECLINE = "decline", _("avslå")
    WAIT = "wait", _("vänta")


class ChoiceNote(models.Model):
    """What was said about an application when the scores lay open, and what is proposed. Added to, not changed."""

    choosing = models.ForeignKey(Choosing, on_delete=models.CASCADE, related_name="notes")
    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="choice_notes")
    proposal = models.CharField(_("förslag"), max_length=8, choices=Proposal)
    text = models.TextField(_("skäl"), help_text=_("Vad vägde, och vad var ni oense om?"))
    at = models.DateTimeField(_("skrivet"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("av")
    )

    PERSONAL = ("by",)

    class Meta:
        ordering = ["at", "pk"]
        verbose_name = _("skäl i ett val")
        verbose_name_plural = _("skäl i ett val")

    def __str__(self) -> str:
        return f"{self.application}: {self.get_proposal_display()}"
