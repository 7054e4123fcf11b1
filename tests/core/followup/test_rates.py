"""Response rate, lag and the latest complete period."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from random import Random
from statistics import median
from time import process_time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.followup.days import days, due_days
from samsyn.core.followup.rates import Answer, Enrolment, lag, latest_complete, response
from samsyn.core.periods import Occasion, due_on, window

TODAY = date(2026, 11, 21)
LATER = Occasion.MONTHS_3
near = st.dates(date(2026, 1, 1), date(2027, 3, 31))
answer = st.builds(Answer, near, st.one_of(st.none(), near))
row = st.tuples(near, st.one_of(st.none(), near), st.one_of(st.none(), answer))
rows_of_any = st.lists(row, max_size=25)
Rows = list[tuple[date, date | None, Answer | None]]


def given_rows(rows: Rows) -> tuple[list[Enrolment], dict[int, Answer]]:
    enrolments = [Enrolment(key, key, starts, ends) for key, (starts, ends, _) in enumerate(rows)]
    return enrolments, {key: answer for key, (_, _, answer) in enumerate(rows) if answer}


def ended(day: str, answered: str = "", recorded: str = "") -> tuple[date, date | None, Answer | None]:
    """Ended that day; answered about a day, written down on a day."""
    ends = date.fromisoformat(day) if day else None
    told = (
        Answer(date.fromisoformat(answered), date.fromisoformat(recorded) if recorded else None) if answered else None
    )
    return date(2026, 1, 12), ends, told


def test_each_enrolment_stands_in_one_place() -> None:
    enrolments, answers = given_rows([
        ended(""),                                          # goes on
        ended("2026-09-30"),                                # due 30 December
        ended("2026-09-01", "2026-11-15"),                  # due 1 December, answered early
        ended("2026-06-30", "2026-09-30"),                  # due 30 September, on time
        ended("2026-06-30", "2026-10-20"),                  # late, within the window
        ended("2026-06-30", "2026-10-20", "2026-11-30"),    # not known yet: written down after today
        ended("2026-04-30", "2026-11-01"),                  # due 30 July, too far from it
        ended("2026-08-10"),                                # due 10 November, can still be asked
        ended("2026-03-31"),                                # due 30 June, window closed in August
    ])  # fmt: skip
    found = response(enrolments, answers, LATER, TODAY)
    assert (found.not_ended, found.not_yet_due, found.early) == (1, 2, 1)
    assert (found.on_time, found.late, found.outside_window) == (1, 1, 1)
    assert (found.still_open, found.missed) == (1, 2)  # the window of 30 September closed on 14 November
    rate = found.rate()
    assert rate is not None
    assert rate.percent() == "33 % (2/6)"
    assert rate.population == "deltaganden där uppföljningen 3 månader efter avslut har infallit"


@pytest.mark.parametrize(
    ("answered", "place"),
    [
        ("2026-08-30", "outside_window"), ("2026-08-31", "on_time"), ("2026-09-30", "on_time"), ("2026-10-01", "late"),
        ("2026-11-14", "late"), ("2026-11-15", "outside_window"),
    ],
)  # fmt: skip
def test_the_edges_of_the_window(answered: str, place: str) -> None:
    """Due 30 September: 30 days before and 45 after."""
    found = response(*given_rows([ended("2026-06-30", answered)]), LATER, TODAY)
    assert getattr(found, place) == found.due == 1


def test_the_last_day_of_the_window_is_still_open() -> None:
    stands = [response(*given_rows([ended("2026-06-30")]), LATER, date(2026, 11, day)) for day in (14, 15)]
    assert [(found.still_open, found.missed) for found in stands] == [(1, 0), (0, 1)]


@pytest.mark.parametrize(("day", "due", "known"), [(date(2026, 9, 29), 0, 0), (date(2026, 9, 30), 1, 1)])
def test_due_from_the_day_itself(day: date, due: int, known: int) -> None:
    found = response(*given_rows([ended("2026-06-30", "2026-09-20", "2026-09-30")]), LATER, day)
    assert (found.due, found.answered, found.early) == (due, known, 0)


@given(rows_of_any, st.sampled_from(Occasion), near)
def test_fast_and_plain_agree(rows: Rows, occasion: Occasion, today: date) -> None:
    counted = dict.fromkeys(
        ("not_ended", "not_yet_due", "on_time", "late", "outside_window", "still_open", "missed"), 0
    )
    early, waits = 0, []
    for starts, ends, told in rows:
        due, span = due_on(occasion, starts, ends), window(occasion, starts, ends)
        written = (told.recorded or told.day) if told else None
        known = told if told and written and written <= today else None
        inside = bool(known and span and span[0] <= known.day <= span[1])
        if due is None or span is None:
            counted["not_ended"] += 1
        elif due > today:
            counted["not_yet_due"] += 1
            early += inside
        elif known and written and inside:
            counted["on_time" if known.day <= due else "late"] += 1
            waits.append((written - due).days)
        elif known:
            counted["outside_window"] += 1
        else:
            counted["still_open" if span[1] >= today else "missed"] += 1
    found = response(*given_rows(rows), occasion, today)
    assert {name: getattr(found, name) for name in counted} == counted
    assert (found.early, found.of) == (early, len(rows))
    waited = lag(*given_rows(rows), occasion, today)
    assert (waited.median_days, waited.n) == (median(waits) if waits else None, len(waits))
    rate, silent = found.rate(), waited.unanswered
    assert (rate is None) == (silent is None) == (found.due == 0)
    if rate and silent:
        assert rate.n + silent.n == rate.of == silent.of == found.due


def test_lag_is_counted_to_the_day_it_was_written_down() -> None:
    rows = [ended("2026-06-30", "2026-10-01", day) for day in ("2026-10-02", "2026-10-10", "2026-11-20")]
    found = lag(*given_rows([*rows, ended("2026-06-30")]), LATER, TODAY)
    assert (found.median_days, found.n) == (10.0, 3)
    assert found.unanswered is not None
    assert found.unanswered.percent() == "25 % (1/4)"


def test_a_report_of_an_earlier_day_comes_out_as_it_was() -> None:
    """Late registration makes yesterday's share grow; it can still be told what was known."""
    rows = [ended("2026-06-30", "2026-10-01", day) for day in ("2026-10-02", "2026-10-10", "2026-11-20")]
    on = [response(*given_rows(rows), LATER, day).answered for day in (date(2026, 10, 5), date(2026, 10, 31), TODAY)]
    assert on == [1, 2, 3]


