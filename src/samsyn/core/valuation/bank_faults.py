"""What is wrong in the bank of prices, said so that somebody can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong: in which file, entry and field, what, and what to do."""

    file: str
    entry: str
    field: str
    problem: str
    remedy: str

    def __str__(self) -> str:
        where = ", ".join(filter(None, (self.file, self.entry, self.field)))
        return f"{where}: {self.problem} {self.remedy}"


class BadValue(ValueError):
    """Something in the bank lacks what a calculation needs. faults: all of them, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


class Missing(LookupError):
    """The bank is whole but has no answer to this question: no such code, no value that year, no index that year."""
