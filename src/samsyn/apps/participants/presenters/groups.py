"""Groups in words: facts, members with how often they come, leaders and figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.apps.participants.models import Enrolment, Group, GroupLeader, GroupMember
from samsyn.apps.participants.presenters.people import shown_name
from samsyn.apps.participants.queries.attendance import Marks
from samsyn.apps.participants.queries.groups import TWO
from samsyn.apps.portfolio.presenters.pages import period_of
from samsyn.core.quantities import Share
from samsyn.web.formats import isodate, number, percent
from samsyn.web.tables import Cell, Column, Row, Table

NO_MARKS = Marks()
SHARE_NOTE = gettext_lazy(
    "Närvaro: närvarande av alla markeringar i genomförda tillfällen. Anmäld frånvaro räknas som frånvaro."
)


def facts(group: Group) -> list[dict[str, Any]]:
    """Facts of a group for a definition list; what is not written is left out."""
    rows = [
        {"label": _("Period"), "text": period_of(group.starts, group.ends)},
        {"label": _("Språk"), "text": group.language},
        {"label": _("Anpassning"), "text": group.adaptation},
        {"label": _("Slag"), "text": _("fördjupningsgrupp") if group.deepening else ""},
        {"label": _("Plats"), "text": group.place},
        {"label": _("Samtalsledare"), "text": ", ".join(str(row.user) for row in group.led_now)},
    ]
    return [row for row in rows if row["text"]]


def few_leaders(group: Group, leaders: list[GroupLeader]) -> str:
    """What is missing when a group that is to have two leaders has fewer today; empty when nothing is."""
    if not group.two_leaders or len(leaders) >= TWO:
        return ""
    if leaders:
        return _("Gruppen ska ha två samtalsledare men har en.")
    return _("Gruppen ska ha två samtalsledare men har ingen.")


def figures(marks: Marks, two: Share | None) -> list[dict[str, Any]]:
    """Attendance, hours and leaders for a definition list, each with what it is a share of."""
    rows = [
        {"label": _("Närvaro"), "text": share_words(marks.share)},
        {"label": _("Deltagartimmar"), "text": number(marks.hours, 1) if marks.all else ""},
        {"label": _("Tillfällen med två ledare"), "text": share_words(two)},
    ]
    return [row for row in rows if row["text"]]


def share_words(share: Share | None) -> str:
    """71 % (10/14); empty where there is nothing to take a share of."""
    return percent(share) if share else ""


def member_table(members: Iterable[GroupMember], marks: Mapping[UUID, Marks], today: date, *, may_edit: bool) -> Table:
    """Those in the group, now or before, with how often they have come in this group."""
    columns = [Column(_("Namn")), Column(_("Närvaro"), numeric=True), Column(_("Timmar"), numeric=True)]
    columns.append(Column(_("I gruppen")))
    if may_edit:
        columns.append(Column(_("Ändra")))
    rows = []
    for member in members:
        own = marks.get(member.enrolment_id, NO_MARKS)
        over = bool(member.ends and member.ends < today)
        cells: list[Any] = [
            Cell(shown_name(member.person), href=member.person.get_absolute_url()),
            share_words(own.share) or "–",
            number(own.hours, 1) if own.all else "–",
            Cell(period_of(member.starts, member.ends), note=_("har slutat") if over else "", css="nowrap"),
        ]
        if may_edit:
            cells.append(Cell(_("Ändra tiden"), href=reverse("group-member", args=[member.pk])))
        rows.append(Row(cells))
    note = SHARE_NOTE if rows else ""
    return Table(_("Deltagare i gruppen"), columns, rows, note=note, empty=_("Ingen är i gruppen ännu."))


def leader_table(leaders: Iterable[GroupLeader], today: date, *, may_edit: bool) -> Table:
    """Who leads the group, and when."""
    columns = [Column(_("Samtalsledare")), Column(_("Period"))] + ([Column(_("Ändra"))] if may_edit else [])
    rows = []
    for leader in leaders:
        over = bool(leader.ends and leader.ends < today)
        cells: list[Any] = [str(leader.user), Cell(period_of(leader.starts, leader.ends), css="nowrap")]
        if may_edit:
            cells.append("" if over else Cell(_("Sluta leda"), href=reverse("group-leader-end", args=[leader.pk])))
        rows.append(cells)
    return Table(_("Samtalsledare"), columns, rows, empty=_("Ingen leder gruppen ännu."))


def own_groups_table(groups: Iterable[Group], today: date) -> Table:
    """The reader's own groups."""
    rows = [
        [
            Cell(group.name, href=group.get_absolute_url(), note=period_of(group.starts, group.ends)),
            Cell(group.project.code, href=reverse("project-activities", args=[group.project_id])),
            ", ".join(str(row.user) for row in group.led_now),
        ]
        for group in groups
    ]
    labels = (_("Grupp"), _("Insats"), _("Samtalsledare"))
    return Table(_("Mina grupper"), [Column(label) for label in labels], rows, empty=_("Du leder ingen grupp i dag."))


def candidate_rows(enrolments: Iterable[Enrolment], ticked: set[UUID]) -> list[dict[str, Any]]:
    """Those who could be put in a group, as boxes to tick."""
    return [
        {
            "key": enrolment.pk,
            "name": shown_name(enrolment.person),
            "since": isodate(enrolment.starts),
            "ticked": enrolment.pk in ticked,
        }
        for enrolment in enrolments
    ]
