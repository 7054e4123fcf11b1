"""Weighting, double robustness and matching: what can be computed by hand, what must not matter, and what is told."""

from __future__ import annotations

import numpy as np
import pytest

from samsyn.core.evidence import (
    BadColumn,
    NoOverlap,
    TooFew,
    difference_in_differences,
    doubly_robust,
    matched,
    unadjusted,
    weighted,
)
from tests.core.evidence.worlds import chosen

METHODS = [weighted, doubly_robust, matched]
each_method = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.__name__)


def named(estimate, name):
    return next(each for each in estimate.diagnostics if each.name == name)


@each_method
def test_with_one_yes_or_no_the_answer_can_be_computed_by_hand(method) -> None:
    """30 of 40 participants were out of work before, against 20 of 100.

    Out of work: 12 of 30 in work afterwards against 5 of 20, 15 points. Others: 8 of 10 against 60 of 80, 5 points.
    For participants: 30/40 × 15 + 10/40 × 5 = 12.5 points. The plain difference is −15 points.
    """
    rows = [(1, 1, 12, 30), (1, 0, 8, 10), (0, 1, 5, 20), (0, 0, 60, 80)]  # took part, out of work, in work, of
    treated = np.concatenate([np.full(of, side) for side, _, _, of in rows])
    before = np.concatenate([np.full(of, out) for _, out, _, of in rows])
    outcome = np.concatenate([np.arange(of) < yes for _, _, yes, of in rows])
    found = method(outcome, treated, {"utan arbete": before}, unit="andel")
    assert found.effect == pytest.approx(0.125)
    assert unadjusted(outcome, treated, unit="andel").effect == pytest.approx(-0.15)
    assert named(found, "balans: utan arbete").value == pytest.approx(0, abs=1e-6)
    assert named(found, "verksam storlek").value == pytest.approx(40**2 / (30**2 / 20 + 10**2 / 80))


@each_method
def test_the_order_of_rows_and_the_scale_of_columns_do_not_matter(method) -> None:
    outcome, treated, traits, _ = chosen(np.random.default_rng(2), 200)
    first = method(outcome, treated, traits, unit="kr")
    order = np.random.default_rng(3).permutation(200)
    scaled = {name: 1000 * column[order] - 7 for name, column in traits.items()}
    second = method(outcome[order], treated[order], scaled, unit="kr")
    assert (second.effect, second.error) == pytest.approx((first.effect, first.error))


@each_method
def test_what_everybody_gains_as_well_does_not_matter(method) -> None:
    outcome, treated, traits, _ = chosen(np.random.default_rng(4), 200)
    first, second = (method(each, treated, traits, unit="kr") for each in (outcome, outcome + 3 * treated + 50))
    assert (second.effect - 3, second.error) == pytest.approx((first.effect, first.error))


@each_method
def test_groups_with_nobody_in_common_are_refused(method) -> None:
    outcome, treated, traits, _ = chosen(np.random.default_rng(5), 200)
    apart = {**traits, "egenskap 1": traits["egenskap 1"] + 20 * treated}
    with pytest.raises(NoOverlap, match=r"deltagare har ingen som liknar dem .* Hämta en jämförelsegrupp"):
        method(outcome, treated, apart, unit="kr")


@each_method
def test_some_without_anybody_alike_are_left_out_and_told(method) -> None:
    chance = np.random.default_rng(6)
    outcome, treated, traits, _ = chosen(chance, 300)
    participants = np.flatnonzero(treated)
    traits["egenskap 2"][participants[:12]] += 7
    found = method(outcome, treated, traits, unit="kr")
    outside = named(found, "deltagare utan motsvarighet")
    assert outside in found.warnings
    assert 0.05 < outside.value < 0.2
    assert found.n_treated == round(participants.size * (1 - outside.value))
    assert found.about == "de deltagare som har någon som liknar dem"
    assert found.grade == 4


