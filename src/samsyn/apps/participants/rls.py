"""The second lock: PostgreSQL itself answers no row about another authority's person, whatever Django asks.

Made from the policy's table. The web server's role owns nothing and cannot pass by; every policy reads who is asking
from values that `reading.people` sets for one transaction. Nobody named: no row.
"""

from __future__ import annotations

import hashlib

from django.apps import apps
from django.db import connection, models

from samsyn.apps.participants.policy import RULES, Ground

# ruff: noqa: S608  (names of our own tables and columns; no value from outside is ever part of these texts)

ROLE = "samsyn_app"
# Each value is a query of its own, so that it is read once for a question and not once for a row.
HOUSES = "(SELECT string_to_array(nullif(current_setting('samsyn.organisations', true), ''), ',')::bigint[])::bigint[]"
OWN = f"organisation_id = ANY({HOUSES})"
PERSON = "(SELECT nullif(current_setting('samsyn.person', true), '')::uuid)"
USER = "(SELECT nullif(current_setting('samsyn.user', true), '')::bigint)"
TODAY = "((now() AT TIME ZONE 'Europe/Stockholm')::date)"

# How each ground that reaches across authorities is seen in the rows. The one person is named in the session value,
# so each is asked once for a query, never once for a row.
SEEN_IN = {
    Ground.CONSENT: f"""EXISTS (SELECT 1 FROM participants_consent c WHERE c.person_id = {PERSON}
        AND c.to_organisation_id = ANY({HOUSES}) AND c.withdrawn_at IS NULL
        AND c.starts <= {TODAY} AND (c.ends IS NULL OR c.ends >= {TODAY}))""",
    Ground.BREAK_GLASS: f"""EXISTS (SELECT 1 FROM participants_emergency e WHERE e.person_id = {PERSON}
        AND e.user_id = {USER} AND e.opened_at <= statement_timestamp() AND e.closes_at > statement_timestamp())""",
    Ground.OWN_REFERRAL: f"""EXISTS (SELECT 1 FROM participants_referral r WHERE r.person_id = {PERSON}
        AND r.sender_id = ANY({HOUSES}))""",
}
# What somebody opened in an emergency at another authority is told to those who answer for them at home.
COLLEAGUES = (
    "user_id IN (SELECT m.user_id FROM organisations_membership m"
    f" WHERE m.organisation_id = ANY({HOUSES}) AND m.starts <= {TODAY} AND (m.ends IS NULL OR m.ends >= {TODAY}))"
)
# Rows that another authority is named on itself: it sees those rows, not the person.
NAMED_IN = {"referral": "sender_id", "consent": "to_organisation_id", "emergency": None}


# The grounds across, asked by a function: it is planned when somebody reaches across, not in every query of every page.
REACHES = "samsyn_reaches_across"


def reaches_function() -> str:
    """Whether any ground that reaches across holds for the one person named. With the rights of whoever asks."""
    grounds = " OR ".join(SEEN_IN[rule.ground] for rule in RULES if rule.across)
    return (
        f"CREATE OR REPLACE FUNCTION {REACHES}() RETURNS boolean LANGUAGE plpgsql STABLE SECURITY INVOKER AS "
        f"$$ BEGIN RETURN {PERSON} IS NOT NULL AND ({grounds}); END $$"
    )


def held_models() -> list[type[models.Model]]:
    """Every model of the station whose rows an authority holds."""
    station = apps.get_app_config("participants").get_models()
    return [model for model in station if hasattr(model, "organisation_id") or "organisation" in _names(model)]


def _names(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.fields}


def reach_of(model: type[models.Model]) -> str:
    """The condition under which a row of the model is there for whoever is asking."""
    name = model._meta.model_name or ""
    ways = [OWN]
    column = "id" if name == "person" else "person_id" if "person" in _names(model) else ""
    if column and name not in NAMED_IN:  # a policy that asks its own table would never end
        ways.append(f"({column} = {PERSON} AND (SELECT {REACHES}()))")
    other = NAMED_IN.get(name)
    if other:
        ways.append(f"{other} = ANY({HOUSES})")
    if name == "emergency":
        ways += [f"user_id = {USER}", COLLEAGUES]
    return " OR ".join(ways)


def adds_of(model: type[models.Model]) -> str:
    """Whoever asks adds rows to their own authority only, or an emergency that they open themselves."""
    return f"({OWN} OR user_id = {USER})" if model._meta.model_name == "emergency" else OWN


