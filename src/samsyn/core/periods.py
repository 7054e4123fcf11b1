"""Days that belong together: months, weeks, ages, and the occasions on which a participant is followed up.

Source of the windows and their widths: docs/methods/svarsfrekvens.md.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType


class Occasion(StrEnum):
    """When the state of a participant is recorded."""

    BEFORE = "before"
    EXIT = "exit"
    MONTHS_3 = "months_3"
    MONTHS_6 = "months_6"
    MONTHS_12 = "months_12"

    @property
    def months(self) -> int | None:
        """Calendar months after the end; None for the occasion before the start."""
        return _MONTHS[self]

    @property
    def label(self) -> str:
        """The occasion in Swedish, as it stands in the name of a population."""
        months = self.months
        if months is None:
            return "före start"
        return f"{months} månader efter avslut" if months else "vid avslut"


_MONTHS: Mapping[Occasion, int | None] = MappingProxyType(
    {
        Occasion.BEFORE: None,
        Occasion.EXIT: 0,
        Occasion.MONTHS_3: 3,
        Occasion.MONTHS_6: 6,
        Occasion.MONTHS_12: 12,
    }
)

# Days before and after the due day within which an answer counts. Assumptions, chosen so that the windows after the
# end never overlap; 30 days at exit follow ESF's immediate result, at most a month after leaving.
WIDTHS: Mapping[Occasion, tuple[int, int]] = MappingProxyType(
    {
        Occasion.BEFORE: (30, 14),
        Occasion.EXIT: (14, 30),
        Occasion.MONTHS_3: (30, 45),
        Occasion.MONTHS_6: (30, 45),
        Occasion.MONTHS_12: (30, 45),
    }
)


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day where it is shorter.

    >>> add_months(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_on(occasion: Occasion, starts: date, ends: date | None) -> date | None:
    """The day an occasion falls due: the start, the end, or calendar months after the end; None when not ended.

    >>> due_on(Occasion.MONTHS_3, date(2026, 1, 12), date(2026, 5, 31))
    datetime.date(2026, 8, 31)
    """
    if occasion.months is None:
        return starts
    return None if ends is None else add_months(ends, occasion.months)


def window(occasion: Occasion, starts: date, ends: date | None) -> tuple[date, date] | None:
    """First and last day on which an answer counts as this occasion; None when not ended. Widths are assumptions.

    >>> window(Occasion.EXIT, date(2026, 1, 12), date(2026, 5, 31))
    (datetime.date(2026, 5, 17), datetime.date(2026, 6, 30))
    """
    due = due_on(occasion, starts, ends)
    if due is None:
        return None
    before, after = WIDTHS[occasion]
    return due - timedelta(days=before), due + timedelta(days=after)


def age_on(born: int | date, day: date) -> int:
    """Age in whole years.

    Of a birth year alone only the age reached during the year is known, and that is what is given. A person born
    on 29 February turns a year older on 1 March when the year has no such day. ValueError when born after the day.

    >>> age_on(2001, date(2026, 3, 1)), age_on(date(2001, 6, 5), date(2026, 3, 1))
    (25, 24)
    """
    if isinstance(born, date):
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    else:
        age = day.year - born
    if age < 0:
        raise ValueError(f"Född {born} är efter {day}. Rätta födelseåret eller dagen.")
    return age


def week_of(day: date) -> tuple[int, int]:
    """ISO year and week number; the first days of January may belong to the last week of the year before.

    >>> week_of(date(2027, 1, 3))
    (2026, 53)
    """
    year, week, _ = day.isocalendar()
    return year, week


def days_of_week(year: int, week: int) -> tuple[date, date]:
    """Monday and Sunday of an ISO week. ValueError when the year has no such week.

    >>> days_of_week(2026, 47)
    (datetime.date(2026, 11, 16), datetime.date(2026, 11, 22))
    """
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        raise ValueError(f"År {year} har ingen vecka {week}. Veckorna är 1 till {_last_week(year)}.") from None
    return monday, monday + timedelta(days=6)


def _last_week(year: int) -> int:
    return week_of(date(year, 12, 28))[1]  # 28 December is always in the last week of its year
