"""Everything that is kept about one person, found by walking the field classes of every model.

A model that holds something about a person and is not here fails a test, as a field without a class does.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models

from samsyn.apps.audit.models import Reading
from samsyn.apps.participants.models import Person, Rectification, RightsCase
from samsyn.apps.participants.models.sealed import SealedField
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.queries.extract_words import Words, label_of, value_in
from samsyn.apps.participants.queries.readings import readings_about

# Models with classified fields that are about no single person; why they are in nobody's extract.
ABOUT_NOBODY = {
    "importbatch": "Innehållet i en fil är om många. Det som skrevs in om personen finns i personens egna rader.",
    "session": "Ett tillfälle är gemensamt. Det står vid personens egen närvaro.",
}
FREE = 100  # a plain column at least this wide holds words of people's own; narrower ones hold codes and names


@dataclass(frozen=True)
class Item:
    """One field of one row. place: where it stands, as `model:row:field`; text: for people; value: for machines."""

    place: str
    name: str
    of: str  # what the row is called
    label: str
    kind: FieldClass
    text: str
    value: Any
    free: bool  # words that somebody has written about the person, which the secrecy review reads
    withheld: str = ""  # a code of RightsCase.Secrecy, with text and value taken away


@dataclass(frozen=True)
class Row:
    """about: which field a rectification is of, where nothing else in the row says it."""

    items: tuple[Item, ...]
    about: str = ""


@dataclass(frozen=True)
class Part:
    """All rows of one kind."""

    name: str
    label: str
    plural: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Extract:
    parts: tuple[Part, ...]
    readings: tuple[Reading, ...]

    def items(self) -> Iterator[Item]:
        return (item for part in self.parts for row in part.rows for item in row.items)


def shown_fields(model: type[models.Model]) -> list[models.Field]:
    """The fields of a model that say something about the person, in the order they are declared."""
    classes = getattr(model, "CLASSES", {})
    return [field for field in model._meta.fields if classes.get(field.name, FieldClass.TECHNICAL) != C.TECHNICAL]


C = FieldClass


def models_about_people() -> list[type[models.Model]]:
    """Every model with something to tell the person: Person first, then those that point at it."""
    station = apps.get_app_config("participants").get_models()
    about = [model for model in station if shown_fields(model) and model._meta.model_name not in ABOUT_NOBODY]
    return sorted(about, key=lambda model: model is not Person)


def extract_of(person: Person) -> Extract:
    """Everything about a person whose reading has been noted. A fixed number of queries, whatever is kept."""
    words = Words()
    parts = [_part(model, person, words) for model in models_about_people()]
    return Extract(tuple(part for part in parts if part.rows), tuple(readings_about(person).order_by("number")))


def _part(model: type[models.Model], person: Person, words: Words) -> Part:
    fields = shown_fields(model)
    if model is Person:
        rows: Iterable[models.Model] = [_with_names(person)]
    else:
        joined = [field.name for field in fields if isinstance(field, models.ForeignKey)]
        joined += ["key"] if model.__name__ == "Referral" else []
        rows = model._default_manager.filter(person=person).select_related(*joined).order_by("pk")
    meta = model._meta
    return Part(
        meta.model_name or "",
        str(meta.verbose_name),
        str(meta.verbose_name_plural),
        tuple(Row(tuple(_items(row, fields, person, words)), _about(row)) for row in rows),
    )


def _about(row: models.Model) -> str:
    if not isinstance(row, Rectification):
        return ""
    return labels_of_fields().get((row.table, row.column), row.column)


def _with_names(person: Person) -> Person:
    """The person's own row with what its foreign keys point at, in one query."""
    full = Person.objects.select_related("key", "municipality", "responsible").get(pk=person.pk)
    full.organisation = person.organisation
    return full


def _items(row: models.Model, fields: list[models.Field], person: Person, words: Words) -> Iterator[Item]:
    if hasattr(row, "person_id"):
        row.person = person  # whose key opens what is sealed, without asking for it again
    for field in fields:
        related = getattr(row, field.name, None) if isinstance(field, models.ForeignKey) else None
        if related is not None and related._meta.model_name in ABOUT_NOBODY:
            yield from (_item(related, inner, row, words, field.name) for inner in shown_fields(type(related)))
        else:
            yield _item(row, field, row, words)


def _item(row: models.Model, field: models.Field, of: models.Model, words: Words, through: str = "") -> Item:
    value = value_in(row, field)
    name = f"{through}.{field.name}" if through else field.name
    return Item(
        place=f"{of._meta.model_name}:{of.pk}:{name}",
        name=name,
        of=str(row._meta.verbose_name),
        label=label_of(field),
        kind=FieldClass(type(row).CLASSES[field.name]),
        text=words.of(row, field, value),
        value=_plain(value),
        free=is_free(field) and type(row).CLASSES[field.name] not in (FieldClass.NAME, FieldClass.NUMBER),
    )


def is_free(field: models.Field) -> bool:
    """Whether the field holds words that somebody has written, and not a code, a date or a name from a list."""
    if isinstance(field, models.BinaryField | models.TextField | SealedField):
        return True
    return isinstance(field, models.CharField) and not field.choices and (field.max_length or 0) >= FREE


def _plain(value: Any) -> Any:
    """As JSON says it."""
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, datetime | date) or hasattr(value, "isoformat"):
        return value.isoformat()
    return value


def without(extract: Extract, withheld: dict[str, str]) -> Extract:
    """The extract without what the secrecy review has taken away; each place says by which rule."""

    def reviewed(item: Item) -> Item:
        why = withheld.get(item.place, "")
        return Item(**{**vars(item), "text": "", "value": None, "withheld": why}) if why else item

    parts = tuple(
        Part(
            part.name,
            part.label,
            part.plural,
            tuple(Row(tuple(map(reviewed, row.items)), row.about) for row in part.rows),
        )
        for part in extract.parts
    )
    return Extract(parts, extract.readings)


def reviewed_state(extract: Extract, case: RightsCase, person: Person) -> str:
    """What the free text was when somebody read it through: keyed, so that the text cannot be guessed from it.

    A note written after the review gives another state, and the extract is not handed out until it is reviewed again.
    The case's own words change while it is handled, and are not part of it.
    """
    own = f"rightscase:{case.pk}:"
    said = [[item.place, item.text] for item in extract.items() if item.free and not item.place.startswith(own)]
    text = json.dumps(sorted(said), ensure_ascii=False)
    return hmac.new(person.key.data, text.encode(), hashlib.sha256).hexdigest()


def labels_of_fields() -> dict[tuple[str, str], str]:
    """What each classified field is called, by model and column."""
    return {
        (model._meta.model_name or "", field.name): f"{model._meta.verbose_name}: {label_of(field)}"
        for model in models_about_people()
        for field in shown_fields(model)
    }
