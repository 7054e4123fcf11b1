"""Stored values behind a key."""

from __future__ import annotations

from samsyn.apps.evaluation.models import Cluster, StoredFigure
from samsyn.apps.evaluation.queries.figures import prefixes_of
from samsyn.apps.evaluation.queries.gathering import figure_key
from samsyn.apps.portfolio.models import Project


def stored_for(subject: Project | Cluster, key: str) -> list[StoredFigure]:
    """Every value kept for one figure, the one that counts first and corrected ones last."""
    rows = StoredFigure.objects.select_related("measure", "publication", "table", "replaced_by")
    if isinstance(subject, Cluster):
        first, _dot, rest = key.partition(".")
        owner = next((pk for pk, prefix in prefixes_of(subject).items() if prefix == first and "." in rest), None)
        rows = rows.filter(project=owner) if owner else rows.filter(cluster=subject)
        key = rest if owner else key
    else:
        rows = rows.filter(project=subject)
    wanted = key.partition("@")[0]
    found = [row for row in rows if figure_key(row.measure.code, row.sex, row.part) == wanted]
    return sorted(found, key=lambda row: (row.replaced_by_id is not None, not row.counts, row.pk))
