"""What a reader of all releases knows, written as unknowns with bounds, sums and differences.

An unknown is a cell at a moment: how many people had these categories when that release was made. Tables of one release
about the same population and period meet in the same unknowns, so that all of them are used together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from samsyn.core.disclosure.background import NOTHING, Background
from samsyn.core.disclosure.cells import ProtectedRow
from samsyn.core.disclosure.crossing import TOTAL, Key
from samsyn.core.disclosure.intervals import FAR, Unknowns
from samsyn.core.disclosure.published import Change
from samsyn.core.disclosure.shown import ProtectedTable

Release = Sequence[ProtectedTable]
Changes = Mapping[tuple[str, Key], Change]  # by code of table and key of row
Moment = tuple[object, ...]  # a release, a population and a period
Cell = frozenset[tuple[str, str]]  # a category for each dimension that it is broken down by
Cells = tuple[int, ...]  # the unknowns of a row, its total last


@dataclass(frozen=True)
class Place:
    """Where a cell stands; column is TOTAL for the total of the row."""

    code: str
    key: Key
    column: str


@dataclass
class Knowledge:
    """Everything the tables tell, gathered release by release.

    numbers: the unknown for each cell at each moment. places: where each unknown is shown; smallest: the smallest count
    that may be shown there. rows: the cells of every row that has columns. steps: a row's cells before and now, where
    its change is known. missing: the unknowns of those of whom nothing is known.
    """

    unknowns: Unknowns = field(default_factory=Unknowns)
    numbers: dict[tuple[Moment, Cell], int] = field(default_factory=dict)
    places: dict[int, list[Place]] = field(default_factory=dict)
    smallest: dict[int, int] = field(default_factory=dict)
    rows: dict[Cells, ProtectedTable] = field(default_factory=dict)
    steps: list[tuple[Change, Cells, Cells]] = field(default_factory=list)
    missing: set[int] = field(default_factory=set)
    moments: dict[tuple[str, int], Moment] = field(default_factory=dict)
    _joined: dict[Cells, int] = field(default_factory=dict)
    _cells: dict[tuple[Moment, str, Key], Cells] = field(default_factory=dict)
    _sums: set[Cells] = field(default_factory=set)

    def number(self, moment: Moment, cell: Cell) -> int:
        """The unknown for a cell at a moment."""
        if (moment, cell) not in self.numbers:
            self.numbers[moment, cell] = self.unknowns.new()
        return self.numbers[moment, cell]

    def joined(self, parts: Cells) -> int:
        """The unknown for cells that are shown as one."""
        if parts not in self._joined:
            self._joined[parts] = self.unknowns.new()
            self.adds_up(self._joined[parts], parts)
        return self._joined[parts]

    def adds_up(self, whole: int, parts: Cells) -> None:
        """Learn a sum once, however many tables show it."""
        if (whole, *parts) not in self._sums:
            self._sums.add((whole, *parts))
            self.unknowns.adds_up(whole, parts)

    def cells(self, table: ProtectedTable, key: Key, moment: Moment) -> Cells:
        """The unknowns of a row at a moment."""
        if (moment, table.code, key) not in self._cells:
            row = [(each.code, part) for each, part in zip(table.dimensions, key, strict=False) if part != TOTAL]
            last = table.dimensions[-1].code
            names = [frozenset([*row, (last, column)]) for column in table.columns]
            numbers = tuple(self.number(moment, name) for name in (*names, frozenset(row)))
            self._cells[moment, table.code, key] = numbers
        return self._cells[moment, table.code, key]

    def made(self, table: ProtectedTable, version: int) -> Moment:
        """When a version of a table was made; a moment of its own when that release is not at hand."""
        return self.moments.get((table.code, version), ("before", table.code, version))


def known_from(tables: Release, earlier: Sequence[Release] = (), background: Background = NOTHING) -> Knowledge:
    """Gather what follows from the tables of a release and of the earlier ones, oldest first."""
    knowledge = Knowledge()
    for at, release in enumerate((*earlier, tables)):
        for table in release:
            knowledge.moments[table.code, table.version] = (at, table.population, table.period)
            _read_table(knowledge, table)
    background.teach(knowledge)
    return knowledge


def learn_changes(knowledge: Knowledge, tables: Release, changes: Changes) -> None:
    """Add what somebody knows who knows the people: how many came, went and moved in each row until this release."""
    for table in tables:
        for row in table.rows:
            change = changes.get((table.code, row.key))
            if change is not None:
                before = knowledge.cells(table, row.key, knowledge.made(table, change.since))
                _changed(
                    knowledge, change, before, knowledge.cells(table, row.key, knowledge.made(table, table.version))
                )


def _read_table(knowledge: Knowledge, table: ProtectedTable) -> None:
    now = knowledge.made(table, table.version)
    cells = {row.key: knowledge.cells(table, row.key, now) for row in table.rows}
    for row in table.rows:
        then = knowledge.made(table, row.version)
        _read_row(knowledge, table, row, then)
        if row.frozen and then != now:
            _stands(knowledge, table, knowledge.cells(table, row.key, then), cells[row.key])
        _place(knowledge, table, row, cells[row.key])
    for whole, parts in _sums(table, cells):
        knowledge.adds_up(whole, parts)
    if table.people is not None:  # it would not have been shown otherwise; a row that stands was shown when it was made
        shown = next(row.version for row in table.rows if row.key == table.top)
        total = knowledge.cells(table, table.top, knowledge.made(table, shown))[-1]
        knowledge.unknowns.between(total, table.rules.fewest, FAR)


def _read_row(knowledge: Knowledge, table: ProtectedTable, row: ProtectedRow, moment: Moment) -> None:
    """Bounds from the figures of a row, which stand for it alone or for it together with others."""
    cells = knowledge.cells(table, row.key, moment)
    if row.together:
        each = (knowledge.cells(table, key, moment) for key in row.together)
        cells = tuple(knowledge.joined(parts) for parts in zip(*each, strict=True))
        knowledge.adds_up(cells[-1], cells[:-1])
    for unknown, cell in zip(cells, (*row.cells, row.total), strict=True):
        count = cell.count(table.rules)
        if count is not None:
            knowledge.unknowns.between(unknown, count.lowest, count.highest)


def _stands(knowledge: Knowledge, table: ProtectedTable, before: Cells, now: Cells) -> None:
    """A row that stands tells that fewer than `freeze` people have changed since."""
    most = table.rules.freeze - 1
    for old, new in zip(before, now, strict=True):
        knowledge.unknowns.step(old, new, -most, most)


def _changed(knowledge: Knowledge, change: Change, before: Cells, now: Cells) -> None:
    for old, new in zip(before[:-1], now[:-1], strict=True):
        knowledge.unknowns.step(old, new, -change.gone, change.come)
    knowledge.unknowns.step(before[-1], now[-1], change.joined - change.left, change.joined - change.left)
    knowledge.steps.append((change, before, now))


def _place(knowledge: Knowledge, table: ProtectedTable, row: ProtectedRow, cells: Cells) -> None:
    for unknown, column in zip(cells, (*table.columns, TOTAL), strict=True):
        knowledge.places.setdefault(unknown, []).append(Place(table.code, row.key, column))
        knowledge.smallest[unknown] = max(knowledge.smallest.get(unknown, 0), table.rules.smallest)
    if len(table.columns) > 1:
        knowledge.rows[cells] = table


def _sums(table: ProtectedTable, cells: Mapping[Key, Cells]) -> Iterator[tuple[int, Cells]]:
    """Columns add up to the total of their row; rows add up, column by column, to the row that is total over them."""
    for key, row in cells.items():
        yield row[-1], row[:-1]
        for at in (at for at, part in enumerate(key) if part == TOTAL):
            parts = [(*key[:at], category, *key[at + 1 :]) for category in table.dimensions[at].categories]
            if all(each in cells for each in parts):
                for whole, *found in zip(row, *(cells[each] for each in parts), strict=True):
                    yield whole, tuple(found)
