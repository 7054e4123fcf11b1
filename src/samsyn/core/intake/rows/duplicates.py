"""Rows of one file that hold the same where each must hold its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from samsyn.core.intake.rows.errors import Fault
from samsyn.core.intake.rows.masking import masked_cell
from samsyn.core.intake.rows.matching import Matching
from samsyn.core.intake.rows.shapes import Column, Shape
from samsyn.core.intake.rows.sheet import Rows
from samsyn.core.intake.rows.validated import Read
from samsyn.core.intake.rows.values import Value


def with_duplicates(read: list[Read], rows: Rows, matching: Matching, shape: Shape) -> list[Read]:
    """The same rows, with faults on those that share what must be their own; earlier such faults are forgotten."""
    found = {match.code: match.header for match in matching.sure}
    groups: list[tuple[str, ...]] = [(column.code,) for column in shape.columns if column.unique]
    groups += [shape.key] if shape.key and shape.key not in groups else []
    faults: dict[int, list[Fault]] = {}
    for codes in groups:
        if set(codes) <= set(found):
            header = found[codes[0]]
            for shared in _shared(read, codes):
                for number in shared:
                    others = tuple(other for other in shared if other != number)
                    row = rows.cells[number - 1]
                    given = row[header.position] if header.position < len(row) else ""
                    fault = _duplicate(number, others, [shape.column(code) for code in codes], header.shown, given)
                    faults.setdefault(number, []).append(fault)
    return [_renewed(row, faults.get(row.row_number, [])) for row in read]


def _renewed(row: Read, duplicates: list[Fault]) -> Read:
    if not duplicates and not any(fault.others for fault in row.faults):
        return row
    return replace(row, faults=(*(fault for fault in row.faults if not fault.others), *duplicates))


def _shared(read: Iterable[Read], codes: tuple[str, ...]) -> list[list[int]]:
    """The numbers of rows that hold the same; rows where a part is missing share nothing."""
    numbers: dict[tuple[Value, ...], list[int]] = {}
    for row in read:
        held = tuple(row.values[code] for code in codes)
        if None not in held:
            numbers.setdefault(held, []).append(row.row_number)
    return [shared for shared in numbers.values() if len(shared) > 1]


def _duplicate(number: int, others: tuple[int, ...], columns: list[Column], header: str, given: str) -> Fault:
    what = " och ".join(f"”{column.label}”" for column in columns)
    where = f"rad {others[0]}" if len(others) == 1 else f"{len(others)} andra rader, först rad {others[0]}"
    return Fault(
        row=number,
        column=columns[0].code,
        header=header,
        given=masked_cell(given, columns[0].kind == "personal_number"),
        message=f"Rad {number} och {where} har samma {what}.",
        remedy="Rätta den ena, eller ta bort den rad som är en upprepning.",
        others=others,
    )
