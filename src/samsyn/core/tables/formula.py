"""Arithmetic over named figures: "(participants.outcome + LFI.extra_participants.outcome) / participants.plan - 1".

A formula is read by a small parser of its own and never by Python. It knows the four operations, parentheses,
numbers, figure keys, comparisons and "och" between comparisons; nothing else can be written in it.
Source: docs/methods/paastaenden.md.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, DecimalException, localcontext
from functools import lru_cache
from typing import Any

LONGEST = 300  # characters; as long as the field that stores a formula
DEEPEST = 30  # nested parentheses
DIGITS = 34  # significant digits kept on the way
TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:[.,]\d+)?)(?![\w.])|(?P<word>[^\W\d]\w*(?:[.@]\w+)*|\d+\w[\w]*(?:[.@]\w+)+)"
    r"|(?P<sign><=|>=|!=|[-+*/()<>=≤≥×÷−]))"
)
SAME = {"×": "*", "÷": "/", "−": "-", "≤": "<=", "≥": ">="}
COMPARE = ("<=", ">=", "<", ">", "=", "!=")
AND = ("och", "and")


class BadFormula(ValueError):
    """The formula cannot be read or computed; the message says in Swedish where and what to do."""


@dataclass(frozen=True)
class Comparison:
    """One comparison of a formula, as written, with both sides computed."""

    text: str
    left: Decimal
    right: Decimal
    holds: bool


@dataclass(frozen=True)
class Answer:
    """What a formula gives. value is None for a formula of comparisons, whose answers are in comparisons."""

    value: Decimal | None
    keys: tuple[str, ...]
    comparisons: tuple[Comparison, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every comparison holds; True for a formula without any."""
        return all(comparison.holds for comparison in self.comparisons)


def evaluate(formula: str, values: Mapping[str, Decimal | None]) -> Answer:
    """Compute a formula over values by key; a None is a figure that is not known.

    BadFormula names the place and the remedy: unreadable sign, unknown key (with near ones), unknown value,
    division by zero.
    >>> evaluate("(a.outcome + 2) / a.plan - 1", {"a.outcome": Decimal(4), "a.plan": Decimal(4)}).value
    Decimal('0.5')
    """
    reader = _Reader(formula, _tokens(formula), values)
    with localcontext() as context:
        context.prec = DIGITS
        try:
            return reader.whole()
        except DecimalException:
            raise BadFormula("Uttrycket ger ett tal som är för stort att räkna med.") from None


def compute(formula: str, values: Mapping[str, Any], number: Callable[[str], Any]) -> Any:
    """Compute a formula without comparisons over any kind of numbers, such as arrays of draws.

    number: makes a number of the kind from its digits. A division by zero follows the numbers' own rule.
    """
    return _prepared(formula, number).of(values)


@lru_cache(maxsize=4_096)
def _prepared(formula: str, number: Callable[[str], Any]) -> _Later:
    """A formula read once, however many times it is computed."""
    reader = _Reader(formula, _tokens(formula), _Unread(), number=lambda digits: _Later.always(number(digits)))
    value: _Later = reader.addition()
    if token := reader.peek():
        raise BadFormula(f"”{token.text}” på plats {token.at + 1} väntades inte där. Saknas ett räknetecken?")
    return value


@dataclass(frozen=True)
class _Later:
    """A number that is computed when the values are there, by the operations written down here, in their order."""

    of: Callable[[Mapping[str, Any]], Any]

    @classmethod
    def always(cls, number: Any) -> _Later:
        return cls(lambda values: number)

    def __add__(self, other: _Later) -> _Later:
        return _Later(lambda values: self.of(values) + other.of(values))

    def __sub__(self, other: _Later) -> _Later:
        return _Later(lambda values: self.of(values) - other.of(values))

    def __mul__(self, other: _Later) -> _Later:
        return _Later(lambda values: self.of(values) * other.of(values))

    def __truediv__(self, other: _Later) -> _Later:
        return _Later(lambda values: self.of(values) / other.of(values))

    def __neg__(self) -> _Later:
        return _Later(lambda values: -self.of(values))


