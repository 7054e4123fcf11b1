"""Training of staff, counted without anybody's name."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Term
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.participants.models.held import Held, held_objects
from samsyn.apps.participants.models.reach import OfHouseQuerySet, OfLedProjectQuerySet
from samsyn.apps.portfolio.models import Project


class CourseEvent(Held):
    """Training of staff. Counts by workplace unit and sex: no name of any colleague is needed, so none is kept."""

    project = models.ForeignKey(Project, verbose_name=_("insats"), on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("kurs"), max_length=200)
    theme = models.ForeignKey(
        Term, verbose_name=_("tema"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    on = models.DateField(_("dag"))
    hours = models.DecimalField(_("timmar"), max_digits=5, decimal_places=2)
    place = models.CharField(_("plats"), max_length=120, blank=True)

    CLASSES: dict[str, str] = {}
    PERSONAL = ()

    objects = held_objects(OfLedProjectQuerySet)

    class Meta:
        ordering = ["-on", "title"]
        verbose_name = _("kurstillfälle")
        verbose_name_plural = _("kurstillfällen")

    def __str__(self) -> str:
        return f"{self.title}, {self.on}"

    def get_absolute_url(self) -> str:
        return reverse("course-event", args=[self.pk])


class CourseAttendance(Held):
    """How many of one workplace unit were planned for a course event, and how many came, by sex."""

    event = models.ForeignKey(CourseEvent, on_delete=models.CASCADE, related_name="units", verbose_name=_("kurs"))
    employer = models.ForeignKey(
        Organisation, verbose_name=_("arbetsgivare"), on_delete=models.PROTECT, related_name="+"
    )
    unit = models.CharField(_("enhet"), max_length=120, blank=True)
    planned = models.PositiveSmallIntegerField(_("planerade personer"), default=0)
    planned_women = models.PositiveSmallIntegerField(_("varav planerade kvinnor"), null=True, blank=True)
    planned_men = models.PositiveSmallIntegerField(_("varav planerade män"), null=True, blank=True)
    women = models.PositiveSmallIntegerField(_("kvinnor"), default=0)
    men = models.PositiveSmallIntegerField(_("män"), default=0)
    hours_each = models.DecimalField(
        _("timmar var"), max_digits=5, decimal_places=2, null=True, blank=True,
        help_text=_("Om det blev kortare än kursen. Tomt betyder hela kursen."),
    )  # fmt: skip
    manager_came = models.BooleanField(_("chefen var med"), default=False)

    CLASSES: dict[str, str] = {}
    PERSONAL = ()

    objects = held_objects(OfHouseQuerySet)

    class Meta:
        ordering = ["event", "employer__name", "unit"]
        verbose_name = _("enhet på kurs")
        verbose_name_plural = _("enheter på kurs")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "employer", "unit"],
                name="course_unit_once",
                violation_error_message=_("Enheten finns redan på kursen. Ändra den raden."),
            ),
            models.CheckConstraint(
                name="course_plan_holds_both_sexes",
                condition=Q(planned__gte=Coalesce(F("planned_women"), 0) + Coalesce(F("planned_men"), 0)),
                violation_error_message=_("Kvinnor och män tillsammans är fler än de planerade. Ändra något av talen."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit or self.employer}"
