"""Plan and outcome, project beside project: tables and charts with the same cells."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from samsyn.apps.evaluation.models import Cluster
from samsyn.apps.evaluation.presenters.values import (
    change_text,
    difference_text,
    figure_cell,
    name_of,
    part_label,
    unit_of,
)
from samsyn.apps.evaluation.queries import ClusterFigures, PlanOutcome
from samsyn.apps.portfolio.models import Project
from samsyn.core.tables.figure import Figure
from samsyn.web.charts import Chart, Series
from samsyn.web.tables import Column, Row, Table

COMPARED = (
    ("total_cost", "plan"), ("total_cost", "outcome"), ("participants", "plan"), ("participants", "outcome"),
    ("share_women", "outcome"), ("hours", "outcome"), ("cost_per_participant", "plan"),
    ("cost_per_participant", "outcome"), ("cost_per_hour", "outcome"), ("hours_per_participant", "outcome"),
)  # fmt: skip
CHARTED = ("participants", "total_cost", "cost_per_participant")


def plan_outcome_table(subject: Project | Cluster, rows: Iterable[PlanOutcome], caption: str = "") -> Table:
    """One row a measure: plan, outcome, difference and change, with both values it rests on."""
    rows = list(rows)
    revised = any(row.revised for row in rows)
    columns = [Column(_("Mått")), Column(_("Enhet")), Column(_("Plan"), numeric=True)]
    columns += [Column(_("Reviderad plan"), numeric=True)] if revised else []
    columns += [Column(label, numeric=True) for label in (_("Utfall"), _("Skillnad"), _("Förändring"))]
    body = []
    for row in rows:
        cells = [name_of(row.measure), unit_of(row.measure), figure_cell(subject, row.plan)]
        cells += [figure_cell(subject, row.revised)] if revised else []
        cells += [figure_cell(subject, row.outcome), difference_text(row), change_text(row)]
        body.append(Row(cells, css="marked" if row.contradicted else ""))
    note = _("Förändring är skillnaden delad med planen. ≠ visar att något annat värde också är tryckt.")
    return Table(caption or _("Plan mot utfall"), columns, body, note=note)


def comparison_table(figures: ClusterFigures) -> Table:
    """What the projects share in rows, the projects in columns, with the cluster last."""
    shown = [(code, part) for code, part in COMPARED if f"{code}.{part}" in figures.total]
    columns = [Column(_("Mått")), Column(_("Enhet"))]
    columns += [Column(project.code, numeric=True, title=project.name) for project, _own in figures.projects]
    columns += [Column(_("Klustret"), numeric=True)]
    rows = []
    for code, part in shown:
        key = f"{code}.{part}"
        measure = figures.total[key].measure
        own = [figure_cell(figures.cluster, each.get(key)) for _project, each in figures.projects]
        label = f"{name_of(measure)}, {part_label(part)}"
        rows.append(Row([label, unit_of(measure), *own, figure_cell(figures.cluster, figures.total[key])]))
    people = figures.total.get("participants.outcome")
    note = _("Varje insats kolumn räknar personer i den insatsen.")
    if people is not None:
        note += " " + _("Klustrets kolumn räknar %(population)s.") % {"population": people.population}
    return Table(_("Insatserna sida vid sida"), columns, rows, note=note)


def comparison_charts(figures: ClusterFigures) -> list[Chart]:
    """Plan and outcome, one chart a measure, the projects under each other on one scale."""
    charts = []
    for code in CHARTED:
        plan, outcome = (
            [_value(own, f"{code}.{part}") for _p, own in figures.projects] for part in ("plan", "outcome")
        )
        if any(value is not None for value in plan) and any(value is not None for value in outcome):
            measure = next(own[f"{code}.plan"].measure for _p, own in figures.projects if f"{code}.plan" in own)
            charts.append(
                Chart(
                    kind="plan_actual", title=name_of(measure), unit=unit_of(measure), decimals=measure.decimals,
                    categories=tuple(project.code for project, _own in figures.projects),
                    series=(Series(_("Plan"), tuple(plan)), Series(_("Utfall"), tuple(outcome))),
                    category_label=_("Insats"),
                )
            )  # fmt: skip
    return charts


def _value(own: dict[str, Figure], key: str):
    figure = own.get(key)
    return figure.value if figure is not None else None


def contradictions_in(figures: ClusterFigures) -> list[Figure]:
    """Every figure for which something else is printed."""
    return [figure for figure in figures.all.values() if figure.contradicted]


def figures_table(subject: Project | Cluster, figures: dict[str, Figure], caption: str) -> Table:
    """Every figure with part, value, population and provenance."""
    columns = [Column(_("Mått")), Column(_("Del")), Column(_("Värde"), numeric=True), Column(_("Gäller")),
               Column(_("Kommer från")), Column(_("Nyckel"))]  # fmt: skip
    rows = [
        Row(
            [
                name_of(figure.measure), part_label(figure.part), figure_cell(subject, figure, unit=True),
                figure.population, origin_text(figure), figure.key,
            ]
        )
        for figure in figures.values()
    ]  # fmt: skip
    return Table(caption, columns, rows, empty=_("Inga siffror ännu."))


def origin_text(figure: Figure) -> str:
    """Where a value comes from, in a few words."""
    source = figure.provenance
    if source.origin == "computed":
        return _("beräknad: %(formula)s") % {"formula": source.formula}
    words = {
        "printed": _("skriven av från"),
        "imported": _("inläst från"),
        "entered": _("inskriven:"),
        "delivered": _("levererad av"),
    }
    page = f", {source.page}" if source.page else ""
    return f"{words.get(source.origin, '')} {source.text}{page}".strip()
