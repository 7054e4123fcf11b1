"""Cells and rows after protection. Figures here are never true ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from samsyn.core.disclosure.counts import ProtectedCount
from samsyn.core.disclosure.crossing import Key
from samsyn.core.disclosure.rules import Rules

Status = Literal["value", "class", "merged", "withheld", "frozen"]
Why = Literal["", "depth", "group", "size"]


@dataclass(frozen=True)
class ProtectedCell:
    """What stands in a cell.

    value: a figure. class: fewer than the smallest. merged: the figure, or the class when it is None, of all rows named
    in the row's `together`. frozen: the figure, or the class when it is None, as it was published on `since`.
    withheld: nothing; why is depth (too few people for this crossing), group (nearly everybody has the same in common)
    or size (somebody could be found).
    """

    status: Status
    value: int | None = None
    why: Why = ""
    since: str = ""

    def count(self, rules: Rules) -> ProtectedCount | None:
        """The figure to render, or None when there is none."""
        return None if self.status == "withheld" else ProtectedCount(self.value, rules.smallest, rules.base)

    def stands(self, since: str) -> ProtectedCell:
        """The same cell in a later release."""
        return self if self.status == "withheld" else replace(self, status="frozen", since=since)

    def to_wire(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {"status": self.status, "value": self.value, "why": self.why, "since": self.since}

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> ProtectedCell:
        """Read what to_wire wrote; KeyError or TypeError when it is something else."""
        if wire["status"] not in get_args(Status) or wire["why"] not in get_args(Why):
            raise TypeError(f"okänd status {wire['status']!r}")
        return cls(wire["status"], whole_or_none(wire["value"]), wire["why"], str(wire["since"]))


@dataclass(frozen=True)
class ProtectedRow:
    """One row: key as in the table before protection, a cell per column, and the total.

    together: when it is not empty, cells and total are those of all the rows named there, this one included.
    version: the release of the table in which these figures were made.
    """

    key: Key
    cells: tuple[ProtectedCell, ...]
    total: ProtectedCell
    version: int
    together: tuple[Key, ...] = ()

    @property
    def frozen(self) -> bool:
        return any(cell.status == "frozen" for cell in (*self.cells, self.total))

    @property
    def by_column(self) -> bool:
        """Whether the row is shown column by column."""
        return all(cell.status != "withheld" for cell in self.cells)

    def stands(self, since: str) -> ProtectedRow:
        """The row as it was published, in a later release."""
        return replace(self, cells=tuple(cell.stands(since) for cell in self.cells), total=self.total.stands(since))

    def to_wire(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "key": list(self.key),
            "cells": [cell.to_wire() for cell in self.cells],
            "total": self.total.to_wire(),
            "version": self.version,
            "together": [list(key) for key in self.together],
        }

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> ProtectedRow:
        """Read what to_wire wrote; KeyError, TypeError or ValueError when it is something else."""
        return cls(
            key=tuple(map(str, wire["key"])),
            cells=tuple(ProtectedCell.from_wire(cell) for cell in wire["cells"]),
            total=ProtectedCell.from_wire(wire["total"]),
            version=int(wire["version"]),
            together=tuple(tuple(map(str, key)) for key in wire["together"]),
        )


def whole_or_none(value: object) -> int | None:
    """A whole number or nothing; TypeError for anything else, true and 5.0 included."""
    if value is None or type(value) is int:
        return value
    raise TypeError(f"{value!r} är inget heltal")
