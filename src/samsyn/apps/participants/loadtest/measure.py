"""What a day costs under the load: the pages people wait for, through a real server on this machine."""

from __future__ import annotations

import math
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samsyn.apps.organisations.models import User
from samsyn.apps.participants.loadtest.callers import Caller, at_once, working
from samsyn.apps.participants.loadtest.generate import refuse_unless_scratch
from samsyn.apps.participants.models import Enrolment, GroupLeader, GroupMember, Session
from samsyn.apps.participants.reading import as_system

ROUNDS = 6
WORKERS, THREADS = 2, 4
WARM = 20  # visits by each of four before a page is timed: a server at work, not one just started
THINK = 5.0  # seconds between a colleague's pages, on average


@dataclass(frozen=True)
class Line:
    """One thing that people wait for. limit: milliseconds at the 95th percentile, None where none is set."""

    what: str
    times: list[float]
    limit: int | None
    sql: int | None = None

    def __str__(self) -> str:
        ordered = sorted(self.times)
        middle, high = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, math.ceil(len(ordered) * 0.95) - 1)]
        goal = f"{self.limit:>6}" if self.limit else "     –"
        sql = f"{self.sql:>4}" if self.sql is not None else "   –"
        return f"{self.what:<58}{len(ordered):>5}{middle:>9.0f}{high:>9.0f}{goal}{sql}"


def measure(say: Callable[[str], None]) -> None:
    """Print every line, and the memory of the server before and after. Refused outside a scratch database."""
    refuse_unless_scratch()
    call_command("collectstatic", verbosity=0, interactive=False)
    leaders = list(User.objects.filter(email__startswith="last").order_by("pk"))
    house = leaders[0].memberships.get().organisation_id
    with as_system([house]):
        places = _places(house, leaders)
    with _server() as (port, server):
        callers = [Caller(user, port) for user in leaders]
        before = _memory(server)
        say(f"{'':<58}{'n':>5}{'median':>9}{'p95':>9}{'mål':>6}{'SQL':>4}   (ms)")
        for line in _lines(callers, places):
            say(str(line))
        say(f"serverns minne: {before} MB före, {_memory(server)} MB efter ({WORKERS} processer, {THREADS} trådar var)")


@dataclass(frozen=True)
class _Places:
    project: int
    persons: list
    sessions: dict[int, list[int]]  # a leader's sessions


def _places(house: int, leaders: list[User]) -> _Places:
    """Where in the house things are: the fullest project, some people, and sessions of each leader's own groups."""
    enrolments = Enrolment.objects.filter(organisation=house)
    project = enrolments.values_list("project", flat=True).order_by("project").first()
    sessions: dict[int, list[int]] = {}
    for leader in leaders:
        own = GroupLeader.objects.filter(user=leader).values("group")
        filled = GroupMember.objects.filter(group__in=own).values("group")
        sessions[leader.pk] = list(Session.objects.filter(group__in=filled).values_list("pk", flat=True)[: ROUNDS + 1])
    return _Places(project, list(enrolments.values_list("person", flat=True)[:200]), sessions)


