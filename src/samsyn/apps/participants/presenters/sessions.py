"""Sessions in words: when, where, in what state and with how many leaders."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samsyn.apps.participants.models import Session
from samsyn.apps.participants.queries.groups import TWO
from samsyn.web.formats import isodate
from samsyn.web.tables import Cell, Column, Table

State = Session.State
KINDS = {State.PLANNED: "planned", State.HELD: "done", State.CANCELLED: "closed"}


def day_of(day: date) -> str:
    """tis 2025-02-04"""
    return f"{date_format(day, 'D').lower()} {isodate(day)}"


def when(session: Session) -> str:
    """tis 2025-02-04 kl. 18:00"""
    clock = _("kl. %(clock)s") % {"clock": f"{session.at:%H:%M}"} if session.at else ""
    return f"{day_of(session.on)} {clock}".strip()


def state_of(session: Session, today: date) -> dict[str, Any]:
    """Word and kind of tag: a planned session whose day has come waits for its attendance."""
    if session.state == State.PLANNED and session.on <= today:
        return {"text": _("i dag") if session.on == today else _("närvaro saknas"), "kind": "warning"}
    return {"text": State(session.state).label, "kind": KINDS[State(session.state)]}


def lacks_leaders(session: Session, present: int) -> bool:
    """Whether a held session had fewer leaders than its group is to have."""
    return session.state == State.HELD and session.group.two_leaders and present < TWO


def theme_of(session: Session) -> str:
    """What was taken up, else what is planned."""
    return session.covered or (session.planned.theme if session.planned else "")


def leaders_cell(session: Session) -> Any:
    """How many leaders were there, marked where there should have been two."""
    if session.state != State.HELD:
        return Cell("")
    if lacks_leaders(session, session.present):
        text = _("en ledare") if session.present else _("ingen ledare")
        return Cell(text, tag="warning", css="nowrap")
    return Cell(str(session.present))


def session_table(sessions, today: date, *, with_group: bool, caption: Any, empty: Any = "") -> Table:
    """Sessions in the order given. Each opens its sheet. What matters most comes first, for narrow pages."""
    labels = [_("När"), _("Läge"), *([_("Grupp")] if with_group else []), _("Tema"), _("Ledare")]
    rows = []
    for session in sessions:
        state = state_of(session, today)
        elsewhere = session.place if session.place != session.group.place else ""
        group = [Cell(session.group.name, href=session.group.get_absolute_url())] if with_group else []
        rows.append(
            [
                Cell(when(session), href=reverse("session", args=[session.pk]), css="nowrap", note=elsewhere),
                Cell(state["text"], tag=state["kind"], css="nowrap", note=session.cancelled_why),
                *group,
                theme_of(session),
                leaders_cell(session),
            ]
        )
    return Table(caption, [Column(label) for label in labels], rows, empty=empty or _("Inga tillfällen."))


def facts_line(session: Session) -> str:
    """When, where and with which interpreter, on one line under the heading."""
    place = session.place or session.group.place
    told = _("tolk: %(language)s") % {"language": session.interpreter} if session.interpreter else ""
    return " · ".join(filter(None, (when(session), place, told)))


def proposal(group, days: list[date], themes: list) -> list[dict[str, Any]]:
    """The days of a series before they are written: the theme each would get, and those that are taken already."""
    taken = set(group.sessions.filter(on__in=days).values_list("on", flat=True))
    ahead = iter(themes)
    return [
        {
            "day": day.isoformat(),
            "text": day_of(day),
            "week": _("v. %(week)s") % {"week": day.isocalendar().week},
            "taken": day in taken,
            "theme": "" if day in taken else str(getattr(next(ahead, None), "theme", "")),
        }
        for day in days
    ]
