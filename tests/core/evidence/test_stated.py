"""An effect that somebody has estimated already: taken at its word, and never graded as if lots had been drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.evidence import NotEstimable, Way, stated_share

SHARES = st.floats(-1, 1)


@given(st.tuples(SHARES, SHARES, SHARES).map(sorted), st.sampled_from(Way), st.booleans())
def test_it_says_what_was_said_and_no_more(numbers, way, doubted):
    low, middle, high = numbers
    if low == high:
        with pytest.raises(NotEstimable):
            stated_share(middle, low, high, (50, 80), way=way, doubted=doubted)
        return
    found = stated_share(middle, low, high, (50, 80), way=way, doubted=doubted)
    assert (found.effect, found.low, found.high) == (middle, low, high)
    assert found.grade == (4 if doubted else 3)
    assert found.detected is (low > 0 or high < 0)
    assert found.error == pytest.approx((high - low) / 3.92, rel=1e-3)
    assert found.assumptions


@pytest.mark.parametrize(
    ("numbers", "groups"),
    [
        ((0.2, 0.3, 0.4), (50, 80)),
        ((0.2, 0.1, 0.15), (50, 80)),
        ((0.9, 0.5, 1.1), (50, 80)),
        ((float("nan"), 0.1, 0.2), (50, 80)),
        ((0.2, 0.1, 0.3), (0, 80)),
    ],
)
def test_numbers_that_contradict_each_other_are_refused(numbers, groups):
    with pytest.raises(NotEstimable, match="Rätta"):
        stated_share(*numbers, groups, way=Way.CHANGE, doubted=False)
