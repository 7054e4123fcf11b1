"""The overlap map."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from samsyn.apps.portfolio.forms import OverlapFilter
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.presenters import overlaps
from samsyn.apps.portfolio.queries import overlap


@require_safe
def overlap_map(request: HttpRequest) -> HttpResponse:
    """Municipality × theme: where efforts ask the same staff at the same time."""
    form = OverlapFilter(request.GET or None, user=request.user)
    form.is_valid()
    group = getattr(form, "cleaned_data", {}).get("staff_group")
    found = overlap(Project.objects.visible_to(request.user), staff_group=group)
    context = {
        "filter": form,
        "map": found,
        "matrix": overlaps.matrix(found),
        "table": overlaps.table(found),
        "staff_group": group,
    }
    return render(request, "portfolio/overlap.html", context)
