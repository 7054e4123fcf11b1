"""Every address × every person × every method × own, foreign and missing object. What may not be seen is not there."""

from __future__ import annotations

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection, transaction
from django.urls import reverse

from tests.access import world
from tests.access.doors import DOORS, ELSEWHERE, WHO
from tests.access.resolver import every_address

METHODS = ("get", "post", "put", "patch", "delete")
# What the policy asks of the store is asked on both databases; the methods that no view takes are tried on one.
TAKEN = ("get", "post")
MISSING = 999_999_999
REDIRECTS = {301, 302, 303}


def test_every_address_is_described():
    """An address nobody has described, or a description of nothing, fails the build."""
    known = {name for name in every_address() if not name.startswith("(no name) konto/social/")}
    assert known - DOORS.keys() - ELSEWHERE.keys() == set()
    assert (DOORS.keys() | ELSEWHERE.keys()) - known - {"styleguide", "chart"} == set()


@pytest.fixture
def both_sides(people, places, project):
    sides = world.build(people, places, project)
    world.freeze(sides["own"], people.evaluator)
    world.freeze(sides["foreign"], people.foreign)
    return sides


def addresses(name: str, door, sides) -> list[tuple[str, str]]:
    """(side, address) for the own, the foreign and the missing object; an address without objects is tried once."""
    if not any(not arg.startswith("=") for arg in door.args):
        return [("own", reverse(name, args=[arg[1:] for arg in door.args]))]
    found = []
    for side, made in sides.items():
        found.append((side, reverse(name, args=[_argument(made, arg) for arg in door.args])))
    missing = [arg[1:] if arg.startswith("=") else MISSING for arg in door.args]
    return [*found, ("missing", reverse(name, args=missing))]


def _argument(made, arg: str):
    return arg[1:] if arg.startswith("=") else getattr(made, arg).pk


def answer(client, method: str, address: str) -> tuple[int, str]:
    """Status and destination; whatever the request changed is undone."""
    with transaction.atomic():
        response = getattr(client, method)(address)
        transaction.set_rollback(True)
    return response.status_code, response.get("Location", "")


def verdict(who: str, opens: bool, method: str, status: int, where: str) -> str:
    """What is wrong with an answer, or nothing."""
    to_sign_in = status in REDIRECTS and where.startswith(reverse("account_login"))
    if status >= 500:
        return "a server error"
    if opens:
        return "is shut out" if status in {403, 404} or (who != "anonymous" and to_sign_in and method == "get") else ""
    if who == "anonymous":
        return "" if to_sign_in or status in {404, 405} else "is let in without signing in"
    return "" if status in {404, 405} else "is let in"


@pytest.fixture(autouse=True)
def _nothing_is_drawn(monkeypatch):
    """Who gets a document is tried here; what is in it is tried in tests/reporting."""
    monkeypatch.setattr("samsyn.apps.reporting.views.downloads.maker_of", lambda kind: lambda *content: b"drawn")


@pytest.mark.parametrize("name", sorted(DOORS))
def test_the_door_opens_for_those_who_may_and_for_nobody_else(name, client, people, both_sides, record_property):
    door, wrong, tried = DOORS[name], [], 0
    for who in WHO:
        client.logout()
        for side, address in addresses(name, door, both_sides):
            for method in METHODS if connection.vendor == "sqlite" else TAKEN:
                if who != "anonymous" and SESSION_KEY not in client.session:  # some doors lead out
                    client.force_login(getattr(people, who))
                status, where = answer(client, method, address)
                fault = verdict(who, door.opens(who, side, method), method, status, where)
                tried += 1
                if fault:
                    wrong.append(f"{who} {fault}: {method.upper()} {address} ({side}) gave {status} {where}")
    record_property("doors_tried", tried)
    record_property("doors_wrong", len(wrong))
    assert not wrong, "\n".join(wrong[:20])
