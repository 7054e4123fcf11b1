"""No page about a person without a trace of who read it, in the transaction of the page itself.

`people(user)` opens the door to everything in this station: one transaction, the two locks (a scope for Django's
queries, session values for PostgreSQL's row-level security) and a trace. What is sealed opens only for persons that the
trace has noted, so nobody can forget; the trace is written before the answer leaves, and without it there is no answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django_scopes import scope

from samsyn.apps.audit.actions import Read, record_readings
from samsyn.apps.organisations.models import Organisation, seats_today
from samsyn.apps.organisations.sessions import show_who_you_are
from samsyn.apps.participants.policy import Ground


class ReadWithoutTrace(RuntimeError):
    """Something sealed was about to be opened for a person whose reading nobody has noted."""


class OutsideTheDoor(RuntimeError):
    """Work with people outside `people()` or `as_system()`."""


class UnboundRole(RuntimeError):
    """The database role is not bound by row-level security."""


@dataclass
class Trace:
    """The readings of one page, until they are written. by: the reader, None for the system."""

    by: Any
    noted: dict[tuple[str, str, str], tuple[set[str], str]] = field(default_factory=dict)
    persons: set[str] = field(default_factory=set)
    answers: dict[tuple[Any, ...], Any] = field(default_factory=dict)  # what this page has asked once already

    def note(self, person: Any, what: str, ground: str, classes: Iterable[str]) -> None:
        key = str(person.pk)
        kinds, _ = self.noted.setdefault((key, what, ground), (set(), str(person.organisation_id)))
        kinds.update(str(each) for each in classes)
        self.persons.add(key)

    def write(self) -> int:
        rows = [
            Read(key, what, str(ground), " ".join(sorted(kinds)), organisation)
            for (key, what, ground), (kinds, organisation) in self.noted.items()
        ]
        self.noted.clear()
        return record_readings(rows, by=self.by)


_trace: ContextVar[Trace | None] = ContextVar("samsyn_reading", default=None)


def current_trace() -> Trace:
    """The page's trace. OutsideTheDoor when nothing is open."""
    trace = _trace.get()
    if trace is None:
        raise OutsideTheDoor("Sidor om personer öppnas genom people(), så att varje läsning syns.")
    return trace


def once_a_page(question: tuple[Any, ...], ask: Callable[[], Any]) -> Any:
    """The answer, asked once behind one door: what a colleague reaches does not change while their page is made."""
    trace = _trace.get()
    if trace is None:
        return ask()
    if question not in trace.answers:
        trace.answers[question] = ask()
    return trace.answers[question]


def note(persons: Iterable[Any], what: str, classes: Iterable[str], ground: str = Ground.OWN_PROJECT) -> list[Any]:
    """Say that these persons are about to be shown: on which page, which kinds of data, and why. Answers them."""
    trace, persons, classes = current_trace(), list(persons), tuple(classes)
    for person in persons:
        trace.note(person, what, ground, classes)
    return persons


def must_be_noted(person_key: Any) -> None:
    """ReadWithoutTrace when the person has not been noted on this page."""
    if str(person_key) not in current_trace().persons:
        raise ReadWithoutTrace("Läsningen är inte antecknad. Hämta personen genom queries.people, som antecknar den.")


def houses_of(user) -> list[int]:
    """The organisations in which the user has a role today."""
    if not user.is_authenticated:
        return []
    return once_a_page(("houses", user.pk), lambda: list(seats_today(user)))


@contextmanager
def people(user) -> Iterator[Trace]:
    """Open the station for one colleague: their own organisations, and nothing of anyone else's."""
    houses = houses_of(user)
    with _open(user, houses) as trace:
        trace.answers["houses", user.pk] = houses
        yield trace


@contextmanager
def across(user, person_key: Any, organisation_key: Any) -> Iterator[None]:
    """Inside `people`: reach one person of another authority, after the policy has found the ground for it."""
    current_trace()
    houses = houses_of(user)
    with transaction.atomic():  # a fault inside takes the session value back with it
        _say(person=str(person_key))
        with scope(organisation=[organisation_key], house=houses, person=person_key):
            yield
        _say(person="")


