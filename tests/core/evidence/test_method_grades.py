"""Three grades of a method, each by its own rule."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.evidence.adoption import Spread
from samsyn.core.evidence.methods import Cost, Fact, Grade, Level, Taken, climb, cost_grade, implementability

LEVELS = [
    Level(0, ()), Level(1, (Fact.LOGIC,)), Level(2, (Fact.BEFORE_AFTER,)), Level(3, (Fact.COMPARED,)),
    Level(4, (Fact.REPLICATED,)), Level(5, (Fact.MANUAL, Fact.SITES)),
]  # fmt: skip
NEEDS = [fact for level in LEVELS for fact in level.needs]


def facts(marks: str) -> dict[Fact, bool | None]:
    """One mark a fact, in the order of NEEDS: x yes, . no, ? for a person to judge."""
    return dict(zip(NEEDS, ({"x": True, ".": False, "?": None}[mark] for mark in marks), strict=True))


@pytest.mark.parametrize(
    ("marks", "value", "missing", "open_"),
    [
        ("......", 0, (Fact.LOGIC,), ()),
        ("x.....", 1, (Fact.BEFORE_AFTER,), ()),
        ("x?....", 1, (), (Fact.BEFORE_AFTER,)),
        (".xxxxx", 0, (Fact.LOGIC,), ()),  # a level stands on those below
        ("xxxx.?", 4, (Fact.MANUAL,), (Fact.SITES,)),
        ("xxxxxx", 5, (), ()),
    ],
)
def test_a_level_is_reached_when_all_that_it_needs_is_recorded(marks, value, missing, open_):
    assert climb(LEVELS, facts(marks)) == Grade(value, missing, open_)


def test_the_rule_asks_for_a_reviewer_only_where_judgement_would_take_it_further():
    assert not climb(LEVELS, facts("x?....")).decided
    assert climb(LEVELS, facts("xxxx.?")).decided  # the manual is missing whatever a reviewer says
    assert climb(LEVELS, facts("xxxxxx")).decided


@given(st.text("x.?", min_size=6, max_size=6), st.integers(0, 5))
def test_more_that_is_recorded_never_lowers_the_grade(marks, at):
    better = marks[:at] + "x" + marks[at + 1 :]
    assert climb(LEVELS, facts(better)).value >= climb(LEVELS, facts(marks)).value


def test_cost_per_participant_is_a_ratio_of_sums_with_its_range():
    dear, cheap = Cost(Decimal(90_000), Decimal(10)), Cost(Decimal(10_000), Decimal(90))
    found = cost_grade([dear, cheap], [Decimal(500), Decimal(2_000)])
    assert (found.each, found.value) == (Decimal(1_000), 2)
    assert found.low == Decimal(10_000) / 90
    assert found.high == Decimal(9_000)


def test_a_cost_at_the_limit_is_in_the_lower_band_and_no_cost_has_no_grade():
    assert cost_grade([Cost(Decimal(500), Decimal(1))], [Decimal(500)]).value == 1
    assert cost_grade([Cost(Decimal(501), Decimal(1))], [Decimal(500)]).value == 2
    assert cost_grade([Cost(Decimal(5), Decimal(0))], [Decimal(500)]).value is None


def test_where_more_have_stopped_than_use_it_the_step_is_one_lower():
    levels = [Level(1, ()), Level(2, (Fact.PARTS,)), Level(3, (Fact.TRAINING,))]
    described = {Fact.PARTS: True, Fact.TRAINING: True}
    assert implementability(levels, described, Taken(Spread(stopped=1)))[0].value == 2
    assert implementability(levels, described, Taken(Spread(inside=1, stopped=1))) == (Grade(3), False)
    assert implementability(levels, {}, Taken(Spread(stopped=2))) == (Grade(1, (Fact.PARTS,)), False)
