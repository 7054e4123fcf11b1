"""The one way a cell is refused, and what a person is told about it."""

from __future__ import annotations

from dataclasses import dataclass


class NotRead(ValueError):
    """A cell that could not be read. Both parts are Swedish sentences, and neither repeats what the cell holds."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.message = message
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where, and what to do.

    row: as Excel numbers it; None when the fault is of the whole file. column: code in the shape. header: as in the
    file. given: what the cell holds, with personal numbers masked. others: rows that hold the same (a duplicate).
    """

    row: int | None
    column: str
    header: str
    given: str
    message: str
    remedy: str
    others: tuple[int, ...] = ()
