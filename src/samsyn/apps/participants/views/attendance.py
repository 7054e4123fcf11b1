"""The sheet of one session: taken on a phone, saved whole, undone whole."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.actions.attendance import Outcome, announce_absence, save_attendance
from samsyn.apps.participants.actions.attendance_undo import undo_saving
from samsyn.apps.participants.forms.attendance import SheetForm, entries_in
from samsyn.apps.participants.models import GroupMember, Presence, Saving, Session
from samsyn.apps.participants.presenters import attendance as words
from samsyn.apps.participants.presenters import sessions as session_words
from samsyn.apps.participants.queries.attendance_sheet import holding, last_saving, leaders_for, reached_at, sheet_of
from samsyn.apps.participants.queries.groups import ground_in
from samsyn.apps.participants.views.groups_pages import group_page

SCRIPT = "application/json"  # what the page's own script asks for, so that it can keep the draft until it is answered


@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was there. Before the day: who has told that they will not come."""
    sessions = reached(request)
    one = get_object_or_404(holding(sessions) if request.method == "POST" else sessions, pk=pk)
    ahead = one.on > timezone.localdate()
    form = None if ahead else SheetForm(_posted(request), session=one, **_leaders(one))
    errors: dict[int, str] = {}
    if request.method == "POST":
        try:
            outcome, errors = _announce(request, one) if ahead else _save(request, one, form)
        except ValidationError as refused:
            return _answer(request, one, str(" ".join(refused.messages)), refused=True)
        if outcome is not None:
            return _answer(request, one, words.said_of(outcome))
    if request.method == "POST" and _by_script(request):
        return JsonResponse({"saved": False})  # the page itself shows what is to be put right
    return _page(request, one, form, errors)


@require_POST
def attendance_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the whole of the latest saving."""
    one = get_object_or_404(reached(request), pk=pk)
    number = request.POST.get("saving", "")
    savings = Saving.objects.filter(session=one).select_related("session")
    saving = get_object_or_404(savings, number=number if number.isdecimal() else 0)
    try:
        undo_saving(saving=saving, by=request.user)
    except ValidationError as refused:
        return _answer(request, one, " ".join(refused.messages), refused=True)
    return _answer(request, one, _("Ångrat. Närvaron är som den var före den sparningen."))


def reached(request: HttpRequest):
    """Sessions whose attendance the user may take."""
    sessions = Session.objects.visible_to(request.user, Permission.ATTENDANCE)
    return sessions.select_related("group__project", "planned", "organisation")


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _leaders(one: Session) -> dict[str, Any]:
    own, others = leaders_for(one)
    return {"own": own, "others": others}


def _save(request: HttpRequest, one: Session, form: SheetForm) -> tuple[Outcome | None, dict[int, str]]:
    """What was saved, or the errors of the lines."""
    length = form.cleaned_data["minutes"] if form.is_valid() else one.minutes
    entries, errors = entries_in(request.POST, reached_at(one, request.user), length)
    if errors or form.errors:
        return None, errors
    fill = "only_changes" not in request.POST
    outcome = save_attendance(session=one, entries=entries, details=form.details, fill=fill, by=request.user)
    return outcome, {}


def _announce(request: HttpRequest, one: Session) -> tuple[Outcome, dict[int, str]]:
    """Only those on the sheet whose box was changed since it was opened."""
    away: list[GroupMember] = []
    back: list[GroupMember] = []
    for member in reached_at(one, request.user):
        seen = request.POST.get(f"seen-{member.pk}")
        told = bool(request.POST.get(f"excused-{member.pk}"))
        if seen is not None and told != (seen == Presence.EXCUSED):
            (away if told else back).append(member)
    return announce_absence(session=one, away=away, back=back, by=request.user), {}


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == SCRIPT


def _answer(request: HttpRequest, one: Session, said: str, *, refused: bool = False) -> HttpResponse:
    """Back to the sheet, with what happened; the script goes there itself once it has forgotten its draft."""
    (messages.error if refused else messages.success)(request, said)
    if _by_script(request):
        return JsonResponse({"saved": not refused, "to": one.get_absolute_url()})
    return redirect(one)


def _page(request: HttpRequest, one: Session, form: SheetForm | None, errors: dict[int, str]) -> HttpResponse:
    ground = ground_in(request.user, one.group.project)
    lines = sheet_of(one, request.user, ground)
    counts = words.counts(line.said for line in lines)
    today = timezone.localdate()
    context = {
        "session": one,
        "form": form,
        "lines": words.drawn(lines, _posted(request), errors),
        "errors": errors,
        "counts": counts,
        "said": words.counted(counts),
        "latest": last_saving(one),
        "state": session_words.state_of(one, today),
        "lacks_leaders": session_words.lacks_leaders(one, one.leaders.count()),
        "facts": session_words.facts_line(one),
        "themes": list(one.group.plan.values_list("theme", flat=True)) if form else [],
        # Names the draft in the phone: this session and this colleague, without saying which.
        "draft": signing.Signer(salt="attendance").signature(f"{request.user.pk} {one.pk}")[:22],
        **group_page(request, one.group, ground, (session_words.day_of(one.on), "")),
    }
    return render(request, "participants/session.html", context)
