"""Sessions of a group: one, a whole series, changed, cancelled, taken up again, taken away."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.actions.sessions import (
    add_session,
    cancel_session,
    edit_session,
    plan_series,
    remove_session,
    resume_session,
)
from samsyn.apps.participants.forms.sessions import SeriesForm, SessionForm, WhyForm
from samsyn.apps.participants.models import Group, Session
from samsyn.apps.participants.presenters.sessions import day_of, proposal, when
from samsyn.apps.participants.queries.groups import ground_in
from samsyn.apps.participants.queries.sessions import untaken_themes
from samsyn.apps.participants.views.groups_pages import group_page
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page


def _group(request: HttpRequest, pk: int) -> Group:
    groups = Group.objects.visible_to(request.user, Permission.ATTENDANCE).select_related("project", "organisation")
    return get_object_or_404(groups, pk=pk)


def _session(request: HttpRequest, pk: int) -> Session:
    sessions = Session.objects.visible_to(request.user, Permission.ATTENDANCE)
    return get_object_or_404(sessions.select_related("group__project", "group__organisation", "organisation"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def session_new(request: HttpRequest, pk: int) -> HttpResponse:
    group = _group(request, pk)
    new = Session(group=group, organisation=group.organisation, on=timezone.localdate(), place=group.place)
    new.planned = untaken_themes(group).first()
    return form_page(
        request,
        SessionForm(data_of(request), instance=new, group=group),
        lambda values: add_session(group=group, by=request.user, **values),
        title=_("Nytt tillfälle"),
        back=group.get_absolute_url(),
        done=_("Tillfället är tillagt."),
        **group_page(request, group, ground_in(request.user, group.project), (_("Nytt tillfälle"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def group_series(request: HttpRequest, pk: int) -> HttpResponse:
    """First the days as they would be, then the sessions: nothing is written before it has been seen."""
    group = _group(request, pk)
    form = SeriesForm(data_of(request), group=group)
    shown: list[dict] = []
    if request.method == "POST" and form.is_valid():
        days = form.days()
        ticked = {day.isoformat() for day in days} & set(request.POST.getlist("days"))
        if days and "create" in request.POST and ticked:
            return _create(request, group, form, [day for day in days if day.isoformat() in ticked])
        if days and "create" in request.POST:
            form.add_error(None, _("Välj minst en dag."))
        shown = proposal(group, days, list(untaken_themes(group)))
    context = {
        "form": form,
        "days": shown,
        **group_page(request, group, ground_in(request.user, group.project), (_("Serie"), "")),
    }
    return render(request, "participants/group_series.html", context)


def _create(request: HttpRequest, group: Group, form: SeriesForm, days: list[date]) -> HttpResponse:
    given = form.cleaned_data
    added = plan_series(
        group=group,
        days=days,
        at=given["at"],
        minutes=given["minutes"],
        place=given["place"],
        interpreter=given["interpreter"],
        by=request.user,
    )
    many = len(added)
    messages.success(
        request, ngettext("Ett tillfälle är planerat.", "%(n)s tillfällen är planerade.", many) % {"n": many}
    )
    return redirect(group)


@require_http_methods(["GET", "HEAD", "POST"])
def session_edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = _session(request, pk)
    return form_page(
        request,
        SessionForm(data_of(request), instance=one, group=one.group),
        lambda values: edit_session(session=one, by=request.user, **values),
        title=_("Ändra tillfället"),
        back=one.get_absolute_url(),
        remove="" if one.saved_at else reverse("session-remove", args=[pk]),
        **_page(request, one, _("Ändra")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def session_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    one = _session(request, pk)
    return form_page(
        request,
        WhyForm(data_of(request)),
        lambda values: cancel_session(session=one, why=values["why"], by=request.user),
        title=_("Ställ in tillfället"),
        intro=when(one),
        submit=_("Ställ in"),
        back=one.get_absolute_url(),
        done=_("Tillfället är inställt. Det går att ta upp igen."),
        danger=True,
        **_page(request, one, _("Ställ in")),
    )


@require_POST
def session_resume(request: HttpRequest, pk: int) -> HttpResponse:
    one = _session(request, pk)
    resume_session(session=one, by=request.user)
    messages.success(request, _("Tillfället är upptaget igen."))
    return redirect(one)


@require_http_methods(["GET", "HEAD", "POST"])
def session_remove(request: HttpRequest, pk: int) -> HttpResponse:
    one = _session(request, pk)
    return question_page(
        request,
        lambda: remove_session(session=one, by=request.user),
        title=_("Ta bort tillfället"),
        consequences=[
            _("%(when)s tas bort ur gruppens tillfällen.") % {"when": when(one)},
            _("Blev det inte av? Ställ in det i stället, så syns det vad som hände."),
        ],
        submit=_("Ta bort tillfället"),
        back=one.group.get_absolute_url(),
        done=_("Tillfället är borttaget."),
        **_page(request, one, _("Ta bort")),
    )


def _page(request: HttpRequest, one: Session, last: str) -> dict:
    trail = ((day_of(one.on), one.get_absolute_url()), (last, ""))
    return group_page(request, one.group, ground_in(request.user, one.group.project), *trail)
