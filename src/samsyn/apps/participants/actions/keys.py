"""Changing keys while people work: some rows at a time, each batch in a transaction of its own, from where it stopped.

A row says which key it stands under, so nothing else needs to be remembered: what a killed run had not finished is
what still names an old key.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from samsyn.apps.audit.actions import record
from samsyn.apps.participants import sealing
from samsyn.apps.participants.actions.people import marks_for
from samsyn.apps.participants.models import NameMark, Person, SealKey
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.reading import as_keeper
from samsyn.apps.participants.sealing import DoesNotOpen


@dataclass
class Batch:
    """What one batch did. last: the key it came to, None when there was nothing; unreadable: keys of rows that cannot
    be opened with the keys in the settings, and are left as they are."""

    done: int = 0
    last: Any = None
    unreadable: list[Any] = field(default_factory=list)


def _some(rows, after: Any, limit: int):
    """The next rows in order. On PostgreSQL those that somebody is writing are waited for, one batch at a time."""
    rows = rows.filter(pk__gt=after) if after is not None else rows
    rows = rows.order_by("pk")
    return (
        rows.select_for_update(of=("self",))[:limit] if connection.features.has_select_for_update_of else rows[:limit]
    )


@transaction.atomic
def rewrap_some(after: Any = None, limit: int = 500) -> Batch:
    """Wrap some data keys under the newest master key. What they seal is not touched."""
    newest, batch, changed = sealing.newest(sealing.master_keys()), Batch(), []
    for row in _some(SealKey.objects.exclude(master=newest), after, limit):
        batch.last = row.pk
        try:
            row.rewrap()
        except DoesNotOpen:
            batch.unreadable.append(row.pk)
        else:
            changed.append(row)
    SealKey.objects.bulk_update(changed, ["master", "wrapped"], batch_size=200)
    batch.done = len(changed)
    return batch


def reindex_some(after: Any = None, limit: int = 200) -> Batch:
    """Make some persons findable, by number and by name, under the newest index key. Each opening is noted."""
    newest, batch, marks = sealing.newest(sealing.index_keys()), Batch(), []
    with as_keeper():
        persons = list(_some(Person.objects.exclude(index_key=newest).select_related("key"), after, limit))
        opened(persons, "key_change", FieldClass.NAME, FieldClass.NUMBER, ground=Ground.RIGHTS_CASE)
        found = []
        for person in persons:
            batch.last = person.pk
            try:
                number, name = person.number, person.name
            except DoesNotOpen:
                batch.unreadable.append(person.pk)
                continue
            person.index_key = newest
            person.number_found_by = sealing.found_by("number", person.organisation_id, number) if number else ""
            marks += marks_for(person, name)
            found.append(person)
        NameMark.objects.filter(person__in=[person.pk for person in found]).delete()
        NameMark.objects.bulk_create(marks, batch_size=1000)
        Person.objects.bulk_update(found, ["index_key", "number_found_by"], batch_size=200)
        batch.done = len(found)
    return batch


@transaction.atomic
def say_keys_changed(*, key: SealKey, wrapped: int, indexed: int, unreadable: int) -> None:
    """The trail's line for a whole run. key: any key of the installation, which the line hangs on."""
    record("keys_changed", by=None, target=key, wrapped=wrapped, indexed=indexed, unreadable=unreadable)
