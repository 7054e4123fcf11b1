"""Taking part: one row for each time. Persons and participations are never the same count."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Term
from samsyn.apps.organisations.models import Kind, Organisation
from samsyn.apps.participants.models.held import C, Held, HeldWithoutGuessing, about_objects, held_objects, personal_in
from samsyn.apps.participants.models.people import Person
from samsyn.apps.participants.models.reach import (
    EnrolmentQuerySet,
    OfEnrolmentQuerySet,
    OfHouseQuerySet,
    OfLedProjectQuerySet,
)
from samsyn.apps.participants.models.sealed import Sealed, SealedField
from samsyn.apps.portfolio.models import Project


class Education(models.TextChoices):
    """Highest completed education, in the steps the closed national registration used (domain.md §1.3)."""

    NONE = "none", _("ingen eller kortare än grundskola")
    COMPULSORY = "compulsory", _("grundskola")
    SECONDARY = "secondary", _("gymnasium")
    POST_SECONDARY = "post_secondary", _("eftergymnasial")
    UNKNOWN = "unknown", _("okänd")


class Support(models.TextChoices):
    """Where the person's support comes from (försörjningskälla)."""

    INCOME_SUPPORT = "income_support", _("försörjningsstöd")
    ESTABLISHMENT = "establishment", _("etableringsersättning")
    ACTIVITY_GRANT = "activity_grant", _("aktivitetsstöd eller utvecklingsersättning")
    UNEMPLOYMENT = "unemployment", _("arbetslöshetsersättning")
    SICKNESS = "sickness", _("sjukpenning eller rehabiliteringspenning")
    SICKNESS_COMPENSATION = "sickness_compensation", _("sjukersättning")
    ACTIVITY_COMPENSATION = "activity_compensation", _("aktivitetsersättning")
    STUDENT = "student", _("studiestöd")
    PARENTAL = "parental", _("föräldrapenning")
    WAGE = "wage", _("lön eller eget företag")
    OTHERS = "others", _("annans inkomst")
    NONE = "none", _("ingen egen försörjning")
    UNKNOWN = "unknown", _("okänd")


class SupportLength(models.TextChoices):
    """How long the person had needed public support. Classes without gap or overlap."""

    UNDER_1 = "0-1", _("mindre än 1 år")
    FROM_1 = "1-2", _("1 år till och med 2 år")
    FROM_3 = "3-5", _("3 till och med 5 år")
    OVER_5 = "6-", _("6 år eller mer")
    UNKNOWN = "unknown", _("okänt")


