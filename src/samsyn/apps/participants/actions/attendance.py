"""Saving a whole session's attendance: only what was changed, only where nobody has said anything, and undoable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.participants.actions.attendance_rules import TOLD, Details, Entry, decided, stands
from samsyn.apps.participants.actions.attendance_writing import locked, writing_for
from samsyn.apps.participants.models import Attendance, GroupMember, Saving, Session
from samsyn.apps.participants.queries.attendance_sheet import said_in

State = Session.State


@dataclass(frozen=True)
class Outcome:
    """What a saving did. saving: None when there was nothing new.

    kept: other people's marks that the writer had not seen and that stand. overtaken: those that the writer's own
    choice replaced.
    """

    saving: Saving | None
    filled: int = 0
    chosen: int = 0
    kept: int = 0
    overtaken: int = 0


@transaction.atomic
def save_attendance(
    *, session: Session, entries: Mapping[GroupMember, Entry], by, details: Details | None = None, fill: bool = True
) -> Outcome:
    """Save what a leader says about a session that is going on or has been.

    entries: of members whom the leader may see. fill: mark as present those about whom nobody says anything else, and
    call the session held. ValidationError when it is cancelled. The trail comes last, since others wait for it.
    """
    session, details = locked(session), details or Details()
    if session.state == State.CANCELLED:
        raise ValidationError(_("Tillfället är inställt. Ta upp det igen innan närvaron sparas."))
    marks = {mark.person_id: mark for mark in Attendance.objects.filter(session=session)}
    before, news, writing = session.minutes, details.news(session), writing_for(session, by)
    session.minutes = news.get("minutes", before)
    kept = overtaken = 0
    for member, entry in entries.items():
        mark = marks.get(member.person_id)
        now = said_in(mark, before)
        if (said := decided(entry, now, fill)) is not None:
            writing.put(member, said, mark)
            marks.pop(member.person_id, None)
            overtaken += stands(entry, now)
        else:
            kept += stands(entry, now)
    writing.follow(list(marks.values()), before)
    leaders = _leaders(session, details)
    if fill or session.state == State.HELD:
        stamp = {"state": State.HELD, "saved_at": timezone.now()}
    else:
        stamp = {}
    if not (writing.filled or writing.chosen or news or leaders or (stamp and session.state == State.PLANNED)):
        return Outcome(None, kept=kept)
    saving = writing.write(_write_session(session, news | stamp, leaders, before))
    outcome = Outcome(saving, len(writing.filled), len(writing.chosen), kept, overtaken)
    record(
        "attendance_saved",
        by=by,
        target=session,
        organisation=session.organisation,
        saving=saving.number,
        filled=outcome.filled,
        chosen=outcome.chosen,
    )
    return outcome


@transaction.atomic
def announce_absence(*, session: Session, away: Iterable[GroupMember], back: Iterable[GroupMember], by) -> Outcome:
    """Note who has told in advance that they will not come, and who will come after all. Nobody else is marked."""
    session = locked(session)
    writing = writing_for(session, by)
    marks = {mark.person_id: mark for mark in Attendance.objects.filter(session=session)}
    for member in away:
        mark = marks.get(member.person_id)
        if mark is None or not mark.in_advance:
            writing.put(member, TOLD, mark)
    for member in back:
        mark = marks.get(member.person_id)
        if mark is not None and mark.in_advance:
            writing.take_back(mark)
    if not (writing.chosen or writing.removed):
        return Outcome(None)
    saving = writing.write({})
    record(
        "absence_announced",
        by=by,
        target=session,
        organisation=session.organisation,
        saving=saving.number,
        away=len(writing.chosen),
        back=len(writing.removed),
    )
    return Outcome(saving, chosen=saving.marks)


def _leaders(session: Session, details: Details) -> dict[str, list[int]]:
    """The leaders who were there, before and after, when that changes."""
    now = frozenset(session.leaders.values_list("pk", flat=True))
    present = details.present(now)
    return {"leaders": [sorted(now), sorted(present)]} if present != now else {}


def _write_session(
    session: Session, news: Mapping[str, Any], leaders: Mapping[str, list[Any]], before: int
) -> dict[str, list[Any]]:
    """Give the session what is new about it, and answer each field before and after. before: its length in minutes."""
    old = {name: before if name == "minutes" else getattr(session, name) for name in news}
    for name, value in news.items():
        setattr(session, name, value)
    session.save(update_fields=list(news))
    if leaders:
        put_leaders(session, *leaders["leaders"])
    return {name: [as_kept(old[name]), as_kept(value)] for name, value in news.items()} | dict(leaders)


def put_leaders(session: Session, before: list[int], after: list[int]) -> None:
    """Let the session's leaders be these, with a question only for what differs."""
    through = Session.leaders.through
    if gone := set(before) - set(after):
        through.objects.filter(session=session, user__in=gone).delete()
    come = sorted(set(after) - set(before))
    through.objects.bulk_create([through(session=session, user_id=user) for user in come], ignore_conflicts=True)


def as_kept(value: Any) -> Any:
    """A value as a saving keeps it: moments as text, everything else as it is."""
    return value.isoformat() if hasattr(value, "isoformat") else value
