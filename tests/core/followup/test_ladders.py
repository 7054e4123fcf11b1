"""Ladders: what ships is whole, and what is wrong is said in Swedish with a remedy."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from samsyn.core.followup.definitions import ladder_from, reasons_from
from samsyn.core.followup.ladders import BadLadder, Dimension, State, UnknownState, faults
from tests.core.followup.shipped import LOCAL, common, ladder, occupation, page, reasons


@pytest.mark.parametrize("name", LOCAL)
def test_every_local_state_answers_to_a_common_one(name: str) -> None:
    shared = common()
    for dimension in ladder(name).dimensions:
        counterpart = shared.dimension(dimension.code)
        assert [state.common in counterpart for state in dimension.states] == [True] * len(dimension.states)


@pytest.mark.parametrize("name", ["common", *LOCAL])
def test_every_ladder_says_where_it_comes_from_in_two_languages(name: str) -> None:
    found = common() if name == "common" else ladder(name)
    assert found.version >= 1
    assert found.source
    for thing in (found, *found.dimensions, *(state for dimension in found.dimensions for state in dimension.states)):
        assert thing.label
        assert thing.label_en
    assert all(dimension.source for dimension in found.dimensions)


def test_dimensions_stand_side_by_side() -> None:
    assert [(d.code, d.ordered) for d in ladder("standard").dimensions] == [
        ("occupation", True), ("support", False), ("health", True), ("knowledge", True), ("participation", True),
    ]  # fmt: skip


def test_samfis_two_ladders_meet_in_the_common_one() -> None:
    ours, theirs = occupation("samfi_kristianstad"), occupation("samfi_ostra_goinge")
    assert ours.in_common("self_supporting") == theirs.in_common("self_supporting_or_studying") == "work_or_study"
    assert ours.in_common(None) is None
    with pytest.raises(UnknownState, match="Planering har inget läge med koden studies"):
        ours.in_common("studies")


def local(**changes: Any) -> dict[str, Any]:
    """A small whole ladder with something changed."""
    raw: dict[str, Any] = {
        "code": "egen", "version": 1, "label": {"sv": "Egen stege"}, "source": "Prov",
        "dimensions": [
            {"code": "occupation", "label": {"sv": "Läge"}, "ordered": True, "states": [
                {"code": "a", "label": {"sv": "Inget"}, "common": "none_or_sick", "order": 1},
                {"code": "b", "label": {"sv": "Arbete"}, "common": "work_or_study", "order": 2},
            ]},
        ],
    }  # fmt: skip
    raw.update(changes)
    return raw


def broken(path: str, value: object) -> dict[str, Any]:
    """The small ladder with one place in it changed, written as a path: dimensions.0.states.1.order."""
    raw = deepcopy(local())
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place: Any = raw
    for step in way:
        place = place[step]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return raw


def test_a_small_ladder_is_whole() -> None:
    assert faults(ladder_from(local(), common()), common()) == ()


def test_two_local_states_may_answer_to_the_same_common_one() -> None:
    raw = broken("dimensions.0.states.0.common", "work_or_study")
    assert {state.common for state in ladder_from(raw, common()).dimensions[0].states} == {"work_or_study"}


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("source", None, "Stegen egen saknar source"),
        ("version", "två", "version är ett helt tal"),
        ("label", "Egen", "saknar svenskt namn"),
        ("dimensions", [], "saknar dimensions"),
        ("dimensions.0.ordered", None, "ordered: true eller ordered: false"),
        ("dimensions.0.ordered", False, "Ta bort order"),
        ("dimensions.0.code", "work", "den gemensamma stegen har ingen dimension work"),
        ("dimensions.0.states.1.order", 1, "färre än två steg"),
        ("dimensions.0.states.1.order", "två", "order är ett helt tal, inte två"),
        ("dimensions.0.states.1.code", "a", "a finns två gånger"),
        ("dimensions.0.states.1.common", None, "läget b saknar common"),
        ("dimensions.0.states.1.common", "rik", "Arbete pekar på rik. Välj bland none_or_sick"),
        ("dimensions.0", {"same_as_common": "hopp"}, "har ingen dimension hopp. Välj bland occupation"),
    ],
)
def test_what_is_wrong_is_named(path: str, value: object, says: str) -> None:
    with pytest.raises(BadLadder) as caught:
        ladder_from(broken(path, value), common())
    assert says in str(caught.value)


def test_a_step_up_here_must_not_be_a_step_down_in_common() -> None:
    raw = broken("dimensions.0.states.0.order", 3)
    with pytest.raises(BadLadder, match="Arbete står under Inget här men över i den gemensamma stegen"):
        ladder_from(raw, common())


def test_two_states_on_one_place_may_be_a_step_apart_in_common() -> None:
    raw = local()
    raw["dimensions"][0]["states"].append({"code": "c", "label": {"sv": "Väg"}, "common": "under_way", "order": 1})
    assert len(ladder_from(raw, common()).dimensions[0].states) == 3


def test_a_dimension_without_states_is_none() -> None:
    with pytest.raises(BadLadder, match="Hälsa har inga lägen"):
        Dimension("health", "Hälsa", (), ordered=False)
    assert "b" in Dimension("x", "X", (State("b", "B", "b", None),), ordered=False)


def test_the_shipped_reasons_tell_completion_from_positive_exits() -> None:
    shipped = reasons()
    assert {code for code, reason in shipped.items() if reason.positive} == {"work", "placement", "studies"}
    assert {code for code, reason in shipped.items() if reason.completed} == {"completed"}
    assert {code for code, reason in shipped.items() if reason.positive is False} == {
        "sick",
        "high_absence",
        "own_wish",
    }
    assert shipped["moved"].positive is None
    assert shipped["mistake"].mistake
    assert all(reason.label_en and reason.source and reason.version for reason in shipped.values())


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ({"code": "x", "label": {"sv": "X"}}, "x säger inte om den är positiv"),
        ({"code": "x", "label": {"sv": "X"}, "positive": "ja"}, "true, false eller neutral"),
        ({"code": "x", "positive": True}, "x saknar label"),
    ],
)
def test_a_reason_says_whether_it_is_positive(reason: dict[str, Any], says: str) -> None:
    with pytest.raises(BadLadder, match=says):
        reasons_from({"version": 1, "source": "Prov", "reasons": [reason]})


def test_a_reason_is_there_once_and_not_two_things() -> None:
    reason = {"code": "x", "label": {"sv": "X"}, "positive": True}
    with pytest.raises(BadLadder, match="x finns två gånger"):
        reasons_from({"version": 1, "source": "Prov", "reasons": [reason, reason]})
    with pytest.raises(ValueError, match="både fullföljt och felregistrering"):
        reasons_from({"version": 1, "source": "P", "reasons": [{**reason, "completed": True, "mistake": True}]})


def test_the_shipped_pages_hold_nothing_the_parser_does_not_read() -> None:
    """A key spelt wrong would otherwise be lost in silence."""
    known = {"code", "label", "common", "order", "definition"}
    for name in ("common", *LOCAL):
        for dimension in page(name)["dimensions"]:
            assert set(dimension) <= {"code", "label", "ordered", "source", "states", "same_as_common"}
            assert all(set(state) <= known for state in dimension.get("states", ()))
    known_of_reason = {"code", "label", "positive", "completed", "mistake", "definition", "source"}
    assert all(set(reason) <= known_of_reason for reason in page("reasons")["reasons"])
