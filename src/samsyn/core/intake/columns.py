"""Columns of a table on a page: the empty streaks that run down through its lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from samsyn.core.intake.captions import BULLET
from samsyn.core.intake.cells import Layout
from samsyn.core.intake.placed import Line, Word, joined
from samsyn.core.intake.prose import glued
from samsyn.core.tables import Table

Span = tuple[float, float]
Cells = list[tuple[int, int, str]]  # first column, last column, text

FINE_GAP = 0.4  # of the height of a line: more than a space between words, perhaps a new column
BRIDGED = 0.15  # share of lines that may cross an empty streak, when none is empty all the way
NARROWEST = 0.2  # of the height of a line; a streak narrower than this parts nothing
PAGE_GUTTER, PAGE_LINES = 1.2, 5  # a page set in two columns has a wide gutter through many lines
FIGURE = re.compile(r"^[(+−–-]?[\d.,  %:]*\d[\d.,  %:]*(kr|%|\*|[⁰¹²³⁴⁵⁶⁷⁸⁹])*\)?$|^[–—-]$|^\.\.$")
THOUSANDS = re.compile(r"^\d{3}(,\d+)?([%*)]|kr)*$")
UNIT = re.compile(r"^(kr|tkr|mkr|mnkr|%|st|tim|p\.?e\.?|år|\(.*)[*)]*$", re.IGNORECASE)
MARK = re.compile(r"^([•▪◦·‣o*–-]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])$")
LONG_CELL = 6  # words; columns of such cells are a page set in columns, not a table


def has_columns(line: Line) -> bool:
    """A line with a wide gap, or with at least three figures that cannot be one number."""
    return len(line.segments) > 1 or sum(_is_figure(unit) for unit in _units(line)) > 2


def beside(above: Line, below: Line) -> bool:
    """Lines that overlap in height belong to one row: its cells are set in the middle of it."""
    lowest = min(word.bottom for word in above.words)
    return below.top - lowest > 0.3 * min(above.height, below.height)


def gutters_of(lines: Sequence[Line]) -> list[Span]:
    """Empty streaks (from, to) between columns; lines of figures decide, since headings reach over columns."""
    units = [_units(line) for line in lines]
    ruling = [row for row in units if sum(map(_is_figure, row)) > 1]
    if len(ruling) < 2:
        ruling = [row for row, line in zip(units, lines, strict=True) if len(line.segments) > 1]
    if len(ruling) < 2:
        return []
    narrowest = NARROWEST * min(line.height for line in lines)
    strict = _streaks(ruling, 0, narrowest)
    lenient = _streaks(ruling, int(BRIDGED * len(ruling)), narrowest)
    return lenient if len(lenient) > len(strict) else strict


def table_of(lines: Sequence[Line]) -> Table | None:
    """The table these lines form; None when they are a list, a page in columns, or only one column."""
    gutters = gutters_of(lines)
    if not gutters:
        return None
    extents = _extents(lines, gutters)
    rows = _rows(lines, [_cells(line, extents) for line in lines], len(extents))
    texts = [[text for _, _, text in row] for row in rows]
    if _is_list(texts, len(extents)) or _is_prose(texts):
        return None
    layout = Layout()
    for row in rows:
        layout.begin_row()
        at = 0
        for first, last, text in row:
            for _ in range(first - at):
                layout.place("")
            layout.place(text, columns=last - first + 1)
            at = last + 1
    return layout.table("", None)


def _units(line: Line) -> list[list[Word]]:
    """What stands in one cell for certain: words with ordinary spaces, a number with its thousands and unit."""
    units: list[list[Word]] = []
    for part in line.parts(FINE_GAP):
        units.append([part[0]])
        for before, word in pairwise(part):
            if FIGURE.match(word.text) and FIGURE.match(before.text) and not THOUSANDS.match(word.text):
                units.append([])
            units[-1].append(word)
    return units


def _is_figure(unit: Sequence[Word]) -> bool:
    return bool(FIGURE.match(unit[0].text)) and all(FIGURE.match(w.text) or UNIT.match(w.text) for w in unit[1:])


def _streaks(ruling: Sequence[Sequence[Sequence[Word]]], allowed: int, narrowest: float) -> list[Span]:
    edges = sorted(edge for row in ruling for unit in row for edge in ((unit[0].left, 1), (unit[-1].right, -1)))
    streaks: list[Span] = []
    covering, begun = 0, False
    for (here, step), (further, _) in pairwise(edges):
        covering += step
        if covering > allowed:
            begun = True
        elif streaks and streaks[-1][1] == here:
            streaks[-1] = (streaks[-1][0], further)
        elif begun:
            streaks.append((here, further))
    if allowed and streaks and streaks[-1][1] == edges[-1][0]:
        streaks.pop()  # the ragged right edge
    return [(start, end) for start, end in streaks if end - start >= narrowest]


def _extents(lines: Sequence[Line], gutters: Sequence[Span]) -> list[Span]:
    """From where to where each column has its cells, words wider than its figures included."""
    left = min(line.words[0].left for line in lines)
    right = max(line.words[-1].right for line in lines)
    starts = [left, *(end for _, end in gutters)]
    extents = list(zip(starts, [*(start for start, _ in gutters), max(right, starts[-1] + 1)], strict=True))
    for unit in (unit for line in lines for unit in _units(line)):
        here, there = unit[0].left, unit[-1].right
        over = [at for at, (start, end) in enumerate(extents) if here < end and start < there]
        if len(over) == 1:
            start, end = extents[over[0]]
            extents[over[0]] = (min(start, here), max(end, there))
    return extents


def _cells(line: Line, extents: Sequence[Span]) -> Cells:
    cells: list[tuple[int, int, list[Word]]] = []
    for unit in _units(line):
        first, last = _covered(unit[0].left, unit[-1].right, extents)
        if cells and cells[-1][1] >= first == last and _is_free(first + 1, unit, extents, line.height):
            first = last = first + 1  # a short heading, set in the middle of a column of long figures
        if cells and cells[-1][1] >= first:
            first, last = cells[-1][0], max(last, cells[-1][1])
            unit = [*cells.pop()[2], *unit]
        cells.append((first, last, unit))
    return [(first, last, joined(unit)) for first, last, unit in cells]


def _is_free(column: int, unit: Sequence[Word], extents: Sequence[Span], height: float) -> bool:
    """Whether the next column begins near enough for a unit that another already stands in the way of."""
    return column < len(extents) and extents[column][0] - unit[-1].right < 2 * height


def _covered(left: float, right: float, extents: Sequence[Span]) -> tuple[int, int]:
    """First and last column that a unit stands over by half; the nearest one where there is none."""
    overlaps = [min(right, end) - max(left, start) for start, end in extents]
    wide = [
        at
        for at, (overlap, (start, end)) in enumerate(zip(overlaps, extents, strict=True))
        if overlap >= 0.5 * min(end - start, right - left)
    ]
    if wide:
        return wide[0], wide[-1]
    nearest = max(range(len(extents)), key=lambda at: overlaps[at])
    return nearest, nearest


def _rows(lines: Sequence[Line], cells: list[Cells], width: int) -> list[Cells]:
    """Lines put together to rows: cells set in the middle, cells that wrap, labels that go on."""
    pitch = _pitch(lines, cells, width)
    rows: list[Cells] = []
    for at, (line, row) in enumerate(zip(lines, cells, strict=True)):
        if at and (beside(lines[at - 1], line) or _wraps(rows[-1], row, lines[at - 1].bottom - line.bottom, pitch)):
            rows[-1] = _together(rows[-1], row)
        else:
            rows.append(row)
    return rows


def _pitch(lines: Sequence[Line], cells: list[Cells], width: int) -> float:
    """The usual distance between two rows that are filled."""
    full = [len(row) >= max(2, 0.6 * width) for row in cells]
    distances = [lines[at - 1].bottom - lines[at].bottom for at in range(1, len(lines)) if full[at] and full[at - 1]]
    return median(distances) if distances else 0.0


def _wraps(above: Cells, below: Cells, distance: float, pitch: float) -> bool:
    columns_above, columns_below = {first for first, _, _ in above}, {first for first, _, _ in below}
    tight = distance < 0.92 * pitch
    if tight and columns_below <= columns_above and len(below) < len(above):
        return True
    label_above, label = above[0][2] if above[0][0] == 0 else "", below[0][2] if below[0][0] == 0 else ""
    if not label_above or not label or FIGURE.match(label):
        return False
    if len(above) == 1 and (label[:1].islower() or label_above.endswith(("-", "/", ","))):
        return True
    return len(below) == 1 and label[:1].islower()


def _together(above: Cells, below: Cells) -> Cells:
    cells = {first: (last, text) for first, last, text in above}
    for first, last, text in below:
        home = next((start for start, (end, _) in cells.items() if start <= last and first <= end), None)
        if home is None:
            cells[first] = (last, text)
        else:
            end, before = cells.pop(home)
            cells[min(home, first)] = (max(end, last), glued(before, text))
    return [(first, last, text) for first, (last, text) in sorted(cells.items())]


def _is_list(texts: list[list[str]], width: int) -> bool:
    marked = sum(bool(MARK.match(row[0])) or bool(BULLET.match(row[0])) for row in texts)
    return width <= 2 and marked >= 0.8 * len(texts)


def _is_prose(texts: list[list[str]]) -> bool:
    cells = [text for row in texts for text in row]
    long = sum(len(text.split()) >= LONG_CELL for text in cells)
    full = sum(len(row) > 1 for row in texts)
    return long > 0.6 * len(cells) or full < 2
