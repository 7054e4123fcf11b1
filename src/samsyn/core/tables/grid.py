"""The cells of a table as arrays: what each is, its value and how far rounding may have moved it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from samsyn.core.tables.document import Table, Value
from samsyn.core.tables.labels import DATE
from samsyn.core.tables.numbers import Printed, Style, is_dash, is_unknown, plain, printed, style_of

EMPTY, TEXT, NUMBER, DASH, UNKNOWN, LABEL = range(6)
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]


@dataclass
class Grid:
    """Arrays of shape (rows, columns).

    value: nan where there is no number, 0 for a dash; percentages in per cent.
    half: half a unit of the last printed digit. exact: counted, so a sum of such cells has no rounding.
    factor: what value must be divided by to get the figure as it stands in the cell (100 for a stored fraction).
    """

    rows: tuple[tuple[Value, ...], ...]
    kind: npt.NDArray[np.int8]
    value: FloatArray
    half: FloatArray
    exact: BoolArray
    percent: BoolArray
    factor: FloatArray
    style: Style
    parsed: dict[tuple[int, int], Printed] = field(default_factory=dict)
    written: list[tuple[int, int]] = field(default_factory=list)  # words with an equals sign

    @property
    def shape(self) -> tuple[int, int]:
        return self.kind.shape[0], self.kind.shape[1]

    def text(self, row: int, column: int) -> str:
        return plain(str(self.rows[row][column]))


def grid_of(table: Table) -> Grid:
    """Read every cell once. Cost is linear in cells; equal strings are read once."""
    height, width = table.shape
    rows = table.rows
    texts = [
        (r, c, cell) for r, row in enumerate(rows) for c, cell in enumerate(row) if type(cell) is str and cell
    ]  # fmt: skip
    style = style_of(text for _, _, text in texts)
    grid = Grid(
        rows=rows,
        kind=np.full((height, width), NUMBER, np.int8),
        value=np.full((height, width), np.nan),
        half=np.zeros((height, width)),
        exact=np.ones((height, width), np.bool_),
        percent=np.zeros((height, width), np.bool_),
        factor=np.ones((height, width)),
        style=style,
    )
    for r, row in enumerate(rows):
        grid.value[r] = [np.nan if type(cell) is str else cell for cell in row]
    grid.kind[np.isnan(grid.value)] = EMPTY
    known: dict[str, tuple[int, Printed | None]] = {}
    for r, c, text in texts:
        read = known.get(text)
        if read is None:
            read = known[text] = _read(text, style)
        grid.kind[r, c] = read[0]
        if read[1] is not None:
            grid.value[r, c] = float(read[1].value)
            _place(grid, r, c, read[1])
        elif read[0] == TEXT and "=" in text:
            grid.written.append((r, c))
    grid.value[~np.isfinite(grid.value)] = np.nan
    grid.value[grid.kind == DASH] = 0.0
    _round_stored(grid)
    return grid


def _place(grid: Grid, r: int, c: int, number: Printed) -> None:
    grid.parsed[r, c] = number
    grid.half[r, c] = float(number.half)
    grid.exact[r, c] = number.exact
    grid.percent[r, c] = number.percent


def _read(text: str, style: Style) -> tuple[int, Printed | None]:
    if not text or text.isspace():
        return EMPTY, None
    if is_dash(text):
        return DASH, None
    if is_unknown(text):
        return UNKNOWN, None
    if DATE.match(plain(text)):
        return LABEL, None
    number = printed(text, style)
    return (TEXT, None) if number is None else (NUMBER, number)


def _round_stored(grid: Grid) -> None:
    """A workbook stores numbers unprinted: take the most decimals of a column as its print, at most four."""
    stored = (grid.kind == NUMBER) & (grid.half == 0)
    if not stored.any():
        return
    whole = stored & (grid.value == np.round(grid.value))
    grid.half[whole] = 0.5
    for c in np.flatnonzero((stored & ~whole).any(axis=0)):
        where = stored[:, c]
        column = grid.value[where, c]
        for decimals in range(1, 5):
            if np.all(np.abs(column - np.round(column, decimals)) <= 1e-9 * np.maximum(1.0, np.abs(column))):
                grid.half[where, c] = 0.5 * 10.0**-decimals
                break
        else:
            grid.half[where, c] = 1e-9 * np.abs(column) + 1e-9
        grid.exact[where, c] = False
