"""Files of participants in: the project's files, and one file on its way in."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.actions.imports import bring_in
from samsyn.apps.participants.actions.imports_jobs import in_time
from samsyn.apps.participants.forms.imports import BringForm
from samsyn.apps.participants.models import ImportBatch
from samsyn.apps.participants.models.reach import projects_led_by
from samsyn.apps.participants.presenters import imports as words
from samsyn.apps.participants.queries import imports_pages as pages
from samsyn.apps.participants.queries.imports_export import to_take_out
from samsyn.apps.participants.queries.imports_look import settled
from samsyn.apps.participants.queries.imports_work import progress_of
from samsyn.apps.participants.shapes import people_shape
from samsyn.apps.portfolio.forms.fields import add_errors
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.presenters import project_page
from samsyn.apps.portfolio.views.pages import data_of
from samsyn.core.intake.errors import Unreadable
from samsyn.core.intake.rows.matching import Matching, match
from samsyn.core.intake.rows.paste import pasted
from samsyn.core.intake.rows.sheet import Rows
from samsyn.sandbox import read_rows

IMPORT = Permission.PERSON_IMPORT
State = ImportBatch.State


def project_or_404(request: HttpRequest, pk: int) -> Project:
    return get_object_or_404(projects_led_by(request.user, IMPORT).select_related("organisation"), pk=pk)


def batch_or_404(request: HttpRequest, pk) -> ImportBatch:
    mine = ImportBatch.objects.visible_to(request.user, IMPORT)
    return get_object_or_404(mine.select_related("key", "project__organisation", "organisation", "user"), pk=pk)


def page_of(request: HttpRequest, project: Project, *trail: tuple[Any, str]) -> dict[str, Any]:
    return project_page(project, request.user, "participants", *words.project_crumbs(project, *trail))


def page_about(request: HttpRequest, batch: ImportBatch, *trail: tuple[Any, str]) -> dict[str, Any]:
    """What every page about one file has. Its name is in the page, never in the title or the address."""
    here = (_("Filen"), batch.get_absolute_url())
    return {"batch": batch, "batch_state": words.state_tag(batch), **page_of(request, batch.project, here, *trail)}


@require_http_methods(["GET", "HEAD", "POST"])
def project_imports(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a file or paste; take out a template or the participants; and the files that have been read in."""
    project = project_or_404(request, pk)
    form = BringForm(data_of(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            batch = _brought_in(request, project, form.cleaned_data)
            return redirect(_next_step(batch), batch.pk)
        except Unreadable as refused:
            form.add_error(None, str(refused))
        except ValidationError as refused:
            add_errors(form, refused)
    listed = Paginator(pages.imports_of(request.user, project), pages.PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "table": words.history_table(listed) if listed else None,
        "page_obj": listed,
        "to_take_out": to_take_out(request.user, project).count(),
        **page_of(request, project),
    }
    return render(request, "participants/imports.html", context)


def _brought_in(request: HttpRequest, project: Project, values: dict[str, Any]) -> ImportBatch:
    """The file read in the child, or the paste; kept, and looked through now or beside the server."""
    file, data = values["file"], b""
    if file:
        data = file.read()
        rows = read_rows(data, file.name)
    else:
        rows = pasted(values["text"])
    _refuse_empty(rows)
    name = file.name if file else ""
    batch = bring_in(project=project, rows=rows, name=name, by=request.user, file=data, look_now=False)
    in_time(batch=batch, by=request.user)
    batch.refresh_from_db(fields=["state", "counts", "columns"])
    return batch


def _refuse_empty(rows: Rows) -> None:
    if not rows.below:
        raise Unreadable("Filen har inga rader under rubrikerna.", "Kontrollera att du valde rätt fil.")


def _next_step(batch: ImportBatch) -> str:
    """To the columns when somebody has to say something about them, otherwise to the rows."""
    found = match_of(batch)
    return "import-columns" if not found.ready or found.proposals else "import"


def match_of(batch: ImportBatch) -> Matching:
    """What each header means as it stands now."""
    headers = batch.kept("content_sealed").head["names"]
    return match(headers, people_shape(batch.project), settled(batch, headers))


@require_safe
def import_page(request: HttpRequest, pk) -> HttpResponse:
    """One file: what is going on, what would happen, or what did."""
    batch = batch_or_404(request, pk)
    if batch.waits:
        context = {"waiting": words.waiting_words(batch, progress := progress_of(batch)), "progress": progress.value}
        return render(request, "participants/import_waiting.html", {**context, **page_about(request, batch)})
    if request.htmx:
        return HttpResponseClientRefresh()  # it was waiting when the page was drawn, and is no longer
    if batch.key is None or batch.state in {State.DONE, State.UNDONE}:
        return _done(request, batch)
    return _preview(request, batch)


def _preview(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    shape, kept = people_shape(batch.project), batch.kept("report_sealed")
    report, counts = kept.head if kept else None, batch.counts
    shown = request.GET.get("visa") if request.GET.get("visa") in words.TABS else words.first_tab(counts)
    name = words.TABS[shown][0]
    page = Paginator(range(counts.get(name, 0)), pages.PER_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "counts": counts,
        "accounted": words.accounted_table(counts, shown),
        "row_tabs": words.tabs_of(counts, shown),
        "file_faults": words.file_faults(report),
        "shown": shown,
        "page_obj": page,
        "query": f"&visa={shown}",
        "may_write": bool(report) and not counts.get("unread") and counts.get("insert", 0) + counts.get("update", 0),
    }
    if name == "faulty":
        rows = pages.faulty_rows(batch, page.number)
        recurring = pages.cells_of(batch, [row for _code, row, _many in (report or {}).get("recurring", ())])
        context |= {
            "faulty": words.faulty_list(rows, shape, editable=True),
            "lists": words.choices_for(rows, shape),
            "recurring": words.recurring_list(report, recurring, shape),
        }
    elif name == "left_out":
        context["left_out"] = words.faulty_list(pages.left_out_rows(batch, page.number), shape, editable=False)
    else:
        context["table"] = _table(name, pages.sound_rows(batch, name, page.number, request.user), shape)
    return render(request, "participants/import.html", {**context, **page_about(request, batch)})


def _table(name: str, rows: list[pages.SoundRow], shape) -> Any:
    if name == "insert":
        return words.new_table(rows, shape)
    return words.changed_table(rows, shape) if name == "update" else words.same_table(rows)


def _done(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    report = batch.kept("report_sealed")
    page = Paginator(range(report.count("faulty") if report else 0), pages.PER_PAGE).get_page(request.GET.get("page"))
    left = pages.faulty_rows(batch, page.number) if report else []
    context = {
        "facts": words.done_facts(batch),
        "left": words.faulty_list(left, people_shape(batch.project), editable=False),
        "page_obj": page,
        "may_undo": batch.state == State.DONE and batch.key is not None and bool(batch.undo_sealed),
        "weeded": batch.key is None,
        "any_left": bool(batch.counts.get("faulty", 0) + batch.counts.get("left_out", 0)) and batch.key is not None,
    }
    return render(request, "participants/import_done.html", {**context, **page_about(request, batch)})
