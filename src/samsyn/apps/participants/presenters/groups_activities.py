"""The tab Aktiviteter in words: what the groups did, when they meet, and whether there were two leaders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from samsyn.apps.participants.models import Group, Session
from samsyn.apps.participants.presenters.groups import NO_MARKS, SHARE_NOTE, few_leaders, share_words
from samsyn.apps.participants.presenters.sessions import lacks_leaders, state_of, theme_of, when
from samsyn.apps.participants.queries.attendance import Marks
from samsyn.apps.participants.queries.courses import Reach
from samsyn.core.quantities import Share
from samsyn.web.formats import number
from samsyn.web.tables import Cell, Column, Table

State = Session.State
TWO_LEADERS = "genomförda tillfällen"


def summary(states: Mapping[int, Mapping[str, int]], marks: Marks, two: Share | None, courses: Reach | None):
    """The whole project in a few figures, each with what it is a share of."""
    held, cancelled = (sum(row.get(state, 0) for row in states.values()) for state in (State.HELD, State.CANCELLED))
    rows = [
        {"label": _("Genomförda tillfällen"), "text": number(held)},
        {"label": _("Inställda tillfällen"), "text": number(cancelled) if cancelled else ""},
        {"label": _("Närvaro i grupperna"), "text": share_words(marks.share)},
        {"label": _("Deltagartimmar i grupper"), "text": number(marks.hours, 1) if marks.all else ""},
        {"label": _("Tillfällen med två ledare"), "text": share_words(two)},
    ]
    if courses and (courses.came or courses.planned):
        came = _("%(came)s av %(planned)s planerade") % {
            "came": number(courses.came),
            "planned": number(courses.planned),
        }
        rows.append({"label": _("Kursdeltaganden, personal"), "text": came})
    return [row for row in rows if row["text"]]


def group_table(
    groups: Iterable[Group],
    members: Mapping[int, int],
    states: Mapping[int, Mapping[str, int]],
    marks: Mapping[int, Marks],
    two: Mapping[int, tuple[int, int]],
) -> Table:
    """One row a group."""
    labels = (_("Grupp"), _("Språk"), _("Samtalsledare"))
    numbers = (
        _("Deltagare nu"), _("Genomförda"), _("Planerade"), _("Inställda"), _("Närvaro"), _("Deltagartimmar"),
        _("Två ledare"),
    )  # fmt: skip
    columns = [*(Column(label) for label in labels), *(Column(label, numeric=True) for label in numbers)]
    return Table(
        _("Grupper"),
        columns,
        [_group_row(group, members, states.get(group.pk, {}), marks.get(group.pk, NO_MARKS), two) for group in groups],
        note=SHARE_NOTE,
        empty=_("Inga grupper ännu."),
    )


def _group_row(group: Group, members, states: Mapping[str, int], marks: Marks, two) -> list[Any]:
    led = ", ".join(str(row.user) for row in group.led_now)
    lacking = few_leaders(group, group.led_now)
    return [
        Cell(group.name, href=group.get_absolute_url(), note=_("fördjupning") if group.deepening else ""),
        group.language or "–",
        Cell(led or _("ingen"), note=lacking),
        number(members.get(group.pk, 0)),
        number(states.get(State.HELD, 0)),
        number(states.get(State.PLANNED, 0)),
        number(states.get(State.CANCELLED, 0)),
        share_words(marks.share) or "–",
        number(marks.hours, 1) if marks.all else "–",
        _two_cell(group, two),
    ]


def _two_cell(group: Group, two: Mapping[int, tuple[int, int]]) -> str:
    n, of = two.get(group.pk, (0, 0))
    if not group.two_leaders:
        return _("behövs inte")
    return share_words(Share(n, of, TWO_LEADERS)) if of else "–"


def weeks_of(sessions: Iterable[Session], today: date) -> list[dict[str, Any]]:
    """Sessions week by week, as a calendar that also fits a narrow page."""
    weeks = []
    for (year, week), days in groupby(sessions, key=lambda session: session.on.isocalendar()[:2]):
        monday = date.fromisocalendar(year, week, 1)
        span = f"{date_format(monday, 'j b')} – {date_format(monday + timedelta(days=6), 'j b')}"
        label = _("v. %(week)s") % {"week": week}
        weeks.append({"label": label, "span": span, "rows": [_session_row(session, today) for session in days]})
    return weeks


def _session_row(session: Session, today: date) -> dict[str, Any]:
    state = state_of(session, today)
    return {
        "when": when(session),
        "href": reverse("session", args=[session.pk]),
        "group": session.group.name,
        "theme": theme_of(session),
        "state": state,
        "place": session.place or session.group.place,
        "lacks_leaders": lacks_leaders(session, session.present),
    }
