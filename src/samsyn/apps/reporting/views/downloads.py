"""Copies to take away: Word, Excel and PDF, live or frozen. The trail remembers who took which."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from samsyn.apps.reporting import actions, queries
from samsyn.apps.reporting.composing import compose
from samsyn.apps.reporting.content import ReportContent
from samsyn.apps.reporting.pdf import NoPango
from samsyn.apps.reporting.views.reports import visible_report
from samsyn.apps.reporting.views.snapshots import visible_snapshot

OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
Maker = Callable[[ReportContent, str, tuple[str, ...]], bytes]


def maker_of(kind: str) -> Maker:
    """The maker of a kind of file. Imported late: the libraries take half a second of every start."""
    if kind == "docx":
        from samsyn.apps.reporting.word import word_document

        return word_document
    if kind == "xlsx":
        from samsyn.apps.reporting.annex import workbook

        return workbook
    from samsyn.apps.reporting.pdf import pdf_document

    return pdf_document


@require_safe
def report_copy(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A draft as it is this minute."""
    report = visible_report(request, pk)
    content = compose(report)
    return _copy(request, report, kind, content, "", (), f"{report.title} utkast {content.status.at[:10]}")


@require_safe
def snapshot_copy(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A frozen copy: the same bytes every time. One that has been changed says so on its first page."""
    snapshot = visible_snapshot(request, pk)
    frozen = queries.opened(snapshot)
    if frozen.content is None:
        raise Http404
    name = f"{snapshot.report.title} nr {snapshot.number}"
    return _copy(request, snapshot, kind, frozen.content, snapshot.sha256, frozen.faults, name)


def _copy(request, what, kind: str, content: ReportContent, fingerprint: str, faults, name: str) -> HttpResponse:
    try:
        data = maker_of(kind)(content, fingerprint, faults)
    except NoPango as error:
        messages.error(request, str(error))
        return redirect(what)
    if request.method == "GET":
        actions.take_out(what=what, kind=kind, by=request.user)
    response = HttpResponse(data, content_type=TYPES[kind])
    response["Content-Disposition"] = content_disposition_header(True, f"{slugify(name) or 'rapport'}.{kind}")
    return response
