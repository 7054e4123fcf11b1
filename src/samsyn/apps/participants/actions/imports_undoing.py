"""An import taken back: what it made goes, and what it changed is given back. Inside the transaction of its action."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from samsyn.apps.participants.actions.imports_writing import Written, put
from samsyn.apps.participants.models import Enrolment, ImportBatch, NameMark, Person, SealKey
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.queries.imports_known import persons_by_pk
from samsyn.apps.participants.queries.imports_undo import built_on, changed_since
from samsyn.apps.participants.reading import note

AT_ONCE = 5_000
SHOWN = 20


def take_back(batch: ImportBatch) -> Written:
    """Remove what the import made and give back what it changed. ValidationError when something was built on it."""
    packed = batch.kept("undo_sealed")
    if packed is None:
        raise ValidationError(_("Det går inte att ångra längre: det som behövs för det är gallrat."))
    kept = packed.head
    refuse_built_on(built_on(batch, kept))
    written = Written(kept["persons"], kept["enrolments"], kept["changed"], kept["rows"])
    _give_back(written)
    for start in range(0, len(written.enrolments), AT_ONCE):
        _delete(Enrolment.objects.filter(pk__in=written.enrolments[start : start + AT_ONCE]))
    for start in range(0, len(written.persons), AT_ONCE):
        piece = written.persons[start : start + AT_ONCE]
        still = {str(pk) for pk in Enrolment.objects.filter(person__in=piece).values_list("person", flat=True)}
        alone = Person.objects.filter(pk__in=[pk for pk in piece if pk not in still])
        persons = dict(alone.values_list("pk", "key"))
        _delete(NameMark.objects.filter(person__in=list(persons)))
        _delete(Person.objects.filter(pk__in=list(persons)))
        _delete(SealKey.objects.filter(pk__in=list(persons.values())))
    return written


def _delete(rows: models.QuerySet) -> None:
    """Without asking each row what points at it: `refuse_built_on` has asked that of all of them."""
    rows._raw_delete(rows.db)


def refuse_built_on(rows: set[int]) -> None:
    """ValidationError that names the rows in the file, when there are any."""
    if not rows:
        return
    shown = ", ".join(str(row) for row in sorted(rows)[:SHOWN]) + (" …" if len(rows) > SHOWN else "")
    raise ValidationError(
        _(
            "Det går inte att ångra: %(n)s rader har ändrats, eller fått närvaro, lägen, samtal, svar, samtycken eller "
            "grupper sedan dess (rad %(rows)s i filen). Ta bort det först, eller avsluta deltagandena ett och ett."
        )
        % {"n": len(rows), "rows": shown}
    )


def _give_back(written: Written) -> None:
    """Values are given back only where they still are what the import wrote; the others are told, not touched."""
    for model in (Person, Enrolment):
        since = {change["key"]: change["row"] for change, _row in changed_since(model, written.changed)}
        written.left += since.values()
        ours = [
            change for change in written.changed if change["table"] == model.__name__ and change["key"] not in since
        ]
        together: defaultdict[tuple[str, ...], list[list[Any]]] = defaultdict(list)
        for change in ours:
            values = [_unplain(model, name, value) for name, value in change["before"].items()]
            together[tuple(change["before"])].append([_unplain(model, "id", change["key"]), *values])
        put(model, together.items())
        _note_given_back(model, ours)


def _note_given_back(model: type[models.Model], ours: list[dict[str, Any]]) -> None:
    keys = [change["key"] for change in ours]
    if model is Enrolment:
        pieces = (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
        keys = [pk for piece in pieces
                for pk in Enrolment.objects.filter(pk__in=piece).values_list("person", flat=True)]  # fmt: skip
    note(persons_by_pk(keys).values(), "import", (FieldClass.BACKGROUND, FieldClass.ACTIVITY))


def _unplain(model: type[models.Model], attname: str, value: Any) -> Any:
    column = next(each for each in model._meta.concrete_fields if each.attname == attname)
    if isinstance(column, models.DateField) and value:
        return date.fromisoformat(value)
    return column.to_python(value) if isinstance(column, models.UUIDField) else value
