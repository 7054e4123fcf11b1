"""Stegar: what people are followed in, and an organisation's own."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.catalogue import actions, presenters
from samsyn.apps.catalogue.forms import LadderForm
from samsyn.apps.catalogue.models import Ladder, LadderKind
from samsyn.apps.catalogue.queries import versions_of
from samsyn.apps.catalogue.views.definitions import _crumbs, _may_revise, _posted, _refuse_unless_may_add


@require_safe
def ladder(request: HttpRequest, pk: int) -> HttpResponse:
    """One version of a ladder, or of the reasons for leaving."""
    one = get_object_or_404(
        Ladder.objects.visible_to(request.user).select_related("organisation", "replaced_by"), pk=pk
    )
    reasons = one.kind == LadderKind.REASONS
    context = {
        "row": one,
        "facts": presenters.ladder_facts(one),
        "tables": [presenters.reasons_table(one.reasons)] if reasons else presenters.dimension_tables(one),
        "versions": list(versions_of(one)),
        "revise": reverse("ladder-revise", args=[pk]) if not reasons and _may_revise(request, one) else "",
        "crumbs": _crumbs(one.name),
    }
    return render(request, "catalogue/ladder.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def ladder_new(request: HttpRequest) -> HttpResponse:
    """An own ladder, begun from one that there is: ?fran=<code> names it."""
    _refuse_unless_may_add(request)
    there = Ladder.objects.ladders().visible_to(request.user).current()
    start = there.filter(code=request.GET.get("fran", "")).first() or Ladder.objects.common()
    form = LadderForm(_posted(request), user=request.user, start=start)
    return _form_page(request, form, _("Ny stege"), reverse("catalogue"), list(there))


@require_http_methods(["GET", "HEAD", "POST"])
def ladder_revise(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Ladder.objects.ladders().own_of(request.user).current(), pk=pk)
    form = LadderForm(_posted(request), user=request.user, start=one, revises=True)
    return _form_page(request, form, _("Ny version av %(name)s") % {"name": one.name}, one.get_absolute_url())


def _form_page(request: HttpRequest, form: LadderForm, title: str, back: str, starts=()) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        words = {name: form.cleaned_data[name] for name in ("name_sv", "source")}
        try:
            saved = (
                actions.revise_ladder(ladder=form.start, dimensions=form.dimensions, by=request.user, **words)
                if form.revises
                else actions.add_ladder(
                    organisation=form.cleaned_data["organisation"], code=form.cleaned_data["code"],
                    dimensions=form.dimensions, by=request.user, **words,
                )
            )  # fmt: skip
        except ValidationError as error:
            for name, errors in getattr(error, "error_dict", {None: error}).items():
                form.add_error(name if name in form.fields else None, errors)
        else:
            messages.success(request, _("Sparat."))
            return redirect(saved)
    context = {"form": form, "title": title, "back": back, "starts": starts, "crumbs": _crumbs(title)}
    return render(request, "catalogue/ladder_form.html", context)
