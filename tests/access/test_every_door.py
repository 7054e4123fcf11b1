"""Every address × every person × every method × own, foreign and missing object. What may not be seen is not there."""

from __future__ import annotations

import pytest
from django.db import connection
from django.urls import reverse

from tests.access.doors import DOORS, ELSEWHERE, WHO
from tests.access.resolver import every_address
from tests.access.visiting import Visitor, addresses, posted

METHODS = ("get", "post", "put", "patch", "delete")
# What the policy asks of the store is asked on both databases; the methods that no view takes are tried on one.
TAKEN = ("get", "post")
REDIRECTS = {301, 302, 303}


def test_every_address_is_described():
    """An address nobody has described, or a description of nothing, fails the build."""
    known = {name for name in every_address() if not name.startswith("(no name) konto/social/")}
    assert known - DOORS.keys() - ELSEWHERE.keys() == set()
    assert (DOORS.keys() | ELSEWHERE.keys()) - known - {"styleguide", "chart"} == set()


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


@pytest.mark.parametrize("name", sorted(DOORS))
def test_the_door_opens_for_those_who_may_and_for_nobody_else(name, db, record_property):
    door, wrong, tried = DOORS[name], [], 0
    data = posted(door, db)
    for who in WHO:
        visitor = Visitor(who, db)
        for side, address in addresses(name, door, db):
            for method in METHODS if connection.vendor == "sqlite" else TAKEN:
                answer = visitor.knock(method, address, data)
                status, where = answer.status_code, answer.get("Location", "")
                fault = verdict(who, door.opens(who, side, method), method, status, where)
                tried += 1
                if fault:
                    wrong.append(f"{who} {fault}: {method.upper()} {address} ({side}) gave {status} {where}")
    record_property("doors_tried", tried)
    record_property("doors_wrong", len(wrong))
    assert not wrong, "\n".join(wrong[:20])
