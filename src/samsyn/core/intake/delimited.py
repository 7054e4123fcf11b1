"""Delimited text (.csv): the separator is found from the rows, so that a Swedish decimal comma is not one."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice

from samsyn.core.intake.encoding import decoded
from samsyn.core.intake.errors import Unreadable
from samsyn.core.intake.grid import blocks_of
from samsyn.core.intake.limits import CELLS, COLUMNS, refuse_wide
from samsyn.core.tables import Document

# In order of how seldom they occur inside a cell; the order settles ties.
SEPARATORS = ("\t", ";", "|", ",")
SAMPLE_LINES = 500
NARROW = 3  # columns; in a narrower table a line of prose may look like a row
RUNAWAY_LINES = 25  # a quoted cell longer than this began with a stray quotation mark


def read_csv(name: str, data: bytes) -> Document:
    """One table, or several where blank rows part them. Unreadable when a row or cell is out of bounds."""
    rows = [[cell.replace("\n", " ").strip() for cell in row] for row in records_of(decoded(data))]
    return Document(name=name, blocks=tuple(blocks_of(rows, name="")))


def records_of(text: str, *, each_row_counts: bool = False) -> list[list[str]]:
    """Cells as written, row by row as Excel numbers them. Unreadable when a row or cell is out of bounds.

    A stray quotation mark makes one cell of many rows. A document is then read without regard to quotation marks;
    where each row counts the file is refused with the row where it begins.
    """
    lines = text.split("\n")
    if lines[0].lower().startswith("sep=") and len(lines[0]) <= 6:  # how Excel is told the separator
        separator, lines = lines[0][4:5] or "\t", lines[1:]
    else:
        separator = separator_of(lines[:SAMPLE_LINES])
    _refuse_far(lines, separator)
    rows = _parsed(lines, separator)
    if each_row_counts:
        _refuse_swallowed(rows, lines, separator)
    elif any(cell.count("\n") > RUNAWAY_LINES for row in rows for cell in row):
        rows = _parsed(lines, separator, csv.QUOTE_NONE)
    refuse_wide(len(rows), max(map(len, rows), default=0), "Tabellen")
    return rows


def separator_of(lines: list[str]) -> str:
    """The separator that gives most rows the same number of columns, at least two.

    >>> separator_of(["Mått;BOSS;PIK", "Timmar;19,2;6,7", "Deltagare;585;2664"])
    ';'
    """
    scores = {separator: _agreement(lines, separator) for separator in SEPARATORS}
    return max(SEPARATORS, key=lambda separator: scores[separator])


def _agreement(lines: list[str], separator: str) -> float:
    """Share of rows with the commonest width, rounded so one stray row settles nothing."""
    if not any(separator in line for line in lines):
        return 0.0
    widths = Counter(len(row) for row in _parsed([line for line in lines if line.strip()], separator))
    usable = {width: count for width, count in widths.items() if width > 1}
    if not usable:
        return 0.0
    return round(max(usable.values()) / sum(widths.values()), 1)


def _parsed(lines: list[str], separator: str, quoting: int = csv.QUOTE_MINIMAL) -> list[list[str]]:
    try:
        reader = csv.reader((line + "\n" for line in lines), delimiter=separator, quoting=quoting)  # type: ignore[arg-type]
        return list(islice(reader, len(lines)))
    except csv.Error:
        raise Unreadable(
            f"En cell är längre än {csv.field_size_limit()} tecken.",
            "Kontrollera att filen är en tabell med en rad per post och rätt skiljetecken.",
        ) from None


def _refuse_swallowed(rows: list[list[str]], lines: list[str], separator: str) -> None:
    """A cell that goes on to the end of the file, or holds lines with as many separators as a row, holds rows."""
    width = Counter(len(row) for row in rows if row).most_common(1)[0][0] if any(rows) else 0
    allowed = 1 if width < NARROW else 0
    last = next((line for line in reversed(lines) if line.strip()), "")
    unended = bool(rows and rows[-1]) and rows[-1][-1].endswith("\n") and not last.rstrip().endswith('"')
    for number, row in enumerate(rows, start=1):
        held = 0
        for cell in row:
            if "\n" in cell:
                held += sum(line.count(separator) >= max(1, width - 1) for line in cell.split("\n")[:-1])
        if held > allowed or (unended and number == len(rows)):
            raise Unreadable(
                f"Rad {number} har ett ensamt citattecken, så att raderna efter den läses som en enda cell.",
                "Ta bort citattecknet eller skriv det två gånger, och försök igen.",
            )


def _refuse_far(lines: list[str], separator: str) -> None:
    """Bounds before parsing: a row of a million separators must not become a million cells."""
    refuse_wide(len(lines), 1, "Tabellen")
    counts = [line.count(separator) for line in lines]
    if max(counts, default=0) > 20 * COLUMNS:  # quoted text may hold some; parsed rows meet the true limit
        refuse_wide(1, max(counts) + 1, "Tabellen")
    if sum(counts) > CELLS:
        refuse_wide(len(lines), sum(counts) // len(lines) + 1, "Tabellen")
