"""What every page about a subject of evaluation starts with: the row itself, breadcrumbs and tabs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.evaluation.models import Cluster
from samsyn.apps.evaluation.queries import cluster_figures, project_figures
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.presenters import project_page
from samsyn.core.tables.figure import Figure
from samsyn.web.registry import tabs_for

MODELS = {"cluster": Cluster, "project": Project}
Trail = tuple[Any, str]


class SubjectConverter:
    """ "cluster" or "project" in an address; anything else is no page."""

    regex = "cluster|project"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def kind_of(subject: Cluster | Project) -> str:
    return "cluster" if isinstance(subject, Cluster) else "project"


def subject_or_404(
    request: HttpRequest, kind: str, pk: int, permission: Permission = Permission.PROJECT_VIEW
) -> Cluster | Project:
    rows = MODELS[kind].objects.visible_to(request.user, permission).select_related("organisation")
    return get_object_or_404(rows, pk=pk)


def figures_of(subject: Cluster | Project) -> dict[str, Figure]:
    """Every figure of a subject under its full key."""
    return cluster_figures(subject).all if isinstance(subject, Cluster) else project_figures(subject)


def cluster_page(cluster: Cluster, user, current: str, *trail: Trail) -> dict[str, Any]:
    """Context for a template that extends `evaluation/cluster_base.html`."""
    crumbs = [
        {"label": _("Uppföljning"), "href": reverse("follow-up")},
        {"label": cluster.name, "href": cluster.get_absolute_url()},
        *({"label": label, "href": href} for label, href in trail),
    ]
    return {"cluster": cluster, "crumbs": crumbs, "tabs": tabs_for("cluster", cluster, current, user)}


def subject_page(subject: Cluster | Project, user, cluster_tab: str, project_tab: str, *trail: Trail) -> dict[str, Any]:
    """The page's frame for either kind, with the template it extends."""
    if isinstance(subject, Cluster):
        page = cluster_page(subject, user, cluster_tab, *trail)
        return {**page, "base": "evaluation/cluster_base.html", "subject": subject, "kind": "cluster"}
    page = project_page(subject, user, project_tab, *trail)
    return {**page, "base": "portfolio/project_base.html", "subject": subject, "kind": "project"}


def about(subject: Cluster | Project) -> dict[str, Any]:
    """The keyword that actions take for a subject."""
    return {kind_of(subject): subject}


def crumbs_to(*trail: Trail) -> list[dict[str, Any]]:
    """Breadcrumbs from the landing page of the station."""
    start = [{"label": _("Uppföljning"), "href": reverse("follow-up")}]
    return start + [{"label": label, "href": href} for label, href in trail]
