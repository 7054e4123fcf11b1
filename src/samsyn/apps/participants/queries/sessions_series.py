"""The days of a series, as one would write them with a calendar and a pencil."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

LONGEST = 200  # sessions in one series; more is a mistyped year

Span = tuple[date, date]


class TooLong(ValueError):
    """A series with more sessions than anybody plans at once."""


def days_of_series(first: date, last: date, weekday: int, every: int = 1, skipped: Iterable[Span] = ()) -> list[date]:
    """The days from first to last on a weekday (0 is Monday), every so many weeks, but none inside a skipped span.

    Both ends of a span are skipped. A skipped week is not made up for: the rhythm of every second week stays.
    TooLong above LONGEST sessions.
    >>> [day.isoformat() for day in days_of_series(date(2025, 2, 3), date(2025, 2, 28), 1)]
    ['2025-02-04', '2025-02-11', '2025-02-18', '2025-02-25']
    """
    day = first + timedelta(days=(weekday - first.weekday()) % 7)
    away = list(skipped)
    found: list[date] = []
    while day <= last:
        if not any(start <= day <= end for start, end in away):
            found.append(day)
        if len(found) > LONGEST:
            raise TooLong(f"Serien skulle få fler än {LONGEST} tillfällen. Kontrollera datumen.")
        day += timedelta(weeks=every)
    return found
