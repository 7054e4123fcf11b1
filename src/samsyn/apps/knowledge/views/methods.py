"""Method cards: the list, the card, what is written on it, and the tab of a project."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.knowledge.actions import methods as actions
from samsyn.apps.knowledge.forms.methods import (
    AdaptationForm,
    GradeForm,
    MethodFilter,
    MethodForm,
    NoCardForm,
    PartForm,
    UseEditForm,
    UseForm,
)
from samsyn.apps.knowledge.models import Adaptation, GradeOf, Method, MethodPart, MethodUse, NoCard
from samsyn.apps.knowledge.presenters import ending
from samsyn.apps.knowledge.presenters import grades as grade_words
from samsyn.apps.knowledge.presenters import methods as words
from samsyn.apps.knowledge.presenters.exclusion import weighed_words
from samsyn.apps.knowledge.queries import methods as queries
from samsyn.apps.knowledge.queries.ending import endings_of, no_card_of
from samsyn.apps.knowledge.queries.exclusion import weighed
from samsyn.apps.knowledge.views.observations import crumbs
from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio import presenters as portfolio
from samsyn.apps.portfolio.models import Project
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


@require_http_methods(FORM)
def method_parts(request: HttpRequest, pk: int) -> HttpResponse:
    """The parts, and a form to add one."""
    one = kept_method(request, pk)
    form = PartForm(data_of(request), instance=MethodPart(method=one, order=one.parts.count() + 1))
    return form_page(
        request,
        form,
        lambda values: actions.write_part(method=one, by=request.user, **values),
        title=_("Metodens delar"),
        intro=_("Det bärande måste finnas kvar för att det ska vara samma metod. Resten får anpassas."),
        submit=_("Lägg till delen"),
        back=reverse("method-parts", args=[pk]),
        table=words.part_table(one, may_edit=True),
        form_title=_("Lägg till en del"),
        crumbs=to_method(one, (_("Delar"), "")),
    )


@require_http_methods(FORM)
def method_part(request: HttpRequest, pk: int) -> HttpResponse:
    part = _row(request, MethodPart, pk)
    back = reverse("method-parts", args=[part.method_id])
    return form_page(
        request,
        PartForm(data_of(request), instance=part),
        lambda values: actions.write_part(method=part.method, part=part, by=request.user, **values),
        title=part.name,
        back=back,
        remove=reverse("method-part-remove", args=[pk]),
        crumbs=to_method(part.method, (_("Delar"), back), (part.name, "")),
    )


@require_http_methods(FORM)
def method_part_remove(request: HttpRequest, pk: int) -> HttpResponse:
    part = _row(request, MethodPart, pk)
    back = reverse("method-parts", args=[part.method_id])
    return question_page(
        request,
        lambda: actions.remove_part(part=part, by=request.user),
        title=_("Ta bort delen %(name)s?") % {"name": part.name},
        consequences=[_("Delen försvinner från kortet. Kontroller som redan är gjorda står som de skrevs.")],
        submit=_("Ta bort delen"),
        back=back,
        done=_("Delen är borttagen."),
        crumbs=to_method(part.method, (_("Delar"), back), (_("Ta bort"), "")),
    )


@require_http_methods(FORM)
def method_adaptations(request: HttpRequest, pk: int) -> HttpResponse:
    """The adaptations, and a form to add one."""
    one = kept_method(request, pk)
    form = AdaptationForm(data_of(request), instance=Adaptation(method=one), user=request.user)
    return form_page(
        request,
        form,
        lambda values: actions.write_adaptation(method=one, by=request.user, **values),
        title=_("Anpassningar"),
        intro=_("Så här har metoden ändrats för någon: kvinnor, män, föräldrar, unga."),
        submit=_("Lägg till anpassningen"),
        back=reverse("method-adaptations", args=[pk]),
        table=words.adaptation_table(one, may_edit=True),
        form_title=_("Lägg till en anpassning"),
        crumbs=to_method(one, (_("Anpassningar"), "")),
    )


@require_http_methods(FORM)
def method_adaptation(request: HttpRequest, pk: int) -> HttpResponse:
    one = _row(request, Adaptation, pk)
    back = reverse("method-adaptations", args=[one.method_id])
    return form_page(
        request,
        AdaptationForm(data_of(request), instance=one, user=request.user),
        lambda values: actions.write_adaptation(method=one.method, adaptation=one, by=request.user, **values),
        title=one.name,
        back=back,
        remove=reverse("method-adaptation-remove", args=[pk]),
        crumbs=to_method(one.method, (_("Anpassningar"), back), (one.name, "")),
    )


@require_http_methods(FORM)
def method_adaptation_remove(request: HttpRequest, pk: int) -> HttpResponse:
    one = _row(request, Adaptation, pk)
    back = reverse("method-adaptations", args=[one.method_id])
    return question_page(
        request,
        lambda: actions.remove_adaptation(adaptation=one, by=request.user),
        title=_("Ta bort anpassningen %(name)s?") % {"name": one.name},
        consequences=[_("Anpassningen försvinner från kortet. Spåret av den finns kvar.")],
        submit=_("Ta bort anpassningen"),
        back=back,
        done=_("Anpassningen är borttagen."),
        crumbs=to_method(one.method, (_("Anpassningar"), back), (_("Ta bort"), "")),
    )


@require_http_methods(FORM)
def method_use_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that one of one's own projects tried the method."""
    one = get_object_or_404(Method.objects.visible_to(request.user), pk=pk)
    if not organisations_where(request.user, EDIT).exists():
        raise Http404
    form = UseForm(data_of(request), instance=MethodUse(method=one), user=request.user, method=one)
    return form_page(
        request,
        form,
        lambda values: actions.note_use(method=one, by=request.user, **values),
        title=_("Insats som prövat metoden"),
        back=one.get_absolute_url(),
        done=_("Insatsen står på kortet, med sina siffror."),
        crumbs=to_method(one, (_("Insats"), "")),
    )


