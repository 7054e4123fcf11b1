"""SamFi's published tables from invented people: what is consistent comes out, what is not cannot.

Source: källa 002, final evaluation 2020-12-04. Who of the people is who is invented; only the margins are published.
"""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import NamedTuple

import pytest

from samsyn.core.followup.breakdowns import Breakdown, broken_down
from samsyn.core.followup.classes import Classes
from samsyn.core.followup.completion import completion
from samsyn.core.followup.enrolments import Enrolment
from samsyn.core.followup.matrix import StepMatrix, in_common, movement, step_matrix
from samsyn.core.periods import Occasion
from tests.core.followup.shipped import common, occupation, reasons

SEXES = ["män", "kvinnor"]
NONE, MIDDLE, GOAL = "none_or_sick", "seeking_or_preparing", "self_supporting_or_studying"
AFTER = Occasion.MONTHS_3.label


class Someone(NamedTuple):
    sex: str
    sender: str
    years: int
    before: str
    after: str | None


def ostra_goinge() -> list[Someone]:
    """67 people: 51 men and 16 women, their senders, years on support, plan before and state three months after."""
    sexes = ["män"] * 51 + ["kvinnor"] * 16
    senders = ["Af"] * 16 + ["soc"] * 35 + ["Af"] * 9 + ["soc"] * 7
    years = [4] * 7 + [1] * 44 + [0] * 16
    before = [NONE] * 41 + [MIDDLE] * 10 + [NONE] * 12 + [MIDDLE] * 4
    after = ([NONE] * 16 + [MIDDLE] * 19 + [GOAL] * 22 + [None] * 10)[::-1]
    return [Someone(*each) for each in zip(sexes, senders, years, before, after, strict=True)]


def steps(people: list[Someone]) -> StepMatrix:
    rows = ((each.before, each.after) for each in people)
    dimension = occupation("samfi_ostra_goinge")
    return step_matrix(rows, dimension, population="deltagare i SamFi Östra Göinge", after=AFTER)


def counted(found: Breakdown[StepMatrix]) -> list[tuple[str, int, int]]:
    return [(part.label, part.n, part.of) for part in found.parts]


def test_sexes_senders_and_years_come_out_as_published() -> None:
    people = ostra_goinge()
    by_sex = broken_down(people, lambda each: each.sex, steps, order=SEXES)
    assert counted(by_sex) == [("män", 51, 67), ("kvinnor", 16, 67), ("okänt", 0, 67)]
    by_sender = broken_down(people, lambda each: each.sender, steps, order=["Af", "soc"])
    assert counted(by_sender) == [("Af", 25, 67), ("soc", 42, 67), ("okänt", 0, 67)]
    men = broken_down([each for each in people if each.sex == "män"], lambda each: each.sender, len)
    assert [(part.label, part.n, part.of) for part in men.parts] == [("Af", 16, 51), ("soc", 35, 51), ("okänt", 0, 51)]
    classes = Classes((0, 3, 6), "år", below=False)
    by_years = broken_down(
        people, lambda each: classes.label_of(each.years), steps, order=[each.label for each in classes.all]
    )
    assert counted(by_years) == [("0–2 år", 60, 67), ("3–5 år", 7, 67), ("6 år eller mer", 0, 67), ("okänt", 0, 67)]


def test_three_months_after_is_printed_with_who_answered() -> None:
    """16, 19 and 22 of the 57 who have been followed up, out of 67. "En dryg tredjedel" is 39 % of 57."""
    matrix = steps(ostra_goinge())
    shares = [matrix.share_in(code) for code in (NONE, MIDDLE, GOAL)]
    assert [(share.n, share.of) for share in shares if share] == [(16, 57), (19, 57), (22, 57)]
    assert [share.percent() for share in shares if share] == ["28 % (16/57)", "33 % (19/57)", "39 % (22/57)"]
    assert {share.population for share in shares if share} == {
        "deltagare i SamFi Östra Göinge med uppgift både före och 3 månader efter avslut"
    }
    assert (matrix.n, matrix.of, matrix.missing_after, matrix.missing_before) == (57, 67, 10, 0)
    answered = matrix.known("to")
    assert answered is not None
    assert answered.percent() == "85 % (57/67)"


