"""A referral that came without a number turns out to be about somebody who is here already: one person, not two."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.participants.actions.rights_removal import remove_person
from samsyn.apps.participants.models import Person, Referral

SEALED = ("name_sealed", "need_sealed", "answer_sealed")
STAYS_FOR = ("enrolments", "referrals", "consents", "rights_cases", "emergencies", "group_memberships")


@transaction.atomic
def tie_referral(*, referral: Referral, person: Person, by) -> Referral:
    """Move the referral to the person, sealed anew under their key; whoever was written in for it alone is removed.

    Both persons must have been noted. ValidationError when the referral has led to a taking part, which stays where
    it is, or when the two are at different authorities.
    """
    if referral.enrolment_id:
        raise ValidationError(_("Anvisningen har redan blivit ett deltagande och kan inte flyttas."))
    if referral.organisation_id != person.organisation_id:
        raise ValidationError(_("Personen finns hos en annan organisation. Anvisningen kan inte flyttas dit."))
    before = referral.person
    texts = {column: referral.opened(column) for column in SEALED}
    referral.person, referral.key = person, person.key
    for column, text in texts.items():
        referral.close(column, text)
    referral.full_clean(exclude=["key"])
    referral.save(update_fields=["person", "key", *SEALED])
    record("referral_tied", by=by, target=referral, organisation=referral.organisation)
    if before.pk != person.pk and not before.number and not _stays(before):
        remove_person(before)
    return referral


def _stays(person: Person) -> bool:
    """Whether anything else is known about somebody than the referral that has been moved."""
    return any(getattr(person, name).exists() for name in STAYS_FOR)
