"""How a published table is read: which project, measure and part each of its cells speaks of.

layout = {
  "cluster": 3, or "project": 7      whose table it is (primary keys); with a cluster, rows name its projects
  "rows": {"1": {"subject": "BOSS"}, "6": {"subject": "total"}},
  "columns": {"1": {"measure": "esf_support", "part": "plan"}},
  "subject": "BOSS", "measure": …, "part": …, "sex": …   what holds for the whole table
}
A cell's meaning is what the table, its row and its column say together; a cell without subject, measure and part
is left as text. Rows and columns are counted from 0, heading rows included.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samsyn.apps.catalogue.models import Part
from samsyn.apps.evaluation.models import Cluster, PublishedTable
from samsyn.apps.evaluation.queries.gathering import figure_key
from samsyn.apps.portfolio.models import Project

TOTAL = "total"
WHOLE = ("subject", "measure", "part", "sex", "period")


class BadLayout(ValueError):
    """The layout names something that does not exist; the message says what and where."""


@dataclass(frozen=True)
class Place:
    """What one cell speaks of: a project or a cluster (primary key), a measure, a part and perhaps a sex."""

    project: int | None
    cluster: int | None
    measure: str
    part: str
    sex: str = ""
    period: str = ""

    @property
    def key(self) -> str:
        return figure_key(self.measure, self.sex, self.part)


def places_of(table: PublishedTable) -> dict[tuple[int, int], Place]:
    """The meaning of every cell that the layout explains, by (row, column)."""
    layout = table.layout or {}
    subjects = _subjects(layout)
    common = {name: layout[name] for name in WHOLE if layout.get(name)}
    rows, columns = _numbered(layout, "rows"), _numbered(layout, "columns")
    width = max((len(row) for row in table.rows), default=0)
    found = {}
    for r in range(table.header_rows, len(table.rows)):
        if rows and r not in rows:
            continue
        for c in range(1, width):
            if columns and c not in columns:
                continue
            place = _place({**common, **rows.get(r, {}), **columns.get(c, {})}, subjects)
            if place is not None:
                found[r, c] = place
    return found


def _numbered(layout: Mapping[str, Any], name: str) -> dict[int, Mapping[str, str]]:
    try:
        return {int(number): dict(meaning) for number, meaning in (layout.get(name) or {}).items()}
    except (TypeError, ValueError, AttributeError):
        raise BadLayout(f"Tolkningens {name} ska gå från radens eller kolumnens nummer till vad den betyder.") from None


def _subjects(layout: Mapping[str, Any]) -> dict[str, tuple[int | None, int | None]]:
    """Short names to (project, cluster). Only projects of the named cluster, or the named project, can be meant."""
    if layout.get("cluster"):
        cluster = Cluster.objects.filter(pk=layout["cluster"]).first()
        if cluster is None:
            raise BadLayout("Tolkningen nämner ett kluster som inte finns. Välj klustret igen.")
        codes = cluster.projects.values_list("code", "pk")
        return {code: (pk, None) for code, pk in codes} | {TOTAL: (None, cluster.pk)}
    if layout.get("project"):
        project = Project.objects.filter(pk=layout["project"]).first()
        if project is None:
            raise BadLayout("Tolkningen nämner en insats som inte finns. Välj insatsen igen.")
        return {project.code: (project.pk, None), "": (project.pk, None)}
    return {}


def _place(meaning: Mapping[str, str], subjects: Mapping[str, tuple[int | None, int | None]]) -> Place | None:
    if not meaning.get("measure") or not meaning.get("part") or not subjects:
        return None
    if meaning["part"] not in Part.values:
        raise BadLayout(f"”{meaning['part']}” är varken plan, revised eller outcome.")
    subject = meaning.get("subject", "")
    if subject not in subjects:
        known = ", ".join(name for name in subjects if name)
        raise BadLayout(f"Tolkningen nämner ”{subject}”, som inte hör till tabellen. Det som finns är {known}.")
    project, cluster = subjects[subject]
    return Place(
        project, cluster, meaning["measure"], meaning["part"], meaning.get("sex", ""), meaning.get("period", "")
    )
