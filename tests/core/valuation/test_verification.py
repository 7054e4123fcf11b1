"""What has to hold of any account, whatever its numbers (TECH-VER): black-box tests of the whole engine."""

from __future__ import annotations

import random
from itertools import pairwise, product

import numpy as np
import pytest

from samsyn.core.valuation.compiling import plan_of
from samsyn.core.valuation.cube import MONEY, discounting, perspectives_of, present_value
from samsyn.core.valuation.draws import draw_table
from samsyn.core.valuation.engine import held_back, run, run_people
from samsyn.core.valuation.model import BadModel
from samsyn.core.valuation.scenario import KINDS
from samsyn.core.valuation.turning import point
from tests.core.valuation import plain
from tests.core.valuation.model_examples import fast_cohort, model, table
from tests.core.valuation.scenario_examples import (
    about,
    at_means,
    changed,
    moving,
    number,
    on_moves,
    plainly,
    ran,
    read,
    scenario,
    seen,
    with_values,
    yearly,
)

ORE = 0.005
BOTH = pytest.mark.parametrize(
    "raw", [scenario(), moving(), moving(cycles_per_year=4)], ids=["people", "moves", "quarters"]
)
MONEY_NAMES = ("service", "benefit", "output", "inquiry", "joy", "office", "place")


def unchanged_but(raw, **links):
    """The scenario with some links of its chain replaced."""
    return {**raw, "chain": {**raw["chain"], **links}}


@BOTH
def test_everyone_is_somewhere_in_every_draw(raw) -> None:
    plan = plan_of(read(raw))
    values = plan.values(draw_table(plan.known, 60, 1))
    one, values = held_back(plan.model, values)
    for arm, draw in product(range(2), range(60)):
        where = np.array(plain.occupancy(one, values, arm, draw))
        assert where.sum(axis=1) == pytest.approx(np.ones(one.cycles + 1), abs=1e-12)
        assert where.min() >= 0


def test_an_effect_of_nothing_gains_nothing() -> None:
    nobody = ran(unchanged_but(scenario(), effect=number(0)))
    nothing = ran(unchanged_but(moving(), effect=number(1)))
    for found in (nobody, nothing):
        assert np.array_equal(found.cube.gain, found.cube.cost)
    assert np.all(nothing.cube.potential == 0)
    people = run_people(nothing.plan, nothing.table, seed=1)
    assert np.array_equal(people.gain, people.cost), "whole people with like chances share their luck"


@BOTH
@pytest.mark.parametrize(("link", "value"), [("anyway", 1), ("displacement", 1), ("attribution", 0), ("completion", 0)])
def test_what_takes_the_whole_gain_leaves_the_cost(raw, link: str, value: float) -> None:
    found = ran(unchanged_but(raw, **{link: number(value)}))
    assert np.array_equal(found.cube.gain, found.cube.cost)
    assert seen(found).mean() < 0


def test_as_many_anyway_as_with_the_effort_gains_nothing() -> None:
    same = unchanged_but(scenario(), effect=number(0.3), anyway=number(0.3), anyway_of="completers")
    found = ran(same)
    assert found.cube.gain == pytest.approx(found.cube.cost)


def test_the_two_ways_of_anyway_agree_where_they_should() -> None:
    """Half of all succeed; of them two fifths would have anyway, which is a fifth of all."""
    reached = ran(unchanged_but(scenario(), effect=number(0.5), anyway=number(0.4)))
    of_all = ran(unchanged_but(scenario(), effect=number(0.5), anyway=number(0.2), anyway_of="completers"))
    np.testing.assert_allclose(reached.cube.gain, of_all.cube.gain, rtol=1e-12, atol=1e-6)


@BOTH
def test_who_is_never_reached_costs_and_gains_nothing(raw) -> None:
    found = ran(unchanged_but(raw, reach=number(0)))
    assert np.array_equal(found.cube.gain, found.cube.cost)
    assert yearly(found, "municipality")[0] == pytest.approx(-found.table["office"])
    assert np.all(yearly(found, "employment_service") == 0), "places are paid for those who start"


