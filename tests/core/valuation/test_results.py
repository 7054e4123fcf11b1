"""What a run says: the same for the same work, and each question answered by the model itself."""

from __future__ import annotations

import json

import numpy as np
import pytest

from samsyn.core.valuation.compiling import Account, plan_of
from samsyn.core.valuation.cube import Cube, payback, perspectives_of, spread_of
from samsyn.core.valuation.engine import SMALL_GROUP, run, run_people
from samsyn.core.valuation.results import LUCKY_DRAWS, Run, break_even, chance, losers, mvpf, result_of, run_scenario
from samsyn.core.valuation.turning import point
from tests.core.valuation.scenario_examples import (
    about,
    at_means,
    chain,
    changed,
    flow,
    moving,
    number,
    on_moves,
    plainly,
    ran,
    read,
    scenario,
    seen,
    with_values,
)

DRAWS = 1200


def result(raw, draws: int = DRAWS, **options):
    return result_of(ran(raw, draws=draws, **options), "prov")


@pytest.fixture(scope="module")
def example():
    return result(scenario())


def test_a_result_is_plain_and_whole(example) -> None:
    again = json.loads(json.dumps(example, allow_nan=False))
    assert again["protocol"] == "samsyn-konto-resultat/1"
    assert set(again["perspectives"]) == {
        "society", "public", "state", "employment_service", "social_insurance", "municipality", "region", "individual",
        "production", "wellbeing",
    }  # fmt: skip
    for side in again["perspectives"].values():
        assert len(side["by_year"]) == len(side["p_payback_by_year"]) == again["years"]
        assert side["present_value"]["low"] <= side["present_value"]["mean"] <= side["present_value"]["high"]
    assert set(again["rates"]) == {"0.035", "0", "0.05"}
    assert set(again["bases"]) == {"average", "marginal", "releasable"}


# the same for the same work


@pytest.mark.parametrize("raw", [scenario(), moving()], ids=["people", "moves"])
def test_threads_and_repetition_change_nothing(raw) -> None:
    first = result(raw, draws=3300)
    for threads in (1, 2, 3):
        assert result(raw, draws=3300, threads=threads) == first


def test_a_changed_number_and_nothing_else_changes_the_hash(example) -> None:
    raw = scenario()
    assert result(scenario())["hash"] == example["hash"]
    dearer = with_values(raw, {"service": about(90_001, 20_000, "kr/person/år")})
    assert len({
        example["hash"],
        result(dearer)["hash"],
        result(raw, seed=2)["hash"],
        result(raw, draws=DRAWS + 1)["hash"],
        result(raw, basis="marginal")["hash"],
        result(changed(raw, "chain.effect.source", "En annan studie"))["hash"],
    }) == 6  # fmt: skip


# where the answer turns


@pytest.mark.parametrize("raw", [scenario(), moving()], ids=["people", "moves"])
def test_at_the_break_even_effect_nothing_is_gained_or_lost(raw) -> None:
    done = ran(raw, draws=100)
    known = done.plan.known
    found = break_even(done)
    solved = {code: row for code, row in found.items() if row["effect"]}
    assert {"society"} <= solved.keys()
    for code, row in solved.items():
        table = point(known)
        scale = abs(seen(Run(done.scenario, done.plan, table, run(done.plan, table), 0), code)[0])
        table["chain.effect"][:] = row["effect"]
        left = seen(Run(done.scenario, done.plan, table, run(done.plan, table, strict=False), 0), code)[0]
        assert abs(left) < 0.01 * scale / 1e6, f"{code}: within an öre for each million"


def test_break_even_counts_from_no_effect() -> None:
    """On moves no effect is one: to need 1.25 of an expected 1.5 is to need half."""
    row = break_even(ran(moving(), draws=100))["society"]
    assert row["expected"] == 1.5
    assert row["share"] == pytest.approx((row["effect"] - 1) / 0.5)
    share = break_even(ran(scenario(), draws=100))["society"]
    assert share["share"] == pytest.approx(share["effect"] / 0.5)


