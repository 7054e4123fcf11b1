"""Completion both ways, positive exits told apart, persons and participations."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.followup.completion import UnknownReason, completion
from samsyn.core.followup.enrolments import (
    Enrolment,
    one_per_person,
    persons_and_participations,
    without_mistakes,
)
from samsyn.core.followup.reasons import Reason
from tests.core.followup.shipped import reasons

REASONS = reasons()
START, END = date(2026, 1, 12), date(2026, 5, 29)
codes = st.one_of(st.none(), st.just(""), st.sampled_from(sorted(REASONS)))
enrolment = st.builds(
    Enrolment,
    st.integers(),
    st.integers(1, 6),
    st.dates(START, END),
    st.one_of(st.none(), st.just(END)),
    codes,
    st.sampled_from([None, None, True, False]),
)
many = st.lists(enrolment, max_size=30)


def through(row: Enrolment) -> bool:
    """Whether somebody ended and completed, said once more in other words."""
    if row.ends is None or row.completed is False:
        return False
    return row.completed is True or row.reason == "completed"


def left(reason: str | None, times: int = 1, completed: bool | None = None) -> list[Enrolment]:
    return [Enrolment(None, None, START, END, reason, completed)] * times


def test_completed_positive_and_the_rest_are_told_apart() -> None:
    rows = [
        *left("completed", 10), *left("work", 3), *left("studies", 2), *left("moved", 1), *left("high_absence", 4),
        *left(None, 2), *left("mistake", 5), Enrolment(None, None, START),
    ]  # fmt: skip
    found = completion(rows, REASONS)
    assert (found.completed, found.positive, found.neutral, found.negative) == (10, 5, 1, 4)
    assert (found.reason_missing, found.ongoing, found.mistakes) == (2, 1, 5)
    assert (found.started, found.ended) == (23, 22)
    assert list(found.by_reason.items()) == [
        ("completed", 10), ("high_absence", 4), ("work", 3), ("studies", 2), ("moved", 1),
    ]  # fmt: skip
    shares = [found.of_started(), found.of_ended(), found.positive_of_left(), found.completed_or_positive()]
    assert [share.percent() for share in shares if share] == [
        "43 % (10/23)", "45 % (10/22)", "50 % (5/10)", "68 % (15/22)",
    ]  # fmt: skip
    assert len({share.population for share in shares if share}) == 3


def test_going_through_to_the_end_can_be_recorded_by_itself() -> None:
    """Who completed and then went to work completed; who did not is no completion whatever the reason says."""
    found = completion([*left("work", 2, True), *left("work", 1, False), *left("completed", 1, False)], REASONS)
    assert (found.completed, found.positive, found.reason_missing) == (2, 1, 1)


def test_a_reason_of_ones_own_is_no_completion_unless_it_says_so() -> None:
    found = completion(left("abroad"), {"abroad": Reason("abroad", "Flytt utomlands", None)})
    assert (found.completed, found.neutral, found.mistakes) == (0, 1, 0)


def test_reasons_as_common_stand_in_the_order_of_their_codes() -> None:
    found = completion([*left("work"), *left("sick"), *left("moved", 2), *left("other")], REASONS)
    assert list(found.by_reason) == ["moved", "other", "sick", "work"]


def test_nobody_gives_no_share() -> None:
    found = completion([], REASONS)
    assert [found.of_started(), found.of_ended(), found.positive_of_left(), found.completed_or_positive()] == [None] * 4


def test_a_reason_that_is_not_in_the_list_is_named() -> None:
    with pytest.raises(UnknownReason, match="Avslutsorsaken slutat finns inte i listan"):
        completion(left("slutat"), REASONS)


@given(many)
def test_everyone_stands_in_one_place(rows: list[Enrolment]) -> None:
    """Counted once more, one enrolment at a time."""
    found = completion(rows, REASONS)
    over = [row for row in rows if row.ends]
    wrong = [row for row in over if row.reason == "mistake"]
    whole = [row for row in over if row not in wrong and through(row)]
    assert found.ongoing == len(rows) - len(over)
    assert found.mistakes == len(wrong)
    assert found.completed == len(whole)
    assert found.started == len(rows) - len(wrong)
    early = [row for row in over if row not in wrong and row not in whole]
    assert found.positive == sum(row.reason in ("work", "placement", "studies") for row in early)
    assert found.negative == sum(row.reason in ("sick", "high_absence", "own_wish") for row in early)
    assert found.reason_missing == sum(row.reason in (None, "", "completed") for row in early)
    assert found.ended == len(over) - len(wrong)
    assert sum(found.by_reason.values()) == sum(bool(row.reason) for row in over) - len(wrong)


@given(many)
def test_persons_and_participations_are_both_given(rows: list[Enrolment]) -> None:
    persons, participations = persons_and_participations(rows)
    assert (persons.of, participations.of) == ("personer", "deltaganden")
    assert participations.number == len(rows)
    assert persons.number == len({row.person for row in rows}) <= participations.number
    with pytest.raises(ValueError, match="kan inte räknas ihop"):
        persons + participations


@given(many)
def test_each_person_speaks_once_and_has_completed_who_ever_did(rows: list[Enrolment]) -> None:
    chosen = one_per_person(rows, REASONS)
    kept = without_mistakes(rows, REASONS)
    assert [row.person for row in chosen] == list(dict.fromkeys(row.person for row in kept))
    found = completion(chosen, REASONS, "personer")
    assert found.completed == len({row.person for row in kept if through(row)})
    assert found.mistakes == 0
    for row in chosen:
        rank = (through(row), row.starts)
        mine = [other for other in kept if other.person == row.person]
        assert rank == max((through(other), other.starts) for other in mine)
