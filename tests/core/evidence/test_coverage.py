"""How often the 95 % interval covers the truth in 400 invented studies, and whether no effect gives none.

An honest interval covers in 380 of 400, give or take 4.4 (one standard deviation). The band is three of those down and
a little more up, since refusing to be too narrow in small groups makes some intervals a little too wide.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.random import Generator

from samsyn.core.evidence import (
    Estimate,
    NotEstimable,
    difference_in_differences,
    doubly_robust,
    matched,
    randomised,
    randomised_share,
    weighted,
)
from tests.core.evidence.worlds import chosen, drawn_by_lot, drawn_in_groups, followed

STUDIES = 400
LEAST, MOST = 0.917, 0.99
Study = Callable[[Generator, float], Estimate]


def means(chance: Generator, effect: float) -> Estimate:
    outcome, treated, _ = drawn_by_lot(chance, 24, effect)
    return randomised(outcome, treated, unit="kr")


def adjusted(chance: Generator, effect: float) -> Estimate:
    outcome, treated, background = drawn_by_lot(chance, 40, effect, follows_background=0.5)
    return randomised(outcome, treated, unit="kr", covariates={"bakgrund": background})


def shares(chance: Generator, effect: float) -> Estimate:
    ours, theirs = chance.binomial(15, 0.3 + effect), chance.binomial(12, 0.3)
    return randomised_share((int(ours), 15), (int(theirs), 12))


def groups(chance: Generator, effect: float) -> Estimate:
    outcome, treated, group = drawn_in_groups(chance, 12, 10, effect)
    return randomised(outcome, treated, unit="kr", clusters=group)


def chosen_by(method) -> Study:
    def study(chance: Generator, effect: float) -> Estimate:
        outcome, treated, traits, _ = chosen(chance, 150, effect)
        return method(outcome, treated, traits, unit="kr")

    return study


def panel(units: int, periods: int, start: int, taking_part: float = 0.5) -> Study:
    def study(chance: Generator, effect: float) -> Estimate:
        rows = followed(chance, units, periods, start, effect, taking_part=taking_part)
        return difference_in_differences(*rows, start=start, unit="kr")

    return study


METHODS: dict[str, tuple[Study, float]] = {
    "means of 12 and 12": (means, 1.0),
    "Lin's adjustment of 20 and 20": (adjusted, 1.0),
    "shares of 15 and 12": (shares, 0.3),
    "12 groups drawn": (groups, 1.0),
    "weighting": (chosen_by(weighted), 1.0),
    "doubly robust": (chosen_by(doubly_robust), 1.0),
    "matching": (chosen_by(matched), 1.0),
    "differences, 5 and 5 units, 2 periods": (panel(10, 2, 1), 1.0),
    "differences, 6 and 6 units, 6 periods": (panel(12, 6, 4), 1.0),
    "differences, 5 and 25 units, 4 periods": (panel(30, 4, 2, taking_part=5 / 30), 1.0),
}


@pytest.mark.parametrize("name", METHODS)
def test_the_interval_covers_the_truth_as_often_as_it_says(name: str) -> None:
    study, effect = METHODS[name]
    found = list(studied(study, effect, seed=20260801))
    covers = np.mean([each.low <= effect <= each.high for each in found])
    assert LEAST <= covers <= MOST


@pytest.mark.parametrize("name", METHODS)
def test_no_effect_gives_none_within_error(name: str) -> None:
    found = [each.effect for each in studied(METHODS[name][0], 0.0, seed=20260802, studies=100)]
    away = np.mean(found) / (np.std(found) / np.sqrt(len(found)))
    assert abs(away) < 4 if name != "weighting" else abs(np.mean(found)) < 0.2  # its small bias is in the method's page


def test_a_drift_before_the_start_is_noticed_and_seldom_imagined() -> None:
    """With 40 places and four periods before: no drift gives a warning in one study of ten, as the limit says."""

    def warned(drift: float, studies: int) -> float:
        chance = np.random.default_rng(20260803)
        rows = (followed(chance, 40, 6, 4, drift=drift) for _ in range(studies))
        found = [difference_in_differences(*each, start=4, unit="kr") for each in rows]
        return float(np.mean(["lika utveckling före" in [each.name for each in one.warnings] for one in found]))

    assert 0.03 <= warned(0.0, studies=120) <= 0.18
    assert warned(0.8, studies=40) > 0.9


def studied(study: Study, effect: float, seed: int, studies: int = STUDIES):
    """The estimates of so many studies. A refusal is an answer too, but must be rare."""
    chance, refused = np.random.default_rng(seed), 0
    for _ in range(studies):
        try:
            yield study(chance, effect)
        except NotEstimable:
            refused += 1
    assert refused <= 0.02 * studies
