"""Files in the import's shape: an empty template, the project's participants, and rows that were left out."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter

from samsyn.core.intake.rows.shapes import Column, Shape
from samsyn.core.intake.rows.values import Value
from samsyn.core.intake.rows.write import as_csv, export_rows

SHEET, CHOICES = "Deltagare", "Val"
ROOM = 5_000  # rows below the headers in which the template offers its lists
WIDTHS = {"id": 14, "name": 26, "number": 16, "resources": 40, "municipality": 20, "reason": 24}
YES_NO, SEX = ("ja", "nej"), ("kvinna", "man")
LONGEST_HELP = 255  # signs that Excel shows beside a cell


def shape_csv(shape: Shape, values: Iterable[Mapping[str, Value]] = ()) -> bytes:
    """Headers and rows, as Swedish Excel opens them."""
    return as_csv(export_rows(shape, values))


def shape_xlsx(shape: Shape, values: Iterable[Mapping[str, Value]] = ()) -> bytes:
    """A workbook where every cell is text, so that Excel changes neither numbers nor dates; the choices as lists."""
    rows = export_rows(shape, values)
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "num_format": "@"})
        sheet, lists = book.add_worksheet(SHEET), book.add_worksheet(CHOICES)
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(shape.columns):
            sheet.set_column(at, at, WIDTHS.get(column.code, 15), text)
        for number, row in enumerate(rows):
            for at, cell in enumerate(row):
                if cell or not number:
                    sheet.write_string(number, at, cell, text if number else head)
        _offer(sheet, lists, shape, max(len(rows), ROOM), head)
    return data.getvalue()


def _offer(sheet, lists, shape: Shape, last: int, head) -> None:
    """The choices of each column, on a sheet of their own and beside each cell."""
    offered = [(at, column, _choices(column)) for at, column in enumerate(shape.columns)]
    place = 0
    for at, column, choices in offered:
        help_text = column.help[:LONGEST_HELP]
        if not choices:
            if help_text:
                sheet.data_validation(1, at, last, at, {"validate": "any", "input_message": help_text})
            continue
        lists.write_string(0, place, column.label, head)
        for number, choice in enumerate(choices, start=1):
            lists.write_string(number, place, choice)
        letters = xlsxwriter.utility.xl_col_to_name(place)
        source = f"={CHOICES}!${letters}$2:${letters}${len(choices) + 1}"
        sheet.data_validation(
            1, at, last, at,
            {"validate": "list", "source": source, "error_type": "warning", "error_title": column.label,
             "error_message": "Välj ur listan.", "input_message": help_text or "Välj ur listan."},
        )  # fmt: skip
        lists.set_column(place, place, 30)
        place += 1


def _choices(column: Column) -> Sequence[str]:
    if column.kind == "choice":
        return [choice.label for choice in column.choices]
    return {"yes_no": YES_NO, "sex": SEX}.get(column.kind, ())


def left_csv(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of a file as they were, harmless when opened in Excel."""
    from samsyn.core.intake.rows.neutral import neutral

    return as_csv([[neutral(cell) for cell in row] for row in [headers, *rows]])