def writes_of(model: type[models.Model]) -> str:
    """Whoever asks changes only rows of their own authority, or a referral that it sent: to take it back."""
    return f"({OWN} OR sender_id = ANY({HOUSES}))" if model._meta.model_name == "referral" else adds_of(model)


# A row never moves to another authority, whoever asks and whatever the policies above let them change.
STAYS = "samsyn_row_stays"
STAYS_FUNCTION = f"""CREATE OR REPLACE FUNCTION {STAYS}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION 'En rad om en person flyttas inte till en annan organisation (%)', TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$"""


def links() -> list[tuple[str, str, str]]:
    """(table, column, table it points to) of the tables that only join a held row with something else."""
    held, found = held_models(), []
    for model in apps.get_app_config("participants").get_models(include_auto_created=True):
        if model._meta.auto_created:
            column, parent = next((f.column, f.related_model) for f in model._meta.fields if f.related_model in held)
            found.append((model._meta.db_table, column, parent._meta.db_table))
    return found


def _lock_on(table: str, reads: str, adds: str, changes: str, removes: str) -> list[str]:
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
        *(f"DROP POLICY IF EXISTS samsyn_{kind} ON {table}" for kind in KINDS),
        f"CREATE POLICY samsyn_reads ON {table} FOR SELECT USING ({reads})",
        f"CREATE POLICY samsyn_adds ON {table} FOR INSERT WITH CHECK ({adds})",
        f"CREATE POLICY samsyn_changes ON {table} FOR UPDATE USING ({changes}) WITH CHECK ({changes})",
        f"CREATE POLICY samsyn_removes ON {table} FOR DELETE USING ({removes})",
    ]


KINDS = ("reads", "adds", "changes", "removes")


def statements() -> list[str]:
    """SQL that puts the lock on: the role, what it may do, and the policies of each table."""
    lines = [
        f"""DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}') THEN
    CREATE ROLE {ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$""",
        f"GRANT USAGE ON SCHEMA public TO {ROLE}",
        f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE}",
        f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {ROLE}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {ROLE}",
        f"ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {ROLE}",
        f"REVOKE DELETE, TRUNCATE ON audit_entry, audit_reading, audit_chainhead, audit_readinghead FROM {ROLE}",
    ]
    lines.append(reaches_function())
    lines.append(STAYS_FUNCTION)
    for model in held_models():
        table = model._meta.db_table
        lines += _lock_on(table, reach_of(model), adds_of(model), writes_of(model), OWN)
        lines.append(
            f"CREATE OR REPLACE TRIGGER {STAYS} BEFORE UPDATE ON {table} FOR EACH ROW"
            f" WHEN (OLD.organisation_id IS DISTINCT FROM NEW.organisation_id) EXECUTE FUNCTION {STAYS}()"
        )
    for table, column, parent in links():
        lines += _lock_on(table, *[f"EXISTS (SELECT 1 FROM {parent} held WHERE held.id = {column} AND held.{OWN})"] * 4)
    return lines


def put_on(**_) -> None:
    """Put the lock on. Run after every migration, so that a new table never stands open."""
    if connection.vendor != "postgresql":
        return
    lines = statements()
    stamp = f"radskydd {hashlib.sha256(chr(10).join(lines).encode()).hexdigest()}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description('participants_person'::regclass)")
        if cursor.fetchone()[0] == stamp:
            return
        for line in lines:
            cursor.execute(line)
        cursor.execute(f"COMMENT ON TABLE participants_person IS '{stamp}'")


def standing_open() -> list[str]:
    """Tables of the station without a forced lock, and roles that could pass by: must be empty."""
    if connection.vendor != "postgresql":
        return []
    tables = [model._meta.db_table for model in held_models()] + [table for table, *_ in links()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND NOT (relrowsecurity AND relforcerowsecurity AND "
            "(SELECT count(*) FROM pg_policy p WHERE p.polrelid = pg_class.oid AND p.polname = ANY(%s)) = %s)",
            [tables, [f"samsyn_{kind}" for kind in KINDS], len(KINDS)],
        )
        faults = [f"{name} saknar radskydd" for (name,) in cursor.fetchall()]
        cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = %s AND (rolsuper OR rolbypassrls)", [ROLE])
        faults += [f"rollen {name} kan gå förbi radskyddet" for (name,) in cursor.fetchall()]
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner "
            "WHERE c.relname = ANY(%s) AND r.rolname = %s",
            [tables, ROLE],
        )
        faults += [f"rollen {ROLE} äger {name}" for (name,) in cursor.fetchall()]
    return faults
