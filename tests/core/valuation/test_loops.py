"""The compiled loops against plain Python, against theory, and against each other."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numba import njit
from scipy import stats

from samsyn.core.valuation import cohorts, heads
from samsyn.core.valuation.wide import LINE
from tests.core.valuation import plain
from tests.core.valuation.model_examples import fast_cohort, fast_heads, model, models, table

CLOSE = {"rtol": 1e-12, "atol": 1e-6}  # atol: a millionth of a krona where large amounts cancel


@settings(max_examples=150)
@given(models())
def test_the_fast_cohort_is_the_plain_one(example) -> None:
    one, values = example
    fast = fast_cohort(one, values)
    for arm, draw in product(range(2), range(values.shape[1])):
        np.testing.assert_allclose(fast[arm, :, :, draw], plain.cohort(one, values, arm, draw), **CLOSE)


@settings(max_examples=40)
@given(models())
def test_people_are_never_lost_or_made(example) -> None:
    """One krona for everyone in any state is one krona for everyone, each cycle; in the cohort and in head counts."""
    one, values = example
    per_head = model(
        "".join(one.states), [], [(state, 0, 1) for state in one.states], one.start, one.years, one.cycles_per_year
    )
    counted = type(one)(
        one.states, per_head.accounts, one.arms, one.moves, per_head.entries, one.start, one.factors, one.years,
        one.cycles_per_year,
    )  # fmt: skip
    np.testing.assert_allclose(fast_cohort(counted, values)[:, :, 0], one.cycles_per_year, rtol=1e-12)
    begins = np.full((2, len(one.states), values.shape[1]), 7)
    heads = fast_heads(counted, values, begins, seed=3)
    assert np.all(heads[:, :, 0] == 7 * len(one.states) * one.cycles_per_year)
    for arm in range(2):
        np.testing.assert_allclose(np.sum(plain.occupancy(one, values, arm, 0), axis=1), 1, rtol=1e-12)


def test_draws_do_not_depend_on_how_they_are_cut_up() -> None:
    draws = 2 * cohorts.CHUNK + 11
    chance = np.linspace(0.01, 0.4, draws)
    one = model("ab", [("a", "b", 2)], [("a", 0, 3), (0, 1, 3)], years=5)
    values = table(chance, 700.0, draws=draws)
    whole = fast_cohort(one, values)
    for first, until in ((0, 1), (5, cohorts.CHUNK + 9), (draws - 1, draws)):
        part = np.ascontiguousarray(values[:, first:until])
        assert np.array_equal(fast_cohort(one, part), whole[..., first:until])


def test_within_a_cycle_everyone_is_counted_half_way() -> None:
    one = model("ab", [("a", "b", 2)], [("a", 0, 3), ("b", 1, 3)], years=2)
    assert fast_cohort(one, table(0.5, 100))[0, :, :, 0].tolist() == [[75, 25], [37.5, 62.5]]


def test_money_on_a_move_follows_those_who_move() -> None:
    one = model("ab", [("a", "b", 2)], [(0, 0, 3)], years=3, factors=[[1, 0, 1]], accounts=1)
    assert fast_cohort(one, table(0.5, 100))[0, :, 0, 0].tolist() == [50, 25, 12.5]
    delayed = model("ab", [("a", "b", 2)], [(0, 0, 3, 1)], years=3, factors=[[1, 0, 1]], accounts=1)
    assert fast_cohort(delayed, table(0.5, 100))[0, :, 0, 0].tolist() == [50, 0, 12.5]


# whole people


BEGIN = 40
CAREER = model(
    "abc",
    [("a", "b", 2), ("a", "c", 3), ("b", "a", 4), ("b", "c", 2, 1)],
    [("a", 0, 5), ("b", 1, 5), ("c", 1, 6), (1, 0, 6)],
    start=((1, 0, 0), (0, 1, 0)),
    years=6,
    factors=[[1, 0.8, 0.6, 0.4, 0.2, 0.1]],
)
CHANCES = (0.2, 0.1, 0.3, 1000.0, -400.0)


def heads_of(draws: int) -> np.ndarray:
    begins = np.zeros((2, 3, draws), dtype=np.int64)
    begins[0, 0], begins[1, 1] = BEGIN, BEGIN
    return fast_heads(CAREER, table(*CHANCES, draws=draws), begins, seed=11)


def test_head_counts_have_the_mean_of_the_cohort() -> None:
    draws = 20_000
    heads, expected = heads_of(draws), BEGIN * fast_cohort(CAREER, table(*CHANCES))[..., 0]
    error = heads.std(axis=-1) / np.sqrt(draws)
    assert np.all(np.abs(heads.mean(axis=-1) - expected) < 4.5 * error + 1e-9)


def test_plain_head_counts_tell_the_same() -> None:
    generator = np.random.Generator(np.random.Philox(key=5))
    draws = 3000
    sums = np.array([
        plain.head_counts(CAREER, table(*CHANCES), 0, 0, [BEGIN, 0, 0], lambda n, p: int(generator.binomial(n, p)))[0]
        for _ in range(draws)
    ])  # fmt: skip
    fast = heads_of(20_000)[0]
    error = fast.std(axis=-1) * np.sqrt(1 / draws + 1 / 20_000)
    assert np.all(np.abs(sums.mean(axis=0) - fast.mean(axis=-1)) < 4.5 * error + 1e-9)
    ratio = sums.var(axis=0) / fast.var(axis=-1)
    assert np.all(np.abs(ratio - 1) < 0.2)


@pytest.mark.parametrize(("people", "chance"), [(7, 0.3), (60, 0.25), (5000, 0.5)])
def test_luck_in_one_move_has_the_variance_of_a_binomial(people: int, chance: float) -> None:
    draws = 40_000
    one = model("ab", [("a", "b", 2)], [(0, 0, 1)], years=1, accounts=1)
    begins = np.zeros((2, 2, draws), dtype=np.int64)
    begins[:, 0] = people
    gone = fast_heads(one, table(chance, draws=draws), begins, seed=2)[:, 0, 0]
    variance = people * chance * (1 - chance)
    for arm in gone:
        fourth = variance**2 * 2 + variance * (1 - 6 * chance * (1 - chance))  # of the variance of a binomial, × draws
        assert abs(arm.var() - variance) < 4.5 * np.sqrt(fourth / draws)
    assert abs(np.corrcoef(gone)[0, 1]) < 0.03, "arms set apart have luck of their own"


def test_like_arms_that_share_their_luck_come_out_alike() -> None:
    begins = np.full((2, 3, 50), 9, dtype=np.int64)
    heads = fast_heads(CAREER, table(*CHANCES, draws=50), begins, seed=4, apart=0)
    assert np.array_equal(heads[0], heads[1])
    assert not np.array_equal(*fast_heads(CAREER, table(*CHANCES, draws=50), begins, seed=4, apart=1))


def test_all_who_are_bound_to_move_do() -> None:
    one = model("abc", [("a", "b", 2), ("a", "c", 3)], [(0, 0, 1), (1, 1, 1)], start=((1, 0, 0),) * 2, years=1)
    begins = np.zeros((2, 3, 200), dtype=np.int64)
    begins[:, 0] = 31
    gone = fast_heads(one, table(0.1, 0.9, draws=200), begins, seed=1)
    assert np.all(gone.sum(axis=2) == 31)


@njit
def binomials(people: int, chance: float, size: int) -> np.ndarray:
    word, found = np.uint64(12345), np.empty(size, dtype=np.int64)
    for at in range(size):
        word, found[at] = heads.binomial(word, people, chance)
    return found


PAIRS = [
    (people, chance)
    for people in (1, 2, 9, 20, 33, 100, 1_000, 100_000)
    for chance in (0.001, 0.05, 0.29, 0.5, 0.51, 0.7, 0.99)
]


@pytest.mark.parametrize(("people", "chance"), PAIRS)
def test_binomial_draws_fall_as_the_binomial_says(people: int, chance: float) -> None:
    """By chi-square over cells that expect twenty or more. With 56 pairs the least of them is expected about 1/56."""
    size = 1_000_000
    found, known = binomials(people, chance, size), stats.binom(people, chance)
    assert found.min() >= 0
    assert found.max() <= people
    edges = np.unique(known.ppf(np.linspace(0, 1, 26)[1:-1]))
    cells = [-1.0, *edges, float(people)]
    expected = np.array([(known.cdf(until) - known.cdf(since)) * size for since, until in pairwise(cells)])
    seen = np.array([((found > since) & (found <= until)).sum() for since, until in pairwise(cells)])
    enough = expected >= 20
    expected = np.append(expected[enough], expected[~enough].sum())
    seen = np.append(seen[enough], seen[~enough].sum())
    if expected[-1] < 5:  # the rest is too small for a cell of its own
        expected, seen = np.append(expected[:-2], expected[-2:].sum()), np.append(seen[:-2], seen[-2:].sum())
    assert seen.sum() == size
    if len(expected) > 1:
        statistic = ((seen - expected) ** 2 / expected).sum()
        assert stats.chi2.sf(statistic, len(expected) - 1) > 1e-5


def test_nobody_and_everybody_need_no_luck() -> None:
    word = np.uint64(9)
    assert heads.binomial(word, 0, 0.5) == (word, 0)
    assert heads.binomial(word, 12, 0.0) == (word, 0)
    assert heads.binomial(word, 12, 1.0) == (word, 12)


# individuals


STATES, CYCLES = 3, 8
FIRST_EDGE = np.array([0, 2, 4, 4])
TARGETS = np.array([1, 2, 0, 2])


def chances_of(arm: float) -> np.ndarray:
    """(cycles, moves): a > b, a > c, b > a, b > c, weaker as time goes."""
    fading = np.linspace(1, 0.5, CYCLES)[:, None]
    return np.array([0.2 * arm, 0.1, 0.3, 0.15]) * fading


def walked(persons: int, *, alike: bool, held=None, risks=None, draw: int = 0, first: int = 0):
    chances = np.ascontiguousarray([chances_of(1.0), chances_of(1.5)])
    start = np.cumsum([[0.7, 0.3, 0.0], [0.7, 0.3, 0.0]], axis=1)
    counted = np.zeros((2, CYCLES + 1, STATES), dtype=np.int64)
    moved = np.zeros((2, CYCLES, len(TARGETS)), dtype=np.int64)
    if alike:
        given = (chances, FIRST_EDGE, TARGETS, start, 77, draw)
        heads.individuals_alike(*given, first, first + persons, counted, moved)
        return counted, moved
    held = np.ones((1, CYCLES + 1)) if held is None else held
    risks = np.ones((1, first + persons)) if risks is None else risks
    held_rows = np.full(len(TARGETS), len(held) - 1)
    risk_rows = np.full(len(TARGETS), len(risks) - 1)
    given = (chances, FIRST_EDGE, TARGETS, held_rows, held, risk_rows, risks, start, 77, draw)
    heads.individuals(*given, first, first + persons, counted, moved)
    return counted, moved


def test_individuals_with_factors_of_one_are_individuals_alike_to_the_person() -> None:
    for one, other in zip(walked(5000, alike=False), walked(5000, alike=True), strict=True):
        assert np.array_equal(one, other)


def test_the_fast_walk_is_the_plain_one_to_the_person() -> None:
    persons = 60
    held = np.vstack([np.ones(CYCLES + 1), np.linspace(1, 0.3, CYCLES + 1)])
    risks = np.vstack([np.ones(persons), np.linspace(0.2, 1.8, persons)])
    counted, moved = walked(persons, alike=False, held=held, risks=risks, draw=3)
    chances = [chances_of(1.0).tolist(), chances_of(1.5).tolist()]
    start = np.cumsum([[0.7, 0.3, 0.0], [0.7, 0.3, 0.0]], axis=1).tolist()
    seen, went = plain.individuals(
        chances, FIRST_EDGE.tolist(), TARGETS.tolist(), [1] * 4, held.tolist(), [1] * 4, risks.tolist(), start, 77, 3,
        persons,
    )  # fmt: skip
    assert counted.tolist() == seen
    assert moved.tolist() == went


def test_individuals_are_the_cohort_in_expectation() -> None:
    persons = 200_000
    counted, moved = walked(persons, alike=True)
    fading = np.linspace(1, 0.5, CYCLES)
    one = model(
        "abc",
        [("a", "b", (2, 3), 1), ("a", "c", 4, 1), ("b", "a", 5, 1), ("b", "c", 6, 1)],
        start=((7, 8, 0), (7, 8, 0)),
        years=CYCLES,
        factors=[fading],
    )
    values = table(0.2, 0.3, 0.1, 0.3, 0.15, 0.7, 0.3)
    for arm in range(2):
        share = np.array(plain.occupancy(one, values, arm, 0))
        error = np.sqrt(share * (1 - share) / persons)
        assert np.all(np.abs(counted[arm] / persons - share) <= 5 * error + 1e-12)
        chances = np.array([chances_of(1.0), chances_of(1.5)][arm])
        flow = share[:-1][:, [0, 0, 1, 1]] * chances
        assert np.all(np.abs(moved[arm] / persons - flow) <= 5 * np.sqrt(flow * (1 - flow) / persons))


def test_persons_walk_alike_whoever_walks_them() -> None:
    """Cut in two, in another order, the same people take the same steps."""
    whole = walked(300, alike=True)
    parts = [walked(120, alike=True, first=180), walked(180, alike=True)]
    for at in range(2):
        assert np.array_equal(whole[at], parts[0][at] + parts[1][at])
    assert not np.array_equal(walked(300, alike=True, draw=1)[0], whole[0])


def test_both_arms_share_each_persons_luck() -> None:
    """Nobody who moves at once without does not with, where the chance is greater."""
    counted, moved = walked(20_000, alike=True)
    assert counted[0, 0].tolist() == counted[1, 0].tolist()
    assert moved[1, 0, 0] > moved[0, 0, 0]
    assert moved[1, 0, 2:].tolist() == moved[0, 0, 2:].tolist()


# people who begin by and by


@pytest.mark.parametrize("lag", [0.0, 0.25, 1.0, 2.6, 4.0, 9.0])
@pytest.mark.parametrize("intake", [[1.0], [0.5, 0.3, 0.2]])
def test_the_fast_spread_is_the_plain_one(lag: float, intake: list[float]) -> None:
    generator = np.random.Generator(np.random.Philox(key=2))
    years, accounts, draws = 5, 2, cohorts.CHUNK + 3
    course = generator.normal(size=(years, accounts, draws))
    people, keeps = generator.gamma(3, size=draws), generator.random(draws)
    lags = np.full(draws, lag)
    lags[1::2] += generator.random(len(lags[1::2]))
    begins = np.zeros(years)
    begins[: len(intake)] = intake
    out = np.full_like(course, np.nan)
    cohorts.spread(course, people, keeps, begins, np.minimum(lags, years), out, 0, draws)
    for draw in (0, 1, cohorts.CHUNK - 1, cohorts.CHUNK, draws - 1):
        slow = plain.spread(course[:, :, draw], people[draw], keeps[draw], begins, min(lags[draw], years))
        np.testing.assert_allclose(out[:, :, draw], slow, rtol=1e-11, atol=1e-12)


@settings(max_examples=40)
@given(
    models(), st.sampled_from([8, cohorts.CHUNK, 2 * cohorts.CHUNK + 3, 3 * cohorts.CHUNK]), st.booleans(), st.data()
)
def test_the_cube_is_the_cohort_spread_out_to_the_last_bit(found, draws: int, at_once: bool, data) -> None:
    one, values = found
    generator = np.random.Generator(np.random.Philox(key=data.draw(st.integers(0, 99))))
    values = np.ascontiguousarray(values[:, generator.integers(values.shape[1], size=draws)])
    values[2:] *= generator.random(draws)  # still no more than everyone
    concerned, successes, keeps = (
        generator.gamma(3, size=draws),
        generator.gamma(2, size=draws),
        generator.random(draws),
    )
    lag = np.zeros(draws) if at_once else np.minimum(3 * generator.random(draws), one.years)
    intake, first, now, ones = np.zeros(one.years), np.zeros(one.years), np.zeros(draws), np.ones(draws)
    intake[: 1 if at_once else 2], first[0] = (1.0 if at_once or one.years == 1 else 0.5), 1.0
    shape = (one.years, len(one.accounts), draws)
    arms = fast_cohort(one, values)
    wanted = np.zeros((3, *shape))
    cohorts.spread(arms[0], concerned, ones, intake, now, wanted[0], 0, draws)
    cohorts.spread(arms[1] - arms[0], successes, keeps, intake, lag, wanted[1], 0, draws)
    cohorts.spread(arms[1] - arms[0], concerned, ones, first, now, wanted[2], 0, draws)
    room = np.full(wanted.size + LINE // 8, np.nan)
    for begins in range(LINE // 8):  # one of these is the beginning of a line
        cube = room[begins : begins + wanted.size].reshape(wanted.shape)
        given = (concerned, successes, keeps, lag, intake, *cube)
        cohorts.cohort_cube(values, *one.arrays(), one.factors, one.cycles_per_year, *given, 0, draws)
        assert cube.tobytes() == wanted.tobytes()
