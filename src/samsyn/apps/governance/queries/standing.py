"""How a group works, shown to itself: decisions among items, time to a decision, promises kept, attendance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median, quantiles

from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.governance.models import (
    AgendaItem,
    Board,
    BoardMeeting,
    Decision,
    Ending,
    ItemState,
    MeetingState,
    Presence,
    Seat,
    Task,
    Was,
)
from samsyn.core.quantities import Share

SHOWN_MEETINGS = 4


@dataclass(frozen=True)
class LeadTime:
    """Days from the first agenda to the decision. half: the days between which the middle half lie, of four or more."""

    number: int
    median: float
    shortest: int
    longest: int
    half: tuple[float, float] | None


@dataclass(frozen=True)
class Standing:
    """How the group works. Shares are None where there is nothing to count yet."""

    decided: Share | None
    given: Share | None
    noted: Share | None
    moved: Share | None
    most_moved: tuple[str, int] | None
    lead: LeadTime | None
    tasks_kept: Share | None
    decisions_kept: Share | None
    meetings: int


def standing_of(board: Board, on: date | None = None) -> Standing:
    """The group's own figures over its closed meetings. Four questions.

    Kept: done no later than the day promised, of those that are closed or whose day has passed.
    """
    today = on or timezone.localdate()
    items = list(
        AgendaItem.objects.filter(
            meeting__board=board, meeting__state=MeetingState.CLOSED, state=ItemState.TAKEN
        ).values_list("pk", "title", "ending", "first")
    )
    endings = [ending for _pk, _title, ending, _first in items]
    at_meetings = _("punkter på dagordningen vid avslutade möten")
    decisions = list(Decision.objects.filter(item__meeting__board=board).select_related("item__first__meeting"))
    tasks = list(Task.objects.filter(item__meeting__board=board))
    return Standing(
        *(_share(endings.count(ending), len(items), at_meetings)
          for ending in (Ending.DECISION, Ending.TASK, Ending.NOTED, Ending.MOVED)),
        most_moved=_most_moved(items),
        lead=lead_time_of(days_to(one) for one in decisions),
        tasks_kept=_kept(tasks, today, _("uppdrag vars dag har kommit")),
        decisions_kept=_kept(decisions, today, _("beslut vars dag har kommit")),
        meetings=board.meetings.filter(state=MeetingState.CLOSED).count(),
    )  # fmt: skip


def days_to(decision: Decision) -> int:
    """Days from the first agenda that the question was on to the decision."""
    first = decision.item.first
    return (decision.decided_on - first.meeting.on).days if first else 0


def lead_time_of(days: Iterable[int]) -> LeadTime | None:
    """Median and spread. None where nothing has been decided.

    >>> lead_time_of([0, 0, 56, 112])
    LeadTime(number=4, median=28.0, shortest=0, longest=112, half=(0.0, 70.0))
    """
    sorted_days = sorted(days)
    if not sorted_days:
        return None
    half = None
    if len(sorted_days) >= 4:
        low, _middle, high = quantiles(sorted_days, n=4, method="inclusive")
        half = (float(low), float(high))
    return LeadTime(len(sorted_days), float(median(sorted_days)), sorted_days[0], sorted_days[-1], half)


def _share(number: int, of: int, population: str) -> Share | None:
    return Share(number, of, population) if of else None


def _kept(promises: Iterable[Decision | Task], today: date, population: str) -> Share | None:
    due = [one for one in promises if one.result or one.late_on(today)]
    return _share(sum(one.in_time for one in due), len(due), population)


def _most_moved(items: list[tuple[int, str, str, int | None]]) -> tuple[str, int] | None:
    """The question that was moved most often, and how many times."""
    times: dict[int, int] = defaultdict(int)
    titles = {}
    for pk, title, ending, first in items:
        titles[pk] = title
        if ending == Ending.MOVED:
            times[first or pk] += 1
    if not times:
        return None
    worst = max(times, key=lambda key: times[key])
    return titles.get(worst, ""), times[worst]


@dataclass(frozen=True)
class Attended:
    """One seat and what it was at each of the shown meetings: present, substitute, absent, or nothing known."""

    seat: Seat
    marks: list[Presence | None]
    filled: Share | None


def attendance_of(board: Board) -> tuple[list[BoardMeeting], list[Attended]]:
    """The latest closed meetings, oldest first, and each ordinary seat's presence at them. Three questions.

    filled: meetings at which the seat was filled, by its own or a substitute, of those where it was noted.
    """
    meetings = list(board.meetings.filter(state=MeetingState.CLOSED).order_by("-on")[:SHOWN_MEETINGS])[::-1]
    rows = Presence.objects.filter(meeting__board=board, meeting__state=MeetingState.CLOSED)
    by_seat: dict[int, dict[int, Presence]] = defaultdict(dict)
    for row in rows.select_related("instead__user", "instead__organisation"):
        by_seat[row.seat_id][row.meeting_id] = row
    seats = board.seats.select_related("organisation", "user", "substitute_for__user", "substitute_for__organisation")
    shown = []
    for seat in seats:
        noted = by_seat.get(seat.pk, {})
        filled = sum(row.was in {Was.PRESENT, Was.SUBSTITUTE} for row in noted.values())
        marks = [noted.get(meeting.pk) for meeting in meetings]
        shown.append(Attended(seat, marks, _share(filled, len(noted), _("möten där närvaron är inskriven"))))
    return meetings, shown
