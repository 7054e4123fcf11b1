"""Formulas of the bank: arithmetic over codes and nothing else."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samsyn.core.valuation.formula import BadFormula, check, computed, names_in

VALUES = {"prisbasbelopp": Decimal(52500), "prison_day": Decimal("3202.5"), "eget:bed_day": Decimal(7)}
Tree = tuple[str, Fraction]


def joined(parts: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    """Two smaller formulas with a sign between them, in parentheses; or one with a minus before it."""

    def together(one: Tree, sign: str, other: Tree) -> Tree:
        value = {"+": one[1] + other[1], "-": one[1] - other[1], "*": one[1] * other[1]}[sign]
        return f"({one[0]} {sign} {other[0]})", value

    return st.builds(together, parts, st.sampled_from("+-*"), parts) | parts.map(lambda each: (f"-{each[0]}", -each[1]))


LEAVES = st.integers(0, 999).map(lambda number: (str(number), Fraction(number))) | st.sampled_from(sorted(VALUES)).map(
    lambda code: (code, Fraction(VALUES[code]))
)


@given(st.recursive(LEAVES, joined, max_leaves=5))
def test_a_formula_gives_what_exact_fractions_give(tree: Tree) -> None:
    text, value = tree
    check(text)
    assert Fraction(computed(text, VALUES)) == value
    assert set(names_in(text)) <= set(VALUES)


@given(st.text(max_size=40))
def test_any_text_is_arithmetic_or_a_bad_formula(text: str) -> None:
    with suppress(BadFormula):
        check(text)


@pytest.mark.parametrize("text", ["", "2 +", "(1", "1 2", "a < b", "a ** 2", "f(2)", "a[0]", "a; b", "1e9", "'a'"])
def test_nothing_but_arithmetic_is_read(text: str) -> None:
    with pytest.raises(BadFormula):
        check(text)
