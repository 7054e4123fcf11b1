"""A file on its way in: what its columns mean, and cells and rows put right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.apps.participants.actions import imports_correcting as actions
from samsyn.apps.participants.actions.imports_jobs import in_time
from samsyn.apps.participants.forms.imports import ColumnsForm, PlaceForm
from samsyn.apps.participants.models import ImportBatch
from samsyn.apps.participants.presenters import imports as words
from samsyn.apps.participants.queries import imports_pages as pages
from samsyn.apps.participants.shapes import people_shape
from samsyn.apps.participants.views.imports import batch_or_404, match_of, page_about
from samsyn.apps.portfolio.forms.fields import add_errors
from samsyn.apps.portfolio.views.pages import data_of
from samsyn.core.intake.errors import Unreadable
from samsyn.core.intake.rows.masking import masked_text
from samsyn.core.intake.rows.matching import Matching
from samsyn.sandbox import read_rows
from samsyn.web.formats import number


def _looked_at(request: HttpRequest, batch: ImportBatch) -> None:
    """After a change: look the rows through anew."""
    batch.refresh_from_db()
    in_time(batch=batch, by=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, pk) -> HttpResponse:
    """Each header with what it was matched to and how; a choice for each."""
    batch = batch_or_404(request, pk)
    if _is_closed(batch):
        return redirect(batch)
    matching = match_of(batch)
    form = _columns_form(batch, matching, data_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.settle_columns(batch=batch, columns=form.columns, by=request.user)
        except ValidationError as refused:
            add_errors(form, refused)
        else:
            _looked_at(request, batch)
            messages.success(request, _("Sparat. Nästa fil med samma rubriker känns igen direkt."))
            return redirect(batch)
    return _columns_page(request, batch, form, _place_form(batch), matching)


def _columns_form(batch: ImportBatch, matching: Matching, data=None) -> ColumnsForm:
    names = batch.kept("content_sealed").head["names"]
    headers = {at: masked_text(text) for at, text in enumerate(names) if text}
    now = {found.header.position: found.code for found in matching.columns}
    return ColumnsForm(data, shape=people_shape(batch.project), headers=headers, now=now)


def _place_form(batch: ImportBatch, data=None) -> PlaceForm:
    head = batch.kept("content_sealed").head
    sheets = tuple(head["sheets"]) if batch.file_sealed else ()
    now = {"headers": head["headers"] + 1}
    if head["sheet"] in sheets:
        now["sheet"] = str(sheets.index(head["sheet"]))
    return PlaceForm(data, sheets=sheets, initial=now)


def _columns_page(request: HttpRequest, batch: ImportBatch, form, place_form, matching) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "place": place_form,
        "rows": words.column_rows(form, matching, batch.columns, pages.examples(batch)),
        "proposals": len(matching.proposals),
        "missing": [form.shape.column(code).label for code in matching.missing_required],
        "faults": [{"message": fault.message, "remedy": fault.remedy} for fault in matching.faults],
        **page_about(request, batch, (_("Kolumner"), "")),
    }
    return render(request, "participants/import_columns.html", context)


@require_POST
def place(request: HttpRequest, pk) -> HttpResponse:
    """Another sheet, or another row of headers."""
    batch = batch_or_404(request, pk)
    if _is_closed(batch):
        return redirect(batch)
    form = _place_form(batch, request.POST)
    if form.is_valid():
        try:
            _put_in_place(request, batch, form)
        except (ValidationError, Unreadable) as refused:
            texts = refused.messages if isinstance(refused, ValidationError) else [str(refused)]
            add_errors(form, ValidationError({"headers": texts}))
        else:
            _looked_at(request, batch)
            messages.success(request, _("Bytt. Kolumnerna är parade på nytt."))
            return redirect("import-columns", batch.pk)
    matching = match_of(batch)
    return _columns_page(request, batch, _columns_form(batch, matching), form, matching)


def _put_in_place(request: HttpRequest, batch: ImportBatch, form: PlaceForm) -> None:
    head = batch.kept("content_sealed").head
    chosen = form.cleaned_data.get("sheet")
    sheet = head["sheets"][int(chosen)] if chosen else head["sheet"]
    if sheet != head["sheet"]:
        rows = read_rows(batch.kept_bytes("file_sealed"), "arbetsbok.xlsx", sheet)
        actions.choose_sheet(batch=batch, rows=rows, by=request.user)
        return
    at = form.cleaned_data["headers"]
    if at is not None and at != head["headers"] + 1:
        actions.choose_headers(batch=batch, row_number=at, by=request.user)


@require_POST
def correct(request: HttpRequest, pk) -> HttpResponse:
    """Cells written anew and rows left out, from one page of faulty rows."""
    batch = batch_or_404(request, pk)
    try:
        corrections, leave_out = _corrections(request, batch), _numbers(request.POST.getlist("leave_out"))
        if corrections or leave_out:
            actions.correct_rows(batch=batch, corrections=corrections, leave_out=leave_out, by=request.user)
            _looked_at(request, batch)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(batch)
    many = len(corrections)
    if many or leave_out:
        said = ngettext("%(n)s cell är rättad.", "%(n)s celler är rättade.", many) % {"n": number(many)}
        if leave_out:
            said += " " + _("Uteslutna rader: %(n)s.") % {"n": number(len(leave_out))}
        messages.success(request, said)
    else:
        messages.info(request, _("Inget var ändrat."))
    return redirect(_back_to(batch, request))


def _corrections(request: HttpRequest, batch: ImportBatch) -> dict[tuple[int, str], str]:
    """Fields whose text is another than the cell's. One that covers a number is empty as long as it is as it was."""
    written: dict[tuple[int, str], str] = {}
    for name, text in request.POST.items():
        if name.startswith("cell-"):
            row, code = name.removeprefix("cell-").split("-", 1)
            if row.isdigit():
                written[int(row), code] = text
    shape = people_shape(batch.project)
    there = pages.cells_of(batch, sorted({row for row, _code in written}))
    found = {}
    for (row, code), text in written.items():
        if code not in there.get(row, {}):
            continue
        now = there[row][code]
        shown = "" if words.is_covered(now, shape.column(code).kind) else now
        if text.replace("\r\n", "\n") != shown:
            found[row, code] = text
    return found


