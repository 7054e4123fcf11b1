"""The project report: one effort's goals, volumes, money, phases and anchoring."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.translation import gettext as _

from samsyn.apps.evaluation.queries import goals_with_attainment
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.models.money import MoneyKind
from samsyn.apps.portfolio.queries import anchoring_of, plan_and_outcome
from samsyn.apps.reporting.composing import chapters
from samsyn.apps.reporting.composing.appendix import appendix
from samsyn.apps.reporting.composing.cluster import PARTNER, names_by_project, period_of
from samsyn.apps.reporting.composing.comparing import project_comparison
from samsyn.apps.reporting.composing.delivered import participants
from samsyn.apps.reporting.composing.titles import PROJECT
from samsyn.apps.reporting.content import Block, Cell, Column, Row, Section, TableBlock
from samsyn.apps.reporting.tabulating import text_table
from samsyn.apps.reporting.wording import plain
from samsyn.core.tables.figure import Figure
from samsyn.web.formats import MISSING, difference, isodate, number


def project_sections(project: Project, figures: Mapping[str, Figure]) -> list[Section]:
    """Every chapter in order."""
    about_people, delivered = participants(project)
    content: dict[str, tuple[Block, ...]] = {
        "sammanfattning": chapters.key_figures(figures),
        "levererat": about_people,
        "bakgrund": (facts(project),),
        "mal": goals(project),
        "ekonomi": money(project),
        "faser": (*phases(project), *chapters.time_line(project)),
        "forankring": anchoring(project),
        "motsagelser": chapters.contradictions(project, figures),
        "pastaenden": chapters.claims(project, figures),
        "bedomning": chapters.judgements(project),
        "slutsatser": chapters.recommendations(project),
    }
    below = {"resultat": project_comparison(project.code, figures), "levererat": delivered}
    written = [
        Section(code, str(title), content.get(code, ()), below.get(code, ()), editable=code)
        for code, title in PROJECT.items()
    ]
    return [*written, appendix(figures)]


def facts(project: Project) -> TableBlock:
    rows = [
        [_("Projektägare"), str(project.organisation)],
        [_("Period"), period_of(project)],
        [_("Utlysning"), str(project.call or "")],
        [_("Samverkan"), str(project.get_purpose_display())],
        [_("Samverkansparter"), ", ".join(names_by_project([project])[project.pk, PARTNER])],
        [_("Inriktning"), project.focus],
    ]
    return text_table(_("Insatsen i korthet"), [_("Uppgift"), _("Innehåll")], rows)


def goals(project: Project) -> tuple[Block, ...]:
    """Each goal, how it was to be known, and how far it was reached by which evidence."""
    states = goals_with_attainment([project])
    if not states:
        return ()
    rows = []
    for state in states:
        goal, latest = state.goal, state.latest
        rows.append(
            [
                f"{goal.label} {goal.text}".strip(),
                goal.target,
                goal.data_source,
                str(latest.get_attainment_display()) if latest else _("inte bedömt"),
                ". ".join(word for word in (latest.value, latest.evidence) if word) if latest else goal.missing_why,
            ]
        )
    headings = [_("Mål"), _("Målvärde"), _("Datakälla"), _("Måluppfyllelse"), _("Underlag")]
    return (text_table(_("Mål och måluppfyllelse"), headings, rows),)


def money(project: Project) -> tuple[Block, ...]:
    """Support and co-financing by kind and year: plan, revised plan and outcome."""
    answer = plan_and_outcome(project)
    if not answer.rows:
        return ()
    headings = [_("Slag"), _("År"), _("Plan"), _("Reviderad plan"), _("Utfall"), _("Skillnad")]
    kinds = dict(MoneyKind.choices)
    rows = [_money_row(str(kinds[row.kind]), str(row.year or _("hela tiden")), row) for row in answer.rows]
    rows.append(_money_row(_("Summa"), "", answer.total, "total"))
    columns = tuple(Column(heading, index > 1) for index, heading in enumerate(headings))
    return (TableBlock(_("Stöd och medfinansiering, kr"), columns, tuple(rows)),)


def _money_row(kind: str, year: str, row, style: str = "") -> Row:
    amounts = [_amount(row.amounts[part]) for part in ("plan", "revised", "outcome")]
    gap = row.difference
    change = Cell(MISSING) if gap is None else Cell(difference(gap), "change", plain(gap))
    return Row((Cell(kind), Cell(year), *amounts, change), style)


def _amount(value: Decimal | None) -> Cell:
    return Cell(MISSING) if value is None else Cell(number(value), "number", plain(value))


def phases(project: Project) -> tuple[Block, ...]:
    rows = [
        [phase.name, isodate(phase.starts), isodate(phase.ends), phase.operative, phase.strategic, phase.collaboration]
        for phase in project.phases.all()
    ]
    if not rows:
        return ()
    headings = [_("Fas"), _("Från"), _("Till"), _("Operativt"), _("Strategiskt"), _("Samverkan")]
    return (text_table(_("Faserna"), headings, rows),)


def anchoring(project: Project) -> tuple[Block, ...]:
    """What is in place in each municipality; unknown is never a no."""
    answer = anchoring_of(project)
    if not answer.places:
        return ()
    rows = [
        [
            place.municipality.brief,
            *(str(getattr(place, f"get_{tally.question}_display")()) for tally in answer.tallies),
            place.note,
        ]
        for place in answer.places
    ]
    headings = [
        _("Kommun"), _("Engagerad chef"), _("Lokal arbetsgrupp"), _("Kontaktperson"), _("Processledare"), _("Mandat"),
        _("Anteckning"),
    ]  # fmt: skip
    return (text_table(_("Förankring i kommunerna"), headings, rows),)
