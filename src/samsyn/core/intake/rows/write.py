"""The way out: rows that the same shape reads back equal, harmless when opened in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from io import StringIO

from samsyn.core.intake.rows.shapes import Shape
from samsyn.core.intake.rows.values import Value, writer_of


def export_rows(shape: Shape, values: Iterable[Mapping[str, Value]]) -> list[list[str]]:
    """Headers and one row for each mapping code → value; a code that is not there becomes an empty cell.

    validate gives the same values back, with text stripped of blanks around it and with newline as line end.
    """
    writers = [(column.code, writer_of(column)) for column in shape.columns]
    rows = [[column.label for column in shape.columns]]
    rows += ([write(row.get(code)) for code, write in writers] for row in values)
    return rows


def as_csv(rows: Iterable[Iterable[str]]) -> bytes:
    """Rows as a file that Swedish Excel opens with å, ä, ö and columns in their places."""
    text = StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode("utf-8-sig")
