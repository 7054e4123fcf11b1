"""Bokslut where the effect is on moves: how many times as often, who began where, what protected counts leave open."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samsyn.core.valuation.books import Books, times_as_often
from samsyn.core.valuation.bridge import BadBridge, record_of
from samsyn.core.valuation.results import run_scenario
from samsyn.core.valuation.settlement import EFFECT, LUCK, MIX, VOLUME, Observed, planned_start, settle
from tests.core.valuation.test_settlement import read

STEPS = read("stegforflyttning")
# Some far away, some in activity: a plan whose people begin in two states.
SPREAD = replace(STEPS, start={"assistance_state": "0.25", "activity_state": "0.75"})
BAND = np.random.default_rng(7).normal(3e6, 2e6, 400)


def parts(found) -> float:
    return sum(found.bridge.parts.values())


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_the_parts_sum_to_the_whole_difference_to_the_ore(data):
    """Whatever came: volumes, costs, who began where, a comparison or none."""
    count = st.integers(1, 200)
    starters = data.draw(count, "began")
    completed = data.draw(st.integers(1, starters), "completed")
    followed = data.draw(st.integers(1, completed), "followed")
    moved = data.draw(st.integers(0, followed), "moved")
    of = data.draw(count, "compared")
    compared = data.draw(st.none() | st.tuples(st.integers(1, of), st.just(of)), "who moved in the comparison")
    began = data.draw(st.dictionaries(st.sampled_from([state.code for state in SPREAD.states]), count), "where")
    costs = data.draw(st.dictionaries(st.integers(0, 2), st.floats(0, 1e8)), "costs")
    observed = Observed(starters, completed, (moved, followed), compared, False, costs, began)
    found = settle(SPREAD, observed, BAND)
    assert parts(found) == pytest.approx(found.bridge.end - found.bridge.start, abs=0.005)
    assert (MIX in found.bridge.parts) == bool(began)
    assert (EFFECT in found.bridge.parts) == (LUCK in found.bridge.parts) == (compared is not None)


def test_the_bridge_begins_at_the_plan_and_ends_at_the_model_with_what_was_seen():
    """The end is the same as the scenario run with those very numbers in it."""
    began = {"assistance_state": 20, "activity_state": 40}
    found = settle(SPREAD, Observed(60, 45, costs={0: 1e6, 1: 0.0, 2: 0.0}, began=began), BAND)
    plain = dict(SPREAD.values)
    for code, mean in (("people", 60), ("need", 1), ("reach", 1), ("start", 1), ("completion", 0.75)):
        plain[f"chain.{code}"] = fixed(plain[f"chain.{code}"], mean)
    for code, value in plain.items():
        plain[code] = fixed(value, value.used.mean)
    cost = replace(SPREAD.costs[0], amount=str(round(1e6 / 60, 9)))
    same = replace(
        SPREAD, values=plain, costs=(cost,), start={"assistance_state": "1 / 3", "activity_state": "2 / 3"}, together=()
    )
    done = run_scenario(same, 1)
    assert found.bridge.end == pytest.approx(float(done.present(done.society)[0]), abs=1)


def fixed(value, mean):
    from samsyn.core.valuation.distributions import Fixed

    return replace(value, known=Fixed(float(mean)), used=Fixed(float(mean)))


def test_people_who_began_as_planned_give_no_mix():
    found = settle(SPREAD, Observed(60, 42, began={"assistance_state": 15, "activity_state": 45}), BAND)
    assert found.bridge.parts[MIX] == pytest.approx(0, abs=0.01)
    assert planned_start(SPREAD)["activity_state"] == 0.75


def test_people_further_away_than_planned_are_seen_as_mix_and_not_as_effect():
    found = settle(SPREAD, Observed(60, 42, began={"assistance_state": 60}), BAND)
    assert found.bridge.parts[MIX] < 0
    assert set(found.bridge.parts) == {VOLUME, MIX}


def test_who_began_where_says_nothing_of_a_goal_that_is_a_state():
    with pytest.raises(BadBridge, match="tätare flyttar"):
        settle(read("trelleborg"), Observed(60, 60, began={"excluded": 3}), BAND)


def test_moves_twice_as_often_as_in_the_comparison_are_a_multiplier_of_two():
    found = settle(STEPS, Observed(100, 80, (40, 80), (20, 80)), BAND)
    books = Books.of(STEPS)
    values = {"chain.people": 100.0, "chain.need": 1.0, "chain.reach": 1.0, "chain.start": 1.0, "chain.completion": 0.8,
              "chain.effect": 2.0, "chain.anyway": 0.0, "chain.attribution": 1.0}  # fmt: skip
    assert found.bridge.end == pytest.approx(books.worth([values])[0], abs=0.005)


def test_a_shorter_time_between_readings_is_made_yearly():
    assert times_as_often(0.5, 0.25, 1.0) == pytest.approx(2)
    half_a_year = times_as_often(0.5, 0.25, 0.5)
    assert half_a_year == pytest.approx((1 - 0.5**2) / (1 - 0.75**2))


def test_followed_among_all_who_began_lays_the_same_effect_on_those_who_completed():
    """Half as many complete, and the same is seen among all who began: each who completed was moved twice as much."""
    case = read("trelleborg_kedja")
    whole = settle(case, Observed(60, 60, (30, 60), (12, 60)), BAND)
    half = settle(case, Observed(60, 30, (30, 60), (12, 60), of_all=True), BAND)
    assert half.bridge.end == pytest.approx(whole.bridge.end, abs=0.005)
    assert parts(half) == pytest.approx(half.bridge.end - half.bridge.start, abs=0.005)


def test_the_interval_of_the_difference_is_an_interval_of_the_outcome():
    """At its ends the outcome is what it would be had exactly that been seen."""
    for case in ("trelleborg_kedja", "stegforflyttning"):
        own = read(case)
        found = settle(own, Observed(100, 80, (40, 80), (20, 80), likely=(0.1, 0.375)), BAND)
        ends = [settle(own, Observed(100, 80, (n, 80), (20, 80)), BAND).bridge.end for n in (28, 50)]
        assert found.likely == pytest.approx(sorted(ends), abs=0.01)
        assert found.likely[0] < found.bridge.end < found.likely[1]
        assert settle(own, Observed(100, 80, (40, 80)), BAND).likely is None


def test_without_a_comparison_it_is_said_how_many_times_as_often_would_do():
    found = settle(STEPS, Observed(100, 80, (40, 80)), BAND)
    assert not found.effect_shown
    assert found.needed_is == "times"
    assert found.needed > 1
    books = Books.of(STEPS)
    at = {"chain.people": 100.0, "chain.need": 1.0, "chain.reach": 1.0, "chain.start": 1.0, "chain.completion": 0.8,
          "chain.anyway": 0.0, "chain.attribution": 1.0, "chain.effect": found.needed}  # fmt: skip
    assert books.worth([at])[0] == pytest.approx(0, abs=1)
    assert settle(STEPS, Observed(100, 80, costs={0: 0.0, 1: 0.0, 2: 0.0}), BAND).needed == 1
    assert settle(STEPS, Observed(100, 80, costs={0: 1e12}), BAND).needed is None


def test_nobody_who_moved_in_the_comparison_gives_no_multiplier():
    with pytest.raises(BadBridge, match="Ingen i jämförelsen flyttade"):
        settle(STEPS, Observed(100, 80, (40, 80), (0, 80)), BAND)


def test_few_seen_move_the_belief_in_a_multiplier_little_and_many_all_the_way():
    """What is left to luck, of all that the comparison changed, is much for few and nearly nothing for many."""

    def luck(people: int) -> float:
        seen = Observed(people, people, (people // 2, people), (people // 5, people))
        parts = settle(STEPS, seen, BAND).bridge.parts
        return parts[LUCK] / (parts[EFFECT] + parts[LUCK])

    assert 1 > luck(20) > luck(200) > luck(200_000) > 0
    assert luck(200_000) < 0.01


PROTECTED = {"starters": (13, 15), "completed": (8, 10), "reached": (5, 6), "followed": (8, 10)}


@pytest.mark.parametrize(("case", "compared"), [("trelleborg_kedja", (3, 12)), ("stegforflyttning", (3, 12)),
                                                ("trelleborg_kedja", None)])  # fmt: skip
def test_the_bounds_are_the_least_and_the_most_of_all_that_may_have_been(case, compared):
    """Beside a plain one: every combination settled for itself."""
    own = read(case)
    seen = Observed(15, 10, (5, 10), compared, between=PROTECTED)
    ends, needed = [], []
    ranges = [range(low, high + 1) for low, high in PROTECTED.values()]
    for starters, completed, reached, followed in product(*ranges):
        if reached <= followed <= completed <= starters:
            one = settle(own, replace(seen, starters=starters, completed=completed, reached=(reached, followed),
                                      between={}), BAND)  # fmt: skip
            ends.append(one.bridge.end)
            needed.append(one.needed)
    found = settle(own, seen, BAND)
    assert found.end_between == pytest.approx((min(ends), max(ends)), abs=0.01)
    assert found.end_between[0] - 0.01 <= found.bridge.end <= found.end_between[1] + 0.01
    known = [each for each in needed if each is not None]
    assert found.needed_between[0] == pytest.approx(min(known, default=None))
    assert found.needed_between[1] == (None if None in needed else pytest.approx(max(known)))
    assert found.reached_between == pytest.approx((5 / 10, 6 / 8))


def test_where_those_who_began_stood_is_bounded_too():
    began = {"assistance_state": 15, "activity_state": 45, "job_state": 2}
    between = {"began.assistance_state": (14, 16), "began.activity_state": (44, 45), "began.job_state": (0, 2)}
    ends = [
        settle(SPREAD, Observed(60, 42, began=dict(zip(began, those, strict=True))), BAND).bridge.end
        for those in product(range(14, 17), range(44, 46), range(3))
    ]
    found = settle(SPREAD, Observed(60, 42, began=began, between=between), BAND)
    assert found.end_between == pytest.approx((min(ends), max(ends)), abs=0.01)


def test_counts_that_cannot_all_have_been_are_refused():
    with pytest.raises(BadBridge, match="före avrundningen"):
        settle(STEPS, Observed(10, 10, between={"starters": (3, 4), "completed": (8, 12)}), BAND)


def test_a_band_that_only_rounding_decides_is_not_scored():
    case = read("trelleborg_kedja")
    near = settle(case, Observed(60, 45), BAND).bridge.end
    tight = np.linspace(near - 1000, near + 1000, 100)
    found = settle(case, Observed(60, 45, between={"starters": (58, 62), "completed": (43, 47)}), tight)
    assert found.inside is None
    assert settle(case, Observed(60, 45), tight).inside is True


def test_a_record_of_forecasts():
    assert record_of([]) is None
    good = record_of([(0.1, True), (0.5, True), (0.9, True)])
    assert (good.of, good.inside, good.mean_rank) == (3, 3, 0.5)
    assert good.narrow == pytest.approx(1)
    hopeful = record_of([(0.01, False)] * 6)
    assert hopeful.narrow == pytest.approx(0.1**6)
    assert hopeful.hopeful < 0.001 < 0.999 < hopeful.doubtful
