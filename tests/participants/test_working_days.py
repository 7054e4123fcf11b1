"""The Swedish calendar, held against Gauss's rule and against days that are printed in almanacs."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis.strategies import dates, integers

from samsyn.apps.participants.working_days import after_working_days, easter, holidays, is_working_day

# Easter Sundays from the almanac, the earliest and latest possible ones among them.
KNOWN = ["1818-03-22", "1943-04-25", "2019-04-21", "2020-04-12", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28"]


@pytest.mark.parametrize("day", KNOWN)
def test_easter_as_the_almanac_has_it(day):
    assert easter(int(day[:4])) == date.fromisoformat(day)


def gauss(year):
    """Easter Sunday by Gauss's rule, with the constants for 1900–2099."""
    d = (19 * (year % 19) + 24) % 30
    e = (2 * (year % 4) + 4 * (year % 7) + 6 * d + 5) % 7
    day = date(year, 3, 22) + timedelta(d + e)
    late = day == date(year, 4, 26) or (day == date(year, 4, 25) and d == 28 and year % 19 > 10)
    return day - timedelta(7) if late else day


@given(integers(1900, 2099))
def test_easter_by_two_rules(year):
    assert easter(year) == gauss(year)


def test_a_year_as_it_is_printed():
    """2027, tidochdatum.se, without those that fall on a Saturday or Sunday."""
    midweek = {day.isoformat(): name for day, name in holidays(2027).items() if day.weekday() < 5}
    assert midweek == {
        "2027-01-01": "nyårsdagen",
        "2027-01-06": "trettondedag jul",
        "2027-03-26": "långfredagen",
        "2027-03-29": "annandag påsk",
        "2027-05-06": "Kristi himmelsfärdsdag",
        "2027-06-25": "midsommarafton",
        "2027-12-24": "julafton",
        "2027-12-31": "nyårsafton",
    }


@given(dates(date(2020, 1, 1), date(2060, 1, 1)), integers(1, 12))
def test_days_are_counted_one_by_one(day, count):
    found = after_working_days(day, count)
    between = [day + timedelta(n) for n in range(1, (found - day).days + 1)]
    assert sum(is_working_day(each) for each in between) == count
    assert is_working_day(found)
