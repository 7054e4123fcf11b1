"""Consistent tables of many shapes: silence on them, and a slip found. bench/checker_rates.py runs many more."""

from __future__ import annotations

import pytest
from bench.checker_rates import Rates, rates

TABLES = 300


@pytest.fixture(scope="module")
def measured() -> Rates:
    return rates(TABLES, seed=11)


def test_no_consistent_table_is_called_wrong(measured: Rates) -> None:
    assert [(n, [f.message for f in findings]) for n, _, findings in measured.alarms] == []


def test_most_of_what_was_computed_is_verified(measured: Rates) -> None:
    assert measured.links_verified >= 0.85 * measured.links


def test_slips_are_found(measured: Rates) -> None:
    assert measured.slips >= 0.85 * TABLES
    assert measured.found >= 0.95 * measured.slips


def test_the_suggestion_names_the_slip(measured: Rates) -> None:
    assert measured.both >= 50
    assert measured.right >= 0.9 * measured.both
