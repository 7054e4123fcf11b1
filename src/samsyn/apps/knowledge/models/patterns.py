"""Patterns: observations that point the same way, put to whoever can change it, and followed until something has."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Term
from samsyn.apps.economics.models import Account
from samsyn.apps.evaluation.models.judgements import REPLY_DAYS
from samsyn.apps.knowledge.models.observations import Observation, Room
from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Project


class PatternState(models.TextChoices):
    GATHERING = "gathering", _("samlar observationer")
    PUT = "put", _("frågan är ställd")
    ANSWERED = "answered", _("besvarad")
    CHANGED = "changed", _("något är ändrat")
    CLOSED = "closed", _("avslutad")


class PatternQuerySet(models.QuerySet["Pattern"]):
    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW) -> PatternQuerySet:
        """Shared patterns for everyone with a role; others for the keeper's people, whoever has been asked, and whoever
        told of something in them: they hear what became of it."""
        if not user.is_authenticated:
            return self.none()
        own = Q(organisation__in=organisations_where(user, permission))
        if permission != Permission.PROJECT_VIEW:
            return self.filter(own)
        places = organisations_where(user, permission)
        if not places.exists():
            return self.none()
        asked = Statement.objects.filter(addressee__in=places, sent_on__isnull=False)
        told = Gathered.objects.filter(observation__reported_by=user)
        return self.filter(own | Q(shared=True) | Q(pk__in=asked.values("pattern")) | Q(pk__in=told.values("pattern")))


class Pattern(models.Model):
    """What keeps happening, who must do something about it, and when it is next looked at."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="patterns", verbose_name=_("hålls ihop av")
    )
    name = models.CharField(_("mönstret i en mening"), max_length=200)
    about = models.TextField(_("vad som händer, och för vilka"), blank=True)
    kind = models.ForeignKey(
        Term, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("slag av hinder")
    )
    level = models.ForeignKey(
        Term, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("var det kan beslutas annorlunda"),
    )  # fmt: skip
    room = models.CharField(_("handlingsutrymme"), max_length=8, choices=Room, default=Room.UNKNOWN)
    rule = models.CharField(_("lag, regel eller rutin"), max_length=200, blank=True)
    actors = models.ManyToManyField(Term, verbose_name=_("mellan vilka"), blank=True, related_name="+")
    target_groups = models.ManyToManyField(Term, verbose_name=_("vilka som drabbas"), blank=True, related_name="+")
    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="patterns",
        verbose_name=_("kalkyl över vad det kostar"),
    )  # fmt: skip
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("ansvarig"),
    )
    next_on = models.DateField(_("tas upp igen senast"))
    state = models.CharField(_("läge"), max_length=10, choices=PatternState, default=PatternState.GATHERING)
    closed_why = models.TextField(_("varför det avslutats"), blank=True)
    shared = models.BooleanField(_("öppet för alla"), default=False)
    observations = models.ManyToManyField(
        Observation, through="Gathered", related_name="patterns", verbose_name=_("observationer")
    )
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ("owner",)

    objects = PatternQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("mönster")
        verbose_name_plural = _("mönster")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("pattern", args=[self.pk])


class Gathered(models.Model):
    """An observation put in a pattern by somebody. One observation may tell of several patterns."""

    pattern = models.ForeignKey(Pattern, on_delete=models.CASCADE, related_name="gathered")
    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="gathered")
    on = models.DateField(_("datum"), default=timezone.localdate)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    PERSONAL = ("by",)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("observation i mönster")
        verbose_name_plural = _("observationer i mönster")
        constraints = [models.UniqueConstraint("pattern", "observation", name="observation_once_in_a_pattern")]

    def __str__(self) -> str:
        return f"{self.pattern}: {self.observation}"


def reply_by_default():
    return timezone.localdate() + timedelta(days=REPLY_DAYS)


class StatementQuerySet(models.QuerySet["Statement"]):
    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW) -> StatementQuerySet:
        """Sent ones are read with the pattern; a draft by its writers. Answered by the addressee's own people."""
        if not user.is_authenticated:
            return self.none()
        places = organisations_where(user, permission)
        if permission == Permission.RECOMMENDATION_ANSWER:
            return self.filter(addressee__in=places, sent_on__isnull=False)
        if permission != Permission.PROJECT_VIEW:
            return self.filter(pattern__organisation__in=places)
        sent = Q(sent_on__isnull=False, pattern__in=Pattern.objects.visible_to(user))
        return self.filter(sent | Q(pattern__organisation__in=places))


