"""What people conclude: claims, verdicts, goal attainment, outside events and recommendations, with their evidence."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Term
from samsyn.apps.evaluation.models.clusters import Cluster, SubjectQuerySet
from samsyn.apps.evaluation.models.publications import Publication
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Goal, Project

REPLY_DAYS = 56  # as for a coroner's report on preventing deaths in England and Wales (Regulation 28)


class AboutSubject(models.Model):
    """Something said of a project or of a cluster."""

    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.CASCADE, verbose_name=_("insats"))
    cluster = models.ForeignKey(Cluster, null=True, blank=True, on_delete=models.CASCADE, verbose_name=_("kluster"))
    source = models.CharField(_("källa"), max_length=300, blank=True)

    objects = SubjectQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_about_project_or_cluster",
                condition=Q(project__isnull=False, cluster=None) | Q(project=None, cluster__isnull=False),
                violation_error_message=_("Välj en insats eller ett kluster, inte båda."),
            )
        ]

    @property
    def subject(self):
        return self.project or self.cluster


class Claim(AboutSubject):
    """A sentence with a number in it, tied to the figures it must follow from.

    formula is arithmetic over figure keys, such as "participants.outcome / participants.plan - 1".
    """

    text = models.TextField(_("påståendet"))
    printed = models.CharField(_("värdet som det står"), max_length=60, blank=True)
    formula = models.CharField(
        _("följer av"), max_length=300, blank=True, help_text=_("Räkneuttryck över siffrornas nycklar.")
    )
    publication = models.ForeignKey(
        Publication,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="claims",
        verbose_name=_("publikation"),
    )
    page = models.CharField(_("sida"), max_length=20, blank=True)
    comment = models.TextField(_("kommentar"), blank=True)
    order = models.PositiveSmallIntegerField(_("ordning"), default=0)

    PERSONAL = ()

    class Meta(AboutSubject.Meta):
        ordering = ["order", "pk"]
        verbose_name = _("påstående")
        verbose_name_plural = _("påståenden")

    def __str__(self) -> str:
        return self.text[:80]


class Grade(models.TextChoices):
    FULL = "full", _("uppfyllt")
    PARTLY = "partly", _("delvis uppfyllt")
    NOT = "not", _("inte uppfyllt")
    UNKNOWN = "unknown", _("går inte att bedöma")


class Judgement(AboutSubject):
    """A verdict in one perspective or on one learning level, with the evidence it rests on."""

    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="+", verbose_name=_("perspektiv eller nivå"))
    grade = models.CharField(_("bedömning"), max_length=8, choices=Grade)
    text = models.TextField(_("motivering"))
    evidence = models.TextField(
        _("underlag"), help_text=_("Vad vilar bedömningen på? Intervjuer, enkäter, dokument, siffror.")
    )
    figure_keys = models.JSONField(_("siffror"), default=list, blank=True)
    judged_on = models.DateField(_("bedömd den"), default=timezone.localdate)
    judged_by = models.CharField(_("bedömd av"), max_length=200, blank=True)

    PERSONAL = ("judged_by",)

    class Meta(AboutSubject.Meta):
        ordering = ["term__kind", "term__order", "pk"]
        verbose_name = _("bedömning")
        verbose_name_plural = _("bedömningar")

    def __str__(self) -> str:
        return f"{self.term}: {self.get_grade_display()}"


class OutsideEvent(AboutSubject):
    """Something outside the project that changed its conditions; drawn on the time line."""

    name = models.CharField(_("händelse"), max_length=200)
    starts = models.DateField(_("från"))
    ends = models.DateField(_("till"), null=True, blank=True)
    text = models.TextField(_("betydelse"), blank=True)

    PERSONAL = ()

    class Meta(AboutSubject.Meta):
        ordering = ["starts"]
        verbose_name = _("händelse utanför insatsen")
        verbose_name_plural = _("händelser utanför insatsen")

    def __str__(self) -> str:
        return self.name


class RecommendationState(models.TextChoices):
    OPEN = "open", _("väntar på svar")
    ACCEPTED = "accepted", _("antagen")
    DECLINED = "declined", _("avböjd")
    DONE = "done", _("genomförd")


class RecommendationQuerySet(SubjectQuerySet):
    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW):
        """Also the addressee's own people see what they were asked."""
        from samsyn.apps.organisations.models import organisations_where

        about = super().visible_to(user, permission)
        if not user.is_authenticated:
            return self.none()
        return self.filter(Q(pk__in=about.values("pk")) | Q(addressee__in=organisations_where(user, permission)))

    def silent_on(self, day: date):
        """Open although the day for an answer has passed: the one set, otherwise REPLY_DAYS after it was given."""
        default = Q(answer_by=None, given_on__lt=day - timedelta(days=REPLY_DAYS))
        return self.filter(Q(answer_by__lt=day) | default, state=RecommendationState.OPEN)

    def by_due_day(self):
        """The earliest day for an answer first, set or by default."""
        default = ExpressionWrapper(F("given_on") + timedelta(days=REPLY_DAYS), output_field=models.DateField())
        return self.order_by(Coalesce("answer_by", default), "pk")


