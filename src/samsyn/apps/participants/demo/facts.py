"""What the demonstration's people rest on (parameters/demo/people.yaml), and the colleagues who write them in."""

from __future__ import annotations

from importlib.resources import files
from random import Random
from typing import Any

import yaml

from samsyn.apps.catalogue.models import Ladder
from samsyn.apps.organisations.models import Organisation, User, active_on

SEED = 2020  # the same people at every filling


def facts() -> dict[str, Any]:
    return yaml.safe_load(files("samsyn.parameters").joinpath("demo/people.yaml").read_text("utf-8"))


def chance() -> Random:
    return Random(SEED)  # noqa: S311  nothing here is secret


def invented_name(names: dict[str, list[str]], sex: str, draw: Random) -> str:
    """A common first name, and a last name that says that the person is invented."""
    return f"{draw.choice(names[sex])} {draw.choice(names['last'])}"


def organisation(name: str) -> Organisation:
    return Organisation.objects.get(name=name)


def ladder(code: str) -> Ladder:
    return Ladder.objects.ladders().current().get(code=code, organisation=None)


def colleague(place: Organisation, role: str) -> User | None:
    """Somebody with the role at the organisation today, if the demonstration has given it to anybody."""
    seats = active_on(place.memberships.filter(role=role)).select_related("user").order_by("pk")
    seat = seats.first()
    return seat.user if seat else None


def dealt(counts: dict[Any, int], draw: Random) -> list[Any]:
    """So many of each, in random order: dealt({"a": 2, "b": 1}) → ["a", "b", "a"]."""
    cards = [card for card, many in counts.items() for _ in range(many)]
    draw.shuffle(cards)
    return cards
