"""A printed table beside what its own rows give: cell by cell, with the difference and the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from samsyn.apps.evaluation.models import Cluster, Finding, PublishedTable
from samsyn.apps.evaluation.queries.figures import cluster_figures, project_figures
from samsyn.apps.evaluation.queries.layouts import BadLayout, Place, places_of
from samsyn.apps.portfolio.models import Project
from samsyn.core.quantities import rounded
from samsyn.core.tables.figure import Figure
from samsyn.core.tables.numbers import Printed, printed, style_of


@dataclass(frozen=True)
class CellView:
    """One printed cell. computed is what the rows give, rounded as the print is; None where nothing can be computed.

    differs: the two are not the same to a reader. findings: what the checker said of the cell, by their number.
    """

    text: str
    row: int
    column: int
    value: Decimal | None = None
    computed: Decimal | None = None
    decimals: int = 0
    percent: bool = False
    differs: bool = False
    figure: Figure | None = None
    findings: tuple[Finding, ...] = ()

    @property
    def difference(self) -> Decimal | None:
        """Computed minus printed, as a reader sees them."""
        return self.computed - self.value if self.computed is not None and self.value is not None else None


@dataclass(frozen=True)
class ContradictionView:
    """The whole table. rows hold a CellView for each printed cell; different lists those that contradict."""

    table: PublishedTable
    head: list[list[str]]
    rows: list[list[CellView]]
    findings: list[Finding]

    @property
    def different(self) -> list[CellView]:
        return [cell for row in self.rows for cell in row if cell.differs or cell.findings]


def contradiction_view(table: PublishedTable, *, user=None) -> ContradictionView:
    """Every printed cell with what the figures give for the same thing, and the findings that explain it.

    A publication is open to more people than the projects behind it: with a user, figures are used only where the
    user may see them; findings, which say nothing beyond the print itself, always.
    """
    findings = list(table.findings.all())
    at: dict[tuple[int, int], list[Finding]] = {}
    for finding in findings:
        if finding.row_index is not None and finding.column_index is not None:
            at.setdefault((finding.row_index, finding.column_index), []).append(finding)
    places, figures = _places(table), _figures(table, user)
    style = style_of(str(cell) for row in table.rows for cell in row)
    head = [[str(cell) for cell in row] for row in table.rows[: table.header_rows]]
    body = [
        [
            _cell(str(text), r, c, printed(str(text), style), figures.get(_key(places.get((r, c)))), at.get((r, c), []))
            for c, text in enumerate(row)
        ]
        for r, row in enumerate(table.rows)
        if r >= table.header_rows
    ]
    return ContradictionView(table, head, body, findings)


def _key(place: Place | None) -> tuple[int, int, str] | None:
    return (place.project or 0, place.cluster or 0, place.key) if place else None


def _cell(
    text: str, row: int, column: int, number: Printed | None, figure: Figure | None, findings: list[Finding]
) -> CellView:
    if number is None:
        return CellView(text, row, column, findings=tuple(findings))
    computed = None
    if figure is not None and figure.provenance.origin == "computed" and figure.value is not None:
        exact = figure.value * 100 if number.percent else figure.value
        computed = rounded(exact, number.decimals)
    differs = computed is not None and computed != rounded(number.value, number.decimals)
    return CellView(
        text, row, column, number.value, computed, number.decimals, number.percent, differs, figure, tuple(findings)
    )


def _places(table: PublishedTable) -> dict[tuple[int, int], Place]:
    """A layout that no longer holds (its cluster has changed) explains nothing, but must not hide the print."""
    try:
        return places_of(table)
    except BadLayout:
        return {}


def _figures(table: PublishedTable, user) -> Mapping[tuple[int, int, str] | None, Figure]:
    """The figures of everything that the table's layout speaks of, by project, cluster and key."""
    cluster_pk = table.layout.get("cluster")
    project_pk = table.layout.get("project")
    clusters = Cluster.objects.all() if user is None else Cluster.objects.visible_to(user)
    projects = Project.objects.all() if user is None else Project.objects.visible_to(user)
    cluster = clusters.filter(pk=cluster_pk).first() if cluster_pk else None
    found: dict[tuple[int, int, str] | None, Figure] = {}
    if cluster is not None:
        all_figures = cluster_figures(cluster)
        for project, figures in all_figures.projects:
            found |= {(project.pk, 0, key): figure for key, figure in figures.items()}
        found |= {(0, cluster.pk, key): figure for key, figure in all_figures.total.items()}
    elif project_pk and (project := projects.filter(pk=project_pk).first()):
        found |= {(project.pk, 0, key): figure for key, figure in project_figures(project).items()}
    return found
