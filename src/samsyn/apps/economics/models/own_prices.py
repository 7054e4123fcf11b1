"""Prices that users add beside the shipped ones. A version is never changed, only followed by a new one."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.core.valuation.formula import OWN


class OwnPriceQuerySet(models.QuerySet["OwnPrice"]):
    def in_use(self) -> OwnPriceQuerySet:
        return self.filter(retired_on=None)

    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW) -> OwnPriceQuerySet:
        """Prices of the organisations in which the user's role allows the word."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__in=organisations_where(user, permission))


class OwnPrice(models.Model):
    """One thing that costs, in one organisation. What it is never changes; what it costs stands in its versions.

    A retired price is offered to nobody; accounts that took it count on. It can be taken up again.
    unit, group, kind, bearer, receiver and licence are codes of the shipped bank. code: without `eget:`.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="own_prices", verbose_name=_("organisation")
    )
    code = models.CharField(_("kod"), max_length=60)
    name = models.CharField(_("namn"), max_length=200)
    group = models.CharField(_("grupp"), max_length=40)
    unit = models.CharField(_("enhet"), max_length=40)
    kind = models.CharField(_("slag"), max_length=20)
    bearer = models.CharField(_("bärs av"), max_length=40)
    receiver = models.CharField(_("mottagare"), max_length=40, blank=True)
    licence = models.CharField(_("villkor"), max_length=40)
    retired_on = models.DateField(_("ur bruk sedan"), null=True, blank=True)
    retired_why = models.CharField(_("varför ur bruk"), max_length=300, blank=True)

    PERSONAL = ()

    objects = OwnPriceQuerySet.as_manager()

    class Meta:
        ordering = ["organisation", "group", "name", "pk"]
        verbose_name = _("eget pris")
        verbose_name_plural = _("egna priser")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"],
                name="own_price_code_once_per_organisation",
                violation_error_message=_("Koden används redan av ett annat av era priser. Välj en annan."),
            ),
            models.CheckConstraint(
                name="own_price_retired_says_why",
                condition=Q(retired_on=None, retired_why="") | (Q(retired_on__isnull=False) & ~Q(retired_why="")),
                violation_error_message=_("Skriv varför priset tas ur bruk."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("own-price", args=[self.pk])


class NeverChanged(TypeError):
    """A version was about to be written over or taken away."""


class OwnPriceVersion(models.Model):
    """What an own price is from one day on, and what stands behind it. SEK of price_year, per the price's unit.

    source is empty for an assumption; why then says why it is assumed. index: a code of the bank, or "none".
    """

    price = models.ForeignKey(OwnPrice, on_delete=models.CASCADE, related_name="versions", verbose_name=_("pris"))
    number = models.PositiveSmallIntegerField(_("version"))
    amount = models.DecimalField(_("belopp (kr)"), max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    low = models.DecimalField(_("lägst (kr)"), max_digits=14, decimal_places=2, null=True, blank=True)
    high = models.DecimalField(_("högst (kr)"), max_digits=14, decimal_places=2, null=True, blank=True)
    price_year = models.PositiveSmallIntegerField(_("prisår"))
    since = models.DateField(_("gäller från"))
    source = models.CharField(_("källa"), max_length=500, blank=True)
    why = models.CharField(_("varför det antas"), max_length=500, blank=True)
    quality = models.PositiveSmallIntegerField(_("kvalitet"))
    index = models.CharField(_("räknas upp med"), max_length=40)
    review_by = models.DateField(_("ses över senast"))
    added_at = models.DateTimeField(_("inlagd"))
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("inlagd av")
    )

    PERSONAL = ("added_by",)

    class Meta:
        ordering = ["price", "-number"]
        verbose_name = _("version av ett eget pris")
        verbose_name_plural = _("versioner av egna priser")
        constraints = [
            models.UniqueConstraint(fields=["price", "number"], name="own_price_version_once"),
            models.CheckConstraint(
                name="own_price_version_says_what_it_rests_on",
                condition=~Q(source="") | (~Q(why="") & Q(quality=3)),
                violation_error_message=_("Ett belopp utan källa är ett antagande: skriv varför, och sätt kvalitet 3."),
            ),
            models.CheckConstraint(
                name="own_price_version_low_to_high",
                condition=Q(low=None, high=None) | Q(low__lte=F("high")),
                violation_error_message=_("Skriv både lägst och högst, eller inget av dem, och det lägsta först."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.price} {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise NeverChanged("En version ändras aldrig. Lägg till en ny.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return self.price.get_absolute_url()

    @property
    def bank_code(self) -> str:
        """As an account names the version it took: eget:handlaggning@2."""
        return f"{OWN}{self.price.code}@{self.number}"
