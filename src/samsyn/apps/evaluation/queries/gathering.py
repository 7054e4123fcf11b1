"""The rows that figures are made of: budget lines, planned volumes and stored figures, in a few questions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from samsyn.apps.catalogue.models import MeasureVersion, Part
from samsyn.apps.evaluation.models import Cluster, StoredFigure
from samsyn.apps.evaluation.models.figures import StoredOrigin
from samsyn.apps.evaluation.queries.deliveries import TOGETHER, figures_delivered
from samsyn.apps.portfolio.models import BudgetLine, PlannedVolume, Project
from samsyn.apps.portfolio.models.money import MoneyKind
from samsyn.core.parameters import Measure
from samsyn.core.tables.figure import Provenance

# A figure by sex has a measure of its own, so that every key names one thing.
BY_SEX = {
    ("participants", "women"): "women",
    ("participants", "men"): "men",
    ("hours", "women"): "hours_women",
    ("hours", "men"): "hours_men",
}
MONEY = {MoneyKind.SUPPORT: "esf_support"}  # every other kind is co-financing


@dataclass(frozen=True)
class Base:
    """One value that was entered, typed or imported, before anything is computed."""

    value: Decimal
    provenance: Provenance
    population: str = ""
    period: str = ""
    note: str = ""
    protection: str = ""


@dataclass(frozen=True)
class Printed:
    """A value printed for something that has another source, or that is computed here."""

    value: Decimal
    where: str
    text: str
    figure: int


@dataclass
class Gathered:
    """What is known of one subject, by figure key without prefix."""

    base: dict[str, Base] = field(default_factory=dict)
    printed: dict[str, list[Printed]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True)
class Ground:
    """The definitions in force, and what is gathered for each project and cluster, by primary key."""

    measures: dict[str, Measure]
    projects: dict[int, Gathered]
    clusters: dict[int, Gathered]


def link(name: str, *args: int | str) -> str:
    """The address of a page inside Samsyn; empty where this node does not have the page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def prefix_of(code: str) -> str:
    """A project's short name as the first word of a key: letters, digits and underscores.

    >>> prefix_of("Väg in-2")
    'Väg_in_2'
    """
    word = re.sub(r"\W+", "_", code).strip("_")
    return f"p{word}" if word[:1].isdigit() or not word else word


def figure_key(code: str, sex: str, part: str, period: str = "") -> str:
    """The key of a figure within its subject: "women.outcome"; a period of its own is named last."""
    measure = BY_SEX.get((code, sex)) or (f"{code}_{sex}" if sex else code)
    return f"{measure}.{part}" + (f"@{re.sub(r'[^0-9A-Za-zÅÄÖåäö]+', '_', period).strip('_')}" if period else "")


def gather(projects: Iterable[Project], clusters: Iterable[Cluster] = ()) -> Ground:
    """Everything stored about some projects and clusters."""
    projects, clusters = list(projects), list(clusters)
    stored = _stored(projects, clusters)
    measures = _measures(stored, {project.organisation_id for project in projects})
    ground = Ground(measures, {p.pk: Gathered() for p in projects}, {c.pk: Gathered() for c in clusters})
    _add_stored(ground, stored)
    _add_volumes(ground, projects)
    _add_money(ground, projects)
    _add_delivered(ground, projects)
    return ground


def _measures(stored: Iterable[StoredFigure], owners: set[int]) -> dict[str, Measure]:
    """The definitions by code; a shipped definition stands before an organisation's own of the same name."""
    used = {figure.measure_id for figure in stored}
    rows = MeasureVersion.objects.filter(Q(replaced_by=None), Q(organisation=None) | Q(organisation__in=owners))
    found = {row.pk: row for row in rows}
    missing = used - found.keys()
    if missing:
        found |= MeasureVersion.objects.in_bulk(missing)
    ordered = sorted(found.values(), key=lambda row: (row.replaced_by_id is None, row.organisation_id is None))
    return {row.code: row.as_core() for row in ordered}


def _stored(projects: list[Project], clusters: list[Cluster]) -> list[StoredFigure]:
    about = Q(project__in=projects) | Q(cluster__in=clusters)
    rows = StoredFigure.objects.filter(about, replaced_by=None)
    return list(rows.select_related("measure", "publication", "table").order_by("period", "pk"))


