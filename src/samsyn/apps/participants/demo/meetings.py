"""Groups of the project that is going on: members, sessions every week, and who was there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any

from samsyn.apps.organisations.models import User
from samsyn.apps.participants.actions.attendance import save_attendance
from samsyn.apps.participants.actions.attendance_rules import Details, Entry
from samsyn.apps.participants.actions.groups import add_leader, add_members, start_group
from samsyn.apps.participants.actions.groups_plan import write_plan
from samsyn.apps.participants.actions.sessions import plan_series
from samsyn.apps.participants.actions.talks import hold_talk
from samsyn.apps.participants.demo.facts import colleague
from samsyn.apps.participants.models import Enrolment, Group, GroupMember, Presence, Session
from samsyn.apps.participants.queries.attendance_sheet import Said
from samsyn.apps.portfolio.models import Project

Facts = Mapping[str, Any]
BACK, AHEAD = 26, 4  # weeks of sessions held and coming
MINUTES = 120
ABSENT_EVERY, EXCUSED_EVERY, SHORT_EVERY = 6, 11, 9  # an invented rhythm of absences, so that hours differ


def hold_groups(
    rows: Sequence[Facts], project: Project, members: Sequence[tuple[Enrolment, int]], today: date, by: User | None
) -> None:
    """Start the groups, let people in, plan sessions, and mark those that have been. members: (enrolment, group)."""
    leaders = [one for one in (colleague(project.organisation, "group_leader"), by) if one]
    for number, raw in enumerate(rows):
        mine = [enrolment for enrolment, group in members if group == number]
        group = _group(raw, project, min(each.starts for each in mine), leaders, by)
        for enrolment in mine:
            add_members(group=group, enrolments=[enrolment], starts=enrolment.starts, ends=enrolment.ends, by=by)
        days = _days(raw["weekday"], max(project.starts, today - timedelta(weeks=BACK)), today)
        hour = time.fromisoformat(raw["at"])
        interpreter = raw.get("interpreter", "")
        plan_series(group=group, days=days, at=hour, minutes=MINUTES, interpreter=interpreter, by=by)
        _attend(group, today, leaders, by)
    _talks(members, today, by)


def _group(raw: Facts, project: Project, starts: date, leaders: Sequence[User], by: User | None) -> Group:
    words = {name: raw[name] for name in ("name", "language", "place", "adaptation") if name in raw}
    group = start_group(project=project, starts=starts, by=by, **words)
    write_plan(group=group, themes=raw["themes"], by=by)
    for leader in leaders:
        add_leader(group=group, user=leader, starts=starts, by=by)
    return group


def _days(weekday: int, first: date, today: date) -> list[date]:
    start = first + timedelta(days=(weekday - first.weekday()) % 7)
    weeks = (today - start).days // 7 + 1 + AHEAD
    return [start + timedelta(weeks=week) for week in range(weeks)]


def _attend(group: Group, today: date, leaders: Sequence[User], by: User | None) -> None:
    """Mark the sessions before today, each by those who were members that day. The latest is left to be marked."""
    people = list(GroupMember.objects.filter(group=group).select_related("person").order_by("pk"))
    held = list(Session.objects.filter(group=group, on__lt=today).select_related("planned").order_by("on"))
    for week, session in enumerate(held[:-1]):
        there = [one for one in people if one.starts <= session.on and (one.ends is None or one.ends >= session.on)]
        if not there:
            continue
        entries = {one: Entry(_said(place, week)) for place, one in enumerate(people) if one in there}
        covered = session.planned.theme if session.planned else "Samtal om veckan som gick"
        details = Details(changed={"covered": covered}, leaders=frozenset(leader.pk for leader in leaders))
        save_attendance(session=session, entries=entries, details=details, by=by)


def _said(person: int, week: int) -> Said:
    turn = person * 5 + week * 7
    if turn % EXCUSED_EVERY == 0:
        return Said(Presence.EXCUSED, in_advance=True)
    if turn % ABSENT_EVERY == 0:
        return Said(Presence.ABSENT)
    return Said(Presence.PRESENT, 75 if turn % SHORT_EVERY == 0 else None)


def _talks(members: Sequence[tuple[Enrolment, int]], today: date, by: User | None) -> None:
    """A first talk with everybody, one week after they began."""
    for enrolment, _group in members:
        on = enrolment.starts + timedelta(days=7)
        if on <= min(today, enrolment.ends or today):
            hold_talk(enrolment=enrolment, on=on, minutes=60, leader=by, subject="Vad kan du redan?", by=by)
