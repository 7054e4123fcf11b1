"""Faults to plant in the engine, one at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from samsyn.core.disclosure import attack, renewal, rows, shown, tables
from samsyn.core.disclosure.attack import releasable
from samsyn.core.disclosure.cells import ProtectedRow
from samsyn.core.disclosure.counts import ProtectedCount, protected
from samsyn.core.disclosure.crossing import CountTable
from samsyn.core.disclosure.published import Change, marks_of
from samsyn.core.disclosure.rows import Limit, make_row, stand
from samsyn.core.disclosure.rules import depth_for
from samsyn.core.disclosure.shown import ProtectedTable
from samsyn.core.disclosure.uniform import added
from samsyn.core.quantities import Share

Patch = Callable[[pytest.MonkeyPatch], None]


def replacing(*places: tuple[Any, str], by: Any) -> Patch:
    """A fault that puts something else in the place of a function."""

    def plant(monkeypatch: pytest.MonkeyPatch) -> None:
        for place, name in places:
            monkeypatch.setattr(place, name, by)

    return plant


def count(value: int) -> ProtectedCount:
    return ProtectedCount(value, 5, 5)


class Remembering(int):
    """A figure that still knows what it was."""

    true: int


def remembering(number: int, rules: Any) -> ProtectedCount:
    kept = protected(number, rules)
    if kept.value is None:
        return kept
    value = Remembering(kept.value)
    value.true = number
    return replace(kept, value=value)


def tells(look: str, by: Callable[[Remembering], Any]) -> Patch:
    """Figures that remember, and show it when they are looked at in one way."""

    def plant(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(rows, "protected", remembering)
        monkeypatch.setattr(Remembering, look, by, raising=False)

    return plant


def share_of_true(part: ProtectedCount, whole: ProtectedCount, *_: Any, population: str) -> Share | None:
    above, below = (getattr(each.value, "true", each.value) for each in (part, whole))
    return Share(above, below, population) if above and below and 20 <= below >= above else None


def percent_from_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "protected", remembering)
    monkeypatch.setattr(shown, "protected_share", share_of_true)


def made_with(change: Callable[[ProtectedRow, dict[str, int]], ProtectedRow]) -> Patch:
    """Rows that are changed after they were made, with the true numbers at hand."""

    def changed(key, group, numbers, *more) -> ProtectedRow:
        return change(make_row(key, group, numbers, *more), added([numbers[each] for each in group or (key,)]))

    return replacing((renewal, "make_row"), by=changed)


def exact_total(row: ProtectedRow, true: dict[str, int]) -> ProtectedRow:
    return row if row.total.value is None else replace(row, total=replace(row.total, value=sum(true.values())))


def total_of_shown(row: ProtectedRow, _: dict[str, int]) -> ProtectedRow:
    known = [cell.value for cell in row.cells]
    return row if None in known else replace(row, total=replace(row.total, value=sum(known)))  # type: ignore[arg-type]


def columns_by_size(row: ProtectedRow, true: dict[str, int]) -> ProtectedRow:
    order = sorted(range(len(true)), key=lambda at: -list(true.values())[at])
    return replace(row, cells=tuple(row.cells[at] for at in order))


def kept_in_withheld(row: ProtectedRow, true: dict[str, int]) -> ProtectedRow:
    if row.by_column:
        return row
    return replace(row, cells=tuple(replace(cell, value=n) for cell, n in zip(row.cells, true.values(), strict=True)))


def kept_in_class(row: ProtectedRow, true: dict[str, int]) -> ProtectedRow:
    cells = zip(row.cells, true.values(), strict=True)
    return replace(row, cells=tuple(replace(cell, value=n) if cell.status == "class" else cell for cell, n in cells))


def own_figures(key, group, numbers, *more) -> ProtectedRow:
    own = make_row(key, (key,) if group else (), numbers, *more)
    return replace(own, together=group) if len(group) > 1 else own


def frozen_with_todays_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    def make(self: renewal.Renewal, held: frozenset) -> tuple[list[ProtectedRow], dict]:
        made, memory = whole(self, held)
        return [today(self, row) if row.frozen and row.by_column else row for row in made], memory

    def today(self: renewal.Renewal, row: ProtectedRow) -> ProtectedRow:
        now = [protected(len(people), self.rules).value for people in self.rows[row.key].values()]
        return replace(row, cells=tuple(replace(cell, value=n) for cell, n in zip(row.cells, now, strict=True)))

    whole = renewal.Renewal.make
    monkeypatch.setattr(renewal.Renewal, "make", make)


def rows_by_size(monkeypatch: pytest.MonkeyPatch) -> None:
    def by_size(self: CountTable) -> dict:
        return dict(sorted(whole(self).items(), key=lambda item: sum(map(len, item[1].values()))))

    whole = CountTable.rows
    monkeypatch.setattr(CountTable, "rows", by_size)


def no_corrections(*given: Any, correction: bool, **named: Any) -> Any:
    return tables.protect(*given, **named)


def nothing_held(*given: Any, held: Any, **named: Any) -> Any:
    return tables.protect(*given, **named)


def wire_with_more(monkeypatch: pytest.MonkeyPatch) -> None:
    def to_wire(self: ProtectedTable) -> dict:
        return {**whole(self), "rader": len(self.rows)}

    whole = ProtectedTable.to_wire
    monkeypatch.setattr(ProtectedTable, "to_wire", to_wire)


def zero_shown(number: int, rules: Any) -> ProtectedCount:
    return count(0) if number == 0 else protected(number, rules)


def all_people(table: CountTable, rules: Any) -> ProtectedCount:
    return protected(len(table.people), rules)


def nearest_depth(people: ProtectedCount | None, rules: Any) -> Any:
    return depth_for(people.rank if people else 0, rules)


def few_forgotten(code: str, members: Any) -> frozenset[str]:
    return frozenset(list(marks_of(code, members))[:-5])


def dated_today(published: Any, limit: Limit) -> ProtectedRow:
    return stand(replace(published, released="2027-01-01"), limit)


def share_of_any(part: ProtectedCount, whole: ProtectedCount, *_: Any, population: str) -> Share | None:
    return Share(part.rank, whole.rank, population) if whole.rank else None


def talkative(table: CountTable, *_: Any) -> str:
    return f"{table.title}: bara {len(table.people)} personer."


def kind_to(smallest: int) -> Callable[..., ProtectedCount]:
    return lambda number, rules: count(number) if number < smallest else protected(number, rules)


FAULTS: dict[str, Patch] = {
    "a zero is shown": replacing((rows, "protected"), by=zero_shown),
    "one to four are shown": replacing((rows, "protected"), by=kind_to(5)),
    "nothing is rounded": replacing((rows, "protected"), by=kind_to(10_000)),
    "figures are rounded down": replacing((rows, "protected"), by=lambda n, rules: protected(n - n % 5, rules)),
    "the total is not rounded": made_with(exact_total),
    "the total is the sum of what is shown": made_with(total_of_shown),
    "people are not rounded": replacing((tables, "_people"), by=lambda table, _: count(len(table.people))),
    "fewer than twenty are shown": replacing((tables, "_people"), by=all_people),
    "depth follows the nearest figure": replacing((tables, "depth_shown"), by=nearest_depth),
    "any depth at any size": replacing((tables, "limit_of"), by=lambda *_: Limit.COLUMNS),
    "the freeze is skipped": replacing((renewal, "may_renew"), (tables, "may_renew"), by=lambda *_: True),
    "the freeze counts the size": replacing((Change, "people"), by=property(lambda it: abs(it.joined - it.left))),
    "who moves counts twice": replacing((Change, "people"), by=property(lambda it: it.come + it.gone)),
    "the memory forgets some": replacing((renewal, "marks_of"), by=few_forgotten),
    "a frozen row shows the figures of today": frozen_with_todays_figures,
    "a frozen row is not marked": replacing((renewal, "stand"), by=lambda published, limit: published.row),
    "a frozen row has the date of today": replacing((renewal, "stand"), by=dated_today),
    "a correction changes single rows": replacing((attack, "protect"), by=no_corrections),
    "a uniform row is shown": replacing(
        (renewal, "groups_of"), by=lambda numbers, *_: {key: (key,) for key in numbers}
    ),
    "a joined row shows its own figures": replacing((renewal, "make_row"), by=own_figures),
    "a withheld cell keeps its figure": made_with(kept_in_withheld),
    "a class keeps its figure": made_with(kept_in_class),
    "rows stand in the order of size": rows_by_size,
    "columns stand in the order of size": made_with(columns_by_size),
    "percent come from true figures": percent_from_true,
    "percent of fewer than twenty": replacing((shown, "protected_share"), by=share_of_any),
    "repr tells": tells("__repr__", lambda value: str(value.true)),
    "equality tells": tells("__eq__", lambda value, other: value.true == getattr(other, "true", None)),
    "the wire tells more than agreed": wire_with_more,
    "an error message tells": replacing((tables, "_too_deep"), by=talkative),
    "the gate is open": replacing((attack, "releasable"), by=lambda *_: []),
    "the gate forgets earlier releases": replacing((attack, "releasable"), by=lambda shown, *_: releasable(shown)),
    "the gate holds nothing": replacing((attack, "protect"), by=nothing_held),
}