def _use(request: HttpRequest, pk: int) -> MethodUse:
    """A use that the user may change: by way of the project, or as the card's keeper."""
    rows = MethodUse.objects.select_related("method__organisation", "project__organisation")
    row = get_object_or_404(rows.filter(method__in=Method.objects.visible_to(request.user)), pk=pk)
    if not (row.method.organisation_id in queries.kept_by(request.user) or queries.may_bear(request.user, row.project)):
        raise Http404
    return row


@require_http_methods(FORM)
def method_use(request: HttpRequest, pk: int) -> HttpResponse:
    row = _use(request, pk)
    return form_page(
        request,
        UseEditForm(data_of(request), instance=row, method=row.method),
        lambda values: actions.edit_use(use=row, by=request.user, **values),
        title=str(row),
        back=row.method.get_absolute_url(),
        remove=reverse("method-use-remove", args=[pk]),
        crumbs=to_method(row.method, (row.project.code, "")),
    )


@require_http_methods(FORM)
def method_use_remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = _use(request, pk)
    back = reverse("method-use", args=[pk])
    return question_page(
        request,
        lambda: actions.remove_use(use=row, by=request.user),
        title=_("Ta bort %(code)s från kortet?") % {"code": row.project.code},
        consequences=[_("Insatsens siffror försvinner från kortet, och graderna räknas om utan dem.")],
        submit=_("Ta bort insatsen"),
        back=row.method.get_absolute_url(),
        done=_("Insatsen är borttagen från kortet."),
        crumbs=to_method(row.method, (row.project.code, back), (_("Ta bort"), "")),
    )


def _graded(request: HttpRequest, pk: int, of: str) -> Method:
    """A card that the user may grade in the question named."""
    one = get_object_or_404(Method.objects.visible_to(request.user).select_related("organisation"), pk=pk)
    if of not in GradeOf.values or not queries.may_review(request.user, one):
        raise Http404
    return one


