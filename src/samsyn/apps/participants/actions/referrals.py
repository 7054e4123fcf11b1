"""A referral comes in, is answered, and the sender hears of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.participants.actions.enrolments import begin
from samsyn.apps.participants.actions.people import add_person
from samsyn.apps.participants.models import Enrolment, Person, Referral, ReferralState
from samsyn.apps.participants.models.referrals import WAITING
from samsyn.apps.portfolio.models import Project

SELF = "self"


@transaction.atomic
def register_referral(
    *,
    person: Person,
    project: Project,
    by,
    sender: Organisation | None = None,
    sent_by_text: str = "",
    need: str = "",
    name: str | None = None,
    **more: Any,
) -> Referral:
    """Write in a referral that has come some other way. sender None: the person came on their own.

    name: as the referral had it, the person's own when None. more: target_group, consented_on, received_on, sent_by.
    """
    unknown = set(more) - {"target_group", "consented_on", "received_on", "sent_by"}
    if unknown:
        raise TypeError(f"Anvisningen har inget fält {', '.join(sorted(unknown))}.")
    referral = Referral(
        organisation=person.organisation,
        person=person,
        key=person.key,
        project=project,
        sender=sender,
        sender_kind=sender.kind if sender else SELF,
        sent_by_text=sent_by_text.strip(),
        **more,
    )
    referral.close("name_sealed", person.name if name is None else name)
    referral.close("need_sealed", need)
    _refuse_future(referral)
    referral.full_clean(exclude=["key"])
    referral.save(force_insert=True)
    record("referral_registered", by=by, target=referral, organisation=referral.organisation, project=project)
    return referral


@transaction.atomic
def register_for_new(*, project: Project, name: str, by, number: str = "", **referral: Any) -> Referral:
    """Write in a referral and the person it is about, neither without the other. referral: as `register_referral`."""
    person = add_person(organisation=project.organisation, name=name, number=number, by=by)
    return register_referral(person=person, project=project, by=by, **referral)


@transaction.atomic
def accept_referral(
    *, referral: Referral, starts: date, by, answer: str = "", on: date | None = None, **enrolled: Any
) -> Enrolment:
    """Take the person in: a taking part begins, and the sender is answered. enrolled: as `begin` takes it."""
    referral = _waiting(referral)
    given = {
        "sender": referral.sender,
        "sender_kind": referral.sender_kind,
        "target_group": referral.target_group,
        **enrolled,
    }
    enrolment = begin(person=referral.person, project=referral.project, starts=starts, by=by, **given)
    referral.enrolment = enrolment
    _answer(referral, ReferralState.ACCEPTED, answer, by, on)
    record("referral_accepted", by=by, target=referral, organisation=referral.organisation, project=referral.project)
    return enrolment


@transaction.atomic
def decline_referral(*, referral: Referral, reason: str, by, answer: str = "", on: date | None = None) -> Referral:
    """Say no, with a reason and in words."""
    referral = _waiting(referral)
    referral.reason = reason
    _answer(referral, ReferralState.DECLINED, answer, by, on)
    record("referral_declined", by=by, target=referral, organisation=referral.organisation, reason=reason)
    return referral


@transaction.atomic
def hold_referral(*, referral: Referral, until: date, by, answer: str = "") -> Referral:
    """Let it rest until a day; from then on the sender is owed an answer again."""
    referral = _waiting(referral)
    if until <= timezone.localdate():
        raise ValidationError({"hold_until": _("Dagen har redan varit. Välj en dag som kommer.")})
    referral.state, referral.hold_until, referral.answer_seen_at = ReferralState.ON_HOLD, until, None
    referral.close("answer_sealed", answer)
    _save(referral)
    record("referral_put_on_hold", by=by, target=referral, organisation=referral.organisation, until=until)
    return referral


@transaction.atomic
def reopen_referral(*, referral: Referral, by) -> Referral:
    """Take a no, or a rest, back: the referral waits for an answer again."""
    referral = _locked(referral)
    if referral.state not in {ReferralState.DECLINED, ReferralState.ON_HOLD}:
        raise ValidationError(_("Bara en avböjd eller vilande anvisning kan öppnas igen."))
    was = referral.state
    referral.state, referral.reason, referral.hold_until = ReferralState.NEW, "", None
    referral.answered_on = referral.answered_by = referral.answer_seen_at = None
    referral.close("answer_sealed", "")
    _save(referral)
    record("referral_reopened", by=by, target=referral, organisation=referral.organisation, was=was)
    return referral


def _waiting(referral: Referral) -> Referral:
    """The row as it is now, kept from others until the act is done. ValidationError when it has been answered."""
    referral = _locked(referral)
    if referral.state not in WAITING:
        raise ValidationError(_("Anvisningen är redan besvarad. Öppna den igen först, om svaret ska ändras."))
    return referral


def _locked(referral: Referral) -> Referral:
    rows = Referral.objects.select_related("person__key", "key", "project", "sender", "organisation")
    return rows.select_for_update(of=("self",)).get(pk=referral.pk)


def _answer(referral: Referral, state: str, text: str, by, on: date | None) -> None:
    referral.state, referral.hold_until, referral.answer_seen_at = state, None, None
    referral.answered_on, referral.answered_by = on or timezone.localdate(), by
    if referral.answered_on < referral.received_on:
        raise ValidationError(_("Svaret är daterat före anvisningen. Ändra något av datumen."))
    referral.close("answer_sealed", text)
    _save(referral)


def _save(referral: Referral) -> None:
    referral.full_clean(exclude=["key"])
    referral.save()


def _refuse_future(referral: Referral) -> None:
    for name in ("received_on", "consented_on"):
        day = getattr(referral, name)
        if day and day > timezone.localdate():
            raise ValidationError({name: _("Dagen har inte varit än. Skriv den dag det hände.")})
