"""What one count, share or mean looks like after protection."""

from __future__ import annotations

import json
import pickle
from dataclasses import asdict
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.disclosure.counts import depth_shown, protected, protected_mean, protected_share
from samsyn.core.disclosure.rules import ORDINARY, SENSITIVE, Depth, Rules, depth_for, rules_of


def plainly(count: int, rules: Rules) -> int | None:
    """The nearest multiple found by looking at them all; the greater of two that are as near."""
    if count < rules.smallest:
        return None
    return max(range(0, count + 2 * rules.base, rules.base), key=lambda shown: (-abs(shown - count), shown))


@given(st.integers(0, 500), st.sampled_from([ORDINARY, SENSITIVE, Rules("tio", smallest=10, base=10)]))
def test_a_count_is_the_class_or_the_nearest_multiple(count: int, rules: Rules) -> None:
    shown = protected(count, rules)
    assert shown.value == plainly(count, rules)
    assert shown.lowest <= count <= shown.highest
    alike = [other for other in range(520) if protected(other, rules) == shown]
    assert (min(alike), max(alike)) == (shown.lowest, shown.highest)


@pytest.mark.parametrize("rules", [ORDINARY, SENSITIVE])
def test_counts_that_are_shown_alike_cannot_be_told_apart(rules: Rules) -> None:
    for one, other in combinations(range(40), 2):
        a, b = protected(one, rules), protected(other, rules)
        if (a.value, a.text) == (b.value, b.text):
            for look in (repr, str, hash, asdict, pickle.dumps, lambda x: json.dumps(asdict(x)), lambda x: x.rank):
                assert look(a) == look(b)
            assert a == b
        else:
            assert a != b


def test_counts_have_no_order_of_their_own() -> None:
    with pytest.raises(TypeError):
        assert protected(1, ORDINARY) < protected(3, ORDINARY)  # type: ignore[operator]


def test_words_for_the_class_follow_the_rules() -> None:
    assert (protected(0, ORDINARY).text, protected(9, SENSITIVE).text) == ("färre än 5", "färre än 10")
    assert protected(9, SENSITIVE).shown_as == "class"


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negativt"):
        protected(-1, ORDINARY)


def test_a_share_needs_twenty_behind_it_and_more_than_a_few_above() -> None:
    def share(above: int, below: int):
        return protected_share(protected(above, ORDINARY), protected(below, ORDINARY), population="deltagare")

    assert share(13, 41).percent() == "38 % (15/40)"  # type: ignore[union-attr]
    assert share(8, 17) is None
    assert share(4, 100) is None
    assert share(38, 41) is None, "nearly everybody"
    with pytest.raises(ValueError):
        share(60, 40)


def test_a_share_comes_from_rounded_figures_only() -> None:
    shares = {
        protected_share(protected(above, ORDINARY), protected(below, ORDINARY), population="x")
        for above in range(13, 18)
        for below in range(38, 43)
    }
    assert len(shares) == 1


def test_a_mean_needs_ten_people_of_whom_no_two_give_nearly_all() -> None:
    assert protected_mean([10.0] * 9, ORDINARY) is None
    assert protected_mean([0.0] * 20, ORDINARY) is None
    assert protected_mean([1.0] * 10 + [28.0, 28.0], ORDINARY) is not None
    assert protected_mean([1.0] * 10 + [29.0, 29.0], ORDINARY) is None
    mean = protected_mean([137.4] * 12, ORDINARY)
    assert mean is not None
    assert (mean.value, mean.contributors.value) == (140, 10)


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), -1.0])
def test_a_mean_of_something_else_than_amounts_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="medelvärde"):
        protected_mean([1.0] * 12 + [wrong], ORDINARY)


@pytest.mark.parametrize(
    ("people", "depth"),
    [
        (0, Depth.TEXT), (19, Depth.TEXT), (20, Depth.ONE), (59, Depth.ONE), (60, Depth.CHOSEN_PAIRS),
        (299, Depth.CHOSEN_PAIRS), (300, Depth.ANY_PAIR), (1199, Depth.ANY_PAIR), (1200, Depth.CHOSEN_TRIPLES),
    ],
)  # fmt: skip
def test_depth_by_size(people: int, depth: Depth) -> None:
    assert depth_for(people) == depth


@given(st.integers(20, 2_000))
def test_the_depth_follows_from_the_number_shown_and_is_never_more_than_the_size_allows(people: int) -> None:
    shown = protected(people, ORDINARY)
    depth = depth_shown(shown, ORDINARY)
    assert depth <= depth_for(people)
    assert depth == min(depth_for(like) for like in range(max(20, shown.lowest), shown.highest + 1))


def test_crossings_that_must_be_chosen() -> None:
    pair, triple = frozenset("ab"), frozenset("abc")
    assert [depth.allows(pair) for depth in Depth] == [False, False, False, True, True]
    assert [depth.allows(pair, {pair}) for depth in Depth] == [False, False, True, True, True]
    assert [depth.allows(triple, {triple}) for depth in Depth] == [False] * 4 + [True]
    assert not Depth.CHOSEN_TRIPLES.allows(triple)
    assert not Depth.CHOSEN_TRIPLES.allows(frozenset("abcd"), {frozenset("abcd")})


def test_rules_are_found_by_version_and_must_hang_together() -> None:
    assert rules_of("känslig-1") is SENSITIVE
    with pytest.raises(ValueError, match="Uppdatera noden"):
        rules_of("vanlig-99")
    with pytest.raises(ValueError, match="multipel"):
        Rules("fel", smallest=7)
