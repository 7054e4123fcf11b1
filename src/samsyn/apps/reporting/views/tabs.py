"""The tab Rapport on the page of a project and of a cluster."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from samsyn.apps.evaluation.models import Cluster
from samsyn.apps.evaluation.views.subjects import cluster_page
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.presenters import project_page
from samsyn.apps.reporting import presenters


@require_safe
def project_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Reports on a project."""
    one = get_object_or_404(Project.objects.visible_to(request.user), pk=pk)
    may_begin = Project.objects.visible_to(request.user, Permission.REPORT_EDIT).filter(pk=pk).exists()
    context = {**_reports(one, f"project-{pk}", may_begin), **project_page(one, request.user, "report")}
    return render(request, "reporting/project_report.html", context)


@require_safe
def cluster_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Reports on a cluster."""
    one = get_object_or_404(Cluster.objects.visible_to(request.user), pk=pk)
    may_begin = Cluster.objects.visible_to(request.user, Permission.REPORT_EDIT).filter(pk=pk).exists()
    context = {**_reports(one, f"cluster-{pk}", may_begin), **cluster_page(one, request.user, "report")}
    return render(request, "reporting/cluster_report.html", context)


def _reports(subject: Project | Cluster, choice: str, may_begin: bool) -> dict:
    reports = list(subject.reports.select_related("project", "cluster").prefetch_related("snapshots"))
    return {
        "table": presenters.report_table(reports) if reports else None,
        "begin_url": f"{reverse('report-new')}?om={choice}" if may_begin else "",
    }
