"""What a reader hands over: a document as a sequence of paragraphs and tables, words untouched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

# A cell as printed. A number only where the file stores numbers (a workbook); its printed form is then unknown.
Value: TypeAlias = str | int | float


@dataclass(frozen=True)
class Paragraph:
    """Running text. level is 0 for body text, 1–6 for headings; page counts from 1 where the format has pages."""

    text: str
    page: int | None = None
    level: int = 0


@dataclass(frozen=True)
class Table:
    """A table as printed: rectangular, "" for an empty cell.

    The text of a merged cell stands in its first cell; spans maps (row, column) of that cell to (rows, columns).
    header_rows is how many leading rows the file marks as headers, None where it does not say.
    """

    rows: tuple[tuple[Value, ...], ...]
    name: str = ""  # caption, sheet name or heading; "" where there is none
    page: int | None = None
    header_rows: int | None = None
    spans: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()

    @property
    def shape(self) -> tuple[int, int]:
        return len(self.rows), len(self.rows[0]) if self.rows else 0


@dataclass(frozen=True)
class Document:
    """One file, in reading order."""

    name: str
    blocks: tuple[Paragraph | Table, ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))
