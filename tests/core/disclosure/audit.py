"""Releases held against the truth behind them, counted plainly from the people.

Knows the rules and the shape of the tables, and nothing of how the engine works. Used on the engine as it is, which
must give nothing, and on the engine with a fault planted, which must give something.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from bench.disclosure_trials import PAIRS, course, differences, pencil, population, tables_of

from samsyn.core.disclosure import attack, tables
from samsyn.core.disclosure.attack import StillLeaking, releasable
from samsyn.core.disclosure.cells import ProtectedRow
from samsyn.core.disclosure.checks import faults
from samsyn.core.disclosure.published import Change
from samsyn.core.disclosure.rules import ORDINARY
from samsyn.core.disclosure.tables import CountTable, Dimension, ProtectedTable, TooDeep

Places = Mapping[str, str]  # the column of each person in a row
WIRE = {"code", "title", "population", "period", "released", "dimensions", "rows", "people", "rules_version", "version"}


def plainly(count: int) -> int | None:
    """The figure to show."""
    return None if count < 5 else min((0, 5, 10, 15, 20), key=lambda last: abs(count % 20 - last)) + count // 20 * 20


def places(table: CountTable, key: tuple[str, ...]) -> dict[str, str]:
    """Who stands in a row, and in which column."""
    return {
        person: cell[-1]
        for cell, people in table.members.items()
        if all(part in ("", own) for part, own in zip(key, cell, strict=False))
        for person in people
    }


def changed(before: Places, after: Places) -> int:
    """People whose place is another."""
    return sum(before.get(person) != after.get(person) for person in before.keys() | after.keys())


@dataclass
class History:
    """The truth behind every row of every release so far, and what was published."""

    earlier: list[Sequence[ProtectedTable]] = field(default_factory=list)
    truth: dict[tuple[str, int, tuple[str, ...]], Places] = field(default_factory=dict)
    last: dict[tuple[str, tuple[str, ...]], int] = field(default_factory=dict)  # version in which a row was published

    def audit(self, before: Sequence[CountTable], shown: Sequence[ProtectedTable], *, corrected: bool) -> Iterator[str]:
        """What is wrong with a release; remembers it."""
        now = {
            (table.code, row.key): places(true, row.key)
            for true, table in zip(before, shown, strict=True)
            for row in table.rows
        }
        for table in shown:
            self.truth.update({(table.code, table.version, row.key): now[table.code, row.key] for row in table.rows})
        changes = {} if corrected else dict(self._changes(now))
        yield from (f"leak: {leak}" for leak in releasable(shown, self.earlier, changes))
        yield from pencil(shown)
        yield from differences(shown, self.earlier, changes)
        for true, table in zip(before, shown, strict=True):
            yield from faults(table)
            yield from _whole(true, table)
            for row in table.rows:
                yield from self._row(table, row, corrected)
        for table in shown:
            self.last.update({(table.code, row.key): row.version for row in table.rows if not _silent(row)})
        self.earlier.append(shown)

    def _changes(
        self, now: Mapping[tuple[str, tuple[str, ...]], Places]
    ) -> Iterator[tuple[tuple[str, tuple[str, ...]], Change]]:
        for (code, key), after in now.items():
            if (code, key) in self.last:
                version = self.last[code, key]
                before = self.truth[code, version, key]
                joined, left = len(after.keys() - before.keys()), len(before.keys() - after.keys())
                yield (code, key), Change(version, joined, left, changed(before, after) - joined - left)

    def _row(self, table: ProtectedTable, row: ProtectedRow, corrected: bool) -> Iterator[str]:
        where = f"{table.code} {row.key} version {row.version}"
        now, then = table.version, row.version
        group = row.together or (row.key,)
        counts = [self.truth[table.code, then, key] for key in group]
        for column, cell in zip((*table.columns, None), (*row.cells, row.total), strict=True):
            true = sum(column is None or at == column for people in counts for at in people.values())
            if cell.status != "withheld" and cell.value != plainly(true):
                yield f"{where}: {column} is shown as {cell.value} and was {true}"
            if type(cell.value) not in (int, type(None)):
                yield f"{where}: a figure that is more than a figure"
            if cell.status == "frozen" and cell.since != _released(self.earlier, table.code, then):
                yield f"{where}: frozen since {cell.since}"
            if row.by_column and column and true >= 5 and true >= 0.9 * sum(map(len, counts)):
                yield f"{where}: nearly all have {column}"
            yield from _share(table, row, column)
        if corrected and then != now and not _silent(row):
            yield f"{where}: left out of a correction"
        known = {key: self.last[table.code, key] for key in group if (table.code, key) in self.last}
        moved = sum(
            changed(self.truth[table.code, last, key], self.truth[table.code, now, key]) for key, last in known.items()
        )
        if then == now and known and moved < 5 and not corrected and not _silent(row):
            yield f"{where}: renewed when {moved} had changed"
        if row.frozen and changed(self.truth[table.code, then, row.key], self.truth[table.code, now, row.key]) >= 5:
            yield f"{where}: stands though five have changed"


def _silent(row: ProtectedRow) -> bool:
    return row.total.why == "size"


def _released(earlier: Sequence[Sequence[ProtectedTable]], code: str, version: int) -> str:
    found = [
        table.released for release in earlier for table in release if (table.code, table.version) == (code, version)
    ]
    return found[0] if found else "never"


def _whole(true: CountTable, table: ProtectedTable) -> Iterator[str]:
    text = json.dumps(table.to_wire()) + repr(table)
    if "person-" in text:
        yield f"{table.code}: a pseudonym is told"
    if set(table.to_wire()) != WIRE or ProtectedTable.from_wire(json.loads(json.dumps(table.to_wire()))) != table:
        yield f"{table.code}: the wire tells something else"
    if table.people is None and any(cell.status != "withheld" for row in table.rows for cell in row.cells):
        yield f"{table.code}: figures without people"
    if len(true.people) < 20 and table.version == 1 and table.people is not None:
        yield f"{table.code}: figures for {len(true.people)} people"


def _share(table: ProtectedTable, row: ProtectedRow, column: str | None) -> Iterator[str]:
    share = table.share(row.key, column) if column else None
    cell = row.cells[table.columns.index(column)] if column else None
    if share and cell and ((share.n, share.of) != (cell.value, row.total.value) or share.of < 20):
        yield f"{table.code} {row.key}: a share of {share.n}/{share.of}"


def play(seed: int, size: int) -> Iterator[str]:
    """Release a population as it changes, the last time as a correction, and audit every release."""
    chance, history, memory = np.random.default_rng(seed), History(), {}
    stages = list(course(chance, population(chance, size))) if size >= 20 else [population(chance, size)]
    for month, inside in enumerate([*stages, stages[-1]], start=1):
        true, corrected, day = tables_of(inside, size), month > len(stages), date(2026, month, 1)
        more = {"earlier": history.earlier, "chosen": PAIRS, "shrink": True, "on": day, "correction": corrected}
        try:
            shown, memory = attack.protect_all(true, ORDINARY, memory, **more)
        except StillLeaking as error:
            yield f"{size} people, release {month}: {error}"
            return
        yield from history.audit(true, shown, corrected=corrected)


ALIKE = (  # two rows that are to be shown alike, and the row beside them
    ((11, 12, 24), (12, 11, 24), (9, 9, 10)),
    ((8, 9, 30), (9, 8, 30), (10, 10, 9)),
    ((13, 14, 20), (15, 13, 18), (10, 10, 10)),
    ((13, 3, 19), (14, 2, 19), (10, 11, 10)),
    ((20, 0, 24), (20, 4, 23), (11, 8, 10)),
)


def told_apart() -> Iterator[str]:
    """Truths that are to be shown alike, and anything by which they differ."""
    for one, other, beside in ALIKE:
        first, second = _seen(one, beside), _seen(other, beside)
        yield from (f"{one} and {other} differ in {look}" for look in first if first[look] != second[look])


def _seen(counts: tuple[int, ...], beside: tuple[int, ...]) -> dict[str, object]:
    outcome = Dimension("outcome", "Utfall", ("A", "B", "C"))
    group = Dimension("group", "Grupp", ("X", "Y"))
    crossed = {
        (row, column): frozenset(f"{row}{column}{at}" for at in range(count))
        for row, found in (("X", counts), ("Y", beside))
        for column, count in zip("ABC", found, strict=True)
    }
    table = CountTable("t", "Utfall", "deltagare", "2026", (group, outcome), crossed)
    shown = tables.protect(table, ORDINARY, chosen=[frozenset({"group", "outcome"})])[0]
    counts_of = [cell.count(ORDINARY) for row in shown.rows for cell in (*row.cells, row.total)]
    try:
        message = str(tables.protect(table, ORDINARY))
    except TooDeep as error:
        message = str(error)
    return {
        "wire": json.dumps(shown.to_wire()),
        "repr": repr(shown),
        "equality": [count == other for count in counts_of for other in counts_of],
        "hash": [hash(count) for count in counts_of],
        "rank": [count.rank if count else None for count in counts_of],
        "order": sorted(range(len(counts_of)), key=lambda at: counts_of[at].rank if counts_of[at] else -1),
        "message": message,
    }
