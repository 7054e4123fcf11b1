"""Cells that reach over several rows or columns, laid out on a rectangle."""

from __future__ import annotations

from samsyn.core.intake.grid import rectangular
from samsyn.core.intake.limits import CELLS, COLUMNS, ROWS, refuse_wide
from samsyn.core.tables import Table, Value


class Layout:
    """Places cells row by row as a browser or a word processor does, and gives the table."""

    def __init__(self) -> None:
        self._rows: list[list[Value]] = []
        self._taken: set[tuple[int, int]] = set()  # places under a cell from a row above
        self._spans: dict[tuple[int, int], tuple[int, int]] = {}
        self._cells = 0

    @property
    def height(self) -> int:
        return len(self._rows)

    def begin_row(self) -> None:
        """Cells that are placed now stand in a new row."""
        self._rows.append([])
        if len(self._rows) > ROWS:
            refuse_wide(len(self._rows), 1, "En tabell")

    def place(self, text: str, rows: int = 1, columns: int = 1) -> None:
        """Put a cell in the next free place of the row; the other places it covers stay empty."""
        row, line = len(self._rows) - 1, self._rows[-1]
        self._skip_taken(row)
        column = len(line)
        rows, columns = max(1, min(rows, ROWS)), max(1, min(columns, COLUMNS))
        line += [text, *([""] * (columns - 1))]
        if (rows, columns) != (1, 1):
            self._spans[row, column] = (rows, columns)
        if rows > 1:
            self._take(row, column, rows, columns)
        self._cells += columns
        if len(line) > COLUMNS or self._cells + len(self._taken) > CELLS:
            refuse_wide(len(self._rows), max(len(line), self._cells // len(self._rows)), "En tabell")

    def extend(self, row: int, column: int) -> None:
        """Let the cell above (a vertical merge that goes on) reach down to this row."""
        above, (height, width) = next(
            ((at, size) for at, size in self._spans.items() if at[1] == column and at[0] + size[0] == row),
            ((row - 1, column), (1, 1)),
        )
        if row:
            self._spans[above] = (height + 1, width)

    def table(self, name: str, header_rows: int | None) -> Table | None:
        """The table, or None where no cell holds a word."""
        for row in range(len(self._rows)):
            self._skip_taken(row)
        rows = rectangular(self._rows)
        if not rows or not rows[0]:
            return None
        height, width = len(rows), len(rows[0])
        spans = tuple(
            ((row, column), (min(tall, height - row), min(wide, width - column)))
            for (row, column), (tall, wide) in sorted(self._spans.items())
            if column < width
        )
        return Table(rows=rows, name=name, header_rows=header_rows, spans=spans)

    def _skip_taken(self, row: int) -> None:
        line = self._rows[row]
        while (row, len(line)) in self._taken:
            line.append("")

    def _take(self, row: int, column: int, rows: int, columns: int) -> None:
        if rows * columns > CELLS:
            refuse_wide(rows, columns, "En sammanslagen cell")
        self._taken.update((r, c) for r in range(row + 1, row + rows) for c in range(column, column + columns))