def test_before_is_another_number_for_all_than_for_those_followed_up() -> None:
    """A change is held against the same people: of the 57, not of the 67."""
    matrix = steps(ostra_goinge())
    everyone, followed = matrix.share_in(NONE, "from", paired=False), matrix.share_in(NONE, "from")
    assert everyone is not None
    assert followed is not None
    assert (everyone.n, everyone.of) == (53, 67)
    assert followed.of == 57
    moved = movement(matrix)
    assert moved is not None
    assert moved.n == 57


@pytest.mark.parametrize(("women", "total"), [(4, 45), (12, 53)])
def test_a_total_is_always_the_sum_of_its_parts(women: int, total: int) -> None:
    """Printed: 53 without a plan, 41 men and 4 women. 41 and 4 give 45; with 12 women it is 53."""
    people = [Someone("män", "", 0, NONE, None)] * 41 + [Someone("kvinnor", "", 0, NONE, None)] * women
    found = broken_down(people, lambda each: each.sex, steps, order=SEXES)
    parts = [part.value.only_from[0] for part in found.parts]
    assert (parts, found.whole.value.only_from[0]) == ([41, women, 0], total)


def test_no_people_give_the_printed_table() -> None:
    """53 (41 + 4) with 14 (10 + 4) of 51 men and 16 women: no number of women gives both margins."""
    for none, middle in product(range(17), range(17)):
        people = [
            *[Someone("män", "", 0, NONE, None)] * 41, *[Someone("män", "", 0, MIDDLE, None)] * 10,
            *[Someone("kvinnor", "", 0, NONE, None)] * none, *[Someone("kvinnor", "", 0, MIDDLE, None)] * middle,
        ]  # fmt: skip
        found = broken_down(people, lambda each: each.sex, steps, order=SEXES)
        women, whole = found.part("kvinnor").value.only_from, found.whole.value.only_from
        assert (whole[0], women[0]) != (53, 4)
        assert whole[:2] == (41 + none, 10 + middle)
        if whole[:2] == (53, 14):
            assert women[:2] == (12, 4)


def test_kristianstad_and_ostra_goinge_in_one_matrix() -> None:
    """Two ladders, added only in the common one."""
    shared = common().dimension("occupation")
    kristianstad = step_matrix(
        [("none", "planning_or_activity")] * 3 + [("planning_or_activity", "self_supporting")] * 2,
        occupation("samfi_kristianstad"),
        after=AFTER,
    )
    both = in_common(kristianstad, shared) + in_common(steps(ostra_goinge()), shared)
    assert (both.n, both.of) == (62, 72)
    work = both.share_in("work_or_study")
    assert work is not None
    assert (work.n, work.of) == (24, 62)


def test_completion_of_kristianstad_is_printed_both_ways() -> None:
    """210 of the 271 who started. How many had ended is not published; here 250 have."""
    starts, ends = date(2018, 1, 8), date(2018, 6, 8)
    left = [("completed", 210), ("work", 15), ("placement", 9), ("sick", 7), ("high_absence", 5), (None, 4)]
    rows = [Enrolment(None, None, starts, ends, reason) for reason, number in left for _ in range(number)]
    found = completion([*rows, *[Enrolment(None, None, starts)] * 21], reasons(), "personer")
    started, ended, positive = found.of_started(), found.of_ended(), found.positive_of_left()
    assert started is not None
    assert ended is not None
    assert positive is not None
    assert (started.percent(), ended.percent()) == ("77 % (210/271)", "84 % (210/250)")
    assert (started.population, ended.population) == (
        "alla personer som har börjat", "alla personer som har avslutats",
    )  # fmt: skip
    assert positive.percent() == "67 % (24/36)"
    assert found.reason_missing == 4
