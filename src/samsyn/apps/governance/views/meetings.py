"""Meetings: called, prepared, who was there, closed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.apps.governance import actions
from samsyn.apps.governance.actions.meetings import unfinished
from samsyn.apps.governance.forms import CancelForm, EditMeetingForm, MeetingForm, PresenceForm
from samsyn.apps.governance.models import Board, BoardMeeting, MeetingState
from samsyn.apps.governance.presenters import boards as words
from samsyn.apps.governance.presenters import meetings as shown
from samsyn.apps.governance.queries.meetings import agenda_of, later_meetings
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page
from samsyn.web.formats import isodate

P = Permission
METHODS = ["GET", "HEAD", "POST"]


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: agenda before it, minutes after."""
    one = get_object_or_404(
        BoardMeeting.objects.visible_to(request.user).select_related("board__organisation", "closed_by"), pk=pk
    )
    may_edit = editable(request).filter(pk=pk).exists()
    presence = list(one.presence.select_related(
        "seat__organisation", "seat__user", "instead__organisation", "instead__user"
    ))  # fmt: skip
    context = {
        "meeting": one,
        "tag": shown.meeting_tag(one),
        **shown.agenda(agenda_of(one)),
        "presence": shown.presence_list(presence),
        "told_presence": shown.told_presence(presence) if presence else "",
        "may_edit": may_edit,
        "may_move": may_edit and later_meetings(one).exists(),
        "unfinished": unfinished(one) if may_edit else [],
        "crumbs": words.board_crumbs(one.board, (isodate(one.on), "")),
    }
    return render(request, "governance/meeting.html", context)


@require_http_methods(METHODS)
def meeting_new(request: HttpRequest, pk: int) -> HttpResponse:
    board = get_object_or_404(
        Board.objects.visible_to(request.user, P.BOARD_EDIT).select_related("organisation"), pk=pk
    )
    return form_page(
        request,
        MeetingForm(data_of(request), instance=BoardMeeting(board=board)),
        lambda values: actions.call_meeting(board=board, by=request.user, **values),
        title=_("Nytt möte med %(board)s") % {"board": board},
        back=board.get_absolute_url(),
        to=BoardMeeting.get_absolute_url,
        crumbs=words.board_crumbs(board, (_("Nytt möte"), "")),
    )


@require_http_methods(METHODS)
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(editable(request), pk=pk)
    return form_page(
        request,
        EditMeetingForm(data_of(request), instance=one),
        lambda values: actions.edit_meeting(meeting=one, by=request.user, **values),
        title=_("Ändra mötet"),
        back=one.get_absolute_url(),
        crumbs=meeting_crumbs(one, (_("Ändra"), "")),
    )


@require_http_methods(METHODS)
def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(editable(request), pk=pk)
    return form_page(
        request,
        CancelForm(data_of(request)),
        lambda values: actions.cancel_meeting(meeting=one, by=request.user, **values),
        title=_("Ställa in mötet %(day)s?") % {"day": isodate(one.on)},
        intro=_("Mötet står kvar som inställt, med sitt skäl. Dess punkter följer inte med till ett annat möte."),
        submit=_("Ställ in mötet"),
        back=one.get_absolute_url(),
        crumbs=meeting_crumbs(one, (_("Ställ in"), "")),
    )


@require_POST
def meeting_prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """Fill the agenda with what awaits the group."""
    one = get_object_or_404(editable(request), pk=pk)
    found = len(actions.prepare_agenda(meeting=one, by=request.user))
    if found:
        told = ngettext("%(number)d ny punkt föreslås.", "%(number)d nya punkter föreslås.", found)
        messages.success(request, told % {"number": found})
    else:
        messages.info(request, _("Inget nytt väntar på gruppen."))
    return redirect(one)


@require_http_methods(METHODS)
def meeting_presence(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(editable(request), pk=pk)
    form = PresenceForm(data_of(request), meeting=one)
    return form_page(
        request,
        form,
        lambda values: actions.note_presence(meeting=one, presence=form.presence(), by=request.user),
        title=_("Närvaro %(day)s") % {"day": isodate(one.on)},
        intro=_("Alla står som närvarande. Ändra för dem som inte kom, och spara.")
        if form.fields
        else _("Gruppen har inga platser den dagen. Lägg till dem på gruppens sida först."),
        back=one.get_absolute_url(),
        crumbs=meeting_crumbs(one, (_("Närvaro"), "")),
    )


@require_http_methods(METHODS)
def meeting_close(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(editable(request), pk=pk)
    return question_page(
        request,
        lambda: actions.close_meeting(meeting=one, by=request.user),
        title=_("Avsluta mötet %(day)s?") % {"day": isodate(one.on)},
        lacking=unfinished(one),
        consequences=[
            _("Dagordningen blir protokoll och går inte att ändra efteråt."),
            _("Beslut och uppdrag följs upp tills någon sagt vad det blev av dem."),
        ],
        submit=_("Avsluta mötet"),
        back=one.get_absolute_url(),
        done=_("Mötet är avslutat."),
        danger=False,
        crumbs=meeting_crumbs(one, (_("Avsluta"), "")),
    )


def editable(request: HttpRequest):
    """Meetings that the person may still change."""
    rows = BoardMeeting.objects.visible_to(request.user, P.BOARD_EDIT).filter(state=MeetingState.PLANNED)
    return rows.select_related("board__organisation")


def meeting_crumbs(one: BoardMeeting, *trail):
    """Styrning / the group / the meeting / …"""
    return words.board_crumbs(one.board, (isodate(one.on), one.get_absolute_url()), *trail)


def refused(request: HttpRequest, error: ValidationError) -> None:
    """Say on the next page what an action refused."""
    for text in error.messages:
        messages.error(request, text)
