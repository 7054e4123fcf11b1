"""A protected table laid out for reading: categories in their own order, every cell a figure or why there is none.

Web pages and reports draw the same grid. What is left out, joined or marked follows from what is shown, never from what
lies behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samsyn.apps.evaluation.delivered import NUMBER
from samsyn.core.disclosure.cells import ProtectedCell, ProtectedRow
from samsyn.core.disclosure.counts import protected_share
from samsyn.core.disclosure.shown import ProtectedTable
from samsyn.core.quantities import Share
from samsyn.web.formats import number


@dataclass(frozen=True)
class Told:
    """One cell: words for the reader, the figure when there is one, and its share of the whole when it may be told.

    note: what the cell stands for besides itself, or since when. why: why nothing is told.
    """

    text: str
    value: int | None = None
    share: Share | None = None
    note: str = ""
    why: str = ""

    @property
    def nothing(self) -> bool:
        """A class or a withheld cell."""
        return self.value is None


@dataclass(frozen=True)
class Line:
    """One row of a grid."""

    label: str
    cells: tuple[Told, ...]
    note: str = ""


@dataclass(frozen=True)
class Grid:
    """A table as it is read. people: how many it is about, in words. since: rows or columns that stand unchanged."""

    code: str
    title: str
    population: str
    period: str
    rows_are: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]
    total: Line
    notes: tuple[str, ...] = ()

    @property
    def told(self) -> bool:
        """Whether any cell but the total holds a figure."""
        return any(not cell.nothing for line in self.lines for cell in line.cells)


def grid_of(table: ProtectedTable) -> Grid:
    """Lay out a table: a background down the side, an outcome down the side with women and men across, or a matrix."""
    if table.dimensions[-1].code == NUMBER.code:
        return _background(table)
    if len(table.dimensions) == 1 or table.dimensions[0].code == "sex":
        return _outcome(table)
    return _matrix(table)


def reason_for(cell: ProtectedCell, table: ProtectedTable) -> str:
    """Why a cell is withheld."""
    if table.people is None:
        return _("Färre än %(fewest)s personer: då visas inga tal.") % {"fewest": table.rules.fewest}
    return {
        "depth": _("För få personer för att dela upp så här."),
        "group": _("Nästan alla har samma, så fördelningen visas inte."),
        "size": _("Någon hade kunnat räknas fram ur de andra talen."),
    }.get(cell.why, "")


def _background(table: ProtectedTable) -> Grid:
    """Categories with how many they are, and their share of all."""
    whole = table.row(*table.top)
    lines = [
        Line(_(row.key[0]), (_told(row.total, row, table, whole.total),), _since(row))
        for row in table.rows
        if row.key != table.top
    ]
    total = Line(_("Alla"), (_told(whole.total, whole, table),), _since(whole))
    return _grid(table, table.dimensions[0].label, (_("Antal"),), lines, total)


def _outcome(table: ProtectedTable) -> Grid:
    """Outcomes down the side; women, men and everybody across."""
    rows = [row for row in table.rows if row.key == table.top or _says(row)]
    headings = tuple(_(row.key[0]) if row.key and row.key != table.top else _("Alla") for row in rows)
    lines = [
        Line(_(column), tuple(_told(row.cells[at], row, table, row.total) for row in rows))
        for at, column in enumerate(table.columns)
    ]
    total = Line(_("Totalt"), tuple(_told(row.total, row, table) for row in rows))
    notes = [f"{heading}: {_since(row)}." for heading, row in zip(headings, rows, strict=True) if row.frozen]
    gone = [_(row.key[0]) for row in table.rows if row not in rows]
    notes += [_("%(names)s visas inte för sig.") % {"names": ", ".join(gone)}] if gone else []
    return _grid(table, table.dimensions[-1].label, headings, lines, total, notes)


def _matrix(table: ProtectedTable) -> Grid:
    """Rows and columns as they are, with the total of each row last."""
    lines = [_matrix_line(row, table, _(row.key[0])) for row in table.rows if row.key != table.top and _says(row)]
    gone = [_(row.key[0]) for row in table.rows if row.key != table.top and not _says(row)]
    notes = [_("%(names)s visas inte för sig.") % {"names": ", ".join(gone)}] if gone else []
    headings = (*(_(column) for column in table.columns), _("Totalt"))
    label = f"{table.dimensions[0].label} ↓ · {table.dimensions[-1].label} →"
    return _grid(table, label, headings, lines, _matrix_line(table.row(*table.top), table, _("Alla")), notes)


def _matrix_line(row: ProtectedRow, table: ProtectedTable, label: str) -> Line:
    cells = [_told(cell, row, table, row.total) for cell in row.cells]
    return Line(label, (*cells, _told(row.total, row, table)), _since(row))


def _grid(
    table: ProtectedTable,
    rows_are: str,
    headings: tuple[str, ...],
    lines: Sequence[Line],
    total: Line,
    notes: Iterable[str] = (),
) -> Grid:
    whys = dict.fromkeys(cell.why for line in (*lines, total) for cell in line.cells if cell.why)
    return Grid(
        table.code, _(table.title), _(table.population), table.period, _(rows_are), headings, tuple(lines), total,
        (*notes, *whys),
    )  # fmt: skip


def _told(cell: ProtectedCell, row: ProtectedRow, table: ProtectedTable, of: ProtectedCell | None = None) -> Told:
    count = cell.count(table.rules)
    if count is None:
        return Told(_("visas inte"), why=reason_for(cell, table))
    whole = of.count(table.rules) if of is not None else None
    share = None
    if whole is not None and not (count.value and whole.value and count.value > whole.value):
        share = protected_share(count, whole, table.rules, population=table.population)
    text = number(count.value) if count.value is not None else _("färre än %(least)s") % {"least": count.smallest}
    others = [_(each[0]) for each in row.together if each != row.key]
    note = _("tillsammans med %(names)s") % {"names": ", ".join(others)} if others else ""
    return Told(text, count.value, share, note)


def _says(row: ProtectedRow) -> bool:
    """Whether a row shows any figure: a row of classes and withheld cells alone is named under the table instead."""
    return any(cell.value is not None for cell in (*row.cells, row.total))


def _since(row: ProtectedRow) -> str:
    days = sorted({cell.since for cell in (*row.cells, row.total) if cell.since})
    return _("oförändrad sedan %(day)s") % {"day": days[0]} if days else ""


def split(grids: Iterable[Grid]) -> tuple[list[Grid], list[Grid]]:
    """Grids that tell something, and those that do not."""
    found = list(grids)
    return [grid for grid in found if grid.told], [grid for grid in found if not grid.told]


def whys_of(grids: Iterable[Grid]) -> Iterator[tuple[str, str]]:
    """Title of each grid that tells nothing, and why."""
    for grid in grids:
        yield grid.title, " ".join(dict.fromkeys(note for note in grid.notes if note)) or _("färre än 5 i varje ruta")
