"""Network meetings between projects."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio import actions
from samsyn.apps.portfolio.forms import MeetingForm
from samsyn.apps.portfolio.models import NetworkMeeting, Project
from samsyn.apps.portfolio.presenters import lists
from samsyn.apps.portfolio.views.pages import data_of, form_page


@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    meetings = NetworkMeeting.objects.visible_to(request.user).select_related("organisation")
    context = {
        "table": lists.meeting_table(meetings.prefetch_related("projects"), _visible(request)),
        "any": meetings.exists(),
        "may_add": organisations_where(request.user, Permission.PROJECT_EDIT).exists(),
        "crumbs": [{"label": _("Insatser"), "href": reverse("project-list")}, {"label": _("Nätverksträffar")}],
    }
    return render(request, "portfolio/meeting_list.html", context)


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    visible = NetworkMeeting.objects.visible_to(request.user).select_related("organisation")
    one = get_object_or_404(visible, pk=pk)
    mine = _visible(request)
    projects = list(one.projects.all())
    context = {
        "meeting": one,
        "projects": [project for project in projects if project.pk in mine],
        "hidden": sum(project.pk not in mine for project in projects),
        "may_edit": NetworkMeeting.objects.visible_to(request.user, Permission.PROJECT_EDIT).filter(pk=pk).exists(),
        "crumbs": _crumbs((one.subject, "")),
    }
    return render(request, "portfolio/meeting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_new(request: HttpRequest) -> HttpResponse:
    if not organisations_where(request.user, Permission.PROJECT_EDIT).exists():
        raise Http404
    return form_page(
        request,
        MeetingForm(data_of(request), user=request.user),
        lambda values: actions.hold_meeting(by=request.user, **values),
        title=_("Ny nätverksträff"),
        back=reverse("meeting-list"),
        to=NetworkMeeting.get_absolute_url,
        crumbs=_crumbs((_("Ny"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(NetworkMeeting.objects.visible_to(request.user, Permission.PROJECT_EDIT), pk=pk)

    def edit(values):
        """Projects that the editor may not see stay in the meeting."""
        hidden = one.projects.exclude(pk__in=_visible(request))
        projects = [*values.pop("projects"), *hidden]
        return actions.edit_meeting(meeting=one, projects=projects, by=request.user, **values)

    return form_page(
        request,
        MeetingForm(data_of(request), instance=one, user=request.user),
        edit,
        title=_("Ändra nätverksträffen"),
        back=one.get_absolute_url(),
        crumbs=_crumbs((one.subject, one.get_absolute_url()), (_("Ändra"), "")),
    )


def _visible(request: HttpRequest) -> set[int]:
    return set(Project.objects.visible_to(request.user).values_list("pk", flat=True))


def _crumbs(*trail) -> list[dict]:
    first = [(_("Insatser"), reverse("project-list")), (_("Nätverksträffar"), reverse("meeting-list"))]
    return [{"label": label, "href": href} for label, href in (*first, *trail)]
