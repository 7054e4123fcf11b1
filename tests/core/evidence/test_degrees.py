"""Three degrees of success: yes, no or not known."""

from __future__ import annotations

from decimal import Decimal

import pytest

from samsyn.core.evidence.adoption import Spread
from samsyn.core.evidence.degrees import (
    Answer,
    Helped,
    Reached,
    Seen,
    Why,
    first_degree,
    second_degree,
    third_degree,
    together,
)
from samsyn.core.evidence.tallies import Word


def helped(n: int | None, of: int | None, *, rounded: bool = False) -> Helped:
    return Helped("steps_up", *(None if one is None else Decimal(one) for one in (n, of)), rounded)


@pytest.mark.parametrize(
    ("found", "reached", "why"),
    [
        ([], "unknown", Why.NOT_FOLLOWED),
        ([helped(12, None)], "unknown", Why.NOT_FOLLOWED),  # a number without how many were asked says nothing
        ([helped(0, 20)], "no", Why.NOBODY_HELPED),
        ([helped(0, 20, rounded=True)], "unknown", Why.MAYBE_A_FEW),
        ([helped(0, 20), helped(3, 20)], "yes", Why.HELPED),
    ],
)
def test_degree_one(found, reached, why):
    answer = first_degree(found)
    assert (answer.reached, answer.why) == (reached, why)


@pytest.mark.parametrize(
    ("spreads", "reached", "why"),
    [
        ([], "unknown", Why.NO_METHOD),
        ([Spread()], "unknown", Why.NO_LOG),
        ([Spread(unverified=3)], "unknown", Why.NOT_VERIFIED),
        ([Spread(inside=1, stopped=2)], "no", Why.NOBODY_ELSE),
        ([Spread(coming=2, stopped=1)], "no", Why.ON_THE_WAY),
        ([Spread(stopped=1), Spread(verified=1, stopped=4)], "yes", Why.IN_USE),
    ],
)
def test_degree_two(spreads, reached, why):
    answer = second_degree(spreads)
    assert (answer.reached, answer.why) == (reached, why)


def test_degree_two_is_a_number_of_organisations():
    assert second_degree([Spread(verified=2), Spread(verified=3)]).count == 5


@pytest.mark.parametrize(
    ("seen", "reached", "why"),
    [
        (Seen(), "unknown", Why.NOTHING_TOLD),
        (Seen(told=4), "no", Why.NOT_IN_A_PATTERN),
        (Seen(told=4, gathered=4), "no", Why.NO_CHANGE),
        (Seen(4, 4, (Word.EARLY,)), "unknown", Why.CHANGED_UNSURE),
        (Seen(4, 4, (Word.OFTENER, Word.UNSURE)), "unknown", Why.CHANGED_UNSURE),
        (Seen(4, 4, (Word.OFTENER,)), "no", Why.OFTENER),
        (Seen(4, 4, (Word.OFTENER, Word.RARER)), "yes", Why.RARER),
    ],
)
def test_degree_three(seen, reached, why):
    answer = third_degree(seen)
    assert (answer.reached, answer.why) == (reached, why)


def test_not_known_is_never_counted_as_no():
    yes, no, unknown = (Answer(Reached(word), Why.SAID) for word in ("yes", "no", "unknown"))
    assert together([no, unknown]).reached is Reached.UNKNOWN
    assert together([no, unknown, yes]).reached is Reached.YES
    assert together([no, no]).reached is Reached.NO
    assert together([]) is None
