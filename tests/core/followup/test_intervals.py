"""Wilson's interval."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.followup.intervals import wilson


@pytest.mark.parametrize(
    ("n", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_published_examples(n: int, of: int, low: float, high: float) -> None:
    """Newcombe (1998), Statistics in Medicine 17, 857–872, table I, method 3."""
    found = wilson(n, of)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(1, 3000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_limits_are_where_the_score_test_just_does_not_reject(counts: tuple[int, int]) -> None:
    """The definition: |n/N − limit| is z standard errors, computed at the limit."""
    n, of = counts
    found, z = wilson(n, of), NormalDist().inv_cdf(0.975)
    assert 0 <= found.low <= n / of <= found.high <= 1
    for limit in (found.low, found.high):
        assert abs(n / of - limit) == pytest.approx(z * sqrt(limit * (1 - limit) / of), abs=1e-7)


@given(st.integers(1, 500).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_other_share_has_the_mirrored_interval(counts: tuple[int, int]) -> None:
    n, of = counts
    one, other = wilson(n, of), wilson(of - n, of)
    assert (one.low, one.high) == pytest.approx((1 - other.high, 1 - other.low))


@pytest.mark.parametrize(("n", "of"), [(0, 0), (3, 2), (-1, 5)])
def test_what_is_no_share_has_no_interval(n: int, of: int) -> None:
    with pytest.raises(ValueError, match="ingen andel"):
        wilson(n, of)
