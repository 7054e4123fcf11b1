"""Bokslut: the plan beside what became of it, with nothing said of an effect nobody compared."""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files

import numpy as np
import pytest

from samsyn.core.valuation.bridge import BadBridge, error_of_difference, weighed
from samsyn.core.valuation.distributions import Beta
from samsyn.core.valuation.results import run_scenario
from samsyn.core.valuation.scenario_reading import read_scenario
from samsyn.core.valuation.settlement import EFFECT, LUCK, PRICE, VOLUME, Observed, settle
from samsyn.parameters.shipped import contents, shipped_bank


def read(case: str):
    file = files("samsyn.parameters").joinpath("valuation", "scenarios", f"{case}.yaml")
    return read_scenario(contents(file.read_text("utf-8"), file.name), shipped_bank())


@pytest.fixture(scope="module")
def scenario():
    return read("trelleborg")


@pytest.fixture(scope="module")
def planned(scenario):
    done = run_scenario(scenario, 1000)
    return done.present(done.perspectives[0])


PER_SUCCESS = 736_000 * (1 - 1.04**-20) / 0.04  # twenty years in exclusion, seen from the beginning


def test_half_as_many_people_halve_the_gain_and_the_whole_is_volume(scenario, planned):
    found = settle(scenario, Observed(starters=30, completed=30), planned)
    assert found.bridge.parts[VOLUME] == pytest.approx(-7.5 * PER_SUCCESS)
    assert found.bridge.end - found.bridge.start == pytest.approx(sum(found.bridge.parts.values()), abs=0.005)


def test_a_dearer_effort_is_price(scenario, planned):
    found = settle(scenario, Observed(60, 60, costs={0: 7_000_000}), planned)
    assert found.bridge.parts[PRICE] == pytest.approx(-2_000_000 / 1.04)
    assert found.bridge.parts[VOLUME] == pytest.approx(0, abs=0.01)


def test_without_a_comparison_no_effect_is_said_but_what_share_would_do(scenario, planned):
    found = settle(scenario, Observed(60, 60, reached=(30, 60)), planned)
    assert not found.effect_shown
    assert {EFFECT, LUCK}.isdisjoint(found.bridge.parts)
    assert found.reached == 0.5
    assert found.needed == pytest.approx(5_000_000 / 1.04 / (60 * PER_SUCCESS), rel=1e-6)


def doubtful(scenario):
    """The same with an effect that is not certain, so that what is seen is weighed with it."""
    effect = scenario.values["chain.effect"]
    return replace(scenario, values={**scenario.values, "chain.effect": replace(effect, used=Beta(0.25, 0.05))})


def test_with_a_comparison_the_difference_is_the_effect_and_luck_is_apart(scenario, planned):
    found = settle(doubtful(scenario), Observed(60, 60, reached=(30, 60), compared=(18, 60)), planned)
    assert found.effect_shown
    assert found.bridge.end == pytest.approx(60 * 0.2 * PER_SUCCESS - 5_000_000 / 1.04)
    assert sum(found.bridge.parts.values()) == pytest.approx(found.bridge.end - found.bridge.start, abs=0.005)
    believed = weighed(0.25, 0.05, 0.2, error_of_difference((30, 60), (18, 60)))
    assert found.bridge.parts[LUCK] == pytest.approx(60 * (0.2 - believed) * PER_SUCCESS, rel=0.02)


def test_a_plan_that_was_certain_leaves_what_differs_to_luck(scenario, planned):
    found = settle(scenario, Observed(60, 60, reached=(30, 60), compared=(6, 60)), planned)
    assert found.bridge.parts[EFFECT] == pytest.approx(0, abs=0.01)
    assert found.bridge.parts[LUCK] == pytest.approx(60 * (0.4 - 0.25) * PER_SUCCESS)


def test_what_comes_as_a_comparison_was_believed_to_show_is_neither_effect_nor_luck(planned):
    """The plan's effect, less what had happened anyway and what is others' doing, seen again exactly."""
    case = read("trelleborg_kedja")
    means = {code: case.values[f"chain.{code}"].used.mean for code in ("effect", "anyway", "attribution")}
    own = means["effect"] * (1 - means["anyway"]) * means["attribution"]
    many = 1_000_000
    seen = Observed(many, many, (round((own + 0.3) * many), many), (300_000, many))
    found = settle(case, seen, planned).bridge
    assert abs(found.parts[EFFECT]) + abs(found.parts[LUCK]) < 1e-4 * abs(found.parts[VOLUME])


