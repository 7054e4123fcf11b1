"""What is already there: examples that worked, where they took root, and what people and places can do."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Term
from samsyn.apps.knowledge.models.counting import WithCounter
from samsyn.apps.knowledge.models.methods import Method
from samsyn.apps.knowledge.models.observations import Room
from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Project


class OpenQuerySet(models.QuerySet):
    """Read by everyone with a role, since it is meant to be found; changed by the keeper's own people."""

    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW):
        if not user.is_authenticated:
            return self.none()
        places = organisations_where(user, permission)
        if permission == Permission.PROJECT_VIEW:
            return self.all() if places.exists() else self.none()
        return self.filter(organisation__in=places)


class Example(models.Model):
    """Something that worked: what it built on, what it met, what came of it."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="examples", verbose_name=_("inskrivet av")
    )
    name = models.CharField(_("namn"), max_length=200)
    place = models.CharField(_("var"), max_length=120, blank=True)
    what = models.TextField(_("vad de gör"))
    built_on = models.TextField(
        _("vad det byggde på"), blank=True, help_text=_("Vad fanns redan, hos människor och på platsen?")
    )
    barrier = models.TextField(_("vad som stod i vägen, och hur de kom förbi"), blank=True)
    room = models.CharField(_("handlingsutrymme"), max_length=8, choices=Room, default=Room.UNKNOWN)
    result = models.TextField(_("vad det blev"))
    themes = models.ManyToManyField(Term, verbose_name=_("teman"), blank=True, related_name="+")
    target_groups = models.ManyToManyField(Term, verbose_name=_("målgrupper"), blank=True, related_name="+")
    strengths = models.ManyToManyField(Term, verbose_name=_("förmågor det byggde på"), blank=True, related_name="+")
    method = models.ForeignKey(
        Method, null=True, blank=True, on_delete=models.SET_NULL, related_name="examples", verbose_name=_("metod")
    )
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="examples", verbose_name=_("insats")
    )
    source = models.CharField(_("källa"), max_length=300)

    PERSONAL = ()

    objects = OpenQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("gott exempel")
        verbose_name_plural = _("goda exempel")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("example", args=[self.pk])


class Spread(WithCounter):
    """Where the example has taken root, since when, and what it saved there if somebody has counted.

    saved: SEK over `saved_years` years, in the price year `price_year`; as the source says it, not reckoned here.
    """

    example = models.ForeignKey(Example, on_delete=models.CASCADE, related_name="spread", verbose_name=_("exempel"))
    municipality = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun")
    )
    place = models.CharField(_("plats"), max_length=120, blank=True, help_text=_("Om det inte är en hel kommun."))
    since = models.PositiveSmallIntegerField(_("sedan år"), null=True, blank=True, validators=[MinValueValidator(1950)])
    until = models.PositiveSmallIntegerField(_("till år"), null=True, blank=True, validators=[MinValueValidator(1950)])
    saved = models.DecimalField(_("besparing (kr)"), max_digits=14, decimal_places=0, null=True, blank=True)
    saved_years = models.PositiveSmallIntegerField(_("under hur många år"), null=True, blank=True)
    price_year = models.PositiveSmallIntegerField(
        _("prisår"), null=True, blank=True, help_text=_("Lämna tomt om källan inte säger det.")
    )
    source = models.CharField(_("källa"), max_length=300)

    PERSONAL = ()

    class Meta(WithCounter.Meta):
        ordering = ["since", "pk"]
        verbose_name = _("plats där exemplet slagit rot")
        verbose_name_plural = _("platser där exemplet slagit rot")
        constraints = [
            *WithCounter.Meta.constraints,
            models.CheckConstraint(
                name="spread_somewhere",
                condition=Q(municipality__isnull=False) | ~Q(place=""),
                violation_error_message=_("Välj en kommun eller skriv en plats."),
            ),
            models.CheckConstraint(
                name="spread_saving_over_years",
                condition=Q(saved=None, saved_years=None)
                | Q(saved__isnull=False, saved_years__isnull=False, saved_years__gte=1),
                violation_error_message=_("Skriv både besparingen och under hur många år, eller inget av dem."),
            ),
            models.CheckConstraint(
                name="spread_ends_after_it_starts",
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                violation_error_message=_("Det slutar innan det börjar. Ändra något av åren."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.example}: {self.municipality or self.place}"


class Resource(models.Model):
    """What somebody can do or a place can offer. A group or a place, never a named person."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="resources", verbose_name=_("inskrivet av")
    )
    name = models.CharField(
        _("vad som finns"), max_length=200, help_text=_("Till exempel Tio ungdomar som kan telefoner och datorer.")
    )
    what = models.TextField(_("mer om det"), blank=True)
    strengths = models.ManyToManyField(Term, verbose_name=_("förmågor"), related_name="+")
    municipality = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun")
    )
    from_group = models.ForeignKey(
        Term, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("hos målgruppen")
    )
    until = models.DateField(_("finns till"), null=True, blank=True)
    noted_on = models.DateField(_("inskrivet den"), default=timezone.localdate)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("av"),
    )
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ("noted_by",)

    objects = OpenQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("resurs")
        verbose_name_plural = _("resurser")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("resource", args=[self.pk])


class Need(models.Model):
    """What somebody has said that they need, in the same words as resources, so that the two can meet."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="needs", verbose_name=_("inskrivet av")
    )
    name = models.CharField(_("vad som behövs"), max_length=200)
    what = models.TextField(_("mer om det"), blank=True)
    strengths = models.ManyToManyField(Term, verbose_name=_("förmågor som skulle hjälpa"), related_name="+")
    municipality = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("kommun")
    )
    whose = models.ForeignKey(
        Term, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("vems behov")
    )
    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="needs", verbose_name=_("insats")
    )
    met_by = models.ForeignKey(
        Resource, null=True, blank=True, on_delete=models.SET_NULL, related_name="meets", verbose_name=_("möts av")
    )
    met_on = models.DateField(_("möts sedan"), null=True, blank=True)
    noted_on = models.DateField(_("inskrivet den"), default=timezone.localdate)
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ()

    objects = OpenQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("behov")
        verbose_name_plural = _("behov")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("need", args=[self.pk])