@BOTH
def test_when_everything_is_free_nothing_is_gained_or_lost(raw) -> None:
    free = {name: number(0, raw["values"][name]["unit"]) for name in MONEY_NAMES}
    found = ran(with_values(raw, free))
    for part in (found.cube.without, found.cube.gain, found.cube.cost, found.cube.potential):
        assert np.all(part == 0)


@BOTH
def test_twice_the_prices_is_twice_the_account(raw) -> None:
    twice = {}
    for name in MONEY_NAMES:
        one = raw["values"][name]
        twice[name] = about(2 * one["value"], 2 * one["spread"]["sd"], one["unit"], "gamma")
    for part in ("without", "gain", "cost", "potential"):
        once, double = (getattr(ran(each).cube, part) for each in (raw, with_values(raw, twice)))
        np.testing.assert_allclose(double, 2 * once, rtol=1e-12, atol=1e-6)


@BOTH
def test_without_interest_present_value_is_the_plain_sum(raw) -> None:
    found = ran(raw)
    plain_sum = found.cube.gain[:, [a.ledger in MONEY for a in found.cube.accounts]].sum(axis=(0, 1))
    np.testing.assert_allclose(seen(found, rate=0.0), plain_sum, rtol=1e-12)


def test_a_krona_a_year_is_worth_its_annuity() -> None:
    assert round(float(discounting(20, 0.04).sum()), 3) == 13.590
    assert round(float(discounting(4, 0.04).sum()), 3) == 3.630
    assert present_value(np.ones(20), 0.04) == pytest.approx((1 - 1.04**-20) / 0.04)
    with pytest.raises(ValueError, match="större än −100"):
        discounting(3, -1)


def test_a_long_horizon_reaches_the_closed_form() -> None:
    """Present value of a Markov chain counted half way and at the end of the year: v/2 · x(I − vP)⁻¹(I + P)c."""
    moves = {("a", "b"): 0.2, ("a", "c"): 0.05, ("b", "a"): 0.3, ("b", "c"): 0.1}
    transition = np.eye(3)
    for (source, target), share in moves.items():
        transition["abc".index(source), "abc".index("abc"[("abc".index(source))])] -= share
        transition["abc".index(source), "abc".index(target)] += share
    worth, rate, years = np.array([1000.0, -300.0, 50.0]), 0.05, 700
    one = model(
        "abc",
        [(*pair, 2 + at) for at, pair in enumerate(moves)],
        [(state, 0, 6 + at) for at, state in enumerate("abc")],
        start=((1, 0, 0), (0, 1, 0)),
        years=years,
        accounts=1,
    )
    found = present_value(fast_cohort(one, table(*moves.values(), *worth))[:, :, 0, 0].T, rate)
    v = 1 / (1 + rate)
    closed = v / 2 * np.linalg.inv(np.eye(3) - v * transition) @ (np.eye(3) + transition) @ worth
    assert found == pytest.approx(closed[:2], rel=1e-10)


def test_everyone_absorbed_costs_no_more() -> None:
    raw = with_values(
        scenario(chain=plainly(works={"from": "work", "to": "out"})), {"found": number(1), "lost": number(0)}
    )
    raw["moves"][0] |= {"by_band": [1], "by_year": [1]}
    found = at_means(raw)
    support = yearly(found, "municipality", part="without")
    assert np.all(support == 0), "all begin in work, and stay"
    there = at_means({**raw, "chain": plainly()})
    first, *later = yearly(there, "municipality", part="without")[:, 0]
    assert first == pytest.approx(-100 * 90_000 / 2), "half of the first cycle"
    assert later == pytest.approx([0] * 5)


