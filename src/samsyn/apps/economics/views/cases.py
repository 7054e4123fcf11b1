"""The cases that ship with Samsyn, as they are before anybody has made them their own."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from samsyn.apps.economics import presenters, queries
from samsyn.apps.economics.queries import ShippedCase
from samsyn.apps.economics.views.accounts import may_begin
from samsyn.core.valuation.scenario import Scenario


def answered_case(code: str) -> tuple[ShippedCase, Scenario, dict[str, Any]]:
    """The case with its scenario and its answer. Http404 where there is none."""
    case = queries.shipped_case(code)
    answered = queries.answer_of(case.raw) if case else None
    if case is None or answered is None or answered.scenario is None or answered.result is None:
        raise Http404
    return case, answered.scenario, answered.result


@require_safe
def case_page(request: HttpRequest, code: str) -> HttpResponse:
    """What the case answers, and every number it rests on."""
    case, _scenario, answer = answered_case(code)
    context = {
        "case": case,
        "words": presenters.answer_words(answer),
        "sources": presenters.sources_table(answer, lambda value: reverse("case-value", args=[code, value])),
        "files": presenters.file_links("case", code),
        "begin": f"{reverse('account-new')}?exempel={case.code}" if may_begin(request.user) else "",
        "crumbs": presenters.crumbs((case.name, "")),
    }
    return render(request, "economics/case.html", context)


@require_safe
def case_value(request: HttpRequest, code: str, value: str) -> HttpResponse:
    """One number of a case, with what stands behind it."""
    case = queries.shipped_case(code)
    scenario = queries.scenario_of(case.raw) if case else None
    if case is None or scenario is None or value not in scenario.values:
        raise Http404
    one = scenario.values[value]
    title = presenters.said(one.name)
    context = {
        "title": title,
        "facts": presenters.value_facts(one, scenario.grades) + presenters.price_facts_of(one),
        "own": True,
        "crumbs": presenters.crumbs((case.name, reverse("account-case", args=[code])), (title, "")),
    }
    return render(request, "economics/value.html", context)
