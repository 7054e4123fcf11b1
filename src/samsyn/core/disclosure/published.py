"""What was published last, and who stood behind it: the memory that freezing (R6) needs. Kept in the station."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from samsyn.core.disclosure.cells import ProtectedRow
from samsyn.core.disclosure.crossing import Dimension, Key, Members


def mark(code: str, person: str, column: str) -> str:
    """A digest of a pseudonym standing in a column of a table; of no use outside that table."""
    return blake2b("\0".join((code, person, column)).encode(), digest_size=16).hexdigest()


def marks_of(code: str, members: Members) -> frozenset[str]:
    """The marks of everybody in a row."""
    return frozenset(mark(code, person, column) for column, people in members.items() for person in people)


def shape_of(dimensions: Iterable[Dimension]) -> str:
    """A digest of a table's dimensions: rows can be compared only while it is the same."""
    text = "\0".join("\1".join((each.code, *each.categories)) for each in dimensions)
    return blake2b(text.encode(), digest_size=16).hexdigest()


@dataclass(frozen=True)
class Change:
    """How many people came in, went out, or moved between the columns of a row since release `since`."""

    since: int
    joined: int
    left: int
    moved: int

    @property
    def people(self) -> int:
        return self.joined + self.left + self.moved

    @property
    def come(self) -> int:
        """People newly in a column, from outside or from another column."""
        return self.joined + self.moved

    @property
    def gone(self) -> int:
        """People no longer in a column."""
        return self.left + self.moved


@dataclass(frozen=True)
class PublishedRow:
    """A row as it was published, when, and the marks of those who stood in it."""

    row: ProtectedRow
    released: str
    marks: frozenset[str] = field(repr=False)

    def change(self, code: str, members: Members) -> Change:
        """Compare with who stands in the row now. A person who moved between columns counts once."""
        now = {mark(code, person, column): person for column, people in members.items() for person in people}
        new = [person for digest, person in now.items() if digest not in self.marks]
        moved = sum(any(mark(code, person, column) in self.marks for column in members) for person in new)
        gone = len(self.marks) - (len(now) - len(new))
        return Change(self.row.version, joined=len(new) - moved, left=gone - moved, moved=moved)


@dataclass(frozen=True)
class Published:
    """The last published version of every row of a table. Holds digests of pseudonyms: never leaves the station."""

    code: str
    rules_version: str
    shape: str
    version: int
    rows: Mapping[Key, PublishedRow]

    def changes(self, rows: Mapping[Key, Members]) -> dict[Key, Change]:
        """How each row that was published before has changed since."""
        return {key: self.rows[key].change(self.code, row) for key, row in rows.items() if key in self.rows}

    def to_wire(self) -> dict[str, Any]:
        """Plain values for JSON."""
        rows = [
            {"row": each.row.to_wire(), "released": each.released, "marks": sorted(each.marks)}
            for each in self.rows.values()
        ]
        return {
            "code": self.code,
            "rules_version": self.rules_version,
            "shape": self.shape,
            "version": self.version,
            "rows": rows,
        }

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any]) -> Published:
        """Read what to_wire wrote; KeyError or TypeError when it is something else."""
        rows = [
            PublishedRow(ProtectedRow.from_wire(each["row"]), str(each["released"]), frozenset(each["marks"]))
            for each in wire["rows"]
        ]
        names = ("code", "rules_version", "shape")
        return cls(
            **{name: str(wire[name]) for name in names},
            version=int(wire["version"]),
            rows={each.row.key: each for each in rows},
        )
