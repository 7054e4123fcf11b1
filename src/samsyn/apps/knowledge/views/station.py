"""Kunskap: what is learned, at a glance; and recommendations that nobody answered."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samsyn.apps.knowledge import presenters, queries
from samsyn.apps.knowledge.views.observations import crumbs
from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission

ON_FRONT = 8  # patterns on the station's first page


@require_safe
def knowledge(request: HttpRequest) -> HttpResponse:
    """The station's first page: tell, the patterns that weigh most, who is to answer, and the banks."""
    patterns = queries.board(request.user)
    count, today = patterns.count(), timezone.localdate()
    rows = queries.on_board(list(patterns[:ON_FRONT]), today)
    context = {
        "table": presenters.board_table(rows, count) if rows else None,
        "more": count > ON_FRONT,
        "tally": presenters.tally(queries.tally(request.user)),
        "may_tell": organisations_where(request.user, Permission.OBSERVE).exists(),
        "unanswered": presenters.unanswered_rows(queries.unanswered(request.user)[:ON_FRONT], today),
    }
    return render(request, "knowledge/station.html", context)


@require_safe
def recommendation_list(request: HttpRequest) -> HttpResponse:
    """What evaluations advised, to whom, and whether anybody answered. The silent first."""
    found = queries.recommendations_of(request.user)
    context = {
        "table": presenters.recommendation_table(found.rows),
        "summary": presenters.recommendation_summary(found),
        "crumbs": crumbs((_("Rekommendationer"), "")),
    }
    return render(request, "knowledge/recommendation_list.html", context)
