"""Formulas that know their own value: what is written in a cell, and what a reader sees before anything recalculates.

Only + − × / ^, SUM, MIN and MAX are used, so that every spreadsheet gives the same number.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

LONGEST = 8_000  # characters of a formula; Excel takes 8 192


class TooLarge(ValueError):
    """A formula longer than a spreadsheet can hold."""


@dataclass(frozen=True)
class Term:
    """A number, a cell or an expression over them. text: as a formula writes it."""

    text: str
    value: float

    def __add__(self, other: Term) -> Term:
        return _joined(self, "+", other, operator.add)

    def __sub__(self, other: Term) -> Term:
        return _joined(self, "-", other, operator.sub)

    def __mul__(self, other: Term) -> Term:
        return _joined(self, "*", other, operator.mul)

    def __truediv__(self, other: Term) -> Term:
        return _joined(self, "/", other, operator.truediv)

    def __pow__(self, other: Term) -> Term:
        return _joined(self, "^", other, operator.pow)

    def __neg__(self) -> Term:
        return Term(f"(-{self.text})", -self.value)


def number(value: float | str) -> Term:
    """A plain number; a formula says it with every digit it has."""
    exact = float(value)
    text = repr(int(exact)) if exact == int(exact) and abs(exact) < 1e15 else repr(exact).upper()
    return Term(f"({text})" if exact < 0 else text, exact)


def total(terms: Iterable[Term]) -> Term:
    """Terms added in order, without a parenthesis for each."""
    found = list(terms)
    if not found:
        return number(0)
    value = 0.0
    for term in found:
        value += term.value
    return Term("(" + "+".join(term.text for term in found) + ")", value)


def least(*terms: Term) -> Term:
    return Term(f"MIN({','.join(term.text for term in terms)})", min(term.value for term in terms))


def greatest(*terms: Term) -> Term:
    return Term(f"MAX({','.join(term.text for term in terms)})", max(term.value for term in terms))


def between(low: float, term: Term, high: float) -> Term:
    return greatest(number(low), least(number(high), term))


def _joined(left: Term, sign: str, right: Term, made: Callable[[float, float], float]) -> Term:
    return Term(f"({left.text}{sign}{right.text})", made(left.value, right.value))


class Sheet:
    """One sheet of a workbook. Rows and columns count from 0; what is written comes back as a term."""

    def __init__(self, book: Any, name: str, formats: dict[str, Any]) -> None:
        self.name, self.formats = name, formats
        self.page = book.add_worksheet(name)

    def text(self, row: int, column: int, text: str, kind: str = "text") -> None:
        self.page.write_string(row, column, text, self.formats[kind])

    def heads(self, row: int, texts: Iterable[str], first: int = 0) -> None:
        for at, text in enumerate(texts):
            self.text(row, first + at, text, "head")

    def given(self, row: int, column: int, value: float, kind: str = "given") -> Term:
        """A number that somebody may change."""
        self.page.write_number(row, column, value, self.formats[kind])
        return Term(self._place(row, column), value)

    def put(self, row: int, column: int, term: Term, kind: str = "number") -> Term:
        """A formula, with its value."""
        if len(term.text) > LONGEST:
            raise TooLarge(f"En formel på bladet {self.name} är längre än ett kalkylprogram tar.")
        self.page.write_formula(row, column, f"={term.text}", self.formats[kind], term.value)
        return Term(self._place(row, column), term.value)

    def sum(self, column: int, first: int, last: int, values: Iterable[float]) -> Term:
        """The sum of some rows of a column, both ends included. values: what they hold."""
        letters, found = _letters(column), 0.0
        for value in values:
            found += value
        return Term(f"SUM('{self.name}'!${letters}${first + 1}:${letters}${last + 1})", found)

    def _place(self, row: int, column: int) -> str:
        return f"'{self.name}'!${_letters(column)}${row + 1}"


def _letters(column: int) -> str:
    """The name of a column: 0 is A, 26 is AA.

    >>> _letters(0), _letters(25), _letters(26), _letters(703)
    ('A', 'Z', 'AA', 'AAB')
    """
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