def test_no_share_of_people_is_more_than_all_of_them() -> None:
    dear = with_values(scenario(), {"office": number(90_000_000, "kr")})
    assert break_even(ran(dear, draws=100))["society"]["effect"] is None


def test_break_even_is_asked_of_the_only_value_that_the_effect_names() -> None:
    raw = with_values(moving(chain=on_moves(effect="1 + more")), {"more": about(0.5, 0.1)})
    row = break_even(ran(raw, draws=100))["society"]
    assert row["code"] == "more"
    direct = break_even(ran(moving(), draws=100))["society"]
    assert row["effect"] == pytest.approx(direct["effect"] - 1, rel=1e-6)
    two = with_values(raw, {"less": about(0.1, 0.01)})
    assert break_even(ran(changed(two, "chain.effect", "1 + more - less"), draws=100)) == {}


@pytest.mark.parametrize("raw", [scenario(), moving()], ids=["people", "moves"])
def test_the_ends_of_the_tornado_are_two_runs_of_their_own(raw) -> None:
    found = result(raw, draws=600)["tornado"]
    widths = [abs(row["at_high"] - row["at_low"]) for row in found]
    assert widths == sorted(widths, reverse=True)
    assert {row["code"] for row in found} >= {"chain.effect", "chain.lag", "service", "office"}
    for row in (found[0], found[len(found) // 2]):
        for end in ("low", "high"):
            known = {"value": row[end], "unit": row["unit"], "source": "Änden", "price_year": 2024}
            if not row["unit"].startswith("kr"):
                del known["price_year"]
            path = row["code"] if row["code"].startswith("chain.") else f"values.{row['code']}"
            assert seen(at_means(changed(raw, path, known)))[0] == pytest.approx(row[f"at_{end}"], rel=1e-9)


def test_the_switching_value_turns_the_sign_of_society() -> None:
    done = ran(with_values(scenario(), {"office": about(6_000_000, 1_000_000, "kr")}), draws=100)
    found = result_of(done, "prov")["switching"]
    turning = {code: value for code, value in found.items() if value is not None}
    assert {"office", "output", "chain.effect"} <= turning.keys()
    assert found["joy"] is None, "what people feel is not money"
    for code, value in turning.items():
        table = point(done.plan.known)
        table[code][:] = value
        left = seen(Run(done.scenario, done.plan, table, run(done.plan, table, strict=False), 0))[0]
        assert abs(left) < 0.05


def test_a_turning_point_close_to_everyone_is_found_and_not_refused() -> None:
    """Looking for it passes over shares of more than everyone, which an account itself may not have."""
    near = about(0.9, 0.11, family="normal")
    free = {**scenario(), "chain": chain(reach=number(1))}
    worth = seen(at_means(with_values(free, {"office": number(0, "kr")})))[0]
    raw = with_values({**scenario(), "chain": chain(reach=near)}, {"office": number(0.999 * worth * 1.035, "kr")})
    found = result_of(ran(raw, draws=50), "prov")["switching"]
    assert found["chain.reach"] == pytest.approx(0.999)


def test_only_what_the_account_rests_on_is_told(example) -> None:
    codes = {row["code"] for row in example["sources"]}
    assert "marginal_share" not in codes, "shares of another basis"
    assert {row["code"] for row in example["tornado"]} <= codes
    assert {row["code"] for row in example["evppi"]} <= codes
    spare = result(with_values(scenario(), {"spare": about(5, 1, "kr")}))
    assert "spare" not in {row["code"] for row in spare["sources"]}
    marginal = result(scenario(), basis="marginal")
    assert "marginal_share" in {row["code"] for row in marginal["assumptions"]}


def test_knowing_one_thing_is_never_worth_more_than_knowing_all(example) -> None:
    assert example["evppi"]
    for row in example["evppi"]:
        assert 0 <= row["value"] <= example["evpi"] + row["error"] + row["floor"]


def test_few_draws_give_no_value_of_information() -> None:
    assert result(scenario(), draws=300)["evppi"] == []


# public money


def public_and_private(public: float, private: float, tax_factor: float = 1.0) -> dict:
    """A year in which the public sector gains (or loses) so much, and others so much, for one person."""
    raw = scenario(years=1, moves=[], costs=[], tax_factor=tax_factor, discount={"main": 0.0},
                   chain=plainly(people=number(1, "personer")))  # fmt: skip
    raw["values"] |= {"public": number(public, "kr"), "private": number(private, "kr")}
    raw["flows"] = [
        flow("out", "resource", "public", payer="municipality"),
        flow("work", "production", "private", receiver="production"),
    ]
    return mvpf(at_means(raw))


def test_each_public_krona_buys_so_much() -> None:
    found = public_and_private(-100, 250)
    assert found == {"value": 2.5, "pays_for_itself": False, "gain": 250, "net_cost": 100}
    assert public_and_private(-100, -50)["value"] == -0.5, "a cost to those concerned is told as such"


def test_what_pays_for_itself_has_no_price_tag() -> None:
    assert public_and_private(100, 250) == {"value": None, "pays_for_itself": True, "gain": 250, "net_cost": -100}
    assert public_and_private(0, 250)["pays_for_itself"]


def test_the_cost_of_taxes_is_no_part_of_what_public_money_buys() -> None:
    assert public_and_private(-100, 250, tax_factor=1.3) == public_and_private(-100, 250)


# time and who loses


@pytest.mark.parametrize(
    ("years", "reached"),
    [
        ([-100, 60, 60], 2),
        ([-100, 30, 30], None),
        ([100, 0, 0], 0),
        ([-10, 30, -30], None),
        ([-10, 30, -30, 20], 3),
        ([0, 0], 0),
    ],
)
def test_payback_is_when_it_stays_paid(years: list[float], reached: int | None) -> None:
    assert payback(np.array(years, dtype=float)[:, None], 0.0)[0] == reached


def test_payback_waits_for_interest_and_counts_the_draws_that_have_come_so_far() -> None:
    yearly = np.array([[-100.0, -100.0], [52.0, 80.0], [52.0, 80.0]])
    assert payback(yearly[:, :1], 0.0) == (2, [0.0, 0.0, 1.0])
    assert payback(yearly[:, :1], 0.1)[0] is None
    assert payback(yearly, 0.0)[1] == [0.0, 0.0, 1.0]
    assert payback(yearly + np.array([[0], [20], [0]]), 0.0)[1] == [0.0, 0.5, 1.0]


def test_the_year_of_payback_is_a_year_of_the_calendar(example) -> None:
    for side in example["perspectives"].values():
        assert side["payback_year"] is None or 2025 <= side["payback_year"] < 2025 + 6
    assert example["perspectives"]["employment_service"]["payback_year"] is None


def test_who_loses_is_named_the_greatest_loss_first(example) -> None:
    loses = {code for code, side in example["perspectives"].items() if side["present_value"]["mean"] < 0}
    assert set(example["losers"]) == loses - {"society", "public", "wellbeing"}
    means = [example["perspectives"][code]["present_value"]["mean"] for code in example["losers"]]
    assert means == sorted(means)
    assert "employment_service" in example["losers"], "it pays for places and gains nothing"
    assert "individual" in losers(at_means(scenario(chain=plainly()))), "who goes to work loses the benefit"


def test_benefit_and_cost_make_the_whole(example) -> None:
    for side in example["perspectives"].values():
        assert side["benefit"]["mean"] + side["cost"]["mean"] == pytest.approx(side["present_value"]["mean"])
        if side["benefit_cost_ratio"] is not None:
            assert side["benefit_cost_ratio"] == pytest.approx(side["benefit"]["mean"] / -side["cost"]["mean"])
    assert example["perspectives"]["production"]["benefit_cost_ratio"] is None, "who pays nothing has no ratio"


def test_the_first_term_is_its_years_of_the_whole() -> None:
    done = at_means(scenario(term=2))
    found = result_of(done, "prov")["perspectives"]["society"]
    years = [row["mean"] for row in found["by_year"]]
    assert found["first_term"]["mean"] == pytest.approx(years[0] / 1.035 + years[1] / 1.035**2)


def test_the_chain_is_told_link_by_link() -> None:
    found = result(scenario())["chain"]
    assert found["people"]["mean"] == 100
    assert (
        found["concerned"]["mean"] > found["starters"]["mean"] > found["completers"]["mean"] > found["changed"]["mean"]
    )
    assert found["changed"]["mean"] == pytest.approx(100 * 0.9 * 0.7 * 0.8 * 0.6 * 0.5 * 0.7 * 0.8 * 0.8, rel=0.05)
    assert result(moving())["chain"]["changed"] is None, "an effect on moves changes chances, not certain people"


def test_potential_is_everyone_and_knows_nothing_of_the_chain() -> None:
    raw = scenario()
    doubtful = {
        **raw,
        "chain": chain(effect=number(0.01), anyway=number(0.9), drop_off=number(0.9), lag=number(5, "år")),
    }
    assert result(doubtful)["potential"] == result(raw)["potential"]


def test_spread_holds_nine_of_ten() -> None:
    found = spread_of(np.arange(1001.0))
    assert found.as_dict() == pytest.approx({"mean": 500, "low": 50, "high": 950})


def test_a_coarser_actor_is_shown_where_it_gathers_two() -> None:
    actors = read(scenario()).actors
    two = tuple(Account(code, "fiscal") for code in ("social_committee", "education_committee", "region"))
    sides = {side.code: side for side in perspectives_of(two, actors)}
    assert sides["municipality"].members == (0, 1)
    assert sides["municipality"].parts == ("education_committee", "social_committee")
    assert "municipality" not in {side.code for side in perspectives_of(two[1:], actors)}
    assert sides["public"].members == sides["society"].members == (0, 1, 2)


# small groups


def with_people(people: float):
    return {**scenario(), "chain": chain(people=number(people, "personer"))}


def test_luck_is_shown_for_small_groups_only() -> None:
    few, many = ran(with_people(SMALL_GROUP)), ran(with_people(10 * SMALL_GROUP))
    assert chance(many) is None
    found = chance(few)
    assert found is not None
    assert found["people"] == pytest.approx(SMALL_GROUP * 0.9 * 0.7 * 0.8 * 0.6, rel=0.1)
    assert set(found) == {"people", "draws", "knowledge", "luck", "both"}


def test_luck_and_knowledge_add_up_and_the_means_agree() -> None:
    found = chance(ran(with_people(30), draws=6000))
    assert found["draws"] == LUCKY_DRAWS
    known, luck, both = (found[name]["society"] for name in ("knowledge", "luck", "both"))
    assert both["sd"] > max(known["sd"], luck["sd"])
    assert both["sd"] == pytest.approx(np.hypot(known["sd"], luck["sd"]), rel=0.15)
    for one in (luck, both):
        assert one["present_value"]["mean"] == pytest.approx(
            known["present_value"]["mean"], abs=4 * one["sd"] / LUCKY_DRAWS**0.5 * 2
        )


def test_luck_weighs_more_among_ten_than_among_a_thousand() -> None:
    weights = []
    for people in (10, 1000):
        raw = {**scenario(costs=[]), "chain": plainly(people=number(people, "personer"), effect=number(0.3))}
        one = read(raw)
        plan = plan_of(one)
        table = point(plan.known, 4000)
        gain = seen(Run(one, plan, table, run_people(plan, table, seed=3), 0))
        weights.append(gain.std() / gain.mean())
    assert weights[0] / weights[1] == pytest.approx(10, rel=0.1), "as the root of how many times more they are"


def test_a_cube_tells_itself_apart() -> None:
    done = ran(scenario(), draws=50)
    cube = done.cube
    moved = Cube(cube.accounts, cube.without, cube.gain, cube.cost, np.nextafter(cube.potential, np.inf))
    assert moved.fingerprint() != cube.fingerprint()
    assert run_scenario(done.scenario, draws=50).cube.fingerprint() == cube.fingerprint()