class _Unread(dict[str, Any]):
    """Every key, for a formula that is read before its values are known."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: str) -> _Later:
        return _Later(lambda values: _figure(key, values))


@lru_cache(maxsize=4_096)
def keys_in(formula: str) -> tuple[str, ...]:
    """The figure keys that a formula names, in order, each once. BadFormula when it cannot be read."""
    words = (token.text for token in _tokens(formula) if token.kind == "word" and token.text.lower() not in AND)
    return tuple(dict.fromkeys(words))


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    at: int


def _tokens(formula: str) -> list[_Token]:
    if not formula.strip():
        raise BadFormula("Uttrycket är tomt. Skriv till exempel participants.outcome / participants.plan - 1.")
    if len(formula) > LONGEST:
        raise BadFormula(f"Uttrycket är längre än {LONGEST} tecken. Dela upp det i flera påståenden.")
    found, at = [], 0
    text = formula.rstrip()
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            place = at + len(text[at:]) - len(text[at:].lstrip())
            raise BadFormula(
                f"Tecknet ”{text[place]}” på plats {place + 1} går inte att läsa. "
                "Använd siffrornas nycklar, tal, + - * / och parenteser."
            )
        kind = match.lastgroup or ""
        word = match[kind]
        found.append(_Token(kind, SAME.get(word, word), match.start(kind)))
        at = match.end()
    return found


@dataclass
class _Reader:
    """Reads tokens from left to right; one method for each level of precedence."""

    formula: str
    tokens: list[_Token]
    values: Mapping[str, Any]
    at: int = 0
    depth: int = 0
    keys: dict[str, None] = field(default_factory=dict)
    number: Callable[[str], Any] = Decimal

    def whole(self) -> Answer:
        comparisons: list[Comparison] = []
        value = self.comparison(comparisons)
        while (token := self.peek()) and token.text.lower() in AND:
            self.at += 1
            self.comparison(comparisons, needed=True)
        if token := self.peek():
            raise BadFormula(f"”{token.text}” på plats {token.at + 1} väntades inte där. Saknas ett räknetecken?")
        return Answer(None if comparisons else value, tuple(self.keys), tuple(comparisons))

    def comparison(self, found: list[Comparison], needed: bool = False) -> Decimal:
        start = self.at
        left: Decimal = self.addition()
        token = self.peek()
        if token is None or token.text not in COMPARE:
            if needed or (found == [] and token is not None and token.text.lower() in AND):
                raise BadFormula("”och” står mellan jämförelser, till exempel a < b och c < d.")
            return left
        self.at += 1
        right = self.addition()
        found.append(Comparison(self.written(start), left, right, _holds(token.text, left, right)))
        return left

    def addition(self) -> Any:
        value = self.multiplication()
        while (token := self.peek()) and token.text in "+-":
            self.at += 1
            other = self.multiplication()
            value = value + other if token.text == "+" else value - other
        return value

    def multiplication(self) -> Any:
        value = self.single()
        while (token := self.peek()) and token.text in "*/":
            self.at += 1
            other = self.single()
            if token.text == "/" and self.number is Decimal and not other:
                raise BadFormula(f"Det som står efter / på plats {token.at + 1} är noll, och inget kan delas med noll.")
            value = value * other if token.text == "*" else value / other
        return value

    def single(self) -> Any:
        token = self.peek()
        if token is None:
            raise BadFormula("Uttrycket slutar för tidigt. Något saknas efter det sista tecknet.")
        self.at += 1
        if token.kind == "number":
            return self.number(token.text.replace(",", "."))
        if token.kind == "word" and token.text.lower() not in AND:
            return self.figure(token)
        if token.text not in ("-", "("):
            raise BadFormula(f"”{token.text}” på plats {token.at + 1} väntades inte där.")
        self.depth += 1
        if self.depth > DEEPEST:
            raise BadFormula(f"Uttrycket har fler än {DEEPEST} nivåer. Förenkla det.")
        value = -self.single() if token.text == "-" else self.inside(token)
        self.depth -= 1
        return value

    def inside(self, opening: _Token) -> Any:
        value = self.addition()
        token = self.peek()
        if token is None or token.text != ")":
            raise BadFormula(f"Parentesen på plats {opening.at + 1} stängs aldrig.")
        self.at += 1
        return value

    def figure(self, token: _Token) -> Any:
        self.keys[token.text] = None
        return _figure(token.text, self.values)

    def peek(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def written(self, start: int) -> str:
        end = self.tokens[self.at].at if self.at < len(self.tokens) else len(self.formula)
        return self.formula[self.tokens[start].at : end].strip()


def _figure(key: str, values: Mapping[str, Any]) -> Any:
    if key not in values:
        raise BadFormula(_unknown(key, values))
    value = values[key]
    if value is None:
        raise BadFormula(f"Siffran {key} är inte känd än, så uttrycket går inte att räkna ut.")
    return value


def _holds(sign: str, left: Decimal, right: Decimal) -> bool:
    orders = {"<": left < right, ">": left > right, "<=": left <= right, ">=": left >= right}
    return orders.get(sign, (left == right) == (sign == "="))


def _unknown(key: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(key, list(known), n=3, cutoff=0.6)
    hint = f"Menade du {' eller '.join(near)}?" if near else "Välj en nyckel ur listan över siffror."
    return f"Det finns ingen siffra med nyckeln {key}. {hint}"
