"""Time and memory of taking in rows, against the limits promised: 100 000 rows of 12 columns with 1 % wrong.

Read in the child, matched, validated and patched. Everybody in the files is invented.
"""

from __future__ import annotations

import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter
from stdnum import luhn

from samsyn.core.intake.rows.matching import match
from samsyn.core.intake.rows.patch import patch
from samsyn.core.intake.rows.shapes import Choice, Column, Shape
from samsyn.core.intake.rows.validate import validate
from samsyn.core.intake.rows.write import as_csv
from samsyn.sandbox import read_rows

TODAY = date(2026, 11, 21)
ROWS = 100_000
WRONG = 0.01
CHILD_SECONDS, VALIDATE_SECONDS, MEGABYTES = 10, 12, 400
SENDERS = (Choice("af", "Arbetsförmedlingen"), Choice("fk", "Försäkringskassan"), Choice("soc", "Socialtjänsten"))
SHAPE = Shape(
    "people",
    "Deltagare",
    (
        Column("number", "Personnummer", "personal_number", required=True, unique=True),
        Column("sex", "Kön", "sex"),
        Column("municipality", "Kommun", "text", required=True),
        Column("sender", "Remittent", "choice", choices=SENDERS),
        Column("start", "Startdatum", "date", required=True),
        Column("end", "Slutdatum", "date"),
        Column("week", "Första vecka", "week"),
        Column("hours", "Tid i veckan", "hours"),
        Column("support", "Belopp", "money"),
        Column("share", "Omfattning", "decimal"),
        Column("interpreter", "Tolk", "yes_no"),
        Column("note", "Anteckning", "text"),
    ),
    key=("number",),
)


def main() -> None:
    """One line for each step: seconds, limit and the greatest memory so far."""
    with tempfile.TemporaryDirectory() as folder:
        for name, make in {"a.csv": _csv, "a.xlsx": _xlsx}.items():
            path = Path(folder, name)
            make(path)
            rows = _timed(f"read {name} in the child", CHILD_SECONDS, lambda path=path: read_rows(path, path.name))
        matching = match(rows.headers, SHAPE, {})
        found = _timed("validate", VALIDATE_SECONDS, lambda: validate(rows, matching, SHAPE, TODAY))
        print(f"  {found.accounted()}, {sum(1 for _ in found.all_faults())} faults")
        wrong = {(fault.row, fault.column): "" for fault in found.all_faults() if fault.row and not fault.others}
        corrections = {place: "2024-03-05" if place[1] == "start" else "" for place in wrong}
        _timed(
            f"patch {len(corrections)} cells",
            VALIDATE_SECONDS,
            lambda: patch(rows, found, corrections, matching=matching, shape=SHAPE, today=TODAY),
        )


def _timed(what: str, limit: float, work: Callable[[], Any]) -> Any:
    started = time.monotonic()
    result = work()
    seconds = time.monotonic() - started
    here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"  {what:28} {seconds:5.2f} s of {limit} ({seconds / limit:4.0%})  {here:4.0f} MB of {MEGABYTES}, "
          f"child {child:4.0f} MB of 512")  # fmt: skip
    return result


def lines() -> Iterator[list[Any]]:
    """Headers, then the rows; one in a hundred has one cell that cannot be read."""
    chance = random.Random(1)
    yield [column.label for column in SHAPE.columns]
    days = [date(1960, 1, 1) + timedelta(days=at) for at in range(15_000)]
    for at in range(ROWS):
        born = days[at % len(days)]
        stem = f"{born:%y%m%d}{at // len(days) + 100:03d}"
        start = date(2022, 1, 3) + timedelta(days=chance.randrange(1500))
        row = [
            f"{born:%Y}{stem[2:6]}-{stem[6:]}{luhn.calc_check_digit(stem)}",
            chance.choice(["kvinna", "man", "K", "M"]),
            chance.choice(["Osby", "Höör", "Ystad", "Lund", "Eslöv"]),
            chance.choice(SENDERS).label,
            start.isoformat(),
            f"{(end := start + timedelta(days=200)).day}/{end.month} {end.year}",
            f"{start.isocalendar().year} v. {start.isocalendar().week}",
            chance.choice(["1:30", "2 tim", "1,5", "45 min"]),
            f"{chance.randrange(1, 20)} {chance.randrange(100, 999)},50",
            chance.choice([0.25, 0.5, 0.75, 1]),
            chance.choice(["ja", "nej", ""]),
            f"Anteckning nummer {at} om tiden som gått",
        ]
        if chance.random() < WRONG:
            row[chance.choice([0, 1, 3, 4, 5, 6, 7, 8])] = "vet inte"
        yield row


def _csv(path: Path) -> None:
    path.write_bytes(
        as_csv([[str(cell).replace(".", ",") if type(cell) is float else cell for cell in row] for row in lines()])
    )


def _xlsx(path: Path) -> None:
    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("Deltagare")
        percent = book.add_format({"num_format": "0%"})
        for at, row in enumerate(lines()):
            for column, cell in enumerate(row):
                sheet.write(at, column, cell, percent if column == 9 and at else None)