class Enrolment(Sealed, HeldWithoutGuessing):
    """A person's time in one project. Again later, or in another project: another row."""

    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="enrolments")
    project = models.ForeignKey(Project, verbose_name=_("insats"), on_delete=models.PROTECT, related_name="+")
    starts = models.DateField(_("börjar"))
    ends = models.DateField(_("slutar"), null=True, blank=True)
    reason = models.CharField(_("varför insatsen slutade"), max_length=40, blank=True)  # a code of parameters/ladders
    completed = models.BooleanField(_("fullföljde"), null=True, blank=True)
    sender = models.ForeignKey(
        Organisation, verbose_name=_("anvisad av"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    sender_kind = models.CharField(
        _("slag av avsändare"), max_length=30, choices=[*Kind.choices, ("self", _("personen själv"))], blank=True
    )
    target_group = models.ForeignKey(
        Term, verbose_name=_("målgrupp"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    education = models.CharField(_("högsta utbildning"), max_length=20, choices=Education, blank=True)
    support = models.CharField(_("försörjning vid start"), max_length=30, choices=Support, blank=True)
    support_length = models.CharField(_("tid med offentligt stöd"), max_length=10, choices=SupportLength, blank=True)
    resources_sealed = SealedField(_("vad kan du redan?"))  # the person's own resources and skills
    note_sealed = SealedField(_("anteckning"))
    imported = models.ForeignKey(
        "participants.ImportBatch", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    CLASSES = {
        "id": C.TECHNICAL, "organisation": C.TECHNICAL, "person": C.TECHNICAL, "project": C.ACTIVITY,
        "starts": C.ACTIVITY, "ends": C.ACTIVITY, "reason": C.PROGRESS, "completed": C.PROGRESS,
        "sender": C.CASE, "sender_kind": C.CASE, "target_group": C.BACKGROUND, "education": C.BACKGROUND,
        "support": C.BACKGROUND, "support_length": C.BACKGROUND, "resources_sealed": C.NOTES, "note_sealed": C.NOTES,
        "imported": C.TECHNICAL, "added_by": C.TECHNICAL,
    }  # fmt: skip
    PERSONAL = personal_in(CLASSES)

    objects = about_objects(EnrolmentQuerySet)

    class Meta:
        ordering = ["-starts", "pk"]
        verbose_name = _("deltagande")
        verbose_name_plural = _("deltaganden")
        constraints = [
            models.CheckConstraint(
                name="enrolment_ends_after_it_starts",
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                violation_error_message=_("Deltagandet slutar innan det börjar. Ändra något av datumen."),
            ),
            models.UniqueConstraint(
                fields=["person", "project", "starts"],
                name="enrolment_once_a_day",
                violation_error_message=_("Personen börjar redan i insatsen den dagen. Öppna det deltagandet."),
            ),
        ]
        indexes = [
            models.Index(fields=["project", "-starts"]),
            models.Index(fields=["organisation", "-starts"]),
        ]

    def __str__(self) -> str:
        return f"deltagande {str(self.pk)[:8]}"

    def get_absolute_url(self) -> str:
        return reverse("enrolment", args=[self.pk])


class Question(Held):
    """A question that an authority asks in its projects. Shipped background questions are columns; these are own."""

    class AnswerKind(models.TextChoices):
        TEXT = "text", _("fri text")
        NUMBER = "number", _("tal")
        YES_NO = "yes_no", _("ja eller nej")
        CHOICE = "choice", _("ett av flera svar")
        DATE = "date", _("datum")
        SCALE = "scale", _("skala 1–5")

    text_sv = models.CharField(_("fråga"), max_length=200)
    text_en = models.CharField(_("frågan på engelska"), max_length=200, blank=True)
    why = models.CharField(_("varför vi frågar"), max_length=300)
    kind = models.CharField(_("slag av svar"), max_length=12, choices=AnswerKind, default=AnswerKind.CHOICE)
    choices = models.JSONField(_("svarsalternativ"), default=list, blank=True)
    origin = models.CharField(_("metod"), max_length=120, blank=True)  # the method it travels with

    CLASSES: dict[str, str] = {}
    PERSONAL = ()

    objects = held_objects(OfHouseQuerySet)

    class Meta:
        ordering = ["text_sv"]
        verbose_name = _("fråga")
        verbose_name_plural = _("frågor")

    def __str__(self) -> str:
        return self.text_sv


class ProjectQuestion(Held):
    """That a project asks something: a shipped column by its code, or an own question; when, and whether it must."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+", verbose_name=_("insats"))
    code = models.CharField(_("inbyggd fråga"), max_length=40, blank=True)  # such as "education"
    question = models.ForeignKey(
        Question, verbose_name=_("egen fråga"), null=True, blank=True, on_delete=models.CASCADE, related_name="asked"
    )
    required = models.BooleanField(_("måste besvaras"), default=False)
    order = models.PositiveSmallIntegerField(_("ordning"), default=0)

    CLASSES: dict[str, str] = {}
    PERSONAL = ()

    objects = held_objects(OfLedProjectQuerySet)

    class Meta:
        ordering = ["project", "order", "pk"]
        verbose_name = _("insatsens fråga")
        verbose_name_plural = _("insatsens frågor")
        constraints = [
            models.CheckConstraint(
                name="project_question_is_one_of_two",
                condition=(Q(code="") & Q(question__isnull=False)) | (~Q(code="") & Q(question=None)),
                violation_error_message=_("Välj en inbyggd fråga eller en egen, inte båda."),
            ),
            models.UniqueConstraint(
                fields=["project", "code"], condition=~Q(code=""), name="project_asks_shipped_question_once"
            ),
            models.UniqueConstraint(
                fields=["project", "question"], condition=Q(question__isnull=False), name="project_asks_question_once"
            ),
        ]

    def __str__(self) -> str:
        return self.code or str(self.question)


class Answer(Sealed, Held):
    """A person's answer to an own question, at one taking part."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="answers")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    text_sealed = SealedField(_("svar"))
    answered_on = models.DateField(_("besvarad"))

    CLASSES = {
        "id": C.TECHNICAL, "organisation": C.TECHNICAL, "person": C.TECHNICAL, "enrolment": C.TECHNICAL,
        "question": C.NOTES, "text_sealed": C.NOTES, "answered_on": C.NOTES,
    }  # fmt: skip
    PERSONAL = personal_in(CLASSES)

    objects = about_objects(OfEnrolmentQuerySet)

    class Meta:
        verbose_name = _("svar")
        verbose_name_plural = _("svar")
        constraints = [models.UniqueConstraint(fields=["enrolment", "question"], name="answer_once")]

    def __str__(self) -> str:
        return f"svar {self.pk}"
