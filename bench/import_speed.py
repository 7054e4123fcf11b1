"""100 000 rows about people, 1 % wrong, read in, looked through and written in on PostgreSQL; beside a plain INSERT.

Makes the database samsyn_load_import on this machine and drops it afterwards. Everybody in the file is invented.
SAMSYN_BENCH_ROWS=3000 for a smaller file.
"""

from __future__ import annotations

import gc
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

SERVER = "postgresql://postgres@127.0.0.1"
DATABASE = "samsyn_load_import"
WRONG = 0.01
LIMIT = 60.0  # seconds, for everything together
PLACES = ("Osby", "Höör", "Ystad", "Lund", "Eslöv", "Malmö")
SENDERS = ("Arbetsförmedlingen", "Försäkringskassan", "socialtjänsten", "personen själv")
EDUCATION = ("grundskola", "gymnasium", "eftergymnasial", "okänd")
SUPPORT = ("försörjningsstöd", "etableringsersättning", "sjukpenning eller rehabiliteringspenning", "okänd")
HEADERS = ("Personnummer", "Namn", "Kön", "Kommun", "Språk", "Behöver tolk", "Börjar", "Slutar", "Avslutsorsak",
           "Anvisad av", "Utbildning", "Försörjning")  # fmt: skip
NUMBER, SEX, PLACE, STARTS, ENDS, REASON, SENDER = 0, 2, 3, 6, 7, 8, 9


def main() -> None:
    """One line for each step: seconds, questions to the store, and the greatest memory so far."""
    rows = int(os.environ.get("SAMSYN_BENCH_ROWS", "100000"))
    os.environ.update(SAMSYN_DEMO="1", SAMSYN_DATABASE_URL=f"{SERVER}/{DATABASE}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsyn.config.settings")
    _database("CREATE DATABASE")
    try:
        _measure(rows)
    finally:
        from django.db import connections

        connections.close_all()
        _database("DROP DATABASE")


def _database(what: str) -> None:
    import psycopg

    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        if what == "CREATE DATABASE":
            server.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        server.execute(f"{what} {DATABASE}" + (" WITH (FORCE)" if what.startswith("DROP") else ""))


def _measure(rows: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    project, lead = _project()
    with tempfile.TemporaryDirectory() as folder:
        for name, write in (("personer.xlsx", _xlsx), ("personer.csv", _csv)):
            path = Path(folder, name)
            wrong = write(path, rows)
            _path(path, project, lead, rows, wrong)
    _floor(rows)


def _project() -> tuple[Any, Any]:
    from samsyn.apps.catalogue.actions import load_shipped
    from samsyn.apps.organisations.actions import load_places
    from samsyn.apps.organisations.models import Membership, Organisation, User
    from samsyn.apps.organisations.places import sweden
    from samsyn.apps.portfolio.models import Project, ProjectParty

    load_shipped()
    load_places(*sweden())
    house, since = Organisation.objects.get(name="Osby kommun"), date(2020, 1, 1)
    lead = User.objects.create(email="lina@exempel.se", name="Lina")
    Membership.objects.create(user=lead, organisation=house, role="process_leader", starts=since)
    project = Project.objects.create(code="PROV", name="Prov", organisation=house, starts=since)
    ProjectParty.objects.create(project=project, organisation=house, part="owner", starts=since)
    return project, lead


def _path(path: Path, project, lead, rows: int, wrong: int) -> None:
    """The whole way of one file, and then all of it taken back."""
    from samsyn.apps.participants.actions.imports import bring_in, take_in, undo_import
    from samsyn.apps.participants.models import Enrolment, Person
    from samsyn.apps.participants.reading import people
    from samsyn.sandbox import read_rows

    clock = Clock()
    read = clock("read in the child", lambda: read_rows(path, path.name))

    def inside(act: Callable[[], Any]) -> Callable[[], Any]:
        """Behind the door, with the trace and the end of the transaction counted."""

        def acted() -> Any:
            with people(lead):
                return act()

        return acted

    look = inside(lambda: bring_in(project=project, rows=read, name=path.name, by=lead))
    batch = clock("match, validate, plan, keep", look)
    faulty = clock("first page of the wrong rows", lambda: batch.kept("report_sealed").part("faulty", 0, 50))
    faulty = batch.kept("report_sealed").every("faulty")
    named = {row for row, faults in faulty if all(message and remedy for *_place, message, remedy, _others in faults)}
    print(f"  {batch.counts}; {len(named)} of {wrong} wrong rows named")
    read = faulty = None
    gc.collect()
    clock("write in", inside(lambda: take_in(batch=batch, by=lead, leave_faulty=True)))
    with people(lead):
        persons, times = Person.objects.count(), Enrolment.objects.count()
    clock.sum(f"{path.name}, {persons} persons and {times} takings part of {rows} rows")
    Clock()("undo all of it", inside(lambda: undo_import(batch=batch, by=lead)))
    with people(lead):
        assert Person.objects.count() == Enrolment.objects.count() == 0


class Clock:
    """Times one step after another, each with its questions to the store."""

    def __init__(self) -> None:
        self.total = 0.0

    def __call__(self, what: str, work: Callable[[], Any]) -> Any:
        from django.db import connection

        asked: list[str] = []
        begun, spent, stored = time.perf_counter(), time.process_time(), _in_the_store()
        with connection.execute_wrapper(_noting(asked)):
            answer = work()
        seconds, spent = time.perf_counter() - begun, time.process_time() - spent
        stored = _in_the_store() - stored
        self.total += seconds
        here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"  {what:<28}{seconds:7.1f} s (CPU {spent:5.1f} s here, {stored:5.1f} s in the store)"
            f"{len(asked):6} SQL{here:7.0f} MB"
        )
        return answer

    def sum(self, what: str) -> None:
        print(f"  {what}: {self.total:.1f} s of {LIMIT:.0f} ({self.total / LIMIT:.0%})")


