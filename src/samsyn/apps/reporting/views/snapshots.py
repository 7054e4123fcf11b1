"""Freezing a report, and the frozen copy."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.reporting import actions, presenters, queries
from samsyn.apps.reporting.forms import FreezeForm
from samsyn.apps.reporting.models import Snapshot
from samsyn.apps.reporting.page import drawn
from samsyn.apps.reporting.standing import status_line
from samsyn.apps.reporting.views.reports import visible_report


@require_http_methods(["GET", "HEAD", "POST"])
def report_freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what freezing does, and do it."""
    report = visible_report(request, pk, Permission.REPORT_FREEZE)
    form = FreezeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        snapshot = actions.freeze_report(
            report=report, by=request.user, reason=form.cleaned_data["reason"], language=get_language() or ""
        )
        messages.success(request, _("Rapporten är fryst som nr %(number)s.") % {"number": snapshot.number})
        return redirect(snapshot)
    crumbs = presenters.report_crumbs(report, (_("Frys rapporten"), ""))
    return render(request, "reporting/report_freeze.html", {"report": report, "form": form, "crumbs": crumbs})


@require_safe
def snapshot_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it read on the day it was frozen, and whether it still does."""
    snapshot = visible_snapshot(request, pk)
    frozen = queries.opened(snapshot)
    content = frozen.content
    context = {
        "snapshot": snapshot,
        "report": snapshot.report,
        "frozen": frozen,
        "content": content,
        "status": status_line(content.status, frozen.faults) if content else "",
        "sections": drawn(content, links=True) if content else [],
        "facts": presenters.snapshot_facts(snapshot),
        "downloads": presenters.downloads("snapshot", pk) if content else [],
        "crumbs": presenters.report_crumbs(snapshot.report, (presenters.frozen_words(snapshot), "")),
    }
    return render(request, "reporting/snapshot.html", context)


def visible_snapshot(request: HttpRequest, pk: int) -> Snapshot:
    """The frozen report, if the user may read the report it was made of."""
    return get_object_or_404(queries.snapshots_of(request.user), pk=pk)
