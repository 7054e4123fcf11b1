"""Rows in which nearly everybody has the same in common are shown only together with others (R5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from samsyn.core.disclosure.counts import ProtectedCount, protected
from samsyn.core.disclosure.rules import Rules

Numbers = Mapping[str, int]  # people by column


def may_be_uniform(row: Sequence[ProtectedCount], total: ProtectedCount, rules: Rules) -> bool:
    """Whether one column may hold nearly the whole row, going by the figures that are shown.

    Going by the true figures would tell too much: a shown row of 40 with 35 in one column and fewer than 5 in the other
    must then have had exactly 4 there. So a row is uniform when any numbers that would be shown alike are. A row whose
    columns are all below the smallest shows nothing but classes, and a single column is no distribution.
    """
    if len(row) < 2 or all(count.value is None for count in row):
        return False
    most = max(row, key=lambda count: count.rank)
    others = sum(count.lowest for count in row) - most.lowest
    return rules.uniform(most.highest, most.highest + max(others, total.lowest - most.highest))


def is_uniform(row: Numbers, rules: Rules) -> bool:
    """The same of a row that is not yet protected.

    >>> from samsyn.core.disclosure.rules import ORDINARY
    >>> is_uniform({"arbete": 36, "annat": 4}, ORDINARY), is_uniform({"arbete": 30, "annat": 10}, ORDINARY)
    (True, False)
    """
    shown = [protected(count, rules) for count in row.values()]
    return may_be_uniform(shown, protected(sum(row.values()), rules), rules)


def added(rows: Sequence[Numbers]) -> dict[str, int]:
    """People by column in all rows together."""
    return {column: sum(row[column] for row in rows) for column in rows[0]}


def together(rows: Sequence[Numbers], rules: Rules) -> list[list[int]]:
    """Which neighbouring rows, by place, to show as one so that none of them is uniform.

    A uniform row is joined with the next one, the last with the one before, and on until they are mixed. So a reader
    never learns which of them it was. When all rows end up as one, that one may be uniform still.
    >>> from samsyn.core.disclosure.rules import ORDINARY
    >>> together([{"a": 30, "b": 0}, {"a": 10, "b": 20}, {"a": 9, "b": 9}], ORDINARY)
    [[0, 1], [2]]
    """
    groups = [[place] for place in range(len(rows))]
    while len(groups) > 1:
        uniform = (at for at, group in enumerate(groups) if is_uniform(added([rows[place] for place in group]), rules))
        at = next(uniform, None)
        if at is None:
            break
        at = min(at, len(groups) - 2)
        groups[at : at + 2] = [groups[at] + groups[at + 1]]
    return groups
