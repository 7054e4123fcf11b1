"""A project's method cards: its tab, the card in one press, and why there is none."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samsyn.apps.knowledge.actions import methods as actions
from samsyn.apps.knowledge.forms.methods import NoCardForm
from samsyn.apps.knowledge.models import NoCard
from samsyn.apps.knowledge.presenters import ending
from samsyn.apps.knowledge.presenters import methods as words
from samsyn.apps.knowledge.queries import methods as queries
from samsyn.apps.knowledge.queries.ending import endings_of, no_card_of
from samsyn.apps.knowledge.views.methods import EDIT, FORM, way
from samsyn.apps.portfolio import presenters as portfolio
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.views.pages import data_of, form_page


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