class Answer(models.TextChoices):
    WILL = "will", _("vi ändrar")
    PARTLY = "partly", _("vi ändrar en del")
    WONT = "wont", _("vi ändrar inte")
    NOT_OURS = "not_ours", _("det är inte vår sak")


class Statement(models.Model):
    """The pattern put to a named addressee, with a clock. The answer is kept as it came."""

    pattern = models.ForeignKey(Pattern, on_delete=models.CASCADE, related_name="statements", verbose_name=_("mönster"))
    addressee = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="statements", verbose_name=_("till")
    )
    text = models.TextField(_("det vi ser, och det vi ber om"))
    sent_on = models.DateField(_("skickad den"), null=True, blank=True)
    reply_by = models.DateField(_("svar senast"), default=reply_by_default)
    answer = models.CharField(_("svar"), max_length=8, choices=Answer, blank=True)
    answer_text = models.TextField(_("svaret"), blank=True)
    answered_on = models.DateField(_("besvarad den"), null=True, blank=True)
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ()

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_on", "pk"]
        verbose_name = _("skrivelse")
        verbose_name_plural = _("skrivelser")
        constraints = [
            models.CheckConstraint(
                name="statement_answered_with_words",
                condition=Q(answer="", answered_on=None)
                | (~Q(answer="") & ~Q(answer_text="") & Q(answered_on__isnull=False)),
                violation_error_message=_("Ett svar behöver besked, text och datum."),
            ),
            models.CheckConstraint(
                name="statement_answered_after_it_was_sent",
                condition=Q(answered_on=None) | Q(answered_on__gte=models.F("sent_on")),
                violation_error_message=_("Svaret kan inte vara äldre än skrivelsen. Ändra datumet."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pattern} → {self.addressee}"

    def get_absolute_url(self) -> str:
        return f"{self.pattern.get_absolute_url()}#skrivelse-{self.pk}"


class Change(models.Model):
    """What was changed, by whom and when. Observations after that day tell whether it helped."""

    pattern = models.ForeignKey(Pattern, on_delete=models.CASCADE, related_name="changes", verbose_name=_("mönster"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="changes", verbose_name=_("ändrat av")
    )
    what = models.TextField(_("vad som ändrades"))
    on = models.DateField(_("gäller från"))
    evidence = models.CharField(_("underlag"), max_length=300, help_text=_("Beslut, diarienummer eller dokument."))

    PERSONAL = ()

    class Meta:
        ordering = ["on", "pk"]
        verbose_name = _("ändring")
        verbose_name_plural = _("ändringar")

    def __str__(self) -> str:
        return self.what[:80]


class DegreeNote(models.Model):
    """A person's word where the rule for a degree of success says otherwise, with the reason."""

    project = models.ForeignKey(
        Project, null=True, blank=True, on_delete=models.CASCADE, related_name="degree_notes", verbose_name=_("insats")
    )
    method = models.ForeignKey(
        "knowledge.Method", null=True, blank=True, on_delete=models.CASCADE, related_name="degree_notes",
        verbose_name=_("metod"),
    )  # fmt: skip
    degree = models.PositiveSmallIntegerField(_("grad"), choices=[(1, "1"), (2, "2"), (3, "3")])
    reached = models.BooleanField(_("nådd"), null=True)  # None: the rule speaks again
    why = models.TextField(_("varför"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField(_("datum"), default=timezone.localdate)

    PERSONAL = ("by",)

    class Meta:
        ordering = ["-on", "-pk"]
        verbose_name = _("omdöme om framgång")
        verbose_name_plural = _("omdömen om framgång")
        constraints = [
            models.CheckConstraint(
                name="degree_of_a_project_or_a_method",
                condition=Q(project__isnull=False, method=None) | Q(project=None, method__isnull=False),
                violation_error_message=_("Välj en insats eller en metod, inte båda."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.project or self.method}: {self.degree}"