def test_complete_through_the_month_before_the_first_that_is_open() -> None:
    rows = [ended("2026-03-31"), ended("2026-05-10", "2026-08-11"), ended("2026-06-20", "2026-09-25")]
    assert latest_complete(*given_rows(rows), LATER, TODAY) == date(2026, 10, 31)
    answered = [*rows, ended("2026-07-20", "2026-10-22")]  # its window is open until 4 December
    assert latest_complete(*given_rows(answered), LATER, TODAY) == date(2026, 10, 31)
    still_open = [*rows, ended("2026-07-15")]  # due 15 October, open until 29 November
    assert latest_complete(*given_rows(still_open), LATER, TODAY) == date(2026, 9, 30)
    assert latest_complete(*given_rows(still_open), LATER, date(2026, 11, 30)) == date(2026, 10, 31)


def test_a_month_is_complete_with_what_falls_due_on_its_last_day() -> None:
    assert latest_complete(*given_rows([ended("2026-07-31", "2026-11-02")]), LATER, TODAY) == date(2026, 10, 31)
    assert latest_complete(*given_rows([ended("2026-08-01", "2026-11-02")]), LATER, TODAY) is None


def test_a_window_that_closes_today_is_open_today() -> None:
    rows = [ended("2026-06-20", "2026-09-25"), ended("2026-07-07")]  # due 7 October, open until 21 November
    assert latest_complete(*given_rows(rows), LATER, TODAY) == date(2026, 9, 30)
    assert latest_complete(*given_rows(rows), LATER, TODAY + timedelta(days=1)) == date(2026, 10, 31)


def test_nothing_due_is_no_complete_period() -> None:
    assert latest_complete([], {}, LATER, TODAY) is None
    assert latest_complete(*given_rows([ended("2026-09-30"), ended("")]), LATER, TODAY) is None


@given(rows_of_any, st.sampled_from(Occasion), near)
def test_after_the_complete_period_is_one_that_is_open_or_this_month(
    rows: Rows, occasion: Occasion, today: date
) -> None:
    through = latest_complete(*given_rows(rows), occasion, today)
    if through is None:
        return
    assert through.day == monthrange(through.year, through.month)[1]
    assert through < today.replace(day=1)
    open_months = set()
    for starts, ends, told in rows:
        due, span = due_on(occasion, starts, ends), window(occasion, starts, ends)
        if due is None or span is None:
            continue
        known = told and (told.recorded or told.day) <= today and span[0] <= told.day <= span[1]
        if not known and span[1] >= today:
            open_months.add((due.year, due.month))
            assert due > through
    following = through + timedelta(days=1)
    assert (following.year, following.month) in open_months | {(today.year, today.month)}


@given(st.lists(st.tuples(near, st.one_of(st.none(), near)), max_size=20), st.sampled_from(Occasion))
def test_many_due_days_at_once_are_those_one_at_a_time(
    rows: list[tuple[date, date | None]], occasion: Occasion
) -> None:
    found = due_days(occasion, days(one for one, _ in rows), days(other for _, other in rows))
    assert found.day.tolist() == [due_on(occasion, *each) for each in rows]
    spans = [window(occasion, *each) or (None, None) for each in rows]
    assert list(zip(found.opens.tolist(), found.closes.tolist(), strict=True)) == spans


@pytest.mark.parametrize("end", ["2023-11-29", "2023-11-30", "2024-02-29", "2026-08-31", "2026-12-31"])
@pytest.mark.parametrize("occasion", list(Occasion))
def test_month_ends_at_once(end: str, occasion: Occasion) -> None:
    ends = date.fromisoformat(end)
    found = due_days(occasion, days([date(2023, 1, 1)]), days([ends]))
    assert found.day.astype(object)[0] == due_on(occasion, date(2023, 1, 1), ends)
    assert found.day.dtype == np.dtype("datetime64[D]")


def test_four_hundred_thousand_enrolments_in_a_second() -> None:
    chance, first = Random(5), date(2016, 1, 1)
    enrolments = []
    for key in range(400_000):
        starts = first + timedelta(days=chance.randrange(3650))
        enrolments.append(Enrolment(key, key, starts, starts + timedelta(days=200) if key % 5 else None))
    answers = {key: Answer(first + timedelta(days=chance.randrange(3800))) for key in range(0, 400_000, 2)}
    times = []
    for _ in range(2):
        start = process_time()
        found = response(enrolments, answers, LATER, TODAY)
        times.append(process_time() - start)
    assert found.of == 400_000
    assert min(times) < 1
