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
from samsyn.apps.economics.presenters.crumbs import crumbs
from samsyn.apps.economics.queries import own_prices, prices


@require_safe
def price_list(request: HttpRequest) -> HttpResponse:
    """What should be looked over, the organisations' own prices, every shipped price by group, and the assumptions."""
    today = timezone.localdate()
    context = {
        "overdue": words.overdue_rows(own_prices.overdue(request.user, today)),
        "own": words.own_shelves(own_prices.own_prices_of(request.user), today),
        "may_add": own_prices.may_price(request.user).exists(),
        "tables": [words.shelf_table(shelf) for shelf in prices.shelves()],
        "assumptions": words.assumption_rows(),
        "crumbs": crumbs((_("Prisbank"), "")),
    }
    return render(request, "economics/price_list.html", context)


def asked_year(request: HttpRequest, years: list[int]) -> int | None:
    """The year in the address, where it is one that can be asked for."""
    asked = request.GET.get("ar", "")
    return int(asked) if asked.isascii() and asked.isdigit() and int(asked) in years else None


@require_safe
def price_page(request: HttpRequest, code: str) -> HttpResponse:
    """One price: what it is, its values with sources, and what it becomes in another year."""
    price = prices.price_of(code)
    if price is None:
        raise Http404
    years = prices.years_for(price, timezone.localdate())
    year = asked_year(request, years)
    context = {
        "title": said(price.name),
        "facts": words.price_facts(price),
        "table": words.values_table(price),
        "years": years,
        "year": year,
        "uprated": words.uprated_words(prices.in_year(price, year), year) if year else None,
        "used_in": list(prices.accounts_using(queries.accounts_of(request.user)[:200], code)),
        "crumbs": crumbs((_("Prisbank"), reverse("price-list")), (said(price.name), "")),
    }
    return render(request, "economics/price.html", context)
