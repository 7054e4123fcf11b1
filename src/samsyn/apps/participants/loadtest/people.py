"""Invented people, sealed exactly as real ones are, streamed into PostgreSQL."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from django.db import connection

from samsyn.apps.participants import sealing
from samsyn.apps.participants.actions.people import marks_for, new_person
from samsyn.apps.participants.models import Person

FIRST = (
    "Alma",
    "Bo",
    "Cilla",
    "Dag",
    "Elsa",
    "Folke",
    "Gry",
    "Hugo",
    "Iris",
    "Jon",
    "Klara",
    "Lars",
    "Maja",
    "Nils",
    "Ola",
    "Pia",
    "Rut",
    "Sven",
    "Tove",
    "Ulf",
)
LAST = (
    "Alfa",
    "Beta",
    "Ceder",
    "Dunge",
    "Ekvik",
    "Fjord",
    "Granit",
    "Hassel",
    "Idegran",
    "Jolle",
    "Kvist",
    "Lind",
    "Mossa",
    "Näver",
    "Olvon",
)
LANGUAGES = ["", "", "", "arabiska", "dari", "somaliska", "tigrinja"]


def new_name(chance: random.Random) -> str:
    """A name that nobody has: three parts, the last one with a number in letters, so that searches differ."""
    ending = chance.choice("aeiouyåäö") + chance.choice("bdfgklmnrst")
    return f"{chance.choice(FIRST)} {chance.choice(LAST)} {chance.choice(LAST)}{ending}"


def new_number(index: int) -> tuple[str, int]:
    """Twelve characters that no authority gives out: a real birth date with 'L' and a running number."""
    born = date(1955, 1, 1) + timedelta(days=index % 18_000)
    return f"{born:%Y%m%d}L{index % 1000:03d}", born.year


def stream(organisations: list, persons: int, chance: random.Random) -> Iterator[Person]:
    """Persons with their keys, spread over the organisations in turn."""
    for index in range(persons):
        number, year = new_number(index)
        organisation = organisations[index % len(organisations)]
        person = new_person(
            organisation=organisation,
            name=new_name(chance),
            number=f"{number}{index:07d}",
            contact={"phone": f"070-{index:07d}"},
            sex=chance.choice(["women", "men"]),
            birth_year=year,
            language=chance.choice(LANGUAGES),
        )
        person.municipality_id = organisation.pk
        yield person


def copy_in(people: Iterator[Person], chance: random.Random, today: date) -> int:
    """Copy keys, persons and search marks, in pieces of 5 000. Answers how many persons."""
    made, piece = 0, []
    for person in people:
        piece.append(person)
        if len(piece) == 5_000:
            _copy(piece, chance, today)
            made, piece = made + len(piece), []
    _copy(piece, chance, today)
    return made + len(piece)


def _copy(piece: list[Person], chance: random.Random, today: date) -> None:
    if not piece:
        return
    names = [_name_of(person) for person in piece]
    with connection.cursor() as cursor:
        _rows(
            cursor,
            "participants_sealkey (id, master, wrapped)",
            ((person.key.pk, person.key.master, bytes(person.key.wrapped)) for person in piece),
        )
        columns = (
            "id, organisation_id, key_id, name_sealed, number_sealed, contact_sealed, number_found_by, index_key, sex, "
            "birth_year, municipality_id, language, needs_interpreter, protection, restricted_why_sealed, added_on"
        )
        _rows(
            cursor,
            f"participants_person ({columns})",
            (
                (
                    person.pk, person.organisation_id, person.key.pk, person.name_sealed, person.number_sealed,
                    person.contact_sealed, person.number_found_by, person.index_key, person.sex, person.birth_year,
                    person.municipality_id, person.language, bool(person.language), "", b"",
                    today - timedelta(days=chance.randrange(3650)),
                )
                for person in piece
            ),
        )  # fmt: skip
        _rows(
            cursor,
            "participants_namemark (organisation_id, person_id, mark)",
            (
                (mark.organisation_id, mark.person_id, mark.mark)
                for person, name in zip(piece, names, strict=True)
                for mark in marks_for(person, name)
            ),
        )


def _name_of(person: Person) -> str:
    """The name just sealed; nobody is being read about here, so there is no trace to ask for."""
    return sealing.unseal(person.key.data, person.name_sealed, person._place_of("name_sealed"))


def _rows(cursor, into: str, rows) -> None:
    with cursor.copy(f"COPY {into} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
