"""Releases after each other: a row is renewed when five people have changed in it, and stands until then."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.disclosure.published import Published, PublishedRow, marks_of
from samsyn.core.disclosure.rows import withheld
from samsyn.core.disclosure.rules import ORDINARY, SENSITIVE
from samsyn.core.disclosure.tables import CountTable, NotTheSame, ProtectedTable, protect

from .drawing import figures, table

PAIR = [frozenset({"group", "outcome"})]
SPRING, SUMMER, AUTUMN = date(2026, 4, 1), date(2026, 7, 1), date(2026, 10, 1)


def grown(women: int, men: int) -> CountTable:
    """A table of two rows in which so many have been added to the first column of each."""
    return table(f"| Arbete | Annat\nKvinnor | {22 + women} | 13\nMän | {17 + men} | 14")


def released(*tables: CountTable, rules=ORDINARY, **more) -> tuple[ProtectedTable, Published]:
    """The last of these tables, released after the others."""
    published = None
    for on, each in zip((SPRING, SUMMER, AUTUMN), tables, strict=False):
        last = each is tables[-1]
        shown, published = protect(each, rules, published, chosen=PAIR, on=on, **(more if last else {}))
    return shown, published  # type: ignore[return-value]


def test_a_row_with_four_changed_stands_with_its_date() -> None:
    found, _ = released(grown(0, 0), grown(4, 0))
    row = found.row("Kvinnor")
    assert figures(row) == [20, 15, 35]
    assert {(cell.status, cell.since) for cell in (*row.cells, row.total)} == {("frozen", "2026-04-01")}
    assert (row.version, found.version, found.released) == (1, 2, "2026-07-01")


def test_the_fifth_renews_it_and_the_total_follows_its_own_count() -> None:
    found, _ = released(grown(0, 0), grown(5, 0))
    assert figures(found.row("Kvinnor")) == [25, 15, 40]
    assert [row.frozen for row in found.rows] == [False, True, False]
    found, _ = released(grown(0, 0), grown(3, 3))
    assert [row.frozen for row in found.rows] == [True, True, False]


def test_changes_add_up_over_releases_until_the_row_is_renewed() -> None:
    assert released(grown(0, 0), grown(3, 0), grown(4, 0))[0].row("Kvinnor").frozen
    found, published = released(grown(0, 0), grown(3, 0), grown(6, 0))
    assert not found.row("Kvinnor").frozen
    assert {key: row.row.version for key, row in published.rows.items()} == {("Kvinnor",): 3, ("Män",): 1, ("",): 3}


def test_sensitive_tables_wait_for_ten() -> None:
    assert released(grown(0, 0), grown(9, 0), rules=SENSITIVE)[0].row("Kvinnor").frozen
    assert not released(grown(0, 0), grown(10, 0), rules=SENSITIVE)[0].row("Kvinnor").frozen


def test_who_moves_between_columns_counts_once() -> None:
    def moved(number: int) -> CountTable:
        start = grown(0, 0)
        work, other = start.members["Kvinnor", "Arbete"], start.members["Kvinnor", "Annat"]
        movers = frozenset(sorted(work)[:number])
        changed = {("Kvinnor", "Arbete"): work - movers, ("Kvinnor", "Annat"): other | movers}
        return CountTable(**{**vars(start), "members": {**start.members, **changed}})

    assert released(grown(0, 0), moved(4))[0].row("Kvinnor").frozen
    assert not released(grown(0, 0), moved(5))[0].row("Kvinnor").frozen


def test_five_out_and_five_in_is_a_change_though_the_number_is_the_same() -> None:
    start = grown(0, 0)
    swapped = {
        key: frozenset(f"ny-{name}" if name[-1] in "12" else name for name in who) for key, who in start.members.items()
    }
    found, _ = released(start, CountTable(**{**vars(start), "members": swapped}))
    assert not any(row.frozen for row in found.rows)


people_by_column = st.dictionaries(st.integers(0, 12), st.sampled_from("abc"))


@given(people_by_column, people_by_column)
def test_change_is_the_number_of_people_whose_place_differs(before: dict[int, str], after: dict[int, str]) -> None:
    def row(places: dict[int, str]) -> dict[str, frozenset[str]]:
        return {column: frozenset(str(who) for who, at in places.items() if at == column) for column in "abc"}

    published = PublishedRow(withheld((), 3, "size", 1), "2026", marks_of("t", row(before)))
    change = published.change("t", row(after))
    assert change.people == sum(before.get(who) != after.get(who) for who in before.keys() | after.keys())
    assert (change.joined, change.left) == (len(after.keys() - before.keys()), len(before.keys() - after.keys()))


def test_a_correction_is_a_whole_new_version() -> None:
    found, published = released(grown(0, 0), grown(1, 0), correction=True)
    assert {row.version for row in found.rows} == {2}
    assert not any(row.frozen for row in found.rows)
    assert {row.row.version for row in published.rows.values()} == {2}


def test_other_rules_or_other_categories_need_a_correction() -> None:
    _, published = protect(grown(0, 0), ORDINARY, chosen=PAIR)
    other = table("| Arbete | Studier\nKvinnor | 22 | 13\nMän | 17 | 14")
    for changed, rules in ((grown(5, 5), SENSITIVE), (other, ORDINARY)):
        with pytest.raises(NotTheSame, match="rättelse"):
            protect(changed, rules, published, chosen=PAIR)
        assert protect(changed, rules, published, chosen=PAIR, correction=True)[0].version == 2
    with pytest.raises(NotTheSame, match="gäller tabellen"):
        protect(table("| A | B\nAlla | 22 | 13", code="annan"), ORDINARY, published)


def test_rows_that_become_uniform_are_joined_when_five_have_changed_in_them_together() -> None:
    def with_outcomes(women: int, men: int) -> CountTable:
        return table(f"| A | B | C\nKvinnor | {30 + women} | 5 | 0\nMän | {18 + men} | 12 | 9\nÖvriga | 9 | 9 | 9")

    joined = [("Kvinnor",), ("Män",)]
    assert not released(with_outcomes(0, 0))[0].row("Män").together
    found, _ = released(with_outcomes(0, 0), with_outcomes(30, 1))
    assert list(found.row("Män").together) == joined
    again, _ = released(with_outcomes(0, 0), with_outcomes(30, 1), with_outcomes(32, 2))
    assert again.row("Män").frozen
    assert list(again.row("Män").together) == joined
    assert figures(again.row("Män")) == figures(found.row("Män"))


def test_a_held_row_is_silent_and_is_later_compared_with_what_was_last_published() -> None:
    shown, published = protect(grown(0, 0), ORDINARY, chosen=PAIR)
    shown, published = protect(grown(6, 0), ORDINARY, published, chosen=PAIR, held=[("Kvinnor",)])
    assert figures(shown.row("Kvinnor")) == ["-size"] * 3
    assert published.rows["Kvinnor",].row.version == 1
    assert not protect(grown(7, 0), ORDINARY, published, chosen=PAIR)[0].row("Kvinnor").frozen


def test_how_many_there_are_is_told_even_when_the_total_row_is_held() -> None:
    shown, published = protect(grown(0, 0), ORDINARY, chosen=PAIR, held=[("",)])
    assert figures(shown.row("")) == ["-size", "-size", 65]
    assert published.rows["",].row == shown.row("")


def test_fewer_than_twenty_left_take_the_rows_with_them() -> None:
    before = table("| A | B\nAlla | 14 | 9")
    after = table("| A | B\nAlla | 10 | 8")
    _, published = protect(before, ORDINARY)
    found, _ = protect(after, ORDINARY, published, shrink=True)
    assert found.people is None
    assert figures(found.row()) == ["-depth"] * 3


def test_the_memory_goes_to_json_and_back_and_holds_no_pseudonyms() -> None:
    _, published = released(grown(0, 0), grown(5, 0))
    text = json.dumps(published.to_wire())
    assert Published.from_wire(json.loads(text)) == published
    assert "Kvinnor/" not in text
    assert all(mark not in repr(published) for row in published.rows.values() for mark in row.marks)
