"""Methods: what projects have learnt to do, kept so that somebody else can do it too."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Term
from samsyn.apps.economics.models import FrozenAccount
from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Project


class MethodQuerySet(models.QuerySet["Method"]):
    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW) -> MethodQuerySet:
        """Published cards are open to everyone with a role; a draft, and every change, to the keeper's own people."""
        if not user.is_authenticated:
            return self.none()
        own = Q(organisation__in=organisations_where(user, permission))
        if permission != Permission.PROJECT_VIEW:
            return self.filter(own)
        member = Exists(organisations_where(user, Permission.PROJECT_VIEW))
        return self.filter(own | (Q(published=True) & member))


class Method(models.Model):
    """A way of working with its parts, whom it is for and what it takes."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="methods", verbose_name=_("förvaltas av"),
        help_text=_("Den som håller kortet aktuellt."),
    )  # fmt: skip
    name = models.CharField(_("namn"), max_length=200)
    summary = models.TextField(_("kort om metoden"), help_text=_("Två eller tre meningar som en utomstående förstår."))
    problem = models.TextField(_("problemet den löser"), blank=True)
    themes = models.ManyToManyField(Term, verbose_name=_("teman"), blank=True, related_name="+")
    target_groups = models.ManyToManyField(Term, verbose_name=_("målgrupper"), blank=True, related_name="+")
    steps = models.TextField(_("så går det till"), blank=True, help_text=_("Ett steg på varje rad."))
    training = models.TextField(_("utbildning som behövs"), blank=True)
    materials = models.TextField(_("material"), blank=True, help_text=_("Handledning, blanketter och var de finns."))
    takes = models.TextField(_("det som krävs på plats"), blank=True, help_text=_("Tid, lokaler, mandat, samarbete."))
    exclusion = models.ForeignKey(
        FrozenAccount, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("kalkyl över vad utanförskapet kostar"),
        help_text=_("En fryst kalkyl. Vad ett år i utanförskap kostar enligt den visas för alla som läser kortet."),
    )  # fmt: skip
    published = models.BooleanField(_("öppen för alla"), default=False)
    published_on = models.DateField(_("öppnad den"), null=True, blank=True)
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ()

    objects = MethodQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("metod")
        verbose_name_plural = _("metoder")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("method", args=[self.pk])


class MethodPart(models.Model):
    """One component. What is core must be kept for it to be the method; the rest may be adapted."""

    method = models.ForeignKey(Method, on_delete=models.CASCADE, related_name="parts", verbose_name=_("metod"))
    name = models.CharField(_("del"), max_length=120)
    what = models.TextField(_("vad den gör"), blank=True)
    core = models.BooleanField(_("bärande"), default=True, help_text=_("Utan den är det inte längre samma metod."))
    order = models.PositiveSmallIntegerField(_("ordning"), default=0)
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ()

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("del av metod")
        verbose_name_plural = _("delar av metod")
        constraints = [
            models.UniqueConstraint(
                "method", "name", name="method_part_once",
                violation_error_message=_("Metoden har redan en del med det namnet."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Adaptation(models.Model):
    """The method as it was changed for somebody: women, men, parents, youth."""

    method = models.ForeignKey(Method, on_delete=models.CASCADE, related_name="adaptations", verbose_name=_("metod"))
    name = models.CharField(_("anpassning"), max_length=120, help_text=_("Till exempel För föräldrar."))
    target_group = models.ForeignKey(
        Term, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("målgrupp")
    )
    changed = models.TextField(_("vad som är annorlunda"))
    why = models.TextField(_("varför"), blank=True)
    since = models.DateField(_("från"), default=timezone.localdate)
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ()

    class Meta:
        ordering = ["since", "pk"]
        verbose_name = _("anpassning")
        verbose_name_plural = _("anpassningar")
        constraints = [
            models.UniqueConstraint(
                "method", "name", name="method_adaptation_once",
                violation_error_message=_("Metoden har redan en anpassning med det namnet."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class MethodUse(models.Model):
    """A project that tried the method, perhaps in one of its adaptations. Its figures are the method's results."""

    method = models.ForeignKey(Method, on_delete=models.CASCADE, related_name="uses", verbose_name=_("metod"))
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="method_uses", verbose_name=_("insats"))
    adaptation = models.ForeignKey(
        Adaptation, null=True, blank=True, on_delete=models.SET_NULL, related_name="uses", verbose_name=_("anpassning")
    )
    born_here = models.BooleanField(_("metoden kom till här"), default=False)
    learned = models.TextField(_("det vi lärde oss"), blank=True)
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ()

    class Meta:
        ordering = ["-born_here", "project__starts", "pk"]
        verbose_name = _("prövad i insats")
        verbose_name_plural = _("prövad i insatser")
        constraints = [
            models.UniqueConstraint(
                "method", "project", name="method_tried_once_in_a_project",
                violation_error_message=_("Metoden står redan som prövad i insatsen."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.method}, {self.project.code}"


class NoCard(models.Model):
    """A project that leaves no method card behind, and why. A card that is made all the same goes before it."""

    project = models.OneToOneField(
        Project, on_delete=models.CASCADE, related_name="no_card", verbose_name=_("insats")
    )  # fmt: skip
    why = models.TextField(
        _("inget att spara, därför att"), help_text=_("Till exempel att insatsen använde en metod som redan finns.")
    )
    on = models.DateField(_("datum"), default=timezone.localdate)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("av"),
    )

    PERSONAL = ("noted_by",)

    class Meta:
        ordering = ["project"]
        verbose_name = _("insats utan metodkort")
        verbose_name_plural = _("insatser utan metodkort")

    def __str__(self) -> str:
        return f"{self.project.code}: {self.why}"


class GradeOf(models.TextChoices):
    """Three questions that are never added up."""

    EVIDENCE = "evidence", _("hur säkert vi vet att den verkar")
    COST = "cost", _("vad den kostar")
    IMPLEMENTABILITY = "implementability", _("hur lätt den är att införa")


class MethodGrade(models.Model):
    """One grade with its ground. A later one does not erase an earlier: the latest counts, the rest is history.

    value: 0 to 5. by_rule: worked out from what is recorded; otherwise the judgement of a named reviewer.
    """

    method = models.ForeignKey(Method, on_delete=models.CASCADE, related_name="grades", verbose_name=_("metod"))
    of = models.CharField(_("fråga"), max_length=20, choices=GradeOf)
    value = models.PositiveSmallIntegerField(_("grad"), choices=[(grade, str(grade)) for grade in range(6)])
    standard = models.CharField(_("måttstock"), max_length=120)
    ground = models.TextField(_("grund"))
    by_rule = models.BooleanField(_("enligt regel"), default=False)
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("granskad av"),
    )
    on = models.DateField(_("datum"), default=timezone.localdate)

    PERSONAL = ("reviewer",)

    class Meta:
        ordering = ["method", "of", "-on", "-pk"]
        verbose_name = _("gradering")
        verbose_name_plural = _("graderingar")

    def __str__(self) -> str:
        return f"{self.method}, {self.get_of_display()}: {self.value}"