def _in_the_store() -> float:
    """Seconds of CPU that the store's process for this connection has used; it runs on the same machine."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        used = Path(f"/proc/{cursor.fetchone()[0]}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")


def _noting(asked: list[str]):
    def note(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    return note


def _floor(rows: int) -> None:
    """The same rows as plain text in one table, inserted the same way: what the store itself costs."""
    from django.db import connection, transaction

    lines = [list(map(str, line)) for line, _ok in _lines(rows)]
    begun = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        columns = ", ".join(f"c{at} text" for at in range(len(HEADERS)))
        cursor.execute(f"CREATE TABLE plain (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), {columns})")
        names = ", ".join(f"c{at}" for at in range(len(HEADERS)))
        arrays = ", ".join(["%s::text[]"] * len(HEADERS))
        for start in range(0, rows, 5_000):
            piece = lines[start : start + 5_000]
            cursor.execute(
                f"INSERT INTO plain ({names}) SELECT * FROM unnest({arrays})",
                [list(c) for c in zip(*piece, strict=True)],
            )
    print(f"  floor: plain INSERT of {rows} rows {time.perf_counter() - begun:.1f} s")


def _lines(rows: int) -> Iterator[tuple[list[str], bool]]:
    """Rows and whether they are sound; one in a hundred has one cell that cannot be read."""
    from stdnum import luhn

    chance = random.Random(1)
    days = [date(1960, 1, 1) + timedelta(days=at) for at in range(15_000)]
    for at in range(rows):
        born = days[at % len(days)]
        stem = f"{born:%y%m%d}{at // len(days) + 100:03d}"
        starts = date(2022, 1, 3) + timedelta(days=chance.randrange(1200))
        ends = starts + timedelta(days=200)
        row = [
            f"{born:%Y}{stem[2:6]}-{stem[6:]}{luhn.calc_check_digit(stem)}",
            f"{chance.choice('ABCDEFG')}{chance.choice(('lma', 'rvid', 'xel', 'bba'))} Påhittad{at % 997}",
            "", chance.choice(PLACES), chance.choice(("svenska", "arabiska", "somaliska", "")),
            chance.choice(("ja", "nej", "")), starts.isoformat(), f"{ends.day}/{ends.month} {ends.year}",
            chance.choice(("arbete", "studier")), chance.choice(SENDERS), chance.choice(EDUCATION),
            chance.choice(SUPPORT),
        ]  # fmt: skip
        sound = chance.random() >= WRONG
        if not sound:
            row[chance.choice([NUMBER, SEX, PLACE, STARTS, ENDS, REASON, SENDER])] = "vet inte"
        yield row, sound


def _csv(path: Path, rows: int) -> int:
    from samsyn.core.intake.rows.write import as_csv

    lines = list(_lines(rows))
    path.write_bytes(as_csv([HEADERS, *(line for line, _ok in lines)]))
    return sum(not ok for _line, ok in lines)


def _xlsx(path: Path, rows: int) -> int:
    import xlsxwriter

    wrong = 0
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Deltagare")
        sheet.write_row(0, 0, HEADERS)
        for at, (line, ok) in enumerate(_lines(rows), start=1):
            sheet.write_row(at, 0, line)
            wrong += not ok
    return wrong


if __name__ == "__main__":
    main()
