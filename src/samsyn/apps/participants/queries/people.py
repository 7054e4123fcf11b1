"""Finding and opening people. What is opened here is noted in the trace of the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django_scopes import get_scope

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants import sealing
from samsyn.apps.participants.models import NameMark, Person
from samsyn.apps.participants.names import words_of
from samsyn.apps.participants.policy import RULE_BY_GROUND, FieldClass, Ground
from samsyn.apps.participants.reading import note
from samsyn.core.intake.rows.personal_number import read_personal_number

SORTED_BY_NAME = 1000  # persons; names are sealed, so more than this would take too long to put in order
SHOWN_IN_LISTS = ("organisation", "name_sealed", "protection", "key__master", "key__wrapped")
A_NUMBER = 6  # digits in a text from which it is read as a personal number, not as a name


def opened(
    persons: Iterable[Person] | Any,
    what: str,
    *classes: FieldClass,
    ground: Ground = Ground.OWN_PROJECT,
) -> list[Person]:
    """These persons, noted as read, with their keys at hand. A queryset is fetched with the keys in the same query.

    what: the page, a word of `words.READINGS`. classes: the kinds of data the page shows; none means all the ground
    gives.
    """
    if hasattr(persons, "select_related"):
        persons = persons.select_related("key")
    shown = classes or tuple(RULE_BY_GROUND[ground].reads)
    return note(persons, what, shown, ground)


def person_or_404(user, pk, what: str, permission: Permission = Permission.PERSON_VIEW, *classes: FieldClass) -> Person:
    """One person whom the user reaches, noted as read; 404 for anybody else's."""
    person = get_object_or_404(Person.objects.visible_to(user, permission).select_related("key"), pk=pk)
    return opened([person], what, *classes)[0]


def named(persons, text: str):
    """Those of a queryset of persons in whose name every word of the text begins some word."""
    for word in words_of(text):
        found = Q(pk=None)
        for organisation in _organisations_of():
            marks = [sealing.mark_of(organisation, word, key) for key in sealing.index_keys()]
            found |= Q(organisation=organisation, mark__in=marks)
        persons = persons.filter(Exists(NameMark.objects.filter(found, person=OuterRef("pk"))))
    return persons


def numbered(persons, digits: str):
    """Those with the personnummer, twelve digits. Older index keys are asked too while a key change is going on."""
    found = [
        sealing.found_by("number", organisation, digits, key)
        for key in sealing.index_keys()
        for organisation in _organisations_of()
    ]
    return persons.filter(number_found_by__in=found)


def found_by_text(persons, text: str):
    """Those whom a search means: by personal number when the text holds one, otherwise by beginnings of the name.

    NotANumber, which never repeats the text, when it looks like a number and is none; nobody for less than two letters.
    """
    if sum(sign.isdigit() for sign in text) >= A_NUMBER:
        return numbered(persons, read_personal_number(text, timezone.localdate()).digits)
    return named(persons, text) if words_of(text) else persons.none()


def in_name_order(persons, count: int):
    """The persons by name; newest written in first when there are more than SORTED_BY_NAME. To be cut to a page and
    then `opened`: they carry what a list shows of a person, and nobody is noted as read by being put in order."""
    rows = persons.select_related("key").only(*SHOWN_IN_LISTS)
    if count > SORTED_BY_NAME:
        return rows.order_by("-added_on", "pk")
    return sorted(rows, key=lambda row: (row.name_to_sort_by or "~", str(row.pk)))


@dataclass(frozen=True)
class Pseudonym:
    """A person as the log of readings knows them, where the row itself is not fetched or cannot be reached."""

    pk: Any
    organisation_id: int


def counted_noted(rows, what: str, *classes: FieldClass) -> None:
    """Note everybody whom a page counts, of a queryset of rows about people: few counted may be somebody seen."""
    pairs = rows.order_by().values_list("person", "organisation").distinct()
    note([Pseudonym(*pair) for pair in pairs], what, classes)


def _organisations_of() -> list[int]:
    """The authorities in the active scope."""
    return list(get_scope().get("organisation", ()))
