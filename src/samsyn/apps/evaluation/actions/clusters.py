"""Clusters are made, grow, and have the differences in their definitions noted."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.evaluation.actions.subjects import saved
from samsyn.apps.evaluation.models import Cluster, DefinitionDifference
from samsyn.apps.portfolio.models import Project


@transaction.atomic
def make_cluster(
    *, name: str, organisation, by, projects: Iterable[Project] = (), summary: str = "", question: str = ""
) -> Cluster:
    """Put projects side by side to be evaluated together."""
    cluster = saved(Cluster(name=name.strip(), organisation=organisation, summary=summary, question=question))
    projects = list(projects)
    cluster.projects.set(projects)
    record("cluster_made", by=by, target=cluster, organisation=organisation, projects=[str(row) for row in projects])
    return cluster


@transaction.atomic
def change_cluster(
    *, cluster: Cluster, name: str, by, summary: str = "", question: str = "", projects: Iterable[Project] | None = None
) -> Cluster:
    """Change the words of a cluster, and which projects are in it."""
    cluster.name, cluster.summary, cluster.question = name.strip(), summary, question
    saved(cluster)
    if projects is not None:
        cluster.projects.set(projects)
    inside = [str(row) for row in cluster.projects.all()]
    record("cluster_changed", by=by, target=cluster, organisation=cluster.organisation, projects=inside)
    return cluster


@transaction.atomic
def add_project_to_cluster(*, cluster: Cluster, project: Project, by) -> Cluster:
    """Take one more project into the comparison."""
    if cluster.projects.filter(pk=project.pk).exists():
        raise ValidationError(_("Insatsen finns redan i klustret."))
    cluster.projects.add(project)
    record("project_added_to_cluster", by=by, target=cluster, organisation=cluster.organisation, project=project)
    return cluster


@transaction.atomic
def note_difference(
    *,
    cluster: Cluster,
    text: str,
    by,
    measure=None,
    consequence: str = "",
    projects: Iterable[Project] = (),
    source: str = "",
) -> DefinitionDifference:
    """Note where projects count or describe differently, and what that means for the comparison."""
    difference = saved(
        DefinitionDifference(cluster=cluster, measure=measure, text=text, consequence=consequence, source=source)
    )
    difference.projects.set(projects)
    record("difference_noted", by=by, target=difference, organisation=cluster.organisation)
    return difference
