"""The rows, or the columns, of a table as lines that may add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from samsyn.core.checking.families import Family, IntArray, lines_to_cells
from samsyn.core.tables.grid import NUMBER, UNKNOWN, BoolArray, FloatArray
from samsyn.core.tables.labels import is_additive, is_total, normal, part_of
from samsyn.core.tables.structure import Block, Sheet

SAMPLE = 48  # cross lines looked at before a full check


@dataclass
class Lines:
    """Rows (or columns) that may add up. Arrays have shape (lines, cross lines)."""

    sheet: Sheet
    by_row: bool
    index: IntArray  # row or column number of each line
    cross: IntArray
    labels: list[str]
    groups: list[str]  # lines of one group may be added: the leaf of the header, plan or outcome
    value: FloatArray
    usable: BoolArray  # a number, blank or dash that can be added
    number: BoolArray
    slack: FloatArray
    units: list[str]  # the unit printed behind most numbers of a line

    def family(self, target: int, parts: Sequence[int], words: str, reason: str) -> Family:
        cross = self.cross[self.number[target]]
        chosen = self.index[np.asarray(parts, np.intp)]
        cells = lines_to_cells(self.index[[target]], cross, self.by_row)[:, 0]
        return Family("sum", self.sheet, "sum", cells, lines_to_cells(chosen, cross, self.by_row), words, reason)


def lines_of(sheet: Sheet, rows: Sequence[int], columns: Sequence[int], by_row: bool, block: Block | None) -> Lines:
    """Cut the lines out of a sheet; percentages and figures that do not add are left out."""
    grid = sheet.grid
    columns = [c for c in columns if is_additive(sheet.column_label(c, block))]
    rows = [r for r in rows if len(rows) > 2_000 or is_additive(sheet.row_label(r))]
    where = np.ix_(np.asarray(rows, np.intp), np.asarray(columns, np.intp))
    number = (sheet.quantity & (grid.kind == NUMBER) & ~grid.percent)[where]
    usable = number | ((grid.kind != NUMBER) & (grid.kind != UNKNOWN))[where]
    value = np.where(number, grid.value[where], 0.0)
    slack = np.where(number & ~grid.exact[where], grid.half[where], 0.0)
    if not by_row:
        number, usable, value, slack = number.T, usable.T, value.T, slack.T
    index, cross = (rows, columns) if by_row else (columns, rows)
    shown = (grid.kind == UNKNOWN)[where]
    keep = (number | (shown if by_row else shown.T)).any(axis=1)
    kept = [line for line, good in zip(index, keep, strict=True) if good]
    labels = [_label(sheet, line, by_row, block) for line in kept]
    groups = ["" if by_row else _group(sheet, line, block) for line in kept]
    units = [_unit(sheet, line, cross, by_row) for line in kept]
    arrays = (value[keep], usable[keep], number[keep], slack[keep])
    return Lines(sheet, by_row, np.asarray(kept, np.intp), np.asarray(cross, np.intp), labels, groups, *arrays, units)


def _unit(sheet: Sheet, line: int, cross: Sequence[int], by_row: bool) -> str:
    if not sheet.grid.parsed:
        return ""
    cells = [(line, x) if by_row else (x, line) for x in cross[:SAMPLE]]
    units = [number.unit for cell in cells if (number := sheet.grid.parsed.get(cell)) is not None]
    return max(sorted(set(units)), key=units.count) if units else ""


def _label(sheet: Sheet, line: int, by_row: bool, block: Block | None) -> str:
    if not by_row:
        return sheet.column_label(line, block)
    words = sheet.row_labels(line)
    return next((word for word in reversed(words) if is_total(word)), words[-1] if words else "")


def _group(sheet: Sheet, column: int, block: Block | None) -> str:
    path = sheet.path(column, block)
    leaf = path[-1] if path else ""
    part = part_of(" ".join(path))
    return part or (normal(leaf) if len(path) > 1 and not is_total(leaf) else "")
