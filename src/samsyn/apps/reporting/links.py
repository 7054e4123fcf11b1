"""Where in Samsyn a figure shows how it was built."""

from __future__ import annotations

from django.urls import NoReverseMatch, reverse

from samsyn.apps.reporting.models import Report
from samsyn.core.tables.figure import Figure

OF_ACCOUNT = "kalkyl-"  # how the keys begin of figures that a frozen account says


def figure_address(report: Report, figure: Figure) -> str:
    """The figure's own page; the page of its source where there is none, as for what a frozen account says."""
    if figure.key.startswith(OF_ACCOUNT):
        return figure.provenance.url
    kind, pk = ("cluster", report.cluster_id) if report.cluster_id else ("project", report.project_id)
    try:
        return reverse("figure", args=[kind, pk, figure.key])
    except NoReverseMatch:
        return figure.provenance.url
