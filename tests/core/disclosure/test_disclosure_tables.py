"""One table, one release: what is shown, joined and withheld."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.disclosure.checks import faults
from samsyn.core.disclosure.rules import ORDINARY, SENSITIVE
from samsyn.core.disclosure.tables import CountTable, Dimension, ProtectedTable, TooDeep, Unreadable, protect
from samsyn.core.disclosure.uniform import added, is_uniform, together

from .drawing import figures, table, triple

PAIR = [frozenset({"group", "outcome"})]
MIXED = """
            | Arbete | Studier | Annat
    Kvinnor |     22 |      13 |     9
    Män     |     18 |       2 |    11
"""


def shown(drawing: str, **more) -> ProtectedTable:
    return protect(table(drawing), ORDINARY, chosen=PAIR, **more)[0]


def test_every_cell_and_total_is_protected_by_itself() -> None:
    found = shown(MIXED)
    assert [(row.key, figures(row)) for row in found.rows] == [
        (("Kvinnor",), [20, 15, 10, 45]),
        (("Män",), [20, "<", 10, 30]),
        (("",), [40, 15, 20, 75]),
    ]
    assert found.people.value == 75  # type: ignore[union-attr]
    assert found.rules_version == "vanlig-1"
    assert faults(found) == []


def test_sensitive_counts_begin_at_ten() -> None:
    found = protect(table(MIXED), SENSITIVE, chosen=PAIR)[0]
    assert figures(found.row("Kvinnor")) == [20, 15, "<", 45]


def test_nobody_and_four_look_the_same() -> None:
    nobody, four = (shown(f"| Arbete | Studier | Annat\nAlla | 30 | 20 | {count}").row().cells[2] for count in (0, 4))
    assert nobody == four
    assert nobody.status == "class"


def test_a_share_of_a_row_comes_from_what_is_shown() -> None:
    found = shown(MIXED)
    share = found.share(("Kvinnor",), "Arbete")
    assert share is not None
    assert (share.n, share.of, share.population) == (20, 45, "deltagare som avslutat")
    assert found.share(("Män",), "Studier") is None


def test_a_uniform_row_is_shown_together_with_its_neighbour() -> None:
    found = shown("""
                | Arbete | Studier | Annat
        Kvinnor |     60 |       1 |     0
        Män     |     18 |      12 |    11
        Övriga  |     14 |      10 |    12
    """)
    assert figures(found.row("Kvinnor")) == [80, 15, 10, 100]
    assert figures(found.row("Kvinnor")) == figures(found.row("Män"))
    assert {cell.status for cell in found.row("Män").cells} == {"merged"}
    assert found.row("Män").together == (("Kvinnor",), ("Män",))
    assert figures(found.row("Övriga")) == [15, 10, 10, 35]
    assert faults(found) == []


def test_a_table_in_which_nearly_all_have_the_same_shows_only_how_many_they_are() -> None:
    assert figures(shown("| Arbete | Annat\nAlla | 96 | 8").row()) == ["-group", "-group", 105]


@given(st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=1, max_size=6))
def test_joined_rows_are_never_uniform_unless_all_are_joined(counts: list[list[int]]) -> None:
    rows = [dict(zip("abc", row, strict=True)) for row in counts]
    groups = together(rows, ORDINARY)
    assert [place for group in groups for place in group] == list(range(len(rows)))
    for group in groups:
        joined = added([rows[place] for place in group])
        assert len(groups) == 1 or not is_uniform(joined, ORDINARY)
        total = sum(joined.values())
        if not is_uniform(joined, ORDINARY) and total > 40:
            assert max(joined.values()) < 0.9 * total


def test_under_twenty_people_nothing_but_text() -> None:
    few = table("| Arbete | Annat\nAlla | 10 | 9")
    with pytest.raises(TooDeep, match="färre än 20 personer"):
        protect(few, ORDINARY)
    found = protect(few, ORDINARY, shrink=True)[0]
    assert found.people is None
    assert figures(found.row()) == ["-depth"] * 3


def test_a_pair_needs_more_people_or_to_be_chosen() -> None:
    with pytest.raises(TooDeep, match="omkring 75 personer"):
        protect(table(MIXED), ORDINARY)
    found = protect(table(MIXED), ORDINARY, shrink=True)[0]
    assert [figures(row) for row in found.rows] == [
        ["-depth"] * 3 + [45], ["-depth"] * 3 + [30], [40, 15, 20, 75],
    ]  # fmt: skip
    assert faults(found) == []


def test_the_message_tells_no_more_than_the_table() -> None:
    messages = set()
    for last in (7, 8, 9):
        with pytest.raises(TooDeep) as raised:
            protect(table(f"| A | B\nX | 12 | 12\nY | 12 | {last}"), ORDINARY)
        messages.add(str(raised.value))
    assert len(messages) == 1


def test_three_variables_need_twelve_hundred_people_and_a_choice() -> None:
    chosen = [frozenset({"sex", "age", "outcome"})]
    assert len(protect(triple(101), ORDINARY, chosen=chosen)[0].rows) == 9
    with pytest.raises(TooDeep):
        protect(triple(101), ORDINARY)
    with pytest.raises(TooDeep):
        protect(triple(99), ORDINARY, chosen=chosen)
    coarser = protect(triple(99), ORDINARY, shrink=True)[0]
    assert figures(coarser.row("Kvinnor", "Unga")) == ["-depth"] * 3 + [295]
    assert figures(coarser.row("Kvinnor", "")) == [200, 200, 200, 595]


def test_only_the_crossings_asked_for_are_published() -> None:
    asked = (frozenset({"sex", "outcome"}), frozenset({"age", "outcome"}))
    keys = [row.key for row in protect(triple(30, asked), ORDINARY)[0].rows]
    assert keys == [("Kvinnor", ""), ("Män", ""), ("", "Unga"), ("", "Äldre"), ("", "")]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"dimensions": ()}, "minst en indelning"),
        ({"crossings": (frozenset({"group"}),)}, "varje korsning"),
        ({"members": {("X", "Okänd"): frozenset("a")}}, "finns inte"),
        ({"members": {("X", "A"): frozenset("a"), ("Y", "A"): frozenset("a")}}, "två celler"),
    ],
)
def test_a_table_that_does_not_hang_together_is_refused(change: dict, says: str) -> None:
    good = table("| A | B\nX | 12 | 12\nY | 12 | 12")
    with pytest.raises(ValueError, match=says):
        CountTable(**{**vars(good), **change})


def test_categories_need_names_of_their_own() -> None:
    for categories in ((), ("",), ("a", "a")):
        with pytest.raises(ValueError, match="eget namn"):
            Dimension("sex", "Kön", categories)


def test_the_true_table_does_not_print_its_people() -> None:
    assert "Kvinnor/" not in repr(table(MIXED))


def test_over_the_wire_and_back() -> None:
    found = shown(MIXED)
    assert ProtectedTable.from_wire(json.loads(json.dumps(found.to_wire()))) == found


def wire(**change: object) -> dict:
    return {**shown(MIXED).to_wire(), **change}


@pytest.mark.parametrize(
    "broken",
    [
        {}, [], {"rules_version": "vanlig-1"}, wire(rules_version="påhittad"), wire(people=5.0), wire(people=True),
        wire(rows=[{}]), wire(rows=3), wire(dimensions=[["a", "A", []]]), wire(version="två"),
        wire(rows=[{"key": [], "cells": [{"status": "öppen", "value": 1, "why": "", "since": ""}]}]),
    ],
)  # fmt: skip
def test_what_is_no_protected_table_is_not_read(broken: object) -> None:
    with pytest.raises(Unreadable, match="Tabellen kan inte läsas"):
        ProtectedTable.from_wire(broken)  # type: ignore[arg-type]


def test_an_unknown_row_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        shown(MIXED).row("Ingen")
