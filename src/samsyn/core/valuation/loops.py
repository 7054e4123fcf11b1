"""Every compiled loop there is, to be readied once."""

from __future__ import annotations

import numpy as np

from samsyn.core.valuation.cohorts import cohort, cohort_cube, spread
from samsyn.core.valuation.heads import head_counts, individuals, individuals_alike
from samsyn.core.valuation.streams import begun


def ready() -> None:
    """Compile every loop and keep it on disk, so that nobody waits for it later. Runs each on next to nothing."""
    begun(np.ones(4, np.uint32))
    rows, none, one = np.ones((3, 1)), np.zeros((2, 0), np.int64), np.ones(1)
    edges, places = np.zeros((0, 2), np.int64), np.zeros((0, 3), np.int64)
    model = (edges, none, none, places, none, none)
    start, factors, cell = np.ones((2, 1), np.int64), np.ones((1, 1)), np.zeros((1, 1, 1))
    cohort(rows, *model, start, factors, 1, np.zeros((2, 1, 1, 1)), 0, 1)
    cohort_cube(rows, *model, start, factors, 1, one, one, one, one, one, cell, cell.copy(), cell.copy(), 0, 1)
    spread(cell, one, one, one, one, cell.copy(), 0, 1)
    head_counts(rows, *model, np.ones((2, 1, 1), np.int64), factors, 1, 1, 1, np.zeros((2, 1, 1, 1)), 0, 1)
    chances, first_edge, targets = np.zeros((2, 1, 0)), np.zeros(2, np.int64), np.zeros(0, np.int64)
    counted, moved = np.zeros((2, 2, 1), np.int64), np.zeros((2, 1, 1), np.int64)
    walked = (np.ones((2, 1)), 1, 0, 0, 1, counted, moved)
    individuals_alike(chances, first_edge, targets, *walked)
    individuals(chances, first_edge, targets, targets, np.ones((1, 1)), targets, np.ones((1, 1)), *walked)
