"""The days of a series: the fast way beside a calendar and a pencil, and holidays as people type them."""

from __future__ import annotations

import datetime
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.apps.participants.actions.groups_plan import write_plan
from samsyn.apps.participants.actions.sessions import plan_series
from samsyn.apps.participants.forms.sessions import SeriesForm
from samsyn.apps.participants.models import Group, Session
from samsyn.apps.participants.queries.sessions_series import TooLong, days_of_series
from samsyn.apps.participants.reading import as_system
from tests.participants.groups_given import circle  # noqa: F401

DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))
SPANS = st.lists(
    st.tuples(DAYS, st.integers(0, 20)).map(lambda pair: (pair[0], pair[0] + timedelta(pair[1]))), max_size=4
)


def plainly(first, last, weekday, every, skipped):
    """Day by day through the calendar."""
    found, met = [], 0
    for step in range((last - first).days + 1):
        day = first + timedelta(step)
        if day.weekday() == weekday:
            if met % every == 0 and not any(a <= day <= b for a, b in skipped):
                found.append(day)
            met += 1
    return found


@given(DAYS, st.integers(0, 400), st.integers(0, 6), st.integers(1, 3), SPANS)
def test_fast_and_plain_agree(first, length, weekday, every, skipped):
    last = first + timedelta(length)
    assert days_of_series(first, last, weekday, every, skipped) == plainly(first, last, weekday, every, skipped)


def test_a_series_of_thirty_years_is_a_mistyped_year():
    with pytest.raises(TooLong, match="Kontrollera datumen"):
        days_of_series(date(2025, 1, 1), date(2055, 1, 1), 0)


def filled_in(skipped: str = "", **more) -> SeriesForm:
    asked = {"starts": "2025-02-03", "ends": "2025-03-14", "weekday": "1", "every": "1", "minutes": "90", **more}
    return SeriesForm({**asked, "skipped": skipped}, group=Group(starts=date(2025, 1, 1)))


@pytest.mark.parametrize(
    ("typed", "gone"),
    [
        ("2025-02-18", ["2025-02-18"]),
        ("2025-02-17 – 2025-02-21", ["2025-02-18"]),
        ("2025-02-17 till 2025-02-26", ["2025-02-18", "2025-02-25"]),
        ("2025-02-17 till och med 2025-02-21", ["2025-02-18"]),
        ("v. 8", ["2025-02-18"]),
        ("vecka 9", ["2025-02-25"]),
        ("v8 2025\n\n2025-03-04", ["2025-02-18", "2025-03-04"]),
    ],
)
def test_holidays_as_people_type_them(typed, gone):
    form = filled_in(typed)
    assert form.is_valid(), form.errors
    every = {day.isoformat() for day in days_of_series(date(2025, 2, 3), date(2025, 3, 14), 1)}
    assert every - {day.isoformat() for day in form.days()} == set(gone)


@pytest.mark.parametrize(
    "typed",
    ["sportlovet", "2025-02-30", "2025-02-21 – 2025-02-17", "v. 60", "2025-02-18 eller så", "2020-01-01 – 2025-01-01"],
)
def test_what_cannot_be_read_is_named_by_its_row(typed):
    form = filled_in(f"2025-02-18\n{typed}")
    assert not form.is_valid()
    assert "Rad 2" in form.errors["skipped"][0]


def test_a_series_takes_the_plan_in_order_and_leaves_what_is_there(circle):  # noqa: F811
    made = circle(1)
    with as_system([made.group.organisation_id]):
        write_plan(group=made.group, themes=["Hälsa", "Ekonomi"], by=None)
        days = days_of_series(date(2025, 2, 3), date(2025, 2, 25), 1)
        added = plan_series(group=made.group, days=days, at=datetime.time(18), minutes=90, by=None)
        again = plan_series(group=made.group, days=days, at=None, minutes=90, by=None)
        planned = list(Session.objects.order_by("on").values_list("on", "minutes", "planned__theme"))
    assert [session.on.day for session in added] == [11, 18, 25]  # the 4th was there
    assert again == []
    assert planned == [
        (date(2025, 2, 4), 120, None),
        (date(2025, 2, 11), 90, "Hälsa"),
        (date(2025, 2, 18), 90, "Ekonomi"),
        (date(2025, 2, 25), 90, None),
    ]


def test_the_days_are_seen_before_anything_is_written(circle, client, colleagues):  # noqa: F811
    made = circle(1)
    client.force_login(colleagues.group_leader)
    address = f"{made.group.get_absolute_url()}serie/"
    asked = {"starts": "2025-02-03", "ends": "2025-03-14", "weekday": "1", "every": "2", "at": "18:00", "minutes": "90"}
    page = client.post(address, {**asked, "skipped": "v. 8", "show": "1"}).content.decode()
    assert "har redan ett tillfälle" in page
    assert "tis 2025-03-04" in page
    assert "tis 2025-02-18" not in page
    nothing = client.post(address, {**asked, "create": "1"})
    assert "Välj minst en dag" in nothing.content.decode()
    answer = client.post(address, {**asked, "create": "1", "days": ["2025-03-04", "2031-01-01"]})
    assert answer.status_code == 302
    with as_system([made.group.organisation_id]):
        assert sorted(Session.objects.values_list("on", flat=True)) == [date(2025, 2, 4), date(2025, 3, 4)]
