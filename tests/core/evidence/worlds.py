"""Invented worlds where the true effect is known: who takes part, what happens to them, and why."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator


def drawn_by_lot(chance: Generator, size: int, effect: float = 1.0, follows_background: float = 0.0):
    """Half take part. Outcome, treated, background. The effect may be greater for those with more background."""
    background = chance.normal(size=size)
    treated = chance.permutation(np.arange(size) % 2)
    noise = chance.normal(size=size) * np.where(treated == 1, 1.5, 1.0)
    return background + treated * (effect + follows_background * background) + noise, treated, background


def drawn_in_groups(chance: Generator, groups: int, persons: int, effect: float = 1.0):
    """Whole groups, of unequal size and each with something in common, are drawn. Outcome, treated, group."""
    taking_part = chance.permutation(np.arange(groups) % 2)
    group = np.repeat(np.arange(groups), chance.integers(persons // 2, 2 * persons, size=groups))
    together = 0.7 * chance.normal(size=groups)
    return effect * taking_part[group] + together[group] + chance.normal(size=group.size), taking_part[group], group


def chosen(chance: Generator, size: int, effect: float = 1.0, hidden: float = 0.0, drawn_to: float = 0.6):
    """Those with more of two traits take part more often. Outcome, treated, covariates, outcome before.

    hidden: how much a trait that nobody wrote down decides both who takes part and the outcome, also before.
    """
    traits, secret = chance.normal(size=(size, 3)), chance.normal(size=size)
    odds = -0.7 + drawn_to * (traits[:, 0] + traits[:, 1]) + hidden * secret
    treated = (chance.random(size) < 1 / (1 + np.exp(-odds))).astype(int)
    level = 2 * traits[:, 0] + traits[:, 2] + hidden * secret
    before = level + chance.normal(size=size)
    outcome = level + treated * (effect + 0.5 * traits[:, 2]) + chance.normal(size=size)
    return outcome, treated, {f"egenskap {at + 1}": traits[:, at] for at in range(3)}, before


def followed(
    chance: Generator, units: int, periods: int, start: int, effect: float = 1.0, drift: float = 0.0, taking_part=0.5
):
    """The same units in every period, each with its own level, and what happens to one lingers.

    drift: how much more those who take part change each period anyway. Outcome, who, period, treated.
    """
    treated = chance.permutation((np.arange(units) < taking_part * units).astype(int))
    lingering, rows = chance.normal(size=units), []
    for period in range(periods):
        lingering = 0.6 * lingering + chance.normal(size=units)
        rows.append(0.5 * period + lingering + treated * (drift * period + effect * (period >= start)))
    outcome = chance.normal(size=units) + np.array(rows)
    period = np.repeat(np.arange(periods), units)
    return outcome.ravel(), np.tile(np.arange(units), periods), period, np.tile(treated, periods)
