"""Numbers and dates as people read them: Swedish by default, English when English is chosen.

Used by presenters, templates and charts. Nothing here rounds a figure that is calculated further.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils import timezone, translation

from samsyn.core.quantities import NBSP, Money, Share, rounded, swedish

Number = Decimal | float | int
MISSING = "–"


def in_english() -> bool:
    """Whether the reader has chosen English."""
    return (translation.get_language() or "sv").startswith("en")


def number(value: Number | str | None, decimals: int = 0) -> str:
    """Write a number in the reader's language; a dash where there is none.

    >>> number(1234.5, 1).replace("\\u00a0", " ")
    '1 234,5'
    """
    if value is None or value == "":
        return MISSING
    if isinstance(value, str):
        value = _decimal(value)
    if in_english():
        return f"{rounded(value, decimals):,f}".replace("-", "\N{MINUS SIGN}")
    return swedish(value, decimals)


def percent(value: Number | Share | str | None, decimals: int = 0) -> str:
    """Write a fraction (0.71) as a percentage; a Share brings its n/N along.

    >>> percent(0.714).replace("\\u00a0", " ")
    '71 %'
    """
    if value is None or value == "":
        return MISSING
    if isinstance(value, Share):
        return f"{percent(value.value, decimals)} ({number(value.n)}/{number(value.of)})"
    sign = "%" if in_english() else f"{NBSP}%"
    return f"{number(Decimal(str(value)) * 100, decimals)}{sign}"


def sek(value: Number | Money | str | None, decimals: int = 0) -> str:
    """Write an amount in kronor.

    >>> sek(1234567).replace("\\u00a0", " ")
    '1 234 567 kr'
    """
    if value is None or value == "":
        return MISSING
    amount = value.sek if isinstance(value, Money) else value
    unit = "SEK" if in_english() else "kr"
    return f"{number(amount, decimals)}{NBSP}{unit}"


def isodate(value: date | datetime | None) -> str:
    """Write a day as 2026-11-21, in local time; a moment also gets its hour and minute."""
    if value is None or value == "":
        return MISSING
    if isinstance(value, datetime):
        moment = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{moment:%Y-%m-%d}{NBSP}{moment:%H:%M}"
    return value.isoformat()


def plainnumber(value: Number | str | None) -> str:
    """Write a number without thousands separators, with as many decimals as it has: for years, codes and forms."""
    if value is None or value == "":
        return ""
    text = f"{_decimal(value).normalize():f}"
    return text if in_english() else text.replace(".", ",")


def difference(value: Number | None, decimals: int = 0) -> str:
    """Write a change with its sign: +12, −3, ±0."""
    if value is None:
        return MISSING
    size = rounded(value, decimals)
    return ("+" if size > 0 else "±" if size == 0 else "") + number(size, decimals)


def _decimal(value: Any) -> Decimal:
    try:
        return value if isinstance(value, Decimal) else Decimal(str(value).strip())
    except InvalidOperation as error:
        raise ValueError(f"”{value}” är inget tal. Skicka ett tal, inte färdig text, till formatet.") from error
