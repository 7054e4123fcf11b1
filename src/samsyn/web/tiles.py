"""A map of tiles, all equally large: where something is found. Drawn as SVG on the page; a table says the same.

Marks are told apart by their shapes and numbers, and tiles by their borders, so nothing rests on colour alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from samsyn.web.tables import Table

SIDE, GAP = 70, 4  # of a tile and between tiles; four columns fit in 320 pixels without scaling
ROW, ACROSS, IN_ROW = 16, 31, 2  # height of a row of marks, width of a mark with its number, marks in a row
SHAPES = ("verified", "used", "decided", "tried", "stopped")


@dataclass(frozen=True)
class Mark:
    """How many of one kind. shape: one of SHAPES, or "" where only the number stands."""

    shape: str
    count: int
    word: Any


@dataclass(frozen=True)
class Tile:
    """One place on the map. marks: the firmest first, and empty where nothing is found. note: letters at the corner."""

    letters: str
    name: str
    column: int
    row: int
    marks: Sequence[Mark] = ()
    note: str = ""
    said: str = ""  # the whole tile in words, for those who do not see it

    @property
    def kind(self) -> str:
        return self.marks[0].shape if self.marks else "empty"

    @property
    def x(self) -> int:
        return self.column * (SIDE + GAP) + GAP

    @property
    def y(self) -> int:
        return self.row * (SIDE + GAP) + GAP

    @property
    def drawn(self) -> list[dict[str, Any]]:
        """Every mark with its place, two in a row; the five kinds there are fill three rows."""
        rows = [self.marks[at : at + IN_ROW] for at in range(0, len(self.marks), IN_ROW)]
        return [
            {"mark": mark, "x": self.x + 13 + at * ACROSS, "y": self.y + 29 + line * ROW}
            for line, row in enumerate(rows)
            for at, mark in enumerate(row)
        ]


@dataclass(frozen=True)
class TileMap:
    """The whole map. legend: one mark of each kind there is. table: the same as the map. outside: what has no tile."""

    title: str
    said: str
    tiles: Sequence[Tile]
    legend: Sequence[Mark]
    table: Table
    outside: Sequence[str] = ()
    choices: Sequence[dict[str, Any]] = ()  # other days: text, href, current
    notes: Sequence[str] = field(default=())

    @property
    def width(self) -> int:
        return (max(tile.column for tile in self.tiles) + 1) * (SIDE + GAP) + GAP

    @property
    def height(self) -> int:
        return (max(tile.row for tile in self.tiles) + 1) * (SIDE + GAP) + GAP
