"""Referrals and consents: how somebody comes here, and what may be told to whom."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from samsyn.apps.catalogue.models import Term
from samsyn.apps.organisations.models import Kind, Organisation
from samsyn.apps.organisations.models.access import during
from samsyn.apps.participants.models.enrolments import Enrolment
from samsyn.apps.participants.models.held import C, Held, HeldWithoutGuessing, about_objects, personal_in
from samsyn.apps.participants.models.people import Person
from samsyn.apps.participants.models.reach import AboutQuerySet, ReferralQuerySet
from samsyn.apps.participants.models.sealed import Sealed, SealedField, SealKey
from samsyn.apps.portfolio.models import Project


class ReferralState(models.TextChoices):
    NEW = "new", _("väntar på svar")
    ON_HOLD = "on_hold", _("vilar")
    ACCEPTED = "accepted", _("antagen")
    DECLINED = "declined", _("avböjd")
    WITHDRAWN = "withdrawn", _("återtagen")


WAITING = (ReferralState.NEW, ReferralState.ON_HOLD)


class DeclineReason(models.TextChoices):
    FULL = "full", _("det finns ingen plats")
    TARGET_GROUP = "target_group", _("personen hör inte till målgruppen")
    OTHER_NEED = "other_need", _("behovet är ett annat än insatsen kan möta")
    NO_CONTACT = "no_contact", _("vi har inte fått kontakt")
    DECLINED_BY_PERSON = "person", _("personen vill inte")
    LACKS = "lacks", _("anvisningen saknar något vi behöver")
    OTHER = "other", _("annat")


class Referral(Sealed, HeldWithoutGuessing):
    """A person sent to a project by a named sender. Kept with its answer whatever the answer was.

    The sender sees the referral as it was sent, never the receiver's row about the person: `key` is the person's own
    key, named here too, so that a sender's referrals open without reaching that row.
    """

    key = models.ForeignKey(SealKey, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    name_sealed = SealedField(_("namn i anvisningen"))
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="referrals", verbose_name=_("person"))
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+", verbose_name=_("insats"))
    sender = models.ForeignKey(
        Organisation, verbose_name=_("anvisande organisation"), null=True, blank=True,
        on_delete=models.PROTECT, related_name="+",
    )  # fmt: skip  # None: the person came on their own
    sender_kind = models.CharField(
        _("slag av avsändare"), max_length=30, choices=[*Kind.choices, ("self", _("personen själv"))]
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("anvisad av"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    sent_by_text = models.CharField(_("handläggare hos avsändaren"), max_length=120, blank=True)
    target_group = models.ForeignKey(
        Term, verbose_name=_("målgrupp"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    need_sealed = SealedField(_("behov"))
    consented_on = models.DateField(_("samtycke till anvisningen"), null=True, blank=True)
    received_on = models.DateField(_("inkommen"), default=timezone.localdate)
    state = models.CharField(_("läge"), max_length=12, choices=ReferralState, default=ReferralState.NEW)
    answered_on = models.DateField(_("besvarad"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("besvarad av"),
    )  # fmt: skip
    reason = models.CharField(_("skäl"), max_length=20, choices=DeclineReason, blank=True)
    answer_sealed = SealedField(_("svar till avsändaren"))
    answer_seen_at = models.DateTimeField(_("svaret öppnat av avsändaren"), null=True, blank=True, editable=False)
    hold_until = models.DateField(_("vilar till"), null=True, blank=True)
    enrolment = models.OneToOneField(
        Enrolment, verbose_name=_("deltagande"), null=True, blank=True,
        on_delete=models.SET_NULL, related_name="referral",
    )  # fmt: skip

    CLASSES = {
        **dict.fromkeys(("id", "organisation", "person", "key", "enrolment"), C.TECHNICAL),
        "name_sealed": C.NAME,
        **dict.fromkeys(
            (
                "project", "sender", "sender_kind", "sent_by", "sent_by_text", "target_group", "need_sealed",
                "consented_on", "received_on", "state", "answered_on", "answered_by", "reason", "answer_sealed",
                "hold_until", "answer_seen_at",
            ),
            C.CASE,
        ),
    }  # fmt: skip
    PERSONAL = personal_in(CLASSES)

    objects = about_objects(ReferralQuerySet)

    class Meta:
        ordering = ["received_on", "pk"]
        verbose_name = _("anvisning")
        verbose_name_plural = _("anvisningar")
        constraints = [
            models.CheckConstraint(
                name="referral_declined_with_reason",
                condition=~Q(state="declined") | ~Q(reason=""),
                violation_error_message=_("En avböjd anvisning behöver ett skäl. Välj det som stämmer bäst."),
            ),
            models.CheckConstraint(
                name="referral_on_hold_until_a_day",
                condition=~Q(state="on_hold") | Q(hold_until__isnull=False),
                violation_error_message=_("Skriv till vilken dag anvisningen vilar."),
            ),
            models.CheckConstraint(
                name="referral_has_sender_or_self",
                condition=Q(sender__isnull=False) | Q(sender_kind="self"),
                violation_error_message=_("Välj vem som anvisar, eller att personen kommer själv."),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "received_on"]),
            models.Index(fields=["sender", "-received_on"]),
        ]

    def __str__(self) -> str:
        return f"anvisning {str(self.pk)[:8]}"

    def get_absolute_url(self) -> str:
        return reverse("referral", args=[self.pk])

    @property
    def seal_person_key(self) -> Any:
        return self.person_id

    @property
    def seal_key(self) -> SealKey:
        return self.key or super().seal_key

    @property
    def name(self) -> str:
        """The person's name as it stood in the referral."""
        return self.opened("name_sealed")

    def waits_on(self, day) -> bool:
        """Whether the sender is owed an answer that day: new, or rested long enough."""
        if self.state == ReferralState.ON_HOLD:
            return self.hold_until is None or self.hold_until <= day
        return self.state == ReferralState.NEW

    def waiting_days(self, today) -> int:
        """Days from arrival to the answer, or to today when there is none."""
        return ((self.answered_on or today) - self.received_on).days


