"""What is to be followed up now: due, overdue and soon.

Source: docs/methods/svarsfrekvens.md.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np

from samsyn.core.followup.days import as_date, days, due_days
from samsyn.core.followup.enrolments import Enrolment
from samsyn.core.periods import Occasion

SOON = 14  # days before the due day; an assumption, two weeks to book a talk in
GRACE = 7  # days after the due day before it is called late; an assumption

Standing = Literal["soon", "due", "overdue"]


@dataclass(frozen=True)
class Due:
    """One occasion that awaits an answer; days_late is negative before the due day, closes the last day it counts."""

    enrolment: Enrolment
    occasion: Occasion
    due: date
    days_late: int
    closes: date

    @property
    def standing(self) -> Standing:
        if self.days_late < 0:
            return "soon"
        return "due" if self.days_late <= GRACE else "overdue"


def due_list(
    enrolments: Iterable[Enrolment],
    answered: Collection[tuple[Hashable, Occasion]],
    today: date,
    *,
    occasions: Sequence[Occasion] = tuple(Occasion),
    soon: int = SOON,
) -> tuple[Due, ...]:
    """Every occasion without an answer that is due, or will be within `soon` days, and can still be answered.

    answered: (enrolment key, occasion). Sorted by due day, the longest waiting first. An occasion whose window has
    closed is no longer asked for; `rates.response` counts it as missed.
    """
    rows = list(enrolments)
    done = frozenset(answered)
    starts, ends = days(row.starts for row in rows), days(row.ends for row in rows)
    latest, now = np.datetime64(today + timedelta(days=soon), "D"), np.datetime64(today, "D")
    found = []
    for occasion in occasions:
        at = due_days(occasion, starts, ends)
        for place in np.flatnonzero((at.day <= latest) & (at.closes >= now)):
            row, due = rows[int(place)], as_date(at.day[place])
            if (row.key, occasion) not in done:
                found.append(Due(row, occasion, due, (today - due).days, as_date(at.closes[place])))
    return tuple(sorted(found, key=lambda each: each.due))