class Recommendation(AboutSubject):
    """Advice to a named addressee, kept until it is answered."""

    text = models.TextField(_("rekommendationen"))
    addressee = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="recommendations", verbose_name=_("till")
    )
    publication = models.ForeignKey(
        Publication,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recommendations",
        verbose_name=_("publikation"),
    )
    page = models.CharField(_("sida"), max_length=20, blank=True)
    given_on = models.DateField(_("given den"), null=True, blank=True, default=timezone.localdate)
    answer_by = models.DateField(
        _("svar senast"), null=True, blank=True, help_text=_("Lämnas den tom väntas svar inom 56 dagar från den gavs.")
    )
    state = models.CharField(_("läge"), max_length=10, choices=RecommendationState, default=RecommendationState.OPEN)
    answer = models.TextField(_("svar"), blank=True)
    answered_on = models.DateField(_("besvarad den"), null=True, blank=True)

    PERSONAL = ()

    objects = RecommendationQuerySet.as_manager()

    class Meta(AboutSubject.Meta):
        ordering = ["state", "pk"]
        verbose_name = _("rekommendation")
        verbose_name_plural = _("rekommendationer")
        constraints = [
            *AboutSubject.Meta.constraints,
            models.CheckConstraint(
                name="recommendation_answered_with_words",
                condition=Q(state="open") | (~Q(answer="") & Q(answered_on__isnull=False)),
                violation_error_message=_("Ett svar behöver både text och datum."),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:80]

    def get_absolute_url(self) -> str:
        return reverse("recommendation", args=[self.pk])

    @property
    def due_on(self) -> date | None:
        """By when an answer is awaited; None where no day is set and nobody knows when it was given."""
        if self.answer_by or self.given_on is None:
            return self.answer_by
        return self.given_on + timedelta(days=REPLY_DAYS)

    @property
    def due_by_default(self) -> bool:
        """Whether the day follows from the clock that applies where nobody has set one."""
        return self.answer_by is None and self.given_on is not None


class Attainment(models.TextChoices):
    MET = "met", _("nått")
    PARTLY = "partly", _("delvis nått")
    NOT_MET = "not_met", _("inte nått")
    NOT_FOLLOWED = "not_followed", _("går inte att följa upp")


class GoalAttainment(models.Model):
    """How far a goal was reached, by which evidence, on which day. Kept as a series: the latest is the present."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="attainments", verbose_name=_("mål"))
    attainment = models.CharField(_("måluppfyllelse"), max_length=14, choices=Attainment)
    value = models.CharField(_("värde"), max_length=200, blank=True)
    evidence = models.TextField(_("underlag"))
    figure_keys = models.JSONField(_("siffror"), default=list, blank=True)
    judged_on = models.DateField(_("bedömd den"), default=timezone.localdate)
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ()

    class Meta:
        ordering = ["goal", "-judged_on", "-pk"]
        verbose_name = _("måluppfyllelse")
        verbose_name_plural = _("måluppfyllelse")

    def __str__(self) -> str:
        return f"{self.goal}: {self.get_attainment_display()}"
