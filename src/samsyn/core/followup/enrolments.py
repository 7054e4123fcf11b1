"""The rows that follow-up rests on: one enrolment, one answer. One person may have several enrolments."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from samsyn.core.followup.reasons import Reason
from samsyn.core.quantities import Count

PERSONS, PARTICIPATIONS = "personer", "deltaganden"


class Enrolment(NamedTuple):
    """One participation: its key, whose it is, first and last day, and the code of the reason for leaving.

    ends is None while it goes on; reason is None or "" when it is not known. completed says whether the participant
    went through to the end where that is recorded by itself; None leaves it to the reason.
    """

    key: Hashable
    person: Hashable
    starts: date
    ends: date | None = None
    reason: str | None = None
    completed: bool | None = None

    def went_through(self, reasons: Mapping[str, Reason]) -> bool:
        """Whether the participant has ended, and completed."""
        if self.ends is None:
            return False
        reason = reasons.get(self.reason or "")
        return self.completed if self.completed is not None else bool(reason and reason.completed)


class Answer(NamedTuple):
    """That a state was recorded: the day it is about, and the day it was written down (the same day when None)."""

    day: date
    recorded: date | None = None


def persons_and_participations(enrolments: Iterable[Enrolment]) -> tuple[Count, Count]:
    """Both ways of counting, always side by side.

    >>> rows = [Enrolment(1, "Ada", date(2026, 1, 7)), Enrolment(2, "Ada", date(2026, 9, 1))]
    >>> persons_and_participations(rows)
    (Count(number=1, of='personer'), Count(number=2, of='deltaganden'))
    """
    people = [enrolment.person for enrolment in enrolments]
    return Count(len(set(people)), PERSONS), Count(len(people), PARTICIPATIONS)


def without_mistakes(enrolments: Iterable[Enrolment], reasons: Mapping[str, Reason]) -> tuple[Enrolment, ...]:
    """Leave out wrong entries, which were never participants, before anything is counted or asked for."""
    wrong = {code for code, reason in reasons.items() if reason.mistake}
    return tuple(enrolment for enrolment in enrolments if enrolment.reason not in wrong)


def one_per_person(enrolments: Iterable[Enrolment], reasons: Mapping[str, Reason]) -> tuple[Enrolment, ...]:
    """The enrolment that speaks for each person: a completed one before others, then the latest started.

    Wrong entries speak for nobody. The order is that in which the persons first appear.
    """
    chosen: dict[Hashable, tuple[tuple[bool, date], Enrolment]] = {}
    for enrolment in without_mistakes(enrolments, reasons):
        rank = (enrolment.went_through(reasons), enrolment.starts)
        known = chosen.get(enrolment.person)
        if known is None or rank > known[0]:
            chosen[enrolment.person] = (rank, enrolment)
    return tuple(enrolment for _, enrolment in chosen.values())