@contextmanager
def as_system(organisations: Iterable[int], by: Any = None) -> Iterator[Trace]:
    """The same door for work without a page (imports, weeding, key change, the demo): named organisations only."""
    houses = list(organisations)
    with _open(by, houses) as trace:
        yield trace


@contextmanager
def as_keeper() -> Iterator[Trace]:
    """For the installation itself (key change, weeding, self tests): every organisation, and still a trace."""
    with as_system(Organisation.objects.values_list("pk", flat=True)) as trace:
        yield trace


@contextmanager
def _open(by: Any, houses: list[int]) -> Iterator[Trace]:
    with (
        transaction.atomic(),
        _locked(by, houses),
        scope(organisation=houses, house=houses, person=None),
        _traced(Trace(by=by)) as trace,
    ):
        yield trace


@contextmanager
def _traced(trace: Trace) -> Iterator[Trace]:
    token = _trace.set(trace)
    try:
        yield trace
        trace.write()
    finally:
        _trace.reset(token)


_asking: ContextVar[dict[str, str] | None] = ContextVar("samsyn_asking", default=None)


@contextmanager
def _locked(user, houses: list[int]) -> Iterator[None]:
    """Say to PostgreSQL who is asking, for this transaction only, and step down from the owner's role.

    After a fault nothing is taken back here: the transaction's end does that.
    """
    asking = {
        "organisations": ",".join(str(house) for house in houses),
        "user": str(user.pk) if user else "",
        "person": "",
    }
    before = _asking.get()
    token = _asking.set(asking)
    try:
        if before is None:
            _say(**asking, role=settings.SAMSYN_DATABASE_ROLE)
            _refuse_the_owner()
        else:
            _say(**asking)
        yield
        if before is not None:
            _say(**before)
        elif connection.savepoint_ids:  # inside somebody's transaction; else its end takes the role back
            _reset_role()
    finally:
        _asking.reset(token)


def _say(role: str = "", **values: str) -> None:
    """Session values for this transaction, which the policies of rls.py read; and the role to step down to."""
    if connection.vendor != "postgresql":
        return
    said = [(f"samsyn.{name}", value) for name, value in values.items()] + ([("role", role)] if role else [])
    calls = ", ".join(["set_config(%s, %s, true)"] * len(said))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {calls}", [part for pair in said for part in pair])


def _reset_role() -> None:
    if connection.vendor == "postgresql" and settings.SAMSYN_DATABASE_ROLE:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


_bound: set[str] = set()  # databases where the role has been seen to be bound by the row locks


def _refuse_the_owner() -> None:
    """UnboundRole when the database role would pass by the row locks. Asked once for each process and database."""
    name = str(connection.settings_dict.get("NAME"))
    if connection.vendor != "postgresql" or name in _bound:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.rolsuper OR r.rolbypassrls OR pg_has_role(r.oid, c.relowner, 'USAGE') "
            "FROM pg_roles r, pg_class c WHERE r.rolname = current_user AND c.relname = 'participants_person'"
        )
        if cursor.fetchone()[0]:
            raise UnboundRole(
                "Databasrollen äger tabellerna eller kan gå förbi radskyddet, så sidor om personer öppnas inte. "
                "Låt tjänsten logga in med en egen roll som har fått samsyn_app, eller sätt "
                "SAMSYN_DATABASE_ROLE=samsyn_app."
            )
    _bound.add(name)


METHODS = ("GET", "HEAD", "POST")


def page_about_people(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Wrap a view so that it runs, is drawn and is traced behind the door. urls.py wraps every view of this station."""

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        with people(request.user) as trace:
            response = view(request, *args, **kwargs)
            if hasattr(response, "render") and not getattr(response, "is_rendered", True):
                response.render()
            if trace.persons and response.get("Content-Disposition", "").startswith("attachment"):
                show_who_you_are(request, keep=False)  # a file outlives the session, so its taker is known
        response["Cache-Control"] = "no-store"
        return response

    return inside
