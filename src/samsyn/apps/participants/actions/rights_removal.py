"""Removing a person: every row and the key, so that backups do not open either. Used by erasure and by weeding."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import BinaryField
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.participants.actions.rights import refuse_same_person
from samsyn.apps.participants.models import ImportBatch, Person, RightsCase, SealKey
from samsyn.apps.participants.queries.rights import unreviewed_openings


def remove_person(person: Person) -> dict[str, int]:
    """Remove all rows about the person and destroy the key. Answers how many rows of each kind.

    The trail and the log of readings keep the row's number, which now leads nowhere. Cases about rights stay without
    their notes, as what shows that a request was met. Inside the transaction of the action that decided it.
    """
    _leave_nothing_in_free_pages()
    RightsCase.objects.filter(person=person).update(note_sealed=b"", extended_why="", withheld={})
    key = person.key
    _total, removed = person.delete()
    if key is not None:
        SealKey.objects.filter(pk=key.pk).delete()
    return {name.rpartition(".")[2].lower(): count for name, count in sorted(removed.items())}


def _leave_nothing_in_free_pages() -> None:
    """SQLite leaves what is deleted in the file until the page is used again, unless told to write over it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")


def empty_imports(organisation: Organisation) -> int:
    """Destroy what is kept of files that were read in: rows about many people, which nobody can pick one from.

    The files that wait to be written in go too, and are read in again by whoever needs them. Answers how many.
    """
    batches = ImportBatch.objects.filter(organisation=organisation).exclude(key=None).select_related("key")
    for batch in batches:
        _empty(batch)
    return len(batches)


def _empty(batch: ImportBatch) -> None:
    key, batch.key = batch.key, None
    sealed = [field.name for field in batch._meta.fields if isinstance(field, BinaryField)]
    for name in sealed:
        setattr(batch, name, b"")
    batch.name, batch.message, batch.columns = "", "", {}
    if batch.state not in (ImportBatch.State.DONE, ImportBatch.State.UNDONE):
        batch.state = ImportBatch.State.FAILED
    batch.save(update_fields=["key", *sealed, "name", "message", "columns", "state"])
    if key is not None:
        SealKey.objects.filter(pk=key.pk).delete()


def weed_import(batch: ImportBatch) -> None:
    """Destroy what is kept of one file whose time is out."""
    _leave_nothing_in_free_pages()
    _empty(batch)


@transaction.atomic
def remove_without_key(organisation: Organisation) -> int:
    """Remove persons whose key is gone, which nobody can read: after a restore, those who were erased since the copy.

    Answers how many.
    """
    persons = list(Person.objects.filter(organisation=organisation, key=None))
    keys = [str(person.pk) for person in persons]  # a row that is removed forgets its number
    for person in persons:
        remove_person(person)
    if persons:
        record("keyless_removed", by=None, target=organisation, organisation=organisation, persons=keys)
    return len(persons)


@transaction.atomic
def erase_person(*, case: RightsCase, outcome: str, by) -> dict[str, int]:
    """Carry out a decided erasure. Never by the one who opened the case. It cannot be undone, also from a backup."""
    if case.kind != RightsCase.Kind.ERASE or case.done_on is not None or case.person is None:
        raise ValidationError(_("Ärendet gäller inte en radering som väntar."))
    refuse_same_person(case, by)
    if unreviewed_openings(case.person):
        raise ValidationError(
            _("En nödöppning av personen är inte granskad. Granska den först, annars går det inte sedan.")
        )
    if not outcome.strip():
        raise ValidationError({"outcome": _("Skriv på vilken grund uppgifterna raderas, utan namn.")})
    person, others = case.person, RightsCase.objects.open().filter(person=case.person).exclude(pk=case.pk)
    others.update(done_on=timezone.localdate(), outcome=_("Personen raderades på egen begäran."))
    removed = remove_person(person)
    imports = empty_imports(case.organisation)
    case.person, case.note_sealed, case.extended_why = None, b"", ""
    case.decision, case.outcome, case.done_on = RightsCase.Decision.GRANTED, outcome, timezone.localdate()
    case.released_by, case.released_at = by, timezone.now()
    case.save(
        update_fields=[
            "person",
            "note_sealed",
            "extended_why",
            "decision",
            "outcome",
            "done_on",
            "released_by",
            "released_at",
        ]
    )
    record(
        "person_erased",
        by=by,
        target=case,
        organisation=case.organisation,
        person=case.person_key,
        rows=removed,
        imports=imports,
    )
    return removed
