"""One release of a table, row by row: which rows are renewed and which stand (R6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from samsyn.core.disclosure.cells import ProtectedRow
from samsyn.core.disclosure.crossing import Dimension, Key, Members, rows_crossed
from samsyn.core.disclosure.published import Change, PublishedRow, marks_of
from samsyn.core.disclosure.rows import Limit, groups_of, make_row, stand, withheld
from samsyn.core.disclosure.rules import Rules


def may_renew(group: Collection[Key], changes: Mapping[Key, Change], rules: Rules) -> bool:
    """Whether so many have changed in rows shown as one, since each was last published, that they may be renewed.

    Rows that were never published have no change to be counted: alone they always may, with others they follow.
    """
    changed = [changes[key].people for key in group if key in changes]
    return not changed or sum(changed) >= rules.freeze


@dataclass(frozen=True)
class Renewal:
    """What the rows of one release are made from."""

    code: str
    rules: Rules
    dimensions: tuple[Dimension, ...]
    rows: Mapping[Key, Members]
    before: Mapping[Key, PublishedRow]
    changes: Mapping[Key, Change]
    limits: Mapping[Key, Limit]
    version: int
    released: str

    def make(self, held: frozenset[Key]) -> tuple[list[ProtectedRow], dict[Key, PublishedRow]]:
        """Every row as shown, and the memory of those that were made anew.

        A row that stands has always changed by fewer than `freeze` people, so that its mark is true. A held row leaves
        no memory: next time it is compared with its last published version. The total of the whole table is told even
        when its row is held.
        """
        numbers = {key: {column: len(who) for column, who in row.items()} for key, row in self.rows.items()}
        by_column = {key: numbers[key] for key, limit in self.limits.items() if limit is Limit.COLUMNS}
        groups = groups_of(by_column, self.dimensions, self.rules)
        shown, memory = [], {}
        for key, limit in self.limits.items():
            group = groups.get(key, (key,))
            bundle = group or (key,)
            renewed = may_renew(bundle, self.changes, self.rules)
            if renewed:
                row = make_row(key, group, numbers, limit, self.rules, self.version)
            elif key in self.before:
                row = stand(self.before[key], limit)
            else:  # it waits for the rows it is shown together with
                row = withheld(key, len(numbers[key]), "size", self.version)
            top, silent = not rows_crossed(key, self.dimensions), bool(held.intersection(bundle if renewed else (key,)))
            if silent:
                row = withheld(key, len(row.cells), "size", row.version, row.total if top else None)
            if renewed and (top or not silent):
                memory[key] = PublishedRow(row, self.released, marks_of(self.code, self.rows[key]))
            shown.append(row)
        return shown, memory
