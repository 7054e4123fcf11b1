"""What became of the rows of a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from samsyn.core.intake.rows.errors import Fault
from samsyn.core.intake.rows.values import Value


@dataclass(frozen=True, slots=True)
class Read:
    """One row that holds anything. values: code → value for the columns found; None where the cell is empty or
    faulty. The values never show in repr."""

    row_number: int
    values: Mapping[str, Value] = field(repr=False)
    faults: tuple[Fault, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Accounted:
    """Where the rows below the headers went; read + faulty + empty = in_file, always."""

    read: int
    faulty: int
    empty: int
    in_file: int


@dataclass(frozen=True)
class Validated:
    """rows: in the order of the file, empty ones left out. faults: of the file as a whole (columns); those of a row
    are with the row. empty: the numbers of the empty rows."""

    rows: list[Read] = field(repr=False)
    faults: tuple[Fault, ...] = ()
    empty: tuple[int, ...] = field(default=(), repr=False)
    in_file: int = 0

    def accounted(self) -> Accounted:
        faulty = sum(1 for row in self.rows if row.faults)
        return Accounted(len(self.rows) - faulty, faulty, len(self.empty), self.in_file)

    def all_faults(self) -> Iterator[Fault]:
        """Those of the file, then row by row."""
        return chain(self.faults, chain.from_iterable(row.faults for row in self.rows))

    @property
    def ready(self) -> bool:
        """Whether everything can be taken in as it is."""
        return not any(True for _ in self.all_faults())
