"""Who in a file is here already: asked for many rows at once, plain values only, and nothing sealed is opened."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants import sealing
from samsyn.apps.participants.models import Enrolment, Person
from samsyn.apps.portfolio.models import Project

ASKED_AT_ONCE = 5_000


class KnownPerson(NamedTuple):
    """A person of the authority, as far as a file may compare."""

    pk: uuid.UUID
    organisation_id: int
    sex: str
    birth_year: int | None
    municipality_id: int | None
    language: str
    needs_interpreter: bool
    protection: str
    restricted_on: date | None


class KnownEnrolment(NamedTuple):
    """A taking part in the project, as far as a file may compare."""

    pk: uuid.UUID
    person_id: uuid.UUID
    starts: date
    ends: date | None
    reason: str
    completed: bool | None
    sender_kind: str
    target_group_id: int | None
    education: str
    support: str
    support_length: str


def persons_by_number(digits: Collection[str], project: Project) -> dict[str, KnownPerson]:
    """Persons of the project's authority, whoever may see them: nobody is written in twice.

    Asked under every index key, so that a key change loses nobody.
    """
    house = project.organisation_id
    number_of = {
        sealing.found_by("number", house, number, key): number for key in sealing.index_keys() for number in digits
    }
    # Those without a number are left out in words, so that PostgreSQL sees that the index of numbers is enough.
    persons = Person.objects.filter(organisation=house).exclude(number_found_by="")
    return {
        number_of[found_by]: KnownPerson(*row)
        for piece in _pieces(number_of)
        for found_by, *row in persons.filter(number_found_by__in=piece).values_list(
            "number_found_by", *KnownPerson._fields
        )
    }


def persons_by_pk(keys: Iterable[Any]) -> dict[Any, KnownPerson]:
    persons = Person.objects.all()
    return {
        row[0]: KnownPerson(*row)
        for piece in _pieces(keys)
        for row in persons.filter(pk__in=piece).values_list(*KnownPerson._fields)
    }


def enrolments_by_pk(texts: Iterable[str], project: Project) -> dict[str, KnownEnrolment]:
    """By Samsyn-id as it is written in a file, in small letters."""
    return {str(one.pk): one for piece in _pieces(_uuids(texts)) for one in _enrolments(project, pk__in=piece)}


def enrolments_by_start(persons: Iterable[Any], project: Project) -> dict[tuple[Any, date], KnownEnrolment]:
    return {
        (one.person_id, one.starts): one for piece in _pieces(persons) for one in _enrolments(project, person__in=piece)
    }


def _enrolments(project: Project, **which: Any) -> Iterator[KnownEnrolment]:
    rows = Enrolment.objects.filter(project=project, **which).order_by()
    return map(KnownEnrolment._make, rows.values_list(*KnownEnrolment._fields))


def reached_by(user, persons: Iterable[Any]) -> set[Any]:
    """Those of these persons whom the user already reaches."""
    seen = Person.objects.visible_to(user, Permission.PERSON_IMPORT)
    return {
        pk for piece in _pieces(persons) for pk in seen.filter(pk__in=piece).order_by().values_list("pk", flat=True)
    }


def _uuids(texts: Iterable[str]) -> Iterator[uuid.UUID]:
    for text in texts:
        try:
            yield uuid.UUID(text)
        except ValueError:
            continue


def _pieces(values: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(values)
    while piece := list(islice(rest, ASKED_AT_ONCE)):
        yield piece