@BOTH
def test_the_actors_together_are_society(raw) -> None:
    found = ran(raw)
    codes = {one.code: one for one in found.perspectives}
    for part in ("without", "gain", "cost", "potential"):
        sums = getattr(found.cube, part)
        alone = sum(sums[:, at] for at, a in enumerate(found.cube.accounts) if a.ledger in MONEY)
        np.testing.assert_allclose(found.yearly(codes["society"], sums), alone, rtol=1e-12, atol=ORE)
        leaves = [codes[code] for code in ("municipality", "region", "social_insurance", "employment_service",
                                           "individual", "production") if code in codes]  # fmt: skip
        assert len(leaves) == 6
        together = sum(found.yearly(one, sums) for one in leaves)
        np.testing.assert_allclose(together, alone, rtol=1e-12, atol=ORE)
    inside = set(codes["public"].members)
    assert {found.cube.accounts[at].actor for at in inside} == {
        "municipality", "region", "social_insurance", "employment_service",
    }  # fmt: skip


@BOTH
def test_transfers_cancel_to_the_ore_in_every_year_and_draw(raw) -> None:
    only = [flow for flow in raw["flows"] if flow["kind"] == "transfer"]
    more = {**only[0], "payer": "individual", "receiver": "municipality", "state": "work"}
    found = ran({**raw, "flows": [*only, more], "costs": []})
    for part in (found.cube.without, found.cube.gain, found.cube.potential):
        assert np.abs(part.sum(axis=1)).max() < ORE
        assert np.abs(part).max() > 1000, "something was moved"
    values = found.plan.values(found.table)
    assert len(found.plan.transfers) == 1 + 3, "one for work and one for each band of being out"
    for paid, got, payer, receiver in found.plan.transfers:
        entries = found.plan.model.entries
        assert np.array_equal(values[entries[paid].value[0]], -values[entries[got].value[0]])
        assert (entries[paid].account, entries[got].account) == (payer, receiver)
        assert payer != receiver


@BOTH
def test_no_account_stands_in_two_ledgers(raw) -> None:
    one = read(raw)
    plan = plan_of(one)
    assert len(set(plan.accounts)) == len(plan.accounts) == len(plan.model.accounts)
    assert {account.ledger for account in plan.accounts} == {KINDS[flow.kind] for flow in one.flows}
    sides = {side.code: set(side.members) for side in perspectives_of(plan.accounts, one.actors)}
    assert not sides["wellbeing"] & sides["society"], "what people feel is never added to money"
    assert sides["wellbeing"] | sides["society"] == set(range(len(plan.accounts)))
    assert sides["public"] < sides["society"]


@BOTH
def test_the_order_of_the_file_changes_nothing(raw) -> None:
    mixed, chance = {**raw}, random.Random(3)
    for part in ("states", "moves", "flows", "costs"):
        mixed[part] = chance.sample(raw[part], len(raw[part]))
    mixed["values"] = dict(chance.sample(list(raw["values"].items()), len(raw["values"])))
    one, other = ran(raw), ran(mixed)
    assert other.cube.accounts != one.cube.accounts, "they did come in another order"
    for at, account in enumerate(one.cube.accounts):
        there = other.cube.accounts.index(account)
        for part in ("without", "gain", "potential"):
            np.testing.assert_allclose(
                getattr(other.cube, part)[:, there], getattr(one.cube, part)[:, at], rtol=1e-10, atol=1e-5
            )


@pytest.mark.parametrize(
    ("lag", "years"),
    [
        (0, [100, 100, 100, 100]),
        (1, [0, 100, 100, 100]),
        (3, [0, 0, 0, 100]),
        (0.25, [75, 100, 100, 100]),
        (1.5, [0, 50, 100, 100]),
        (9, [0, 0, 0, 0]),
    ],
)
def test_a_lag_moves_the_gain_by_whole_and_part_years(lag: float, years: list[float]) -> None:
    assert gained(lag=number(lag, "år")) == pytest.approx(years)


