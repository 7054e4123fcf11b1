"""Projects ("insatser"), the parties to them and their phases."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Term
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.organisations.models.access import during
from samsyn.apps.organisations.policy import PartIn, Permission, parts_that_may, roles_that_may
from samsyn.apps.portfolio.models.calls import Application, Call


class Purpose(models.TextChoices):
    """Two kinds of collaboration that are kept apart."""

    OPERATIVE = "operative", _("operativ: stöd till människor inom det regelverk som finns")
    STRATEGIC = "strategic", _("strategisk: ändra det som skapar utanförskapet")
    BOTH = "both", _("både operativ och strategisk")


class State(models.TextChoices):
    PLANNED = "planned", _("planerad")
    RUNNING = "running", _("pågår")
    ENDED = "ended", _("avslutad")
    STOPPED = "stopped", _("avbruten")


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW) -> ProjectQuerySet:
        """Projects on which the user holds the permission; none for a stranger.

        Part, person and role meet in one membership: one filter over the same chain of rows.
        """
        if not user.is_authenticated:
            return self.none()
        today = timezone.localdate()
        seats = ProjectParty.objects.filter(
            during(today),
            during(today, "organisation__memberships__"),
            part__in=parts_that_may(permission),
            organisation__memberships__user=user,
            organisation__memberships__role__in=roles_that_may(permission),
        )
        return self.filter(pk__in=seats.values("project"))


class Project(models.Model):
    """One effort with its own aim, time and money."""

    code = models.CharField(_("kortnamn"), max_length=20)
    name = models.CharField(_("namn"), max_length=200)
    former_name = models.CharField(_("tidigare namn"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("projektägare"), on_delete=models.PROTECT, related_name="projects"
    )
    call = models.ForeignKey(
        Call,
        verbose_name=_("utlysning"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="projects",
    )
    application = models.OneToOneField(
        Application,
        verbose_name=_("ansökan"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="project",
    )
    starts = models.DateField(_("startar"))
    ends = models.DateField(_("slutar"), null=True, blank=True)
    purpose = models.CharField(_("samverkan"), max_length=12, choices=Purpose, default=Purpose.OPERATIVE)
    summary = models.TextField(_("kort om insatsen"), blank=True)
    focus = models.TextField(_("inriktning"), blank=True)
    insight = models.TextField(
        _("väntad systeminsikt"),
        blank=True,
        help_text=_("Vad ska insatsen visa om systemet som ingen vet i dag, och hur syns det?"),
    )
    themes = models.ManyToManyField(Term, verbose_name=_("teman"), blank=True, related_name="+")
    target_groups = models.ManyToManyField(Term, verbose_name=_("målgrupper"), blank=True, related_name="+")
    staff_groups = models.ManyToManyField(Term, verbose_name=_("personalgrupper"), blank=True, related_name="+")
    stopped_on = models.DateField(_("avbruten den"), null=True, blank=True)
    stopped_why = models.TextField(_("varför avbruten"), blank=True)
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ()

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "code"]
        verbose_name = _("insats")
        verbose_name_plural = _("insatser")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "code"],
                name="project_code_once_per_owner",
                violation_error_message=_("Kortnamnet används redan av en annan av era insatser. Välj ett annat."),
            ),
            models.CheckConstraint(
                name="project_ends_after_it_starts",
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                violation_error_message=_("Insatsen slutar innan den startar. Ändra något av datumen."),
            ),
            models.CheckConstraint(
                name="project_stopped_with_reason",
                condition=Q(stopped_on=None) | ~Q(stopped_why=""),
                violation_error_message=_("En avbruten insats behöver en förklaring. Skriv varför."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} – {self.name}"

    def get_absolute_url(self) -> str:
        return reverse("project", args=[self.pk])

    def state_on(self, day: date) -> State:
        if self.stopped_on and self.stopped_on <= day:
            return State.STOPPED
        if day < self.starts:
            return State.PLANNED
        return State.ENDED if self.ends and self.ends < day else State.RUNNING


class OfProjectQuerySet(models.QuerySet):
    """Rows that belong to one project: seen and changed by those who may see and change the project."""

    def visible_to(self, user, permission: Permission = Permission.PROJECT_VIEW) -> OfProjectQuerySet:
        return self.filter(project__in=Project.objects.visible_to(user, permission))


class ProjectParty(models.Model):
    """An organisation's part in a project, from a day and perhaps to a day. Access follows from it."""

    project = models.ForeignKey(Project, verbose_name=_("insats"), on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.PROTECT, related_name="project_parts"
    )
    part = models.CharField(_("del i insatsen"), max_length=12, choices=PartIn, default=PartIn.PARTNER)
    starts = models.DateField(_("från och med"))
    ends = models.DateField(_("till och med"), null=True, blank=True)

    PERSONAL = ()

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ["part", "organisation__name"]
        verbose_name = _("part")
        verbose_name_plural = _("parter")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation", "part"],
                name="project_party_once",
                violation_error_message=_("Organisationen har redan den delen i insatsen."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation} ({self.get_part_display()})"


class PhasePeriod(models.Model):
    """When a project was in which phase, and in which judgement of the phase it left."""

    project = models.ForeignKey(Project, verbose_name=_("insats"), on_delete=models.CASCADE, related_name="phases")
    phase = models.ForeignKey(
        Term, verbose_name=_("slag av fas"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(_("namn"), max_length=120)
    starts = models.DateField(_("från och med"))
    ends = models.DateField(_("till och med"), null=True, blank=True)
    operative = models.TextField(_("operativt"), blank=True)
    strategic = models.TextField(_("strategiskt"), blank=True)
    collaboration = models.TextField(_("samverkan"), blank=True)
    source = models.CharField(_("källa"), max_length=300, blank=True)

    PERSONAL = ()

    objects = OfProjectQuerySet.as_manager()

    class Meta:
        ordering = ["project", "starts"]
        verbose_name = _("fas")
        verbose_name_plural = _("faser")
        constraints = [
            models.CheckConstraint(
                name="phase_ends_after_it_starts",
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                violation_error_message=_("Fasen slutar innan den börjar. Ändra något av datumen."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.starts}"
