"""Fill a PostgreSQL database of its own with the load. People are sealed one by one; the database makes the rest."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import date, timedelta

from django.conf import settings
from django.db import connection, transaction

from samsyn.apps.catalogue.actions import load_shipped
from samsyn.apps.organisations.actions import load_places
from samsyn.apps.organisations.models import Kind, Membership, Organisation, User
from samsyn.apps.organisations.places import sweden
from samsyn.apps.participants.loadtest.people import copy_in, stream
from samsyn.apps.participants.loadtest.size import Size
from samsyn.apps.participants.reading import as_keeper
from samsyn.apps.portfolio.models import Project


class Refused(RuntimeError):
    """This database is not one to fill with invented people."""


def refuse_unless_scratch() -> None:
    """Only a PostgreSQL database whose name says "load", on this machine, marked as a demonstration."""
    name, host = str(connection.settings_dict["NAME"]), str(connection.settings_dict["HOST"] or "")
    if connection.vendor != "postgresql" or "load" not in name:
        raise Refused(
            "Belastningen skrivs bara i en egen PostgreSQL-databas vars namn innehåller 'load'. Skapa en "
            "(createdb samsyn_load) och sätt SAMSYN_DATABASE_URL till den."
        )
    if host not in {"", "localhost", "127.0.0.1", "::1"} or not settings.SAMSYN_DEMO:
        raise Refused("Belastningen körs mot den egna datorn och med SAMSYN_DEMO=1, aldrig bredvid riktiga personer.")


def generate(size: Size, seed: int = 1, say: Callable[[str], None] = lambda text: None) -> dict[str, int]:
    """Make the load. Refused anywhere but in a scratch database, and where there already are people."""
    refuse_unless_scratch()
    today, chance, begun = date.today(), random.Random(seed), time.monotonic()  # noqa: DTZ011, S311

    def done(what: str, many: int) -> None:
        say(f"{what:<24}{many:>12,}   {time.monotonic() - begun:7.1f} s".replace(",", " "))

    if not Organisation.objects.exists():
        load_shipped()
        load_places(*sweden())
    with transaction.atomic(), as_keeper():
        _as_owner()
        if _count("participants_person"):
            raise Refused("Databasen har redan personer. Töm den (dropdb, createdb, samsyn migrate) och börja om.")
        houses = list(Organisation.objects.filter(kind=Kind.MUNICIPALITY).order_by("pk")[: size.houses])
        leaders = _leaders(houses[0], size.leaders)
        done("insatser", _projects(houses, size.projects))
        done("personer", copy_in(stream(houses, size.persons, chance), chance, today))
        done("deltaganden", _enrolments(size))
        done("grupper", _groups(size))
        done("tillfällen", _sessions(size))
        done("närvaromarkeringar", _marks())
        done("lägen", _states())
        _lead_groups(houses[0], leaders)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    done("klart", _count("participants_attendance"))
    return {table: _count(f"participants_{table}") for table in ("person", "enrolment", "attendance")}


def _as_owner() -> None:
    """Filling in bulk is the owner's work: step up again, and leave foreign keys unasked while rows stream in."""
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")
        cursor.execute("SET LOCAL session_replication_role = replica")


