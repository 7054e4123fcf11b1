"""Read a printed cell as a number with the rounding that its print implies."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

SPACES = str.maketrans(
    dict.fromkeys("\u00a0\u2009\u202f\u2007\u2008\u2002\u2003\u200a\t\n", " ") | {"\u2212": "-", "\u2019": "'"}
)
SCALES = {"tkr": 3, "kkr": 3, "tusen kr": 3, "tsek": 3, "mkr": 6, "mnkr": 6, "msek": 6, "miljoner": 6, "milj": 6}
SCALES |= {"miljoner kronor": 6, "milj kr": 6, "milj. kr": 6, "miljarder": 9, "mdkr": 9, "miljoner kr": 6}
MONEY = frozenset({"kr", "kronor", "sek", ":-", "euro", "eur", "€", *SCALES})
UNITS = (*SCALES, "%", "procent", "procentenheter", "kronor", "kr", "sek", ":-", "st", "stycken", "timmar", "tim", "h")
UNITS = (*UNITS, "personer", "deltagare", "euro", "eur", "€", "dagar", "månader", "år")
APPROXIMATE = r"(?P<about>(?:ca|cirka|c:a|omkring|ungefär|drygt|knappt|runt)\b\.?|[~≈])"
DIGITS = r"(?P<digits>\d{1,3}(?:(?P<space>[ '])\d{3})(?:(?P=space)\d{3})*(?:[.,]\d+)?|\d+(?:[.,]\d+)*)"
UNIT = "(?P<unit>" + "|".join(sorted((re.escape(unit) for unit in UNITS), key=len, reverse=True)) + r")(?![a-zåäö])\.?"
NOTE = r"(?P<note>[*†‡¹²³⁰⁴-⁹ᵃᵇᶜ]+|\d{1,2}\)|\((?:\d{1,2}|[a-z])\))"
SHARE = r"\(\s*(?P<share>\d+(?:[.,]\d+)?)\s*%\s*\)"
CELL = re.compile(
    rf"^(?:{APPROXIMATE}\s*)?(?P<sign>[-+–]\s?)?{DIGITS}(?:\s*{UNIT})?(?:\s*{SHARE})?(?:\s*{NOTE})?$", re.I
)
DASHES = frozenset({"-", "–", "—", "−", "- -", "--"})
UNKNOWN = frozenset({"..", "…", ".", "...", "x", "n/a", "na", "saknas", "uppgift saknas", "ej uppgift", "u.s.", "i.u."})
PLAIN = re.compile(r"^\d+$")


@dataclass(frozen=True)
class Style:
    """Which sign a table uses for decimals; the other one, if any, parts thousands."""

    decimal: str = ","


@dataclass(frozen=True)
class Printed:
    """A number as printed. value is in the base unit (1,2 mkr is 1 200 000); decimals counts those printed.

    unit is "" or the lower-case word printed behind; scale is its power of ten; share is the 78 of "210 (78 %)".
    """

    value: Decimal
    decimals: int = 0
    unit: str = ""
    scale: int = 0
    percent: bool = False
    approximate: bool = False
    footnote: str = ""
    share: Printed | None = None

    @property
    def half(self) -> Decimal:
        """Half a unit of the last printed digit; for "ca 1 200" half of the last non-zero digit."""
        last = self.scale - self.decimals
        if self.approximate and not self.decimals and self.value:
            digits = str(abs(int(self.value.scaleb(-self.scale))))
            last = self.scale + len(digits) - len(digits.rstrip("0"))
        return Decimal(5).scaleb(last - 1)

    @property
    def exact(self) -> bool:
        """A whole number without a unit of money: counted, not rounded."""
        return not (self.decimals or self.scale or self.percent or self.approximate or self.unit in MONEY)


def plain(text: str) -> str:
    """Ordinary spaces and hyphens for the many kinds that print uses."""
    return text.strip() if text.isascii() and text.isprintable() else text.translate(SPACES).strip()


def is_dash(text: str) -> bool:
    """A dash: zero or missing."""
    return plain(text) in DASHES


def is_unknown(text: str) -> bool:
    """A mark saying that the number exists but is not shown."""
    return plain(text).lower() in UNKNOWN


@lru_cache(maxsize=50_000)
def printed(text: str, style: Style | None = None) -> Printed | None:
    """Read one cell; None where it is not a single number (ranges, dates, words).

    >>> printed("7 176 285 kr").value, printed("12,5 %").half
    (Decimal('7176285'), Decimal('0.05'))
    """
    match = CELL.match(plain(text))
    if match is None:
        return None
    number = _value(match["digits"], style or Style())
    if number is None:
        return None
    unit = (match["unit"] or "").lower()
    scale = SCALES.get(unit, 0)
    sign = -1 if match["sign"] and match["sign"].strip() in "-–" else 1
    share = printed(match["share"] + "%", style) if match["share"] else None
    return Printed(
        value=(sign * number).scaleb(scale),
        decimals=max(0, -int(number.as_tuple().exponent)),
        unit=unit,
        scale=scale,
        percent=unit in ("%", "procent", "procentenheter"),
        approximate=match["about"] is not None,
        footnote=match["note"] or "",
        share=share,
    )


def _value(digits: str, style: Style) -> Decimal | None:
    if PLAIN.match(digits):
        return None if len(digits) > 18 else Decimal(digits)
    bare = digits.replace(" ", "").replace("'", "")
    grouped = bare != digits
    marks = [sign for sign in bare if sign in ".,"]
    if not marks:
        return Decimal(bare)
    if len(set(marks)) == 2:  # 1.234,5 or 1,234.5: the last sign is the decimal one
        last = marks[-1]
        other = "," if last == "." else "."
        whole, decimals = bare.rsplit(last, 1)
        return Decimal(whole.replace(other, "") + "." + decimals) if _grouped(whole, other) else None
    if len(marks) > 1:
        return Decimal(bare.replace(marks[0], "")) if _grouped(bare, marks[0]) else None
    whole, decimals = bare.split(marks[0])
    if not grouped and len(decimals) == 3 and _grouped(bare, marks[0]) and marks[0] != style.decimal:
        return Decimal(whole + decimals)
    return Decimal(whole + "." + decimals)


def _grouped(whole: str, sign: str) -> bool:
    first, *rest = whole.split(sign)
    return bool(rest) and 1 <= len(first) <= 3 and first[0] != "0" and all(len(part) == 3 for part in rest)


SIGNED = re.compile(r"(?<![\d.,])\d[\d ]*(?P<sign>[.,])(?P<decimals>\d+)(?![\d.,])")
BOTH = re.compile(r"\d(?P<first>[.,])\d{3}(?P<second>[.,])\d+")
MANY = re.compile(r"\d(?P<sign>[.,])\d{3}(?P=sign)\d{3}")


def style_of(cells: Iterable[str]) -> Style:
    """Settle what 1.234 and 1,234 mean in one table by its unambiguous numbers, else by the majority.

    A comma is decimal unless the table shows otherwise; every comma or point with exactly three digits behind it
    and no other evidence parts thousands.
    """
    decimal = {",": 0, ".": 0}
    triple = {",": 0, ".": 0}
    for cell in cells:
        text = plain(cell)
        if "," not in text and "." not in text:
            continue
        if both := BOTH.search(text):
            if both["first"] != both["second"]:
                decimal[both["second"]] += 3
            else:
                decimal["," if both["first"] == "." else "."] += 3
            continue
        match = SIGNED.search(text)
        if match is None or not CELL.match(text):
            continue
        if len(match["decimals"]) != 3 or match.group().startswith("0") or " " in match.group().strip():
            decimal[match["sign"]] += 1
        else:
            triple[match["sign"]] += 1
    if decimal[","] != decimal["."]:
        return Style("," if decimal[","] > decimal["."] else ".")
    return Style("." if triple[","] > triple["."] else ",")


def scaled(number: Printed, scale: int, unit: str) -> Printed:
    """The number read in the unit that a header states (tkr, mkr), unless the cell states its own."""
    if number.unit or number.percent:
        return number
    return replace(number, value=number.value.scaleb(scale), scale=scale, unit=unit)