def test_luck_shrinks_as_more_are_seen(scenario, planned):
    def luck(people: int) -> float:
        seen = Observed(people, people, reached=(people // 2, people), compared=(people // 10, people))
        return settle(doubtful(scenario), seen, planned).bridge.parts[LUCK] / people

    assert luck(40) > luck(400) > luck(4000) > 0


def test_a_comparison_that_did_better_is_a_loss(scenario, planned):
    found = settle(doubtful(scenario), Observed(60, 60, reached=(12, 60), compared=(30, 60)), planned)
    assert found.bridge.end == pytest.approx(60 * (0.2 - 0.5) * PER_SUCCESS - 5_000_000 / 1.04)


def test_an_effort_that_costs_nothing_needs_nobody(scenario, planned):
    assert settle(scenario, Observed(60, 60, costs={0: 0.0}), planned).needed == 0
    assert settle(scenario, Observed(60, 60, costs={0: 1e12}), planned).needed is None


def test_public_money_has_its_cost_where_the_plan_counts_it(scenario, planned):
    dear = replace(scenario, tax_factor=1.3)
    done = run_scenario(dear, 10)
    found = settle(dear, Observed(60, 60), done.present(done.perspectives[0]))
    assert found.bridge.start == pytest.approx(float(done.present(done.perspectives[0]).mean()))


@pytest.mark.parametrize("case", ["trelleborg_kedja", "kvar_till_21"])
def test_every_case_with_a_state_for_goal_can_be_settled(case):
    own = read(case)
    done = run_scenario(own, 200)
    found = settle(own, Observed(20, 15, costs={0: 1_000_000.0}), done.present(done.perspectives[0]))
    assert sum(found.bridge.parts.values()) == pytest.approx(found.bridge.end - found.bridge.start, abs=0.01)


def test_the_forecast_is_scored(scenario):
    spread = np.random.default_rng(3).normal(145e6, 20e6, 5000)
    found = settle(scenario, Observed(60, 60), spread)
    assert found.score.inside
    assert not settle(scenario, Observed(5, 5), spread).score.inside


@pytest.mark.parametrize(
    ("observed", "said"),
    [
        (Observed(10, 12), "12 fullföljde av 10"),
        (Observed(10, 10, reached=(11, 10)), "11 av 10"),
        (Observed(10, 10, costs={4: 1.0}), "ingen kostnad nummer 5"),
        (Observed(10, 8, reached=(5, 9)), "9 följdes upp av 8"),
    ],
)
def test_numbers_that_contradict_each_other_are_refused(scenario, planned, observed, said):
    with pytest.raises(BadBridge, match=said):
        settle(scenario, observed, planned)


@pytest.mark.parametrize(("reached", "compared"), [((20, 40), (5, 40)), ((10, 40), (18, 60))])
def test_a_difference_estimated_before_counts_as_the_same_difference_between_shares(
    scenario, planned, reached, compared
):
    shares = reached[0] / reached[1] - compared[0] / compared[1]
    as_shares = Observed(60, 50, reached, compared, likely=(shares - 0.1, shares + 0.1))
    error = error_of_difference(reached, compared)
    as_stated = replace(as_shares, compared=None, difference=(shares, error))
    one, other = (settle(scenario, each, planned) for each in (as_shares, as_stated))
    assert other.effect_shown
    assert dict(other.bridge.parts) == pytest.approx(dict(one.bridge.parts), abs=0.005)
    assert other.likely == pytest.approx(one.likely, abs=0.005)
    assert other.needed == pytest.approx(one.needed)


def test_a_difference_estimated_before_stands_while_protected_counts_vary(scenario, planned):
    seen = Observed(60, 50, (20, 40), difference=(0.2, 0.05), between={"completed": (48, 52), "reached": (18, 22)})
    found = settle(scenario, seen, planned)
    assert found.end_between[0] < found.bridge.end < found.end_between[1]
    assert found.reached_between == (18 / 40, 22 / 40)
    followed = replace(seen, reached=(20, 50), between={**seen.between, "followed": (48, 52)})
    wide = settle(scenario, followed, planned)
    # Fewer may have completed, if fewer were followed.
    assert wide.end_between[0] < wide.bridge.end < wide.end_between[1]
    fixed = settle(scenario, replace(seen, between={"reached": (18, 22)}), planned)
    assert fixed.end_between[0] == pytest.approx(fixed.end_between[1])
