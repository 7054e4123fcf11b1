"""Reading about people at random: whoever is shown is in the log, with that page and those kinds of data."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import NoReverseMatch, reverse

from samsyn.apps.audit.models import Entry, Reading, ReadingHead
from samsyn.apps.organisations.models import User
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.selftest.canaries import DIGITS, KEYS, LONGEST, WORDS, text_of
from samsyn.apps.participants.selftest.outcome import Outcome
from samsyn.apps.participants.selftest.pages import PAGES, SHARED, Page
from samsyn.apps.participants.selftest.world import Side, World

C = FieldClass
LIKELY = ("process_leader", "process_leader", "data_protection", "group_leader")
SAID = re.compile(rf"({WORDS.pattern})(gatan|@exempel\.se)?(?: ([a-z]+)\.([a-z_]+))?")


@dataclass(frozen=True)
class Asked:
    """One request: who, which page, about whom, and how."""

    user: User
    name: str
    address: str
    body: dict[str, str] | None

    def __str__(self) -> str:
        how = "POST" if self.body is not None else "GET"
        return f"{self.user} {how} {self.name} {self.body or ''}"


class Reader:
    """Everybody's sessions, and requests at random."""

    def __init__(self, world: World, seed: int = 1) -> None:
        self.world, self.chance = world, random.Random(seed)  # noqa: S311  chance for a trial, not a secret
        self.classes = _classes_of_fields()
        self.opened: dict[str, set[str]] = {}  # page → roles by which somebody has been seen there
        self._clients: dict[int, Client] = {}

    def client(self, user: User) -> Client:
        if user.pk not in self._clients:
            client = self._clients[user.pk] = Client(raise_request_exception=False)
            client.force_login(user)
        return self._clients[user.pk]

    def asked(self) -> Asked | None:
        """A request at random; mostly by somebody who may, about somebody they may see."""
        chance, pages = self.chance, {**PAGES, **SHARED}
        side = chance.choice(self.world.sides)
        name = chance.choice(list(pages))
        roles = [*LIKELY, *sorted(self.opened.get(name, ()))]
        if chance.random() < 0.8:  # who has seen somebody there before, or may have; the rest are new tries
            user = side.colleagues[chance.choice(roles)]
        else:
            user = chance.choice(self.world.everyone())
        page, made = pages[name], chance.choice(side.people)
        if not page.says and chance.random() < 0.8:  # nobody is meant to be seen there
            return None
        ways: list[tuple[str, Any]] = [(query, None) for query in page.asked]
        ways += [("", dict(body)) for body in page.sought]
        if not ways:
            return None
        query, body = chance.choice(ways)
        try:
            address = reverse(name, args=_arguments(page, made, side))
        except NoReverseMatch:
            return None
        return Asked(user, name, address + _with(query, made), body and {k: _with(v, made) for k, v in body.items()})

    def saw(self, asked: Asked) -> None:
        """Remember that this role sees somebody on this page of its own authority."""
        for side in self.world.sides:
            self.opened.setdefault(asked.name, set()).update(
                role for role, user in side.colleagues.items() if user == asked.user
            )

    def answer(self, asked: Asked) -> Any:
        client = self.client(asked.user)
        with transaction.atomic() if connection.in_atomic_block else _nothing():
            return client.get(asked.address) if asked.body is None else client.post(asked.address, asked.body)

    def shown(self, response: Any, asked: Asked) -> dict[int, set[FieldClass]]:
        """Who is in the answer, and which kinds of data about them. What the request itself said is not told by it."""
        text = text_of(response.getvalue() if response.streaming else response.content)[:LONGEST].lower()
        found: dict[int, set[FieldClass]] = {}
        own = {asked.address.lower(), *(value.lower() for value in (asked.body or {}).values())}
        for person, kind, trace in self._traces(text):
            if not any(trace in said for said in own):
                found.setdefault(person, set()).add(kind)
        return found

    def _traces(self, text: str) -> Iterator[tuple[int, FieldClass, str]]:
        cage = self.world.cage
        for said in SAID.finditer(text):
            kind = C.NUMBER if said[2] else self.classes.get((said[3], said[4]), C.NAME)
            yield from ((person, kind, said[0]) for person in cage.found_in(said[1]))
        for digits in DIGITS.finditer(text):
            yield from ((person, C.NUMBER, digits[0]) for person in cage.found_in(digits[0]))
        for key in set(KEYS.findall(text)):
            yield from ((person, C.TECHNICAL, key) for person in cage.found_in(key))


