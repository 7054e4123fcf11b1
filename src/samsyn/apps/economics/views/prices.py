"""The bank of prices: everything in it, and one price with its sources."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samsyn.apps.economics import queries
from samsyn.apps.economics.naming import said
from samsyn.apps.economics.presenters import prices as words
from samsyn.apps.economics.queries import prices


@require_safe
def price_list(request: HttpRequest) -> HttpResponse:
    """Every shipped price by group, and what the bank assumes."""
    crumbs = [{"label": _("Kalkyler"), "href": reverse("account-list")}, {"label": _("Prisbank")}]
    context = {
        "tables": [words.shelf_table(shelf) for shelf in prices.shelves()],
        "assumptions": words.assumption_rows(),
        "crumbs": crumbs,
    }
    return render(request, "economics/price_list.html", context)


@require_safe
def price_page(request: HttpRequest, code: str) -> HttpResponse:
    """One price: what it is, its values with sources, and what it becomes in another year."""
    price = prices.price_of(code)
    if price is None:
        raise Http404
    years = prices.years_for(price, timezone.localdate())
    asked = request.GET.get("ar", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and int(asked) in years else None
    context = {
        "title": said(price.name),
        "facts": words.price_facts(price),
        "table": words.values_table(price),
        "years": years,
        "year": year,
        "uprated": words.uprated_words(prices.in_year(price, year), year) if year else None,
        "used_in": list(prices.accounts_using(queries.accounts_of(request.user)[:200], code)),
        "crumbs": [
            {"label": _("Kalkyler"), "href": reverse("account-list")},
            {"label": _("Prisbank"), "href": reverse("price-list")},
            {"label": said(price.name)},
        ],
    }
    return render(request, "economics/price.html", context)