def gained(years: int = 4, **links) -> list[float]:
    """What each year gives when every one of a hundred people is worth a krona a year, and all of them succeed."""
    raw = scenario(years=years, moves=[], costs=[], chain=plainly(**links))
    raw["flows"] = [{**raw["flows"][2], "amount": "1"}]
    return at_means(raw).cube.gain[:, 0, 0].tolist()


def test_a_lag_differs_between_draws_as_it_is_drawn() -> None:
    raw = scenario(moves=[], costs=[], chain=plainly(lag=about(1.2, 0.7, "år")))
    raw["flows"] = [{**raw["flows"][2], "amount": "1"}]
    found = ran(raw)
    lag = found.table["chain.lag"]
    assert lag.std() > 0.5
    np.testing.assert_allclose(found.cube.gain[:, 0].sum(axis=0), 100 * (6 - lag), rtol=1e-9)


def test_what_drops_off_wholly_lasts_a_year() -> None:
    assert gained(drop_off=number(1)) == pytest.approx([100, 0, 0, 0])
    assert gained(drop_off=number(0.2)) == pytest.approx([100, 80, 64, 51.2])
    assert gained(drop_off=number(1), lag=number(2, "år")) == pytest.approx([0, 0, 100, 0]), (
        "counted from when it shows"
    )


def test_people_begin_by_and_by_and_all_in_the_end() -> None:
    assert gained(intake=[0.5, 0.3, 0.2]) == pytest.approx([50, 80, 100, 100])
    assert gained(intake=[0, 0, 1]) == pytest.approx([0, 0, 100, 100])
    found = ran(unchanged_but(scenario(), intake=[0.5, 0.3, 0.2]))
    paid = -yearly(found, "employment_service", part="cost")
    links = found.table["chain.need"] * found.table["chain.reach"] * found.table["chain.start"] * 100
    np.testing.assert_allclose(paid.sum(axis=0), found.table["place"] * links, rtol=1e-12)
    np.testing.assert_allclose(paid[1], 0.3 * paid.sum(axis=0), rtol=1e-12)


def test_bands_of_time_are_left_by_length_and_each_has_its_chance() -> None:
    """Ten per cent a year find work at first, six and three later: of those who do not, all leave the first band after
    a year, and one in two the second band each year."""
    raw = with_values(moving(), {"found": number(0.1), "lost": number(0)})
    raw["moves"][0]["by_year"] = [1]
    plan = plan_of(read(unchanged_but(raw, effect=number(1))))
    assert plan.model.states == ("out", "out@1", "out@3", "work")
    where = plain.occupancy(plan.model, plan.values(draw_table(plan.known, 1, 1)), 0, 0)
    assert where[1] == pytest.approx([0, 0.9, 0, 0.1])
    assert where[2] == pytest.approx([0, 0.9 * 0.94 / 2, 0.9 * 0.94 / 2, 0.1 + 0.9 * 0.06])
    second, third = 0.9 * 0.94 / 2, 0.9 * 0.94 / 2
    assert where[3][1:3] == pytest.approx([second * 0.94 / 2, second * 0.94 / 2 + third * 0.97])


def test_who_comes_back_begins_in_the_first_band_again() -> None:
    raw = with_values(scenario(), {"found": number(0), "lost": number(1)})
    plan = plan_of(read(raw))
    where = plain.occupancy(plan.model, plan.values(draw_table(plan.known, 1, 1)), 1, 0)
    assert where[1] == pytest.approx([1, 0, 0, 0])


def test_a_band_still_holds_when_a_move_grows_with_the_years() -> None:
    """A factor above one is taken into account when people grow older in a state: nobody is moved twice."""
    raw = with_values(moving(), {"found": number(0.4), "lost": number(0)})
    raw["moves"][0] |= {"by_year": [1, 2], "by_band": [1, 1, 1]}
    found = at_means(unchanged_but(raw, effect=number(1.2)))
    assert np.isfinite(found.cube.gain).all()


