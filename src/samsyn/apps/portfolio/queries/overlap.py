"""Where several efforts ask the same staff in the same place about the same theme at the same time.

Method: docs/methods/overlapp.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from samsyn.apps.catalogue.models import Term
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.portfolio.models import Project

Span = tuple[date, date]


@dataclass(frozen=True)
class Overlap:
    """One cell with two or more efforts at once. spans: days, first and last, when at least two run.

    months: calendar months that a span touches. open_ended: one of the efforts has no end.
    """

    municipality: Organisation
    theme: Term
    staff_groups: tuple[Term, ...]
    projects: tuple[Project, ...]
    spans: tuple[Span, ...]
    months: int
    open_ended: bool


@dataclass(frozen=True)
class OverlapMap:
    """cells: only those where efforts overlap, by (municipality key, theme key). uncompared: lack what it takes."""

    municipalities: tuple[Organisation, ...]
    themes: tuple[Term, ...]
    cells: dict[tuple[int, int], Overlap]
    compared: tuple[Project, ...]
    uncompared: tuple[Project, ...]


def overlap(projects, *, staff_group: Term | None = None, on: date | None = None) -> OverlapMap:
    """The overlap map of the projects (a queryset of what the reader may see). Four queries, however many rows.

    staff_group: only this one. A project without municipality, theme or staff group cannot be compared and is listed.
    """
    rows = list(projects.prefetch_related("municipalities__municipality", "themes", "staff_groups"))
    compared = [row for row in rows if row.municipalities.all() and row.themes.all() and row.staff_groups.all()]
    horizon = _horizon(compared, on or timezone.localdate())
    asked: dict[tuple[Organisation, Term, Term], list[Project]] = defaultdict(list)
    for row in compared:
        for place in row.municipalities.all():
            for theme in row.themes.all():
                for group in row.staff_groups.all():
                    if staff_group is None or group == staff_group:
                        asked[place.municipality, theme, group].append(row)
    found: dict[tuple[Organisation, Term], list[tuple[Term, list[Project], list[Span]]]] = defaultdict(list)
    for (place, theme, group), several in asked.items():
        spans = together([_span(row, horizon) for row in several])
        if spans:
            found[place, theme].append((group, _running(several, spans, horizon), spans))
    cells = {(place.pk, theme.pk): _cell(place, theme, parts) for (place, theme), parts in found.items()}
    return OverlapMap(
        tuple(sorted({place for place, _theme in found}, key=lambda place: place.name)),
        tuple(sorted({theme for _place, theme in found}, key=lambda theme: (theme.order, theme.name_sv))),
        cells,
        tuple(compared),
        tuple(row for row in rows if row not in compared),
    )


def together(spans: Iterable[Span]) -> list[Span]:
    """The days, both ends included, when at least two of the spans run.

    >>> together([(date(2024, 1, 1), date(2024, 3, 31)), (date(2024, 3, 1), date(2024, 6, 30))])
    [(datetime.date(2024, 3, 1), datetime.date(2024, 3, 31))]
    """
    changes = sorted(
        change
        for first, last in spans
        if first <= last
        for change in ((first.toordinal(), 1), (last.toordinal() + 1, -1))  # numbers: the last day of all has no next
    )
    running, since, found = 0, None, []
    for day, step in changes:
        running += step
        if running >= 2 and since is None:
            since = day
        elif running < 2 and since is not None:
            if since < day:
                found.append((date.fromordinal(since), date.fromordinal(day - 1)))
            since = None
    return joined(found)  # where one effort takes over from another on the same day, the days go on


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same days with touching and overlapping spans made one."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first.toordinal() <= found[-1][1].toordinal() + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def months_in(spans: Iterable[Span]) -> int:
    """How many calendar months the spans touch."""
    touched = set()
    for first, last in spans:
        touched.update(range(first.year * 12 + first.month, last.year * 12 + last.month + 1))
    return len(touched)


def _cell(place: Organisation, theme: Term, parts: list[tuple[Term, list[Project], list[Span]]]) -> Overlap:
    spans = tuple(joined(span for _group, _several, several_spans in parts for span in several_spans))
    several = {row.pk: row for _group, rows, _spans in parts for row in rows}
    projects = tuple(sorted(several.values(), key=lambda row: (row.starts, row.code)))
    groups = tuple(sorted((group for group, _rows, _spans in parts), key=lambda group: group.order))
    return Overlap(place, theme, groups, projects, spans, months_in(spans), any(_end(row) is None for row in projects))


def _running(several: list[Project], spans: list[Span], horizon: date) -> list[Project]:
    """Those of the projects that run in some of the days."""
    return [
        row
        for row in several
        if any(_span(row, horizon)[0] <= last and first <= _span(row, horizon)[1] for first, last in spans)
    ]


def _end(project: Project) -> date | None:
    ends = [day for day in (project.ends, project.stopped_on) if day is not None]
    return min(ends) if ends else None


def _span(project: Project, horizon: date) -> Span:
    return project.starts, _end(project) or max(horizon, project.starts)


def _horizon(projects: list[Project], today: date) -> date:
    """How far an open-ended project is taken to run: to the latest known end among those compared, at least today."""
    return max([today, *(end for end in map(_end, projects) if end is not None)])
