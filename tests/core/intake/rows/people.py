"""A small shape and a small file. Everybody in it is invented."""

from __future__ import annotations

from datetime import date

from stdnum import luhn

from samsyn.core.intake.rows.matching import match
from samsyn.core.intake.rows.shapes import Choice, Column, Shape
from samsyn.core.intake.rows.sheet import Rows, rows_of
from samsyn.core.intake.rows.validate import Validated, validate

TODAY = date(2026, 11, 21)
SHAPE = Shape(
    "people",
    "Deltagare",
    (
        Column("number", "Personnummer", "personal_number", required=True, unique=True, aliases=("Pnr", "Person-id")),
        Column("start", "Startdatum", "date", required=True, aliases=("Start",)),
        Column("hours", "Timmar", "hours"),
        Column(
            "sender",
            "Remittent",
            "choice",
            choices=(Choice("af", "Arbetsförmedlingen"), Choice("fk", "Försäkringskassan")),
        ),
        Column("note", "Anteckning", "text"),
    ),
    key=("number",),
)


def pnr(born: str, serial: int = 123) -> str:
    """A number with a right check digit: pnr("900101") is 19900101-123x."""
    digits = f"{born}{serial:03d}"
    return f"19{born}-{serial:03d}{luhn.calc_check_digit(digits)}"


KIM, ALVA, NOA = pnr("900101"), pnr("910202", 124), pnr("920303")


def sheet(drawing: str) -> Rows:
    """Rows drawn with bars; KIM, ALVA and NOA stand for their numbers, and an empty line is an empty row."""
    for name, number in (("KIM", KIM), ("ALVA", ALVA), ("NOA", NOA)):
        drawing = drawing.replace(name, number)
    lines = drawing.strip("\n").split("\n")
    return rows_of([[cell.strip() for cell in line.split("|")] for line in lines])


def validated(rows: Rows, shape: Shape = SHAPE) -> Validated:
    return validate(rows, match(rows.headers, shape, {}), shape, TODAY)


def told(found: Validated) -> list[tuple[int | None, str, str]]:
    """(row, column, message) of every fault."""
    return [(fault.row, fault.column, fault.message) for fault in found.all_faults()]
