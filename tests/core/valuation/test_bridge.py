"""The bridge from plan to outcome: it sums exactly, whatever the order, and tells luck from effect."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.valuation.bridge import BadBridge, bridge, error_of_difference, error_of_ratio, score, weighed
from samsyn.core.valuation.distributions import Beta, Fixed

KNOWN = {"people": Fixed(100.0), "effect": Beta(0.25, 0.05), "price": Fixed(1000.0)}


def worth(table):
    """People times effect times price, less a cost: nothing in it is additive."""
    return table["people"] * table["effect"] * table["price"] - 5000


@given(st.floats(1, 500), st.floats(0.01, 0.9), st.floats(1, 5000))
def test_the_parts_sum_to_the_whole_difference(people, effect, price):
    observed = {"volume": {"people": people}, "effect": {"effect": effect}, "price": {"price": price}}
    found = bridge(KNOWN, observed, worth)
    assert found.start == pytest.approx(20_000)
    assert found.end == pytest.approx(people * effect * price - 5000)
    assert sum(found.parts.values()) == pytest.approx(found.end - found.start, abs=0.005)


def test_the_order_in_which_reasons_are_written_changes_nothing():
    observed = {"volume": {"people": 80.0}, "effect": {"effect": 0.3}, "price": {"price": 1200.0}}
    turned = dict(reversed(observed.items()))
    first, second = bridge(KNOWN, observed, worth), bridge(KNOWN, turned, worth)
    assert first.parts == pytest.approx(second.parts)


def test_what_came_as_planned_has_no_part():
    found = bridge(KNOWN, {"volume": {"people": 100.0}, "effect": {"effect": 0.5}}, worth)
    assert found.parts["volume"] == 0
    assert found.parts["effect"] == found.end - found.start


def test_two_reasons_share_what_they_do_together():
    """Twice the people and twice the effect: 25 000 each alone, 25 000 more together, shared alike."""
    found = bridge(KNOWN, {"volume": {"people": 200.0}, "effect": {"effect": 0.5}}, worth)
    assert found.parts == pytest.approx({"volume": 37_500, "effect": 37_500})


def test_nothing_observed_changes_nothing():
    found = bridge(KNOWN, {"volume": {}}, worth)
    assert (found.parts, found.start) == ({}, found.end)


@pytest.mark.parametrize(
    ("observed", "said"),
    [
        ({"volume": {"peopel": 3.0}}, "heter peopel"),
        ({"volume": {"people": 3.0}, "mix": {"people": 4.0}}, "både volume och mix"),
        ({"volume": {"people": float("nan")}}, "saknar ett observerat tal"),
        ({str(at): {"people": 1.0} for at in range(9)}, "högst 8"),
    ],
)
def test_what_cannot_stand_in_the_plan_is_refused(observed, said):
    with pytest.raises(BadBridge, match=said):
        bridge(KNOWN, observed, worth)


def test_few_seen_move_a_belief_little_and_many_move_it_all_the_way():
    def believed(people: int) -> float:
        reached, compared = (people // 2, people), (people // 5, people)
        return weighed(0.1, 0.05, 0.3, error_of_difference(reached, compared))

    assert 0.1 < believed(10) < 0.15
    assert believed(100_000) == pytest.approx(0.3, abs=0.001)
    assert weighed(0.25, 0.0, 0.9, 0.1) == 0.25


def test_nobody_and_everybody_are_not_thought_certain():
    assert error_of_difference((0, 10), (10, 10)) > 0.05
    assert 0.5 < error_of_ratio((0, 10), (5, 10)) < 3
    assert error_of_ratio((500, 1000), (500, 1000)) == pytest.approx((2 / 1000) ** 0.5, rel=0.01)


def test_a_forecast_is_scored_by_where_the_outcome_fell():
    draws = np.random.default_rng(5).normal(10, 2, 20_000)
    near, far = score(draws, 10.0), score(draws, 30.0)
    assert near.inside
    assert not far.inside
    assert near.rank == pytest.approx(0.5, abs=0.02)
    assert far.rank == 1
    # The exact score of a normal forecast at its middle: sd × (2 φ(0) − 1/√π).
    assert near.crps == pytest.approx(2 * (2 / np.sqrt(2 * np.pi) - 1 / np.sqrt(np.pi)), rel=0.02)
    assert score(np.full(100, 4.0), 7.0).crps == pytest.approx(3.0)
