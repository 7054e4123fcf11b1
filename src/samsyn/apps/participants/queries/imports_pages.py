"""What the pages about a file show: fifty rows at a time, each person who comes on the page noted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.models import ImportBatch, Person
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.queries.imports_look import rows_in
from samsyn.apps.participants.queries.imports_noting import note_rows
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.portfolio.models import Project

PER_PAGE = 50
P = Permission
LIST_FIELDS = ("pk", "name", "state", "made_at", "done_at", "undone_at", "counts", "message", "organisation", "project",
               "user")  # fmt: skip


@dataclass(frozen=True)
class FaultyRow:
    """A row with what is wrong in it. cells: column → text as it stands; faults: as the report keeps them."""

    number: int
    cells: dict[str, str]
    faults: list[list[Any]]


@dataclass(frozen=True)
class SoundRow:
    """A row that would be written. person: who is here already and whom the reader reaches, noted; known: whether
    anybody is. changes: [column, before, after]."""

    number: int
    cells: dict[str, str]
    person: Person | None
    known: bool
    changes: list[list[Any]]


def imports_of(user, project: Project):
    """The project's files, newest first, without what is sealed in them."""
    mine = ImportBatch.objects.visible_to(user, P.PERSON_IMPORT).filter(project=project)
    return mine.only(*LIST_FIELDS).select_related("user")


def faulty_rows(batch: ImportBatch, page: int) -> list[FaultyRow]:
    """A page of those with faults; pages are counted from 1."""
    rows = _page(batch, "faulty", page)
    cells = cells_of(batch, [number for number, _faults in rows])
    return [FaultyRow(number, cells.get(number, {}), faults) for number, faults in rows]


def sound_rows(batch: ImportBatch, what: str, page: int, user) -> list[SoundRow]:
    """A page of those that would be new ("insert"), changed ("update") or stay as they are ("same")."""
    rows = [(number, key, *more) for number, key, *more in _page(batch, what, page)]
    cells = cells_of(batch, [row[0] for row in rows])
    persons = _persons(user, {row[1] for row in rows if row[1]})
    return [
        SoundRow(number, cells.get(number, {}), persons.get(key), bool(key), more[0] if more else [])
        for number, key, *more in rows
    ]


def left_out_rows(batch: ImportBatch, page: int) -> list[FaultyRow]:
    """A page of those that somebody has left out."""
    numbers = batch.kept("content_sealed").head["left_out"][(page - 1) * PER_PAGE : page * PER_PAGE]
    cells = cells_of(batch, numbers)
    return [FaultyRow(number, cells.get(number, {}), []) for number in numbers]


def cells_of(batch: ImportBatch, numbers: Iterable[int]) -> dict[int, dict[str, str]]:
    """Column → text of some rows of the file, of the columns that are read."""
    kept = batch.kept("content_sealed")
    position = {code: int(at) for at, (code, _how) in batch.columns.items() if code}
    found = {}
    for number in numbers if kept else ():
        for row in kept.part("cells", number - 1, number):
            found[number] = {code: row[at] if at < len(row) else "" for code, at in position.items()}
    note_rows(batch, [list(cells.values()) for cells in found.values()])
    return found


def examples(batch: ImportBatch, many: int = 3) -> list[list[str]]:
    """The first rows below the headers, to recognise a column by."""
    head = batch.kept("content_sealed").head
    start = head["headers"] + 1
    rows = rows_in(batch, start, start + many).cells
    note_rows(batch, rows)
    return rows


def _page(batch: ImportBatch, name: str, page: int) -> list[list[Any]]:
    report = batch.kept("report_sealed")
    return report.part(name, (page - 1) * PER_PAGE, page * PER_PAGE) if report else []


def _persons(user, keys: set[str]) -> dict[str, Person]:
    reached = Person.objects.visible_to(user, P.PERSON_IMPORT).filter(pk__in=keys)
    return {str(one.pk): one for one in opened(reached, "import", FieldClass.NAME, FieldClass.BACKGROUND,
                                               FieldClass.ACTIVITY)}  # fmt: skip
