"""How a number is shown: 0.62 as 62 %, 102031234 as 010203-1234. What a format code of a workbook stands for.

Source: ECMA-376 part 1, 18.8.31 (format codes). Only the first section of a code is followed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from samsyn.core.quantities import swedish

LITERAL = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
CODE_LENGTH = 255  # Excel's own bound
PADDED = 3  # zeros at least: then the number is the name of something, not an amount


def digits_of(value: float) -> str:
    """A stored number with the fifteen digits that Excel holds, decimal comma, never an exponent.

    >>> digits_of(0.1 + 0.2), digits_of(199001011234.0), digits_of(0.0000005)
    ('0,3', '199001011234', '0,0000005')
    """
    text = f"{value:.15g}"
    return (f"{Decimal(text):f}" if "e" in text else text).replace(".", ",")


@dataclass(frozen=True)
class Percent:
    """A share; scale is 1 where the sign is only printed behind and the number is per cent already."""

    decimals: int
    scale: int = 100

    def exact(self, value: float) -> str:
        """Every digit that the file holds (15, as Excel has them).

        >>> Percent(0).exact(0.625), Percent(0, scale=1).exact(62.5)
        ('62,5 %', '62,5 %')
        """
        return f"{digits_of(value * self.scale)} %"

    def shown(self, value: float) -> str:
        """What a person sees: rounded as the format says.

        >>> Percent(0).shown(0.625)
        '63 %'
        """
        return f"{swedish(Decimal(f'{value:.15g}') * self.scale, self.decimals)} %"


@dataclass(frozen=True)
class Padded:
    """A number with zeros in front and signs between, such as Excel's Swedish format for personnummer."""

    pattern: str

    def exact(self, value: float) -> str:
        """The digits in their places; the bare number where it is not a whole one or does not fit.

        >>> Padded("000000-0000").exact(102031234)
        '010203-1234'
        """
        places = self.pattern.count("0")
        digits = f"{value:.0f}".zfill(places)
        if value != int(value) or value < 0 or len(digits) > places:
            return digits_of(value)
        given = iter(digits)
        return "".join(next(given) if sign == "0" else sign for sign in self.pattern)


Format: TypeAlias = Percent | Padded


def format_of(code: str) -> Format | None:
    """The format that a code stands for; None for one that shows the number itself.

    >>> format_of("0.0%"), format_of('0" %"'), format_of("000000\\\\-0000"), format_of("# ##0")
    (Percent(decimals=1, scale=100), Percent(decimals=0, scale=1), Padded(pattern='000000-0000'), None)
    """
    first = code[:CODE_LENGTH].partition(";")[0]
    bare = LITERAL.sub("", first)
    decimals = len(re.findall(r"[0#?]", bare.partition(".")[2]))
    if "%" in bare:
        return Percent(decimals)
    if "%" in first and re.search(r"[0#?]", bare):
        return Percent(decimals, scale=1)
    printed = re.sub(r'\\(.)|"([^"]*)"', lambda found: found[1] or found[2] or "", first)
    return Padded(printed) if set(printed) <= set("0- ") and printed.count("0") >= PADDED else None
