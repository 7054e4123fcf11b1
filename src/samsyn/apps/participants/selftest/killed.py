"""The importer is killed at any moment, with no time to clean up: nothing lost, nothing by half, nothing twice.

Needs a store that other processes see, one for trials only: call it outside a transaction.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.db import connections

from samsyn.apps.participants.actions.imports import bring_in, locked, take_in, undo_import
from samsyn.apps.participants.models import Enrolment, ImportBatch, NameMark, Person, SealKey
from samsyn.apps.participants.reading import people
from samsyn.apps.participants.selftest.outcome import Outcome
from samsyn.apps.portfolio.models import Project
from samsyn.core.intake.rows.paste import pasted

ROWS = 200
LATER = 1.2  # of the time the work takes: some come when it has ended, and are not counted as kills
ROUNDS = 3  # times as many as the kills that are wanted, at most


@dataclass(frozen=True)
class Store:
    """How much there is of everything that an import makes."""

    persons: int
    enrolments: int
    marks: int
    keys: int

    @classmethod
    def now(cls) -> Store:
        return cls(*(model.objects.count() for model in (Person, Enrolment, NameMark, SealKey)))


def killed_imports(project: Project, by, *, trials: int, rows: int = ROWS, seed: int = 1) -> Outcome:
    """Kill -9 while a file is written in, and while it is undone, at random moments; count what was not whole.

    trials: kills that hit somebody at work; three more attempts hold what is done in peace against what it should be.
    After each kill the store is as it was before or as it is after, never between; and at the end the same work, done
    in peace, gives what it should.
    """
    outcome, chance = Outcome(), random.Random(seed)  # noqa: S311  moments, not secrets
    with people(by):
        batch = bring_in(project=project, rows=pasted(_file(rows)), name="prov", by=by)
        before = Store.now()
    after, seconds = _in_peace(batch, by, before, outcome)
    hits = 0
    for _round in range(trials * ROUNDS):
        work = undo_import if _state(batch, by) == ImportBatch.State.DONE else take_in
        hit = _killed(lambda work=work: _do(work, batch, by), chance.uniform(0, seconds * LATER))
        fault = _not_whole(batch, by, before, after)
        hits += hit
        if hit or fault:
            outcome.attempt(fault and f"{work.__name__}, kill {hits}: {fault}")
        if hits == trials:
            break
    _ends_well(batch, by, before, after, outcome)
    return outcome


def _file(rows: int) -> str:
    lines = [f"Påhittad Prov{at}\t2025-02-{at % 28 + 1:02d}\tkan mycket {at}" for at in range(rows)]
    return "\n".join(["Namn\tStart\tVad kan du redan", *lines])


def _do(work: Callable[..., Any], batch: ImportBatch, by) -> None:
    with people(by):
        work(batch=batch, by=by)


def _in_peace(batch: ImportBatch, by, before: Store, outcome: Outcome) -> tuple[Store, float]:
    """What the whole work gives and how long it takes; then all of it back."""
    begun = time.monotonic()
    _do(take_in, batch, by)
    seconds = time.monotonic() - begun
    with people(by):
        after = Store.now()
    _do(undo_import, batch, by)
    with people(by):
        outcome.attempt(None if Store.now() == before else "ångrat är inte som förut")
        _renew(batch)
    return after, seconds


def _renew(batch: ImportBatch) -> None:
    """An undone file can be written in again here, so that one file serves every trial."""
    fresh = ImportBatch.objects.select_related("key").get(pk=batch.pk)
    for column in ("content_sealed", "report_sealed", "counts", "state"):
        setattr(fresh, column, getattr(batch, column))
    fresh.done_at = fresh.undone_at = None
    fresh.save()


def _killed(work: Callable[[], None], seconds: float) -> bool:
    """Let a child do the work and kill it after so long. Answers whether it was still alive."""
    connections.close_all()
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(seconds)
    done, _status = os.waitpid(child, os.WNOHANG)
    if not done:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return not done


def _state(batch: ImportBatch, by) -> str:
    with people(by):
        return locked(batch).state


def _not_whole(batch: ImportBatch, by, before: Store, after: Store) -> str | None:
    """What is wrong with the store after a kill; None when it is whole. Waits until the killed one's hold is gone."""
    with people(by):
        one, store = locked(batch), Store.now()
        if one.state == ImportBatch.State.UNDONE:
            _renew(batch)
            one.state = ImportBatch.State.READ
        wanted = {ImportBatch.State.READ: before, ImportBatch.State.DONE: after}.get(one.state)
        if wanted is None:
            return f"inläsningen är {one.state}"
        return None if store == wanted else f"{one.state}: {store}, inte {wanted}"


def _ends_well(batch: ImportBatch, by, before: Store, after: Store, outcome: Outcome) -> None:
    """However often it was killed, the work can be done: once, and taken back."""
    if _state(batch, by) != ImportBatch.State.DONE:
        _do(take_in, batch, by)
    with people(by):
        outcome.attempt(None if Store.now() == after else "slutet är inte helt")
    _do(undo_import, batch, by)
    with people(by):
        outcome.attempt(None if Store.now() == before else "allt är inte tillbaka")


def main(project: str, email: str, trials: int) -> None:
    """The trials for a project by its code and its process leader by address; prints what was found as JSON."""
    from samsyn.apps.organisations.models import User

    one = Project.objects.select_related("organisation").get(code=project)
    found = killed_imports(one, User.objects.get(email=email), trials=trials)
    sys.stdout.write(json.dumps(asdict(found)))
