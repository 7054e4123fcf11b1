"""Om: facts, parties, anchoring and phases of one project."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.organisations.policy import PartIn
from samsyn.apps.portfolio.models import PhasePeriod, Project
from samsyn.apps.portfolio.models.anchoring import Answer
from samsyn.apps.portfolio.models.projects import Purpose
from samsyn.apps.portfolio.presenters.pages import period_of
from samsyn.apps.portfolio.queries import Anchoring
from samsyn.web.formats import isodate, number
from samsyn.web.tables import Cell, Column, Table

WIDTH, BAR, GAP, TOP = 720, 22, 6, 22  # of the drawing, in its own units
MOST_YEARS = 12  # marked on the time line; more would run into each other
ANSWER_TAGS = {Answer.YES: "success", Answer.PARTLY: "warning", Answer.NO: "error"}


def facts(project: Project, user) -> list[dict[str, Any]]:
    """The facts of a project for a definition list; what is not known is left out."""
    call = project.call
    funders = [party.organisation for party in project.parties.all() if party.part == PartIn.FUNDER]
    rows = [
        {
            "label": _("Projektägare"),
            "text": project.organisation.name,
            "href": project.organisation.get_absolute_url(),
        },
        {"label": _("Period"), "text": period_of(project.starts, project.ends)},
        {"label": _("Samverkan"), "text": str(Purpose(project.purpose).label)},
        {"label": _("Tidigare namn"), "text": project.former_name},
        {"label": _("Finansiär"), "text": ", ".join(funder.name for funder in funders)},
        {"label": _("Utlysning"), "text": str(call) if call else "", "href": call.get_absolute_url() if call else ""},
        {"label": _("Inriktning"), "text": project.focus},
        {"label": _("Väntad systeminsikt"), "text": project.insight},
        {"label": _("Teman"), "text": _names(project.themes)},
        {"label": _("Målgrupper"), "text": _names(project.target_groups)},
        {"label": _("Personalgrupper"), "text": _names(project.staff_groups)},
        {"label": _("Avbruten"), "text": isodate(project.stopped_on) if project.stopped_on else ""},
        {"label": _("Varför avbruten"), "text": project.stopped_why},
        {"label": _("Källa"), "text": project.source},
    ]
    return [row for row in rows if row["text"]]


def party_table(project: Project, may_edit: bool = False) -> Table:
    """Who has which part, and when."""
    today = timezone.localdate()
    columns = [Column(label) for label in (_("Organisation"), _("Slag"), _("Del i insatsen"), _("Period"))]
    if may_edit:
        columns.append(Column(_("Avsluta")))
    rows = []
    for party in project.parties.select_related("organisation") if may_edit else project.parties.all():
        row: list[Any] = [
            Cell(party.organisation.name, href=party.organisation.get_absolute_url()),
            party.organisation.get_kind_display(),
            party.get_part_display(),
            period_of(party.starts, party.ends),
        ]
        if may_edit:
            ended = party.part == PartIn.OWNER or (party.ends and party.ends < today)
            row.append("" if ended else Cell(_("Avsluta delen"), href=reverse("party-end", args=[party.pk])))
        rows.append(row)
    return Table(_("Parter"), columns, rows, empty=_("Inga parter ännu."))


def anchoring_table(anchoring: Anchoring, may_edit: bool = False) -> Table:
    """Each municipality's answers, and how many answered yes of all. What is not known is counted as such."""
    questions = (_("Engagerad chef"), _("Lokal arbetsgrupp"), _("Kontaktperson"), _("Processledare"), _("Mandat"))
    columns = [Column(label) for label in (_("Kommun"), *questions, _("Anteckning"), _("Gällde"))]
    rows = [
        [
            Cell(place.municipality.brief, href=reverse("place-edit", args=[place.pk]) if may_edit else ""),
            *(_answer(getattr(place, tally.question)) for tally in anchoring.tallies),
            Cell(place.note, note=place.source),
            isodate(place.as_of),
        ]
        for place in anchoring.places
    ]
    total = [_("Ja, antal kommuner"), *(_tally(tally) for tally in anchoring.tallies), "", ""] if rows else ()
    return Table(
        _("Kommuner och förankring"),
        columns,
        rows,
        total,
        note=_("”Ej känt” räknas aldrig som nej. Delvis räknas för sig.") if rows else "",
        empty=_("Inga kommuner ännu."),
    )


def phase_table(phases: list[PhasePeriod], may_edit: bool = False) -> Table:
    """Phases in order, with the judgement of each in the three perspectives."""
    labels = (_("Fas"), _("Period"), _("Operativt"), _("Strategiskt"), _("Samverkan"))
    rows = [
        [
            Cell(
                phase.name,
                href=reverse("phase-edit", args=[phase.pk]) if may_edit else "",
                note=phase.phase.name if phase.phase and phase.phase.name != phase.name else "",
            ),
            period_of(phase.starts, phase.ends),
            phase.operative or "–",
            phase.strategic or "–",
            phase.collaboration or "–",
        ]
        for phase in phases
    ]
    return Table(_("Faser"), [Column(label) for label in labels], rows, empty=_("Inga faser ännu."))


def timeline(project: Project, phases: list[PhasePeriod]) -> dict[str, Any] | None:
    """Bars of a small drawing, one a phase, in whole units; the table beside it holds the same."""
    if not phases:
        return None
    first = min([project.starts, *(phase.starts for phase in phases)])
    known = [day for day in (project.ends, *(phase.ends for phase in phases)) if day]
    last = max([*known, *(phase.starts for phase in phases)])
    days = (last - first).days + 1

    def place(day: date, after: int = 0) -> int:
        return round(WIDTH * ((day - first).days + after) / days)

    bars = []
    for row, phase in enumerate(phases):
        start, end = place(phase.starts), place(phase.ends or last, after=1)
        width = max(end - start, 3)
        bars.append(
            {
                "x": start,
                "y": TOP + row * (BAR + GAP),
                "width": width,
                "label": phase.name,
                "text_x": start + 6 if start < WIDTH * 0.6 else start + width - 6,
                "anchor": "start" if start < WIDTH * 0.6 else "end",
                "text_y": TOP + row * (BAR + GAP) + 16,
            }
        )
    step = 1 + (last.year - first.year) // MOST_YEARS
    years = [date(year, 1, 1) for year in range(first.year, last.year + 1, step)]
    marks = [{"x": place(max(day, first)), "label": str(day.year)} for day in years]
    height = TOP + len(phases) * (BAR + GAP)
    described = "; ".join(f"{phase.name} {period_of(phase.starts, phase.ends)}" for phase in phases)
    return {"width": WIDTH, "height": height, "bar": BAR, "bars": bars, "marks": marks, "text": described}


def _answer(answer: str) -> Cell:
    return Cell(Answer(answer).label, tag=ANSWER_TAGS.get(answer, "neutral"), css="nowrap")


def _tally(tally) -> Cell:
    notes = []
    if tally.partly:
        notes.append(_("%(count)s delvis") % {"count": number(tally.partly)})
    if tally.unknown:
        notes.append(_("%(count)s ej känt") % {"count": number(tally.unknown)})
    return Cell(_("%(n)s av %(of)s") % {"n": number(tally.yes), "of": number(tally.of)}, note=", ".join(notes))


def _names(terms) -> str:
    return ", ".join(term.name for term in terms.all())
