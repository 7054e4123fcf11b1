"""Bytes of a file → the rows of one sheet, every cell as the text that a person sees or would write."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from samsyn.core.intake.delimited import records_of
from samsyn.core.intake.encoding import decoded
from samsyn.core.intake.errors import Unreadable
from samsyn.core.intake.formats import Format, digits_of
from samsyn.core.intake.limits import refuse_oversized, refuse_wide
from samsyn.core.intake.reading import kind_of, refuse_disguised
from samsyn.core.intake.rows.masking import masked_text
from samsyn.core.intake.rows.sheet import Cells, Rows, rows_of
from samsyn.core.intake.styles import WIDE, error_cells, formats_of, places_of, sheet_parts
from samsyn.core.intake.workbook import guarded_parts, opened

KINDS = ("xlsx", "csv", "tsv", "txt")
MINUTE = timedelta(minutes=1)


def row_kind_of(name: str) -> str:
    """The ending of a file that rows can be read from; Unreadable for any other."""
    kind = kind_of(name)
    if kind not in KINDS:
        raise Unreadable(f"Rader kan inte läsas in ur .{kind}.", "Spara tabellen som .xlsx eller .csv.")
    return kind


def read_rows(name: str, data: bytes, sheet: str | None = None) -> Rows:
    """The rows of a sheet: the named one, else the first visible. Unreadable (Swedish) for anything unsound.

    Not safe alone for files from strangers: see samsyn.sandbox.read_rows.
    >>> read_rows("a.csv", "Lista\\n\\nNamn;Start\\nKim;5/3 2024".encode()).headers
    ['Namn', 'Start']
    """
    kind = row_kind_of(name)
    refuse_oversized(data)
    refuse_disguised(kind, data)
    return _of_workbook(data, sheet) if kind == "xlsx" else rows_of(records_of(decoded(data), each_row_counts=True))


def _of_workbook(data: bytes, wanted: str | None) -> Rows:
    looks = _looks(data)
    with opened(data) as (book, names):
        if wanted is not None and wanted not in names:
            raise Unreadable(
                "Arbetsboken har inget sådant synligt blad.", masked_text(f"Välj bland bladen: {', '.join(names)}.")
            )
        name = wanted if wanted is not None else names[0] if names else ""
        if not name:
            raise Unreadable("Arbetsboken har inga blad.", "Kontrollera att det är rätt fil.")
        formats, errors = looks.get(name, ({}, {}))
        cells = _cells(book.get_sheet_by_name(name), formats)
    for place, error in errors.items():
        row, column = divmod(place, WIDE)
        if row < len(cells) and column < len(cells[row]):
            cells[row][column] = error
    refuse_wide(len(cells), max(map(len, cells), default=0), masked_text(f"Bladet {name}"))
    return rows_of(cells, name, tuple(names))


def _looks(data: bytes) -> dict[str, tuple[dict[int, Format], dict[int, str]]]:
    """Name of a sheet → where its numbers show another text, and where its formulas went wrong."""
    parts = guarded_parts(data)
    formats = formats_of(parts.get("xl/styles.xml", b""))
    return {name: (places_of(part, formats), error_cells(part)) for name, part in sheet_parts(parts).items()}


def _cells(sheet: Any, formats: dict[int, Format]) -> Cells:
    """Row by row, so that the file's own values and ours are never all in memory at once."""
    left = [""] * (sheet.start[1] if sheet.start else 0)
    cells: Cells = []
    for at, row in enumerate(sheet.iter_rows()):
        cells.append([*left, *(value if type(value) is str else written(value) for value in row)])
        if formats and any(type(value) is float for value in row):
            _show(cells[at], row, at, len(left), formats)
    return cells


def _show(texts: list[str], row: list[Any], at: int, shift: int, formats: dict[int, Format]) -> None:
    for column, value in enumerate(row, start=shift):
        if type(value) is float and (shown := formats.get(at * WIDE + column)) is not None:
            texts[column] = shown.exact(value)


def written(value: Any) -> str:
    """A cell that is no text, as a person would write it: 1234,5 · 2024-03-05 · 1:30 · SANT.

    >>> written(0.1 + 0.2), written(199001011234.0), written(timedelta(hours=25, minutes=30))
    ('0,3', '199001011234', '25:30')
    """
    if isinstance(value, bool):
        return "SANT" if value else "FALSKT"
    if isinstance(value, int | float):
        return digits_of(value)
    if isinstance(value, datetime):
        return str(value.date()) if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, timedelta):
        hours, minutes = divmod(round(value / MINUTE), 60)
        return f"{hours}:{minutes:02d}"
    if isinstance(value, time):
        return value.isoformat("minutes")
    return value.isoformat() if isinstance(value, date) else str(value)