@pytest.mark.parametrize("per_year", [1, 2, 4, 12])
def test_a_yearly_chance_is_the_same_in_a_year_however_many_cycles(per_year: int) -> None:
    """Half go one way and three in ten another; a fifth stay, in months as in years, and in the same proportions."""
    raw = moving(cycles_per_year=per_year, years=1, chain=on_moves(effect=number(1)))
    raw["states"] = [{"code": code, "name": {"sv": code, "en": code}} for code in ("out", "work", "school")]
    raw["values"] |= {"to_work": number(0.5), "to_school": number(0.3)}
    raw["moves"] = [
        {"from": "out", "to": "work", "yearly": "to_work"},
        {"from": "out", "to": "school", "yearly": "to_school"},
    ]
    raw["flows"] = raw["flows"][:1]
    plan = plan_of(read(raw))
    where = plain.occupancy(plan.model, plan.values(draw_table(plan.known, 1, 1)), 0, 0)
    assert where[-1] == pytest.approx([0.2, 0.5, 0.3])


def test_a_single_yearly_chance_becomes_that_of_a_cycle_through_its_rate() -> None:
    raw = moving(cycles_per_year=12)
    raw["values"]["lost"] = number(0.2)
    plan = plan_of(read(raw))
    values = plan.values(draw_table(plan.known, 1, 1))
    leaving = next(move for move in plan.model.moves if plan.model.states[move.source] == "work")
    assert values[leaving.value[0], 0] == pytest.approx(1 - 0.8 ** (1 / 12))


def test_more_than_everyone_leaving_on_average_is_refused() -> None:
    both = {"found": number(0.9), "lost": number(1.2)}
    for per_year in (1, 4):
        with pytest.raises(BadModel, match=r"lämnar .* varje period"):
            ran(with_values(scenario(cycles_per_year=per_year), both))
    negative = with_values(scenario(), {"lost": number(-0.1)})
    with pytest.raises(BadModel, match="mindre än 0"):
        ran(negative)
    with pytest.raises(BadModel, match="börjar tillsammans 70"):
        ran(with_values(moving(start={"out": "part"}), {"part": number(0.7)}))


@pytest.mark.parametrize("raw", [scenario(), moving()], ids=["people", "moves"])
def test_moves_held_back_never_leave_fewer_than_nobody(raw) -> None:
    wild = with_values(raw, {
        "found": about(0.5, 0.6, family="normal"),
        "lost": about(0.6, 0.5, family="normal"),
    })  # fmt: skip
    plan = plan_of(read(unchanged_but(wild, effect=number(1))))
    values = plan.values(draw_table(plan.known, 200, 1))
    assert values.min(axis=1).min() < 0, "some draws are out of bounds"
    one, held = held_back(plan.model, values)
    for arm, draw in product(range(2), range(200)):
        where = np.array(plain.occupancy(one, held, arm, draw))
        assert where.min() >= -1e-15
        assert where.sum(axis=1) == pytest.approx(np.ones(one.cycles + 1), abs=1e-12)


def test_who_grows_older_in_a_state_never_makes_those_who_leave_too_many() -> None:
    """Nine in ten find work the first year and the rest grow older: everyone leaves the band, in some draws by far."""
    raw = with_values(scenario(), {"found": about(0.9, 0.2, family="normal")})
    assert np.isfinite(ran(raw).cube.gain).all()


def test_points_far_from_the_mean_are_held_back_and_not_refused() -> None:
    plan = plan_of(read(scenario()))
    far = point(plan.known, 2)
    far["chain.reach"][:] = 1.5
    far["lost"][:] = 1.5
    with pytest.raises(BadModel):
        run(plan, far)
    everyone = point(plan.known, 2)
    everyone["chain.reach"][:] = 1.0
    everyone["lost"][:] = 1.0
    assert np.allclose(run(plan, far, strict=False).gain, run(plan, everyone).gain)


