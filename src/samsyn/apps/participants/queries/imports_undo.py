"""What taking an import back would do: what goes, what is given back, and what has been built on it since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.db import models

from samsyn.apps.participants.models import Enrolment, ImportBatch, NameMark, Person

AT_ONCE = 5_000
PRINTED = {  # plain columns, sealed columns
    Person: (("sex", "birth_year", "municipality_id", "language", "needs_interpreter", "protection", "restricted_on"),
             ("name_sealed", "number_sealed", "contact_sealed")),
    Enrolment: (("starts", "ends", "reason", "completed", "sender_id", "sender_kind", "target_group_id", "education",
                 "support", "support_length"), ("resources_sealed", "note_sealed")),
}  # fmt: skip
LENGTH = 12  # signs of a print: it tells a change from none, and guards against nobody


@dataclass(frozen=True)
class Undoing:
    """persons, enrolments: that would go. changed: rows whose values are given back. left: rows in the file whose
    values somebody has changed since, which are left as they are. built_on: rows in the file that something has been
    built on since; while there are any, nothing is undone."""

    persons: int
    enrolments: int
    changed: int
    left: tuple[int, ...]
    built_on: tuple[int, ...]


def print_of(model: type[models.Model], row: Mapping[str, Any]) -> str:
    """A print of what a row says, so that a change since can be seen."""
    plain, sealed = PRINTED[model]
    told = hashlib.sha256(repr([_plain(row[name]) for name in plain]).encode())
    for name in sealed:
        told.update(b"%d|" % len(row[name]))
        told.update(row[name])
    return told.hexdigest()[:LENGTH]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def undoing(batch: ImportBatch) -> Undoing:
    """What taking it back would do today. Changes nothing."""
    kept = batch.kept("undo_sealed").head
    changed = kept["changed"]
    left = sorted({change["row"] for model in PRINTED for change, _row in changed_since(model, changed)})
    return Undoing(
        persons=len(kept["persons"]),
        enrolments=len(kept["enrolments"]),
        changed=len({change["row"] for change in changed}) - len(left),
        left=tuple(left),
        built_on=tuple(sorted(built_on(batch, kept))),
    )


def changed_since(model: type[models.Model], changed: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Any]]:
    """(change, row) of changes by the import that are no longer as the import wrote them; row None when it is gone."""
    ours = {change["key"]: change for change in changed if change["table"] == model.__name__}
    names = sorted({name for change in ours.values() for name in change["after"]})
    for piece in _pieces(list(ours)):
        there = {str(row["pk"]): row for row in model.objects.filter(pk__in=piece).values("pk", *names)}
        for key in piece:
            row, change = there.get(key), ours[key]
            if row is None or any(_plain(row[name]) != value for name, value in change["after"].items()):
                yield change, row


def built_on(batch: ImportBatch, kept: Mapping[str, Any]) -> set[int]:
    """Rows in the file whose persons or takings part have been changed, or got something of their own, since."""
    numbers, found = kept["rows"], set()
    for model, keys in ((Enrolment, kept["enrolments"]), (Person, kept["persons"])):
        for piece in _pieces(keys):
            rows = model.objects.filter(pk__in=piece).values("pk", *chain(*PRINTED[model]))
            prints = {str(row["pk"]): print_of(model, row) for row in rows}
            found.update(numbers[key] for key in piece if prints.get(key, kept["prints"][key]) != kept["prints"][key])
    made = set(kept["persons"])
    for model, column in _about(Enrolment):
        keys = model.objects.filter(**{f"{column}__imported": batch}).values_list(column, flat=True).distinct()
        found.update(numbers[str(key)] for key in keys.order_by() if str(key) in numbers)
    for model, column in _about(Person):
        keys = model.objects.filter(**{f"{column}__enrolments__imported": batch}).values_list(column, flat=True)
        found.update(numbers[str(key)] for key in keys.distinct().order_by() if str(key) in made)
    return found


def _about(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Every kind of row that points at this kind and would be lost with it, but those the import itself made."""
    for relation in model._meta.related_objects:
        if relation.related_model not in {NameMark, Enrolment}:
            yield relation.related_model, relation.field.name


def _pieces(keys: list[str]) -> Iterator[list[str]]:
    return (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