def _classes_of_fields() -> dict[tuple[str, str], FieldClass]:
    station = apps.get_app_config("participants").get_models()
    return {(m._meta.model_name, field): C(kind) for m in station for field, kind in m.CLASSES.items()}


def _arguments(page: Page, made: Any, side: Side) -> list[Any]:
    rows = {"project": side.project}
    return [arg[1:] if arg[0] == "=" else (rows.get(arg) or getattr(made, arg)).pk for arg in page.args]


def _with(text: str, made: Any) -> str:
    canary = made.canary
    return text.format(name=canary.name, word=canary.word, number=canary.number)


@contextmanager
def _nothing() -> Iterator[None]:
    yield


def reads_are_logged(world: World, size: int, seed: int = 1) -> Outcome:
    """size readings in which somebody is shown; every one of them must be a row with that page and those kinds."""
    outcome, reader, seen = Outcome(), Reader(world, seed), set[tuple[str, str]]()
    while outcome.tried < size:
        asked = reader.asked()
        if asked is None:
            continue
        before = _last()
        response = reader.answer(asked)
        rows = list(Reading.objects.filter(number__gt=before))
        fault = _wrong_in(rows, reader.shown(response, asked), asked, world)
        if response.status_code >= 500:
            fault = f"svarade med felet {getattr(response, 'exc_info', ('?',))[0]}"
        if rows:
            reader.saw(asked)
            seen.update((asked.name, row.what) for row in rows)
        if fault or (response.status_code == 200 and rows):
            outcome.attempt(f"{asked}: {fault}" if fault else None)
    outcome.add(logs_say_nothing(world))
    outcome.unseen = sorted({(name, word) for name, page in PAGES.items() for word in page.says} - seen)
    return outcome


def _last() -> int:
    return ReadingHead.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def _wrong_in(rows: list[Reading], shown: dict[int, set[FieldClass]], asked: Asked, world: World) -> str | None:
    page = {**PAGES, **SHARED}[asked.name]
    noted: dict[int, set[str]] = {}
    for row in rows:
        for person in world.cage.logged_as(row.person_key):
            noted.setdefault(person, set()).update(row.classes.split())
        if row.what not in page.says:
            return f"{row.what} är inte sidans ord"
        if row.actor_id != asked.user.pk:
            return "läsningen står på någon annan"
    for person, kinds in shown.items():
        if person not in noted:
            return f"visade {person} ({', '.join(sorted(kinds))}) utan rad i loggen"
        if missing := {str(kind) for kind in kinds} - noted[person] - {C.TECHNICAL.value}:
            return f"visade {', '.join(sorted(missing))} som loggen inte nämner"
    return None


def logs_say_nothing(world: World) -> Outcome:
    """No row of either log holds a name, a number or a text about anybody."""
    outcome = Outcome()
    for row in [*Reading.objects.iterator(), *Entry.objects.iterator()]:
        said = {name: value for name, value in vars(row).items() if name not in {"person_key", "target_key", "_state"}}
        said["target_label"] = KEYS.sub("", str(said.get("target_label", "")))
        found = world.cage.found_in(KEYS.sub("", repr(said)))
        outcome.attempt(f"{type(row).__name__} {row.number} säger något om {found}" if found else None)
    return outcome


def a_failing_log_means_no_answer(world: World, size: int, seed: int = 2) -> Outcome:
    """The same pages while the log cannot be written: an error, and nobody in it."""
    outcome, reader = Outcome(), Reader(world, seed)
    while outcome.tried < size:
        asked = reader.asked()
        if asked is None:
            continue
        if not reader.shown(reader.answer(asked), asked):
            continue
        reader.saw(asked)
        before = _last()
        with patch("samsyn.apps.participants.reading.record_readings", side_effect=OSError("disken är full")):
            response = reader.answer(asked)
        shown = reader.shown(response, asked)
        fault = f"{asked}: visade {len(shown)}" if shown else None
        if response.status_code != 500:
            fault = f"{asked}: svarade {response.status_code}"
        outcome.attempt(fault if fault or _last() == before else f"{asked}: skrev halva loggen")
    return outcome
