"""Where organisations stand with a method. One row a step: day, stage, and what was verified."""

from __future__ import annotations

from datetime import date

import pytest

from samsyn.core.evidence.adoption import Check, Due, Spread, Stage, Step, next_due, spread_of, standing_on

TODAY = date(2026, 6, 1)
JANUARY = date(2025, 1, 15)


def step(day: str, stage: str, *checks: tuple[int, str, bool]) -> Step:
    made = tuple(Check(months, date.fromisoformat(on), used, 4, 5) for months, on, used in checks)
    return Step(date.fromisoformat(day), Stage(stage), made)


def test_an_adapted_method_has_been_in_use_since_it_was_ordinary():
    steps = [step("2025-01-15", "ordinary", (6, "2025-08-01", True)), step("2025-10-01", "adapted")]
    found = standing_on(steps, TODAY)
    assert found.in_use_since == JANUARY
    assert found.verified
    assert found.fidelity == (4, 5)


def test_what_was_verified_before_a_stop_does_not_count_after_a_new_start():
    steps = [
        step("2023-01-01", "ordinary", (12, "2024-01-02", True)),
        step("2024-06-01", "stopped"),
        step("2026-01-01", "ordinary"),
    ]
    found = standing_on(steps, TODAY)
    assert found.in_use_since == date(2026, 1, 1)
    assert not found.verified


def test_the_log_is_read_as_it_was_on_a_day():
    steps = [step("2025-01-15", "tried"), step("2025-06-01", "ordinary"), step("2026-07-01", "stopped")]
    assert standing_on(steps, date(2024, 12, 31)) is None
    assert standing_on(steps, date(2025, 3, 1)).stage is Stage.TRIED
    assert standing_on(steps, TODAY).stage is Stage.ORDINARY


def test_found_out_of_use_is_not_verified():
    found = standing_on([step("2025-01-15", "ordinary", (6, "2025-07-20", True), (12, "2026-01-20", False))], TODAY)
    assert found.doubted
    assert not found.verified


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-03-01", Due(6, date(2025, 7, 15))),
        ("2025-09-01", Due(6, date(2025, 7, 15))),
        ("2026-02-01", Due(12, date(2026, 1, 15))),  # six months were never verified, and are no longer asked for
    ],
)
def test_the_next_verification_is_the_latest_that_is_due(day, expected):
    on = date.fromisoformat(day)
    assert next_due(standing_on([step("2025-01-15", "ordinary")], on), on) == expected


def test_nothing_is_due_when_all_is_verified_or_nothing_is_in_use():
    verified = standing_on([step("2025-01-15", "ordinary", (12, "2026-01-20", True))], TODAY)
    assert next_due(verified, TODAY) is None
    assert next_due(standing_on([step("2025-01-15", "decided")], TODAY), TODAY) is None


def test_organisations_are_counted_where_they_stand_and_only_outside_as_verified():
    verified = standing_on([step("2025-01-15", "ordinary", (6, "2025-08-01", True))], TODAY)
    waiting = standing_on([step("2025-01-15", "adapted")], TODAY)
    trying, stopped = (standing_on([step("2025-01-15", stage)], TODAY) for stage in ("tried", "stopped"))
    rows = [(verified, False), (verified, True), (waiting, False), (trying, False), (stopped, True)]
    assert spread_of(rows) == Spread(verified=1, unverified=1, inside=1, coming=1, stopped=1)
    assert spread_of(rows).known == 5
