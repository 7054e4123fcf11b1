"""Method cards: the list, and the card itself."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.knowledge.actions import methods as actions
from samsyn.apps.knowledge.forms.methods import MethodFilter, MethodForm
from samsyn.apps.knowledge.models import GradeOf, Method
from samsyn.apps.knowledge.presenters import grades as grade_words
from samsyn.apps.knowledge.presenters import methods as words
from samsyn.apps.knowledge.presenters.exclusion import weighed_words
from samsyn.apps.knowledge.queries import methods as queries
from samsyn.apps.knowledge.queries.exclusion import weighed
from samsyn.apps.knowledge.views.observations import crumbs
from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page
from samsyn.web.lists import filters_of, rest_of

EDIT = Permission.KNOWLEDGE_EDIT
PER_PAGE = 50
FORM = ["GET", "HEAD", "POST"]


def way(*trail: tuple[str, str]) -> list[dict[str, str]]:
    """Breadcrumbs from the list of methods."""
    return crumbs((_("Metoder"), reverse("method-list")), *trail)


def to_method(method: Method, *trail: tuple[str, str]) -> list[dict[str, str]]:
    return way((method.name, method.get_absolute_url()), *trail)


def kept_method(request: HttpRequest, pk: int) -> Method:
    """A card that the user may change."""
    return get_object_or_404(Method.objects.visible_to(request.user, EDIT).select_related("organisation"), pk=pk)


@require_safe
def method_list(request: HttpRequest) -> HttpResponse:
    """The methods that the reader may read, filtered by what is in the address."""
    read = Method.objects.visible_to(request.user)
    form = MethodFilter(request.GET or None, read=read)
    filters = filters_of(form)
    found, count = _found(read, filters, request.GET.get("page"))
    context = {
        "filter": form,
        "filtered": bool(filters) or bool(form.errors),
        "table": words.method_table(found.object_list, count),
        "page_obj": found,
        "query": rest_of(request),
        "count": count,
        "may_write": organisations_where(request.user, EDIT).exists(),
        "crumbs": crumbs((_("Metoder"), "")),
    }
    return render(request, "knowledge/method_list.html", context)


def _found(read: QuerySet[Method], filters: dict[str, Any], number: str | None) -> tuple[Page, int]:
    """One page of cards, and how many there are in all. Only a filter on what is worked out needs every card."""
    level, at = filters.get("evidence"), filters.get("organisation")
    rows = queries.matching(read, **{name: value for name, value in filters.items() if name != "evidence"})
    if not level and at is None:
        page = Paginator(rows, PER_PAGE).get_page(number)
        page.object_list = queries.cards_of(page.object_list)
        return page, page.paginator.count
    cards = [card for card in queries.cards_of(rows) if at is None or queries.in_use_at(card, at)]
    cards = [card for card in cards if not level or (card.grades[GradeOf.EVIDENCE].value or 0) >= level]
    return Paginator(cards, PER_PAGE).get_page(number), len(cards)


@require_http_methods(FORM)
def method_new(request: HttpRequest) -> HttpResponse:
    if not organisations_where(request.user, EDIT).exists():
        raise Http404
    return form_page(
        request,
        MethodForm(data_of(request), user=request.user),
        lambda values: actions.write_method(by=request.user, **values),
        title=_("Nytt metodkort"),
        intro=_(
            "Kommer metoden från en insats? Gör kortet på insatsens flik Metoder, så fylls det mesta i av sig självt."
        ),
        back=reverse("method-list"),
        to=Method.get_absolute_url,
        done=_("Kortet finns som utkast. Lägg till delar och de insatser som prövat metoden."),
        crumbs=way((_("Nytt"), "")),
    )


@require_safe
def method(request: HttpRequest, pk: int) -> HttpResponse:
    """The card: what it is, how well it is known, what came of it, and who uses it."""
    one = get_object_or_404(queries.readable(request.user), pk=pk)
    card = queries.card_of(one, request.user)
    own = queries.kept_by(request.user)
    may_edit = one.organisation_id in own
    projects = [use.row.project for use in card.uses]
    context = {
        "method": one,
        "may_edit": may_edit,
        "may_note": bool(own),
        "facts": words.card_facts(card),
        "said": words.card_words(one),
        "steps": words.steps_of(one),
        "asked": words.completeness_words(queries.completeness(card), one) if may_edit else None,
        "grades": grade_words.grade_rows(one, card.grades, may_edit or any(use.evaluates for use in card.uses)),
        "history": grade_words.grade_history(card.grades),
        "parts": words.part_table(one, may_edit),
        "adaptations": words.adaptation_table(one, may_edit),
        "results": words.result_table(card),
        "uses": card.uses if may_edit else (),
        "learned": words.learned_rows(card),
        "definitions": words.definition_words(card, queries.differences_among(projects) if len(projects) > 1 else []),
        "spread": words.spread_words(card.spread),
        "stops": words.stop_rows(card),
        "crumbs": way((one.name, "")),
    }
    return render(request, "knowledge/method.html", context)


@require_safe
def method_weighed(request: HttpRequest, pk: int) -> HttpResponse:
    """What the method costs in ordinary use beside what exclusion costs."""
    one = get_object_or_404(Method.objects.visible_to(request.user), pk=pk)
    own = queries.kept_by(request.user)
    context = {
        "method": one,
        "weighed": weighed_words(weighed(one, request.user)),
        "may_note": bool(own),
        "may_edit": one.organisation_id in own,
        "crumbs": to_method(one, (_("Kostnad"), "")),
    }
    return render(request, "knowledge/method_weighed.html", context)


@require_http_methods(FORM)
def method_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the card; ?saknas=1 asks only for what is not there yet."""
    one = kept_method(request, pk)
    only: list[str] = []
    if request.GET.get("saknas"):
        only = [asked.name for asked in queries.fields_of(one) if not asked.there]
        if not only:
            return redirect(one)
    form = MethodForm(data_of(request), instance=one, user=request.user, only=only)
    return form_page(
        request,
        form,
        lambda values: actions.edit_method(method=one, by=request.user, **values),
        title=_("Fyll i det som fattas") if only else _("Ändra kortet"),
        back=one.get_absolute_url(),
        crumbs=to_method(one, (_("Ändra"), "")),
    )


@require_http_methods(FORM)
def method_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a draft for everyone, or take an open card back."""
    one = kept_method(request, pk)
    opening = not one.published
    consequences = [
        _("Alla med en roll i Samsyn kan läsa kortet och insatsernas siffror på det."),
        _("Den som inte ser en insats ser ändå dess namn och siffror här."),
        _("Andra organisationer kan anteckna att de prövar eller använder metoden."),
    ] if opening else [
        _("Bara ni som förvaltar kortet kan läsa det."),
        _("Vilka som använder metoden finns kvar."),
    ]  # fmt: skip
    act = actions.open_method if opening else actions.close_method
    return question_page(
        request,
        lambda: act(method=one, by=request.user),
        title=_("Öppna kortet för alla?") if opening else _("Ta tillbaka kortet som utkast?"),
        consequences=consequences,
        submit=_("Öppna kortet") if opening else _("Ta tillbaka"),
        back=one.get_absolute_url(),
        done=_("Kortet är öppet.") if opening else _("Kortet är ett utkast igen."),
        danger=not opening,
        crumbs=to_method(one, (_("Öppna") if opening else _("Ta tillbaka"), "")),
    )
