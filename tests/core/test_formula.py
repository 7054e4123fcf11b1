"""A formula is arithmetic over figure keys, and nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from samsyn.core.tables.formula import BadFormula, evaluate, keys_in

FIGURES = {
    "participants.outcome": Decimal(5393),
    "participants.plan": Decimal(4650),
    "LFI.extra_participants.outcome": Decimal(484),
    "PIK.total_cost.plan": Decimal(7787326),
    "PIK.total_cost.outcome": Decimal(7783317),
    "hours.plan": None,
    "zero.plan": Decimal(0),
}


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("participants.outcome", "5393"),
        (
            "(participants.outcome + LFI.extra_participants.outcome) / participants.plan - 1",
            "0.263870967741935483870967741935484",
        ),
        ("2 + 3 * 4", "14"),
        ("(2 + 3) * 4", "20"),
        ("10 - 4 - 3", "3"),
        ("16 / 4 / 2", "2"),
        ("-2 * -3", "6"),
        ("1,5 × 2", "3.0"),
        ("7 − 2", "5"),
    ],
)  # fmt: skip
def test_precedence_signs_and_keys(formula, value):
    assert evaluate(formula, FIGURES).value == Decimal(value)


def test_the_keys_used_are_told_once_each():
    answer = evaluate("participants.outcome / participants.plan + participants.outcome", FIGURES)
    assert answer.keys == ("participants.outcome", "participants.plan")
    assert keys_in("a.b + c.d * a.b") == ("a.b", "c.d")


def test_comparisons_tell_which_of_them_fails():
    answer = evaluate(
        "participants.outcome > participants.plan och PIK.total_cost.outcome >= PIK.total_cost.plan", FIGURES
    )
    assert answer.value is None
    assert not answer.holds
    assert [(each.text, each.holds) for each in answer.comparisons] == [
        ("participants.outcome > participants.plan", True),
        ("PIK.total_cost.outcome >= PIK.total_cost.plan", False),
    ]


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        ("", "tomt"),
        ("participants.outcom", "Menade du participants.outcome"),
        ("qqqq", "Välj en nyckel"),
        ("participants.outcome +", "slutar för tidigt"),
        ("(1 + 2", "stängs aldrig"),
        ("1 + 2)", "väntades inte"),
        ("participants.outcome participants.plan", "räknetecken"),
        ("* 2", "väntades inte"),
        ("1 / zero.plan", "delas med noll"),
        ("hours.plan * 2", "inte känd"),
        ("__import__('os')", "går inte att läsa"),
        ("participants.outcome ** 2", "väntades inte"),
        ("1; 2", "går inte att läsa"),
        ("9" * 301, "längre än 300"),
        ("(" * 40 + "1" + ")" * 40, "nivåer"),
        ("-" * 250 + "1", "nivåer"),
        ("participants.plan och 1 < 2", "jämförelser"),
        ("1 < 2 och participants.plan", "jämförelser"),
        ("1 < 2 < 3", "väntades inte"),
    ],
)
def test_what_is_wrong_is_said_in_words(formula, says):
    with pytest.raises(BadFormula, match=says):
        evaluate(formula, FIGURES)


def test_the_figure_that_is_named_like_a_number_is_a_figure():
    assert evaluate("2015_projekt.women.plan * 2", {"2015_projekt.women.plan": Decimal(3)}).value == 6
