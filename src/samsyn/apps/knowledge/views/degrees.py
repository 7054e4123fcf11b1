"""The three degrees of success: the whole portfolio, one project, one method, and a person's word."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.knowledge.actions.degrees import note_degree
from samsyn.apps.knowledge.forms.degrees import DegreeForm
from samsyn.apps.knowledge.models import Method
from samsyn.apps.knowledge.presenters import degrees as words
from samsyn.apps.knowledge.queries import degrees as queries
from samsyn.apps.knowledge.queries.methods import kept_by, may_bear
from samsyn.apps.knowledge.views.methods import EDIT, FORM
from samsyn.apps.knowledge.views.observations import crumbs
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.views.pages import data_of, form_page

DEGREES = (1, 2, 3)
MOST = 200  # projects on the page of the whole portfolio, the latest first


def way(*trail: tuple[str, str]) -> list[dict[str, str]]:
    return crumbs((_("Framgång"), reverse("degrees")), *trail)


@require_safe
def degrees(request: HttpRequest) -> HttpResponse:
    """Every project and method that the reader may see, with the three degrees of each."""
    every = Project.objects.visible_to(request.user)
    projects = list(every.select_related("organisation").order_by("-starts", "code")[: MOST + 1])
    more, projects = len(projects) > MOST, projects[:MOST]
    methods = list(Method.objects.visible_to(request.user).select_related("organisation")[:MOST])
    of_projects, of_methods = queries.degrees_of(projects, methods, request.user)
    context = {
        "asks": words.asks(),
        "summary": words.tally_table(queries.tallied(of_projects), queries.tallied(of_methods)),
        "projects": words.degrees_table(of_projects, _("Insatser"), _("Insats")) if projects else None,
        "methods": words.degrees_table(of_methods, _("Metoder"), _("Metod")) if methods else None,
        "shown": MOST if more else 0,
        "crumbs": crumbs((_("Framgång"), "")),
    }
    return render(request, "knowledge/degrees.html", context)


@require_safe
def degrees_project(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Project.objects.visible_to(request.user).select_related("organisation"), pk=pk)
    return _page(request, queries.degrees_of_projects([one], request.user)[0], may_bear(request.user, one), {one.pk})


@require_safe
def degrees_method(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Method.objects.visible_to(request.user).select_related("organisation"), pk=pk)
    found = queries.degrees_of_methods([one], request.user)[0]
    seen = Project.objects.visible_to(request.user).filter(pk__in=found.grounds).values_list("pk", flat=True)
    return _page(request, found, one.organisation_id in kept_by(request.user), set(seen))


def _page(request: HttpRequest, found: queries.Degrees, may_note: bool, seen: set[int]) -> HttpResponse:
    """seen: keys of the projects that the reader may see."""
    context = {
        "subject": found.subject,
        "degrees": words.degree_rows(found, may_note),
        "better": words.better_table(found, seen),
        "missing": words.missing_words(found),
        "logs": words.log_rows(found),
        "told": words.told_table(found),
        "follow_up": reverse("project-follow-up", args=[found.subject.pk]) if found.of_project else "",
        "crumbs": way((str(found.subject), "")),
    }
    return render(request, "knowledge/degrees_subject.html", context)


@require_http_methods(FORM)
def degree_note_project(request: HttpRequest, pk: int, degree: int) -> HttpResponse:
    one = get_object_or_404(Project.objects.visible_to(request.user, EDIT), pk=pk)
    return _note(request, one, degree, reverse("degrees-project", args=[pk]))


@require_http_methods(FORM)
def degree_note_method(request: HttpRequest, pk: int, degree: int) -> HttpResponse:
    one = get_object_or_404(Method.objects.visible_to(request.user, EDIT), pk=pk)
    return _note(request, one, degree, reverse("degrees-method", args=[pk]))


def _note(request: HttpRequest, subject: Project | Method, degree: int, back: str) -> HttpResponse:
    if degree not in DEGREES:
        raise Http404
    return form_page(
        request,
        DegreeForm(data_of(request)),
        lambda values: note_degree(subject=subject, degree=degree, by=request.user, **values),
        title=_("Grad %(degree)d för %(name)s") % {"degree": degree, "name": subject},
        intro=words.ask(degree),
        back=back,
        done=_("Ditt omdöme visas bredvid regelns."),
        crumbs=way((str(subject), back), (_("Omdöme"), "")),
    )
