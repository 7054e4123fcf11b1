"""Corrections made in the browser: the cells are changed, and only the rows they stand in are read again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from samsyn.core.intake.rows.duplicates import with_duplicates
from samsyn.core.intake.rows.matching import Matching
from samsyn.core.intake.rows.shapes import Shape
from samsyn.core.intake.rows.sheet import Rows
from samsyn.core.intake.rows.validate import RowReading
from samsyn.core.intake.rows.validated import Validated


def patch(
    rows: Rows,
    validated: Validated,
    corrections: Mapping[tuple[int, str], str],
    *,
    matching: Matching,
    shape: Shape,
    today: date,
) -> tuple[Rows, Validated]:
    """New rows and their validation after corrections {(row number, code): text}; what was given stays as it was.

    The result is what validate gives for the new rows. A row whose cells are all made empty becomes an empty row.
    ValueError when a row is not below the headers of the file, or a column is not matched.
    """
    positions = {found.code: found.header.position for found in matching.sure}
    cells = list(rows.cells)
    for (number, code), text in corrections.items():
        if not rows.headers_row_index + 1 < number <= len(cells):
            raise ValueError(f"Rad {number} finns inte bland filens rader.")
        if code not in positions:
            raise ValueError(f"Kolumnen {code} läses inte ur filen.")
        position = positions[code]
        line = cells[number - 1]
        line = [*line, *([""] * (position + 1 - len(line)))]
        line[position] = text
        cells[number - 1] = line
    corrected = replace(rows, cells=cells)
    numbers = {number for number, _ in corrections}
    reading = RowReading(matching, shape, today)
    found = {number: reading.row(number, cells[number - 1]) for number in numbers}
    kept = [row for row in validated.rows if row.row_number not in numbers]
    kept += [row for row in found.values() if row is not None]
    kept.sort(key=lambda row: row.row_number)
    empty = {*validated.empty} - numbers | {number for number, row in found.items() if row is None}
    read = with_duplicates(kept, corrected, matching, shape)
    return corrected, replace(validated, rows=read, empty=tuple(sorted(empty)))
