"""What follows from how populations and categories hang together, and is seen in no table by itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.core.disclosure.attack import protect_all, releasable
from samsyn.core.disclosure.background import NOTHING, Background, Union
from samsyn.core.disclosure.knowledge import known_from
from samsyn.core.disclosure.rules import ORDINARY, SENSITIVE
from samsyn.core.disclosure.tables import CountTable, Dimension, protect

SEX = Dimension("sex", "Kön", ("Kvinnor", "Män", "Okänt"))
FINE = Dimension("fine", "Orsak", ("Arbete", "Studier", "Sjuk", "Flyttat"))
COARSE = Dimension("coarse", "Slag", ("Framåt", "Annat"))
FORWARD = {"Arbete": "Framåt", "Studier": "Framåt", "Sjuk": "Annat", "Flyttat": "Annat"}
UNIONS = tuple(
    Union(("coarse", kind), tuple(frozenset({("fine", name)}) for name, of in FORWARD.items() if of == kind))
    for kind in COARSE.categories
)
KNOWN = Background({"avslutade": "alla"}, at_most={"alla": "gånger"}, unions=UNIONS)
PLAIN = replace(KNOWN, plain=frozenset({"sex"}))


def one(code: str, population: str, dimension: Dimension, counts: list[int], prefix: str = "p") -> CountTable:
    members = {
        (category,): frozenset(f"{prefix}-{category}-{number}" for number in range(count))
        for category, count in zip(dimension.categories, counts, strict=True)
    }
    return CountTable(code, code, population, "2026", (dimension,), members)


def shown(*tables: CountTable):
    return [protect(table, ORDINARY)[0] for table in tables]


def kinds(tables, background: Background = NOTHING) -> set[tuple[str, str]]:
    return {(leak.kind, leak.place.code) for leak in releasable(tables, background=background)}


def test_a_category_that_is_others_together_is_used_against_the_release():
    """Annat is shown as 10, at least 8, and is two classes of at most 4 each: both are exactly 4."""
    tables = shown(one("fine", "alla", FINE, [6, 6, 4, 4]), one("coarse", "alla", COARSE, [12, 8]))
    assert kinds(tables) == set()
    assert kinds(tables, KNOWN) >= {("exact", "fine")}


def test_who_is_left_between_two_populations_is_not_told_either():
    """6 women, 7 men and 7 others, all of whom have ended: each shown as 5–7 of 18–22, so hardly anyone is left."""
    tables = shown(one("all", "alla", SEX, [6, 7, 7]), one("ended", "avslutade", SEX, [6, 7, 7]))
    assert kinds(tables) == set()
    assert kinds(tables, KNOWN) == {("narrow", "ended")}
    assert kinds(tables, PLAIN) == set()  # unless their sex alone is thought to say nothing about them


def test_the_same_people_in_a_greater_and_a_smaller_population():
    """Nobody of a sex can have ended without taking part: what is known of all is known of those who ended."""
    tables = shown(one("all", "alla", SEX, [40, 3, 20]), one("ended", "avslutade", SEX, [22, 2, 17]))
    knowledge = known_from(tables, background=KNOWN)
    bounds = knowledge.unknowns.solve()
    assert bounds.possible
    release = {moment[1]: moment for moment, _ in knowledge.numbers}
    for cell in (frozenset({("sex", category)}) for category in SEX.categories):
        whole, part = (knowledge.numbers[release[name], cell] for name in ("alla", "avslutade"))
        assert bounds.high[part] <= bounds.high[whole]
        assert bounds.low[whole] >= bounds.low[part]


def test_that_hardly_anybody_lacks_an_answer_is_no_leak_but_so_many_as_four_who_do_is():
    lacking = replace(KNOWN, missing=frozenset({"Okänt", "Sjuk"}))
    hardly = shown(one("all", "alla", SEX, [6, 8, 7]), one("ended", "avslutade", SEX, [6, 7, 7]))
    assert {leak.place.column for leak in releasable(hardly, background=KNOWN)} == {"Kvinnor", "Okänt"}
    assert {leak.place.column for leak in releasable(hardly, background=lacking)} == {"Kvinnor"}
    pinned = shown(one("fine", "alla", FINE, [6, 6, 4, 4]), one("coarse", "alla", COARSE, [12, 8]))
    assert {leak.place.column for leak in releasable(pinned, background=lacking)} == {"Sjuk", "Flyttat"}


def test_a_population_never_has_more_persons_than_participations():
    tables = shown(one("persons", "alla", SEX, [30, 20, 9]), one("times", "gånger", SEX, [31, 20, 9], "t"))
    knowledge = known_from(tables, background=KNOWN)
    assert knowledge.unknowns.solve().possible
    lying = shown(one("persons", "alla", SEX, [30, 20, 9]), one("times", "gånger", SEX, [20, 20, 9], "t"))
    assert {kind for kind, _ in kinds(lying, KNOWN)} == {"impossible"}


def test_stricter_rules_for_one_table():
    tables = [one("fine", "alla", FINE, [8, 8, 12, 9]), one("coarse", "avslutade", COARSE, [22, 20], "q")]
    made, _ = protect_all(tables, ORDINARY, stricter={"fine": SENSITIVE})
    assert [table.rules for table in made] == [SENSITIVE, ORDINARY]
    assert all(cell.value is None or cell.value >= 10 for cell in made[0].rows[0].cells)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.integers(20, 200))
def test_the_truth_fits_and_the_gate_closes_what_the_background_opens(seed: int, size: int):
    """What the background says is true of the people, and what is released withstands an attack with it."""
    chance = np.random.default_rng(seed)
    people = [
        (f"p{number}", str(chance.choice(SEX.categories, p=(0.6, 0.35, 0.05))), str(chance.choice(FINE.categories)))
        for number in range(size)
    ]
    ended = [person for person in people if chance.random() < 0.7]
    tables = [
        _of("all", "alla", (SEX,), [(name, (sex,)) for name, sex, _ in people]),
        _of("ended", "avslutade", (SEX, COARSE), [(name, (sex, FORWARD[fine])) for name, sex, fine in ended]),
        _of("why", "avslutade", (FINE,), [(name, (fine,)) for name, _, fine in ended]),
        _of("times", "gånger", (SEX,), [(name + again, (sex,)) for name, sex, _ in people for again in "ab"]),
    ]
    made, _ = protect_all(tables, ORDINARY, chosen=[frozenset({"sex", "coarse"})], shrink=True, background=KNOWN)
    assert releasable(made, background=KNOWN) == []
    knowledge = known_from(made, background=KNOWN)
    bounds = knowledge.unknowns.solve()
    for ((_, population, _), cell), unknown in knowledge.numbers.items():
        true = _count(tables, str(population), cell)
        if true is not None:
            assert bounds.low[unknown] <= true <= bounds.high[unknown]


def _of(code: str, population: str, dimensions: tuple[Dimension, ...], rows) -> CountTable:
    members: dict[tuple[str, ...], set[str]] = {}
    for name, key in rows:
        members.setdefault(key, set()).add(name)
    cells = {key: frozenset(who) for key, who in members.items()}
    return CountTable(code, code, population, "2026", dimensions, cells)


def _count(tables: list[CountTable], population: str, cell: frozenset[tuple[str, str]]) -> int | None:
    """Plainly, from a table of that population that has all the dimensions."""
    for table in tables:
        codes = [dimension.code for dimension in table.dimensions]
        if table.population == population and all(code in codes for code, _ in cell):
            wanted = dict(cell)
            return sum(
                len(who)
                for key, who in table.members.items()
                if all(wanted.get(code, part) == part for code, part in zip(codes, key, strict=True))
            )
    return None