def _lines(callers: list[Caller], places: _Places) -> Iterator[Line]:
    leads, four = callers[: len(callers) // 2], callers[:4]
    list_page = f"{reverse('person-list')}?project={places.project}"
    person = lambda at: reverse("person", args=[places.persons[at % 200]])  # noqa: E731
    follow_up = reverse("project-people-follow-up", args=[places.project])
    open_list = lambda caller: caller.get(list_page)[0]  # noqa: E731
    plain = reverse("accessibility")
    for caller in callers:  # the server's processes have read their code, and the store its first pages
        caller.get(plain)
    for warm in (open_list, lambda caller: caller.get(person(0))[0]):  # and every thread prepared its questions
        working(four, warm, WARM, 0)
    yield Line("golv: en sida utan uppgifter", [leads[0].get(plain)[0] for _ in range(40)], None, _sql(leads[0], plain))
    yield Line(
        "filtrerad lista, första sidan, 4 användare", working(four, open_list, 10, 1), 70, _sql(leads[0], list_page)
    )
    yield Line("filtrerad lista, första sidan, 50 användare", working(_fifty(leads), open_list, 4, THINK), 150)
    yield Line(
        "sökning på namn", [spent for caller in four for spent in _searches(caller, reverse("person-list"))], 100
    )
    yield Line("en person med tidslinje",
               [four[0].get(person(at))[0] for at in range(40)], 60, _sql(leads[0], person(41)))  # fmt: skip
    yield Line("insatsens uppföljning", [leads[0].get(follow_up)[0] for _ in range(8)], None, _sql(leads[0], follow_up))
    yield Line("närvaro, sidan", [spent for caller in four for spent in _sheets(caller, places)], None)
    yield Line("närvaro sparas, en åt gången", _saved_alone(callers[-1], places), 150)
    yield Line(f"närvaro sparas, {len(callers)} ledare i arbete", _saved_in_work(callers, places), 150)
    yield Line(f"närvaro sparas, {len(callers)} i samma ögonblick", _saved_at_once(callers, places), None)


def _fifty(leads: list[Caller]) -> list[Caller]:
    return [Caller(caller.user, caller.line.port) for _ in range(2) for caller in leads][:50]


def _searches(caller: Caller, address: str) -> list[float]:
    fields = caller.form(address, "text")
    found = []
    for text in ("alm", "bo alf", "iris", "ulf ced", "maja lind"):
        name = next(name for name in fields if "text" in name)
        found.append(caller.post(address, {**fields, name: text})[0])
    return found


def _sheets(caller: Caller, places: _Places) -> list[float]:
    return [caller.get(reverse("session", args=[pk]))[0] for pk in places.sessions[caller.user.pk][:3]]


def _saved_alone(caller: Caller, places: _Places) -> list[float]:
    return [_save(caller, pk) for pk in places.sessions[caller.user.pk][:ROUNDS]]


def _saved_in_work(callers: list[Caller], places: _Places) -> list[float]:
    """Everybody opens sheets and saves them, and talks with their group in between."""
    ready = [caller for caller in callers if len(places.sessions[caller.user.pk]) > ROUNDS]
    turns = {caller: iter(places.sessions[caller.user.pk]) for caller in ready}
    return working(ready, lambda caller: _save(caller, next(turns[caller])), 3, THINK)


def _saved_at_once(callers: list[Caller], places: _Places) -> list[float]:
    """Everybody has their sheet open and presses save at the same moment, several rounds."""
    ready = [caller for caller in callers if len(places.sessions[caller.user.pk]) > ROUNDS]
    found = []
    for turn in range(ROUNDS):
        sheets = {caller: _filled(caller, places.sessions[caller.user.pk][turn + 1]) for caller in ready}
        found += at_once(ready, lambda caller, sheets=sheets: caller.post(*sheets[caller])[0])
    return found


def _save(caller: Caller, session: int) -> float:
    return caller.post(*_filled(caller, session))[0]


def _filled(caller: Caller, session: int) -> tuple[str, dict[str, str]]:
    """The sheet with every third person's mark turned over."""
    address = reverse("session", args=[session])
    fields = caller.form(address, "seen-")
    for name in [name for name in fields if name.startswith("seen-")][::3]:
        mark = name.replace("seen-", "absent-")
        if fields.pop(mark, None) is None:
            fields[mark] = "1"
    return address, fields


def _sql(caller: Caller, address: str) -> int:
    client = Client()
    client.force_login(caller.user)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


@contextmanager
def _server() -> Iterator[tuple[int, subprocess.Popen]]:
    """gunicorn as in production, on a free port of this machine, ended when the block is left."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "gunicorn", "samsyn.config.wsgi:application", "--bind", f"127.0.0.1:{port}",
        "--workers", str(WORKERS), "--threads", str(THREADS), "--log-level", "error", "--keep-alive", "30",
    ]  # fmt: skip
    server = subprocess.Popen(command, env={**os.environ, "SAMSYN_VAR": str(settings.VAR)})  # noqa: S603
    try:
        _wait_for(port)
        yield port, server
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("Servern svarade inte inom 30 sekunder.")


def _memory(server: subprocess.Popen) -> int:
    """Resident megabytes of the server and its children, shared pages counted once for each."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "status").read_text()
        except OSError:
            continue
        lines = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
        if int(lines["Pid"]) == server.pid or int(lines["PPid"]) == server.pid:
            total += int(lines.get("VmRSS", "0 kB").split()[0]) // 1024
    return total
