"""A group is called to a meeting; who came is noted; the meeting is closed when everything on it has its ending."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.audit.actions import record
from samsyn.apps.governance.models import Board, BoardMeeting, ItemState, MeetingState, Presence, Seat, Was
from samsyn.apps.portfolio.actions.saving import apply


@transaction.atomic
def call_meeting(*, board: Board, on: date, by, **details: Any) -> BoardMeeting:
    """Call the group to a meeting. details: at, place, source."""
    meeting = BoardMeeting(board=board)
    apply(meeting, {"on": on, **details})
    record("board_meeting_called", by=by, target=meeting, organisation=board.organisation, on=on)
    return meeting


@transaction.atomic
def edit_meeting(*, meeting: BoardMeeting, by, **changes: Any) -> BoardMeeting:
    """Change day, time or place of a meeting that has not been closed."""
    refuse_unless_planned(meeting)
    changed = apply(meeting, changes)
    record("board_meeting_edited", by=by, target=meeting, organisation=meeting.board.organisation, changed=changed)
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: BoardMeeting, why: str, by) -> BoardMeeting:
    """Cancel a meeting with the reason. Its items stay where they were."""
    refuse_unless_planned(meeting)
    apply(meeting, {"state": MeetingState.CANCELLED, "cancelled_why": why})
    record("board_meeting_cancelled", by=by, target=meeting, organisation=meeting.board.organisation, why=why)
    return meeting


@transaction.atomic
def note_presence(*, meeting: BoardMeeting, presence: Mapping[Seat, tuple[str, Seat | None]], by) -> BoardMeeting:
    """Say who was there: seat → (present, substitute or absent, and the seat of whoever came instead)."""
    refuse_unless_planned(meeting)
    for seat, (was, instead) in presence.items():
        if seat.board_id != meeting.board_id or (instead is not None and instead.board_id != meeting.board_id):
            raise ValidationError(_("En av platserna tillhör en annan grupp."))
        row = Presence.objects.filter(meeting=meeting, seat=seat).first() or Presence(meeting=meeting, seat=seat)
        apply(row, {"was": was, "instead": instead if was == Was.SUBSTITUTE else None})
    told = {str(seat.pk): was for seat, (was, _instead) in presence.items()}
    record("presence_noted", by=by, target=meeting, organisation=meeting.board.organisation, presence=told)
    return meeting


@transaction.atomic
def close_meeting(*, meeting: BoardMeeting, by) -> BoardMeeting:
    """Close the meeting. ValidationError as long as an item has no ending or a suggestion no answer."""
    held = BoardMeeting.objects.select_for_update(of=("self",)).select_related("board__organisation").get(pk=meeting.pk)
    refuse_unless_planned(held)
    if held.on > timezone.localdate():
        raise ValidationError(_("Mötet är den %(day)s och kan inte avslutas före det.") % {"day": held.on})
    faults = unfinished(held)
    if faults:
        raise ValidationError(faults)
    apply(held, {"state": MeetingState.CLOSED, "closed_at": timezone.now(), "closed_by": by})
    ended = {item.title: item.ending for item in held.items.filter(state=ItemState.TAKEN)}
    record("board_meeting_closed", by=by, target=held, organisation=held.board.organisation, items=ended)
    return held


def unfinished(meeting: BoardMeeting) -> list[str]:
    """What keeps the meeting from being closed, each in a sentence."""
    items = list(meeting.items.all())
    faults = [
        _("Punkten ”%(title)s” har ingen avslutning: skriv beslut, uppdrag eller noterat, eller flytta den.")
        % {"title": item.title}
        for item in items
        if item.state == ItemState.TAKEN and not item.ending
    ]
    waiting = sum(item.state == ItemState.SUGGESTED for item in items)
    if waiting:
        faults.append(
            ngettext(
                "%(number)d föreslagen punkt är varken tagen in eller utelämnad.",
                "%(number)d föreslagna punkter är varken tagna in eller utelämnade.",
                waiting,
            )
            % {"number": waiting}
        )
    if not meeting.presence.exists():
        faults.append(_("Närvaron är inte ifylld."))
    return faults


def refuse_unless_planned(meeting: BoardMeeting) -> None:
    if meeting.state == MeetingState.CLOSED:
        raise ValidationError(_("Mötet är avslutat och ändras inte. Ta upp frågan vid nästa möte."))
    if meeting.state == MeetingState.CANCELLED:
        raise ValidationError(_("Mötet är inställt."))
