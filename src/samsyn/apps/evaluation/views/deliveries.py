"""Pages of what has been delivered about a project."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samsyn.apps.evaluation.models import DeliveredRelease
from samsyn.apps.evaluation.presenters.deliveries import section
from samsyn.apps.evaluation.queries.deliveries import releases_of, whole
from samsyn.apps.evaluation.views.subjects import subject_page


@require_safe
def delivered(request: HttpRequest, pk: int) -> HttpResponse:
    """One delivery, whole."""
    rows = DeliveredRelease.objects.visible_to(request.user).select_related("organisation", "project__organisation")
    release = get_object_or_404(rows, pk=pk)
    project = release.project
    trail = (
        (_("Uppföljning"), reverse("project-follow-up", args=[project.pk])),
        (_("Leverans %(number)s") % {"number": release.number}, ""),
    )
    context = {
        "delivered": section(whole(release), releases_of(project)),
        **subject_page(project, request.user, "", "follow-up", *trail),
    }
    return render(request, "evaluation/delivered.html", context)
