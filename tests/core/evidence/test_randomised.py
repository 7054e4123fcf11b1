"""Lots and waiting lists: the same as the library's own answer, loss and uneven groups told, small groups refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from samsyn.core.evidence import SHARE, Assignment, BadColumn, TooFew, Verdict, randomised, unadjusted
from tests.core.evidence.worlds import drawn_by_lot, drawn_in_groups


@pytest.fixture
def chance() -> np.random.Generator:
    return np.random.default_rng(1)


def names_of_warnings(estimate) -> list[str]:
    return [each.name for each in estimate.warnings]


@given(st.integers(0, 10_000), st.integers(20, 60))
def test_means_are_compared_as_the_library_does(seed: int, size: int) -> None:
    outcome, treated, _ = drawn_by_lot(np.random.default_rng(seed), size)
    found = randomised(outcome, treated, unit="kr")
    both = CompareMeans(DescrStatsW(outcome[treated == 1]), DescrStatsW(outcome[treated == 0]))
    assert (found.low, found.high) == pytest.approx(both.tconfint_diff(usevar="unequal"))
    line = OLS(outcome, np.column_stack([np.ones(size), treated])).fit(cov_type="HC2")
    assert (found.effect, found.error) == pytest.approx((line.params[1], line.bse[1]))


def test_lins_adjustment_is_two_regressions_read_at_the_same_point(chance) -> None:
    outcome, treated, background = drawn_by_lot(chance, 80, follows_background=0.7)
    found = randomised(outcome, treated, unit="kr", covariates={"bakgrund": background})
    at_the_middle = [
        np.polyval(np.polyfit(background[side], outcome[side], 1), background.mean())
        for side in (treated == 1, treated == 0)
    ]
    assert found.effect == pytest.approx(at_the_middle[0] - at_the_middle[1])


def test_lins_error_is_the_librarys_and_how_the_effect_varies(chance) -> None:
    outcome, treated, background = drawn_by_lot(chance, 80, follows_background=0.7)
    found = randomised(outcome, treated, unit="kr", covariates={"bakgrund": background})
    centred = background - background.mean()
    line = OLS(outcome, np.column_stack([np.ones(80), treated, centred, treated * centred])).fit(cov_type="HC3")
    assert found.error**2 == pytest.approx(line.bse[1] ** 2 + (line.params[3] * centred).var() / 80)


def test_background_that_tells_much_narrows_the_interval(chance) -> None:
    outcome, treated, background = drawn_by_lot(chance, 200)
    outcome = outcome + 5 * background
    plain = randomised(outcome, treated, unit="kr")
    adjusted = randomised(outcome, treated, unit="kr", covariates={"bakgrund": background})
    assert adjusted.error < 0.5 * plain.error


def test_where_groups_were_drawn_equal_groups_count_as_one_person_each(chance) -> None:
    """With as many persons in each, the effect is that of the group means."""
    means, taking_part = chance.normal(size=12), np.arange(12) % 2
    outcome = (means[:, None] + [-1.0, 0.0, 1.0]).ravel()
    group = np.repeat(np.arange(12), 3)
    found = randomised(outcome, taking_part[group], unit="kr", clusters=group)
    as_persons = unadjusted(np.tile(means, 2), np.tile(taking_part, 2), unit="kr")
    assert found.effect == pytest.approx(as_persons.effect)
    ours, theirs = means[taking_part == 1], means[taking_part == 0]
    welch = np.sqrt(ours.var(ddof=1) / 6 + theirs.var(ddof=1) / 6)
    assert found.error == pytest.approx(welch * np.sqrt(6 / 5 * 11 / 12))  # the jackknife is a little wider
    assert found.freedom <= 10


def test_ignoring_that_groups_were_drawn_would_flatter(chance) -> None:
    outcome, treated, group = drawn_in_groups(chance, 20, 15)
    with_groups = randomised(outcome, treated, unit="kr", clusters=group)
    assert with_groups.error > 1.5 * randomised(outcome, treated, unit="kr").error
    assert names_of_warnings(with_groups) == ["antal grupper"]
    assert with_groups.grade == 2


def test_people_without_an_outcome_are_counted_and_take_the_grade_down(chance) -> None:
    outcome, treated, _ = drawn_by_lot(chance, 60)
    outcome[np.flatnonzero(treated == 1)[:6]] = np.nan
    found = randomised(outcome, treated, unit="kr")
    assert (found.n_treated, found.n_compared) == (24, 30)
    assert names_of_warnings(found) == ["bortfall"]
    assert found.warnings[0].words.replace("\N{NO-BREAK SPACE}", " ") == (
        "Utfall saknas för 20,0 % av dem som fick insatsen och 0,0 % i jämförelsen."
    )
    assert (found.grade, found.grade_rule) == (2, "Lottning, men något i kontrollerna ger anledning till tvekan.")


def test_groups_that_lots_would_hardly_make_are_told(chance) -> None:
    outcome, treated, background = drawn_by_lot(chance, 100)
    found = randomised(outcome, treated, unit="kr", covariates={"ålder": background + 2 * treated})
    assert names_of_warnings(found) == ["jämna grupper"]


def test_a_queue_is_no_lottery(chance) -> None:
    outcome, treated, _ = drawn_by_lot(chance, 60)
    drawn = randomised(outcome, treated, unit="kr", assignment=Assignment.LOT_WAITING)
    queued = randomised(outcome, treated, unit="kr", assignment=Assignment.QUEUE)
    assert (drawn.grade, queued.grade) == (1, 3)
    assert queued.about == "alla i kön"
    assert queued.assumptions[0] == "Platsen i kön har inget att göra med hur det annars hade gått."


def test_a_few_great_values_are_told(chance) -> None:
    outcome, treated, _ = drawn_by_lot(chance, 40)
    outcome[np.flatnonzero(treated)[0]] = 60.0
    assert names_of_warnings(randomised(outcome, treated, unit="kr")) == ["skevt utfall"]


def test_shares_of_persons_and_of_counts_are_the_same() -> None:
    treated = np.repeat([1, 0], [70, 80])
    outcome = np.concatenate([np.arange(70) < 56, np.arange(80) < 48])
    found = randomised(outcome, treated, unit=SHARE)
    assert (round(found.low, 4), round(found.high, 4)) == (0.0524, 0.3339)
    assert found.diagnostics[0].verdict is Verdict.OK


def test_small_groups_are_refused_with_a_way_out(chance) -> None:
    with pytest.raises(TooFew, match=r"Det är 9 personer .* och 11 .* minst 10 i var grupp\. Vänta tills") as told:
        randomised(np.arange(20.0), np.arange(20) < 9, unit="kr")
    assert (told.value.treated, told.value.compared, told.value.smallest) == (9, 11, 10)
    with pytest.raises(TooFew, match=r"Det är 10 personer för 3 uppgifter"):
        randomised(
            np.arange(20.0),
            np.arange(20) % 2,
            unit="kr",
            covariates=dict(zip("abc", chance.normal(size=(3, 20)), strict=True)),
        )
    with pytest.raises(TooFew, match=r"Det är 4 grupper"):
        randomised(np.arange(24.0), np.arange(24) // 3 % 2, unit="kr", clusters=np.arange(24) // 3)


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"treated": np.arange(24)}, "ska bara innehålla 1"),
        ({"treated": np.arange(23) % 2}, "har 23 rader och utfallet 24"),
        ({"outcome": ["fem"] * 24}, "Kolumnen utfallet innehåller något som inte är tal"),
        ({"outcome": np.append(np.arange(23.0), np.inf)}, "utan oändligheter"),
        ({"covariates": {"ålder": np.append(np.arange(23.0), np.nan)}}, "ålder saknas för 1 personer"),
        ({"covariates": {"ålder": np.arange(24.0), "födelseår": 2000 - np.arange(24.0)}}, "säger samma sak"),
        ({"clusters": np.arange(24) // 2}, "12 grupper finns både i insatsen och i jämförelsen"),
        ({"clusters": np.arange(23)}, "har 23 rader"),
    ],
)
def test_columns_that_do_not_hold_are_named(columns, told: str) -> None:
    given_columns = {"outcome": np.arange(24.0), "treated": np.arange(24) % 2, **columns}
    with pytest.raises(BadColumn, match=told):
        randomised(unit="kr", **given_columns)


def test_a_covariate_that_never_varies_tells_nothing(chance) -> None:
    outcome, treated, background = drawn_by_lot(chance, 60)
    with_it = randomised(outcome, treated, unit="kr", covariates={"bakgrund": background, "kommun": np.ones(60)})
    assert with_it.effect == pytest.approx(
        randomised(outcome, treated, unit="kr", covariates={"bakgrund": background}).effect
    )


def test_where_nothing_varies_there_is_no_effect() -> None:
    found = randomised(np.ones(24), np.arange(24) % 2, unit="kr")
    assert (found.effect, found.error, found.detected) == (0.0, 0.0, False)
