"""The difference between two shares, for groups as small as five."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.evidence import BadColumn, TooFew, randomised_share

counts = st.integers(5, 60).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@pytest.mark.parametrize(
    ("treated", "compared", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_published_examples(treated, compared, low: float, high: float) -> None:
    """Newcombe (1998), Statistics in Medicine 17, 873–890, table II, method 10."""
    found = randomised_share(treated, compared)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(counts, counts)
def test_changing_sides_changes_the_sign(one, other) -> None:
    there, back = randomised_share(one, other), randomised_share(other, one)
    assert (there.effect, there.low, there.high) == pytest.approx((-back.effect, -back.high, -back.low))
    assert -1 <= there.low <= there.effect <= there.high <= 1
    assert there.error == pytest.approx(back.error)
    assert there.error > 0  # also of 0 of 10 against 0 of 10


def test_the_sentence_speaks_in_percentage_points() -> None:
    found = randomised_share((9, 10), (3, 10))
    assert found.sentence().replace("\N{NO-BREAK SPACE}", " ") == (
        "Skillnaden är 60 procentenheter (95 %-intervall 17 till 81), 10 deltagare mot 10 i jämförelsen. Evidensgrad 1."
    )


def test_what_is_no_share_or_too_small_is_refused() -> None:
    with pytest.raises(BadColumn, match="11 av 10 är ingen andel"):
        randomised_share((11, 10), (3, 10))
    with pytest.raises(TooFew, match="minst 5 i var grupp"):
        randomised_share((2, 4), (3, 10))
