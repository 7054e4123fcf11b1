"""The trail is whole, or it says where it is not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from samsyn.apps.audit.actions import NotInTransaction, record
from samsyn.apps.audit.models import ChainHead, Entry
from samsyn.apps.audit.queries import trail_of, verify_chain
from samsyn.apps.organisations.models import Organisation


@pytest.fixture
def acts(people, places):
    with transaction.atomic():
        return [
            record("looked", by=people.lead, target=places.owner, n=n, price=Decimal("1.50"), day=date(2026, 1, n + 1))
            for n in range(5)
        ]


def tamper(sql: str) -> None:
    """What somebody with the database in their hands could do, the trigger of PostgreSQL out of the way."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql)
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = origin")


def test_an_untouched_chain_holds(acts):
    result = verify_chain()
    assert result.holds
    assert result.entries == 5
    assert result.head == acts[-1].hash


@pytest.mark.parametrize(
    "column",
    [
        "at",
        "actor_key",
        "actor_label",
        "verb",
        "target_type",
        "target_key",
        "target_label",
        "organisation_key",
        "details",
    ],
)
def test_every_column_is_covered_by_the_fingerprint(acts, column):
    changed = {"at": "'2020-01-01 00:00:00+00:00'", "details": "'{\"n\": 99}'"}.get(column, "'annat'")
    tamper(f"UPDATE audit_entry SET {column} = {changed} WHERE number = 3")
    assert verify_chain().faults == ("Spår 3 har ändrats i efterhand.",)


def test_a_removed_row_is_found(acts):
    tamper("DELETE FROM audit_entry WHERE number = 3")
    assert "Spår 3 saknas." in verify_chain().faults


def test_a_cut_tail_is_found(acts):
    tamper("DELETE FROM audit_entry WHERE number = 5")
    assert any("slutet är borttaget" in fault for fault in verify_chain().faults)


def test_two_swapped_rows_are_found(acts):
    tamper("UPDATE audit_entry SET number = 100 WHERE number = 2")
    tamper("UPDATE audit_entry SET number = 2 WHERE number = 3")
    tamper("UPDATE audit_entry SET number = 3 WHERE number = 100")
    assert not verify_chain().holds


def test_a_removed_head_is_found(acts):
    ChainHead.objects.all().delete()
    assert "Kedjans ände är borttagen." in verify_chain().faults


def test_the_command_says_so_and_fails(acts, capsys):
    call_command("audit", "verify")
    assert "Kedjan håller: 5 spår" in capsys.readouterr().out
    tamper("UPDATE audit_entry SET verb = 'annat' WHERE number = 1")
    with pytest.raises(CommandError, match="Kedjan håller inte"):
        call_command("audit", "verify")


@pytest.mark.django_db(transaction=True)
def test_a_trace_outside_a_transaction_is_refused(places):
    with pytest.raises(NotInTransaction):
        record("looked", by=None, target=places.owner)
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_neither_act_nor_trace(places):
    @transaction.atomic
    def act_that_fails():
        organisation = Organisation.objects.create(name="Kort liv", kind="company")
        record("organisation_added", by=None, target=organisation)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act_that_fails()
    assert not Entry.objects.exists()
    assert not Organisation.objects.filter(name="Kort liv").exists()
    assert verify_chain().holds


def test_the_trail_of_one_thing(acts, places):
    assert [entry.number for entry in trail_of(places.owner)] == [5, 4, 3, 2, 1]
    assert not trail_of(places.partner).exists()


def test_values_come_back_as_they_were_hashed(acts):
    first = Entry.objects.get(number=1)
    assert first.details == {"n": 0, "price": "1.50", "day": "2026-01-01"}


CHANGES = ("UPDATE audit_entry SET verb = 'annat' WHERE number = 1", "DELETE FROM audit_entry WHERE number = 1")


@pytest.mark.parametrize("change", CHANGES)
def test_postgresql_refuses_to_change_the_trail_and_sqlite_is_found_out(acts, change):
    from django.db.utils import DatabaseError

    if connection.vendor == "postgresql":
        with (
            pytest.raises(DatabaseError, match="kan inte ändras"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)
        assert verify_chain().holds
    else:
        with connection.cursor() as cursor:
            cursor.execute(change)
        assert not verify_chain().holds


def test_a_removed_account_keeps_its_name_in_the_trail(acts, people):
    people.lead.delete()
    entry = Entry.objects.get(number=1)
    assert (entry.actor, entry.actor_label) == (None, "Lina")
    assert verify_chain().holds
