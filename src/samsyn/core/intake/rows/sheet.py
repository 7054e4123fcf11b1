"""The cells of one sheet as text, with the row that holds the headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from samsyn.core.intake.rows.words import normalised

LOOKED_THROUGH = 50  # rows from the top in which the headers may stand
FILLED_SHARE = 0.6  # of the widest row near the top: a row with fewer cells is a title or a note
Cells = list[list[str]]


@dataclass(frozen=True)
class Rows:
    """cells: every row of the sheet from its first, so that cells[0] is row 1 in Excel; rows may differ in width.

    headers_row_index counts from 0, and is -1 for a sheet without headers. sheet and sheets: the name of this sheet
    and of all that can be chosen; "" and () for text files. Neither cells nor names show in repr: they may be about
    people.
    """

    cells: Cells = field(repr=False)
    headers_row_index: int = 0
    sheet: str = field(default="", repr=False)
    sheets: tuple[str, ...] = field(default=(), repr=False)

    @property
    def headers(self) -> list[str]:
        """One header for each column: "(kolumn C)" where only cells stand below, "" where nothing does.

        A header that stands twice is told apart by its column: "Datum", "Datum (kolumn D)".
        """
        width = max(map(len, self.cells), default=0)
        named = self.cells[self.headers_row_index] if self.cells and self.headers_row_index >= 0 else []
        found: list[str] = []
        seen: set[str] = set()
        for at in range(width):
            text = (named[at].strip() if at < len(named) else "") or (
                f"(kolumn {letter(at)})" if self._holds(at) else ""
            )
            if text and normalised(text) in seen:
                text = f"{text} (kolumn {letter(at)})"
            seen.add(normalised(text))
            found.append(text)
        return found

    @property
    def below(self) -> int:
        """How many rows there are below the headers."""
        return max(0, len(self.cells) - self.headers_row_index - 1)

    def with_headers_in(self, row_number: int) -> Rows:
        """The same cells with the headers in another row (as Excel numbers it), or in none (0). ValueError outside."""
        if not 0 <= row_number <= len(self.cells):
            raise ValueError(f"Bladet har {len(self.cells)} rader; rad {row_number} finns inte.")
        return replace(self, headers_row_index=row_number - 1)

    def _holds(self, column: int) -> bool:
        return any(column < len(row) and row[column].strip() for row in self.cells[self.headers_row_index + 1 :])


def letter(column: int) -> str:
    """The name of a column in Excel, counted from 0.

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def rows_of(cells: Cells, sheet: str = "", sheets: tuple[str, ...] = ()) -> Rows:
    """Cells as rows, without empty rows and columns at the end, the headers found.

    >>> rows_of([["Deltagarlista"], [], ["Namn", "Ort"], ["Kim", "Osby"]]).headers_row_index
    2
    """
    cells = [row[: _used(row)] for row in cells]
    while cells and not cells[-1]:
        cells.pop()
    return Rows(cells, headers_row(cells), sheet, sheets)


def headers_row(cells: Sequence[Sequence[str]]) -> int:
    """The first row near the top that is about as full as the fullest there, and holds words; 0 when none does."""
    top = cells[:LOOKED_THROUGH]
    filled = [sum(1 for cell in row if cell.strip()) for row in top]
    enough = FILLED_SHARE * max(filled, default=0)
    candidates = [at for at, count in enumerate(filled) if count and count >= enough]
    return next((at for at in candidates if _is_words(top[at])), min(candidates, default=0))


def _is_words(row: Sequence[str]) -> bool:
    cells = [cell for cell in map(normalised, row) if cell]
    return sum(not cell[0].isdigit() for cell in cells) > len(cells) / 2


def _used(row: Sequence[str]) -> int:
    width = len(row)
    while width and not row[width - 1].strip():
        width -= 1
    return width
