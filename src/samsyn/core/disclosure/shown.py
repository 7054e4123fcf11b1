"""A table after protection: all that may leave the station."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from samsyn.core.disclosure.cells import ProtectedRow, whole_or_none
from samsyn.core.disclosure.counts import ProtectedCount, protected_share
from samsyn.core.disclosure.crossing import TOTAL, Dimension, Key
from samsyn.core.disclosure.rules import ORDINARY, SENSITIVE, Rules, rules_of
from samsyn.core.quantities import Share

NAMES = ("code", "title", "population", "period", "released")


class Unreadable(ValueError):
    """What came over the wire is no protected table."""


@dataclass(frozen=True)
class ProtectedTable:
    """What a release says in one table. Rows and columns keep the order of the categories, never that of the counts.

    people: the protected number of people; None where they are so few that only text is published. version counts the
    releases of this table. released says when: a date, or the period when no date was given.
    """

    code: str
    title: str
    population: str
    period: str
    dimensions: tuple[Dimension, ...]
    rows: tuple[ProtectedRow, ...]
    people: ProtectedCount | None
    rules: Rules
    version: int
    released: str

    @property
    def rules_version(self) -> str:
        return self.rules.version

    @property
    def columns(self) -> tuple[str, ...]:
        return self.dimensions[-1].categories

    @property
    def top(self) -> Key:
        """The key of the row that holds everybody."""
        return (TOTAL,) * (len(self.dimensions) - 1)

    def row(self, *key: str) -> ProtectedRow:
        """The row with this key; KeyError when the table has no such row."""
        for row in self.rows:
            if row.key == key:
                return row
        raise KeyError(key)

    def share(self, key: Key, column: str) -> Share | None:
        """The share of a row that stands in a column, from the shown figures (R3); None where it may not be shown."""
        row = self.row(*key)
        part, whole = row.cells[self.columns.index(column)].count(self.rules), row.total.count(self.rules)
        if part is None or whole is None:
            return None
        return protected_share(part, whole, self.rules, population=self.population)

    def to_wire(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {name: getattr(self, name) for name in NAMES} | {
            "dimensions": [[each.code, each.label, list(each.categories)] for each in self.dimensions],
            "rows": [row.to_wire() for row in self.rows],
            "people": None if self.people is None else self.people.value,
            "rules_version": self.rules_version,
            "version": self.version,
        }

    @classmethod
    def from_wire(cls, wire: Mapping[str, Any], known: Collection[Rules] = (ORDINARY, SENSITIVE)) -> ProtectedTable:
        """Read what to_wire wrote; Unreadable when it is something else or made under rules that are not known.

        Whether the figures obey the rules is another question: see checks.faults.
        """
        try:
            rules, people = rules_of(wire["rules_version"], known), whole_or_none(wire["people"])
            return cls(
                **{name: str(wire[name]) for name in NAMES},
                dimensions=tuple(Dimension(code, label, tuple(found)) for code, label, found in wire["dimensions"]),
                rows=tuple(ProtectedRow.from_wire(row) for row in wire["rows"]),
                people=None if people is None else ProtectedCount(people, rules.smallest, rules.base),
                rules=rules,
                version=int(wire["version"]),
            )
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise Unreadable(f"Tabellen kan inte läsas: {error}. Be avsändaren skicka den på nytt.") from error
