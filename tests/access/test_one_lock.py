"""The same doors with every view forgetting whom it may show, and only one of the two locks on.

SQLite has the first lock alone; on PostgreSQL the first is taken off, so that row-level security stands alone. An error
is no leak here: views that forget are not meant to work. What counts is whose words are in the answer.
"""

from __future__ import annotations

import pytest
from django.db import connection

from samsyn.apps.participants.selftest.canaries import Cage, Canary, text_of
from samsyn.apps.participants.selftest.switches import FIRST, SECOND, locks, without_views_that_ask
from samsyn.apps.participants.urls import urlpatterns
from tests.access.doors import DOORS, WHO
from tests.access.visiting import Visitor, addresses, posted
from tests.access.world import CANARIES

KNOCKING = ("lead", "group_leader", "protector", "manager", "partner", "referrer", "foreign", "outsider")
SHARED = ("overview", "search", "project")
STANDS = SECOND if connection.vendor == "postgresql" else FIRST


@pytest.fixture(scope="module")
def cage():
    """Whose words they are: the canaries of our side and of the other one."""
    made = Cage()
    for numbers in CANARIES.values():
        for n in numbers:
            made.add(Canary(n))
    return made


def may_be_told(who: str) -> set[int]:
    """The canaries of one's own house, and those whom the partner has sent."""
    place = WHO[who][1]
    own = {"owner": CANARIES["own"], "foreign": CANARIES["foreign"], "partner": CANARIES["own"][:2]}
    return set(own.get(place, ()))


@pytest.mark.parametrize("name", sorted({pattern.name for pattern in urlpatterns} | set(SHARED)))
def test_one_lock_keeps_everybody_elses_people_in(name, db, cage, record_property):
    door, through, tried = DOORS[name], [], 0
    data = posted(door, db)
    with locks(STANDS), without_views_that_ask():
        for who in KNOCKING:
            visitor = Visitor(who, db, raise_request_exception=False)
            for side, address in addresses(name, door, db)[:2]:
                for method in ("get", "post"):
                    answer = visitor.knock(method, address, data)
                    body = answer.getvalue() if answer.streaming else answer.content
                    leaked = cage.found_in(text_of(body)) - may_be_told(who)
                    tried += 1
                    if leaked:
                        through.append(f"{who} saw {leaked}: {method.upper()} {address} ({side})")
    record_property("one_lock_tried", tried)
    record_property("one_lock_through", len(through))
    assert not through, "\n".join(through[:20])


def test_without_either_lock_they_would_be_seen(db, cage):
    """The trial itself is tried: with both locks off, views that forget do show other houses' people."""
    from unittest.mock import patch

    from samsyn.apps.participants.selftest.switches import without_row_locks, without_scopes

    seen: set[int] = set()
    with (
        without_row_locks(),
        without_scopes(),
        without_views_that_ask(),
        patch("django.test.client.Client.store_exc_info"),
    ):
        visitor = Visitor("lead", db, raise_request_exception=False)
        for name in ("referral", "session", "talk", "enrolment", "group"):
            for _side, address in addresses(name, DOORS[name], db)[:2]:
                seen |= cage.found_in(text_of(visitor.knock("get", address, {}).content))
    assert seen - may_be_told("lead")
