"""Hours per person."""

from __future__ import annotations

from statistics import mean, quantiles

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.followup.classes import Classes
from samsyn.core.followup.dosage import HOURS, against_plan, dosage

hours = st.lists(st.integers(0, 4000).map(lambda quarters: quarters / 4), min_size=2, max_size=60)


def test_most_of_the_hours_with_a_few() -> None:
    found = dosage([2.0] * 18 + [30.0, 90.0, None, 0.0])
    assert (found.n, found.unknown, found.without_hours, found.total) == (21, 1, 1, 156.0)
    assert (found.lower, found.median, found.upper) == (2.0, 2.0, 2.0)
    assert found.top_tenth_hours == pytest.approx(90 + 30 + 0.1 * 2)  # 2.1 persons of 21
    assert found.top_tenth == pytest.approx(120.2 / 156)
    assert [(each.label, each.persons, each.hours) for each in found.classes] == [
        ("0 till under 5 timmar", 19, 36.0), ("5 till under 10 timmar", 0, 0.0), ("10 till under 20 timmar", 0, 0.0),
        ("20 till under 40 timmar", 1, 30.0), ("40 timmar eller mer", 1, 90.0),
    ]  # fmt: skip
    assert found.classes[0].share is not None
    assert found.classes[0].share.percent() == "90 % (19/21)"


@given(hours)
def test_the_figures_agree_with_plain_ones(given: list[float]) -> None:
    found = dosage(given)
    assert [found.lower, found.median, found.upper] == pytest.approx(quantiles(given, n=4, method="inclusive"))
    assert found.mean == pytest.approx(mean(given))
    assert found.without_hours == given.count(0)


@given(hours)
def test_ten_of_each_person_have_the_same_top_tenth(given: list[float]) -> None:
    """The plain version: copy everyone ten times, and the tenth is a whole number of persons."""
    tenfold = sorted(given * 10, reverse=True)
    assert dosage(given).top_tenth_hours == pytest.approx(sum(tenfold[: len(given)]) / 10)


@given(hours, st.integers(0, 5))
def test_classes_hold_every_person_and_every_hour_once(given: list[float], unknown: int) -> None:
    found = dosage([*given, *[None] * unknown])
    assert (found.n, found.unknown) == (len(given), unknown)
    assert sum(each.persons for each in found.classes) == found.n
    assert sum(each.hours for each in found.classes) == pytest.approx(found.total)
    for each, inside in zip(found.classes, HOURS.all, strict=True):
        assert each.persons == sum(hour in inside for hour in given)


@pytest.mark.parametrize("n", [1, 5, 10, 11, 99])
def test_a_tenth_holds_a_tenth_when_all_have_as_many(n: int) -> None:
    assert dosage([12.5] * n).top_tenth == pytest.approx(0.1)


def test_without_hours_there_is_no_share_of_them() -> None:
    nobody = dosage([None])
    assert (nobody.n, nobody.mean, nobody.median, nobody.top_tenth_hours, nobody.top_tenth) == (0, *[None] * 4)
    assert nobody.classes[0].share is None
    assert (dosage([0.0, 0.0]).top_tenth_hours, dosage([0.0, 0.0]).top_tenth) == (0.0, None)


@pytest.mark.parametrize("wrong", [-1.0, float("nan")])
def test_hours_below_zero_are_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="Rätta närvaron"):
        dosage([3.0, wrong])


def test_classes_that_do_not_begin_at_zero_are_refused() -> None:
    with pytest.raises(ValueError, match="Börja klasserna vid 0 timmar"):
        dosage([3.0], Classes((5, 10), "timmar", whole=False, below=False))


def test_classes_with_one_below_the_first() -> None:
    found = dosage([0.0, 4.5, 5.0, 9.0, 12.0], Classes((5, 10), "timmar", whole=False))
    assert [(each.label, each.persons) for each in found.classes] == [
        ("under 5 timmar", 2), ("5 till under 10 timmar", 2), ("10 timmar eller mer", 1),
    ]  # fmt: skip


def test_more_people_less_each() -> None:
    found = against_plan(planned_persons=370, planned_hours=7400, persons=793, hours=6018)
    assert found.more_people_less_each
    assert (found.persons.direction, found.hours.direction, found.each.direction) == ("more", "less", "less")
    assert found.persons.relative == pytest.approx(423 / 370)
    assert (found.each.plan, found.each.actual) == (20.0, pytest.approx(7.589, abs=0.001))


def test_the_hours_of_source_004_are_those_of_its_own_rows() -> None:
    """PIK prints 6,9 hours each, but 30 475 hours over 2 664 persons are 11,4. Planned hours are not published."""
    found = against_plan(planned_persons=2567, planned_hours=None, persons=2664, hours=30_475)
    assert found.each.actual == pytest.approx(11.44, abs=0.005)
    assert (found.each.plan, found.each.relative, found.each.direction) == (None, None, None)
    assert found.more_people_less_each is None
    assert (found.persons.direction, found.hours.direction) == ("more", None)


@pytest.mark.parametrize(
    ("persons", "hours", "said"), [(20, 100, True), (20, 300, False), (5, 25, False), (5, 100, False)]
)
def test_only_more_people_and_less_each_is_called_so(persons: int, hours: float, said: bool) -> None:
    found = against_plan(planned_persons=10, planned_hours=100, persons=persons, hours=hours)
    assert found.more_people_less_each is said


def test_what_is_as_planned_is_the_same() -> None:
    found = against_plan(planned_persons=10, planned_hours=100, persons=10, hours=100)
    assert (found.persons.direction, found.each.relative, found.more_people_less_each) == ("same", 0.0, False)
    assert against_plan(planned_persons=0, planned_hours=0, persons=3, hours=9).each.plan is None
