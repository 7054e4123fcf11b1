"""Time spent, in whole minutes: 90 min · 1:30 · 1 h 30 · 1,5 tim."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from samsyn.core.intake.rows.errors import NotRead
from samsyn.core.tables.numbers import plain

HOURS_MINUTES = re.compile(r"(?P<hours>[0-9]{1,5}):(?P<minutes>[0-5][0-9])(?::[0-5][0-9])?")
HOUR = r"(?:h|t|tim|timme|timmar)\.?"
MINUTE = r"(?:m|min|minut|minuter)\.?"
NUMBER = r"[0-9]{1,6}(?:[.,][0-9]{1,6})?"
WITH_HOURS = re.compile(
    rf"(?P<hours>{NUMBER}) ?{HOUR}(?: ?(?:och )?(?P<minutes>[0-9]{{1,3}}) ?(?:{MINUTE})?)?", re.IGNORECASE
)
ONLY_MINUTES = re.compile(rf"(?P<minutes>{NUMBER}) ?{MINUTE}", re.IGNORECASE)
BARE = re.compile(NUMBER)

NO_MINUTES = ("Det är ingen tid i minuter.", "Skriv minuter (90), timmar och minuter (1:30) eller timmar (1,5 tim).")
NO_HOURS = ("Det är ingen tid i timmar.", "Skriv timmar (1,5), timmar och minuter (1:30) eller minuter (90 min).")


def read_minutes(text: str) -> int:
    """Minutes; a bare number is minutes. NotRead for anything else, and for a bare part of a minute.

    >>> [read_minutes(text) for text in ("90", "90 min", "1:30", "1 h 30", "1,5 tim")]
    [90, 90, 90, 90, 90]
    """
    bare = " ".join(plain(text).split())
    if BARE.fullmatch(bare):
        number = _decimal(bare)
        if number != int(number):
            raise NotRead("Delar av minuter kan betyda timmar.", NO_MINUTES[1])
        return int(number)
    return _with_unit(bare, NO_MINUTES)


def read_hours(text: str) -> int:
    """Minutes; a bare number is hours, rounded to whole minutes.

    >>> [read_hours(text) for text in ("1,5", "90 min", "1:30", "1 tim 30 min", "0,33")]
    [90, 90, 90, 90, 20]
    """
    bare = " ".join(plain(text).split())
    return _whole(_decimal(bare) * 60) if BARE.fullmatch(bare) else _with_unit(bare, NO_HOURS)


def written_hours(minutes: int) -> str:
    """
    >>> written_hours(90)
    '1:30'
    """
    return f"{minutes // 60}:{minutes % 60:02d}"


def _with_unit(bare: str, otherwise: tuple[str, str]) -> int:
    if match := HOURS_MINUTES.fullmatch(bare):
        return int(match["hours"]) * 60 + int(match["minutes"])
    if match := WITH_HOURS.fullmatch(bare):
        return _whole(_decimal(match["hours"]) * 60 + int(match["minutes"] or 0))
    if match := ONLY_MINUTES.fullmatch(bare):
        return _whole(_decimal(match["minutes"]))
    raise NotRead(*otherwise)


def _decimal(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _whole(minutes: Decimal) -> int:
    return int(minutes.quantize(Decimal(1), rounding=ROUND_HALF_UP))
