"""Where the answer turns: solved, and held against gains whose turning points are known."""

from __future__ import annotations

import numpy as np
import pytest

from samsyn.core.valuation.distributions import Beta, Fixed, Gamma, Normal
from samsyn.core.valuation.turning import point, reach_of, root, switching, tornado

KNOWN = {"effect": Beta(0.25, 0.1), "price": Gamma(1000, 200), "cost": Normal(100, 10), "people": Fixed(10)}


def gain(table) -> np.ndarray:
    return table["people"] * table["effect"] * table["price"] - 15 * table["cost"]


def test_the_point_is_every_mean() -> None:
    table = point(KNOWN, 3)
    assert table.values.shape == (4, 3)
    assert table["effect"].tolist() == [0.25] * 3
    assert gain(table)[0] == 1000


def test_a_turning_point_is_solved_to_the_ore() -> None:
    found = switching(KNOWN, gain, ["effect", "price", "cost"])
    assert found["effect"] == pytest.approx(0.15, rel=1e-9)
    assert found["price"] == pytest.approx(600, rel=1e-9)
    assert found["cost"] is None, "a cost of 167 is out of reach"
    table = point(KNOWN)
    table["price"][:] = found["price"]
    assert abs(gain(table)[0]) < 1e-4


def test_the_crossing_nearest_the_mean_is_the_one_told() -> None:
    known = {"x": Normal(0.9, 1)}
    assert root(known, lambda table: (table["x"] - 2) * (table["x"] + 3), "x", -6, 6) == pytest.approx(2)
    assert root(known, lambda table: (table["x"] - 0.2) * (table["x"] + 3), "x", -6, 6) == pytest.approx(0.2)
    assert root(known, lambda table: table["x"] ** 2 + 1, "x", -6, 6) is None
    assert root(known, lambda table: table["x"], "x", 3, 3) is None


@pytest.mark.parametrize("at", [0.0, 1e-7, 0.3, 123_456.789])
def test_a_root_is_found_wherever_it_lies(at: float) -> None:
    known = {"x": Normal(1, 1)}
    found = root(known, lambda table: np.tanh(table["x"] - at), "x", -10, 200_000)
    assert found == pytest.approx(at, abs=1e-8, rel=1e-9)


def test_a_tornado_has_the_answers_at_both_ends_the_widest_first() -> None:
    swings = tornado(KNOWN, gain, ["cost", "effect", "price"])
    assert [swing.code for swing in swings] == ["effect", "price", "cost"]
    for swing in swings:
        low, high = KNOWN[swing.code].at(np.array([0.05, 0.95]))
        assert (swing.low, swing.high) == (low, high)
        table = point(KNOWN, 2)
        table[swing.code][:] = low, high
        assert [swing.at_low, swing.at_high] == gain(table).tolist()
    assert tornado(KNOWN, gain, []) == []


def test_where_a_turning_point_is_looked_for() -> None:
    assert reach_of(Fixed(10)) == (0, 20)
    assert reach_of(Fixed(-10)) == (-20, 0)
    low, high = reach_of(KNOWN["effect"])
    assert 0 < low < 0.05
    assert 0.6 < high < 1
