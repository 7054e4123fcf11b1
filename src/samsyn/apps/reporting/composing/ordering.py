"""Figures in the order they are read: the whole before its parts, and within each the order of plan against outcome."""

from __future__ import annotations

from collections.abc import Mapping

from samsyn.apps.evaluation.queries import ClusterFigures
from samsyn.apps.evaluation.queries.comparison import ORDER
from samsyn.core.tables.figure import Figure

PARTS = ("plan", "revised", "outcome")


def in_order(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """One subject's figures: money, people, hours and what follows from them; plan before outcome."""
    return dict(sorted(figures.items(), key=lambda pair: _place(pair[1])))


def all_in_order(cluster: ClusterFigures) -> dict[str, Figure]:
    """The cluster's own figures first, then those of each project, by full key."""
    found = {figure.key: figure for figure in in_order(cluster.total).values()}
    for _project, own in cluster.projects:
        found |= {figure.key: figure for figure in in_order(own).values()}
    return found


def _place(figure: Figure) -> tuple[int, str, int, str]:
    code = figure.measure.code
    order = ORDER.index(code) if code in ORDER else len(ORDER)
    return order, code, PARTS.index(figure.part) if figure.part in PARTS else len(PARTS), figure.key
