"""Where a table keeps its labels: header rows, label columns, blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from samsyn.core.tables.document import Table
from samsyn.core.tables.grid import DASH, EMPTY, LABEL, NUMBER, TEXT, BoolArray, Grid, grid_of
from samsyn.core.tables.headers import regrouped
from samsyn.core.tables.labels import (
    LABEL_COLUMN,
    MONEY,
    PERCENT,
    SCALE,
    YEAR,
    is_total,
    normal,
    sex_of,
)

Path = tuple[str, ...]
MAX_HEADER_ROWS = 5


@dataclass
class Block:
    """Rows under one header. title: what the label column says in that header ("Ålder")."""

    title: str
    rows: list[int]
    header: int | None
    headings: dict[int, str] = field(default_factory=dict)  # column → label of an inner header


@dataclass
class Sheet:
    """A table with its parts named. index counts tables of the document from 0."""

    index: int
    table: Table
    grid: Grid
    header_rows: int
    label_columns: tuple[int, ...]
    paths: list[Path]  # one a column, from group to leaf
    blocks: list[Block]
    quantity: BoolArray  # (rows, columns): a number that is a quantity, or a dash among such
    caption: str = ""
    notes: str = ""  # what is said near the table, in small letters

    @cached_property
    def columns(self) -> list[int]:
        """Columns that carry quantities; asked for when the table is read to the end."""
        return [int(c) for c in np.flatnonzero((self.quantity & (self.grid.kind == NUMBER)).any(axis=0))]

    def row_label(self, row: int) -> str:
        """What the label columns say about a row; the last of them that is filled carries the most."""
        words = [self.grid.text(row, c) for c in self.label_columns if self.grid.kind[row, c] != EMPTY]
        return ", ".join(words)

    def row_labels(self, row: int) -> list[str]:
        return [self.grid.text(row, c) for c in self.label_columns if self.grid.kind[row, c] != EMPTY]

    def column_label(self, column: int, block: Block | None = None) -> str:
        """Header words from group to leaf, each once."""
        path = list(self.path(column, block))
        return " ".join(dict.fromkeys(path))

    def path(self, column: int, block: Block | None = None) -> Path:
        if block is not None and column in block.headings:
            return (block.headings[column],)
        return self.paths[column]

    def block_of(self, row: int) -> Block | None:
        return next((block for block in self.blocks if row in block.rows), None)


def sheet_of(table: Table, index: int, caption: str = "") -> Sheet:
    """Find headers, labels and blocks of one table."""
    grid = grid_of(table)
    header_rows = _header_rows(grid, table.header_rows)
    label_columns = _label_columns(grid, header_rows)
    paths = _paths(table, grid, header_rows, label_columns)
    if not table.spans:
        paths = regrouped(grid, header_rows, label_columns) or paths
    sheet = Sheet(
        index=index,
        table=table,
        grid=grid,
        header_rows=header_rows,
        label_columns=label_columns,
        paths=paths,
        blocks=[],
        quantity=np.zeros(grid.shape, np.bool_),
        caption=caption or table.name,
    )
    sheet.blocks = _blocks(sheet)
    sheet.quantity = _quantities(sheet)
    _read_units(sheet)
    return sheet


def _header_rows(grid: Grid, stated: int | None) -> int:
    height, width = grid.shape
    if stated is not None and 0 < stated < height:
        return stated
    for r in range(min(height, MAX_HEADER_ROWS)):
        kinds = grid.kind[r]
        numbers = np.flatnonzero(kinds == NUMBER)
        if r and (kinds == LABEL).any():
            return r
        if len(numbers) and not all(_is_year(grid, r, int(c)) for c in numbers):
            return r
        if len(numbers) and (r > 1 or kinds[0] == NUMBER):
            return r
        if r and not len(numbers) and kinds[0] == TEXT and (kinds[1:] == EMPTY).all():
            return r  # a section row below the header
        if r and not len(numbers) and kinds[0] == TEXT and (kinds[1:] == DASH).any():
            return r
    return 1 if width > 1 and height > 1 and not (grid.kind[1:] == NUMBER).any() else min(height, MAX_HEADER_ROWS)


def _is_year(grid: Grid, r: int, c: int) -> bool:
    return YEAR.match(grid.text(r, c)) is not None


def _label_columns(grid: Grid, header_rows: int) -> tuple[int, ...]:
    """Leading columns that mostly hold words; a leading column of years or numbers in order also labels its rows."""
    body = grid.kind[header_rows:]
    if not len(body):
        return (0,) if grid.shape[1] else ()
    found: list[int] = []
    for c in range(grid.shape[1]):
        texts = np.count_nonzero((body[:, c] == TEXT) | (body[:, c] == LABEL))
        numbers = np.count_nonzero(body[:, c] == NUMBER)
        if (texts and texts >= numbers) or (c == 0 and _labels_rows(grid, header_rows)) or (c == 0 and not numbers):
            found.append(c)
        else:
            break
    return tuple(found[:3])


def _labels_rows(grid: Grid, header_rows: int) -> bool:
    head = normal(grid.text(header_rows - 1, 0)) if header_rows else ""
    values = grid.value[header_rows:, 0]
    known = values[~np.isnan(values)]
    if head and LABEL_COLUMN.match(head):
        return True
    if len(known) < 3 or grid.shape[1] < 2:
        return False
    years = np.all((known >= 1900) & (known <= 2100) & (known == np.round(known)))
    return bool(years) or bool(np.array_equal(known, np.arange(known[0], known[0] + len(known))) and known[0] <= 1)


def _paths(table: Table, grid: Grid, header_rows: int, label_columns: Sequence[int]) -> list[Path]:
    """Header words over each column. A blank to the right of a group's name belongs to the group."""
    width = grid.shape[1]
    levels: list[list[str]] = []
    spans = dict(table.spans)
    for r in range(header_rows):
        words = [grid.text(r, c) for c in range(width)]
        for c in range(width):
            if (r, c) in spans:
                for extra in range(1, spans[r, c][1]):
                    if c + extra < width and not words[c + extra]:
                        words[c + extra] = words[c]
        if not spans and r < header_rows - 1:
            words = _filled(words, levels, label_columns)
        levels.append(words)
    return [tuple(level[c] for level in levels if level[c]) for c in range(width)]


