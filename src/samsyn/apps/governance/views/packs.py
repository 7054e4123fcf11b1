"""The ten-minute pack of a meeting: as it reads now, frozen, and to take away."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.governance import actions
from samsyn.apps.governance.makers import CannotMake, makers
from samsyn.apps.governance.models import BoardMeeting, Pack
from samsyn.apps.governance.packing import pack_of
from samsyn.apps.governance.presenters import packs as words
from samsyn.apps.governance.views.meetings import editable, meeting_crumbs, refused

OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {"docx": f"{OFFICE}.wordprocessingml.document", "pdf": "application/pdf"}


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_pack(request: HttpRequest, pk: int) -> HttpResponse:
    """The pack as it reads now; a press freezes it."""
    visible = BoardMeeting.objects.visible_to(request.user).select_related("board__organisation")
    one = get_object_or_404(visible, pk=pk)
    may_freeze = editable(request).filter(pk=pk).exists()
    if request.method == "POST":
        if not may_freeze:
            raise Http404
        try:
            frozen = actions.freeze_pack(meeting=one, by=request.user)
        except ValidationError as error:
            refused(request, error)
            return redirect("board-meeting-pack", one.pk)
        messages.success(request, _("Underlaget är fryst."))
        return redirect(frozen)
    content = pack_of(one, request.user)
    context = {
        "meeting": one,
        "content": content,
        "sections": words.sections(content),
        "packs": one.packs.all(),
        "may_freeze": may_freeze,
        "crumbs": meeting_crumbs(one, (_("Underlag"), "")),
    }
    return render(request, "governance/pack.html", context)


@require_safe
def pack(request: HttpRequest, pk: int) -> HttpResponse:
    """A frozen pack."""
    one = _visible(request, pk)
    context = {
        "meeting": one.meeting,
        "frozen": one,
        "content": one.content,
        "sections": words.sections(one.content) if one.intact else [],
        "kinds": [
            {"kind": kind, "label": label} for kind, label in (("docx", "Word"), ("pdf", "PDF")) if kind in makers()
        ],
        "crumbs": meeting_crumbs(one.meeting, (_("Underlag %(number)d") % {"number": one.number}, "")),
    }
    return render(request, "governance/pack.html", context)


@require_safe
def pack_copy(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """A frozen pack as a file: the same bytes every time, and nothing where its fingerprint does not hold."""
    one = _visible(request, pk)
    maker = makers().get(kind)
    if maker is None:
        raise Http404
    if not one.intact:
        messages.error(request, _("Underlaget stämmer inte med sin kontrollsumma, så det lämnas inte ut som fil."))
        return redirect(one)
    try:
        data = maker(one.content, one.sha256)
    except CannotMake as error:
        messages.error(request, str(error))
        return redirect(one)
    if request.method == "GET":
        actions.take_out_pack(pack=one, kind=kind, by=request.user)
    response = HttpResponse(data, content_type=TYPES[kind])
    name = f"{slugify(one.content['title']) or 'underlag'}-{one.meeting.on}-nr-{one.number}.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _visible(request: HttpRequest, pk: int) -> Pack:
    rows = Pack.objects.visible_to(request.user).select_related("meeting__board__organisation")
    return get_object_or_404(rows, pk=pk)
