"""Tables drawn in plain text: cells parted by tabs, or by bars as in Markdown."""

from __future__ import annotations

import re
from collections import Counter

from samsyn.core.intake.captions import BULLET, NOTE, is_caption
from samsyn.core.intake.grid import rectangular
from samsyn.core.intake.markup import without_markup
from samsyn.core.intake.prose import glued
from samsyn.core.tables import Table

RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*$")
DIVIDED = ("/", "-", ",", "–", "(", " och", " eller", " per")  # a cell that ends so goes on in the next line


def table_lines(lines: list[str]) -> tuple[int, int]:
    """First and last (exclusive) line of the first table among lines; equal where there is none."""
    kinds = [_kind(line) for line in lines]
    for mark in ("\t", "|"):
        if mark not in kinds:
            continue
        first = kinds.index(mark)
        last = len(kinds) - kinds[::-1].index(mark)
        if mark == "|":
            last = next((at for at in range(first, last) if kinds[at] not in ("|", "-")), last)
        if _is_table(lines[first:last], mark):
            return _opening(lines, first, mark), last
    return 0, 0


def table_of(lines: list[str]) -> Table:
    """The table that these lines draw; header_rows is known only where a rule divides it."""
    if "\t" not in "".join(lines):
        return _barred(lines)
    rows: list[list[str]] = []
    width = _width(lines)
    for line in lines:
        cells = line.split("\t")
        if rows and _wraps(rows[-1], cells, width):
            rows[-1] = [*rows[-1][:-1], glued(rows[-1][-1].rstrip(), cells[0].lstrip()), *cells[1:]]
        else:
            rows.append(cells)
    return Table(rows=rectangular([[without_markup(cell) for cell in row] for row in rows]))


def _kind(line: str) -> str:
    if "\t" in line.strip(" "):
        return "\t"
    if RULE.match(line) and "-" in line:
        return "-" if "|" not in line else "|"
    return "|" if line.count("|") >= 2 or re.search(r"\S\s+\|\s+\S", line) else ""


def _is_table(lines: list[str], mark: str) -> bool:
    """A single line with a tab is a table only when it has several cells; a bullet with a tab is none."""
    if mark == "|":
        return len(lines) > 1 and (any(RULE.match(line) for line in lines) or lines[0].lstrip().startswith("|"))
    drawn = [line for line in lines if "\t" in line]
    bullets = sum(bool(BULLET.match(line)) and line.count("\t") == 1 for line in drawn)
    if bullets == len(drawn):
        return False
    return len(drawn) > 1 or len([cell for cell in drawn[0].split("\t") if cell.strip()]) > 2


def _opening(lines: list[str], first: int, mark: str) -> int:
    """The first line may be a label that wraps into the first row with tabs."""
    above = lines[first - 1].rstrip() if first else ""
    wraps = mark == "\t" and above.endswith(DIVIDED) and not is_caption(above)
    return first - 1 if wraps else first


def _width(lines: list[str]) -> int:
    """Cells of a whole row: the commonest count among the widest half of the counts."""
    counts = Counter(line.count("\t") + 1 for line in lines if "\t" in line)
    commonest = max(counts.values())
    return max(width for width, count in counts.items() if count >= commonest / 2)


def _wraps(above: list[str], cells: list[str], width: int) -> bool:
    """Whether a line goes on with the last cell of the row above instead of beginning a row."""
    if len(above) + len(cells) - 1 > width or NOTE.match(cells[0]):
        return False
    begins_low = cells[0][:1].islower() or above[-1].rstrip().endswith(DIVIDED)
    completes = len(above) + len(cells) - 1 == width
    if len(cells) == 1 and len(above) == width:
        return begins_low and not _figure(above[-1])
    return completes and begins_low and bool(cells[0].strip())


def _figure(cell: str) -> bool:
    return bool(re.fullmatch(r"[\d\s ,.%–−-]+(kr|%)?", cell.strip()))


def _barred(lines: list[str]) -> Table:
    rule = next((at for at, line in enumerate(lines) if RULE.match(line)), None)
    rows = [_bar_cells(line) for line in lines if not RULE.match(line)]
    return Table(rows=rectangular(rows), header_rows=None if rule is None else rule)


def _bar_cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    inner = inner[:-1] if inner.endswith("|") and not inner.endswith("\\|") else inner
    return [without_markup(cell.replace("\\|", "|")) for cell in re.split(r"(?<!\\)\|", inner)]
