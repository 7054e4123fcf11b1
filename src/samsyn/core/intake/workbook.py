"""Workbooks (.xlsx): every visible sheet, numbers as numbers, shares as the sheet shows them (62 %)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, time
from io import BytesIO
from typing import Any

from samsyn.core.intake.archive import parts_of
from samsyn.core.intake.errors import Unreadable
from samsyn.core.intake.formats import Format, Percent
from samsyn.core.intake.grid import Spans, blocks_of
from samsyn.core.intake.limits import CELLS, COLUMNS, ROWS, refuse_wide
from samsyn.core.intake.styles import WIDE, formats_of, places_of, sheet_parts
from samsyn.core.tables import Document, Paragraph, Table, Value

# Where a cell stands: its column, and its row only where that is far down. As programs write it (fast) …
COLUMN_OR_FAR = re.compile(rb' r="([A-Z]{1,7}(?:\d{6,9})?)')
ROW = re.compile(rb'<row [^>]*?\br="(\d{1,9})')
# … and in any way that XML allows, which only a hand-made file needs.
ODD = (b"r='", b"\tr=", b"\nr=", b"\rr=", b"r =", b"r= ")
ANY_COLUMN_OR_FAR = re.compile(rb"""\sr\s*=\s*["']([A-Z]{1,7}(?:\d{6,9})?)""")
ANY_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br\s*=\s*["'](\d{1,9})""")
# A cell with content, that is, not closed at once: asked only when an empty cell may be the far one.
FILLED_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Z]{1,9})(\d{1,30})["'][^>]*(?<!/)>""")
SHEETS = 200
DAMAGED = ("Arbetsboken är skadad.", "Öppna och spara om den i Excel eller LibreOffice.")


def read_xlsx(name: str, data: bytes) -> Document:
    """Sheets in order, hidden ones left out. Unreadable for damaged, locked, large or linked books."""
    shares = _shares(guarded_parts(data))
    blocks: list[Paragraph | Table] = []
    cells = 0
    for title, rows, spans in _sheets(data):
        cells += len(rows) * max(map(len, rows), default=0)
        if cells > CELLS:
            refuse_wide(cells, 1, "Arbetsboken")
        _show_shares(rows, shares.get(title, {}))
        blocks += blocks_of(rows, title, spans)
    return Document(name=name, blocks=tuple(blocks))


def guarded_parts(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook that the reader of cells may be let loose on. Unreadable for any other."""
    parts = parts_of(data, "xlsx")
    _refuse_far_cells(parts)
    return parts


def _shares(parts: Mapping[str, bytes]) -> dict[str, dict[int, Format]]:
    """Name of a sheet → places shown as per cent. The reader gives the number only: 0.62 for 62 %."""
    formats = formats_of(parts.get("xl/styles.xml", b""))
    percent = {style: found for style, found in formats.items() if isinstance(found, Percent)}
    return {name: places_of(sheet, percent) for name, sheet in sheet_parts(parts).items()} if percent else {}


def _show_shares(rows: list[list[Value]], places: Mapping[int, Format]) -> None:
    for place, shown in places.items():
        row, column = divmod(place, WIDE)
        if row < len(rows) and column < len(rows[row]):
            cell = rows[row][column]
            if isinstance(cell, int | float) and isinstance(shown, Percent):
                rows[row][column] = shown.shown(cell)


def _refuse_far_cells(parts: Mapping[str, bytes]) -> None:
    """The reader asks for memory for the whole rectangle at once, so its corners are looked up first."""
    for part, content in parts.items():
        if not part.startswith("xl/worksheets/"):
            continue
        odd = any(sign in content for sign in ODD)
        places = set((ANY_COLUMN_OR_FAR if odd else COLUMN_OR_FAR).findall(content))
        rows = max(map(int, (not odd and ROW.findall(content)) or ANY_ROW.findall(content)), default=0)
        far = any(place[-1:].isdigit() for place in places)
        columns = max(map(_column_number, places), default=0) if not far else COLUMNS + 1
        if columns > COLUMNS or rows > ROWS or rows * columns > CELLS:
            rows, columns = _filled_corner(content)
        refuse_wide(rows, columns, f"Bladet {part.rpartition('/')[2].removesuffix('.xml')}")


def _filled_corner(content: bytes) -> tuple[int, int]:
    found = FILLED_CELL.findall(content)
    return max((int(row) for _, row in found), default=0), max((_column_number(at) for at, _ in found), default=0)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _sheets(data: bytes) -> list[tuple[str, list[list[Value]], Spans]]:
    with opened(data) as (book, names):
        return [_sheet(book.get_sheet_by_name(name), name) for name in names]


@contextmanager
def opened(data: bytes) -> Iterator[tuple[Any, list[str]]]:
    """A workbook in the reader of cells, and the names of its visible sheets; what it stumbles on is Unreadable."""
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        if len(book.sheet_names) > SHEETS:
            raise Unreadable(f"Arbetsboken har {len(book.sheet_names)} blad; högst {SHEETS} läses.", "Dela upp den.")
        yield book, [sheet.name for sheet in book.sheets_metadata if _is_shown(sheet)] or book.sheet_names
    except calamine.PasswordError:
        raise Unreadable("Arbetsboken är skyddad med lösenord.", "Ta bort lösenordet och spara om den.") from None
    except (calamine.CalamineError, ValueError, OSError, OverflowError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(*DAMAGED) from None


def _is_shown(sheet: Any) -> bool:
    return str(sheet.visible).endswith(".Visible") and str(sheet.typ).endswith(".WorkSheet")


def _sheet(sheet: Any, name: str) -> tuple[str, list[list[Value]], Spans]:
    rows = [_values(row) for row in sheet.to_python(skip_empty_area=False)]
    spans = {first: (last[0] - first[0] + 1, last[1] - first[1] + 1) for first, last in sheet.merged_cell_ranges or []}
    return name, rows, spans


def _values(row: list[Any]) -> list[Value]:
    """Most cells are numbers, and the file keeps all of them as floats: whole ones become whole here."""
    return [
        (int(cell) if cell.is_integer() else cell) if type(cell) is float else _value(cell) if cell != "" else ""
        for cell in row
    ]


def _value(cell: Any) -> Value:
    """What a person sees: dates as 2026-11-21, texts on one line."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, bool):
        return "SANT" if cell else "FALSKT"
    if isinstance(cell, datetime) and cell.time() == time():
        return str(cell.date())
    return cell if isinstance(cell, int) else str(cell)
