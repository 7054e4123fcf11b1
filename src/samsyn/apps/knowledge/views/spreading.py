"""Where all methods and good examples are, on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samsyn.apps.knowledge.models import Example, Method
from samsyn.apps.knowledge.presenters.spread_together import together_map, together_over_time
from samsyn.apps.knowledge.presenters.spreading import YEARS
from samsyn.apps.knowledge.queries.spreading import together
from samsyn.apps.knowledge.views.methods import way


@require_safe
def method_spread(request: HttpRequest) -> HttpResponse:
    """Every method and example that the reader may see, county by county and year by year."""
    examples = Example.objects.visible_to(request.user).order_by("name", "pk")
    found = together(
        Method.objects.visible_to(request.user).order_by("name", "pk"),
        examples.prefetch_related("spread__municipality__parent"),
        timezone.localdate(),
    )
    anything = any(any(over.by_year.values()) for over in (found.methods, found.examples))
    context = {
        "map": together_map(found, found.methods.chosen(request.GET.get(YEARS))) if anything else None,
        "years": together_over_time(found),
        "crumbs": way((_("Var metoderna används"), "")),
    }
    return render(request, "knowledge/method_spread.html", context)
