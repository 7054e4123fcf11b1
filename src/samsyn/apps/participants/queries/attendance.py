"""Who was there, and for how long: counts, shares and hours for this part and for others.

`hours_by_enrolment` is what dosage and deliveries rest on; `attendance_share` is the one way to say a share.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum
from django.utils import timezone

from samsyn.apps.participants.models import Attendance, Presence, Session, Talk
from samsyn.apps.portfolio.models import Project
from samsyn.core.quantities import Share

MARKS = "närvaromarkeringar"
HOUR = 60  # minutes


@dataclass(frozen=True)
class Marks:
    """Marks of some sessions. excused: absence told in advance or afterwards; it counts as not being there."""

    present: int = 0
    absent: int = 0
    excused: int = 0
    minutes: int = 0

    @property
    def all(self) -> int:
        return self.present + self.absent + self.excused

    @property
    def hours(self) -> float:
        """Participant hours: the hours of everyone who was there, together."""
        return self.minutes / HOUR

    @property
    def share(self) -> Share | None:
        """Present of all marks; None without marks."""
        return Share(self.present, self.all, MARKS) if self.all else None


COUNTS: dict[str, Any] = {
    "present": Count("pk", filter=Q(presence=Presence.PRESENT)),
    "absent": Count("pk", filter=Q(presence=Presence.ABSENT)),
    "excused": Count("pk", filter=Q(presence=Presence.EXCUSED)),
    "minutes": Sum("minutes", default=0),
}


def marks_in(marks) -> Marks:
    """Count a queryset of attendance. One query."""
    return Marks(**marks.order_by().aggregate(**COUNTS))


def marks_by(marks, key: str) -> dict[Any, Marks]:
    """Count a queryset of attendance for each value of a column, such as "session__group". One query."""
    return {row.pop(key): Marks(**row) for row in marks.order_by().values(key).annotate(**COUNTS)}


def marks_of(groups, first: date | None = None, last: date | None = None):
    """The marks of sessions that were held, in these groups and on these days."""
    marks = Attendance.objects.filter(session__group__in=groups, session__state=Session.State.HELD)
    if first:
        marks = marks.filter(session__on__gte=first)
    return marks.filter(session__on__lte=last) if last else marks


def attendance_share(groups, first: date | None = None, last: date | None = None) -> Share | None:
    """Present of all marks in held sessions of the groups. None when nobody has marked anything.

    groups: a queryset, or keys. A mark of excused absence is in the denominator: the seat was empty.
    """
    return marks_in(marks_of(groups, first, last)).share


def hours_by_enrolment(
    project: Project, up_to: date | None = None, enrolments: Iterable[UUID] | None = None
) -> dict[UUID, float]:
    """Hours that each participation took part, in sessions and individual talks, up to and with a day.

    Answers a number for every participation about which somebody has said something: 0.0 when all marks say absent.
    A participation with no mark and no talk is not in the answer; its hours are not known, which is not zero:
    `hours.get(enrolment.pk)` gives None, as `core.followup.dosage` expects. Two queries, whatever the size.
    enrolments: only these. Within the active scope; wrong entries are for the caller to leave out.
    """
    up_to = up_to or timezone.localdate()
    marks = Attendance.objects.filter(enrolment__project=project, session__on__lte=up_to)
    talks = Talk.objects.filter(enrolment__project=project, on__lte=up_to)
    if enrolments is not None:
        chosen = list(enrolments)
        marks, talks = marks.filter(enrolment__in=chosen), talks.filter(enrolment__in=chosen)
    minutes: dict[UUID, int] = {}
    for rows in (marks, talks):
        for enrolment, many in rows.order_by().values_list("enrolment").annotate(many=Sum("minutes")):
            minutes[enrolment] = minutes.get(enrolment, 0) + many
    return {enrolment: many / HOUR for enrolment, many in minutes.items()}
