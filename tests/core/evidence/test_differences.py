"""Difference in differences: four means by hand, the library's answer, and sides that went their own way before."""

from __future__ import annotations

import numpy as np
import pytest
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from samsyn.core.evidence import SHARE, BadColumn, NotEstimable, TooFew, difference_in_differences
from tests.core.evidence.worlds import followed


def named(estimate, name):
    return next(each for each in estimate.diagnostics if each.name == name)


def two_periods(chance, units: int = 24):
    return followed(chance, units, 2, start=1)


def test_four_means_by_hand() -> None:
    """Took part: 10 to 16 on average; others 20 to 22. 6 − 2 = 4."""
    before = {1: [8, 9, 10, 11, 12], 0: [18, 19, 20, 21, 22]}
    after = {1: [13, 17, 15, 18, 17], 0: [21, 22, 20, 25, 22]}
    outcome = np.array([*before[1], *before[0], *after[1], *after[0]], dtype=float)
    treated = np.tile(np.repeat([1, 0], 5), 2)
    found = difference_in_differences(
        outcome, np.tile(np.arange(10), 2), np.repeat([2024, 2025], 10), treated, start=2025, unit="timmar"
    )
    assert found.effect == pytest.approx(4.0)
    assert (found.n_treated, found.n_compared) == (5, 5)
    assert "personer eller platser" in named(found, "antal personer eller platser").name


def test_two_periods_are_the_change_of_each_compared() -> None:
    outcome, who, period, treated = two_periods(np.random.default_rng(1))
    found = difference_in_differences(outcome, who, period, treated, start=1, unit="kr")
    change, side = outcome[24:] - outcome[:24], treated[:24] == 1
    both = CompareMeans(DescrStatsW(change[side]), DescrStatsW(change[~side]))
    assert found.effect == pytest.approx(change[side].mean() - change[~side].mean())
    assert found.freedom == pytest.approx(both.dof_satt())
    assert found.error == pytest.approx(both.std_meandiff_separatevar * np.sqrt(12 / 11 * 23 / 24))


def test_many_periods_with_holes_are_a_column_for_every_unit_and_period() -> None:
    chance = np.random.default_rng(2)
    outcome, who, period, treated = followed(chance, 30, 6, start=4)
    outcome[chance.random(180) < 0.15] = np.nan
    found = difference_in_differences(outcome, who, period, treated, start=4, unit="kr")
    known = ~np.isnan(outcome)
    design = np.column_stack([
        treated * (period >= 4), *(who == each for each in range(30)), *(period == each for each in range(1, 6))
    ])[known].astype(float)  # fmt: skip
    line = OLS(outcome[known], design).fit()
    assert found.effect == pytest.approx(line.params[0])


def test_the_order_of_rows_and_the_names_of_units_do_not_matter() -> None:
    outcome, who, period, treated = followed(np.random.default_rng(3), 30, 5, start=3)
    order = np.random.default_rng(4).permutation(150)
    names = np.array([f"plats {each}" for each in who])
    first = difference_in_differences(outcome, who, period, treated, start=3, unit="kr")
    second = difference_in_differences(
        outcome[order], names[order], 2020 + period[order], treated[order], start=2023, unit="kr"
    )
    assert (first.effect, first.error, first.grade) == pytest.approx((second.effect, second.error, second.grade))


def test_sides_that_drifted_apart_before_are_told_with_what_it_would_explain() -> None:
    rows = followed(np.random.default_rng(5), 80, 8, start=5, effect=0.0, drift=0.5)
    found = difference_in_differences(*rows, start=5, unit="kr")
    trend = named(found, "lika utveckling före")
    assert trend in found.warnings
    assert trend.words.startswith("Går skillnaden i utveckling före starten vidare förklarar den")
    assert found.effect > 1  # all of it drift: 0.5 a period, four periods from middle to middle
    assert found.grade == 4


def test_a_single_odd_period_before_is_told_though_no_drift_is_seen() -> None:
    outcome, who, period, treated = followed(np.random.default_rng(6), 100, 7, start=5, effect=0.0)
    outcome = outcome + 2.5 * treated * (period == 2)  # in the middle of the five before, so no slope
    found = difference_in_differences(outcome, who, period, treated, start=5, unit="kr")
    assert named(found, "ingen period avviker före") in found.warnings
    assert named(found, "lika utveckling före") not in found.warnings


def test_alike_before_and_many_enough_is_grade_three() -> None:
    """By chance a sound study gets some warning about the time before in one case of four."""
    rows = followed(np.random.default_rng(1), 80, 8, start=5)
    found = difference_in_differences(*rows, start=5, unit="kr")
    assert found.warnings == ()
    assert found.low < 1 < found.high
    assert (found.grade, found.about) == (3, "deltagarna")


def test_one_period_before_cannot_be_tried() -> None:
    found = difference_in_differences(*two_periods(np.random.default_rng(8), 60), start=1, unit="kr")
    assert [each.name for each in found.warnings] == ["lika utveckling före"]
    assert found.warnings[0].words == "Bara en period före starten: det går inte att pröva."


