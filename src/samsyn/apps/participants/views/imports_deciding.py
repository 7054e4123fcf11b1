"""A file on its way in: written in, undone, thrown away, asked for again."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.apps.participants.actions import imports as actions
from samsyn.apps.participants.actions import imports_jobs as jobs
from samsyn.apps.participants.forms.imports import TakeInForm
from samsyn.apps.participants.models import ImportBatch
from samsyn.apps.participants.presenters import imports as words
from samsyn.apps.participants.queries.imports_undo import undoing
from samsyn.apps.participants.views.imports import batch_or_404, page_about
from samsyn.apps.portfolio.forms.fields import add_errors
from samsyn.apps.portfolio.views.pages import data_of, question_page

State = ImportBatch.State


@require_http_methods(["GET", "HEAD", "POST"])
def write_in(request: HttpRequest, pk) -> HttpResponse:
    """Say what will be written, and write it: now, or beside the server when the file is large."""
    batch = batch_or_404(request, pk)
    if batch.state not in {State.READ, State.FAILED} or not batch.report_sealed or batch.counts.get("unread"):
        return redirect(batch)
    form = TakeInForm(data_of(request), faulty=batch.counts["faulty"])
    if request.method == "POST" and form.is_valid():
        try:
            return _written(request, batch, leave_faulty=form.cleaned_data.get("leave_faulty", False))
        except actions.ChangedSince as since:
            actions.look_through(batch=batch, by=request.user)
            messages.warning(request, " ".join(since.messages))
            return redirect(batch)
        except ValidationError as refused:
            add_errors(form, refused)
    context = {"form": form, "consequences": words.consequences(batch)}
    return render(
        request, "participants/import_take_in.html", {**context, **page_about(request, batch, (_("Skriv in"), ""))}
    )


def _written(request: HttpRequest, batch: ImportBatch, leave_faulty: bool) -> HttpResponse:
    if batch.is_large:
        actions.refuse_twin(batch)
        more = {"leave_faulty": True} if leave_faulty else {}
        jobs.ask_for(batch=batch, state=State.QUEUED, by=request.user, **more)
    else:
        actions.take_in(batch=batch, by=request.user, leave_faulty=leave_faulty)
        messages.success(request, _("Raderna är inskrivna."))
    return redirect(batch)


@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, pk) -> HttpResponse:
    """Say what undoing will do, and undo: now, or beside the server when the file is large."""
    batch = batch_or_404(request, pk)
    if batch.state != State.DONE or batch.key is None or not batch.undo_sealed:
        return redirect(batch)
    will = undoing(batch)

    def act() -> None:
        if batch.is_large:
            jobs.ask_for(batch=batch, state=State.UNDOING, by=request.user)
        else:
            actions.undo_import(batch=batch, by=request.user)

    return question_page(
        request,
        act,
        title=_("Ångra hela inläsningen"),
        consequences=[*words.undoing_refusal(will), *words.undoing_consequences(will)],
        submit=_("Ångra inläsningen"),
        back=batch.get_absolute_url(),
        done=_("Inläsningen ångras.") if batch.is_large else _("Inläsningen är ångrad."),
        **page_about(request, batch, (_("Ångra"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest, pk) -> HttpResponse:
    batch = batch_or_404(request, pk)
    if batch.state not in {State.READ, State.FAILED, State.CHECKING} or batch.key is None:
        return redirect(batch)
    return question_page(
        request,
        lambda: actions.forget_import(batch=batch, by=request.user),
        title=_("Kasta inläsningen"),
        consequences=[
            _("Filens rader och rättelserna försvinner ur Samsyn. Din egen fil rörs inte."),
            _("Ingen deltagare ändras."),
        ],
        submit=_("Kasta"),
        back=reverse("project-imports", args=[batch.project_id]),
        done=_("Inläsningen är kastad."),
        **page_about(request, batch, (_("Kasta"), "")),
    )


@require_POST
def again(request: HttpRequest, pk) -> HttpResponse:
    """Ask once more for work that stopped."""
    batch = batch_or_404(request, pk)
    try:
        jobs.ask_again(batch=batch, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect(batch)


@require_POST
def stop(request: HttpRequest, pk) -> HttpResponse:
    """Take back what waits to be written in or undone."""
    batch = batch_or_404(request, pk)
    try:
        jobs.stop_waiting(batch=batch, by=request.user)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Avbrutet. Inget är ändrat."))
    return redirect(batch)
