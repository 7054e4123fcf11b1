"""Accounts held against heormodel and pyheor, draw by draw: the same model, the same draws, total cost by arm.

The rule within a cycle is the one all three share: a state costs at the average of a cycle's beginning and end. pyheor
calls it life-table, and discounts a year at its beginning, we at its end: one year's interest apart. heormodel's
half-cycle weights sum to it without discounting; with discounting its costs are given our weights at each point.
"""

from __future__ import annotations

import numpy as np

from bench import _career, _peers
from samsyn.core.valuation.compiling import plan_of
from samsyn.core.valuation.cube import Cube, present_value
from samsyn.core.valuation.draws import draw_table
from samsyn.core.valuation.engine import run

DRAWS_HEORMODEL, DRAWS_PYHEOR = 1_000, 20
WITHIN = 1e-12


def totals(cube: Cube, rate: float) -> np.ndarray:
    """What each arm costs in all, shape (arms, draws)."""
    arms = (cube.without, cube.without + cube.gain)
    return np.array([-present_value(arm.sum(axis=1), rate) for arm in arms])


def main() -> None:
    plan = plan_of(_career.scenario())
    table = draw_table(plan.known, DRAWS_HEORMODEL, 1)
    cube = run(plan, table)
    if _peers.peer("heormodel"):
        draws = _peers.heor_draws(table)
        plain = _peers.heor_run(draws, _peers.heor_model())
        _told("heormodel, undiscounted, its own half-cycle rule", totals(cube, 0.0), _peers.heor_cost(plain))
        model = _peers.heor_model(_peers.heor_spec_discounted, "none")
        weighted = _peers.heor_cost(_peers.heor_run(draws, model))
        _told("heormodel, discounted, weights given", totals(cube, _career.RATE), weighted)
    pyheor = _peers.peer("pyheor")
    if pyheor:
        given = dict(zip(table.codes, table.values[:, :DRAWS_PYHEOR], strict=True))
        model = _peers.py_model(pyheor)
        for name, param in model.params.items():
            param.dist = _peers.Given(given["chain.effect" if name == "effect" else name])
        theirs = _peers.py_cost(model.run_psa(DRAWS_PYHEOR, seed=1, progress=False)) / (1 + _career.RATE)
        _told("pyheor, discounted, its own life-table rule", totals(cube, _career.RATE)[:, :DRAWS_PYHEOR], theirs)


def _told(name: str, ours: np.ndarray, theirs: np.ndarray) -> None:
    apart = float(np.max(np.abs(ours / theirs - 1)))
    verdict = "agree" if apart <= WITHIN else "DO NOT AGREE"
    print(f"  {name:50s} {ours.shape[1]:5d} draws × 2 arms: at most {apart:.1e} apart, {verdict} (≤ {WITHIN:g})")
