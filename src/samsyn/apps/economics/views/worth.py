"""The portfolio by worth, certainty, who pays and expected system insight; never by a single score."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samsyn.apps.economics.forms.worth import WorthFilter
from samsyn.apps.economics.presenters import worth as words
from samsyn.apps.economics.presenters.crumbs import crumbs
from samsyn.apps.economics.queries.worth import alike, efforts_of
from samsyn.web.lists import filters_of


@require_safe
def worth(request: HttpRequest) -> HttpResponse:
    """Every effort the reader may see, with its account in short; filtered and sorted by what is in the address."""
    form = WorthFilter(request.GET or None, user=request.user)
    filters = filters_of(form)
    efforts = efforts_of(request.user, **filters)
    groups = alike(efforts)
    order = request.GET.get("ordning", "insats")
    context = {
        "filter": form,
        "filtered": bool(filters) or bool(form.errors),
        "order": order if order.removeprefix(words.DOWN) in words.fields() else "insats",
        "count": len(efforts),
        "lacking": words.lacking_words(efforts),
        "table": words.worth_table(efforts, order, {name: str(value.pk) for name, value in filters.items()}),
        "groups": [words.group_words(one, len(groups) > 1) for one in groups],
        "crumbs": crumbs((_("Vad insatserna är värda"), "")),
    }
    return render(request, "economics/worth.html", context)