def test_what_holds_in_every_draw_is_left_as_it_is() -> None:
    plan = plan_of(read(scenario()))
    values = plan.values(draw_table(plan.known, 50, 1))
    one, held = held_back(plan.model, values)
    assert one is plan.model
    assert held is values


def test_uncertain_shares_that_begin_are_made_to_sum_to_everyone() -> None:
    raw = with_values(moving(start={"out": "part", "work": "rest"}), {"part": about(0.7, 0.1), "rest": about(0.3, 0.1)})
    found = ran(unchanged_but(raw, effect=number(1)), draws=100)
    model_held, held = held_back(found.plan.model, found.plan.values(found.table))
    begins = np.array([held[row] for row in model_held.start[0]])
    np.testing.assert_allclose(begins.sum(axis=0), 1, rtol=1e-12)
    assert begins[0].std() > 0.05


def test_a_share_outside_nought_and_one_is_refused_on_average_and_held_in_a_draw() -> None:
    raw = with_values(scenario(), {"twice": number(2)})
    with pytest.raises(BadModel, match=r"chain.reach blir 2 i medeltal"):
        ran(unchanged_but(raw, reach="twice"))
    wide = unchanged_but(raw, reach=about(0.9, 0.3, family="normal"))
    found = ran(wide)
    assert found.table["chain.reach"].max() > 1
    paid = -yearly(found, "employment_service", part="cost").sum(axis=0) / found.table["place"]
    assert (paid / (100 * found.table["chain.need"] * found.table["chain.start"])).max() == pytest.approx(1)


def test_a_resource_counts_by_its_basis_and_nothing_else_does() -> None:
    raw = scenario(costs=[], chain=plainly())
    sums = {basis: at_means(raw, basis) for basis in ("average", "marginal", "releasable")}
    share = {code: sums["average"].plan.known[code].mean for code in ("marginal_share", "releasable_share")}
    average = yearly(sums["average"], "municipality")
    np.testing.assert_allclose(yearly(sums["marginal"], "municipality"), share["marginal_share"] * average)
    released = yearly(sums["releasable"], "municipality")
    np.testing.assert_allclose(released[:2], 0, atol=1e-9)
    np.testing.assert_allclose(released[2:], share["releasable_share"] * average[2:])
    for actor, ledger in (("social_insurance", "fiscal"), ("production", "economic")):
        for basis in ("marginal", "releasable"):
            assert np.array_equal(yearly(sums[basis], actor, ledger), yearly(sums["average"], actor, ledger))


def test_what_is_released_comes_after_the_lag_of_its_own_draw() -> None:
    raw = with_values(
        scenario(costs=[], moves=[], chain=plainly(), basis="releasable"),
        {"release_lag": about(2, 0.8, "år"), "service": number(100, "kr"), "releasable_share": number(0.5)},
    )
    raw["flows"] = [raw["flows"][0]]
    found = ran(raw)
    lag = found.table["release_lag"]
    released = yearly(found, "municipality")
    np.testing.assert_allclose(released.sum(axis=0), 100 * 100 * 0.5 * (6 - lag), rtol=1e-9)
    for year, sums in enumerate(released):
        np.testing.assert_allclose(sums, 5000 * np.clip(year + 1 - lag, 0, 1), atol=1e-9)
    assert "release_lag" in found.plan.read, "said among what the account rests on"
    assert "release_lag" not in plan_of(found.scenario, "average").read


def test_flows_run_from_and_until_their_years() -> None:
    raw = scenario(costs=[], moves=[], chain=plainly())
    raw["flows"] = [{**raw["flows"][2], "amount": "1", "since": 2, "until": 4}]
    assert at_means(raw).cube.gain[:, 0, 0].tolist() == [0, 0, 100, 100, 0, 0]


def test_the_tax_factor_costs_society_alone() -> None:
    plain_run, taxed = ran(scenario()), ran(scenario(tax_factor=1.3))
    np.testing.assert_allclose(seen(taxed), seen(plain_run) + 0.3 * seen(plain_run, "public"), rtol=1e-9)
    for side in ("public", "municipality", "production"):
        assert np.array_equal(seen(taxed, side), seen(plain_run, side))


