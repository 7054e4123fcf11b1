"""Good examples, and what people and places can do for somebody who needs it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.apps.knowledge import actions, presenters, queries
from samsyn.apps.knowledge.forms import ExampleFilter, ExampleForm, NeedForm, ResourceForm, SpreadForm
from samsyn.apps.knowledge.models import Example, Need, Resource, Spread
from samsyn.apps.knowledge.presenters import spreading
from samsyn.apps.knowledge.queries.counting import open_accounts, spread_with_accounts
from samsyn.apps.knowledge.queries.spreading import of_example
from samsyn.apps.knowledge.views.observations import crumbs
from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.places import county_of
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page
from samsyn.web.lists import filters_of

EDIT = Permission.KNOWLEDGE_EDIT


def _examples() -> tuple[str, str]:
    return _("Goda exempel"), reverse("example-list")


def _resources() -> tuple[str, str]:
    return _("Resurser och behov"), reverse("resource-list")


def may_write(request: HttpRequest) -> bool:
    return organisations_where(request.user, EDIT).exists()


def _refuse_unless_writer(request: HttpRequest) -> None:
    if not may_write(request):
        raise Http404


@require_safe
def example_list(request: HttpRequest) -> HttpResponse:
    form = ExampleFilter(request.GET or None, user=request.user)
    filters = filters_of(form)
    rows = list(queries.examples_of(request.user, **filters)[:500])
    context = {
        "filter": form, "filtered": bool(filters), "any": bool(rows), "table": presenters.example_table(rows),
        "may_write": may_write(request), "crumbs": crumbs((_("Goda exempel"), "")),
    }  # fmt: skip
    return render(request, "knowledge/example_list.html", context)


@require_safe
def example(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Example.objects.visible_to(request.user).select_related("organisation", "method", "project")
    rows = rows.prefetch_related("themes", "target_groups", "strengths", spread_with_accounts())
    one = get_object_or_404(rows, pk=pk)
    may_edit = Example.objects.visible_to(request.user, EDIT).filter(pk=pk).exists()
    found = queries.spread_of(one)
    over, words = of_example(one, timezone.localdate()), spreading.place_words()
    saved = {county.code for row in found.saved if (county := county_of(row.municipality))}
    year = over.chosen(request.GET.get(spreading.YEARS))
    seen = open_accounts(request.user, [row.frozen for row in found.saved])
    context = {
        "example": one, "facts": presenters.example_facts(one), "spread": found, "may_edit": may_edit,
        "table": presenters.spread_table(one, found, may_edit, seen), "crumbs": crumbs(_examples(), (one.name, "")),
        "map": spreading.spread_map(one.name, over, year, words, saved) if found.rows else None,
        "chart": spreading.over_time(one.name, over),
    }  # fmt: skip
    return render(request, "knowledge/example.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def example_new(request: HttpRequest) -> HttpResponse:
    _refuse_unless_writer(request)
    return form_page(
        request,
        ExampleForm(data_of(request), user=request.user),
        lambda values: actions.write_example(by=request.user, **values),
        title=_("Nytt gott exempel"),
        back=reverse("example-list"),
        to=Example.get_absolute_url,
        crumbs=crumbs(_examples(), (_("Nytt"), "")),
    )


def _editable_example(request: HttpRequest, pk: int) -> Example:
    return get_object_or_404(Example.objects.visible_to(request.user, EDIT), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def example_edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = _editable_example(request, pk)
    return form_page(
        request,
        ExampleForm(data_of(request), instance=one, user=request.user),
        lambda values: actions.write_example(example=one, by=request.user, **values),
        title=_("Ändra exemplet"),
        back=one.get_absolute_url(),
        crumbs=crumbs(_examples(), (one.name, one.get_absolute_url()), (_("Ändra"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def spread_new(request: HttpRequest, pk: int) -> HttpResponse:
    one = _editable_example(request, pk)
    return form_page(
        request,
        SpreadForm(data_of(request), user=request.user),
        lambda values: actions.note_spread(example=one, by=request.user, **values),
        title=_("Där det slagit rot"),
        back=one.get_absolute_url(),
        crumbs=crumbs(_examples(), (one.name, one.get_absolute_url()), (_("Ny plats"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def spread_remove(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Spread.objects.filter(example__in=Example.objects.visible_to(request.user, EDIT))
    one = get_object_or_404(rows.select_related("example", "municipality"), pk=pk)
    return question_page(
        request,
        lambda: actions.remove_spread(spread=one, by=request.user),
        title=_("Ta bort platsen?"),
        consequences=[str(one)],
        submit=_("Ta bort"),
        back=one.example.get_absolute_url(),
        done=_("Borttaget."),
        crumbs=crumbs(_examples(), (one.example.name, one.example.get_absolute_url()), (_("Ta bort"), "")),
    )


@require_safe
def resource_list(request: HttpRequest) -> HttpResponse:
    """Needs beside the resources that could meet them, and all resources."""
    needs, resources = list(queries.needs_of(request.user)[:500]), list(queries.resources_of(request.user)[:500])
    matches = queries.matches_for(needs, resources)
    context = {
        "needs": presenters.need_table(needs, matches), "resources": presenters.resource_table(resources),
        "any": bool(needs or resources), "may_write": may_write(request),
        "crumbs": crumbs((_("Resurser och behov"), "")),
    }  # fmt: skip
    return render(request, "knowledge/resource_list.html", context)


@require_safe
def resource(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(queries.resources_of(request.user), pk=pk)
    needs = list(queries.needs_of(request.user)[:500])
    found = [match for each in queries.matches_for(needs, [one]).values() for match in each]
    context = {
        "resource": one, "matches": presenters.match_rows(found),
        "may_edit": Resource.objects.visible_to(request.user, EDIT).filter(pk=pk).exists(),
        "crumbs": crumbs(_resources(), (one.name, "")),
    }  # fmt: skip
    return render(request, "knowledge/resource.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def resource_new(request: HttpRequest) -> HttpResponse:
    _refuse_unless_writer(request)
    return form_page(
        request,
        ResourceForm(data_of(request), user=request.user),
        lambda values: actions.note_resource(by=request.user, **values),
        title=_("Ny resurs"),
        intro=_("Fråga: Vad kan du redan? Vad finns redan här?"),
        back=reverse("resource-list"),
        to=Resource.get_absolute_url,
        crumbs=crumbs(_resources(), (_("Ny resurs"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def resource_edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Resource.objects.visible_to(request.user, EDIT), pk=pk)
    return form_page(
        request,
        ResourceForm(data_of(request), instance=one, user=request.user),
        lambda values: actions.note_resource(resource=one, by=request.user, **values),
        title=_("Ändra resursen"),
        back=one.get_absolute_url(),
        crumbs=crumbs(_resources(), (one.name, one.get_absolute_url()), (_("Ändra"), "")),
    )


@require_safe
def need(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(queries.needs_of(request.user), pk=pk)
    found = queries.matches_for([one], list(queries.resources_of(request.user)[:500])).get(one.pk, [])
    context = {
        "need": one, "matches": presenters.match_rows(found),
        "may_edit": Need.objects.visible_to(request.user, EDIT).filter(pk=pk).exists(),
        "crumbs": crumbs(_resources(), (one.name, "")),
    }  # fmt: skip
    return render(request, "knowledge/need.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def need_new(request: HttpRequest) -> HttpResponse:
    _refuse_unless_writer(request)
    return form_page(
        request,
        NeedForm(data_of(request), user=request.user),
        lambda values: actions.note_need(by=request.user, **values),
        title=_("Nytt behov"),
        back=reverse("resource-list"),
        to=Need.get_absolute_url,
        crumbs=crumbs(_resources(), (_("Nytt behov"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def need_edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Need.objects.visible_to(request.user, EDIT), pk=pk)
    return form_page(
        request,
        NeedForm(data_of(request), instance=one, user=request.user),
        lambda values: actions.note_need(need=one, by=request.user, **values),
        title=_("Ändra behovet"),
        back=one.get_absolute_url(),
        crumbs=crumbs(_resources(), (one.name, one.get_absolute_url()), (_("Ändra"), "")),
    )


@require_POST
def need_meet(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a resource meets the need."""
    one = get_object_or_404(Need.objects.visible_to(request.user, EDIT), pk=pk)
    key = request.POST.get("resource", "")
    resource = get_object_or_404(queries.resources_of(request.user), pk=int(key) if key.isdecimal() else 0)
    actions.meet_need(need=one, resource=resource, by=request.user)
    return redirect(one)
