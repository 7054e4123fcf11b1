"""Both chains in the hands of somebody with the database: whatever is changed at random, verification says so."""

from __future__ import annotations

import datetime
import random

import pytest
from django.db import connection, transaction

from samsyn.apps.audit.actions import Read, record, record_readings
from samsyn.apps.audit.queries import verify_chain, verify_readings
from tests.sizes import size

LONG = 40
TRIALS = size(200, 1000)
CHAINS = {
    "audit_entry": (verify_chain, ("actor_key", "actor_label", "verb", "target_type", "target_key", "target_label",
                                   "organisation_key", "details", "at", "previous_hash", "hash")),
    "audit_reading": (verify_readings, ("actor_key", "actor_label", "person_key", "what", "ground", "classes",
                                        "organisation_key", "at", "previous_hash", "hash")),
}  # fmt: skip


@pytest.fixture
def written(people, places):
    with transaction.atomic():
        for n in range(LONG):
            by = (people.lead, people.manager)[n % 2]
            record("looked", by=by, target=places.owner, n=n)
            read = Read(f"person-{n % 7}", ("person", "session")[n % 2], "own_project", "name", str(places.owner.pk))
            record_readings([read], by=by)


@pytest.mark.parametrize("table", CHAINS)
def test_nothing_is_changed_unseen(table, written, record_property):
    verify, columns = CHAINS[table]
    chance, unseen = random.Random(table), []
    assert (verify().holds, verify().entries) == (True, LONG)
    for trial in range(TRIALS // 2):
        with transaction.atomic():
            said = _tampered(table, columns, chance)
            if verify().holds:
                unseen.append(f"{trial}: {said}")
            transaction.set_rollback(True)
    record_property("tamperings_with_the_logs_tried", TRIALS // 2)
    record_property("tamperings_with_the_logs_through", len(unseen))
    assert unseen == []
    assert verify().holds


def _tampered(table: str, columns: tuple[str, ...], chance: random.Random) -> list[str]:
    """One random change, removal, swap or cut of the tail, as somebody would do it past the triggers."""
    one, other = chance.sample(range(1, LONG + 1), 2)
    column = chance.choice(columns)
    spare = LONG * 10
    ways = {
        "edit": [f"UPDATE {table} SET {column} = {_another(column, chance)} WHERE number = {one}"],
        "delete": [f"DELETE FROM {table} WHERE number = {one}"],
        "swap": [
            f"UPDATE {table} SET number = {spare} WHERE number = {one}",
            f"UPDATE {table} SET number = {one} WHERE number = {other}",
            f"UPDATE {table} SET number = {other} WHERE number = {spare}",
        ],
        "cut": [f"DELETE FROM {table} WHERE number > {LONG - chance.randint(1, LONG - 1)}"],
        "close the gap": [
            f"DELETE FROM {table} WHERE number = {one}",
            f"UPDATE {table} SET number = number + {spare} WHERE number > {one}",
            f"UPDATE {table} SET number = number - {spare + 1} WHERE number > {spare}",
        ],
    }
    if one == LONG:
        del ways["close the gap"]
    said = ways[chance.choice(list(ways))]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        for each in said:
            cursor.execute(each)
    return said


def _another(column: str, chance: random.Random) -> str:
    if column == "at":
        moment = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC) + datetime.timedelta(
            seconds=chance.randrange(10**8)
        )
        return f"'{moment:%Y-%m-%d %H:%M:%S}+00:00'"
    if column == "details":
        return f"'{{\"n\": {chance.randrange(100, 10**6)}}}'"
    return f"'{chance.randrange(16**12):x}'"
