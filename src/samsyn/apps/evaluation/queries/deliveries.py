"""What has been delivered about projects: the latest tables, and the figures that stand in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.catalogue.models import Ladder
from samsyn.apps.evaluation.delivered import MEASURES, WORK, Place
from samsyn.apps.evaluation.models import DeliveredRelease, DeliveredTable
from samsyn.apps.portfolio.models import Project
from samsyn.core.disclosure.crossing import TOTAL
from samsyn.core.disclosure.rules import ORDINARY
from samsyn.core.disclosure.shown import ProtectedTable
from samsyn.core.tables.figure import Figure, Provenance

# One source for each: where somebody has entered one of these figures, none of them is taken from a delivery.
TOGETHER = (("participants", "women", "men"),)


@dataclass(frozen=True)
class Delivered:
    """One delivery with its tables, in the order they are read."""

    release: DeliveredRelease
    tables: tuple[ProtectedTable, ...]

    def table(self, code: str) -> ProtectedTable | None:
        return next((table for table in self.tables if table.code == code), None)


@dataclass(frozen=True)
class DeliveredFigure:
    """The value of one measure as it was delivered, with where it stands."""

    value: Decimal
    population: str
    period: str
    protection: str
    provenance: Provenance


def latest_delivered(project: Project) -> Delivered | None:
    """The latest delivery about a project, whole. Two queries."""
    release = releases_of(project).first()
    return whole(release) if release else None


def whole(release: DeliveredRelease) -> Delivered:
    """A delivery with its tables. One query."""
    return Delivered(release, tuple(row.as_core for row in release.tables.all()))


def releases_of(project: Project) -> QuerySet[DeliveredRelease]:
    """Every delivery about a project, the latest first."""
    rows = DeliveredRelease.objects.filter(project=project).select_related("organisation", "project")
    return rows.order_by("-number")


def figures_delivered(projects: Iterable[Project]) -> dict[int, dict[str, DeliveredFigure]]:
    """Figures by project and measure, of the latest deliveries. What is withheld or fewer than 5 is no figure.

    Two queries at most, one where nothing has been delivered.
    """
    latest = DeliveredRelease.objects.filter(project=OuterRef("release__project")).order_by("-number")
    rows = DeliveredTable.objects.filter(
        release__project__in=list(projects),
        release=Subquery(latest.values("pk")[:1]),
        code__in={place.table for place in MEASURES.values()},
    ).select_related("release__organisation")
    by_project: dict[int, dict[str, DeliveredTable]] = {}
    for row in rows:
        by_project.setdefault(row.release.project_id, {})[row.code] = row
    work = _work() if by_project else ""
    return {project: dict(_figures(tables, work)) for project, tables in by_project.items()}


def _figures(rows: Mapping[str, DeliveredTable], work: str) -> Iterator[tuple[str, DeliveredFigure]]:
    tables = {code: row.as_core for code, row in rows.items()}
    for measure, place in MEASURES.items():
        if place.table in tables:
            table = tables[place.table]
            value = value_at(table, place, work)
            if value is not None:
                row = rows[place.table]
                yield (
                    measure,
                    DeliveredFigure(
                        Decimal(value),
                        _(table.population),
                        _period(table),
                        protection_of(table),
                        _source(row.release, table),
                    ),
                )


def value_at(table: ProtectedTable, place: Place, work: str = "") -> int | None:
    """The figure at a place of a table; None where there is none, or only the class."""
    try:
        row = table.row(*place.key)
        column = work if place.column == WORK else place.column
        cell = row.total if column == TOTAL else row.cells[table.columns.index(column)]
    except (KeyError, ValueError):
        return None
    return None if cell.status == "merged" else cell.value


def protection_of(table: ProtectedTable) -> str:
    """How the counts were protected before they came."""
    return _("avrundad till %(base)s") % {"base": table.rules.base}


def may_be_told(measure_is_percent: bool, above: Figure, below: Figure) -> bool:
    """Whether a ratio of figures, some of which were protected, may be told (R3 of docs/methods/skydd-av-sma-tal.md).

    A percentage needs both from deliveries, at least 20 in the denominator and less than nine in ten; a mean or a cost
    needs ten people behind it. Ratios of figures that were never protected are not asked here.
    """
    if above.value is None or below.value is None:
        return False
    if not measure_is_percent:
        return below.value >= ORDINARY.mean_floor
    if not (above.protection and below.protection) or above.value > below.value:
        return False
    return below.value >= ORDINARY.percent_floor and not ORDINARY.uniform(int(above.value), int(below.value))


def _period(table: ProtectedTable) -> str:
    return table.period


def _source(release: DeliveredRelease, table: ProtectedTable) -> Provenance:
    text = _("%(who)s, leverans %(number)s, till och med %(day)s; skyddad: %(how)s") % {
        "who": release.organisation,
        "number": release.number,
        "day": release.up_to.isoformat(),
        "how": protection_of(table),
    }
    return Provenance("delivered", text=text, url=f"{reverse('delivered', args=[release.pk])}#{table.code}")


def _work() -> str:
    """The common ladder's highest state of occupation, as it is called in the tables."""
    occupation = Ladder.objects.common().shape.dimension("occupation")
    return max(occupation.states, key=lambda state: state.order or 0).label
