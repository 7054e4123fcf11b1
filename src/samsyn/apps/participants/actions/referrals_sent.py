"""What a sender does: refers a person to another authority's project, reads the answer, takes the referral back.

A sender reaches nothing at the receiver. To write one person and one referral there, the receiver's house is opened
for this act only, after the policy has said that this colleague may refer to this project in this organisation's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.participants.actions.people import add_person
from samsyn.apps.participants.actions.referrals import register_referral
from samsyn.apps.participants.models import Person, Referral, ReferralState
from samsyn.apps.participants.models.referrals import WAITING
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.queries.people import numbered
from samsyn.apps.participants.queries.referrals import projects_to_send_to, senders_in, sent_by
from samsyn.apps.participants.reading import as_system, note
from samsyn.apps.participants.restriction import handling_rights
from samsyn.apps.portfolio.models import Project


@transaction.atomic
def send_referral(
    *,
    project: Project,
    sender: Organisation,
    by,
    name: str,
    number: str = "",
    contact: Mapping[str, str] | None = None,
    language: str = "",
    needs_interpreter: bool = False,
    need: str = "",
    **more: Any,
) -> Referral:
    """Refer a person to a project, at the authority that owns it. Answers the referral.

    A person whom the receiver knows by number is not written in twice, and nothing about them comes back: what the
    sender wrote stays with the referral. more: target_group, consented_on. PermissionDenied when `by` may not refer
    to the project for that sender.
    """
    with _at_receiver(project, sender, by):
        known = _known_at(project.organisation, number)
        if known and _waits_already(known, project, sender):
            raise ValidationError(_("Ni har redan en anvisning för personen till insatsen som väntar på svar."))
        person = known or add_person(
            organisation=project.organisation,
            name=name,
            number=number,
            contact=contact,
            by=by,
            ground=Ground.OWN_REFERRAL,
            language=language,
            needs_interpreter=needs_interpreter,
        )
        note([person], "referral_sent", [FieldClass.NAME, FieldClass.CASE], Ground.OWN_REFERRAL)
        told = need if person is not known else _with(need, contact, language, needs_interpreter)
        with handling_rights():  # what comes in is kept; that a person is restricted is not told to the sender
            referral = register_referral(
                person=person, project=project, sender=sender, sent_by=by, name=name, need=told, by=by, **more
            )
        record("referral_sent", by=by, target=referral, organisation=sender, project=project)
    return referral


@contextmanager
def _at_receiver(project: Project, sender: Organisation, by) -> Iterator[None]:
    """The receiver's house, for one act by somebody who may refer to the project. Closed again whatever happens."""
    today = timezone.localdate()
    may = (
        projects_to_send_to(by, today).filter(pk=project.pk).exists()
        and senders_in(by, project, today).filter(pk=sender.pk).exists()
    )
    if not may:
        raise PermissionDenied(_("Du får inte anvisa till den insatsen i den organisationens namn."))
    with as_system([project.organisation_id], by=by):
        yield


def _known_at(receiver: Organisation, number: str) -> Person | None:
    if not number:
        return None
    return numbered(Person.objects.filter(organisation=receiver), number).select_related("key").first()


def _waits_already(person: Person, project: Project, sender: Organisation) -> bool:
    return Referral.objects.filter(person=person, project=project, sender=sender, state__in=WAITING).exists()


def _with(need: str, contact: Mapping[str, str] | None, language: str, needs_interpreter: bool) -> str:
    """The need, with what else the sender wrote: the receiver's own row about a known person is not changed."""
    told = [value for value in (contact or {}).values() if value]
    told += [_("Språk: %(language)s") % {"language": language}] if language else []
    told += [_("Behöver tolk")] if needs_interpreter else []
    return "\n".join([need, *([_("Enligt avsändaren: %(told)s") % {"told": ", ".join(told)}] if told else [])]).strip()


def _own(referral: Referral, by) -> Referral:
    """The row as it is now, with the user's organisation as its sender; kept from others until the act is done."""
    return sent_by(by).select_for_update(of=("self",)).get(pk=referral.pk)


@transaction.atomic
def withdraw_referral(*, referral: Referral, by) -> Referral:
    """Take back a referral that has not been answered."""
    referral = _own(referral, by)
    if referral.state not in WAITING:
        raise ValidationError(_("Anvisningen är redan besvarad, så den kan inte tas tillbaka. Ring mottagaren."))
    referral.state, referral.hold_until = ReferralState.WITHDRAWN, None
    referral.save(update_fields=["state", "hold_until"])
    record("referral_withdrawn", by=by, target=referral, organisation=referral.organisation)
    return referral


@transaction.atomic
def answer_seen(*, referral: Referral, by) -> None:
    """Note that the sender has opened the answer, so that it no longer waits on their start page."""
    mine = referral.sent_by_id in {None, by.pk}
    if mine and referral.state not in {ReferralState.NEW, ReferralState.WITHDRAWN} and not referral.answer_seen_at:
        sent_by(by).filter(pk=referral.pk).update(answer_seen_at=timezone.now())
