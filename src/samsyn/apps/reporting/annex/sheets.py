"""One table, one sheet: real numbers in cells, and a share's n and N in columns of their own."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from samsyn.apps.reporting.annex.formats import Formats
from samsyn.apps.reporting.content import Cell, TableBlock
from samsyn.apps.reporting.word.words import words
from samsyn.apps.reporting.word.xml import clean

FIRST_ROW = 2  # caption, empty row, then the headings


def share_columns(table: TableBlock) -> set[int]:
    """Columns that hold shares, which are written as value, n and N."""
    return {index for row in table.rows for index, cell in enumerate(row.cells) if cell.kind == "share"}


def write_table(sheet, table: TableBlock, formats: Formats) -> None:
    """Caption, headings that stay and repeat in print, rows and note."""
    shares = share_columns(table)
    title = f"{words().table} {table.number}. {table.caption}"
    sheet.write_string(0, 0, clean(title), formats.of(bold=True))
    widths: dict[int, int] = {}
    _headings(sheet, table, shares, formats, widths)
    for offset, row in enumerate(table.rows, start=1):
        _row(sheet, FIRST_ROW + offset, row.cells, shares, formats, widths, bold=row.kind == "total")
    if table.note:
        sheet.write_string(FIRST_ROW + len(table.rows) + 2, 0, clean(table.note), formats.of(text_wrap=False))
    for column, width in widths.items():
        sheet.set_column(column, column, min(max(width + 2, 9), 60))
    sheet.freeze_panes(FIRST_ROW + 1, 1)
    sheet.repeat_rows(FIRST_ROW)


def _headings(sheet, table: TableBlock, shares: set[int], formats: Formats, widths: dict[int, int]) -> None:
    at = 0
    for index, column in enumerate(table.columns):
        labels = [column.label, _("n"), _("N")] if index in shares else [column.label]
        for label in labels:
            sheet.write_string(FIRST_ROW, at, clean(label), formats.heading(column.numeric))
            widths[at] = max(widths.get(at, 0), min(len(label), 24))
            at += 1


def _row(sheet, row: int, cells, shares: set[int], formats: Formats, widths: dict[int, int], *, bold: bool) -> None:
    at = 0
    for index, cell in enumerate(cells):
        _cell(sheet, row, at, cell, formats, bold)
        widths[at] = max(widths.get(at, 0), max((len(line) for line in cell.text.split("\n")), default=0))
        at += 1
        if index in shares:
            for part in (cell.numerator, cell.denominator):
                if part is not None:
                    sheet.write_number(row, at, float(part), formats.number(bold=bold))
                at += 1


def _cell(sheet, row: int, column: int, cell: Cell, formats: Formats, bold: bool) -> None:
    if cell.value is None or cell.kind == "text":
        sheet.write_string(row, column, clean(cell.text), formats.text(cell.text, bold=bold))
    elif cell.kind == "date":
        moment = datetime.combine(date.fromisoformat(cell.value), datetime.min.time())
        sheet.write_datetime(row, column, moment, formats.of(num_format="yyyy-mm-dd", align="left"))
    else:
        percent, signed = cell.kind in {"percent", "share", "percent_change"}, "change" in cell.kind
        shape = formats.number(cell.decimals, percent=percent, signed=signed, bold=bold)
        sheet.write_number(row, column, float(cell.value), shape)
