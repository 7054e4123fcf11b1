"""Sessions: a whole series at once, one by one, cancelled and taken up again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.participants.actions.attendance_writing import locked, writing_for
from samsyn.apps.participants.models import Attendance, Group, Session
from samsyn.apps.participants.queries.sessions import untaken_themes
from samsyn.apps.portfolio.actions.saving import apply

State = Session.State


@transaction.atomic
def plan_series(
    *,
    group: Group,
    days: Iterable[date],
    at: time | None,
    minutes: int,
    by,
    place: str = "",
    interpreter: str = "",
    themes: bool = True,
) -> list[Session]:
    """Plan a session on each day, with the plan's next themes in order. A day that has one already is left as it is."""
    wanted = sorted(set(days))
    if not wanted:
        raise ValidationError({"days": _("Välj minst en dag.")})
    taken = set(group.sessions.filter(on__in=wanted).values_list("on", flat=True))
    ahead = list(untaken_themes(group)) if themes else []
    rows = [
        Session(
            organisation_id=group.organisation_id,
            group=group,
            on=day,
            at=at,
            minutes=minutes,
            place=place or group.place,
            interpreter=interpreter,
            planned=ahead.pop(0) if ahead else None,
        )
        for day in wanted
        if day not in taken
    ]
    added = Session.objects.bulk_create(rows)
    record(
        "series_planned",
        by=by,
        target=group,
        organisation=group.organisation,
        sessions=len(added),
        first=wanted[0],
        last=wanted[-1],
    )
    return added


@transaction.atomic
def add_session(*, group: Group, by, **facts: Any) -> Session:
    """Add one session to a group. facts: fields of Session."""
    session = Session(organisation=group.organisation, group=group)
    apply(session, facts)
    record("session_added", by=by, target=session, organisation=group.organisation)
    return session


@transaction.atomic
def edit_session(*, session: Session, by, **changes: Any) -> Session:
    """Change when, where and how a session is. Whoever was there from beginning to end follows a changed length."""
    before = locked(session).minutes
    changed = apply(session, changes)
    if session.minutes != before:
        writing = writing_for(session, by)
        writing.follow(list(Attendance.objects.filter(session=session)), before)
        if writing.chosen:
            writing.write({"minutes": [before, session.minutes]})
    record("session_edited", by=by, target=session, organisation=session.organisation, changed=changed)
    return session


@transaction.atomic
def cancel_session(*, session: Session, why: str, by) -> Session:
    """Say that a session will not be, or was not. ValidationError when somebody has been marked present."""
    if session.attendances.filter(presence="present").exists():
        raise ValidationError(_("Någon är antecknad som närvarande. Ångra närvaron först, eller låt tillfället stå."))
    apply(session, {"state": State.CANCELLED, "cancelled_why": why})
    record("session_cancelled", by=by, target=session, organisation=session.organisation)
    return session


@transaction.atomic
def resume_session(*, session: Session, by) -> Session:
    """Take up a cancelled session again."""
    apply(session, {"state": State.HELD if session.saved_at else State.PLANNED, "cancelled_why": ""})
    record("session_resumed", by=by, target=session, organisation=session.organisation)
    return session


@transaction.atomic
def remove_session(*, session: Session, by) -> None:
    """Take away a session that was written by mistake. ValidationError when there is attendance."""
    if session.attendances.exists() or session.saved_at:
        raise ValidationError(_("Det finns närvaro för tillfället. Ställ in det i stället, så syns vad som hände."))
    record("session_removed", by=by, target=session, organisation=session.organisation, day=session.on)
    session.delete()
