"""The paired step matrix."""

from __future__ import annotations

import random
from dataclasses import replace
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.followup.ladders import UnknownState
from samsyn.core.followup.matrix import Pair, in_common, movement, step_matrix
from samsyn.core.followup.steps import StepMatrix
from tests.core.followup.drawing import CODES, LADDER, matrix_plainly, pairs
from tests.core.followup.shipped import common, occupation

someone = st.sampled_from([*CODES, None])
many = st.lists(st.tuples(someone, someone), max_size=60)

SEVEN = pairs("""
    2 × ingen  väg
        ingen  arbete
        väg    väg
        arbete ingen
        ingen  ?
        ?      arbete
        ?      ?
""")


def test_a_small_matrix() -> None:
    matrix = step_matrix(SEVEN, LADDER)
    assert matrix.counts[0] == (0, 2, 1, 0, 0)
    assert (matrix.row_totals, matrix.column_totals) == ((3, 1, 1, 0, 0), (1, 3, 1, 0, 0))
    assert (matrix.missing_before, matrix.missing_after, matrix.missing_both) == (1, 1, 1)
    assert (matrix.n, matrix.of) == (5, 8)
    assert str(matrix.paired() and matrix.paired().percent()) == "63 % (5/8)"  # type: ignore[union-attr]


@given(many)
def test_fast_and_plain_agree(rows: list[Pair]) -> None:
    assert step_matrix(rows, LADDER) == matrix_plainly(rows, LADDER)


@given(many)
def test_margins_always_add_up(rows: list[Pair]) -> None:
    """Every margin is counted from the rows themselves and not from the matrix."""
    matrix = step_matrix(iter(rows), LADDER)
    paired = [row for row in rows if None not in row]
    assert sum(matrix.row_totals) == sum(matrix.column_totals) == matrix.n == len(paired)
    assert matrix.of == len(rows)
    assert matrix.missing_after == sum(one is not None and other is None for one, other in rows)
    assert matrix.missing_before == sum(one is None and other is not None for one, other in rows)
    for place, code in enumerate(CODES):
        assert matrix.row_totals[place] == sum(one == code for one, _ in paired)
        assert matrix.column_totals[place] == sum(other == code for _, other in paired)


@given(many)
def test_shares_of_one_occasion_make_the_whole(rows: list[Pair]) -> None:
    matrix = step_matrix(rows, LADDER)
    for at, paired, of in (
        ("from", True, matrix.n), ("to", True, matrix.n),
        ("from", False, sum(one is not None for one, _ in rows)), ("to", False, sum(o is not None for _, o in rows)),
    ):  # fmt: skip
        shares = [matrix.share_in(code, at, paired=paired) for code in CODES]  # type: ignore[arg-type]
        assert [share is None for share in shares] == [of == 0] * len(CODES)
        assert sum(share.n for share in shares if share) == of
        assert {share.of for share in shares if share} <= {of}


def test_a_share_names_who_is_counted() -> None:
    matrix = step_matrix(SEVEN, LADDER, population="deltagare i provet", after="3 månader efter avslut")
    before, after = matrix.share_in("ingen", "from"), matrix.share_in("väg")
    assert before is not None
    assert after is not None
    assert (
        before.population == after.population == "deltagare i provet med uppgift både före och 3 månader efter avslut"
    )
    assert (before.percent(), after.percent()) == ("60 % (3/5)", "60 % (3/5)")
    alone = matrix.share_in("arbete", "to", paired=False)
    assert alone is not None
    assert (alone.n, alone.of, alone.population) == (2, 6, "deltagare i provet med uppgift 3 månader efter avslut")
    known = matrix.known("to")
    assert known is not None
    assert (known.n, known.of) == (6, 8)


def test_nobody_gives_no_share() -> None:
    empty = step_matrix([(None, None)], LADDER)
    assert (empty.share_in("väg"), empty.share_in("väg", "from", paired=False)) == (None, None)
    assert step_matrix([], LADDER).paired() is None


