"""Stegar: what people are followed in, and an organisation's own."""

from __future__ import annotations

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.catalogue import actions, presenters
from samsyn.apps.catalogue.forms import LadderForm
from samsyn.apps.catalogue.models import Ladder, LadderKind
from samsyn.apps.catalogue.queries import versions_of
from samsyn.apps.catalogue.views.definitions import (
    _crumbs,
    _form_page,
    _may_revise,
    _posted,
    _refuse_unless_may_add,
    _revise_page,
)

PAGE = "catalogue/ladder_form.html"


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
    return _form_page(request, form, actions.add_ladder, _("Ny stege"), reverse("catalogue"), PAGE, starts=list(there))


@require_http_methods(["GET", "HEAD", "POST"])
def ladder_revise(request: HttpRequest, pk: int) -> HttpResponse:
    one = get_object_or_404(Ladder.objects.ladders().own_of(request.user).current(), pk=pk)
    form = LadderForm(_posted(request), user=request.user, start=one, revises=True)
    return _revise_page(request, form, partial(actions.revise_ladder, ladder=one), one, PAGE)