def test_who_starts_far_below_is_told() -> None:
    outcome, who, period, treated = followed(np.random.default_rng(9), 80, 5, start=3)
    found = difference_in_differences(outcome - 4 * treated, who, period, treated, start=3, unit="kr")
    level = named(found, "lika nivå före")
    assert level in found.warnings
    assert "standardavvikelser under jämförelsen" in level.words


def test_municipalities_are_few_though_persons_are_many() -> None:
    chance = np.random.default_rng(10)
    outcome, who, period, treated = followed(chance, 12, 4, start=2)
    persons = np.repeat(who * 100, 20) + np.tile(np.arange(20), who.size)
    noisy = np.repeat(outcome, 20) + chance.normal(size=persons.size)
    columns = (noisy, persons, np.repeat(period, 20), np.repeat(treated, 20))
    alone = difference_in_differences(*columns, start=2, unit="kr")
    together = difference_in_differences(*columns, start=2, unit="kr", clusters=np.repeat(who, 20))
    assert together.effect == pytest.approx(alone.effect)
    assert together.error > 2 * alone.error
    assert together.freedom <= 10 < alone.freedom
    assert named(together, "antal grupper") in together.warnings


def test_new_persons_each_time_are_compared_as_groups() -> None:
    """Four means again: 0.30 to 0.50 against 0.40 to 0.45 is 15 percentage points."""
    yes = {(1, 0): 30, (1, 1): 50, (0, 0): 40, (0, 1): 45}
    rows = [(side, time, at < yes[side, time]) for side in (1, 0) for time in (0, 1) for at in range(100)]
    treated, period, outcome = (np.array(column) for column in zip(*rows, strict=True))
    columns = (outcome.astype(float), np.arange(400), period, treated)
    found = difference_in_differences(*columns, start=1, unit=SHARE, same=False)
    assert found.effect == pytest.approx(0.15)
    with pytest.raises(TooFew, match="0 personer eller platser kända både före och efter"):
        difference_in_differences(*columns, start=1, unit=SHARE)


def test_people_lost_on_the_way_are_told() -> None:
    outcome, who, period, treated = two_periods(np.random.default_rng(11), 60)
    outcome[(period == 1) & (treated == 1) & (who % 3 == 0)] = np.nan
    found = difference_in_differences(outcome, who, period, treated, start=1, unit="kr")
    assert named(found, "kända både före och efter") in found.warnings


@pytest.mark.parametrize(
    ("change", "kind", "told"),
    [
        ({"outcome": np.append(np.ones(47), np.inf)}, BadColumn, "utan oändligheter"),
        ({"start": 9}, BadColumn, "inga rader både före och efter starten"),
        ({"treated": np.arange(48) % 2 * (np.arange(48) > 24)}, BadColumn, "finns både i insatsen och i jämförelsen"),
        ({"period": np.zeros(48)}, BadColumn, "två rader i samma period"),
        ({"period": np.full(48, np.nan)}, BadColumn, "Perioden saknas"),
        ({"outcome": ["fem"] * 48}, BadColumn, "inte är tal"),
        ({"who": np.arange(47)}, BadColumn, "har 47 rader och utfallet 48"),
        ({"clusters": np.tile(np.arange(24) // 3, 2)}, NotEstimable, "grupper"),
    ],
)
def test_columns_that_do_not_hold_are_named(change, kind, told: str) -> None:
    outcome, who, period, treated = two_periods(np.random.default_rng(12))
    columns = {"outcome": outcome, "who": who, "period": period, "treated": treated, "start": 1, **change}
    with pytest.raises(kind, match=told):
        difference_in_differences(unit="kr", **columns)


def test_four_places_are_too_few() -> None:
    outcome, who, period, treated = followed(np.random.default_rng(13), 9, 4, start=2)
    with pytest.raises(TooFew, match="minst 5 i var grupp"):
        difference_in_differences(outcome, who, period, treated, start=2, unit="kr")


def test_a_time_before_that_hangs_on_one_place_cannot_be_tried() -> None:
    outcome, who, period, treated = followed(np.random.default_rng(14), 20, 3, start=2)
    others = np.unique(who[treated == 0])
    outcome[(period == 1) & np.isin(who, others[1:])] = np.nan  # a single place of the comparison is known twice before
    found = difference_in_differences(outcome, who, period, treated, start=2, unit="kr")
    assert "För få är kända i perioderna före starten: det går inte att pröva." in [
        each.words for each in found.warnings
    ]


def test_where_nothing_varies_the_effect_is_certain() -> None:
    """Nobody changed: zero, and an interval of no width, written without a crash."""
    who, period = np.tile(np.arange(12), 2), np.repeat([0, 1], 12)
    found = difference_in_differences(np.ones(24), who, period, who % 2, start=1, unit="kr")
    assert (found.effect, found.detected) == (pytest.approx(0.0), False)
    assert "0,00 kr" in found.sentence()
