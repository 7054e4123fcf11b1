"""Breakdowns always add up, and classes leave nobody out."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.followup.breakdowns import UNKNOWN, broken_down
from samsyn.core.followup.classes import Classes
from samsyn.core.followup.matrix import StepMatrix, step_matrix
from tests.core.followup.drawing import CODES, LADDER


class Someone(NamedTuple):
    sex: str | None
    before: str | None
    after: str | None


states = st.sampled_from([*CODES, None])
people = st.lists(
    st.builds(Someone, st.sampled_from(["kvinna", "man", "annat", "", None, UNKNOWN]), states, states), max_size=40
)


def steps(some: list[Someone]) -> StepMatrix:
    return step_matrix([(each.before, each.after) for each in some], LADDER)


@given(people)
def test_parts_add_up_to_the_whole(everyone: list[Someone]) -> None:
    found = broken_down(everyone, lambda each: each.sex, steps, order=["kvinna", "man"])
    labels = [part.label for part in found.parts]
    assert labels[:2] == ["kvinna", "man"]
    assert labels[-1] == UNKNOWN
    assert len(set(labels)) == len(labels)
    assert sum(part.n for part in found.parts) == found.whole.n == len(everyone)
    total = found.parts[0].value
    for part in found.parts[1:]:
        total += part.value
    assert total == found.whole.value == steps(everyone)
    for part in found.parts:
        assert part.value == steps([each for each in everyone if (each.sex or UNKNOWN) == part.label])


def test_what_is_not_known_is_a_part_of_its_own() -> None:
    found = broken_down(["k", "", None, "x"], lambda sex: sex, len, order=["m", "k"], population="personer")
    assert [(part.label, part.n, part.of, part.value) for part in found.parts] == [
        ("m", 0, 4, 0), ("k", 1, 4, 1), ("x", 1, 4, 1), (UNKNOWN, 2, 4, 2),
    ]  # fmt: skip
    share = found.part(UNKNOWN).share
    assert share is not None
    assert (share.percent(), share.population) == ("50 % (2/4)", "personer")
    assert (found.whole.label, found.whole.n, found.whole.of) == ("totalt", 4, 4)


def test_nobody_has_no_share() -> None:
    found = broken_down([], str, len, order=["k"])
    assert [(part.n, part.share) for part in (*found.parts, found.whole)] == [(0, None)] * 3


bounds = st.lists(st.integers(-50, 200), min_size=1, max_size=6, unique=True).map(sorted)


@given(bounds, st.floats(-100, 300), st.booleans())
def test_every_number_has_one_class(edges: list[int], number: float, whole: bool) -> None:
    classes = Classes(edges, "år", whole)
    inside = [each.label for each in classes.all if number in each]
    assert inside == [classes.label_of(number)]
    assert len({each.label for each in classes.all}) == len(edges) + 1


def test_the_one_who_is_twenty_five_has_a_class() -> None:
    ages = Classes((18, 21, 25), "år")
    assert [ages.label_of(age) for age in (17, 18, 20, 21, 24, 25, 26)] == [
        "under 18 år", "18–20 år", "18–20 år", "21–24 år", "21–24 år", "25 år eller mer", "25 år eller mer",
    ]  # fmt: skip
    assert ages.label_of(None) is None


@pytest.mark.parametrize(
    ("classes", "labels"),
    [
        (Classes((0, 1, 3), "år", below=False), ["0 år", "1–2 år", "3 år eller mer"]),
        (
            Classes((0, 2.5), "timmar", whole=False),
            ["under 0 timmar", "0 till under 2,5 timmar", "2,5 timmar eller mer"],
        ),
        (Classes((0, 1000), "kr", below=False), ["0–999 kr", "1\u00a0000 kr eller mer"]),
    ],
)
def test_labels(classes: Classes, labels: list[str]) -> None:
    assert [each.label for each in classes.all] == labels


@pytest.mark.parametrize("edges", [(), (5, 5), (10, 5)])
def test_bounds_must_rise(edges: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="gränser ska stiga"):
        Classes(edges, "år")


def test_a_number_below_the_first_class_is_named() -> None:
    with pytest.raises(ValueError, match="-1 år är mindre än den första klassen"):
        Classes((0, 3), "år", below=False).label_of(-1)
