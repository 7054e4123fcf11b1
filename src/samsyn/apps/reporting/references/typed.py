"""Numbers typed in running text. What is a name, a date or an ordinal may be typed; a value may not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from samsyn.apps.reporting.references.parsing import covered
from samsyn.web.formats import in_english

SPACE = "[ \u00a0\u202f]"
MONTH = (
    "(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
    "|january|february|march|may|june|july|august|october)"
)
ORDERED = (
    "(?:nivå|fas|tabell|diagram|figur|bilaga|avsnitt|kapitel|sida|sidorna|steg|mål|delmål|punkt|fråga|etapp|del"
    "|version|artikel|källa|not|rekommendation|kolumn|rad|år|kvartal|vecka|omgång|level|phase|table|chart|figure"
    "|annex|section|chapter|page|pages|step|goal|question|part|source|note|row|column|year|quarter|week)"
    "(?:n|en|et|er|erna|s)?"
)
COUNTED = (
    "(?:personer|person|deltagare|kvinnor|män|timmar|kronor|kr|tkr|mkr|miljoner|procent|st|kommuner|insatser"
    "|people|persons|participants|women|men|hours|per cent|percent|SEK)"
)
YEAR = r"(?:19|20)\d\d"

# In this order: the first rule that fits covers its letters for those after.
_MAY_BE_TYPED = [
    re.compile(r"\\\S+"),  # escaped by the writer: a name with digits
    re.compile(rf"(?<!\d){YEAR}:\d+(?!\d)"),  # a law: 2003:1210
    re.compile(rf"(?<!\d){YEAR}-\d\d(?:-\d\d)?(?!\d)"),
    re.compile(rf"(?<!\d)\d{{1,2}}(?:[–-]\d{{1,2}})?{SPACE}{MONTH}(?:{SPACE}{YEAR})?(?!\w)", re.IGNORECASE),
    re.compile(rf"(?<!\w){MONTH}{SPACE}\d{{1,2}},{SPACE}{YEAR}(?!\d)", re.IGNORECASE),
    re.compile(rf"(?<!\w){MONTH}{SPACE}{YEAR}(?!\d)", re.IGNORECASE),
    re.compile(
        rf"(?<!\w){ORDERED}{SPACE}\d{{1,3}}(?:\.\d{{1,2}})*(?:{SPACE}?[–-]{SPACE}?\d{{1,3}}(?!\d)"
        rf"|,{SPACE}\d{{1,3}}(?!\d)|{SPACE}(?:och|and|till|to){SPACE}\d{{1,3}}(?!\d))*(?![\d%]|{SPACE}?%|[.,]\d)"
        rf"(?!{SPACE}{COUNTED}\b)",
        re.IGNORECASE,
    ),
    re.compile(r"(?<!\w)(?:s\.|v\.|§)[ \u00a0]?\d{1,3}(?!\d)"),
    re.compile(r"(?<!\w)\d{1,2}(?::[ae]|st|nd|rd|th)(?!\w)", re.IGNORECASE),
    re.compile(r"^[ \t]*\d{1,2}[.)](?=\s)", re.MULTILINE),  # the number of a point in a list
    re.compile(
        rf"(?<![\d.,])(?<!\d[ \u00a0\u202f]){YEAR}(?:[–/-](?:{YEAR}|\d\d))?"
        rf"(?![\d%]|[.,]\d|{SPACE}\d{{3}}(?!\d)|{SPACE}?%|{SPACE}{COUNTED}\b)",
        re.IGNORECASE,
    ),
]
_NUMBER = re.compile(
    rf"\d{{1,3}}(?:{SPACE}\d{{3}})+(?!\d)(?:,\d+)?|\d{{1,3}}(?:,\d{{3}}){{2,}}(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?"
)


@dataclass(frozen=True)
class TypedNumber:
    """A number somebody typed: as written, where, its value, and whether a per cent sign follows."""

    text: str
    start: int
    end: int
    value: Decimal
    percent: bool


def typed_numbers(text: str) -> list[TypedNumber]:
    """Numbers that ought to be references. Give the text with its references covered."""
    for rule in _MAY_BE_TYPED:
        for found in list(rule.finditer(text)):
            text = covered(text, found.start(), found.end())
    numbers = []
    for found in _NUMBER.finditer(text):
        follows = text[found.end() : found.end() + 8].lstrip(" \u00a0\u202f").lower()
        is_percent = follows.startswith(("%", "procent", "per cent"))
        numbers.append(TypedNumber(found.group(), found.start(), found.end(), _value(found.group()), is_percent))
        text = covered(text, found.start(), found.end())
    return numbers + _odd_signs(text)


def _value(text: str) -> Decimal:
    digits = re.sub(SPACE, "", text)
    if in_english() and re.fullmatch(r"\d{1,3},\d{3}", digits):
        return Decimal(digits.replace(",", ""))
    if digits.count(",") == 1 and "." not in digits:
        digits = digits.replace(",", ".")
    return Decimal(digits.replace(",", "") if digits.count(",") else digits)


def _odd_signs(text: str) -> list[TypedNumber]:
    """½, ², Ⅳ and the like: numbers that are not digits."""
    return [
        TypedNumber(sign, index, index + 1, Decimal(0), False)
        for index, sign in enumerate(text)
        if sign.isnumeric() and not sign.isdecimal()
    ]
