"""Parties to a project, and its anchoring in each municipality."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.portfolio import actions, presenters
from samsyn.apps.portfolio.forms import EndPartyForm, PartyForm, PlaceForm
from samsyn.apps.portfolio.models import Project, ProjectMunicipality, ProjectParty
from samsyn.apps.portfolio.presenters import about
from samsyn.apps.portfolio.queries import anchoring_of
from samsyn.apps.portfolio.views.pages import data_of, form_page, question_page

EDIT = Permission.PROJECT_EDIT


@require_http_methods(["GET", "HEAD", "POST"])
def project_parties(request: HttpRequest, pk: int) -> HttpResponse:
    """The parties, and a form to add one."""
    one = get_object_or_404(Project.objects.visible_to(request.user, EDIT), pk=pk)
    form = PartyForm(data_of(request), initial={"starts": one.starts}, user=request.user)
    return form_page(
        request,
        form,
        lambda values: actions.add_party(project=one, by=request.user, **values),
        title=_("Parter"),
        submit=_("Lägg till parten"),
        back=reverse("project-parties", args=[pk]),
        done=_("Parten är med i insatsen."),
        table=about.party_table(one, may_edit=True),
        form_title=_("Lägg till en part"),
        **presenters.project_page(one, request.user, "about", (_("Parter"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def party_end(request: HttpRequest, pk: int) -> HttpResponse:
    parties = ProjectParty.objects.visible_to(request.user, EDIT).select_related("project", "organisation")
    party = get_object_or_404(parties, pk=pk)
    back = reverse("project-parties", args=[party.project_id])
    return form_page(
        request,
        EndPartyForm(data_of(request)),
        lambda values: actions.end_party(party=party, on=values["on"], by=request.user),
        title=_("Avsluta %(name)s del i insatsen") % {"name": party.organisation},
        intro=_("Efter den dagen ser organisationens medarbetare inte längre insatsen. Raden finns kvar."),
        submit=_("Avsluta delen"),
        back=back,
        done=_("Delen är avslutad."),
        danger=True,
        **presenters.project_page(party.project, request.user, "about", (_("Parter"), back), (_("Avsluta"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def project_places(request: HttpRequest, pk: int) -> HttpResponse:
    """The municipalities with their anchoring, and a form to add one."""
    one = get_object_or_404(Project.objects.visible_to(request.user, EDIT), pk=pk)
    form = PlaceForm(data_of(request), instance=ProjectMunicipality(project=one))
    return form_page(
        request,
        form,
        lambda values: actions.anchor_municipality(project=one, by=request.user, **values),
        title=_("Kommuner och förankring"),
        submit=_("Lägg till kommunen"),
        back=reverse("project-places", args=[pk]),
        done=_("Kommunen är sparad."),
        table=about.anchoring_table(anchoring_of(one), may_edit=True),
        form_title=_("Lägg till en kommun"),
        **presenters.project_page(one, request.user, "about", (_("Förankring"), "")),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def place_edit(request: HttpRequest, pk: int) -> HttpResponse:
    place = _place(request, pk)
    back = reverse("project-places", args=[place.project_id])
    return form_page(
        request,
        PlaceForm(data_of(request), instance=place),
        lambda values: actions.anchor_municipality(
            project=place.project, municipality=place.municipality, by=request.user, **values
        ),
        title=_("Förankring i %(name)s") % {"name": place.municipality.brief},
        back=back,
        remove=reverse("place-remove", args=[pk]),
        **presenters.project_page(
            place.project, request.user, "about", (_("Förankring"), back), (place.municipality.brief, "")
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def place_remove(request: HttpRequest, pk: int) -> HttpResponse:
    place = _place(request, pk)
    back = reverse("project-places", args=[place.project_id])
    return question_page(
        request,
        lambda: actions.remove_municipality(place=place, by=request.user),
        title=_("Ta bort %(name)s ur insatsen?") % {"name": place.municipality.brief},
        consequences=[
            _("Svaren om förankring i kommunen försvinner från sidan. De finns kvar i spåret."),
            _("Kommunen försvinner ur överlappskartan för den här insatsen."),
        ],
        submit=_("Ta bort kommunen"),
        back=back,
        done=_("Kommunen är borttagen."),
        **presenters.project_page(place.project, request.user, "about", (_("Förankring"), back), (_("Ta bort"), "")),
    )


def _place(request: HttpRequest, pk: int) -> ProjectMunicipality:
    places = ProjectMunicipality.objects.visible_to(request.user, EDIT).select_related("project", "municipality")
    return get_object_or_404(places, pk=pk)
