"""A cluster: comparison, figures, claims, judgements, time and recommendations."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.evaluation import actions
from samsyn.apps.evaluation.forms import ClusterForm, DifferenceForm
from samsyn.apps.evaluation.models import Cluster, PublishedTable
from samsyn.apps.evaluation.presenters import comparison, learning
from samsyn.apps.evaluation.presenters.claims import claim_rows, claims_summary
from samsyn.apps.evaluation.presenters.values import figure_href
from samsyn.apps.evaluation.queries import (
    cluster_figures,
    homes_where,
    judgements_of,
    may,
    plan_rows,
    recommendations_of,
    timeline,
)
from samsyn.apps.evaluation.queries.claims import check_claims
from samsyn.apps.evaluation.views.subjects import cluster_page, crumbs_to, subject_or_404
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.views.pages import data_of, form_page

EDIT = Permission.EVALUATION_EDIT


@require_safe
def cluster(request: HttpRequest, pk: int) -> HttpResponse:
    """The projects in one view, with what makes them hard to compare."""
    one = subject_or_404(request, "cluster", pk)
    figures = cluster_figures(one)
    seen = set(Project.objects.visible_to(request.user).values_list("pk", flat=True))
    projects = [{"project": project, "open": project.pk in seen} for project, _own in figures.projects]
    context = {
        "projects": projects,
        "table": comparison.comparison_table(figures),
        "charts": comparison.comparison_charts(figures),
        "together": comparison.plan_outcome_table(one, plan_rows(figures.total), _("Klustret, plan mot utfall")),
        "differences": one.differences.select_related("measure").prefetch_related("projects"),
        "contradictions": len(comparison.contradictions_in(figures)),
        "printed": PublishedTable.objects.filter(figures__cluster=one).distinct().select_related("publication"),
        **_frame(request, one, "comparison"),
    }
    return render(request, "evaluation/cluster.html", context)


@require_safe
def cluster_figures_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Every figure with where it comes from."""
    one = subject_or_404(request, "cluster", pk)
    figures = cluster_figures(one)
    tables = [comparison.figures_table(one, figures.total, _("Klustret"))]
    tables += [comparison.figures_table(one, own, str(project)) for project, own in figures.projects]
    contradicted = {figure.key: figure for figure in comparison.contradictions_in(figures)}
    context = {
        "tables": tables,
        "contradicted": comparison.figures_table(one, contradicted, _("Det som också är tryckt på annat sätt")),
        "may_type": may(request.user, one, Permission.FIGURE_EDIT),
        **_frame(request, one, "figures"),
    }
    return render(request, "evaluation/cluster_figures.html", context)


@require_safe
def cluster_claims(request: HttpRequest, pk: int) -> HttpResponse:
    """Sentences with numbers, and what they follow from."""
    one = subject_or_404(request, "cluster", pk)
    figures = cluster_figures(one).all
    checked = check_claims(one.claim_set.select_related("publication"), figures)
    links = {key: figure_href(one, figure) for key, figure in figures.items()}
    context = {
        "claims": claim_rows(checked),
        "summary": claims_summary(checked),
        "links": links,
        **_frame(request, one, "claims"),
    }
    return render(request, "evaluation/claims.html", context)


@require_safe
def cluster_judgements(request: HttpRequest, pk: int) -> HttpResponse:
    """Verdicts on five levels and in the perspectives, with their evidence."""
    one = subject_or_404(request, "cluster", pk)
    links = {key: figure_href(one, figure) for key, figure in cluster_figures(one).all.items()}
    groups = learning.judgement_groups(judgements_of(one), links)
    return render(request, "evaluation/judgements.html", {"groups": groups, **_frame(request, one, "judgements")})


@require_safe
def cluster_timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """The phases of the projects, and what happened around them."""
    one = subject_or_404(request, "cluster", pk)
    spans = timeline(one)
    context = {
        "chart": learning.timeline_chart(spans, _("Insatsernas faser och händelser omkring dem")),
        "table": learning.timeline_table(spans),
        **_frame(request, one, "timeline"),
    }
    return render(request, "evaluation/timeline.html", context)


@require_safe
def cluster_recommendations(request: HttpRequest, pk: int) -> HttpResponse:
    """Advice with addressee and answer."""
    one = subject_or_404(request, "cluster", pk)
    table = learning.recommendation_table(recommendations_of(one))
    return render(
        request, "evaluation/recommendations.html", {"table": table, **_frame(request, one, "recommendations")}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def cluster_new(request: HttpRequest) -> HttpResponse:
    if not homes_where(request.user, EDIT).exists():
        raise Http404
    return form_page(
        request,
        ClusterForm(data_of(request), user=request.user),
        lambda values: actions.make_cluster(by=request.user, **values),
        title=_("Nytt kluster"),
        intro=_("Insatser som utvärderas tillsammans. Du kan ta med dem där du är utvärderare."),
        back=reverse("cluster-list"),
        to=Cluster.get_absolute_url,
        crumbs=crumbs_to((_("Nytt kluster"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def cluster_edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = subject_or_404(request, "cluster", pk, EDIT)
    return form_page(
        request,
        ClusterForm(data_of(request), instance=one, user=request.user),
        lambda values: actions.change_cluster(cluster=one, by=request.user, **values),
        title=_("Ändra klustret"),
        back=one.get_absolute_url(),
        **cluster_page(one, request.user, "comparison", (_("Ändra"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def difference_new(request: HttpRequest, pk: int) -> HttpResponse:
    one = subject_or_404(request, "cluster", pk, EDIT)
    return form_page(
        request,
        DifferenceForm(data_of(request), user=request.user, cluster=one),
        lambda values: actions.note_difference(cluster=one, by=request.user, **values),
        title=_("Ny skillnad i definition"),
        intro=_("Där insatserna räknar eller beskriver olika, och vad det betyder för jämförelsen."),
        back=one.get_absolute_url(),
        **cluster_page(one, request.user, "comparison", (_("Ny skillnad"), "")),
    )


def _frame(request: HttpRequest, one: Cluster, tab: str) -> dict:
    page = cluster_page(one, request.user, tab)
    return {**page, "base": "evaluation/cluster_base.html", "subject": one, "kind": "cluster",
            "may_edit": may(request.user, one, EDIT)}  # fmt: skip