@each_method
def test_all_that_matters_is_known_and_the_year_before_agrees(method) -> None:
    outcome, treated, traits, before = chosen(np.random.default_rng(9), 600)
    found = method(outcome, treated, traits, before=before, unit="kr")
    assert named(found, "kontroll mot tiden före") not in found.warnings
    assert found.low < 1 < found.high
    assert abs(found.effect - 1) < abs(unadjusted(outcome, treated, unit="kr").effect - 1)


@each_method
def test_a_hidden_cause_shows_in_the_year_before(method) -> None:
    outcome, treated, traits, before = chosen(np.random.default_rng(8), 600, hidden=1.0)
    found = method(outcome, treated, traits, before=before, unit="kr")
    assert named(found, "kontroll mot tiden före") in found.warnings
    assert found.grade == 4


def test_only_with_every_check_passed_is_it_grade_three() -> None:
    outcome, treated, traits, before = chosen(np.random.default_rng(9), 600)
    with_before = doubly_robust(outcome, treated, traits, before=before, unit="kr")
    without = doubly_robust(outcome, treated, traits, unit="kr")
    assert (with_before.grade, with_before.warnings) == (3, ())
    assert [each.name for each in without.warnings] == ["kontroll mot tiden före"]
    assert without.grade == 4


def test_few_persons_carrying_the_comparison_are_told() -> None:
    outcome, treated, traits, _ = chosen(np.random.default_rng(10), 120, drawn_to=1.4)
    found = weighted(outcome, treated, traits, unit="kr")
    assert named(found, "verksam storlek") in found.warnings


def test_more_neighbours_trade_likeness_for_certainty() -> None:
    outcome, treated, traits, _ = chosen(np.random.default_rng(11), 400)
    one, five = (matched(outcome, treated, traits, unit="kr", neighbours=many) for many in (1, 5))
    assert five.error < one.error
    assert named(five, "verksam storlek").value > named(one, "verksam storlek").value
    with pytest.raises(BadColumn, match="Välj färre"):
        matched(outcome, treated, traits, unit="kr", neighbours=400)


def test_small_groups_and_missing_background_are_refused() -> None:
    outcome, treated, traits, _ = chosen(np.random.default_rng(12), 200)
    with pytest.raises(TooFew, match="minst 20 i var grupp"):
        weighted(outcome[:40], treated[:40], {name: each[:40] for name, each in traits.items()}, unit="kr")
    with pytest.raises(BadColumn, match="Lägg till minst en"):
        weighted(outcome, treated, {}, unit="kr")
    many = {f"uppgift {at}": column for at, column in enumerate(np.random.default_rng(1).normal(size=(40, 200)))}
    with pytest.raises(TooFew, match="personer för 40 uppgifter"):
        weighted(outcome, treated, many, unit="kr")


def test_adjusting_for_the_outcome_before_is_not_difference_in_differences() -> None:
    """Both are right when lots decide; which one holds otherwise is a question of what drew people in."""
    chance = np.random.default_rng(13)
    treated, level = np.arange(400) % 2, chance.normal(size=400)
    before, after = level + chance.normal(size=400), level + treated + chance.normal(size=400)
    adjusted = doubly_robust(after, treated, {"egenskap": chance.normal(size=400)}, before=before, unit="kr")
    stacked = (np.append(before, after), np.tile(np.arange(400), 2), np.repeat([0, 1], 400), np.tile(treated, 2))
    changed = difference_in_differences(*stacked, start=1, unit="kr")
    assert adjusted.low < 1 < adjusted.high
    assert changed.low < 1 < changed.high
    assert adjusted.error < changed.error


@each_method
def test_where_nothing_varies_there_is_no_effect(method) -> None:
    _, treated, traits, _ = chosen(np.random.default_rng(14), 200)
    found = method(np.ones(200), treated, traits, unit="kr")
    assert found.effect == pytest.approx(0.0)
    assert found.error == pytest.approx(0.0, abs=1e-9)
