"""Bokslut: what became of what an account promised. It stands on a frozen copy, so the promise cannot move."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.economics.models.accounts import Account, FrozenAccount
from samsyn.apps.evaluation.models import DeliveredRelease
from samsyn.apps.organisations.policy import Permission


class Comparison(models.TextChoices):
    """What the outcome was held against."""

    NONE = "", _("Ingen jämförelse")
    LOT = "lot", _("En lottad grupp")
    LOT_WAITING = "lot_waiting", _("En lottad väntelista")
    QUEUE = "queue", _("En väntelista i turordning")
    ALIKE = "alike", _("En grupp som gjorts jämförbar (matchning eller vägning)")
    CHANGE = "change", _("Förändringen i en grupp utanför (skillnad i skillnader)")


STATED = (Comparison.ALIKE, Comparison.CHANGE)  # estimated before it comes here: a difference with its span


class FollowedOf(models.TextChoices):
    """Whom those who were followed up are some of."""

    COMPLETED = "completed", _("De som fullföljde")
    STARTERS = "starters", _("Alla som började, också de som slutade i förtid")


class SettlementQuerySet(models.QuerySet["Settlement"]):
    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW) -> SettlementQuerySet:
        """Whoever may see the account may see what became of it."""
        return self.filter(frozen__account__in=Account.objects.visible_to(user, permission))


class Settlement(models.Model):
    """People who began, completed and reached the goal, what it cost, and a comparison where there was one.

    costs: number of a cost → what it became, in the account's prices. reached, compared: n of those followed; where the
    effect is on moves, n who made one. began: state → people who stood there when they began. over: years between the
    two times that moves were seen. goal: what counted as reaching the goal, in words.

    stated_*: where the comparison is one of STATED, the difference and its span as shares; stated_doubted where
    something that was checked gave reason to doubt. compared is then how many they were held against.
    release: the delivery that counts were taken from. delivered: count → {low, high, table, where, url}: what it may
    be, and where it stands; counts that are not there were written by hand. picked: which table and states were taken.
    """

    frozen = models.OneToOneField(
        FrozenAccount, on_delete=models.CASCADE, related_name="settlement", verbose_name=_("fryst kalkyl")
    )
    starters = models.PositiveIntegerField(_("började"))
    completed = models.PositiveIntegerField(_("fullföljde"))
    reached = models.PositiveIntegerField(_("nådde målet"), null=True, blank=True)
    followed = models.PositiveIntegerField(_("av dem som följdes upp"), null=True, blank=True)
    comparison = models.CharField(_("jämförelse"), max_length=20, choices=Comparison.choices, blank=True)
    compared_reached = models.PositiveIntegerField(_("nådde målet i jämförelsen"), null=True, blank=True)
    compared = models.PositiveIntegerField(_("i jämförelsen"), null=True, blank=True)
    stated = models.FloatField(_("uppskattad skillnad"), null=True, blank=True)
    stated_low = models.FloatField(_("spannets nedre ände"), null=True, blank=True)
    stated_high = models.FloatField(_("spannets övre ände"), null=True, blank=True)
    stated_doubted = models.BooleanField(_("kontrollerna ger anledning till tvekan"), default=False)
    costs = models.JSONField(_("kostnader"), default=dict)
    source = models.CharField(_("var talen kommer från"), max_length=500)
    followed_of = models.CharField(
        _("de som följdes upp är av"), max_length=10, choices=FollowedOf.choices, default=FollowedOf.COMPLETED
    )
    goal = models.CharField(_("vad som räknas som målet"), max_length=300, blank=True)
    began = models.JSONField(_("var de stod när de började"), default=dict, blank=True)
    over = models.FloatField(_("år mellan tillfällena"), default=1.0)
    release = models.ForeignKey(
        DeliveredRelease, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("leverans")
    )
    delivered = models.JSONField(_("ur leveransen"), default=dict, blank=True)
    picked = models.JSONField(_("valt i leveransen"), default=dict, blank=True)
    changed_at = models.DateTimeField(_("ändrad"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("ändrad av")
    )

    PERSONAL = ("changed_by",)

    objects = SettlementQuerySet.as_manager()

    class Meta:
        ordering = ["frozen"]
        verbose_name = _("bokslut")
        verbose_name_plural = _("bokslut")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.frozen}"

    def get_absolute_url(self) -> str:
        return reverse("settlement", args=[self.frozen_id])
