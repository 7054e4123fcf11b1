"""A distribution has the mean and spread it says, and poor evidence never flatters."""

from __future__ import annotations

import numpy as np
import pytest

from samsyn.core.valuation.distributions import (
    FAMILIES,
    BadDistribution,
    Beta,
    Fixed,
    Gamma,
    LogNormal,
    Normal,
    Pert,
    Uniform,
    distribution_from,
    graded,
    share_of,
)

DRAWS = 40_000
ALL = [
    Normal(-3, 2),
    LogNormal(100, 60),
    Gamma(736_000, 150_000),
    Gamma(2, 3),
    Beta(0.25, 0.1),
    Beta(0.02, 0.01),
    Uniform(-1, 5),
    Pert(1, 2, 9),
    Pert(0, 0, 1),
]


def drawn(known) -> np.ndarray:
    out = np.empty(DRAWS)
    known.draw(np.random.Generator(np.random.SFC64(5)), out)
    return out


@pytest.mark.parametrize("known", ALL, ids=repr)
def test_draws_have_the_mean_and_spread_stated(known) -> None:
    draws = drawn(known)
    around = draws - draws.mean()
    assert abs(draws.mean() - known.mean) < 4 * known.sd / np.sqrt(DRAWS)
    error = np.sqrt((around**4).mean() - (around**2).mean() ** 2) / np.sqrt(DRAWS) / (2 * known.sd)
    assert abs(draws.std() - known.sd) < 5 * error


@pytest.mark.parametrize("known", ALL, ids=repr)
def test_quantiles_are_where_the_draws_fall(known) -> None:
    ranks = np.array([0.01, 0.05, 0.5, 0.95, 0.99])
    below = (drawn(known)[:, None] <= known.at(ranks)).mean(axis=0)
    assert np.all(np.abs(below - ranks) < 4.5 * np.sqrt(ranks * (1 - ranks) / DRAWS))
    assert np.all(np.diff(known.at(ranks)) > 0)


def test_what_is_known_is_the_same_in_every_draw() -> None:
    assert set(drawn(Fixed(3.5))) == {3.5}
    assert Fixed(3.5).at(np.array([0.05, 0.95])).tolist() == [3.5, 3.5]


@pytest.mark.parametrize("known", ALL, ids=repr)
def test_a_distribution_can_be_moved_within_its_family(known) -> None:
    moved = known.moved(known.mean * 0.9, known.sd * 1.1)
    assert type(moved) is type(known)
    assert (moved.mean, moved.sd) == pytest.approx((known.mean * 0.9, known.sd * 1.1))
    assert isinstance(known.moved(known.mean, 0.0), Fixed)


@pytest.mark.parametrize("known", [each for each in ALL if each.mean > 0], ids=repr)
def test_a_grade_moves_the_mean_down_and_widens_the_band(known) -> None:
    worse = graded(known, correction=0.15, widening=1.6)
    assert worse.mean == pytest.approx(0.85 * known.mean)
    assert worse.sd == pytest.approx(1.6 * known.sd)


def test_a_bare_number_gets_a_band_from_its_grade() -> None:
    share = graded(Fixed(0.25), 0.4, 3, 0.3, share=True)
    assert isinstance(share, Beta)
    assert (share.mean, share.sd) == pytest.approx((0.15, 0.045))
    amount = graded(Fixed(700), 0.25, 2, 0.25)
    assert isinstance(amount, Gamma), "an amount never below nought"
    assert (amount.mean, amount.sd) == pytest.approx((525, 131.25))


def test_the_best_grade_leaves_a_known_spread_as_it_is() -> None:
    assert graded(Beta(0.25, 0.1), 0, 1, 0.05) == Beta(0.25, 0.1)


@pytest.mark.parametrize(("ratio", "graded_to"), [(1.5, 1.3), (0.5, 0.7), (1.0, 1.0)])
def test_a_ratio_is_moved_towards_one_from_either_side(ratio: float, graded_to: float) -> None:
    """How many times as often people move: towards nought would make fewer relapses out of poor evidence."""
    assert graded(Fixed(ratio), 0.4, 3, 0.3, none=1.0).mean == pytest.approx(graded_to)


def test_what_speaks_against_a_gain_is_moved_up() -> None:
    anyway = graded(Beta(0.5, 0.1), 0.4, 2, none=1.0, share=True)
    assert anyway.mean == pytest.approx(0.7), "what is left of the gain, a half, has lost its 40 per cent"
    assert graded(Gamma(100, 10), -0.15, 1.6).mean == pytest.approx(115)


def test_a_share_stays_a_share_however_it_is_widened() -> None:
    for known in (Uniform(0.1, 0.9), Pert(0, 0.2, 1), Normal(0.5, 0.3), Beta(0.5, 0.3), Fixed(0.5)):
        wide = graded(known, 0.4, 3, 0.3, share=True)
        low, high = wide.at(np.array([0.0, 1.0]))
        assert 0 <= low <= high <= 1
    assert share_of(1.2, 0.1) == Fixed(1.0)
    assert share_of(-0.2, 0.1) == Fixed(0.0)


def test_an_interval_that_holds_nine_of_ten_stands_in_for_the_spread() -> None:
    known = distribution_from("normal", {"mean": 10, "low": 5, "high": 15})
    assert known.at(np.array([0.05, 0.95])).tolist() == pytest.approx([5, 15])
    assert distribution_from("gamma", {"mean": 4, "sd": 0}) == Fixed(4)


@pytest.mark.parametrize(
    ("family", "numbers", "said"),
    [
        ("triangular", {"mean": 1}, "Okänd fördelning ”triangular”. Välj bland fixed, normal"),
        ("normal", {"mean": 1}, "normal skrivs med mean, sd; här står mean"),
        ("normal", {"mean": 1, "sd": -1}, "spridningen vara större än 0"),
        ("lognormal", {"mean": -1, "sd": 1}, "medelvärdet vara större än 0"),
        ("lognormal", {"mean": 1, "sd": -1}, "spridningen vara större än 0"),
        ("gamma", {"mean": 0, "sd": 1}, "medelvärdet vara större än 0"),
        ("gamma", {"mean": 1, "sd": -1}, "spridningen vara större än 0"),
        ("beta", {"mean": 25, "sd": 1}, "mellan 0 och 1, inte 25"),
        ("beta", {"mean": 0.25, "sd": 0.5}, "ryms inte i en andel"),
        ("beta", {"mean": 0.25, "low": 0.3, "high": 0.4}, "Värdet 0.25 ligger inte mellan 0.3 och 0.4"),
        ("uniform", {"low": 2, "high": 1}, "mindre än högsta"),
        ("pert", {"low": 0, "mode": 3, "high": 2}, "ligga mellan lägsta och högsta"),
        ("pert", {"low": 0, "high": 2}, "pert skrivs med low, mode, high"),
    ],
)
def test_numbers_that_make_no_distribution_are_refused(family: str, numbers: dict, said: str) -> None:
    with pytest.raises(BadDistribution) as caught:
        distribution_from(family, numbers)
    assert said in str(caught.value)


def test_every_family_can_be_made_by_name() -> None:
    numbers = {"mean": 0.5, "sd": 0.1, "low": 0.0, "mode": 0.5, "high": 1.0}
    for family, (made, names) in FAMILIES.items():
        assert isinstance(distribution_from(family, {name: numbers[name] for name in names}), made)