def _numbers(texts: list[str]) -> list[int]:
    return [int(text) for text in texts if text.isdigit()]


def _back_to(batch: ImportBatch, request: HttpRequest) -> str:
    """The same kind of rows, on the same page of them."""
    page = request.POST.get("page", "")
    query = {"visa": "fel", **({"page": page} if page.isdigit() else {})} if batch.counts.get("faulty") else {}
    return f"{reverse('import', args=[batch.pk])}{'?' + urlencode(query) if query else ''}"


@require_POST
def correct_all(request: HttpRequest, pk) -> HttpResponse:
    """One text, wrong in many rows, written anew in all of them."""
    batch = batch_or_404(request, pk)
    row, column = request.POST.get("row", ""), request.POST.get("column", "")
    try:
        many = actions.correct_alike(
            batch=batch, row_number=int(row) if row.isdigit() else 0, column=column,
            text=request.POST.get("text", ""), by=request.user,
        )  # fmt: skip
        _looked_at(request, batch)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        said = ngettext("%(n)s rad är rättad.", "%(n)s rader är rättade.", many) % {"n": number(many)}
        messages.success(request, said)
    return redirect(_back_to(batch, request))


@require_POST
def bring_back(request: HttpRequest, pk) -> HttpResponse:
    """Rows that were left out are read after all."""
    batch = batch_or_404(request, pk)
    try:
        back = _numbers(request.POST.getlist("bring_back"))
        actions.correct_rows(batch=batch, corrections={}, bring_back=back, by=request.user)
        _looked_at(request, batch)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Raderna läses igen."))
    return redirect(batch)


def _is_closed(batch: ImportBatch) -> bool:
    return batch.key is None or batch.state not in {ImportBatch.State.READ, ImportBatch.State.FAILED}