def _leaders(house: Organisation, many: int) -> list[User]:
    users = [User(email=f"last{number}@exempel.se", name=f"Ledare {number} (påhittad)") for number in range(many)]
    for user in users:
        user.set_unusable_password()
    User.objects.bulk_create(users)
    roles = [("process_leader" if number < many // 2 else "group_leader", user) for number, user in enumerate(users)]
    Membership.objects.bulk_create(
        Membership(user=user, organisation=house, role=role, starts=date(2015, 1, 1)) for role, user in roles
    )
    return users


def _projects(houses: list[Organisation], many: int) -> int:
    today = date.today()  # noqa: DTZ011
    begun = [today - timedelta(days=400 + number * 37 % 3200) for number in range(1, many + 1)]
    Project.objects.bulk_create(
        (
            Project(
                code=f"L{number}", name=f"Belastning {number}", organisation=houses[number % len(houses)],
                starts=starts, ends=starts + timedelta(days=700),
            )
            for number, starts in enumerate(begun, 1)
        ),
        batch_size=1_000,
    )  # fmt: skip
    return _run(
        """INSERT INTO portfolio_projectparty (project_id, organisation_id, part, starts)
           SELECT id, organisation_id, 'owner', starts FROM portfolio_project WHERE code LIKE 'L%%'"""
    )


def _enrolments(size: Size) -> int:
    """Everyone once in a project of their own authority, and every third once more in another."""
    return _run(
        """INSERT INTO participants_enrolment (id, organisation_id, person_id, project_id, starts, ends, reason,
               completed, sender_kind, education, support, support_length, resources_sealed, note_sealed)
           SELECT gen_random_uuid(), p.organisation_id, p.id, j.id, j.starts + (p.n %% 300)::int + 30 * again,
               CASE WHEN p.n %% 4 > 0 THEN j.starts + (p.n %% 300)::int + 30 * again + 200 END,
               CASE WHEN p.n %% 4 > 0 THEN (ARRAY['completed','work','studies','sick'])[1 + p.n %% 4] ELSE '' END,
               CASE WHEN p.n %% 4 > 0 THEN p.n %% 4 = 1 END,
               (ARRAY['employment_service','municipality','social_insurance','region'])[1 + p.n %% 4],
               (ARRAY['none','compulsory','secondary'])[1 + p.n %% 3], 'income_support',
               (ARRAY['0-1','1-2','3-5','6-'])[1 + p.n %% 4], '', ''
           FROM (SELECT id, organisation_id, n, again,
                     row_number() OVER (PARTITION BY organisation_id ORDER BY n) AS place
                 FROM (SELECT id, organisation_id, row_number() OVER (ORDER BY id) AS n FROM participants_person) q
                 CROSS JOIN LATERAL generate_series(1, CASE WHEN n %% 3 = 0 THEN 2 ELSE 1 END) AS again) p
           JOIN (SELECT id, organisation_id, starts,
                     row_number() OVER (PARTITION BY organisation_id ORDER BY id) - 1 AS place,
                     count(*) OVER (PARTITION BY organisation_id) AS many
                 FROM portfolio_project WHERE code LIKE 'L%%') j
             ON j.organisation_id = p.organisation_id AND p.place %% j.many = j.place
           LIMIT %s""",
        [size.enrolments],
    )


def _groups(size: Size) -> int:
    _run(
        """INSERT INTO participants_group (organisation_id, project_id, name, language, adaptation, deepening, place,
               starts, ends, two_leaders)
           SELECT organisation_id, id, 'Grupp ' || g, '', '', false, '', starts, ends, true
           FROM portfolio_project CROSS JOIN generate_series(1, %s) g WHERE code LIKE 'L%%'""",
        [size.groups_in_a_project],
    )
    return _run(
        """INSERT INTO participants_groupmember (organisation_id, person_id, group_id, enrolment_id, starts, ends)
           SELECT e.organisation_id, e.person_id, g.id, e.id, e.starts, e.ends
           FROM (SELECT *, row_number() OVER (PARTITION BY project_id ORDER BY id) AS seat
                 FROM participants_enrolment) e
           JOIN (SELECT *, row_number() OVER (PARTITION BY project_id ORDER BY id) - 1 AS row,
                     count(*) OVER (PARTITION BY project_id) AS many FROM participants_group) g
             ON g.project_id = e.project_id AND e.seat %% g.many = g.row"""
    )


def _sessions(size: Size) -> int:
    return _run(
        """INSERT INTO participants_session (organisation_id, group_id, "on", minutes, state, covered, place,
               interpreter, note, saved_at)
           SELECT organisation_id, id, starts + 14 * s, 120, 'held', '', '', '', '', now()
           FROM participants_group CROSS JOIN generate_series(1, %s) s""",
        [size.sessions_of_a_group],
    )


def _marks() -> int:
    return _run(
        """INSERT INTO participants_attendance (organisation_id, person_id, enrolment_id, session_id, presence, minutes,
               in_advance, marked_at)
           SELECT DISTINCT ON (s.id, m.person_id) m.organisation_id, m.person_id, m.enrolment_id, s.id,
               CASE WHEN (s.id * 31 + m.id) %% 7 = 0 THEN 'absent' ELSE 'present' END,
               CASE WHEN (s.id * 31 + m.id) %% 7 = 0 THEN 0 ELSE 120 END, false, now()
           FROM participants_session s JOIN participants_groupmember m ON m.group_id = s.group_id"""
    )


def _states() -> int:
    """A state before for all, and three months after for most of those who have ended."""
    return _run(
        """INSERT INTO participants_staterecord (organisation_id, person_id, enrolment_id, ladder_id, dimension,
               occasion, state, as_of, recorded_on)
           SELECT e.organisation_id, e.person_id, e.id, l.id, 'occupation', o.occasion,
               (ARRAY['none_or_sick','under_way','work_or_study'])[1 + o.shift + abs(hashtext(e.id::text)) %% 2],
               COALESCE(CASE WHEN o.shift = 1 THEN e.ends END, e.starts), current_date
           FROM participants_enrolment e
           CROSS JOIN (VALUES ('before', 0), ('months_3', 1)) o(occasion, shift)
           CROSS JOIN (SELECT id FROM catalogue_ladder WHERE code = 'common' AND replaced_by_id IS NULL) l
           WHERE o.shift = 0 OR (e.ends IS NOT NULL AND abs(hashtext(e.id::text)) %% 5 > 0)"""
    )


def _lead_groups(house: Organisation, leaders: list[User]) -> None:
    _run(
        """INSERT INTO participants_groupleader (organisation_id, group_id, user_id, starts)
           SELECT %s, id, (%s::bigint[])[1 + n %% %s], '2015-01-01'
           FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM participants_group
                 WHERE organisation_id = %s) numbered""",
        [house.pk, [user.pk for user in leaders], len(leaders), house.pk],
    )


def _run(sql: str, values: list | None = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql, values if values is not None else [])
        return int(cursor.rowcount)


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
        return int(cursor.fetchone()[0])
