"""Days, months, weeks, ages and occasions."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.periods import WIDTHS, Occasion, add_months, age_on, days_of_week, due_on, week_of, window

days = st.dates(date(1950, 1, 1), date(2090, 12, 31))
AFTER = [Occasion.EXIT, Occasion.MONTHS_3, Occasion.MONTHS_6, Occasion.MONTHS_12]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"), ("2026-03-31", -1, "2026-02-28"), ("2026-05-05", 0, "2026-05-05"),
        ("2024-02-29", 12, "2025-02-28"),
    ],
)  # fmt: skip
def test_months_are_calendar_months_and_clamped_at_the_end(day: str, months: int, then: str) -> None:
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(then)


@given(days, st.integers(-60, 60))
def test_a_month_later_is_never_in_another_month(day: date, months: int) -> None:
    """The plain version walks month by month and then back from the first of the month."""
    year, month = day.year, day.month
    for _ in range(abs(months)):
        month += 1 if months > 0 else -1
        if month in (0, 13):
            year, month = (year - 1, 12) if month == 0 else (year + 1, 1)
    wanted = day.day
    while True:
        try:
            plain = date(year, month, wanted)
            break
        except ValueError:
            wanted -= 1
    assert add_months(day, months) == plain


def test_every_occasion_of_a_participant() -> None:
    starts, ends = date(2026, 1, 12), date(2026, 8, 31)
    assert {str(o): str(due_on(o, starts, ends)) for o in Occasion} == {
        "before": "2026-01-12",
        "exit": "2026-08-31",
        "months_3": "2026-11-30",
        "months_6": "2027-02-28",
        "months_12": "2027-08-31",
    }
    assert [o.months for o in Occasion] == [None, 0, 3, 6, 12]
    assert Occasion.MONTHS_3.label == "3 månader efter avslut"


def test_who_has_not_ended_is_due_only_before() -> None:
    starts = date(2026, 1, 12)
    assert [due_on(o, starts, None) for o in Occasion] == [starts, None, None, None, None]
    assert [window(o, starts, None) is None for o in Occasion] == [False, True, True, True, True]


def test_the_widths_of_the_windows_are_pinned() -> None:
    """Assumptions; docs/methods/svarsfrekvens.md says the same numbers."""
    assert {str(occasion): width for occasion, width in WIDTHS.items()} == {
        "before": (30, 14), "exit": (14, 30), "months_3": (30, 45), "months_6": (30, 45), "months_12": (30, 45),
    }  # fmt: skip
    assert window(Occasion.BEFORE, date(2026, 3, 31), None) == (date(2026, 3, 1), date(2026, 4, 14))


@given(days)
def test_windows_after_the_end_hold_their_due_day_and_never_overlap(ends: date) -> None:
    closed = date.min
    for occasion in AFTER:
        due, found = due_on(occasion, ends, ends), window(occasion, ends, ends)
        assert found is not None
        assert due is not None
        assert closed < found[0] <= due <= found[1]
        closed = found[1]


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(2001, 6, 5), date(2026, 6, 4), 24), (date(2001, 6, 5), date(2026, 6, 5), 25),
        (2001, date(2026, 1, 1), 25),
        (date(2004, 2, 29), date(2026, 2, 28), 21), (date(2004, 2, 29), date(2026, 3, 1), 22),
        (2026, date(2026, 5, 5), 0),
    ],
)  # fmt: skip
def test_age(born: int | date, day: date, age: int) -> None:
    assert age_on(born, day) == age


def test_nobody_is_born_after_the_day() -> None:
    with pytest.raises(ValueError, match="Rätta födelseåret"):
        age_on(2027, date(2026, 1, 1))


@given(days)
def test_a_day_lies_in_its_week(day: date) -> None:
    monday, sunday = days_of_week(*week_of(day))
    assert monday <= day <= sunday
    assert (monday.weekday(), sunday - monday) == (0, timedelta(days=6))


def test_a_week_that_the_year_does_not_have() -> None:
    with pytest.raises(ValueError, match="Veckorna är 1 till 52"):
        days_of_week(2025, 53)
    assert days_of_week(2026, 53)[0] == date(2026, 12, 28)
