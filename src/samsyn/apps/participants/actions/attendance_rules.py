"""What a saving writes, decided from three things: what the form says, what its writer saw, and what stands now.

Two leaders may have the same sheet open. What one of them has not touched never overwrites what the other has marked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from samsyn.apps.participants.models import Attendance, Presence, Session
from samsyn.apps.participants.queries.attendance_sheet import NOTHING, Said

HERE = Said(Presence.PRESENT)
TOLD = Said(Presence.EXCUSED, in_advance=True)


@dataclass(frozen=True)
class Entry:
    """What a form says about one member, and what its writer had seen there."""

    said: Said
    seen: Said = NOTHING

    @property
    def chosen(self) -> bool:
        """Whether the writer touched it: anything but leaving it, or leaving an unset one to the default."""
        return not same(self.said, self.seen if self.seen.presence else HERE)


def same(one: Said, other: Said) -> bool:
    return (one.presence, one.minutes) == (other.presence, other.minutes)


def decided(entry: Entry, now: Said, fill: bool = True) -> Said | None:
    """What to write about somebody, or None to leave what stands.

    fill: mark as present when nobody, the form included, says anything else. An absence that was told in advance
    stays told, also when somebody who had not seen it marks a plain absence.
    """
    if not entry.chosen:
        return HERE if fill and not now.presence and not entry.seen.presence else None
    told = now.in_advance and not entry.seen.presence and entry.said.presence == Presence.ABSENT
    return None if told or same(entry.said, now) else entry.said


def stands(entry: Entry, now: Said) -> bool:
    """Whether somebody else's mark, which the writer had not seen, stands in place of the form's."""
    return not entry.seen.presence and now.presence != "" and not same(entry.said, now)


@dataclass(frozen=True)
class Details:
    """What a form says about the session itself.

    changed: fields its writer changed. shown: what stood there untouched, written only where nothing stands yet.
    leaders, leaders_seen: keys of the colleagues ticked, and of those ticked when the form was opened.
    """

    changed: Mapping[str, Any] = field(default_factory=dict)
    shown: Mapping[str, Any] = field(default_factory=dict)
    leaders: frozenset[int] = frozenset()
    leaders_seen: frozenset[int] = frozenset()

    def news(self, session: Session) -> dict[str, Any]:
        """Field → value, for what is to be written about the session."""
        wanted = {name: value for name, value in self.shown.items() if value and not getattr(session, name)}
        wanted.update(self.changed)
        return {name: value for name, value in wanted.items() if getattr(session, name) != value}

    def present(self, now: frozenset[int]) -> frozenset[int]:
        """Which leaders were there: what this form ticks and unticks, on top of what stands now."""
        if not now:
            return self.leaders
        return (now | (self.leaders - self.leaders_seen)) - (self.leaders_seen - self.leaders)


def stretched(marks: list[Attendance], before: int, after: int) -> list[Attendance]:
    """Present marks that follow when a session's length changes: the whole session, or more than it now is."""
    there = [mark for mark in marks if mark.presence == Presence.PRESENT]
    return [mark for mark in there if mark.minutes != after and (mark.minutes == before or mark.minutes > after)]
