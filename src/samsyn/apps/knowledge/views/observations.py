"""Telling what one saw, reading what has been told, and gathering it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.knowledge import actions, presenters, queries
from samsyn.apps.knowledge.forms import GatherForm, ObservationFilter, ObservationForm
from samsyn.apps.knowledge.models import Observation, Pattern
from samsyn.apps.knowledge.queries.identity import found_in
from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.forms.fields import add_errors
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.views.pages import data_of, question_page
from samsyn.core.anonymity import rewritten
from samsyn.web.lists import filters_of, rest_of

PER_PAGE = 50


def crumbs(*trail: tuple[str, str]) -> list[dict[str, str]]:
    first = (_("Kunskap"), reverse("knowledge"))
    return [{"label": label, "href": href} for label, href in (first, *trail)]


def _list_crumb() -> tuple[str, str]:
    return _("Observationer"), reverse("observation-list")


@require_http_methods(["GET", "HEAD", "POST"])
def observe(request: HttpRequest) -> HttpResponse:
    """A minute to tell what stood in the way. Comes from the menu, a project, a session or a person's page."""
    if not organisations_where(request.user, Permission.OBSERVE).exists():
        raise Http404
    project = Project.objects.visible_to(request.user, Permission.OBSERVE).filter(
        pk=number_in(request.GET.get("insats"))
    ).first()  # fmt: skip
    initial = {"project": project.pk if project else None, "good": request.GET.get("bra") == "1"}
    form = ObservationForm(_rewritten(request), user=request.user, initial=initial)
    confirmed = request.POST.getlist("ingen")
    if request.method == "POST" and form.is_valid() and "skriv-om" not in request.POST:
        try:
            told = actions.tell(by=request.user, confirmed=confirmed, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            return redirect("observation-told", told.pk)
    context = {
        "form": form, "crumbs": crumbs((_("Berätta"), "")), **_pointing(form, confirmed, place=_house(form)),
    }  # fmt: skip
    return render(request, "knowledge/observe.html", context)


def _rewritten(request: HttpRequest):
    """What was posted; with the mechanical rewriting of the text where that was asked for."""
    data = data_of(request)
    if data is None or "skriv-om" not in data:
        return data
    data = data.copy()
    data["text"] = rewritten(data.get("text", ""), found_in(data.get("text", "")))
    return data


def _house(form: ObservationForm) -> str:
    chosen = getattr(form, "cleaned_data", {}).get("organisation")
    return chosen.brief if chosen else ""


def _pointing(form: ObservationForm, confirmed: list[str], place: str) -> dict[str, Any]:
    """The places of the text that point at somebody, to be shown above the form that was sent."""
    values = getattr(form, "cleaned_data", None)
    text = values.get("text", "") if values else ""
    if not text:
        return {}
    found = found_in(text, place=place, project=values.get("project"))
    return {"found": presenters.found_rows(text, found, confirmed), "rewrites": rewritten(text, found) != text}


@require_safe
def observation_told(request: HttpRequest, pk: int) -> HttpResponse:
    """What one gets back the same minute: that it is kept, what it is like, and what became of what one told before."""
    told = get_object_or_404(queries.told_by(request.user), pk=pk)
    earlier = queries.told_by(request.user).exclude(pk=pk)[:5]
    context = {
        "told": told,
        "like": queries.patterns_like(request.user, told),
        "earlier": [{"row": row, "became": presenters.became(row)} for row in earlier],
        "may_gather": organisations_where(request.user, Permission.PATTERN_EDIT).exists(),
        "crumbs": crumbs(_list_crumb(), (_("Tack"), "")),
    }
    return render(request, "knowledge/observation_told.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def observation_list(request: HttpRequest) -> HttpResponse:
    """What has been told, filtered; whoever gathers patterns ticks those that point the same way."""
    may_gather = organisations_where(request.user, Permission.PATTERN_EDIT).exists()
    gather = GatherForm(data_of(request), user=request.user) if may_gather else None
    if request.method == "POST":
        if gather is None:
            raise Http404
        if gather.is_valid():
            return _gathered(request, gather)
        messages.error(request, " ".join(str(error) for errors in gather.errors.values() for error in errors))
    form = ObservationFilter(request.GET or None, user=request.user)
    filters = filters_of(form)
    seen = Prefetch("patterns", Pattern.objects.visible_to(request.user))
    rows = queries.observations_of(request.user, **filters).prefetch_related("actors", seen)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": form,
        "filtered": bool(filters) or bool(form.errors),
        "page_obj": page,
        "rows": [{"row": row, "kind": presenters.kind_of(row), "brief": presenters.brief(row.text)} for row in page],
        "count": page.paginator.count,
        "query": rest_of(request),
        "gather": gather,
        "may_tell": organisations_where(request.user, Permission.OBSERVE).exists(),
        "crumbs": crumbs((_("Observationer"), "")),
    }
    return render(request, "knowledge/observation_list.html", context)


def _gathered(request: HttpRequest, gather: GatherForm) -> HttpResponse:
    chosen, pattern = gather.cleaned_data["observations"], gather.cleaned_data["pattern"]
    if pattern is None:
        keys = "&".join(f"o={row.pk}" for row in chosen)
        return redirect(f"{reverse('pattern-new')}?{keys}")
    new = actions.gather(pattern=pattern, observations=chosen, by=request.user)
    messages.success(request, _("%(count)s lades till i mönstret.") % {"count": new})
    return redirect(pattern)


@require_safe
def observation(request: HttpRequest, pk: int) -> HttpResponse:
    rows = Observation.objects.visible_to(request.user).select_related("kind", "level", "project", "organisation")
    one = get_object_or_404(rows.prefetch_related("actors", "target_groups", "patterns"), pk=pk)
    may_edit = Observation.objects.visible_to(request.user, Permission.OBSERVE).filter(pk=pk).exists()
    visible = set(Pattern.objects.visible_to(request.user).values_list("pk", flat=True))
    context = {
        "observation": one,
        "facts": presenters.observation_facts(one),
        "became": [each for each in presenters.became(one) if each["pk"] in visible],
        "like": queries.patterns_like(request.user, one),
        "may_edit": may_edit,
        "crumbs": crumbs(_list_crumb(), (presenters.brief(one.text, 40), "")),
    }
    return render(request, "knowledge/observation.html", context)


def _own(request: HttpRequest, pk: int) -> Observation:
    return get_object_or_404(Observation.objects.visible_to(request.user, Permission.OBSERVE), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def observation_edit(request: HttpRequest, pk: int) -> HttpResponse:
    one = _own(request, pk)
    form = ObservationForm(_rewritten(request), instance=one, user=request.user)
    confirmed = request.POST.getlist("ingen")
    if request.method == "POST" and form.is_valid() and "skriv-om" not in request.POST:
        try:
            actions.edit_observation(observation=one, by=request.user, confirmed=confirmed, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Sparat."))
            return redirect(one)
    context = {
        "form": form, "observation": one, **_pointing(form, confirmed, place=one.organisation.brief),
        "crumbs": crumbs(_list_crumb(), (presenters.brief(one.text, 40), one.get_absolute_url()), (_("Ändra"), "")),
    }  # fmt: skip
    return render(request, "knowledge/observe.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def observation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    one = _own(request, pk)
    return question_page(
        request,
        lambda: actions.withdraw_observation(observation=one, by=request.user),
        title=_("Ta tillbaka det du berättat?"),
        consequences=[_("Texten tas bort och går inte att få tillbaka.")],
        submit=_("Ta tillbaka"),
        back=reverse("observation-list"),
        done=_("Borttaget."),
        crumbs=crumbs(_list_crumb(), (presenters.brief(one.text, 40), one.get_absolute_url()), (_("Ta tillbaka"), "")),
    )


def number_in(text: str | None) -> int | None:
    """A key from an address; None where it is none."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else None