def test_a_stranger_is_named() -> None:
    with pytest.raises(UnknownState, match="Läge har inget läge med koden pension, rik"):
        step_matrix([("ingen", "rik"), ("pension", None)], LADDER)
    with pytest.raises(UnknownState):
        step_matrix(SEVEN, LADDER).share_in("rik")


@given(many, many)
def test_two_groups_counted_as_one(one: list[Pair], other: list[Pair]) -> None:
    assert step_matrix(one, LADDER) + step_matrix(other, LADDER) == step_matrix(one + other, LADDER)


def test_what_differs_is_not_added() -> None:
    with pytest.raises(ValueError, match="olika dimensioner eller tillfällen"):
        step_matrix([], LADDER) + step_matrix([], LADDER, after="12 månader efter avslut")


@given(many)
def test_read_in_common_as_if_recorded_in_common(rows: list[Pair]) -> None:
    shared = common().dimension("occupation")
    recoded = [(LADDER.in_common(one), LADDER.in_common(other)) for one, other in rows]
    assert in_common(step_matrix(rows, LADDER), shared) == matrix_plainly(recoded, shared)


def test_another_dimension_is_not_read_in_common() -> None:
    with pytest.raises(ValueError, match="två olika dimensioner"):
        in_common(step_matrix([], LADDER), common().dimension("health"))


def test_movement_tells_up_from_down_and_leaves_out_what_has_no_place() -> None:
    moved = movement(
        step_matrix(
            pairs("""
                3 × ingen   väg
                    arbete  studier
                    väg     väg
                    studier ingen
                2 × ingen   annat
                    ingen   ?
            """),
            LADDER,
        )
    )
    assert moved is not None
    assert (moved.up, moved.same, moved.down, moved.outside, moved.n) == (3, 2, 1, 2, 6)
    assert moved.interval is not None
    up = moved.share_up()
    assert up is not None
    assert up.percent() == "50 % (3/6)"
    assert up.population == "deltagare med ordnat läge både före och efter"
    assert moved.interval.low < 0.5 < moved.interval.high


@given(many)
def test_movement_agrees_with_asking_each_participant(rows: list[Pair]) -> None:
    place = {state.code: state.order for state in LADDER.states}
    moved = movement(step_matrix(rows, LADDER))
    steps = [(place[one], place[other]) for one, other in rows if one and other]
    ordered = [(one, other) for one, other in steps if one and other]
    assert moved is not None
    assert moved.up == sum(one < other for one, other in ordered)
    assert moved.down == sum(one > other for one, other in ordered)
    assert moved.same == sum(one == other for one, other in ordered)
    assert moved.outside == len(steps) - len(ordered)
    assert (moved.interval is None) == (moved.n == 0)
    shares = [moved.share_up(), moved.share_same(), moved.share_down()]
    assert sum(share.n for share in shares if share) == moved.n


def test_an_unordered_dimension_has_no_up_or_down() -> None:
    assert movement(step_matrix([("wage", "student")], common().dimension("support"))) is None


@pytest.mark.parametrize(
    "wrong",
    [{"counts": ((1,),)}, {"only_to": (1, 2)}, {"missing_both": -1}, {"only_from": (0, 0, 0, 0, -2)}],
)
def test_a_matrix_of_another_shape_or_below_zero_cannot_be_made(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"Matrisen ska ha 5|mindre än noll"):
        replace(step_matrix(SEVEN, LADDER), **wrong)  # type: ignore[arg-type]


def test_a_matrix_has_no_margin_to_set_wrong() -> None:
    stored = set(StepMatrix.__dataclass_fields__)
    assert not stored & {"row_totals", "column_totals", "n", "of", "missing_before", "missing_after"}


def test_four_hundred_thousand_enrolments_in_half_a_second() -> None:
    dimension = occupation("standard")
    chance = random.Random(3)
    codes = [*(state.code for state in dimension.states), None]
    rows = [(chance.choice(codes), chance.choice(codes)) for _ in range(400_000)]
    times = []
    for _ in range(3):
        start = process_time()
        matrix = step_matrix(rows, dimension)
        times.append(process_time() - start)
    assert matrix.of == 400_000
    assert min(times) < 0.5
