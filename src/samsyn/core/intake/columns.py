"""Columns of a table on a page: the empty streaks that run down through its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from samsyn.core.intake.captions import BULLET
from samsyn.core.intake.cells import Layout
from samsyn.core.intake.placed import Line, Word, joined
from samsyn.core.intake.prose import glued
from samsyn.core.tables import Table

BRIDGED = 0.15  # share of lines (headings over several columns) that may cross an empty streak
NARROWEST = 0.25  # of the height of a line; a streak narrower than this parts words, not columns
FIGURE = re.compile(r"^[(+−–-]?[\d.,  %:]+(kr|%|\*|[⁰¹²³⁴⁵⁶⁷⁸⁹])*\)?$|^[–—-]$|^\.\.$")
MARK = re.compile(r"^([•▪◦·‣o*–-]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])$")
LONG_CELL = 6  # words; columns of such cells are a page set in columns, not a table


def gutters_of(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Empty streaks (from, to) between the columns of lines with wide gaps."""
    ruling = [line for line in lines if len(line.segments) > 1]
    if len(ruling) < 2:
        return []
    edges = sorted(
        edge for line in ruling for segment in _solid(line) for edge in ((segment[0].left, 1), (segment[-1].right, -1))
    )
    allowed = int(BRIDGED * len(ruling))
    narrowest = NARROWEST * min(line.height for line in ruling)
    return _streaks(edges, allowed, narrowest)


def _solid(line: Line) -> list[tuple[Word, ...]]:
    """Segments of a line, figures one by one: in a tight table only the streak tells columns apart."""
    parts: list[tuple[Word, ...]] = []
    for segment in line.segments:
        if len(segment) > 1 and all(FIGURE.match(word.text) for word in segment):
            parts += [(word,) for word in segment]
        else:
            parts.append(segment)
    return parts


def _streaks(edges: list[tuple[float, int]], allowed: int, narrowest: float) -> list[tuple[float, float]]:
    streaks: list[tuple[float, float]] = []
    covering = 0
    for (here, step), (further, _) in pairwise(edges):
        covering += step
        if covering > allowed:
            continue
        if streaks and streaks[-1][1] == here:
            streaks[-1] = (streaks[-1][0], further)
        else:
            streaks.append((here, further))
    return [(start, end) for start, end in streaks if end - start >= narrowest]


def table_of(lines: Sequence[Line]) -> Table | None:
    """The table these lines form; None when they are a list, a page in columns, or only one column."""
    gutters = gutters_of(lines)
    if not gutters:
        return None
    rows = [_cells(line, gutters) for line in lines]
    if _is_list(rows) or _is_prose(rows):
        return None
    layout = Layout()
    for row in _unwrapped(rows):
        layout.begin_row()
        for text, width in row:
            layout.place(text, columns=width)
    return layout.table("", None)


def _cells(line: Line, gutters: Sequence[tuple[float, float]]) -> list[tuple[str, int]]:
    """(text, columns it covers) for every column or covered stretch of a line."""
    groups: list[tuple[int, int, list[Word]]] = []  # first column, last column, words
    for segment in line.segments:
        for part in _split(segment, gutters):
            first, last = _column(part[0].left, part[0].right, gutters), _column(part[-1].left, part[-1].right, gutters)
            if groups and groups[-1][1] >= first:
                first_before, last_before, words = groups[-1]
                groups[-1] = (first_before, max(last, last_before), words + part)
            else:
                groups.append((first, last, part))
    return _filled_up(groups, len(gutters) + 1)


def _split(segment: Sequence[Word], gutters: Sequence[tuple[float, float]]) -> list[list[Word]]:
    """Figures are parted where a streak runs between them; words over a streak stay together (a heading)."""
    parts: list[list[Word]] = [[segment[0]]]
    for before, word in pairwise(segment):
        crossing = any(before.right <= start + 0.5 and word.left >= end - 0.5 for start, end in gutters)
        figures = bool(FIGURE.match(before.text)) or bool(FIGURE.match(word.text))
        if crossing and (figures or word.left - before.right > 0.5 * word.height):
            parts.append([])
        parts[-1].append(word)
    return parts


def _column(left: float, right: float, gutters: Sequence[tuple[float, float]]) -> int:
    middle = (left + right) / 2
    return sum(middle > (start + end) / 2 for start, end in gutters)


def _filled_up(groups: list[tuple[int, int, list[Word]]], width: int) -> list[tuple[str, int]]:
    cells: list[tuple[str, int]] = []
    at = 0
    for first, last, words in groups:
        cells += [("", 1)] * (first - at)
        cells.append((joined(words), last - first + 1))
        at = last + 1
    return cells + [("", 1)] * (width - at)


def _unwrapped(rows: list[list[tuple[str, int]]]) -> list[list[tuple[str, int]]]:
    """A line with only a label, whose sentence plainly goes on, belongs to the row it was wrapped from."""
    whole: list[list[tuple[str, int]]] = []
    for row in rows:
        label, others = row[0][0], [text for text, _ in row[1:] if text]
        before = whole[-1] if whole else None
        if before and _only_label(before) and (label[:1].islower() or before[0][0].endswith(("-", "/", ","))):
            whole[-1] = [(glued(before[0][0], label), row[0][1]), *row[1:]]
        elif before and label[:1].islower() and not others and before[0][0]:
            whole[-1] = [(glued(before[0][0], label), before[0][1]), *before[1:]]
        else:
            whole.append(row)
    return whole


def _only_label(row: list[tuple[str, int]]) -> bool:
    return bool(row[0][0]) and not any(text for text, _ in row[1:])


def _is_list(rows: list[list[tuple[str, int]]]) -> bool:
    marked = sum(bool(MARK.match(row[0][0])) or bool(BULLET.match(row[0][0])) for row in rows)
    others = sum(1 for row in rows if row[0][0])
    return len(rows[0]) <= 2 and marked > 0 and marked >= 0.8 * others


def _is_prose(rows: list[list[tuple[str, int]]]) -> bool:
    cells = [text for row in rows for text, _ in row if text]
    long = sum(len(text.split()) >= LONG_CELL for text in cells)
    full = sum(sum(bool(text) for text, _ in row) > 1 for row in rows)
    return long > 0.6 * len(cells) or full < 2