def _filled(words: list[str], above: list[list[str]], label_columns: Sequence[int]) -> list[str]:
    filled, current = list(words), ""
    if sum(bool(word) for word in words) < 2:
        return filled  # a title, not a level
    for c in range(len(words)):
        if c in label_columns:
            continue
        new_group = any(level[c] != level[c - 1] for level in above) if c else True
        current = words[c] or ("" if new_group else current)
        filled[c] = current
    return filled


def _blocks(sheet: Sheet) -> list[Block]:
    """Split the body where a row repeats header words over empty or textual cells."""
    grid = sheet.grid
    title = grid.text(sheet.header_rows - 1, 0) if sheet.header_rows and grid.shape[1] else ""
    blocks = [Block(title, [], sheet.header_rows - 1 if sheet.header_rows else None)]
    words = {normal(word) for path in sheet.paths for word in path}
    numbers = (grid.kind == NUMBER).any(axis=1)
    texts = (grid.kind == TEXT).any(axis=1)
    labels = set(sheet.label_columns)
    for r in range(sheet.header_rows, grid.shape[0]):
        if not texts[r]:
            blocks[-1].rows.append(r)
            continue
        if numbers[r] and any(grid.kind[r, c] == NUMBER and c not in labels for c in range(grid.shape[1])):
            blocks[-1].rows.append(r)
            continue
        heads = {c: grid.text(r, c) for c in range(grid.shape[1]) if grid.kind[r, c] == TEXT and c not in labels}
        if heads and any(_heads(word, words) for word in heads.values()):
            blocks.append(Block(grid.text(r, 0), [], r, heads))
        elif not heads and grid.kind[r, 0] == TEXT and (grid.kind[r, 1:] == EMPTY).all():
            previous = blocks[-1]
            blocks.append(Block(grid.text(r, 0), [], r, dict(previous.headings)))
        else:
            blocks[-1].rows.append(r)
    return [block for block in blocks if block.rows]


def _heads(word: str, words: set[str]) -> bool:
    text = normal(word)
    return len(text) < 40 and (text in words or is_total(text) or bool(sex_of(text)) or text in ("antal", "andel"))


def _quantities(sheet: Sheet) -> BoolArray:
    """Numbers that count or measure; not years, dates, identities, order numbers."""
    grid = sheet.grid
    found: BoolArray = (grid.kind == NUMBER) | (grid.kind == DASH)
    found[: sheet.header_rows] = False
    for c in sheet.label_columns:
        found[:, c] = False
    for c in range(grid.shape[1]):
        leaf = sheet.paths[c][-1] if sheet.paths[c] else ""
        if leaf and LABEL_COLUMN.match(normal(leaf)):
            found[:, c] = False
    for block in sheet.blocks:
        if block.header is not None:
            found[block.header] = False
    if grid.shape[0] <= 2_000:
        for r in range(sheet.header_rows, grid.shape[0]):
            labels = sheet.row_labels(r)
            if labels and LABEL_COLUMN.match(normal(labels[-1])):
                found[r] = False
    return found


def _read_units(sheet: Sheet) -> None:
    """Let header words decide per cent and money where the cell itself does not say."""
    grid = sheet.grid
    caption = normal(sheet.caption)
    money = SCALE.search(caption) is not None or "belopp" in caption or "kronor" in caption
    bare = grid.kind == NUMBER
    for (r, c), number in grid.parsed.items():
        if number.unit:
            bare[r, c] = False
    for c in range(grid.shape[1]):
        label = normal(sheet.column_label(c))
        if PERCENT.search(label):
            _mark_percent(grid, bare[:, c], slice(None), c)
        elif money or MONEY.search(label):
            grid.exact[bare[:, c], c] = False
    if grid.shape[0] > 2_000:
        return
    for r in range(sheet.header_rows, grid.shape[0]):
        label = normal(sheet.row_label(r))
        if PERCENT.search(label):
            _mark_percent(grid, bare[r] & ~grid.percent[r], r, slice(None))
        elif MONEY.search(label):
            grid.exact[r, bare[r]] = False


def _mark_percent(grid: Grid, where: BoolArray, row: int | slice, column: int | slice) -> None:
    """Bare numbers in a column of per cent; a column of fractions (0,62) is brought to per cent."""
    if not where.any():
        return
    values = grid.value[row, column]
    fractions = bool(np.all(np.abs(values[where]) <= 1.0)) and bool(np.any(values[where] % 1 != 0))
    for name in ("value", "half", "factor"):
        if fractions:
            line = getattr(grid, name)[row, column]
            line[where] *= 100.0
    grid.percent[row, column] |= where
    grid.exact[row, column] &= ~where
