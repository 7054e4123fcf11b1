"""What a receiver can see is wrong with a protected table, without knowing anything but the table."""

from __future__ import annotations

from collections.abc import Iterator

from samsyn.core.disclosure.cells import ProtectedCell, ProtectedRow
from samsyn.core.disclosure.counts import depth_shown
from samsyn.core.disclosure.crossing import all_keys, rows_crossed
from samsyn.core.disclosure.shown import ProtectedTable
from samsyn.core.disclosure.uniform import may_be_uniform


def faults(table: ProtectedTable) -> list[str]:
    """Every breach of R2–R6 that shows in the table itself; empty when it may be received.

    That a crossing was among those chosen, that a row stood when it should, and that nobody can be found by comparing
    tables is not seen here.
    """
    return [f"{table.title}: {fault}" for fault in (*_order(table), *_people(table), *_rows(table))]


def _order(table: ProtectedTable) -> Iterator[str]:
    keys = [row.key for row in table.rows]
    if keys != [key for key in all_keys(table.dimensions) if key in set(keys)] or table.top not in keys:
        yield "raderna är inte kategorierna i deras ordning med totalen sist."
    if any(len(row.cells) != len(table.columns) for row in table.rows):
        yield "en rad har inte en cell för varje kolumn."


def _people(table: ProtectedTable) -> Iterator[str]:
    total = next((row.total for row in table.rows if row.key == table.top), None)
    if total is not None and total.count(table.rules) != table.people:
        yield "antalet personer är ett annat än totalen."
    if table.people is not None and table.people.highest < table.rules.fewest:
        yield f"tal visas för färre än {table.rules.fewest} personer."


def _rows(table: ProtectedTable) -> Iterator[str]:
    depth, column = depth_shown(table.people, table.rules), table.dimensions[-1].code
    for row in table.rows:
        name = " × ".join(filter(None, row.key)) or "totalen"
        crossed = rows_crossed(row.key, table.dimensions)
        for told, crossing in ((row.by_column, crossed | {column}), (row.total.status != "withheld", crossed)):
            if told and not depth.allows(crossing, {crossing}):
                yield f"raden {name} är korsad djupare än antalet personer tillåter."
        for cell in (*row.cells, row.total):
            yield from (f"raden {name}: {fault}" for fault in _cell(table, row, cell))
        counts = [cell.count(table.rules) for cell in row.cells]
        shown, total = [count for count in counts if count is not None], row.total.count(table.rules)
        if row.by_column and total is not None and may_be_uniform(shown, total, table.rules):
            yield f"raden {name} visar vad nästan alla i den har gemensamt."


def _cell(table: ProtectedTable, row: ProtectedRow, cell: ProtectedCell) -> Iterator[str]:
    value, rules = cell.value, table.rules
    if value is not None and (value < rules.smallest or value % rules.base):
        yield "ett tal är mindre eller noggrannare än reglerna tillåter."
    if value is not None and cell.status in ("class", "withheld"):
        yield "en cell som inte visas bär ändå ett tal."
    if (value is None) != (cell.status in ("class", "withheld")) and cell.status == "value":
        yield "en cell sägs visa ett tal men har inget."
    if (cell.status == "withheld") != (cell.why != "") or (cell.status == "frozen") != (cell.since != ""):
        yield "en cells status och skäl stämmer inte överens."
    if cell.status == "merged" and not row.together:
        yield "en cell sägs gälla flera rader, men de är inte namngivna."
    if (cell.status == "frozen") != (row.version != table.version) and cell.status != "withheld":
        yield "radens version och dess celler stämmer inte överens."