def test_whole_people_have_the_mean_of_the_cohort() -> None:
    for raw in (scenario(), moving(), unchanged_but(scenario(), people=number(7, "personer"))):
        found = ran(raw, draws=6000)
        people = run_people(found.plan, found.table, seed=5)
        gap = people.gain - found.cube.gain
        error = gap.std(axis=-1) / np.sqrt(6000)
        assert np.all(np.abs(gap.mean(axis=-1)) <= 4.5 * error + 1e-6)
        np.testing.assert_allclose(people.potential, found.cube.potential, rtol=1e-12, atol=1e-6)
        assert np.array_equal(people.without, found.cube.without)


def test_parts_of_people_are_kept_on_average() -> None:
    """Two and two fifths begin: never other than two or three, and two fifths of the times three."""
    raw = scenario(moves=[], costs=[], chain=plainly(people=number(2.4, "personer")))
    raw["flows"] = [{**raw["flows"][2], "amount": "1"}]
    plan = plan_of(read(raw))
    people = run_people(plan, draw_table(plan.known, 4000, 1), seed=1).gain[0, 0]
    assert set(people) == {2.0, 3.0}
    assert people.mean() == pytest.approx(2.4, abs=4 * 0.49 / 4000**0.5)


def test_harm_to_a_few_is_counted_as_harm() -> None:
    """More would have succeeded anyway than do with the effort: whole people lose, as the cohort does."""
    raw = unchanged_but(scenario(), effect=number(0.2), anyway=number(0.5), anyway_of="completers")
    found = ran(raw, draws=3000)
    people = run_people(found.plan, found.table, seed=5)
    assert (found.cube.gain - found.cube.cost)[:, 0].mean() < 0
    assert (people.gain - people.cost).mean() == pytest.approx((found.cube.gain - found.cube.cost).mean(), rel=0.1)


def test_threads_change_no_bit_of_cohort_or_people() -> None:
    raw = moving()
    plan = plan_of(read(raw))
    known = draw_table(plan.known, 3100, 1)
    alone, people = run(plan, known), run_people(plan, known, seed=2)
    for threads in (2, 3):
        assert run(plan, known, threads).fingerprint() == alone.fingerprint()
        assert run_people(plan, known, 2, threads).fingerprint() == people.fingerprint()


def test_arms_are_without_and_with() -> None:
    found = ran(scenario(), draws=20)
    arms = found.cube.as_arms()
    assert arms.shape == (2, 20, 6, len(found.cube.accounts))
    for without, with_it in pairwise(arms):
        np.testing.assert_allclose((with_it - without).transpose(1, 2, 0), found.cube.gain, rtol=1e-9, atol=1e-6)


@pytest.mark.parametrize("basis", ["average", "marginal", "releasable"])
def test_an_expression_may_be_as_long_as_a_file_lets_it(basis: str) -> None:
    """Signs, shares and effects are put on afterwards; they do not make an expression too long that was read."""
    long, share = "service" + " + 0 * service" * 9, "found" + " + 0 * found" * 11
    raw = scenario(cycles_per_year=12)
    raw["flows"][0] |= {"amount": long, "marginal": share, "releasable": share}
    short = scenario(cycles_per_year=12)
    short["flows"][0] |= {"marginal": "found", "releasable": "found"}
    assert min(len(long), len(share)) > 130
    np.testing.assert_allclose(ran(raw, basis=basis).cube.gain, ran(short, basis=basis).cube.gain, rtol=1e-9)


def test_an_expression_that_gives_no_number_is_refused() -> None:
    raw = with_values(changed(scenario(), "flows.0.amount", "service / nothing"), {"nothing": number(0)})
    with pytest.raises(BadModel, match=r"”.*service / nothing.*” ger inget tal i alla dragningar"):
        ran(raw)
