"""Random populations of 20–300 people and five variables, released again and again: nobody is found."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from bench.disclosure_trials import DIMENSIONS, PAIRS, course, population, tables_of, trial
from hypothesis import example, given, settings
from hypothesis import strategies as st

from samsyn.core.disclosure.attack import changes_of, protect_all
from samsyn.core.disclosure.knowledge import known_from, learn_changes
from samsyn.core.disclosure.rules import ORDINARY, SENSITIVE
from samsyn.core.disclosure.tables import protect

from .audit import play, told_apart

seeds = st.integers(0, 10**9)


@settings(max_examples=25, deadline=None)
@given(seeds, st.integers(20, 300))
def test_no_release_tells_more_than_it_should(seed: int, size: int) -> None:
    assert list(play(seed, size)) == []


@pytest.mark.parametrize("size", [1, 12, 17, 19])
def test_small_populations_get_no_figures(size: int) -> None:
    assert list(play(1, size)) == []


def test_what_is_to_be_shown_alike_cannot_be_told_apart() -> None:
    assert list(told_apart()) == []


def test_a_hundred_releases_and_nobody_through() -> None:
    tally = trial(100, seed=7)
    assert (tally.tried, tally.through) == (100, 0)
    assert tally.small > 1_000
    assert tally.batches > 500
    assert tally.told > tally.rows / 2


def test_sensitive_releases_too() -> None:
    assert trial(24, seed=3, rules=SENSITIVE).through == 0


def test_without_the_gate_the_attackers_do_get_through() -> None:
    assert trial(60, seed=1, gate=False).through > 5


@settings(max_examples=25, deadline=None)
@given(seeds, st.integers(20, 300))
@example(1, 21)  # twenty are shown, then nineteen stand behind figures that have not been renewed
def test_the_truth_always_fits_what_the_attacker_concludes(seed: int, size: int) -> None:
    """Otherwise the attacker would be wrong about the engine, and an empty list of leaks worth nothing."""
    chance = np.random.default_rng(seed)
    memory, earlier, truth = {}, [], []
    for inside in course(chance, population(chance, size)):
        tables = tables_of(inside, size)
        changes = changes_of(tables, memory)
        made = [protect(table, ORDINARY, memory.get(table.code), chosen=PAIRS, shrink=True) for table in tables]
        earlier.append([table for table, _ in made])
        memory = {published.code: published for _, published in made}
        truth.append(inside)
    knowledge = known_from(earlier[-1], earlier[:-1])
    learn_changes(knowledge, earlier[-1], changes)
    bounds = knowledge.unknowns.solve()
    assert bounds.possible
    at = {dimension.code: place for place, dimension in enumerate(DIMENSIONS)}
    for ((release, *_), cell), unknown in knowledge.numbers.items():
        people = truth[release].values()
        true = sum(all(person[at[code]] == category for code, category in cell) for person in people)
        assert bounds.low[unknown] <= true <= bounds.high[unknown]


def test_a_population_without_small_cells_is_left_as_it_is() -> None:
    everybody = product(*(dimension.categories for dimension in DIMENSIONS))
    tables = tables_of({f"person-{number}": person for number, person in enumerate(everybody)}, 480)
    gated, _ = protect_all(tables, ORDINARY)
    assert list(gated) == [protect(table, ORDINARY)[0] for table in tables]
    assert all(row.by_column for table in gated for row in table.rows)
