"""How many of those due have answered, how late, and up to when the answers are complete.

Source: docs/methods/svarsfrekvens.md.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from samsyn.core.followup.completion import Completion, completion
from samsyn.core.followup.days import Days, Due, as_date, days, due_days
from samsyn.core.followup.enrolments import Answer, Enrolment, one_per_person, persons_and_participations
from samsyn.core.followup.steps import share_or_none
from samsyn.core.periods import Occasion
from samsyn.core.quantities import Share

__all__ = [
    "Answer",
    "Completion",
    "Enrolment",
    "Lag",
    "Response",
    "completion",
    "lag",
    "latest_complete",
    "one_per_person",
    "persons_and_participations",
    "response",
]

Answers = Mapping[Hashable, Answer]  # the answers of one occasion, by the key of the enrolment
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Response:
    """Every enrolment at one occasion, in one place and one only.

    not_ended: no due day yet. not_yet_due: due after today (early of them have already answered).
    on_time, late: answered within the window, up to the due day or after it.
    outside_window: answered, but about a day so far from the due day that it does not count as this occasion.
    still_open, missed: not answered, while it can be and when the window has closed.
    """

    occasion: Occasion
    not_ended: int
    not_yet_due: int
    on_time: int
    late: int
    outside_window: int
    still_open: int
    missed: int
    early: int
    population: str

    @property
    def answered(self) -> int:
        return self.on_time + self.late

    @property
    def due(self) -> int:
        """Those whose due day has come."""
        return self.answered + self.outside_window + self.still_open + self.missed

    @property
    def of(self) -> int:
        return self.due + self.not_yet_due + self.not_ended

    def rate(self) -> Share | None:
        """Answered of those due; None when nobody is."""
        return share_or_none(self.answered, self.due, _due_population(self.population, self.occasion))


@dataclass(frozen=True)
class Lag:
    """Days from the due day until an answer was written down.

    median_days is that of the answers there are (n), so it is too short while `unanswered` is large. None without any.
    unanswered: the share of those due without an answer that counts.
    """

    median_days: float | None
    n: int
    unanswered: Share | None


class _Columns(NamedTuple):
    due: Due
    has_come: Mask
    known: Mask  # an answer that was written down by today
    counts: Mask  # and lies within the window
    day: Days
    recorded: Days
    today: np.datetime64


def response(
    enrolments: Iterable[Enrolment],
    answers: Answers,
    occasion: Occasion,
    today: date,
    population: str = "deltaganden",
) -> Response:
    """Sort enrolments by where they stand at an occasion, as it was known on `today`.

    answers: those of this occasion. An answer written down after today is not known yet.
    """
    at = _columns(enrolments, answers, occasion, today)
    silent = at.has_come & ~at.known
    timely = at.has_come & at.counts & (at.day <= at.due.day)
    return Response(
        occasion=occasion,
        not_ended=_count(np.isnat(at.due.day)),
        not_yet_due=_count(at.due.day > at.today),
        on_time=_count(timely),
        late=_count(at.has_come & at.counts & ~timely),
        outside_window=_count(at.has_come & at.known & ~at.counts),
        still_open=_count(silent & (at.due.closes >= at.today)),
        missed=_count(silent & (at.due.closes < at.today)),
        early=_count(~at.has_come & at.counts),
        population=population,
    )


def lag(
    enrolments: Iterable[Enrolment],
    answers: Answers,
    occasion: Occasion,
    today: date,
    population: str = "deltaganden",
) -> Lag:
    """How long answers take, with the share that has not come beside it. Negative days: written down before due."""
    at = _columns(enrolments, answers, occasion, today)
    there = at.has_come & at.counts
    waited = (at.recorded[there] - at.due.day[there]).astype(np.int64)
    due = _count(at.has_come)
    return Lag(
        median_days=float(np.median(waited)) if waited.size else None,
        n=int(waited.size),
        unanswered=share_or_none(due - int(waited.size), due, _due_population(population, occasion)),
    )


def latest_complete(enrolments: Iterable[Enrolment], answers: Answers, occasion: Occasion, today: date) -> date | None:
    """Last day of the latest whole month through which nothing more can come in.

    Everything due by that day has been answered within its window, or its window has closed. None when nothing has
    fallen due by then. An end that has not been registered yet cannot be seen here.
    """
    at = _columns(enrolments, answers, occasion, today)
    unsettled = at.due.day[~np.isnat(at.due.day) & ~at.counts & (at.due.closes >= at.today)]
    first_open = as_date(unsettled.min()) if unsettled.size else today
    through = min(today, first_open).replace(day=1) - timedelta(days=1)
    return through if (at.due.day <= np.datetime64(through, "D")).any() else None


def _columns(enrolments: Iterable[Enrolment], answers: Answers, occasion: Occasion, today: date) -> _Columns:
    rows = list(enrolments)
    due = due_days(occasion, days(row.starts for row in rows), days(row.ends for row in rows))
    given = [answers.get(row.key) for row in rows]
    day = days(answer.day if answer else None for answer in given)
    recorded = days((answer.recorded or answer.day) if answer else None for answer in given)
    now = np.datetime64(today, "D")
    known = recorded <= now
    counts = known & (day >= due.opens) & (day <= due.closes)
    return _Columns(due, due.day <= now, known, counts, day, recorded, now)


def _due_population(population: str, occasion: Occasion) -> str:
    return f"{population} där uppföljningen {occasion.label} har infallit"


def _count(mask: Mask) -> int:
    return int(np.count_nonzero(mask))
