"""What somebody has counted in kronor of what is in use: what it costs there, and what it has saved there."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.economics.models import FrozenAccount
from samsyn.apps.knowledge.models.adoption import AdoptionQuerySet
from samsyn.apps.knowledge.models.methods import Method
from samsyn.apps.organisations.models import Organisation


class CountedBy(models.TextChoices):
    """Who has counted. Amounts that are counted in different ways stand beside each other and are never added up."""

    OWN = "own", _("uppgett av dem som använder det")
    OUTSIDE = "outside", _("räknat av någon utanför")
    ACCOUNT = "account", _("ur en fryst kalkyl")


class What(models.TextChoices):
    COST = "cost", _("kostnad per deltagare i ordinarie drift")
    SAVING = "saving", _("besparing")


class WithCounter(models.Model):
    """An amount says who counted it, and an account is named where it comes from one."""

    counted_by = models.CharField(
        _("hur beloppet är framräknat"), max_length=8, choices=CountedBy, blank=True,
        help_text=_("Lämna tomt om källan inte säger det."),
    )  # fmt: skip
    frozen = models.ForeignKey(
        FrozenAccount, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("fryst kalkyl")
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_counted_in_an_account_that_is_named",
                condition=Q(counted_by="account", frozen__isnull=False)
                | (~Q(counted_by="account") & Q(frozen__isnull=True)),
                violation_error_message=_("Välj den frysta kalkylen när beloppet är ur en kalkyl, annars ingen."),
            )
        ]


class Counted(WithCounter):
    """One amount for a method at one organisation. Rows are never changed: a wrong one is taken away.

    amount: SEK in the prices of `price_year`. A cost is for one participant; a saving is for `years` years together.
    """

    method = models.ForeignKey(Method, on_delete=models.CASCADE, related_name="counted", verbose_name=_("metod"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    what = models.CharField(_("vad som är räknat"), max_length=8, choices=What)
    amount = models.DecimalField(
        _("belopp (kr)"), max_digits=14, decimal_places=0, validators=[MinValueValidator(0)],
        help_text=_("För en deltagare om det är en kostnad, sammanlagt om det är en besparing."),
    )  # fmt: skip
    years = models.PositiveSmallIntegerField(_("under hur många år"), null=True, blank=True)
    price_year = models.PositiveSmallIntegerField(
        _("prisår"), null=True, blank=True, help_text=_("Lämna tomt om källan inte säger det.")
    )
    includes = models.TextField(
        _("vad som ingår, och inte"), blank=True, help_text=_("Till exempel löner och lokaler, men inte chefers tid.")
    )
    on = models.DateField(_("uppgiften är från"), default=timezone.localdate)
    source = models.CharField(_("källa"), max_length=300)
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

    class Meta(WithCounter.Meta):
        ordering = ["method", "what", "-on", "-pk"]
        verbose_name = _("räknat belopp")
        verbose_name_plural = _("räknade belopp")
        constraints = [
            *WithCounter.Meta.constraints,
            models.CheckConstraint(
                name="counted_saving_over_years",
                condition=Q(what="cost", years=None) | Q(what="saving", years__isnull=False, years__gte=1),
                violation_error_message=_("En besparing behöver antal år. En kostnad per deltagare ska inte ha det."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_what_display()}"
