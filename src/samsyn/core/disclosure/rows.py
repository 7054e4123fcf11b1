"""What one row shows: by column, joined with others (R5), its total alone (R4), or as it stood (R6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum

from samsyn.core.disclosure.cells import ProtectedCell, ProtectedRow, Why
from samsyn.core.disclosure.counts import protected
from samsyn.core.disclosure.crossing import Dimension, Key, rows_crossed
from samsyn.core.disclosure.published import PublishedRow
from samsyn.core.disclosure.rules import Depth, Rules
from samsyn.core.disclosure.uniform import Numbers, added, is_uniform, together


class Limit(Enum):
    """How much of a row its depth allows."""

    NOTHING = "nothing"
    TOTAL = "total"
    COLUMNS = "columns"


def limit_of(key: Key, dimensions: tuple[Dimension, ...], depth: Depth, chosen: Collection[frozenset[str]]) -> Limit:
    """What R4 allows of a row: all of it, its total (one dimension less), or nothing."""
    crossed = rows_crossed(key, dimensions)
    if depth.allows(crossed | {dimensions[-1].code}, chosen):
        return Limit.COLUMNS
    return Limit.TOTAL if depth.allows(crossed, chosen) else Limit.NOTHING


def groups_of(
    numbers: Mapping[Key, Numbers], dimensions: tuple[Dimension, ...], rules: Rules
) -> dict[Key, tuple[Key, ...]]:
    """For every row, the rows it is shown together with (R5), itself included; none when it is not shown by column.

    numbers: the rows whose columns may be shown, no others. Only rows broken down by the same dimensions are joined.
    """
    families: dict[frozenset[str], list[Key]] = {}
    for key in numbers:
        families.setdefault(rows_crossed(key, dimensions), []).append(key)
    found: dict[Key, tuple[Key, ...]] = {}
    for family in families.values():
        for places in together([numbers[key] for key in family], rules):
            group = tuple(family[place] for place in places)
            uniform = is_uniform(added([numbers[key] for key in group]), rules)
            found.update(dict.fromkeys(group, () if uniform else group))
    return found


def make_row(
    key: Key, group: tuple[Key, ...], numbers: Mapping[Key, Numbers], limit: Limit, rules: Rules, version: int
) -> ProtectedRow:
    """A row made anew from true numbers: by column, joined with its group, or its total alone."""
    own = numbers[key]
    if limit is Limit.NOTHING:
        return withheld(key, len(own), "depth", version)
    if limit is Limit.TOTAL:
        return withheld(key, len(own), "depth", version, _cell(sum(own.values()), rules))
    if not group:
        return withheld(key, len(own), "group", version, _cell(sum(own.values()), rules))
    shown = added([numbers[each] for each in group])
    cells = [_cell(shown[column], rules) for column in shown]
    total = _cell(sum(shown.values()), rules)
    if len(group) == 1:
        return ProtectedRow(key, tuple(cells), total, version)
    return ProtectedRow(key, tuple(map(_merged, cells)), _merged(total), version, group)


def withheld(key: Key, columns: int, why: Why, version: int, total: ProtectedCell | None = None) -> ProtectedRow:
    """A row of which nothing is shown, or its total alone."""
    nothing = ProtectedCell("withheld", why=why)
    return ProtectedRow(key, (nothing,) * columns, total or nothing, version)


def stand(published: PublishedRow, limit: Limit) -> ProtectedRow:
    """A row as last published, less what its depth no longer allows."""
    row = published.row.stands(published.released)
    if limit is Limit.COLUMNS:
        return row
    total = row.total if limit is Limit.TOTAL and not row.together else None
    return withheld(row.key, len(row.cells), "depth", row.version, total)


def _cell(count: int, rules: Rules) -> ProtectedCell:
    shown = protected(count, rules)
    return ProtectedCell(shown.shown_as, shown.value)


def _merged(cell: ProtectedCell) -> ProtectedCell:
    return ProtectedCell("merged", cell.value)
