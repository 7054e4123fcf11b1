"""The tabs Uppföljning and Lärande on the page of a project."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samsyn.apps.evaluation.presenters import comparison, learning
from samsyn.apps.evaluation.presenters.claims import claim_rows
from samsyn.apps.evaluation.presenters.deliveries import section
from samsyn.apps.evaluation.presenters.values import figure_href
from samsyn.apps.evaluation.queries import (
    goals_with_attainment,
    judgements_of,
    may,
    plan_rows,
    project_figures,
    recommendations_of,
    timeline,
)
from samsyn.apps.evaluation.queries.claims import check_claims
from samsyn.apps.evaluation.queries.deliveries import releases_of, whole
from samsyn.apps.evaluation.views.subjects import subject_or_404, subject_page
from samsyn.apps.organisations.policy import Permission

EDIT = Permission.EVALUATION_EDIT


@require_safe
def project_follow_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan against outcome, how far the goals were reached, and the tables that have been delivered."""
    one = subject_or_404(request, "project", pk)
    figures = project_figures(one)
    goals = goals_with_attainment([one])
    releases = list(releases_of(one))
    context = {
        "delivered": section(whole(releases[0]), releases) if releases else None,
        "table": comparison.plan_outcome_table(one, plan_rows(figures)) if figures else None,
        "figures": comparison.figures_table(one, figures, _("Alla siffror, med ursprung")) if figures else None,
        "goals": learning.goals_table(goals),
        "open_goals": [row.goal for row in goals],
        "may_assess": may(request.user, one, EDIT),
        "may_type": may(request.user, one, Permission.FIGURE_EDIT),
        **subject_page(one, request.user, "", "follow-up", (_("Uppföljning"), "")),
    }
    return render(request, "evaluation/project_follow_up.html", context)


@require_safe
def project_learning(request: HttpRequest, pk: int) -> HttpResponse:
    """Judgements, claims, recommendations and the events that changed the conditions."""
    one = subject_or_404(request, "project", pk)
    figures = project_figures(one)
    links = {key: figure_href(one, figure) for key, figure in figures.items()}
    spans = timeline(one)
    context = {
        "groups": learning.judgement_groups(judgements_of(one), links),
        "claims": claim_rows(check_claims(one.claim_set.select_related("publication"), figures)),
        "recommendations": learning.recommendation_table(recommendations_of(one)),
        "chart": learning.timeline_chart(spans, _("Faser och händelser")),
        "timeline": learning.timeline_table(spans),
        "clusters": one.clusters.visible_to(request.user),
        "links": links,
        "may_edit": may(request.user, one, EDIT),
        **subject_page(one, request.user, "", "learning", (_("Lärande"), "")),
    }
    return render(request, "evaluation/project_learning.html", context)
