"""What awaits one person in the groups where they have a seat, asked in one question: the start page asks many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, DateField, F, Q, TextField, Value
from django.db.models.functions import Cast
from django.utils import timezone

from samsyn.apps.governance.models import BoardMeeting, Decision, Invitation, MeetingState, Task


@dataclass(frozen=True)
class Awaiting:
    """kind: task, decision, meeting or scoring. key: of the row that its page shows; day: when, where that is known."""

    kind: str
    key: int
    text: str
    day: date | None


def awaiting(user, on: date | None = None) -> list[Awaiting]:
    """Open tasks and decisions that the user owns, meetings to come, and applications to score; the earliest first."""
    today = on or timezone.localdate()
    seated = Q(board__seats__user=user) & (Q(board__seats__ends=None) | Q(board__seats__ends__gte=today))
    coming = BoardMeeting.objects.filter(seated, state=MeetingState.PLANNED, on__gte=today)
    unscored = Invitation.objects.filter(user=user, handed_in_at=None, choosing__opened_at=None)
    asked = [
        _alike(Task.objects.open().filter(owner__user=user), "task", "pk", "text", "due_on"),
        _alike(Decision.objects.open().filter(owner__user=user), "decision", "pk", "text", "due_on"),
        _alike(coming, "meeting", "pk", "board__name", "on"),
        _alike(unscored, "scoring", "choosing", "choosing__call__title", "choosing__due_on"),
    ]
    found = {Awaiting(*row) for row in asked[0].union(*asked[1:])}
    return sorted(found, key=lambda one: (one.day or date.max, one.kind, one.key))


def _alike(rows, kind: str, key: str, text: str, day: str):
    """The rows as (kind, key, text, day): the same columns of the same types, so that they can be asked together."""
    return rows.order_by().values_list(
        Value(kind, output_field=CharField()),
        F(key),
        Cast(text, TextField()),
        Cast(day, DateField()),
    )
