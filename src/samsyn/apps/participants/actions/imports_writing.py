"""The rows of an import, written in bulk. Called inside the transaction of `actions.imports`."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import models
from django.utils import timezone

from samsyn.apps.participants import sealing
from samsyn.apps.participants.models import Enrolment, ImportBatch, NameMark, Person, SealKey
from samsyn.apps.participants.names import marks_of
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.queries.imports import PLAIN_ENROLMENT, PLAIN_PERSON, Plan, Planned
from samsyn.apps.participants.queries.imports_undo import print_of
from samsyn.apps.participants.reading import note
from samsyn.bulk import Piece, ahead, pieces, update

C = FieldClass
AT_ONCE = 5_000


@dataclass
class Written:
    """What an import did: rows made, and for rows that were there the values before and after."""

    persons: list[str] = field(default_factory=list)
    enrolments: list[str] = field(default_factory=list)
    changed: list[dict[str, Any]] = field(default_factory=list)  # table, key, file row, before, after
    rows: dict[str, int] = field(default_factory=dict)  # what was made → row in the file
    prints: dict[str, str] = field(default_factory=dict)  # what was made → print of what was written
    left: list[int] = field(default_factory=list)  # rows whose values were changed by somebody since

    def counts(self) -> dict[str, int]:
        return {
            "persons": len(self.persons),
            "enrolments": len(self.enrolments),
            "changed": len({change["row"] for change in self.changed}),
        }

    def undo(self) -> dict[str, Any]:
        return {
            "persons": self.persons, "enrolments": self.enrolments, "changed": self.changed, "rows": self.rows,
            "prints": self.prints,
        }  # fmt: skip


class Somebody(NamedTuple):
    """A person who takes part: what note() asks for, and the data key that the taking part is sealed under."""

    pk: str
    organisation_id: int
    data: bytes | None


def write(plan: Plan, *, batch: ImportBatch, by) -> Written:
    """Make new persons and takings part, and change the plain values that differ."""
    written = Written()
    persons = _insert_persons(plan, batch, written)
    new = [row for row in plan.rows if row.enrolment is None]
    _insert_enrolments(new, persons | _known(new), batch, by, written)
    _change(plan, written)
    return written


def identity_of(row: Planned) -> str:
    """Who a row is about: one person for each number, and one for each row without a number."""
    if row.person is not None:
        return str(row.person.pk)
    number = row.row.values.get("number")
    return number.digits if number else f"row {row.row.row_number}"


@dataclass(slots=True)
class _Made:
    """One new person: rows as they are stored, in the order of the columns."""

    identity: str
    row_number: int
    somebody: Somebody
    key: tuple[Any, ...]
    person: list[Any]
    marks: list[tuple[Any, ...]]
    print: str


def _insert_persons(plan: Plan, batch: ImportBatch, written: Written) -> dict[str, Somebody]:
    """One person for each number, and one for each row without a number."""
    made: dict[str, Somebody] = {}
    for rows, piece in ahead(_ready(_new_persons(plan, batch.organisation_id))):
        for each in rows:
            each.insert()
        for one in piece:
            made[one.identity] = one.somebody
            written.persons.append(one.somebody.pk)
            written.rows[one.somebody.pk] = one.row_number
            written.prints[one.somebody.pk] = one.print
    note(made.values(), "import", (C.NAME, C.NUMBER, C.BACKGROUND))
    return made


def _ready(made: Iterable[_Made]) -> Iterator[tuple[list[Piece], list[_Made]]]:
    for piece in pieces(made):
        marks = [mark for one in piece for mark in one.marks]
        yield (
            [
                Piece.of(SealKey, ("id", "master", "wrapped"), [one.key for one in piece]),
                Piece.of(Person, PERSON, [one.person for one in piece]),
                *(Piece.of(NameMark, ("organisation_id", "person_id", "mark"), each) for each in pieces(marks)),
            ],
            piece,
        )


def _new_persons(plan: Plan, organisation_id: int) -> Iterator[_Made]:
    """Sealed and findable, as `actions.people.new_person` would make them. Asks the store for nothing."""
    new: dict[str, Planned] = {}
    for row in plan.rows:
        if row.person is None:
            new.setdefault(identity_of(row), row)
    master, mark = sealing.newest(sealing.master_keys()), _marker(organisation_id)
    same = {
        "organisation_id": organisation_id, "index_key": sealing.newest(sealing.index_keys()), "contact_sealed": b"",
        "restricted_why_sealed": b"", "language": "", "sex": "", "birth_year": None, "municipality_id": None,
        "needs_interpreter": False, "protection": "", "responsible_id": None, "restricted_on": None,
        "added_on": timezone.localdate(),
    }  # fmt: skip
    table = Person._meta.db_table
    for identity, row in new.items():
        pk, key, name = str(uuid.uuid4()), SealKey.plain(master), row.row.values["name"].strip()
        number = row.row.values["number"].digits if row.row.values.get("number") else ""
        person = {
            **same, **{PLAIN_PERSON[code]: value for code, value in row.person_changes.items()},
            "id": pk, "key_id": key[0],
            "name_sealed": sealing.seal(key[-1], name, f"{table}|name_sealed|{pk}"),
            "number_sealed": sealing.seal(key[-1], number, f"{table}|number_sealed|{pk}"),
            "number_found_by": sealing.found_by("number", organisation_id, number) if number else "",
        }  # fmt: skip
        yield _Made(
            identity, row.row.row_number, Somebody(pk, organisation_id, key[-1]), key[:-1],
            [person[name] for name in PERSON], [(organisation_id, pk, mark(part)) for part in marks_of(name)],
            print_of(Person, person),
        )  # fmt: skip


PERSON = tuple(each.attname for each in Person._meta.concrete_fields)


def _marker(organisation_id: int) -> Callable[[str], int]:
    """Beginnings recur from name to name, so each is keyed once."""

    @lru_cache(maxsize=200_000)
    def mark(beginning: str) -> int:
        return sealing.mark_of(organisation_id, beginning)

    return mark


def _known(new: list[Planned]) -> dict[str, Somebody]:
    """Those who are here already, with their keys where a text about them is to be sealed."""
    persons = {row.person.pk: row.person for row in new if row.person is not None}
    sealed = [row.person.pk for row in new if row.person is not None and row.row.values.get("resources")]
    keys: dict[Any, bytes] = {}
    for start in range(0, len(sealed), AT_ONCE):
        piece = SealKey.objects.filter(person__in=sealed[start : start + AT_ONCE]).select_related("person")
        keys |= {key.person.pk: key.data for key in piece}
    note(persons.values(), "import", (C.BACKGROUND, C.ACTIVITY))
    return {str(pk): Somebody(str(pk), one.organisation_id, keys.get(pk)) for pk, one in persons.items()}


ENROLMENT = tuple(each.attname for each in Enrolment._meta.concrete_fields)


def _insert_enrolments(
    new: list[Planned], persons: dict[str, Somebody], batch: ImportBatch, by, written: Written
) -> None:
    made = pieces(_new_enrolments(new, persons, batch, by))
    for rows, piece in ahead((Piece.of(Enrolment, ENROLMENT, [row for _n, row, _p in piece]), piece) for piece in made):
        rows.insert()
        for number, row, told in piece:
            pk = row[ENROLMENT.index("id")]
            written.enrolments.append(pk)
            written.rows[pk] = number
            written.prints[pk] = told


def _new_enrolments(new: list[Planned], persons: dict[str, Somebody], batch: ImportBatch, by) -> Iterator[tuple]:
    """(row in the file, the row as it is stored, its print). Asks the store for nothing."""
    table = Enrolment._meta.db_table
    same = {
        "organisation_id": batch.organisation_id, "project_id": batch.project_id, "imported_id": batch.pk,
        "added_by_id": by.pk if by else None, "ends": None, "reason": "", "completed": None, "sender_id": None,
        "sender_kind": "", "target_group_id": None, "education": "", "support": "", "support_length": "",
        "note_sealed": b"",
    }  # fmt: skip
    for planned in new:
        pk, person = str(uuid.uuid4()), persons[identity_of(planned)]
        resources = (planned.row.values.get("resources") or "").strip()
        place = f"{table}|resources_sealed|{pk}"
        row = {
            **same, **{PLAIN_ENROLMENT[code]: value for code, value in planned.enrolment_changes.items()},
            "id": pk, "person_id": person.pk,
            "resources_sealed": sealing.seal(person.data, resources, place) if resources else b"",
        }  # fmt: skip
        yield planned.row.row_number, [row[name] for name in ENROLMENT], print_of(Enrolment, row)


def _change(plan: Plan, written: Written) -> None:
    """Plain values of those who are there: only what differs, with what was there before."""
    touched = [row for row in plan.rows if row.before_and_after()]
    note([row.person for row in touched], "import", (C.BACKGROUND, C.ACTIVITY))
    for model, columns, there, changes in (
        (Person, PLAIN_PERSON, "person", "person_changes"),
        (Enrolment, PLAIN_ENROLMENT, "enrolment", "enrolment_changes"),
    ):
        values = [(getattr(row, there), getattr(row, changes), row.row.row_number) for row in touched]
        together: defaultdict[tuple[str, ...], dict[Any, list[Any]]] = defaultdict(dict)  # by which columns change
        for one, new, number in values:
            if one is None or not new:
                continue
            names = tuple(columns[code] for code in new)
            before = {name: as_plain(getattr(one, name)) for name in names}
            after = {columns[code]: as_plain(value) for code, value in new.items()}
            written.changed.append(
                {"table": model.__name__, "key": str(one.pk), "row": number, "before": before, "after": after}
            )
            together[names][one.pk] = [one.pk, *new.values()]
        put(model, ((names, rows.values()) for names, rows in together.items()))


def put(model: type[models.Model], together: Iterable[tuple[tuple[str, ...], Iterable[list[Any]]]]) -> None:
    """Write values of rows that are there, those with the same columns at once."""
    for names, rows in together:
        update(model, names, rows)


def as_plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value
