"""A consent is given, replaced by another, and taken back. What was agreed is never overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.participants.models import Consent, Person
from samsyn.apps.participants.policy import SHAREABLE
from samsyn.apps.participants.restriction import handling_rights, refuse_restricted
from samsyn.apps.portfolio.models import Project


@transaction.atomic
def give_consent(
    *,
    person: Person,
    to_organisation: Organisation,
    purpose: str,
    categories: Iterable[str],
    starts: date,
    by,
    ends: date | None = None,
    project: Project | None = None,
    given: str = "written",
    text_version: str = "",
) -> Consent:
    """Write in what a person has agreed may be told, by their own authority to another one.

    categories: of policy.SHAREABLE, at least one. ValidationError, by field, when something does not hold.
    """
    refuse_restricted(person)
    consent = Consent(
        organisation=person.organisation,
        person=person,
        from_organisation=person.organisation,
        to_organisation=to_organisation,
        project=project,
        purpose=purpose,
        categories=_shareable(categories),
        starts=starts,
        ends=ends,
        given=given,
        text_version=text_version,
        recorded_by=by,
    )
    if to_organisation == person.organisation:
        raise ValidationError({"to_organisation": _("Den egna organisationen behöver inget samtycke. Välj en annan.")})
    consent.full_clean(exclude=["recorded_by"])
    consent.save(force_insert=True)
    record(
        "consent_given",
        by=by,
        target=consent,
        organisation=person.organisation,
        to=to_organisation,
        categories=consent.categories,
        starts=starts,
        ends=ends,
    )
    return consent


@transaction.atomic
def withdraw_consent(*, consent: Consent, by) -> None:
    """Take a consent back. The receiver's next request is refused, since the ground is looked up anew each time.

    Always possible, also while the person's data are restricted.
    """
    if consent.withdrawn_at is not None:
        raise ValidationError(_("Samtycket är redan återtaget."))
    consent.withdrawn_at = timezone.now()
    with handling_rights():
        consent.save(update_fields=["withdrawn_at"])
    record("consent_withdrawn", by=by, target=consent, organisation=consent.organisation)


@transaction.atomic
def replace_consent(
    *,
    consent: Consent,
    categories: Iterable[str],
    ends: date | None,
    by,
    given: str = "written",
    text_version: str = "",
) -> Consent:
    """Let a consent go on with other categories or another end: the old one stops now, the new one begins today."""
    if consent.withdrawn_at is not None:
        raise ValidationError(_("Samtycket är återtaget och går inte att ändra. Skriv in ett nytt."))
    categories = _shareable(categories)
    if (categories, ends) == (consent.categories, consent.ends):
        raise ValidationError(_("Inget är ändrat. Ändra uppgifterna eller slutdagen, eller avbryt."))
    consent.withdrawn_at = timezone.now()
    consent.save(update_fields=["withdrawn_at"])
    record("consent_replaced", by=by, target=consent, organisation=consent.organisation)
    return give_consent(
        person=consent.person,
        to_organisation=consent.to_organisation,
        purpose=consent.purpose,
        categories=categories,
        starts=max(consent.starts, timezone.localdate()),
        ends=ends,
        project=consent.project,
        given=given,
        text_version=text_version or consent.text_version,
        by=by,
    )


def _shareable(categories: Iterable[str]) -> list[str]:
    """The categories in the order of the policy. ValidationError for none, and for what no consent can open."""
    asked = {str(each) for each in categories}
    if not asked:
        raise ValidationError({"categories": _("Välj minst ett slag av uppgifter.")})
    if asked - {str(each) for each in SHAREABLE}:
        raise ValidationError(
            {"categories": _("Ett samtycke kan inte omfatta de uppgifterna. Välj bland dem som visas.")}
        )
    return [str(each) for each in SHAREABLE if str(each) in asked]
