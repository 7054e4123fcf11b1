"""Printed numbers."""

from __future__ import annotations

from decimal import Decimal

import pytest

from samsyn.core.tables.numbers import Style, is_dash, is_unknown, printed, style_of


@pytest.mark.parametrize(
    ("text", "value", "half"),
    [
        ("1 234", "1234", "0.5"), ("7\u00a0176\u00a0285 kr", "7176285", "0.5"), ("1\u2009234,5", "1234.5", "0.05"),
        ("12,5%", "12.5", "0.05"),
        ("62 %", "62", "0.5"), ("5240*", "5240", "0.5"), ("5240¹", "5240", "0.5"),
        ("5 240 1)", "5240", "0.5"), ("−20", "-20", "0.5"),
        ("ca 1 200", "1200", "50"), ("1,2 mkr", "1200000", "50000"), ("340 tkr", "340000", "500"),
        ("1.234,5", "1234.5", "0.05"),
        ("1,234.50", "1234.50", "0.005"), ("1'234", "1234", "0.5"),
        ("1.234.567", "1234567", "0.5"), ("0,5", "0.5", "0.05"),
        ("+12", "12", "0.5"), ("18 st", "18", "0.5"),
    ],
)  # fmt: skip
def test_numbers(text: str, value: str, half: str) -> None:
    number = printed(text)
    assert number is not None
    assert (number.value, number.half) == (Decimal(value), Decimal(half))


@pytest.mark.parametrize(
    "text",
    ["18–20", "2016-10-01", "Totalt", "", "12 av 30", "3 kap.", "12,5,3", "1 23", "M: 194", "kr", "5 år sedan", "x"],
)
def test_what_is_no_number(text: str) -> None:
    assert printed(text) is None


def test_a_share_in_brackets_and_a_footnote() -> None:
    number = printed("210 (78%)*")
    assert number is not None
    assert number.share is not None
    assert (number.value, number.share.value, number.footnote) == (210, 78, "*")


def test_counted_numbers_are_exact_and_money_is_not() -> None:
    exact = [
        bool((number := printed(text)) and number.exact) for text in ("12", "12 st", "12 kr", "12,0", "12 %", "ca 12")
    ]
    assert exact == [True, True, False, False, False, False]


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        (["1.234", "2.500", "12,5"], "1234"), (["1.234", "0.5", "7.25"], "1.234"), (["1.234", "5.678"], "1234"),
        (["1.234", "1,234.5"], "1.234"),
    ],
)  # fmt: skip
def test_a_point_is_settled_by_the_rest_of_the_table(cells: list[str], value: str) -> None:
    number = printed(cells[0], style_of(cells))
    assert number is not None
    assert number.value == Decimal(value)


def test_an_english_table_parts_thousands_with_commas() -> None:
    style = style_of(["1,234", "5,678", "12.5"])
    assert style == Style(".")
    number = printed("1,234", style)
    assert number is not None
    assert number.value == 1234


def test_dashes_and_hidden_numbers() -> None:
    assert all(is_dash(text) for text in ("-", "–", "—"))
    assert all(is_unknown(text) for text in ("..", "x", "uppgift saknas"))
    assert not is_dash("..")
