"""The attacker finds what can be found, never says what is not so, and the engine withholds until it finds nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.disclosure import attack
from samsyn.core.disclosure.attack import Leak, StillLeaking, changes_of, protect_all, releasable
from samsyn.core.disclosure.cells import ProtectedCell
from samsyn.core.disclosure.counts import protected
from samsyn.core.disclosure.intervals import Unknowns
from samsyn.core.disclosure.knowledge import Place
from samsyn.core.disclosure.leaks import NARROW
from samsyn.core.disclosure.rules import ORDINARY
from samsyn.core.disclosure.tables import NotTheSame, ProtectedTable, protect

from .drawing import figures, table, triple

PAIR = [frozenset({"group", "outcome"})]


def showing(key: tuple[str, ...], drawing: str, base: ProtectedTable) -> ProtectedTable:
    """A table whose row shows other figures than it should; < is the class, - is withheld."""
    *cells, total = (cell(word) for word in drawing.split())
    rows = tuple(
        replace(row, cells=tuple(cells), total=total, together=()) if row.key == key else row for row in base.rows
    )
    return replace(base, rows=rows)


def cell(word: str) -> ProtectedCell:
    if word == "-":
        return ProtectedCell("withheld", why="size")
    return ProtectedCell("class") if word == "<" else ProtectedCell("value", int(word))


def one_row(drawing: str) -> ProtectedTable:
    return showing((), drawing, protect(table("| A | B | C\nAlla | 20 | 20 | 20"), ORDINARY)[0])


@pytest.mark.parametrize(
    ("figures", "leaks"),
    [
        ("15 10 < 30", []),
        ("20 20 20 60", []),
        ("15 15 < 25", [Leak("narrow", Place("utfall", (), "C"), 0, 1)]),
        ("10 10 < 30", [Leak("exact", Place("utfall", (), "C"), 4, 4)]),
    ],
)
def test_subtraction_within_a_row(figures: str, leaks: list[Leak]) -> None:
    found = releasable([one_row(figures)])
    assert [leak for leak in found if leak.place.column == "C"] == leaks


def test_a_withheld_cell_is_found_by_its_total() -> None:
    found = releasable([one_row("40 - 15 50")])
    assert Leak("narrow", Place("utfall", (), "B"), 0, 1) in found


def test_figures_that_contradict_each_other_are_a_leak() -> None:
    assert {leak.kind for leak in releasable([one_row("15 10 < 50")])} == {"impossible"}


def test_two_tables_are_used_together() -> None:
    by_group = protect(table("| A | B\nX | 12 | 30\nY | 28 | 22"), ORDINARY, chosen=PAIR)[0]
    alone = protect(table("| A | B\nAlla | 40 | 52", code="annan"), ORDINARY)[0]
    assert releasable([by_group, alone]) == []
    wrong = showing((), "50 50 90", alone)
    assert {leak.kind for leak in releasable([by_group, wrong])} == {"impossible"}


def test_a_group_in_which_nearly_all_have_the_same_is_found_by_subtraction() -> None:
    whole = protect(table("| A | B\nX | 300 | 300\nY | 300 | 12"), ORDINARY, chosen=PAIR)[0]
    hidden = showing(("Y",), "- - 310", showing(("X",), "300 300 600", whole))
    kinds = {(leak.kind, leak.place.key, leak.place.column) for leak in releasable([hidden])}
    assert ("group", ("Y",), "A") in kinds
    assert releasable([whole]) == []


def newcomers(work: int, other: int) -> tuple[ProtectedTable, ProtectedTable, dict]:
    before, after = (
        table("| A | B | C\nAlla | 12 | 12 | 30"),
        table(f"| A | B | C\nAlla | {12 + work} | {12 + other} | 30"),
    )
    first, published = protect(before, ORDINARY)
    return first, protect(after, ORDINARY, published)[0], changes_of([after], {"utfall": published})


def test_when_all_who_came_had_the_same_outcome_somebody_who_knows_them_may_learn_it() -> None:
    first, second, changes = newcomers(6, 0)
    assert Leak("certain", Place("utfall", (), "A"), 6, 6) in releasable([second], [[first]], changes)
    assert releasable([second], [[first]]) == []
    first, second, changes = newcomers(4, 2)
    assert releasable([second], [[first]], changes) == []


def test_the_gate_withholds_the_row_instead() -> None:
    before, after = table("| A | B | C\nAlla | 12 | 12 | 30"), table("| A | B | C\nAlla | 18 | 12 | 30")
    first, published = protect_all([before], ORDINARY)
    second, later = protect_all([after], ORDINARY, published, earlier=[first])
    assert figures(second[0].row()) == ["-size"] * 3 + [60]
    assert releasable(second, [first], changes_of([after], published)) == []
    assert later["utfall"].version == 2


def test_nothing_is_released_when_withholding_does_not_help(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Leak("exact", Place("utfall", (), "A"), 3, 3)
    monkeypatch.setattr(attack, "releasable", lambda *_: [found])
    with pytest.raises(StillLeaking, match="kan inte släppas"):
        protect_all([table("| A | B\nAlla | 20 | 20")], ORDINARY)


def test_tables_of_the_same_population_must_hold_the_same_people() -> None:
    tables = [table("| A | B\nAlla | 20 | 20"), table("| A | B\nAlla | 20 | 19", code="annan")]
    with pytest.raises(NotTheSame, match="uppgift saknas"):
        protect_all(tables, ORDINARY)


def test_a_table_with_other_categories_can_be_corrected_through_the_gate() -> None:
    before, after = table("| A | B\nAlla | 20 | 20"), table("| A | B | C\nAlla | 20 | 20 | 9")
    first, published = protect_all([before], ORDINARY)
    assert changes_of([after], published) == {}
    second, _ = protect_all([after], ORDINARY, published, earlier=[first], correction=True)
    assert figures(second[0].row()) == [20, 20, 10, 50]


def test_three_variables_go_through_the_gate_too() -> None:
    asked = (frozenset({"sex", "outcome"}), frozenset({"age", "outcome"}))
    (two,), _ = protect_all([triple(30, asked)], ORDINARY)
    (three,), _ = protect_all([triple(101)], ORDINARY, chosen=[frozenset({"sex", "age", "outcome"})])
    assert (len(two.rows), len(three.rows)) == (5, 9)
    assert all(row.by_column for table in (two, three) for row in table.rows)


MARGINS = ((4, 0, 1), (5, 2, 3), (6, 0, 2), (7, 1, 3), (8, 4, 5), (8, 6, 7))
Four = tuple[int, int, int, int]


def with_margins(a: int, b: int, c: int, d: int) -> tuple[int, ...]:
    return a, b, c, d, a + b, c + d, a + c, b + d, a + b + c + d


@cache
def shown_alike() -> dict[tuple[int | None, ...], list[Four]]:
    """Every table of two by two with cells up to 12, by what it shows."""
    value = [protected(count, ORDINARY).value for count in range(50)]
    found: dict[tuple[int | None, ...], list[Four]] = defaultdict(list)
    for four in product(range(13), repeat=4):
        found[tuple(value[count] for count in with_margins(*four))].append(four)
    return found


@given(st.tuples(*[st.integers(0, 9)] * 4))
def test_propagation_never_rules_out_what_is_possible(four: Four) -> None:
    """Against every table that would be shown alike."""
    counts = [protected(count, ORDINARY) for count in with_margins(*four)]
    known = Unknowns()
    numbers = [known.new() for _ in counts]
    for number, count in zip(numbers, counts, strict=True):
        known.between(number, count.lowest, count.highest)
    for whole, *parts in MARGINS:
        known.adds_up(numbers[whole], [numbers[part] for part in parts])
    bounds = known.solve()
    alike = shown_alike()[tuple(count.value for count in counts)]
    for at, number in enumerate(numbers[:4]):
        possible = [each[at] for each in alike]
        assert bounds.low[number] <= min(possible)
        assert bounds.high[number] >= max(possible)


def test_whoever_knows_the_engine_by_heart_pins_no_small_count_either() -> None:
    """Every table of three columns and 20–30 people goes through the engine; those that look alike hide each other."""
    alike: dict[ProtectedTable, list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(34), repeat=3):
        if 20 <= sum(counts) < 34:
            (shown,), _ = protect_all([table(f"| A | B | C\nAlla | {'|'.join(map(str, counts))}")], ORDINARY)
            alike[shown].append(counts)
    for behind in alike.values():
        if max(map(sum, behind)) <= 30:  # those who would be hidden by greater tables than were tried are left out
            for column in zip(*behind, strict=True):
                assert min(column) >= ORDINARY.smallest or len(set(column)) >= NARROW
