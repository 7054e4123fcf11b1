"""Sums written out in a cell or a sentence: "M: 194 (38%), Kv: 318 (62%) = 512"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from samsyn.core.tables.numbers import Printed, plain, printed

NUMBER = r"\d{1,3}(?: \d{3})+(?:,\d+)?|\d+(?:[.,]\d+)*"
TERM = re.compile(
    rf"(?P<label>[A-Za-zÅÄÖåäö.\- ]{{0,30}}?:)?\s*(?P<number>{NUMBER})\s*(?P<unit>kr"
    rf"|tkr|mkr|kronor|st|personer|deltagare)?"
    r"(?:\s*\((?P<note>[^()=]{1,30})\))?"
)
JOIN = re.compile(r"\s*(?P<sign>[+,–−×/-]|plus|och)\s*$")
SHARE = re.compile(r"^\s*(\d+(?:[.,]\d+)?)\s*%\s*$")
WHOLE = re.compile(rf"^\s*(?P<number>{NUMBER})\s*(?P<unit>%|kr|tkr|mkr|kronor|st|personer|deltagare)?")


@dataclass(frozen=True)
class Term:
    """One number of a written sum with what names it."""

    label: str
    number: Printed
    text: str
    share: Printed | None = None


@dataclass(frozen=True)
class Equation:
    """terms joined by + (or listed with commas) and the total printed behind the equals sign."""

    terms: tuple[Term, ...]
    total: Printed
    total_text: str
    text: str

    @property
    def computed(self) -> float:
        return float(sum(term.number.value for term in self.terms))

    @property
    def holds(self) -> bool:
        numbers = [term.number for term in self.terms] + [self.total]
        slack = sum(float(number.half) for number in numbers if number.decimals or number.scale)
        return abs(self.computed - float(self.total.value)) <= slack + 1e-9

    def shares(self) -> Iterator[tuple[Term, float, bool]]:
        """Each percentage in brackets, what it would be of the total, and whether the print agrees."""
        for term in self.terms:
            if term.share is not None and self.total.value:
                computed = 100 * float(term.number.value / self.total.value)
                yield term, computed, abs(computed - float(term.share.value)) <= float(term.share.half) + 1e-9


def equations(text: str) -> list[Equation]:
    """All written sums of a text; products, differences and definitions ("n = 85") are left alone.

    >>> [e.holds for e in equations("M: 203 (26%), Kv: 590 (74%) = 794")]
    [False]
    """
    found: list[Equation] = []
    flat = plain(text)
    if "=" not in flat:
        return found
    start = 0
    for at in (match.start() for match in re.finditer(r"(?<![<>=])=(?![=>])", flat)):
        total = WHOLE.match(flat[at + 1 :])
        number = printed(f"{total['number']} {total['unit'] or ''}".strip()) if total else None
        if total is not None and number is not None and not number.percent:
            terms = _terms(flat[start:at])
            if len(terms) >= 2:
                whole = flat[at + 1 : at + 1 + total.end()].strip()
                found.append(Equation(tuple(terms), number, whole, f"{_written(terms)} = {whole}"))
            start = at + 1 + total.end()
        else:
            start = at + 1
    return found


def _terms(left: str) -> list[Term]:
    """Read backwards from the equals sign as long as terms are joined by plus signs, or by commas between labels."""
    terms: list[Term] = []
    matches = [match for match in TERM.finditer(left) if match["number"]]
    end = len(left)
    for match in reversed(matches):
        between = left[match.end() : end]
        join = JOIN.match(between) if terms else None
        if terms and (join is None or join["sign"] not in "+,plusoch"):
            if join is not None:
                return []
            break
        if not terms and between.strip():
            return []
        if join is not None and join["sign"] != "+" and not (match["label"] and terms[-1].label):
            break
        number = printed(f"{match['number']} {match['unit'] or ''}".strip())
        if number is None:
            break
        note = match["note"] or ""
        share = SHARE.match(note)
        label = (match["label"] or "").rstrip(":").strip() or ("" if share else note)
        terms.append(Term(label, number, match["number"], printed(share[1] + "%") if share else None))
        end = match.start()
    before = left[:end].rstrip()
    if before and before[-1] in "+-–−×*/":
        return []
    return terms[::-1]


def _written(terms: list[Term]) -> str:
    return " + ".join(term.text for term in terms)
