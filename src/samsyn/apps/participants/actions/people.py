"""Writing people in: sealed, findable, and never twice."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.participants import sealing
from samsyn.apps.participants.models import NameMark, Person, SealKey
from samsyn.apps.participants.names import marks_of
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.queries.people import numbered
from samsyn.apps.participants.reading import note

BACKGROUND = ("sex", "birth_year", "municipality", "language", "needs_interpreter")
OPEN_FIELDS = ("sex", "birth_year", "municipality", "language", "needs_interpreter", "protection", "responsible")


@transaction.atomic
def add_person(
    *,
    organisation: Organisation,
    name: str,
    number: str = "",
    contact: Mapping[str, str] | None = None,
    by,
    ground: str = Ground.OWN_PROJECT,
    **more: Any,
) -> Person:
    """Write in a person at an authority. number: twelve digits or nothing; more: of OPEN_FIELDS.

    ValidationError when the authority already has the number. The trail says that somebody was written in, not who.
    """
    _refuse_known(organisation, number)
    person = new_person(organisation=organisation, name=name, number=number, contact=contact, **more)
    note([person], "person_added", [FieldClass.NAME, FieldClass.NUMBER], ground)
    person.full_clean(exclude=["key"])
    person.key.save(force_insert=True)
    person.save(force_insert=True)
    NameMark.objects.bulk_create(marks_for(person, name))
    record("participant_added", by=by, target=person, organisation=organisation)
    return person


def new_person(*, organisation, name: str, number: str = "", contact=None, **more: Any) -> Person:
    """The row, sealed and findable, not yet saved; its key is in `person.key`, not saved either."""
    unknown = set(more) - set(OPEN_FIELDS)
    if unknown:
        raise TypeError(f"Person har inget fält {', '.join(sorted(unknown))}.")
    person = Person(organisation=organisation, key=SealKey.fresh(), **more)
    person.close("name_sealed", name)
    person.close("contact_sealed", json.dumps(dict(contact), ensure_ascii=False) if contact else "")
    set_number(person, number)
    return person


def set_number(person: Person, number: str) -> None:
    """Seal the number and make it findable under the newest index key.

    A person whose name is still found under an older key stays marked with that one until the key change has been by.
    """
    person.close("number_sealed", number)
    person.index_key = person.index_key or sealing.newest(sealing.index_keys())
    person.number_found_by = sealing.found_by("number", person.organisation_id, number) if number else ""


def marks_for(person: Person, name: str) -> list[NameMark]:
    """The search marks of a name, not yet saved."""
    return [
        NameMark(
            organisation_id=person.organisation_id,
            person=person,
            mark=sealing.mark_of(person.organisation_id, beginning),
        )
        for beginning in sorted(marks_of(name))
    ]


def _refuse_known(organisation: Organisation, number: str) -> None:
    if number and numbered(Person.objects.filter(organisation=organisation), number).exists():
        raise ValidationError({"number": _("Personnumret finns redan. Öppna personen i listan i stället.")})


@transaction.atomic
def rename(*, person: Person, name: str, by) -> None:
    """Give a person another name, findable at once; the trail says that, not which."""
    person.close("name_sealed", name)
    person.save(update_fields=["name_sealed"])
    NameMark.objects.filter(person=person).delete()
    NameMark.objects.bulk_create(marks_for(person, name))
    record("participant_renamed", by=by, target=person, organisation=person.organisation)


@transaction.atomic
def correct_identity(*, person: Person, number: str, contact: Mapping[str, str], by) -> None:
    """Change the personal number and how the person is reached; the trail says which kinds changed, not to what."""
    changed = []
    if number != person.number:
        _refuse_known(person.organisation, number)
        set_number(person, number)
        changed.append("number")
    if dict(contact) != person.contact:
        person.close("contact_sealed", json.dumps(dict(contact), ensure_ascii=False) if any(contact.values()) else "")
        changed.append("contact")
    if changed:
        person.save(update_fields=["number_sealed", "number_found_by", "index_key", "contact_sealed"])
        record("participant_corrected", by=by, target=person, organisation=person.organisation, changed=changed)


@transaction.atomic
def edit_identity(
    *, person: Person, name: str, number: str, contact: Mapping[str, str], protection: str, responsible, by
) -> None:
    """Change who the person is and how they are reached, all that changed and nothing else. They must be noted."""
    if name.strip() != person.name:
        rename(person=person, name=name, by=by)
    correct_identity(person=person, number=number, contact=contact, by=by)
    if (protection, responsible) != (person.protection, person.responsible):
        protect(person=person, protection=protection, responsible=responsible, by=by)


@transaction.atomic
def protect(*, person: Person, protection: str, responsible, by) -> None:
    """Mark a person as having protected identity, seen by the appointed colleague only; or take the mark away."""
    person.protection, person.responsible = protection, responsible
    person.full_clean(exclude=["key"])
    person.save(update_fields=["protection", "responsible"])
    record("participant_protected", by=by, target=person, organisation=person.organisation, protection=protection)
