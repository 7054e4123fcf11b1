"""Begrepp: what words and measures mean, in which version, and whose they are."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.catalogue import actions, presenters
from samsyn.apps.catalogue.forms import CatalogueFilter, MeasureForm, TermForm
from samsyn.apps.catalogue.models import MeasureVersion, Term
from samsyn.apps.catalogue.models.versions import Versioned
from samsyn.apps.catalogue.queries import built, by_kind, ladders_for, measures_for, terms_for, versions_of
from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission

PAGE = "catalogue/form.html"


@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Measures and terms, grouped; filtered by what is in the address."""
    form = CatalogueFilter(request.GET or None)
    form.is_valid()  # a filter that does not hold says so; the other still counts
    chosen = getattr(form, "cleaned_data", {})
    text, kind = chosen.get("text", ""), chosen.get("kind", "")
    measures = list(measures_for(request.user, text)) if kind in ("", "measure") else []
    terms = by_kind(terms_for(request.user, text, kind)) if kind not in ("measure", "ladder") else []
    ladders = list(ladders_for(request.user, text)) if kind in ("", "ladder") else []
    context = {
        "filter": form,
        "filtered": bool(text or kind or form.errors),
        "measures": presenters.measure_table(measures) if measures else None,
        "terms": presenters.term_tables(terms),
        "ladders": presenters.ladder_table(ladders) if ladders else None,
        "may_add": organisations_where(request.user, Permission.CATALOGUE_EDIT).exists(),
    }
    return render(request, "catalogue/catalogue.html", context)


@require_safe
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """One version of a measure: definition, how it is built, source, who checked it, and the other versions."""
    one = get_object_or_404(MeasureVersion.objects.visible_to(request.user).select_related("organisation"), pk=pk)
    return _version_page(request, one, presenters.measure_facts(one, built(one, request.user)), "measure-revise")


@require_safe
def term(request: HttpRequest, pk: int) -> HttpResponse:
    """One version of a term."""
    one = get_object_or_404(Term.objects.visible_to(request.user).select_related("organisation"), pk=pk)
    return _version_page(request, one, presenters.term_facts(one), "term-revise")


@require_http_methods(["GET", "HEAD", "POST"])
def measure_new(request: HttpRequest) -> HttpResponse:
    return _new_page(request, MeasureForm, actions.add_measure, _("Nytt mått"))


@require_http_methods(["GET", "HEAD", "POST"])
def measure_revise(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(MeasureVersion.objects.own_of(request.user).current(), pk=pk)
    form = MeasureForm(_posted(request), instance=one, user=request.user)
    return _revise_page(request, form, partial(actions.revise_measure, measure=one), one)


@require_http_methods(["GET", "HEAD", "POST"])
def term_new(request: HttpRequest) -> HttpResponse:
    return _new_page(request, TermForm, actions.add_term, _("Nytt begrepp"))


@require_http_methods(["GET", "HEAD", "POST"])
def term_revise(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Term.objects.own_of(request.user).current(), pk=pk)
    form = TermForm(_posted(request), instance=one, user=request.user)
    return _revise_page(request, form, partial(actions.revise_term, term=one), one)


def _version_page(request: HttpRequest, one: Versioned, facts, revise: str) -> HttpResponse:
    context = {
        "row": one,
        "facts": facts,
        "versions": presenters.version_table(versions_of(one), one.pk),
        "revise": reverse(revise, args=[one.pk]) if _may_revise(request, one) else "",
        "crumbs": _crumbs(one.name),
    }
    return render(request, "catalogue/definition.html", context)


def _new_page(request: HttpRequest, form_class, action, title: str) -> HttpResponse:
    _refuse_unless_may_add(request)
    form = form_class(_posted(request), user=request.user)
    return _form_page(request, form, action, title, reverse("catalogue"))


def _revise_page(request: HttpRequest, form, action, one: Versioned, template: str = PAGE) -> HttpResponse:
    title = _("Ny version av %(name)s") % {"name": one.name}
    return _form_page(request, form, action, title, one.get_absolute_url(), template, revises=True)


def _form_page(request, form, action, title: str, back: str, template: str = PAGE, **more: Any) -> HttpResponse:
    """Show the form; on a valid post let the action save, and take its refusal back into the form."""
    if request.method == "POST" and form.is_valid():
        try:
            saved = action(by=request.user, **form.said)
        except ValidationError as error:
            for name, errors in getattr(error, "error_dict", {None: error}).items():
                form.add_error(name if name in form.fields else None, errors)
        else:
            messages.success(request, _("Sparat."))
            return redirect(saved)
    return render(request, template, {"form": form, "title": title, "back": back, "crumbs": _crumbs(title), **more})


def _posted(request: HttpRequest):
    return request.POST if request.method == "POST" else None


def _may_revise(request: HttpRequest, row: Versioned) -> bool:
    if row.organisation_id is None or row.replaced_by_id is not None:
        return False
    return type(row).objects.own_of(request.user).filter(pk=row.pk).exists()


def _refuse_unless_may_add(request: HttpRequest) -> None:
    if not organisations_where(request.user, Permission.CATALOGUE_EDIT).exists():
        raise Http404


def _crumbs(name: str) -> list[dict[str, str]]:
    return [{"label": _("Begrepp"), "href": reverse("catalogue")}, {"label": name}]
