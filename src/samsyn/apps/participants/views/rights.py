"""Cases about people's rights: the list, a new one, and what is done with each."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.participants.actions.rights import TWO_PEOPLE, close_case, extend_case, open_case
from samsyn.apps.participants.actions.rights_changes import lift_restriction, restrict
from samsyn.apps.participants.actions.rights_removal import erase_person
from samsyn.apps.participants.forms.rights import (
    CloseForm,
    EraseForm,
    ExtendForm,
    NewCaseForm,
    RequestForm,
    RestrictForm,
)
from samsyn.apps.participants.models import Person, RightsCase
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.presenters import rights as words
from samsyn.apps.participants.presenters.rights_pages import crumbs, person_crumbs, rights_tabs
from samsyn.apps.participants.queries import rights as queries
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.queries.rights_reach import writable_or_404
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page

SHOWN = 50
TAKES_POST = ["GET", "HEAD", "POST"]
C = FieldClass


def case_or_404(request: HttpRequest, pk: int, what: str, *kinds: str, open_only: bool = True) -> RightsCase:
    """A case that the reader handles, its person noted as read; 404 for others', closed ones and other kinds."""
    case = get_object_or_404(queries.cases_for(request.user), pk=pk)
    if (open_only and case.done_on) or (kinds and case.kind not in kinds):
        raise Http404
    queries.note_cases([case], what, C.NAME, C.CASE)
    return case


def case_crumbs(case: RightsCase, *labels: Any) -> list[dict[str, Any]]:
    here = (f"{_('Ärende')} {case.pk}", reverse("rights-case", args=[case.pk]))
    return crumbs((_("Rättigheter"), reverse("rights-cases")), here, *((label, "") for label in labels))


@require_safe
def rights_cases(request: HttpRequest) -> HttpResponse:
    """Cases by the day they are due, and persons whose data stand still."""
    if not queries.houses_of_handler(request.user).exists():
        raise Http404
    today = timezone.localdate()
    waiting = queries.note_cases(queries.open_cases(request.user)[:SHOWN], "rights_cases")
    page = Paginator(queries.cases_for(request.user).exclude(done_on=None).order_by("-done_on", "-pk"), SHOWN)
    page = page.get_page(request.GET.get("page"))
    queries.note_cases(page, "rights_cases")
    restricted = queries.restricted_persons(request.user)
    context = {
        "waiting": words.cases_table(_("Öppna ärenden"), waiting, today, _("Inget ärende är öppet.")),
        "page_obj": page,
        "done": words.cases_table(_("Avslutade"), page, today, "") if page.object_list else None,
        "restricted": words.restricted_table(restricted) if restricted else None,
        "tabs": rights_tabs(request.user, "cases"),
        "crumbs": crumbs((_("Rättigheter"), "")),
    }
    return render(request, "participants/rights_cases.html", context)


@require_http_methods(TAKES_POST)
def rights_case_new(request: HttpRequest) -> HttpResponse:
    """Somebody has asked: find them by number among one's own authority's persons."""
    if not queries.houses_of_handler(request.user).exists():
        raise Http404
    form, person = NewCaseForm(data_of(request)), None
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data.pop("number")
        person = queries.person_with_number(request.user, number)
        if person is None:
            form.add_error(
                "number",
                _("Ingen person hos er har numret. Stämmer det, svara personen att ni inte har några uppgifter här."),
            )
    return form_page(
        request,
        form,
        lambda values: open_case(person=person, by=request.user, **values),
        title=_("Nytt ärende"),
        intro=_(
            "För den som begär registerutdrag, rättelse, begränsning eller radering. Kontrollera först vem det är."
        ),
        submit=_("Öppna ärendet"),
        back=reverse("rights-cases"),
        done=_("Ärendet är öppet. Personen ska ha svar inom en månad."),
        to=lambda case: reverse("rights-case", args=[case.pk]),
        crumbs=crumbs((_("Rättigheter"), reverse("rights-cases")), (_("Nytt ärende"), "")),
    )


@require_http_methods(TAKES_POST)
def rights_request(request: HttpRequest, pk) -> HttpResponse:
    """The same from the person's page, by somebody who works with the person; those who handle rights take over."""
    person = _asking_person(request, pk)
    handles = queries.houses_of_handler(request.user).filter(pk=person.organisation_id).exists()
    return form_page(
        request,
        RequestForm(data_of(request)),
        lambda values: open_case(person=person, by=request.user, **values),
        title=_("Personen begär något om sina uppgifter"),
        intro=_("Begäran går till dem som sköter rättigheter hos er. Utdrag och radering prövas av någon annan än du."),
        submit=_("Lämna vidare"),
        back=reverse("rights-cases") if handles else person.get_absolute_url(),
        done=_("Begäran är lämnad vidare. Personen ska ha svar inom en månad."),
        crumbs=person_crumbs(person, _("Begäran")),
    )