@require_http_methods(FORM)
def method_grade(request: HttpRequest, pk: int, of: str) -> HttpResponse:
    """Grade in one's own name."""
    one = _graded(request, pk, of)
    return form_page(
        request,
        GradeForm(data_of(request), of=of),
        lambda values: actions.grade_method(method=one, of=of, by=request.user, **values),
        title=_("Bedöm %(question)s") % {"question": GradeOf(of).label},
        intro=_("Din bedömning visas med ditt namn och dagens datum. Det regeln säger står kvar bredvid."),
        submit=_("Spara bedömningen"),
        back=one.get_absolute_url(),
        table=grade_words.scale_table(of),
        form_title=_("Din bedömning"),
        crumbs=to_method(one, (_("Bedöm"), "")),
    )


@require_http_methods(FORM)
def method_grade_rule(request: HttpRequest, pk: int, of: str) -> HttpResponse:
    """Let the rule speak again where a reviewer did."""
    one = _graded(request, pk, of)
    return question_page(
        request,
        lambda: actions.follow_rule(method=one, of=of, by=request.user),
        title=_("Låt regeln svara om %(question)s igen?") % {"question": GradeOf(of).label},
        consequences=[_("Graden följer då det som är inskrivet. Granskarens grad finns kvar bland de tidigare.")],
        submit=_("Följ regeln"),
        back=one.get_absolute_url(),
        done=_("Graden följer regeln."),
        danger=False,
        crumbs=to_method(one, (_("Följ regeln"), "")),
    )


def _row(request: HttpRequest, model, pk: int):
    """A part or an adaptation of a card that the user keeps."""
    rows = model.objects.filter(method__in=Method.objects.visible_to(request.user, EDIT))
    return get_object_or_404(rows.select_related("method__organisation"), pk=pk)


@require_safe
def project_methods(request: HttpRequest, pk: int) -> HttpResponse:
    """The tab Metoder: the project's cards and the way to one in one press. The degrees of success come after."""
    one = get_object_or_404(Project.objects.visible_to(request.user).select_related("organisation"), pk=pk)
    uses = queries.uses_in(request.user, one)
    may_bear = queries.may_bear(request.user, one)
    context = {
        "table": words.use_table(uses) if uses else None,
        "may_bear": may_bear,
        "asked": ending.ending_panel(request, one) if may_bear else None,
        "no_card": "" if uses else ending.no_card_words(no_card_of(one)),
        "may_make": may_bear and not one.method_uses.filter(born_here=True).exists(),
        **portfolio.project_page(one, request.user, "methods", (_("Metoder"), "")),
    }
    return render(request, "knowledge/method_project.html", context)


@require_safe
def method_lacking(request: HttpRequest) -> HttpResponse:
    """Projects that end without a card, and that the reader may make one of."""
    rows = ending.ending_rows(endings_of(request.user))
    return render(request, "knowledge/method_lacking.html", {"rows": rows, "crumbs": way((_("Utan kort"), ""))})


@require_http_methods(FORM)
def method_none(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a project leaves nothing to keep, and why."""
    one = get_object_or_404(Project.objects.visible_to(request.user, EDIT).select_related("organisation"), pk=pk)
    tab = reverse("project-methods", args=[pk])
    return form_page(
        request,
        NoCardForm(data_of(request), instance=NoCard.objects.filter(project=one).first() or NoCard(project=one)),
        lambda values: actions.decline_card(project=one, by=request.user, **values),
        title=_("Inget att spara från %(code)s?") % {"code": one.code},
        intro=_(
            "Skälet står på insatsens flik Metoder med ditt namn, och ingen påminns mer. Kortet går att göra ändå."
        ),
        submit=_("Spara skälet"),
        back=tab,
        done=_("Skälet är sparat."),
        **portfolio.project_page(one, request.user, "methods", (_("Metoder"), tab), (_("Inget att spara"), "")),
    )


@require_http_methods(FORM)
def method_born(request: HttpRequest, pk: int) -> HttpResponse:
    """One press: a draft card of what the project already says. A look at the address shows the tab."""
    one = get_object_or_404(Project.objects.visible_to(request.user, EDIT), pk=pk)
    if request.method != "POST":
        return redirect("project-methods", pk)
    try:
        card = actions.make_card(project=one, by=request.user)
    except ValidationError:
        return redirect("project-methods", pk)
    return redirect(card)
