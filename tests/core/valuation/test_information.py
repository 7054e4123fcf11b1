"""What knowing would be worth, against cases that can be computed by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.stats import norm

from samsyn.core.valuation.distributions import Normal, Uniform
from samsyn.core.valuation.draws import Table, draw_table
from samsyn.core.valuation.information import LEAST, evpi, evppi


def worth_of_knowing(mean: float, sd: float) -> float:
    """The expected gain of choosing after hearing a normal part of the gain, over choosing before."""
    z = mean / sd
    return sd * norm.pdf(z) + mean * norm.cdf(z) - max(mean, 0.0)


def linear(mean: float, draws: int = 10_000, seed: int = 1) -> tuple[Table, np.ndarray]:
    """A gain of 3 x + y + mean, and a bystander that says nothing."""
    table = draw_table({"x": Normal(0, 1), "y": Normal(0, 1), "bystander": Uniform(0, 1)}, draws, seed)
    return table, 3 * table["x"] + table["y"] + mean


@pytest.mark.parametrize("mean", [-2.0, 0.0, 1.0, 4.0])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_two_normals_are_worth_what_the_formula_says(mean: float, seed: int) -> None:
    table, gain = linear(mean, seed=seed)
    found = {one.code: one for one in evppi(table, gain)}
    for code, sd in (("x", 3.0), ("y", 1.0)):
        one = found[code]
        assert abs(one.value - worth_of_knowing(mean, sd)) < 3 * one.error + one.floor + 1e-4
    assert found["x"].error < 0.1
    assert evpi(gain) == pytest.approx(worth_of_knowing(mean, math.sqrt(10)), abs=0.1)


def test_the_standard_error_is_what_the_estimates_vary_by() -> None:
    estimates = [next(one for one in evppi(*linear(1.0, 2000, seed)) if one.code == "x") for seed in range(60)]
    seen = np.std([one.value for one in estimates], ddof=1)
    said = np.mean([one.error for one in estimates])
    assert 0.75 < said / seen < 1.35


@pytest.mark.parametrize("seed", range(8))
def test_what_says_nothing_is_not_told_from_nought(seed: int) -> None:
    found = {one.code: one for one in evppi(*linear(0.5, seed=seed))}
    assert found["x"].told
    assert found["bystander"].value < 2 * found["bystander"].floor
    assert found["bystander"].value < 0.02 * found["x"].value


def test_the_floor_is_low_where_the_choice_hangs_in_the_balance() -> None:
    """A curve with many bends would follow the noise: nine bends' worth of it is a fortieth of the spread here."""
    table, gain = linear(0.0)
    assert 0 < evppi(table, gain)[0].floor < gain.std() / 40


def test_knowing_one_thing_is_never_worth_more_than_knowing_all() -> None:
    for mean in (-2.0, 0.0, 1.0):
        table, gain = linear(mean)
        assert all(0 <= one.value <= evpi(gain) + one.error for one in evppi(table, gain))


def test_a_bend_is_followed_and_not_only_a_line() -> None:
    """A gain that is good in the middle only: no correlation with the parameter, and all to be known from it."""
    table = draw_table({"x": Uniform(-1, 1)}, 10_000, 1)
    gain = 0.3 - table["x"] ** 2
    (one,) = evppi(table, gain)
    assert abs(np.corrcoef(table["x"], gain)[0, 1]) < 0.05
    assert one.value == pytest.approx(evpi(gain), rel=0.02)


def test_what_does_not_vary_is_left_out_and_the_most_valuable_comes_first() -> None:
    table, gain = linear(0.0)
    whole = Table((*table.codes, "known"), np.vstack([table.values, np.full(gain.size, 3.0)]))
    found = [one.code for one in evppi(whole, gain)]
    assert found[:2] == ["x", "y"]
    assert "known" not in found


def test_when_the_choice_is_plain_nothing_is_worth_knowing() -> None:
    table, gain = linear(40.0)
    assert evpi(gain) == 0
    assert not any(one.told for one in evppi(table, gain))


def test_too_few_draws_say_nothing() -> None:
    table, gain = linear(0.0, LEAST - 1)
    with pytest.raises(ValueError, match=f"minst {LEAST} dragningar; här är {LEAST - 1}"):
        evppi(table, gain)
