"""What is known about somebody is changed with its history: what it said before is kept, as in a rectification."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from samsyn.apps.audit.actions import record
from samsyn.apps.participants.actions.people import BACKGROUND
from samsyn.apps.participants.actions.rights_changes import rectify
from samsyn.apps.participants.models import Enrolment, Person
from samsyn.apps.participants.restriction import refuse_restricted

NOTHING = (None, "", False)


@transaction.atomic
def edit_background(*, person: Person, by, **changes: Any) -> None:
    """Change sex, birth year, municipality, language or need of an interpreter; the trail names the columns."""
    unknown = set(changes) - set(BACKGROUND)
    if unknown:
        raise TypeError(f"Bakgrunden har inget fält {', '.join(sorted(unknown))}.")
    if changed := with_history(person, changes, by):
        record("background_edited", by=by, target=person, organisation=person.organisation, changed=changed)


def with_history(row: Person | Enrolment, values: Mapping[str, Any], by) -> list[str]:
    """Give a row new values and name those that changed. What was empty is filled in; what was not keeps what it said.

    The person must have been noted. Inside the transaction of the action that calls it.
    """
    refuse_restricted(row if isinstance(row, Person) else row.person)
    changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
    filled = [name for name in changed if getattr(row, name) in NOTHING]
    for name in filled:
        setattr(row, name, values[name])
    if filled:
        row.full_clean(exclude=["key"] if isinstance(row, Person) else [])
        row.save(update_fields=filled)
    for name in changed:
        if name not in filled:
            rectify(row=row, field=row._meta.get_field(name), value=values[name], why="", by=by)
    return changed
