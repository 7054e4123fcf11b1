"""The account of Trelleborg as its source prints it (source 001, section 1.3): the sums have to come out."""

from __future__ import annotations

import numpy as np
import pytest

from samsyn.core.valuation.results import result_of
from tests.core.valuation.scenario_examples import at_means, ran, read, seen, shipped

MKR = 1e6
WITHIN = {"rel": 0.01}


@pytest.fixture(scope="module")
def result():
    return result_of(ran(shipped("trelleborg"), draws=1000), "prov")


def test_the_year_class_costs_600_and_160_million(result) -> None:
    potential = result["potential"]["society"]
    assert potential["present_value"]["mean"] == pytest.approx(600 * MKR, **WITHIN)
    assert potential["first_term"]["mean"] == pytest.approx(160 * MKR, **WITHIN)


def test_sixty_people_at_736_thousand_a_year_is_all_there_is_to_it(result) -> None:
    assert result["potential"]["society"]["present_value"]["mean"] == pytest.approx(60 * 736_000 * 13.5903263)


def test_not_quite_half_of_it_is_public(result) -> None:
    potential = result["potential"]
    assert potential["public"]["first_term"]["mean"] == pytest.approx(75 * MKR, **WITHIN)
    share = potential["public"]["present_value"]["mean"] / potential["society"]["present_value"]["mean"]
    assert share == pytest.approx(75 / 160)


def test_a_quarter_fewer_is_worth_150_million_and_40_in_the_first_term(result) -> None:
    society = result["perspectives"]["society"]
    assert society["benefit"]["mean"] == pytest.approx(150 * MKR, **WITHIN)
    assert society["benefit_first_term"]["mean"] == pytest.approx(40 * MKR, **WITHIN)
    assert society["present_value"]["mean"] == pytest.approx(150 * MKR - 5 * MKR / 1.04, **WITHIN)


def test_eight_of_them_are_the_municipalitys(result) -> None:
    assert result["perspectives"]["municipality"]["benefit_first_term"]["mean"] == pytest.approx(8 * MKR, **WITHIN)


def test_what_is_possible_is_not_what_is_expected(result) -> None:
    """The whole loss stands under potential; only the quarter that the effort is said to change is expected."""
    expected = result["perspectives"]["society"]["benefit"]["mean"]
    assert result["potential"]["society"]["present_value"]["mean"] == pytest.approx(4 * expected)


def test_the_source_has_no_doubts_and_the_result_says_what_was_taken_for_granted(result) -> None:
    assert result["tornado"] == [] or all(row["width"] == 0 for row in result["tornado"])
    assert {"chain.anyway", "chain.displacement", "chain.drop_off"} <= {row["code"] for row in result["assumptions"]}
    assert result["rates"].keys() >= {"0.04", "0.03", "0.035"}


def test_luck_alone_spreads_sixty_people(result) -> None:
    chance = result["chance"]
    assert chance["people"] == 60
    worth = 736_000 * 13.5903263
    assert chance["luck"]["society"]["sd"] == pytest.approx(worth * np.sqrt(60 * 0.25 * 0.75), rel=0.1)


def test_one_draw_says_as_much_as_many() -> None:
    assert seen(at_means(shipped("trelleborg")))[0] == pytest.approx(seen(ran(shipped("trelleborg")))[7])


def test_every_scenario_that_ships_can_be_read_and_run() -> None:
    from tests.core.valuation.scenario_examples import SCENARIOS

    for path in sorted(SCENARIOS.glob("*.yaml")):
        one = read(shipped(path.stem))
        assert one.code
        assert np.isfinite(seen(ran(shipped(path.stem), draws=50))).all(), path.stem
