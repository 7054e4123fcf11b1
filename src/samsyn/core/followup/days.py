"""Due days and windows of many enrolments at once; the plain version, one at a time, is in `core.periods`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from samsyn.core.periods import WIDTHS, Occasion

Days = NDArray[np.datetime64]  # days; NaT where there is none

_FIRST = date(1970, 1, 1).toordinal()  # day 0 of NumPy
_NAT = int(np.iinfo(np.int64).min)  # how NumPy keeps NaT


class Due(NamedTuple):
    """The due day of an occasion and the first and last day of its window, each of shape (enrolments,)."""

    day: Days
    opens: Days
    closes: Days


def days(values: Iterable[date | None]) -> Days:
    """Dates as an array of days, None as NaT. By day number: fifteen times faster than handing dates to NumPy."""
    numbers = (_NAT if value is None else value.toordinal() - _FIRST for value in values)
    return np.fromiter(numbers, dtype=np.int64).view("datetime64[D]")


def months_after(day: Days, months: int) -> Days:
    """The same day of another month, or that month's last day where it is shorter. NaT stays NaT."""
    first = day.astype("datetime64[M]")
    wanted = (first + months).astype("datetime64[D]") + (day - first.astype("datetime64[D]"))
    last = (first + (months + 1)).astype("datetime64[D]") - 1
    clamped: Days = np.minimum(wanted, last)
    return clamped


def due_days(occasion: Occasion, starts: Days, ends: Days) -> Due:
    """When an occasion falls due for each enrolment, NaT where it has not ended. starts, ends: shape (enrolments,)."""
    day = starts if occasion.months is None else months_after(ends, occasion.months)
    before, after = WIDTHS[occasion]
    return Due(day, day - before, day + after)


def as_date(day: np.datetime64) -> date:
    """One day of an array as a date. ValueError for NaT."""
    return date.fromisoformat(str(day))
