"""Insatser: the list and the page of one project."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio import actions, presenters, starting
from samsyn.apps.portfolio.forms import ProjectEditForm, ProjectFilter, ProjectForm, StopProjectForm
from samsyn.apps.portfolio.models import Application, NetworkMeeting, Project
from samsyn.apps.portfolio.presenters import about, lists
from samsyn.apps.portfolio.queries import anchoring_of, balance, may, portfolio_of
from samsyn.apps.portfolio.queries.applications import to_start
from samsyn.apps.portfolio.views.pages import data_of, form_page
from samsyn.web.lists import filters_of, rest_of
from samsyn.web.registry import panels_for

PER_PAGE = 50
MOST_DIGITS = 19  # of a key; longer ones are nobody's


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    """The projects the reader may see, filtered by what is in the address."""
    form = ProjectFilter(request.GET or None, user=request.user)
    filters = filters_of(form)
    projects = portfolio_of(request.user, **filters)
    page = Paginator(lists.with_parts(projects), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "filtered": bool(filters) or bool(form.errors),
        "table": lists.project_table(page.object_list, page.paginator.count),
        "balance": lists.balance_table(balance(projects)) if page.paginator.count else None,
        "page_obj": page,
        "query": rest_of(request),
        "count": page.paginator.count,
        "may_start": organisations_where(request.user, Permission.PROJECT_EDIT).exists(),
    }
    return render(request, "portfolio/project_list.html", context)


@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """Om: what the project is, with whom, where, when and for what kind of collaboration."""
    one = get_object_or_404(lists.with_parts(Project.objects.visible_to(request.user)), pk=pk)
    phases = list(one.phases.select_related("phase"))
    context = {
        "may_edit": may(request.user, one),
        "facts": about.facts(one, request.user),
        "parties": about.party_table(one),
        "anchoring": about.anchoring_table(anchoring_of(one)),
        "phases": about.phase_table(phases),
        "timeline": about.timeline(one, phases),
        "theories": one.theories.order_by("version"),
        "meetings": NetworkMeeting.objects.visible_to(request.user).filter(projects=one),
        "panels": panels_for("project", one, request),
        **presenters.project_page(one, request.user, "about"),
    }
    return render(request, "portfolio/project.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def project_new(request: HttpRequest) -> HttpResponse:
    """Start a project, from nothing or from a granted application."""
    if not organisations_where(request.user, Permission.PROJECT_EDIT).exists():
        raise Http404
    application = _granted(request)
    form = ProjectForm(data_of(request), initial=_known_of(application) if application else {}, user=request.user)
    return form_page(
        request,
        form,
        lambda values: actions.start_project(by=request.user, **values),
        title=_("Ny insats"),
        intro=_intro(application, request.user) if application else "",
        back=reverse("project-list"),
        submit=_("Starta insatsen"),
        done=_("Insatsen är startad. Fortsätt med parter, kommuner, mål och budget."),
        to=Project.get_absolute_url,
        crumbs=[{"label": _("Insatser"), "href": reverse("project-list")}, {"label": _("Ny insats")}],
    )


def _granted(request: HttpRequest) -> Application | None:
    """The granted application in the address, where the user may start a project from it."""
    asked = request.GET.get("application", "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < MOST_DIGITS):
        return None
    return to_start(request.user).filter(pk=int(asked)).first()


def _known_of(application: Application) -> dict[str, Any]:
    """What the form can be filled with from the application and its call."""
    call = application.call
    return {
        "application": application.pk,
        "call": call.pk,
        "organisation": application.organisation_id,
        "name": application.name,
        "starts": call.earliest_start,
        "summary": application.need,
    }


def _intro(application: Application, user) -> str:
    filled = _("Det som står i ansökan är ifyllt: ge insatsen ett kortnamn och säg när den startar.")
    return " ".join([filled, *starting.told(application, user)])


@require_http_methods(["GET", "HEAD", "POST"])
def project_edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Project.objects.visible_to(request.user, Permission.PROJECT_EDIT), pk=pk)
    form = ProjectEditForm(data_of(request), instance=one, user=request.user)
    return form_page(
        request,
        form,
        lambda values: actions.edit_project(project=one, by=request.user, **values),
        title=_("Ändra %(code)s") % {"code": one.code},
        back=one.get_absolute_url(),
        **presenters.project_page(one, request.user, "about", (_("Ändra"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def project_stop(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Project.objects.visible_to(request.user, Permission.PROJECT_EDIT), pk=pk)
    return form_page(
        request,
        StopProjectForm(data_of(request)),
        lambda values: actions.stop_project(
            project=one, why=values["stopped_why"], on=values["stopped_on"], by=request.user
        ),
        title=_("Avbryt %(code)s") % {"code": one.code},
        intro=_(
            "Insatsen får läget avbruten från den dag du anger. Allt som är skrivet finns kvar. "
            "Parternas tillgång ändras inte."
        ),
        submit=_("Avbryt insatsen"),
        back=one.get_absolute_url(),
        done=_("Insatsen är avbruten."),
        danger=True,
        **presenters.project_page(one, request.user, "about", (_("Avbryt"), "")),
    )
