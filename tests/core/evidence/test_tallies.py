"""Rarer after a change: equal time before and after, and against everything else that was told."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.evidence.tallies import LONGEST, Word, before_and_after

CHANGE = date(2026, 3, 1)


def days(*offsets):
    return [CHANGE + timedelta(days=offset) for offset in offsets]


def tally(before, after, others_before=0, others_after=0, passed=100):
    """So many a side of the change, spread evenly; others told beside them."""
    seen = days(*(-1 - at % passed for at in range(before)), *(at % passed for at in range(after)))
    rest = days(*(-1 - at % passed for at in range(others_before)), *(at % passed for at in range(others_after)))
    return before_and_after(seen, seen + rest, CHANGE, CHANGE + timedelta(days=passed - 1))


def test_the_day_of_the_change_counts_as_after():
    found = before_and_after(days(-1, 0), days(-1, 0), CHANGE, CHANGE + timedelta(days=50))
    assert (found.before, found.after) == (1, 1)


def test_as_many_days_before_as_have_passed_since():
    found = before_and_after(days(-41, -40, 39, 40), days(-41, -40, 39, 40), CHANGE, CHANGE + timedelta(days=39))
    assert (found.days, found.before, found.after) == (40, 1, 1)


def test_a_year_at_most():
    assert tally(3, 3, passed=800).days == LONGEST


def test_many_before_and_few_after_is_rarer():
    found = tally(20, 4)
    assert found.word == Word.RARER
    assert found.ratio == pytest.approx(0.2)
    assert found.low < 0.2 < found.high < 1


def test_three_and_one_says_nothing():
    assert tally(3, 1).word == Word.UNSURE


def test_when_people_tell_less_of_everything_it_is_no_change():
    assert tally(20, 4).word == Word.RARER
    assert tally(20, 4, others_before=100, others_after=20).word == Word.UNSURE


def test_the_same_number_while_more_is_told_of_all_is_rarer():
    assert tally(15, 15, others_before=20, others_after=80).word == Word.RARER


def test_four_weeks_must_pass():
    assert tally(20, 0, passed=27).word == Word.EARLY


def test_nothing_told_says_nothing():
    assert tally(0, 0, 5, 5).word == Word.NONE


def test_the_interval_is_clopper_and_pearsons():
    found = tally(10, 0)
    assert found.low == 0
    assert found.high / (1 + found.high) == pytest.approx(1 - 0.05 ** (1 / 10))


def test_a_change_that_lies_ahead_is_refused():
    with pytest.raises(ValueError, match="gäller inte än"):
        before_and_after([], [], CHANGE, CHANGE - timedelta(days=1))


def test_what_is_followed_must_be_told():
    with pytest.raises(ValueError, match="bland allt"):
        before_and_after(days(1), [], CHANGE, CHANGE + timedelta(days=50))


@given(st.integers(0, 40), st.integers(0, 40))
def test_turning_time_round_turns_the_interval_round(before, after):
    """Ratio a/b one way is b/a the other."""
    one, other = tally(before, after), tally(after, before)
    if before + after:
        assert one.low == pytest.approx(1 / other.high if other.high else float("inf"))
        assert (one.word == Word.RARER) == (other.word == Word.OFTENER)
