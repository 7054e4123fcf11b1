"""From rows of text to values and faults. Every row of the file is accounted for: read, faulty or empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from samsyn.core.intake.rows.duplicates import with_duplicates
from samsyn.core.intake.rows.errors import Fault, NotRead
from samsyn.core.intake.rows.masking import masked_cell
from samsyn.core.intake.rows.matching import Matching
from samsyn.core.intake.rows.shapes import Column, Shape
from samsyn.core.intake.rows.sheet import Rows
from samsyn.core.intake.rows.validated import Accounted, Read, Validated
from samsyn.core.intake.rows.values import Read as Reader
from samsyn.core.intake.rows.values import Value, reader_of

__all__ = ["Accounted", "Read", "RowReading", "Validated", "validate"]


def validate(rows: Rows, matching: Matching, shape: Shape, today: date) -> Validated:
    """Read every row below the headers by the columns that were surely matched.

    Row numbers are those that Excel shows. Rows that share the value of a unique column, or the whole key, are faults
    that name each other. A column that is required and not in the file is one fault, not one a row.
    """
    reading = RowReading(matching, shape, today)
    read: list[Read] = []
    empty: list[int] = []
    for index in range(rows.headers_row_index + 1, len(rows.cells)):
        found = reading.row(index + 1, rows.cells[index])
        if found is None:
            empty.append(index + 1)
        else:
            read.append(found)
    return Validated(
        rows=with_duplicates(read, rows, matching, shape),
        faults=(*matching.faults, *(_missing(shape.column(code)) for code in matching.missing_required)),
        empty=tuple(empty),
        in_file=rows.below,
    )


class RowReading:
    """Reads rows; what a column has held before is not read again."""

    def __init__(self, matching: Matching, shape: Shape, today: date) -> None:
        self._columns = [
            (found.header.position, column, found.header.shown, _Known(reader_of(column, today)))
            for found in matching.sure
            for column in (shape.column(found.code),)
        ]

    def row(self, number: int, cells: Sequence[str]) -> Read | None:
        """The row; None when it is empty."""
        if not any(cells) or not any(map(str.strip, cells)):
            return None
        width = len(cells)
        values: dict[str, Value] = {}
        faults: list[Fault] = []
        held = False
        for position, column, header, known in self._columns:
            text = cells[position] if position < width else ""
            result = known[text]
            held = held or result is not None
            if isinstance(result, _Wrong):
                faults.append(_fault(number, column, header, text, result))
                values[column.code] = None
            else:
                values[column.code] = result
        if not held:
            faults.append(_nothing(number))
        return Read(number, values, tuple(faults))


@dataclass(frozen=True, slots=True)
class _Wrong:
    message: str
    remedy: str


class _Known(dict[str, "Value | _Wrong"]):
    """What the texts of one column were read as; a text that is new is read when it is asked for."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader

    def __missing__(self, text: str) -> Value | _Wrong:
        try:
            found: Value | _Wrong = self._reader(text)
        except NotRead as refusal:
            found = _Wrong(refusal.message, refusal.remedy)
        self[text] = found
        return found


def _fault(number: int, column: Column, header: str, text: str, wrong: _Wrong) -> Fault:
    return Fault(
        number, column.code, header, masked_cell(text, column.kind == "personal_number"), wrong.message, wrong.remedy
    )


def _nothing(number: int) -> Fault:
    return Fault(
        row=number,
        column="",
        header="",
        given="",
        message="Raden har inget i de kolumner som läses in.",
        remedy="Fyll i raden, töm den, eller välj fler kolumner.",
    )


def _missing(column: Column) -> Fault:
    return Fault(
        row=None,
        column=column.code,
        header="",
        given="",
        message=f"Filen saknar kolumnen ”{column.label}”, som är obligatorisk.",
        remedy="Välj vilken rubrik i filen som är den kolumnen, eller lägg till den.",
    )
