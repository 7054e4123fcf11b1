"""The due list."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.followup.due import SOON, due_list
from samsyn.core.followup.enrolments import Enrolment
from samsyn.core.periods import Occasion, due_on, window

TODAY = date(2026, 11, 21)
near = st.dates(date(2025, 6, 1), date(2027, 6, 30))
enrolments = st.lists(st.tuples(near, st.one_of(st.none(), near)), max_size=15).map(
    lambda rows: [Enrolment(key, key, *row) for key, row in enumerate(rows)]
)


def test_what_awaits_today() -> None:
    rows = [
        Enrolment("Ada", 1, date(2026, 11, 16)),                        # before, five days ago
        Enrolment("Bo", 2, date(2026, 1, 12), date(2026, 7, 31)),       # three months: 31 October
        Enrolment("Cia", 3, date(2026, 1, 12), date(2026, 5, 29)),      # six months: 29 November
        Enrolment("Dan", 4, date(2026, 1, 12), date(2026, 4, 30)),      # six months: 30 October, answered
        Enrolment("Eva", 5, date(2025, 1, 13), date(2025, 6, 30)),      # all windows have closed
    ]  # fmt: skip
    found = due_list(rows, {("Dan", Occasion.MONTHS_6)}, TODAY)
    assert [
        (each.enrolment.key, each.occasion.value, str(each.due), each.days_late, each.standing) for each in found
    ] == [
        ("Bo", "months_3", "2026-10-31", 21, "overdue"),
        ("Ada", "before", "2026-11-16", 5, "due"),
        ("Cia", "months_6", "2026-11-29", -8, "soon"),
    ]
    assert [str(each.closes) for each in found] == ["2026-12-15", "2026-11-30", "2027-01-13"]
    assert [each.enrolment.key for each in due_list(rows, set(), TODAY, occasions=[Occasion.MONTHS_6])] == [
        "Dan",
        "Cia",
    ]
    assert [each.enrolment.key for each in due_list(rows, set(), TODAY, soon=0)] == ["Dan", "Bo", "Ada"]


@given(enrolments, st.sets(st.tuples(st.integers(0, 14), st.sampled_from(Occasion))), near)
def test_fast_and_plain_agree(rows: list[Enrolment], answered: set[tuple[int, Occasion]], today: date) -> None:
    plain = set()
    for row in rows:
        for occasion in Occasion:
            due, span = due_on(occasion, row.starts, row.ends), window(occasion, row.starts, row.ends)
            if due is None or span is None or (row.key, occasion) in answered:
                continue
            if due <= today + timedelta(days=SOON) and today <= span[1]:
                plain.add((row.key, occasion, due, (today - due).days, span[1]))
    found = due_list(rows, answered, today)
    assert {(each.enrolment.key, each.occasion, each.due, each.days_late, each.closes) for each in found} == plain
    assert [each.due for each in found] == sorted(each.due for each in found)
    assert len(found) == len(plain)


def test_a_week_of_grace_before_it_is_called_late_and_two_weeks_of_notice() -> None:
    starts = [TODAY - timedelta(days=days) for days in (8, 7, 0, -1, -14, -15)]
    found = due_list([Enrolment(day, day, day) for day in starts], set(), TODAY)
    assert [(each.days_late, each.standing) for each in found] == [
        (8, "overdue"), (7, "due"), (0, "due"), (-1, "soon"), (-14, "soon"),
    ]  # fmt: skip


def test_the_closing_day_is_the_last_on_the_list() -> None:
    rows = [Enrolment("Ada", 1, date(2026, 1, 12), date(2026, 6, 30))]  # three months: 30 September, to 14 November
    listed = [len(due_list(rows, set(), date(2026, 11, day), occasions=[Occasion.MONTHS_3])) for day in (14, 15)]
    assert listed == [1, 0]


def test_nobody_awaits_nothing() -> None:
    assert due_list([], set(), TODAY) == ()
