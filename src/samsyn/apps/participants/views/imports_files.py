"""Files out: the empty template, the project's participants, and rows that an import left out."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from samsyn.apps.organisations.sessions import show_who_you_are
from samsyn.apps.participants.actions.imports_export import take_out
from samsyn.apps.participants.presenters import imports_files as files
from samsyn.apps.participants.queries.imports_look import rows_in
from samsyn.apps.participants.queries.imports_noting import note_rows
from samsyn.apps.participants.shapes import people_shape
from samsyn.apps.participants.views.imports import batch_or_404, project_or_404
from samsyn.core.intake.rows.shapes import Shape

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def _file(data: bytes, content_type: str, name: str) -> HttpResponse:
    """The name says what and which project, never who."""
    return HttpResponse(
        data, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@require_safe
def template_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    project = project_or_404(request, pk)
    return _file(files.shape_xlsx(people_shape(project)), WORKBOOK, "deltagare-mall.xlsx")


@require_safe
def template_csv(request: HttpRequest, pk: int) -> HttpResponse:
    project = project_or_404(request, pk)
    return _file(files.shape_csv(people_shape(project)), CSV, "deltagare-mall.csv")


@require_safe
def export_xlsx(request: HttpRequest, pk: int) -> HttpResponse:
    return _export(request, pk, "xlsx", files.shape_xlsx, WORKBOOK)


@require_safe
def export_csv(request: HttpRequest, pk: int) -> HttpResponse:
    return _export(request, pk, "csv", files.shape_csv, CSV)


def _export(request: HttpRequest, pk: int, kind: str, write: Callable[[Shape, list], bytes], content_type: str):
    """Who it is is asked again before anything is opened."""
    project = project_or_404(request, pk)
    show_who_you_are(request, keep=False)
    rows = take_out(project=project, kind=kind, by=request.user)
    return _file(write(people_shape(project), rows), content_type, f"deltagare-{project.pk}.{kind}")


@require_safe
def left_out(request: HttpRequest, pk) -> HttpResponse:
    """The rows that were not written in, as they stood in the file with its headers, to put right and read in again."""
    batch = batch_or_404(request, pk)
    if batch.state not in {batch.State.DONE, batch.State.UNDONE} or not batch.content_sealed or batch.key is None:
        raise Http404
    rows = rows_in(batch)
    below = [row for row in rows.cells[rows.headers_row_index + 1 :] if row]
    note_rows(batch, below)
    return _file(files.left_csv(rows.headers, below), CSV, f"rader-utanfor-{str(batch.pk)[:8]}.csv")
