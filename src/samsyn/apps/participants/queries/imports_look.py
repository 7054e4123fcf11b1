"""Everything that can be said about a file on its way in, worked out anew from its rows as they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from typing import Any

from django.utils import timezone

from samsyn.apps.participants import sealing
from samsyn.apps.participants.models import ColumnMemory, ImportBatch
from samsyn.apps.participants.queries.imports import Plan, plan
from samsyn.apps.participants.shapes import PEOPLE, people_shape
from samsyn.apps.portfolio.models import Project
from samsyn.core.intake.rows.errors import Fault
from samsyn.core.intake.rows.matching import LEFT_OUT, Matching, match
from samsyn.core.intake.rows.shapes import Shape
from samsyn.core.intake.rows.sheet import Rows
from samsyn.core.intake.rows.validate import Validated, validate
from samsyn.core.intake.rows.words import normalised


@dataclass(frozen=True)
class Looked:
    """Everything that was found in a batch's rows. Nothing is planned until every column is settled."""

    shape: Shape
    rows: Rows
    matching: Matching
    validated: Validated
    plan: Plan
    left_out: frozenset[int] = frozenset()

    @cached_property
    def faults(self) -> list[Fault]:
        """Those of the file first, then row by row."""
        found = [*self.validated.all_faults(), *self.plan.faults]
        return sorted(found, key=lambda fault: (fault.row or 0, fault.column))

    @cached_property
    def faulty(self) -> list[tuple[int, list[Fault]]]:
        """Row by row."""
        of_rows = (fault for fault in self.faults if fault.row)
        return [(number, list(faults)) for number, faults in groupby(of_rows, key=lambda fault: fault.row)]

    def counts(self) -> dict[str, int]:
        """Where the rows of the file went: all but the last three of them add up to in_file."""
        accounted, unread = self.validated.accounted(), 0 if self.matching.ready else len(self.validated.rows)
        return {
            "in_file": accounted.in_file,
            "empty": accounted.empty - len(self.left_out),
            "left_out": len(self.left_out),
            "faulty": len(self.faulty) if not unread else 0,
            "unread": unread,
            "insert": self.plan.count("insert"),
            "update": self.plan.count("update"),
            "same": self.plan.count("same"),
            "new_persons": self.plan.new_persons,
            "without_number": self.plan.without_number,
            "unmatched": len(self.matching.unmatched_headers),
        }

    def recurring(self) -> list[list[Any]]:
        """[column, row where it stands first, how many rows] of texts that are wrong in the same way in many rows."""
        position = {found.code: found.header.position for found in self.matching.sure}
        many: Counter[tuple[str, str]] = Counter()
        first: dict[tuple[str, str], int] = {}
        for fault in self.validated.all_faults():
            if fault.row and not fault.others and fault.column in position:
                text = cell(self.rows, fault.row, position[fault.column])
                many[fault.column, text] += 1
                first.setdefault((fault.column, text), fault.row)
        return [[key[0], first[key], count] for key, count in many.most_common(SHOWN_RECURRING) if count > 1]


SHOWN_RECURRING = 10


def look(batch: ImportBatch, by) -> Looked:
    """The rows as they stand now, with every correction. Reads; changes nothing.

    by: whose reach decides which persons the file may change.
    """
    shape, kept = people_shape(batch.project), batch.kept("content_sealed")
    whole = rows_in(batch)
    left_out = frozenset(kept.head["left_out"])
    rows = replace(whole, cells=[[] if at in left_out else row for at, row in enumerate(whole.cells, 1)])
    matching = match(rows.headers, shape, settled(batch, rows.headers))
    validated = validate(rows, matching, shape, timezone.localdate())
    found = plan(validated.rows, project=batch.project, shape=shape, by=by) if matching.ready else Plan([], [])
    return Looked(shape, rows, matching, validated, found, left_out)


def rows_in(batch: ImportBatch, start: int = 0, stop: int | None = None) -> Rows:
    """The rows that a batch holds, with corrections: all of them, or some, counted from 0 and without their headers."""
    kept = batch.kept("content_sealed")
    cells = kept.every("cells") if stop is None else kept.part("cells", start, stop)
    head = kept.head
    return Rows(cells, head["headers"], head["sheet"], tuple(head["sheets"]))


def cell(rows: Rows, number: int, position: int) -> str:
    """What a cell holds; row as Excel numbers it."""
    row = rows.cells[number - 1]
    return row[position] if position < len(row) else ""


def settled(batch: ImportBatch, headers: Sequence[str]) -> dict[str, str]:
    """Header → column, as it was when the file came in or as somebody has said since."""
    said = {int(position): code for position, (code, _how) in batch.columns.items()}
    return {headers[position]: code for position, code in said.items() if position < len(headers)}


def remembered_in(project: Project, headers: Sequence[str]) -> dict[str, str]:
    """What the authority's headers have meant before, of those that are in the file."""
    marks = {
        header_mark(project.organisation_id, header, key): header for key in sealing.index_keys() for header in headers
    }
    memory = ColumnMemory.objects.filter(organisation=project.organisation_id, shape=PEOPLE, header__in=marks)
    return {marks[mark]: column for mark, column in memory.values_list("header", "column")}


def header_mark(organisation_id: int, header: str, key: str = "") -> str:
    """What a header is remembered by."""
    return sealing.found_by("header", organisation_id, normalised(header), key)


def as_settled(matching: Matching) -> dict[str, list[str]]:
    """What a batch keeps of a matching: position → [column, how]. Proposals are not kept: nobody has said yes."""
    return {str(found.header.position): [found.code, found.how] for found in matching.sure}


__all__ = ["LEFT_OUT", "Looked", "as_settled", "cell", "header_mark", "look", "remembered_in", "rows_in", "settled"]
