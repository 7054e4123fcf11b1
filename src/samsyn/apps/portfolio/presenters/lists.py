"""Tables of projects and of network meetings."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.organisations.policy import PartIn
from samsyn.apps.portfolio.presenters.pages import period_of, state_tag
from samsyn.apps.portfolio.queries import Balance
from samsyn.web.formats import isodate, number
from samsyn.web.tables import Cell, Column, Table


def with_parts(projects):
    """The projects with everything that a row shows, in a fixed number of queries."""
    return projects.select_related("organisation", "call").prefetch_related(
        "themes", "target_groups", "staff_groups", "parties__organisation", "municipalities__municipality"
    )


def project_table(projects, count: int) -> Table:
    """One row a project: state, period, owner, partners, municipalities and themes."""
    columns = [
        Column(_("Insats")),
        Column(_("Namn")),
        Column(_("Läge")),
        Column(_("Period")),
        Column(_("Ägare")),
        Column(_("Parter"), numeric=True, title=_("Samverkansparter utöver ägaren")),
        Column(_("Kommuner"), numeric=True),
        Column(_("Samverkan")),
        Column(_("Teman")),
    ]
    caption = ngettext("%(count)s insats", "%(count)s insatser", count) % {"count": number(count)}
    return Table(caption, columns, [_project_row(project) for project in projects])


def _project_row(project) -> list[Any]:
    state = state_tag(project)
    partners = {party.organisation_id for party in project.parties.all() if party.part == PartIn.PARTNER}
    return [
        Cell(project.code, href=project.get_absolute_url()),
        Cell(project.name, note=_("tidigare %(name)s") % {"name": project.former_name} if project.former_name else ""),
        Cell(state["text"], tag=state["kind"], css="nowrap"),
        period_of(project.starts, project.ends),
        project.organisation.brief,
        number(len(partners)),
        number(len(project.municipalities.all())),
        purpose_word(project.purpose),
        ", ".join(theme.name for theme in project.themes.all()),
    ]


def purpose_word(purpose: str) -> str:
    """Operative, strategic or both, in one word for a cell."""
    return {"operative": _("operativ"), "strategic": _("strategisk"), "both": _("både och")}[purpose]


def balance_table(balance: Balance) -> Table:
    """How many projects work with what is, and how many with what produces exclusion: n of N."""
    rows = [
        (_("Operativ: stöd till människor inom det regelverk som finns"), balance.operative),
        (_("Strategisk: ändra det som skapar utanförskapet"), balance.strategic),
        (_("Både operativ och strategisk"), balance.both),
    ]
    of = _("%(n)s av %(of)s")
    return Table(
        _("Balansen mellan operativ och strategisk samverkan"),
        [Column(_("Samverkan")), Column(_("Insatser"), numeric=True)],
        [[label, of % {"n": number(count), "of": number(balance.total)}] for label, count in rows],
    )


def meeting_table(meetings, visible: set[int]) -> Table:
    """Meetings, latest first; projects that the reader may not see are only counted."""
    columns = [Column(label) for label in (_("Träff"), _("Datum"), _("Sammankallande"), _("Insatser"))]
    rows = []
    for meeting in meetings:
        shown = [project.code for project in meeting.projects.all() if project.pk in visible]
        hidden = len(meeting.projects.all()) - len(shown)
        note = _("och %(count)s till") % {"count": hidden} if hidden else ""
        rows.append(
            [
                Cell(meeting.subject, href=meeting.get_absolute_url()),
                isodate(meeting.on),
                meeting.organisation.brief,
                Cell(", ".join(shown), note=note),
            ]
        )
    return Table(_("Nätverksträffar"), columns, rows)
