"""A relation repeated along a line of a table, evaluated for all its cells at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from samsyn.core.tables.grid import NUMBER, TEXT, UNKNOWN, BoolArray, FloatArray, Grid
from samsyn.core.tables.structure import Sheet

IntArray = npt.NDArray[np.intp]
Kind = Literal["sum", "share", "ratio"]


@dataclass
class Family:
    """n instances of one relation: target = sum of operands, or target = scale × operand 0 / operand 1.

    target has shape (n, 2), operands (n, k, 2): row and column of cells. signs (k,) weighs the operands of a sum;
    "change" is scale × (operand 0 − operand 1) / operand 1. reason tells why the relation is believed to be meant:
    "label", "measure", "block" or "fit".
    """

    kind: Kind
    sheet: Sheet
    form: Literal["sum", "quotient", "change"]
    target: IntArray
    operands: IntArray
    words: str
    reason: str
    signs: FloatArray | None = None
    scale: float = 1.0
    computed: FloatArray = field(default_factory=lambda: np.zeros(0))
    low: FloatArray = field(default_factory=lambda: np.zeros(0))
    high: FloatArray = field(default_factory=lambda: np.zeros(0))
    tested: BoolArray = field(default_factory=lambda: np.zeros(0, np.bool_))
    holds: BoolArray = field(default_factory=lambda: np.zeros(0, np.bool_))
    trivial: BoolArray = field(default_factory=lambda: np.zeros(0, np.bool_))
    reported: BoolArray = field(default_factory=lambda: np.zeros(0, np.bool_))

    def __post_init__(self) -> None:
        self.evaluate()

    def evaluate(self) -> None:
        """Compute every instance. low and high bound what a correctly rounded target may show."""
        grid = self.sheet.grid
        tr, tc = self.target[:, 0], self.target[:, 1]
        orow, ocol = self.operands[..., 0], self.operands[..., 1]
        values = np.nan_to_num(grid.value[orow, ocol])
        slack = np.where(grid.exact[orow, ocol], 0.0, grid.half[orow, ocol])
        kinds = grid.kind[orow, ocol]
        target = grid.value[tr, tc]
        known = np.isin(kinds, (UNKNOWN, TEXT), invert=True).all(axis=1)
        if self.form == "sum":
            self._evaluate_sum(values, slack, grid, tr, tc)
            self.trivial = np.count_nonzero((kinds == NUMBER) & (values != 0), axis=1) < 2
        else:
            self._evaluate_quotient(values, slack, grid, tr, tc)
            known &= (kinds == NUMBER).all(axis=1) & (values[:, 1] > 0)
            self.trivial = (target == 0) | (np.abs(values[:, 1] - 1.0) < 1e-12)
        self.tested = known & (grid.kind[tr, tc] == NUMBER)
        room = 1e-9 * np.maximum(1.0, np.abs(target))
        with np.errstate(invalid="ignore"):
            inside = (target >= self.low - room) & (target <= self.high + room)
        self.holds = self.tested & inside
        self.reported = self.tested & ~self.holds

    def _evaluate_sum(self, values: FloatArray, slack: FloatArray, grid: Grid, tr: IntArray, tc: IntArray) -> None:
        signs = np.ones(values.shape[1]) if self.signs is None else self.signs
        self.computed = values @ signs
        room = slack.sum(axis=1) + np.where(grid.exact[tr, tc], 0.0, grid.half[tr, tc])
        self.low, self.high = self.computed - room, self.computed + room

    def _evaluate_quotient(self, values: FloatArray, slack: FloatArray, grid: Grid, tr: IntArray, tc: IntArray) -> None:
        top, base, top_slack, base_slack = values[:, 0], values[:, 1], slack[:, 0], slack[:, 1]
        with np.errstate(divide="ignore", invalid="ignore"):
            corners = np.stack([(top + a * top_slack) / (base + b * base_slack) for a in (-1, 1) for b in (-1, 1)])
            shift = 1.0 if self.form == "change" else 0.0
            corners = self.scale * (corners - shift)
            self.computed = self.scale * (top / base - shift)
        half = grid.half[tr, tc]
        self.low, self.high = corners.min(axis=0) - half, corners.max(axis=0) + half

    def cells(self, instance: int) -> list[tuple[int, int]]:
        """Target first, then the operands."""
        return [self.goal(instance), *map(tuple, self.operands[instance].tolist())]

    def goal(self, instance: int) -> tuple[int, int]:
        """The target alone."""
        row, column = self.target[instance].tolist()
        return row, column

    def instances_with(self, cell: tuple[int, int]) -> IntArray:
        """Which instances a cell takes part in."""
        hit = (self.target == cell).all(axis=1) | (self.operands == cell).all(axis=2).any(axis=1)
        return np.flatnonzero(hit)

    def with_value(self, instance: int, cell: tuple[int, int], value: float, half: float) -> bool:
        """Would the instance hold if the cell showed value?"""
        grid = self.sheet.grid
        kept = grid.value[cell], grid.kind[cell]
        grid.value[cell], grid.kind[cell] = value, NUMBER
        try:
            single = Family(
                self.kind, self.sheet, self.form, self.target[[instance]], self.operands[[instance]], "", "",
                self.signs, self.scale,
            )  # fmt: skip
            return bool(single.holds[0])
        finally:
            grid.value[cell], grid.kind[cell] = kept

    def solved(self, instance: int, cell: tuple[int, int]) -> float | None:
        """The value of one cell that makes the instance hold exactly; None where it cannot be solved."""
        grid = self.sheet.grid
        target = float(grid.value[tuple(self.target[instance])])
        operands = [(int(r), int(c)) for r, c in self.operands[instance]]
        if cell == tuple(self.target[instance]):
            return None if cell in operands else float(self.computed[instance])
        if operands.count(cell) != 1:
            return None
        place = operands.index(cell)
        if self.form == "sum":
            sign = 1.0 if self.signs is None else float(self.signs[place])
            now = float(np.nan_to_num(grid.value[cell]))
            return now + (target - float(self.computed[instance])) / sign
        shift = target / self.scale + (1.0 if self.form == "change" else 0.0)
        top, base = (float(grid.value[each]) for each in operands)
        if place == 0:
            return shift * base
        return top / shift if shift else None


def lines_to_cells(lines: IntArray, cross: IntArray, by_row: bool) -> IntArray:
    """Cells where lines (k,) meet cross lines (n,): shape (n, k, 2). by_row: the lines are rows."""
    n, k = len(cross), len(lines)
    cells = np.empty((n, k, 2), np.intp)
    cells[..., 0 if by_row else 1] = lines[None, :]
    cells[..., 1 if by_row else 0] = cross[:, None]
    return cells
