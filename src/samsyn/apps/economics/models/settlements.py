"""Bokslut: what became of what an account promised. It stands on a frozen copy, so the promise cannot move."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.economics.models.accounts import FrozenAccount


class Comparison(models.TextChoices):
    """What the outcome was held against."""

    NONE = "", _("Ingen jämförelse")
    LOT = "lot", _("En lottad grupp")
    LOT_WAITING = "lot_waiting", _("En lottad väntelista")
    QUEUE = "queue", _("En väntelista i turordning")


class Settlement(models.Model):
    """People who began, completed and reached the goal, what it cost, and a comparison where there was one.

    costs: code of a value → what the amount became, in the account's prices. reached, compared: n of those followed.
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
    costs = models.JSONField(_("kostnader"), default=dict)
    source = models.CharField(_("var talen kommer från"), max_length=500)
    changed_at = models.DateTimeField(_("ändrad"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("ändrad av")
    )

    PERSONAL = ("changed_by",)

    class Meta:
        ordering = ["frozen"]
        verbose_name = _("bokslut")
        verbose_name_plural = _("bokslut")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.frozen}"

    def get_absolute_url(self) -> str:
        return reverse("settlement", args=[self.frozen_id])
