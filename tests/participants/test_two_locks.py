"""Each lock with the other one off: what it keeps out, it keeps out alone."""

from __future__ import annotations

import pytest
from django.db import connection

from samsyn.apps.participants import rls
from samsyn.apps.participants.selftest import locks, world

needs_rows = pytest.mark.skipif(connection.vendor != "postgresql", reason="row locks are PostgreSQL's")


@pytest.fixture
def built(db):
    return world.build(people=2)


def test_the_first_lock_alone(built, record_property):
    found = locks.first_lock_alone(built)
    record_property("first_lock_tried", found.tried)
    record_property("first_lock_through", found.through)
    assert found.tried > 5000
    assert not found.through, found.faults


@needs_rows
def test_the_second_lock_alone(built, record_property):
    found = locks.second_lock_alone(built)
    record_property("second_lock_tried", found.tried)
    record_property("second_lock_through", found.through)
    assert found.tried > 5000
    assert not found.through, found.faults


@needs_rows
def test_the_second_lock_on_writing(built, record_property):
    found = locks.second_lock_on_writing(built)
    record_property("second_lock_writing_tried", found.tried)
    record_property("second_lock_writing_through", found.through)
    assert found.tried > 1500
    assert not found.through, found.faults


# The role of the pages, in a connection of its own: what PostgreSQL itself says, without Django.

AUDIT = ("audit_entry", "audit_reading", "audit_chainhead", "audit_readinghead")
DDL = (
    "ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
    "DROP POLICY samsyn_reads ON {table}",
    "CREATE POLICY open ON {table} USING (true)",
    "ALTER POLICY samsyn_reads ON {table} USING (true)",
    "ALTER TABLE {table} DISABLE TRIGGER ALL",
    "TRUNCATE {table}",
    "DROP TABLE {table}",
    "ALTER TABLE {table} OWNER TO samsyn_app",
    "CREATE RULE door AS ON SELECT TO {table} DO INSTEAD SELECT 1",
)


@pytest.fixture
def committed(transactional_db):
    return world.build(people=2)


@pytest.fixture
def app(committed):
    """ask(sql) as the role of the pages, in a transaction that is taken back: rows, count, or the refusal."""
    import psycopg

    where = connection.get_connection_params()
    wanted = {name: where[name] for name in ("dbname", "host", "port", "user", "password") if where.get(name)}
    with psycopg.connect(**wanted) as own:

        def ask(sql: str, organisations: str = "", user: object = ""):
            try:
                with own.cursor() as cursor:
                    cursor.execute("SET LOCAL SESSION AUTHORIZATION samsyn_app")
                    said = ("samsyn.organisations", organisations, "samsyn.user", str(user))
                    cursor.execute("SELECT set_config(%s, %s, true), set_config(%s, %s, true)", said)
                    cursor.execute(sql)
                    return cursor.fetchall() if cursor.description else cursor.rowcount
            except psycopg.Error as refusal:
                return refusal
            finally:
                own.rollback()

        yield ask


@needs_rows
def test_the_role_of_the_pages_owns_nothing_and_nothing_stands_open(db, record_property):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, r.rolname, pg_has_role('samsyn_app', c.relowner, 'USAGE') FROM pg_class c "
            "JOIN pg_roles r ON r.oid = c.relowner WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN "
            "('r', 'p', 'v', 'm', 'S')"
        )
        owned = cursor.fetchall()
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND relrowsecurity AND relforcerowsecurity",
            [locks.tables_of_the_station()],
        )
        forced = {name for (name,) in cursor.fetchall()}
    record_property("tables_owned_tried", len(owned))
    record_property("tables_owned_through", sum(reached for *_, reached in owned))
    assert len(owned) > 80
    assert not [name for name, role, reached in owned if reached or role == "samsyn_app"]
    assert set(locks.tables_of_the_station()) - forced == {"participants_sealkey"}, "a key alone says nothing"


@needs_rows
def test_in_a_connection_of_its_own_the_role_reads_what_it_is_named_for(app, committed, record_property):
    tried, own, foreign = 0, str(committed.own.house.pk), str(committed.foreign.house.pk)
    for model in rls.held_models():
        table = model._meta.db_table
        rows = f"SELECT DISTINCT organisation_id FROM {table}"
        assert app(rows) == [], f"{table} answers nobody"
        assert app(rows, own) == [(int(own),)], table
        both = app(rows, f"{own},{foreign}")
        assert sorted(both) == sorted([(int(own),), (int(foreign),)]), table
        past = f"SET LOCAL row_security = off; {rows}"
        assert isinstance(app(past, own), Exception), f"{table} can be asked past its lock"
        tried += 4
    record_property("app_role_reads_tried", tried)
    assert tried > 100


@needs_rows
def test_in_a_connection_of_its_own_the_role_writes_nobody_elses_rows(app, committed, record_property):
    tried, own, foreign = 0, str(committed.own.house.pk), committed.foreign.house.pk
    for model in rls.held_models():
        table, key = model._meta.db_table, model._meta.pk.column
        columns = [f.column for f in model._meta.concrete_fields if not (f.primary_key and f.column == "id")]
        values = ", ".join(str(foreign) if column == "organisation_id" else column for column in columns)
        copied = f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table} LIMIT 1"
        assert isinstance(app(copied, own), Exception), f"{table} takes rows for another authority"
        assert app(f"UPDATE {table} SET {key} = {key} WHERE organisation_id = {foreign}", own) == 0, table
        assert app(f"DELETE FROM {table} WHERE organisation_id = {foreign}", own) == 0, table
        assert app(f"UPDATE {table} SET {key} = {key}") == app(f"DELETE FROM {table}") == 0, f"{table} obeys nobody"
        moved = app(f"UPDATE {table} SET organisation_id = {foreign}", own)
        assert isinstance(moved, Exception), f"{table} gives rows away"
        tried += 6
    for table, column, parent in rls.links():
        assert app(f"SELECT * FROM {table}") == []
        assert app(f"DELETE FROM {table} WHERE {column} IN (SELECT id FROM {parent})", str(foreign + 999)) == 0
        tried += 2
    record_property("app_role_writes_tried", tried)
    assert tried > 150


@needs_rows
def test_the_role_of_the_pages_changes_no_lock_and_no_log(app, committed, record_property):
    tried, own = 0, str(committed.own.house.pk)
    tables = [*locks.tables_of_the_station(), *AUDIT]
    for table in tables:
        for statement in DDL:
            assert isinstance(app(statement.format(table=table), own), Exception), statement.format(table=table)
            tried += 1
    for table in AUDIT:
        assert isinstance(app(f"DELETE FROM {table}", own), Exception)
    for table in AUDIT[:2]:
        assert app(f"SELECT count(*) > 0 FROM {table}") == [(True,)]
        for change in ("what = 'x'", "verb = 'x'", "actor_label = 'x'", "number = 0", "hash = ''", "actor_id = 1"):
            assert isinstance(app(f"UPDATE {table} SET {change}", own), Exception), change
            tried += 1
    for sentence in (
        "SET ROLE postgres", "CREATE TABLE mine (a int)", "CREATE ROLE mine",
        "COPY participants_person TO PROGRAM 'cat'",
        "ALTER ROLE samsyn_app BYPASSRLS", "SELECT pg_read_file('x')",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
        "CREATE OR REPLACE FUNCTION samsyn_reaches_across() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    ):  # fmt: skip
        assert isinstance(app(sentence, own), Exception), sentence
        tried += 1
    record_property("app_role_changes_tried", tried)