def _asking_person(request: HttpRequest, pk) -> Person:
    """Restricted persons are reached by those who handle rights, to be taken up again; others by who may write."""
    mine = Person.objects.filter(pk=pk, organisation__in=queries.houses_of_handler(request.user))
    if restricted := mine.exclude(restricted_on=None).select_related("key", "organisation").first():
        return opened([restricted], "rights_request", C.CASE, ground=Ground.RIGHTS_CASE)[0]
    return writable_or_404(request.user, pk, "rights_request", C.CASE)


@require_safe
def rights_case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: whose it is, how long there is, and what can be done now."""
    case = case_or_404(request, pk, "rights_case", open_only=False)
    context = {
        "case": case,
        "name": case.person.name if case.person and not case.done_on else "",
        "note": case.opened("note_sealed") if case.person and not case.done_on else "",
        "facts": words.facts(case, timezone.localdate()),
        "open": case.done_on is None,
        "own": case.opened_by_id == request.user.pk,
        "two": case.kind in TWO_PEOPLE,
        "crumbs": crumbs((_("Rättigheter"), reverse("rights-cases")), (f"{_('Ärende')} {case.pk}", "")),
    }
    return render(request, "participants/rights_case.html", context)


@require_http_methods(TAKES_POST)
def rights_case_extend(request: HttpRequest, pk: int) -> HttpResponse:
    case = case_or_404(request, pk, "rights_case")
    return form_page(
        request,
        ExtendForm(data_of(request)),
        lambda values: extend_case(case=case, by=request.user, **values),
        title=_("Förläng tiden"),
        intro=_("Två månader till, när begäran är svår. Personen ska få veta det inom den första månaden."),
        submit=_("Förläng"),
        back=reverse("rights-case", args=[case.pk]),
        crumbs=case_crumbs(case, _("Förläng")),
    )


@require_http_methods(TAKES_POST)
def rights_case_close(request: HttpRequest, pk: int) -> HttpResponse:
    case = case_or_404(request, pk, "rights_case")
    return form_page(
        request,
        CloseForm(data_of(request)),
        lambda values: close_case(case=case, by=request.user, **values),
        title=_("Avsluta ärendet"),
        intro=_("När ärendet är avslutat ser du inte längre personen. Ett avslag ska ha skäl och går att överklaga."),
        submit=_("Avsluta"),
        back=reverse("rights-case", args=[case.pk]),
        to=lambda _none: reverse("rights-cases"),
        done=_("Ärendet är avslutat."),
        crumbs=case_crumbs(case, _("Avsluta")),
    )


@require_http_methods(TAKES_POST)
def rights_restrict(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the data stand still, or let them be used again."""
    case = case_or_404(request, pk, "rights_case", RightsCase.Kind.RESTRICT)
    back = reverse("rights-case", args=[case.pk])
    if case.person.restricted_on:
        return question_page(
            request,
            lambda: lift_restriction(person=case.person, by=request.user),
            title=_("Häv begränsningen"),
            consequences=[
                _("Uppgifterna syns och kan ändras igen av dem som arbetar med personen."),
                _("Personen ska få veta det innan ni häver (dataskyddsförordningen artikel 18.3)."),
            ],
            submit=_("Häv begränsningen"),
            back=back,
            done=_("Begränsningen är hävd."),
            crumbs=case_crumbs(case, _("Häv begränsningen")),
        )
    return form_page(
        request,
        RestrictForm(data_of(request)),
        lambda values: restrict(person=case.person, by=request.user, **values),
        title=_("Begränsa uppgifterna"),
        intro=_(
            "Bara de som sköter rättigheter ser personen. Ingen kan skriva något, personen syns inte i listor men "
            "räknas fortfarande med, och ingenting gallras."
        ),
        submit=_("Begränsa"),
        back=back,
        done=_("Uppgifterna är begränsade."),
        crumbs=case_crumbs(case, _("Begränsa")),
    )


@require_http_methods(TAKES_POST)
def rights_erase(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person carries out an erasure, having read what it takes away."""
    case = case_or_404(request, pk, "rights_erase", RightsCase.Kind.ERASE)
    if case.opened_by_id == request.user.pk:
        raise Http404
    form = EraseForm(data_of(request))
    return form_page(
        request,
        form,
        lambda values: erase_person(case=case, outcome=values["outcome"], by=request.user),
        title=_("Radera personen"),
        submit=_("Radera för gott"),
        back=reverse("rights-case", args=[case.pk]),
        to=lambda _removed: reverse("rights-cases"),
        done=_("Personen är raderad och nyckeln förstörd."),
        template="participants/rights_erase.html",
        name=case.person.name,
        danger=True,
        crumbs=case_crumbs(case, _("Radera")),
    )
