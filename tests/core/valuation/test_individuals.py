"""People one by one: the cohort in expectation, with history and risks of their own, and the same for any threads."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from samsyn.core.valuation.compiling import Plan, plan_of
from samsyn.core.valuation.draws import Table, draw_table
from samsyn.core.valuation.engine import run
from samsyn.core.valuation.individuals import People, money, run_individuals, walks
from samsyn.core.valuation.model import BadModel
from samsyn.core.valuation.scenario_reading import read_scenario
from samsyn.core.valuation.turning import point
from samsyn.parameters.shipped import shipped_bank

OUT = ("outside", "work")
BACK = ("work", "outside")


def plan(effect: float = 2.0, leaves: float = 0.2, returns: float = 0.1, years: int = 5, cycles: int = 1) -> Plan:
    """Two states, outside and at work; 100 kr a year outside, paid by the municipality."""
    both = {"sv": "Påhittat", "en": "Invented"}
    assumed = {"assumption": "Påhittat"}

    def share(value: float, **more: Any) -> dict[str, Any]:
        return {"value": value, "unit": "1", **assumed, **more}

    raw = {
        "format": "samsyn-konto/1", "code": "two", "name": both, "about": both, "source": "påhittad",
        "price_year": 2024, "first_year": 2024, "years": years, "cycles_per_year": cycles,
        "values": {
            "leaves": share(leaves), "returns": share(returns),
            "outside_year": {"value": 100, "unit": "kr/person/år", "price_year": 2024, **assumed},
        },
        "states": [{"code": "outside", "name": both}, {"code": "work", "name": both}],
        "start": {"outside": "1"},
        "moves": [
            {"from": "outside", "to": "work", "yearly": "leaves"},
            {"from": "work", "to": "outside", "yearly": "returns"},
        ],
        "flows": [
            {"state": "outside", "kind": "resource", "payer": "municipality", "amount": "outside_year", "name": both}
        ],
        "chain": {
            "works": {"moves": [{"from": "outside", "to": "work"}]},
            "people": {"value": 1, "unit": "personer", **assumed},
            "effect": {"value": effect, "unit": "gånger", **assumed},
            "lag": {"value": 0, "unit": "år", **assumed},
            **{name: share(1) for name in ("need", "reach", "start", "completion", "attribution")},
            **{name: share(0) for name in ("anyway", "displacement", "drop_off")},
        },
    }  # fmt: skip
    return plan_of(read_scenario(raw, shipped_bank()))


def table(one: Plan, draws: int = 1) -> Table:
    return point(one.known, draws)


@pytest.mark.parametrize("people", [{}, {"risks": {OUT: np.ones(40_000)}}, {"longer": {BACK: (1.0,)}}])
def test_together_they_are_the_cohort(people: dict[str, Any]) -> None:
    one = plan(cycles=2)
    walked = run_individuals(one, table(one), People(40_000, **people), seed=3)
    cohort = run(one, table(one))
    np.testing.assert_allclose(walked.without / 40_000, cohort.without, atol=1.5)
    np.testing.assert_allclose(walked.gain / 40_000, cohort.gain, atol=1.5)
    assert walked.potential.shape == cohort.potential.shape


def test_money_is_the_count_at_the_average_of_each_cycle() -> None:
    one = plan()
    people, given = People(300), table(one)
    (walked,) = walks(one, given, people, seed=1)
    outside = walked.counted[:, :, 0]
    average = (outside[:, :-1] + outside[:, 1:]) / 2
    np.testing.assert_array_equal(money(one.model, one.values(given)[:, 0], walked)[:, :, 0], -100.0 * average)
    assert (walked.counted.sum(axis=2) == 300).all()


def test_arms_that_are_alike_share_their_luck() -> None:
    one = plan(effect=1.0)
    assert not run_individuals(one, table(one), People(500), seed=1).gain.any()


@pytest.mark.parametrize("own", [False, True])
def test_any_number_of_threads_gives_the_same_bits(own: bool) -> None:
    one = plan()
    risks = {OUT: np.random.default_rng(1).gamma(4, 0.25, 20_001)} if own else {}
    people, given = People(20_001, risks), draw_table(one.known, 3, 1)
    alone = run_individuals(one, given, people, seed=1)
    assert alone.fingerprint() == run_individuals(one, given, people, seed=1, threads=3).fingerprint()


def test_each_draw_has_luck_of_its_own() -> None:
    one = plan()
    gain = run_individuals(one, table(one, 40), People(50), seed=1).gain.sum(axis=(0, 1))
    assert len(set(gain.tolist())) > 10


def test_the_longer_someone_has_been_there_may_matter() -> None:
    """Nobody moves in the first two cycles, everyone in the third, and nobody returns."""
    one = plan(leaves=0.5, returns=0.0, effect=1.0)
    (walked,) = walks(one, table(one), People(100, longer={OUT: (0, 0, 2, 0)}), seed=1)
    assert walked.counted[0, :, 0].tolist() == [100, 100, 100, 0, 0, 0]


def test_a_return_begins_the_time_anew() -> None:
    """Out in the second cycle, back in the one after, and out again after two more."""
    one = plan(leaves=0.5, returns=0.5, effect=1.0)
    people = People(10, longer={OUT: (0, 2, 0), BACK: (2,)})
    (walked,) = walks(one, table(one), people, seed=1)
    assert walked.counted[0, :, 0].tolist() == [10, 10, 0, 10, 10, 0]


def test_a_risk_is_the_person_s_own() -> None:
    """Of a hundred, the forty with a risk of nought stay; a risk of two makes the chance of a half certain."""
    one = plan(leaves=0.5, returns=0.0, effect=1.0)
    risks = np.repeat([0.0, 2.0], [40, 60])
    (walked,) = walks(one, table(one), People(100, {OUT: risks}), seed=1)
    assert walked.counted[0, :, 0].tolist() == [100, 40, 40, 40, 40, 40]
    assert walked.moved[0, :, 0].tolist() == [60, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("people", "told"),
    [
        (People(2, {("outside", "gone"): np.ones(2)}), "outside > gone finns inte"),
        (People(3, {OUT: np.ones(2)}), "har 2 risker; det ska vara 3"),
        (People(2, {OUT: np.array([1.0, -1.0])}), "under 0"),
        (People(2, {OUT: np.array([1.0, 9.0])}), "lämnar 200% varje period"),
        (People(0), "Minst en person"),
    ],
)
def test_what_does_not_fit_is_told(people: People, told: str) -> None:
    one = plan()
    with pytest.raises(BadModel, match=told):
        run_individuals(one, table(one), people, seed=1)