def _add_stored(ground: Ground, stored: list[StoredFigure]) -> None:
    spans: dict[tuple, set[str]] = defaultdict(set)
    for figure in stored:
        if figure.counts:
            spans[_place(figure)].add(figure.period)
    for figure in stored:
        gathered = ground.projects[figure.project_id] if figure.project_id else ground.clusters[figure.cluster_id]
        alone = len(spans[_place(figure)]) <= 1  # the only period there is needs no name in the key
        period = "" if alone else figure.period
        key = figure_key(figure.measure.code, figure.sex, figure.part, period)
        if figure.counts:
            gathered.base[key] = _base_of(figure)
        else:
            gathered.printed[key].append(Printed(figure.value, place_of(figure), figure.as_printed, figure.pk))


def _place(figure: StoredFigure) -> tuple:
    return figure.project_id, figure.cluster_id, figure.measure.code, figure.part, figure.sex


def _base_of(figure: StoredFigure) -> Base:
    source = Provenance(
        origin=figure.origin,
        text=str(figure.publication) if figure.publication else _("inskriven i Samsyn"),
        page=figure.page or (figure.table.page if figure.table else ""),
        url=link("stored-figure", figure.pk),
    )
    return Base(figure.value, source, figure.population, figure.period, figure.note)


def page_words(page: str) -> str:
    """ "s. 14" for a page number; a section or annex as it is named."""
    return f"s. {page}" if page.isdigit() else page


def place_of(figure: StoredFigure) -> str:
    """Where a stored figure stands: publication, table and page."""
    table = str(figure.table) if figure.table else ""
    page = figure.page or (figure.table.page if figure.table else "")
    words = [str(figure.publication or _("inskriven i Samsyn")), table, page_words(page)]
    return ", ".join(word for word in words if word)


def _add_volumes(ground: Ground, projects: list[Project]) -> None:
    rows = PlannedVolume.objects.filter(project__in=projects).select_related("measure").order_by("pk")
    for row in rows:
        key = figure_key(row.measure.code, row.sex, row.part)
        source = Provenance(
            StoredOrigin.ENTERED,
            text=row.source or _("planerad volym i Samsyn"),
            url=link("project-economy", row.project_id),
        )
        _put(ground.projects[row.project_id], key, Base(row.value, source))


def _add_money(ground: Ground, projects: list[Project]) -> None:
    lines: dict[tuple[int, str], list[BudgetLine]] = defaultdict(list)
    for line in BudgetLine.objects.filter(project__in=projects).order_by("pk"):
        lines[line.project_id, f"{MONEY.get(line.kind, 'cofinancing')}.{line.part}"].append(line)
    for (project, key), group in lines.items():
        sources = list(dict.fromkeys(line.source for line in group if line.source))
        source = Provenance(
            StoredOrigin.ENTERED,
            text="; ".join(sources) or _("budgetrader i Samsyn"),
            url=link("project-economy", project),
            formula=_("summan av %(count)d budgetrader") % {"count": len(group)} if len(group) > 1 else "",
        )
        total = sum((line.amount for line in group), Decimal(0))
        _put(ground.projects[project], key, Base(total, source))


def _add_delivered(ground: Ground, projects: list[Project]) -> None:
    """Figures of people from the latest delivery, where nobody has entered what they would replace."""
    for project, figures in figures_delivered(projects).items():
        base = ground.projects[project].base
        entered = {code for code in figures if f"{code}.outcome" in base}
        entered |= {code for codes in TOGETHER for code in codes if any(f"{one}.outcome" in base for one in codes)}
        for code, one in figures.items():
            if code not in entered:
                base[f"{code}.outcome"] = Base(
                    one.value, one.provenance, one.population, one.period, protection=one.protection
                )


def _put(gathered: Gathered, key: str, base: Base) -> None:
    """The project's own budget and plan stand first; a value read from print is then what is printed elsewhere."""
    other = gathered.base.get(key)
    if other is not None:
        where = ", ".join(word for word in (other.provenance.text, _page(other)) if word)
        gathered.printed[key].append(Printed(other.value, where, "", 0))
    gathered.base[key] = base


def _page(base: Base) -> str:
    return page_words(base.provenance.page)


PARTS = tuple(part.value for part in Part)
