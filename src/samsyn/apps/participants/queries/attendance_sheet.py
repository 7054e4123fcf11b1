"""The sheet of one session: who should be there, what has been said so far, and what the last saving did."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, Value

from samsyn.apps.organisations.models import User
from samsyn.apps.organisations.models.access import during
from samsyn.apps.participants.models import Attendance, GroupLeader, GroupMember, Presence, Saving, Session
from samsyn.apps.participants.policy import Ground
from samsyn.apps.participants.queries.groups import by_name, ground_in, possible_leaders, reached_in

WHOLE = None  # minutes of somebody who was there from beginning to end


@dataclass(frozen=True)
class Said:
    """What is said about one person at one session. presence is empty when nobody has said anything."""

    presence: str = ""
    minutes: int | None = WHOLE
    in_advance: bool = False

    def as_text(self) -> str:
        """What a form carries along, so that a saving knows what its writer had seen: "present", "present 45" …"""
        return f"{self.presence} {self.minutes}" if self.minutes is not None else self.presence


NOTHING = Said()


def said_from(text: str) -> Said:
    """The other way round. ValueError for a text that no form of ours carries.

    >>> said_from("present 45").minutes
    45
    """
    presence, _, minutes = text.partition(" ")
    if presence not in {"", *Presence.values} or (minutes and presence != Presence.PRESENT):
        raise ValueError("Okänd närvaro i formuläret. Ladda om sidan.")
    return Said(presence, int(minutes) if minutes else WHOLE)


def said_in(mark: Attendance | None, length: int) -> Said:
    """What a mark says, seen against the length of the session in minutes."""
    if mark is None:
        return NOTHING
    whole = mark.presence != Presence.PRESENT or mark.minutes == length
    return Said(mark.presence, WHOLE if whole else mark.minutes, mark.in_advance)


@dataclass(frozen=True)
class Line:
    """One person on the sheet."""

    member: GroupMember
    said: Said


def should_be_at(session: Session):
    """Members of the group on the session's day, and those who have a mark there all the same."""
    marked = Attendance.objects.filter(session=session).values("enrolment")
    there = during(session.on) & during(session.on, "enrolment__")
    return GroupMember.objects.filter(Q(group=session.group_id) & (there | Q(enrolment__in=marked)))


def one_each(members: list[GroupMember]) -> list[GroupMember]:
    """One row for each person, also when somebody is written into the group twice: the later one."""
    latest = {member.person_id: member for member in sorted(members, key=lambda member: (member.starts, member.pk))}
    return [member for member in members if latest[member.person_id] is member]


def reached_at(session: Session, user) -> list[GroupMember]:
    """Everyone on the sheet whom the user may mark. Opens no name, so nothing is noted."""
    return one_each(list(reached_in(should_be_at(session), user, ground_in(user, session.group.project))))


def sheet_of(session: Session, user, ground: Ground) -> list[Line]:
    """Everyone on the sheet whom the user may see, by name, each noted as read."""
    members = one_each(by_name(should_be_at(session), user, "session", ground))
    marks = {mark.person_id: mark for mark in Attendance.objects.filter(session=session)}
    return [Line(member, said_in(marks.get(member.person_id), session.minutes)) for member in members]


def leaders_for(session: Session) -> tuple[list[User], list[User]]:
    """Those who lead the group on the session's day, and the other colleagues who could have led it. One query."""
    leading = GroupLeader.objects.filter(during(session.on), group=session.group_id, user=OuterRef("pk"))
    colleagues = possible_leaders(session.organisation_id, session.on).annotate(leads=Exists(leading))
    own, others = [], []
    for user in colleagues:
        (own if user.leads else others).append(user)
    return own, others


def holding(sessions):
    """The sessions of a queryset, each held until the end of the transaction, and saying so in `held`."""
    return sessions.select_for_update(of=("self",)).annotate(held=Value(True))


def last_saving(session: Session) -> Saving | None:
    """The latest saving that stands: what an undoing takes back."""
    return session.savings.filter(undone_at=None).select_related("by").order_by("-number").first()
