"""Working days: Monday to Friday, without the days that Swedish law counts as holidays.

The days are facts in parameters/weeding/working_days.yaml, with the act each comes from.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

SATURDAY = 5


@lru_cache(maxsize=1)
def _facts() -> dict[str, Any]:
    return yaml.safe_load(files("samsyn.parameters").joinpath("weeding/working_days.yaml").read_text("utf-8"))


def easter(year: int) -> date:
    """Easter Sunday of a year in the Gregorian calendar.

    Source: the anonymous Gregorian computus (Nature, 20 April 1876; Meeus, Astronomical Algorithms, chapter 8).
    >>> easter(2027)
    datetime.date(2027, 3, 28)
    """
    golden, century, rest = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=64)
def holidays(year: int) -> dict[date, str]:
    """The days of a year that are no working days although they may fall from Monday to Friday, with their names."""
    facts = _facts()
    found = {_day(year, entry["day"]): entry["name"] for entry in facts["fixed"]}
    found |= {easter(year) + timedelta(days=entry["days"]): entry["name"] for entry in facts["from_easter"]}
    for entry in facts["between"]:
        first = _day(year, entry["first"])
        found[first + timedelta(days=(entry["weekday"] - first.weekday()) % 7)] = entry["name"]
    return found


def _day(year: int, month_day: str) -> date:
    return date.fromisoformat(f"{year}-{month_day}")


def is_working_day(day: date) -> bool:
    """Whether people are at work that day.

    >>> is_working_day(date(2026, 6, 19)), is_working_day(date(2026, 6, 22))
    (False, True)
    """
    return day.weekday() < SATURDAY and day not in holidays(day.year)


def after_working_days(day: date, count: int) -> date:
    """The day on which `count` working days have passed since `day`, which itself is not counted.

    >>> after_working_days(date(2026, 12, 22), 5)
    datetime.date(2027, 1, 4)
    """
    for found in _working_days_after(day):
        count -= 1
        if count <= 0:
            return found
    raise AssertionError("the calendar has no end")


def _working_days_after(day: date) -> Iterator[date]:
    while True:
        day += timedelta(days=1)
        if is_working_day(day):
            yield day