class ConsentQuerySet(AboutQuerySet):
    def running_on(self, day) -> ConsentQuerySet:
        return self.filter(during(day), withdrawn_at=None)


class Consent(Held):
    """What a person has agreed may be told, by whom, to whom, for what and until when. Withdrawn at any time."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents", verbose_name=_("person"))
    from_organisation = models.ForeignKey(
        Organisation, verbose_name=_("från"), on_delete=models.PROTECT, related_name="+"
    )
    to_organisation = models.ForeignKey(
        Organisation, verbose_name=_("till"), on_delete=models.PROTECT, related_name="+"
    )
    project = models.ForeignKey(
        Project, verbose_name=_("för insatsen"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    purpose = models.CharField(_("ändamål"), max_length=200)
    categories = models.JSONField(_("vilka uppgifter"), default=list)  # of policy.SHAREABLE
    starts = models.DateField(_("gäller från"))
    ends = models.DateField(_("gäller till och med"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("återtaget"), null=True, blank=True)
    given = models.CharField(
        _("hur det lämnades"), max_length=12,
        choices=[("written", _("skriftligt")), ("signed", _("med e-legitimation")), ("oral", _("muntligt"))],
        default="written",
    )  # fmt: skip
    text_version = models.CharField(_("textens version"), max_length=40, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("inskrivet av")
    )

    CLASSES = {
        **dict.fromkeys(("id", "organisation", "person"), C.TECHNICAL),
        **dict.fromkeys(
            (
                "from_organisation", "to_organisation", "project", "purpose", "categories", "starts", "ends",
                "withdrawn_at", "given", "text_version", "recorded_by",
            ),
            C.CASE,
        ),
    }  # fmt: skip
    PERSONAL = personal_in(CLASSES)

    objects = about_objects(ConsentQuerySet)

    class Meta:
        ordering = ["-starts", "pk"]
        verbose_name = _("samtycke")
        verbose_name_plural = _("samtycken")
        constraints = [
            models.CheckConstraint(
                name="consent_ends_after_it_starts",
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                violation_error_message=_("Samtycket slutar innan det börjar. Ändra något av datumen."),
            )
        ]
        indexes = [
            models.Index(fields=["person", "to_organisation"]),
            models.Index(fields=["to_organisation", "-starts"]),
        ]

    def __str__(self) -> str:
        return f"samtycke {self.pk}"

    def runs_on(self, day) -> bool:
        return self.withdrawn_at is None and self.starts <= day and (self.ends is None or self.ends >= day)
