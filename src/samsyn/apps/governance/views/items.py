"""Items of an agenda: added, taken in, left out."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.apps.governance import actions
from samsyn.apps.governance.forms import EditItemForm, ItemForm, LeaveOutForm
from samsyn.apps.governance.models import AgendaItem, MeetingState
from samsyn.apps.governance.views.meetings import editable, meeting_crumbs, refused
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.views.pages import data_of, form_page

METHODS = ["GET", "HEAD", "POST"]


def open_items(request: HttpRequest):
    """Items that the person may still change: of a planned meeting, without an ending."""
    rows = AgendaItem.objects.visible_to(request.user, Permission.BOARD_EDIT)
    rows = rows.filter(meeting__state=MeetingState.PLANNED, ending="")
    return rows.select_related("meeting__board__organisation")


@require_http_methods(METHODS)
def item_new(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(editable(request), pk=pk)
    return form_page(
        request,
        ItemForm(data_of(request), instance=AgendaItem(meeting=meeting)),
        lambda values: actions.add_item(meeting=meeting, by=request.user, **values),
        title=_("Egen punkt"),
        back=meeting.get_absolute_url(),
        to=AgendaItem.get_absolute_url,
        crumbs=meeting_crumbs(meeting, (_("Egen punkt"), "")),
    )


@require_http_methods(METHODS)
def item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(open_items(request), pk=pk)
    return form_page(
        request,
        EditItemForm(data_of(request), instance=one),
        lambda values: actions.edit_item(item=one, by=request.user, **values),
        title=_("Ändra punkten"),
        back=one.get_absolute_url(),
        crumbs=meeting_crumbs(one.meeting, (one.title, "")),
    )


@require_POST
def item_take_in(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(open_items(request), pk=pk)
    try:
        actions.take_in(item=one, by=request.user)
    except ValidationError as error:
        refused(request, error)
    return redirect(one)


@require_http_methods(METHODS)
def item_leave_out(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(open_items(request), pk=pk)
    return form_page(
        request,
        LeaveOutForm(data_of(request)),
        lambda values: actions.leave_out(item=one, by=request.user, **values),
        title=_("Utelämna ”%(title)s”") % {"title": one.title},
        submit=_("Utelämna"),
        back=one.get_absolute_url(),
        done=_("Punkten är utelämnad. Den går att ta in igen tills mötet avslutas."),
        crumbs=meeting_crumbs(one.meeting, (one.title, "")),
    )
