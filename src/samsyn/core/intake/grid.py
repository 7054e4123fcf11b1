"""From a grid of cells to tables and the text around them; shared by workbooks and delimited files."""

from __future__ import annotations

import re
from collections.abc import Sequence

from samsyn.core.intake.captions import NOTE, is_caption
from samsyn.core.intake.limits import COLUMNS
from samsyn.core.tables import Paragraph, Table, Value

Row = Sequence[Value]
Spans = dict[tuple[int, int], tuple[int, int]]
Block = Paragraph | Table
YEAR = re.compile(r"^(19|20)\d\d([-–/](19|20)?\d\d)?$")
A_SENTENCE = 40  # characters; a lone cell longer than this below a table is a note, not a label


def rectangular(rows: Sequence[Row]) -> tuple[tuple[Value, ...], ...]:
    """The same rows, all as wide as the widest, without empty columns to the right."""
    width = max((_used(row) for row in rows), default=0)
    return tuple((*row[:width], *([""] * (width - len(row)))) for row in rows)


def blocks_of(rows: Sequence[Row], name: str, spans: Spans | None = None) -> list[Block]:
    """Tables and paragraphs of one sheet, in reading order; spans use the positions of rows."""
    blocks: list[Block] = []
    for first, last in _parts(rows):
        blocks += _part_blocks(rows[first:last], name, _moved(spans or {}, first, last))
    return blocks


def _used(row: Row) -> int:
    width = len(row)
    while width and row[width - 1] == "":
        width -= 1
    return width


def _filled(row: Row) -> list[int]:
    return [at for at, cell in enumerate(row) if cell != ""]


def _first(row: Row) -> int:
    """The first filled place of a row; far to the right for an empty one."""
    return next((at for at, cell in enumerate(row) if cell != ""), COLUMNS)


def _moved(spans: Spans, first: int, last: int) -> Spans:
    return {(row - first, column): size for (row, column), size in spans.items() if first <= row < last}


def _parts(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """Row ranges that are clearly separate; a blank row inside a table stays inside it."""
    parts: list[tuple[int, int]] = []
    for first, last in _runs([_used(row) > 0 for row in rows]):
        if parts and not _begins_anew(rows[first:last], rows[parts[-1][0] : parts[-1][1]]):
            parts[-1] = (parts[-1][0], last)
        else:
            parts.append((first, last))
    return parts


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for at, flag in enumerate(flags):
        if flag and (at == 0 or not flags[at - 1]):
            runs.append((at, at + 1))
        elif flag:
            runs[-1] = (runs[-1][0], at + 1)
    return runs


def _begins_anew(part: Sequence[Row], before: Sequence[Row]) -> bool:
    """A part after a blank row is a table of its own when it has a title or a header, or does not line up."""
    if not any(len(_filled(row)) > 1 for row in before):
        return True  # only text above: the title of what follows
    head = _filled(part[0])
    if len(head) == 1:
        return True
    columns_before = {column for row in before for column in _filled(row)}
    columns = {column for row in part for column in _filled(row)}
    return _is_header(part[0]) or not columns <= columns_before


def _is_header(row: Row) -> bool:
    """Several cells, all of them words (or years), so not a row of figures."""
    cells = [row[at] for at in _filled(row)]
    return len(cells) > 1 and all(isinstance(cell, str) and _is_wording(cell) for cell in cells[-2:])


def _is_wording(cell: str) -> bool:
    return bool(YEAR.match(cell)) or not any(sign.isdigit() for sign in cell[:1] + cell[-1:])


def _part_blocks(rows: Sequence[Row], name: str, spans: Spans) -> list[Block]:
    top = _leading_text(rows)
    bottom = _trailing_text(rows, top)
    above = [_lone_text(row) for row in rows[:top]]
    below = [_lone_text(row) for row in rows[bottom:]]
    caption = above.pop() if above and is_caption(above[-1]) else name
    blocks: list[Block] = [Paragraph(text) for text in above if text]
    blocks += _side_by_side(rows[top:bottom], caption, _moved(spans, top, bottom))
    return blocks + [Paragraph(text) for text in below if text]


def _lone_text(row: Row) -> str:
    return " ".join(str(row[at]) for at in _filled(row))


def _leading_text(rows: Sequence[Row]) -> int:
    """How many rows above the table are a title: one filled cell, at the left edge."""
    left = min(map(_first, rows), default=0)
    count = 0
    for row in rows:
        filled = _filled(row)
        if filled and (filled != [left] or not isinstance(row[left], str)):
            break
        count += 1
    return count


def _trailing_text(rows: Sequence[Row], top: int) -> int:
    end = len(rows)
    while end > top:
        filled = _filled(rows[end - 1])
        cell = rows[end - 1][filled[0]] if filled else ""
        is_note = isinstance(cell, str) and (bool(NOTE.match(cell)) or len(cell) > A_SENTENCE)
        if filled and (len(filled) > 1 or not is_note):
            break
        end -= 1
    return end


def _side_by_side(rows: Sequence[Row], name: str, spans: Spans) -> list[Block]:
    """One table, or several when an empty column stands between two that each have labels of their own."""
    cells = rectangular(rows)
    if not cells or not cells[0]:
        return []
    runs = _runs([any(row[at] != "" for row in cells) for at in range(len(cells[0]))])
    cuts = [runs[0][0]] + [run[0] for run in runs[1:] if _has_labels(cells, run)]
    ends = [*cuts[1:], len(cells[0])]
    return [_table(cells, (left, right), name, spans) for left, right in zip(cuts, ends, strict=True)]


def _has_labels(cells: Sequence[Row], run: tuple[int, int]) -> bool:
    column = [row[run[0]] for row in cells if row[run[0]] != ""]
    words = sum(isinstance(cell, str) and _is_wording(cell) for cell in column)
    return run[1] - run[0] > 1 and len(column) > 1 and words >= 0.8 * len(column)


def _table(cells: Sequence[Row], columns: tuple[int, int], name: str, spans: Spans) -> Table:
    left, right = columns
    kept = [(*row[left:right],) for row in cells]
    while kept and _used(kept[-1]) == 0:
        kept.pop()
    inside = {(row, column - left): size for (row, column), size in spans.items() if left <= column < right}
    return Table(rows=rectangular(kept), name=name, spans=tuple(sorted(inside.items())))
