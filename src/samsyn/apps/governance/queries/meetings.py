"""A meeting as its page shows it: items with how they ended and how often they have been put off."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.utils import timezone

from samsyn.apps.governance.models import (
    AgendaItem,
    Board,
    BoardMeeting,
    Decision,
    Ending,
    MeetingState,
    Seat,
    Task,
)
from samsyn.apps.organisations.models.access import during


@dataclass(frozen=True)
class OnAgenda:
    """An item with its decision and tasks. moved: how many times the question had been put off before this meeting."""

    item: AgendaItem
    moved: int
    decision: Decision | None = None
    tasks: list[Task] = field(default_factory=list)


def agenda_of(meeting: BoardMeeting) -> list[OnAgenda]:
    """Every item of the meeting, in order. Four questions."""
    items = list(meeting.items.select_related("first"))
    decisions = {one.item_id: one for one in Decision.objects.filter(item__in=items).select_related(*OWNER)}
    tasks: dict[int, list[Task]] = {}
    for task in Task.objects.filter(item__in=items).select_related(*OWNER):
        tasks.setdefault(task.item_id, []).append(task)
    moved = moves_before(meeting, items)
    return [
        OnAgenda(item, moved.get(item.first_id or 0, 0), decisions.get(item.pk), tasks.get(item.pk, []))
        for item in items
    ]


OWNER = ("owner__organisation", "owner__user")


def moves_before(meeting: BoardMeeting, items: list[AgendaItem]) -> dict[int, int]:
    """By first item: how many times its question had been moved before this meeting."""
    firsts = {item.first_id for item in items if item.first_id}
    if not firsts:
        return {}
    rows = AgendaItem.objects.filter(meeting__board=meeting.board_id, meeting__on__lt=meeting.on, ending=Ending.MOVED)
    chain = (first or pk for pk, first in rows.values_list("pk", "first"))
    return Counter(first for first in chain if first in firsts)


def seats_on(meeting: BoardMeeting):
    """The seats that existed on the day of the meeting."""
    return meeting.board.seats.filter(during(meeting.on)).select_related("organisation", "user", "substitute_for")


def later_meetings(meeting: BoardMeeting):
    """Planned meetings of the same group after this one."""
    return meeting.board.meetings.filter(state=MeetingState.PLANNED, on__gt=meeting.on).order_by("on")


def next_meeting(board: Board) -> BoardMeeting | None:
    """The first planned meeting that has not passed, or else the latest planned that nobody has closed."""
    planned = board.meetings.filter(state=MeetingState.PLANNED)
    return planned.filter(on__gte=timezone.localdate()).order_by("on").first() or planned.order_by("-on").first()


def current_seats(board: Board):
    return Seat.objects.filter(during(timezone.localdate()), board=board).select_related("organisation", "user")
