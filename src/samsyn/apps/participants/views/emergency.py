"""Nödläge: open one person for an hour, be told about it, and judge it afterwards."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.actions import emergency as actions
from samsyn.apps.participants.forms.emergency import EmergencyForm, ReviewEmergencyForm
from samsyn.apps.participants.models import Emergency
from samsyn.apps.participants.presenters import emergency as words
from samsyn.apps.participants.presenters.rights_pages import crumbs, rights_tabs
from samsyn.apps.participants.queries import emergency as queries
from samsyn.apps.participants.queries.grounds import frozen, sees_already
from samsyn.apps.participants.queries.readings import during_opening
from samsyn.apps.participants.views.second_factor import Confirmation, confirmation
from samsyn.apps.portfolio.forms.fields import add_errors
from samsyn.apps.portfolio.views.pages import data_of

SHOWN = 50


@require_http_methods(["GET", "HEAD", "POST"])
def emergency(request: HttpRequest) -> HttpResponse:
    """One's own openings, and the form for a new one once one has confirmed who one is."""
    if not queries.may_open(request.user):
        raise Http404
    confirmed = confirmation(request, request.path)
    form = EmergencyForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        answer = _open(request, form, confirmed)
        if answer is not None:
            return answer
    running = queries.note_openings(queries.running_of(request.user), "emergency_own")
    context = {
        "form": form,
        "confirmed": confirmed,
        "frozen": frozen(request.user),
        "running": running,
        "minutes": actions.MINUTES,
        "days": actions.REVIEW_WITHIN,
        "crumbs": crumbs((_("Nödläge"), request.path)),
    }
    return render(request, "participants/emergency.html", context)


def _open(request: HttpRequest, form: EmergencyForm, confirmed: Confirmation) -> HttpResponse | None:
    """Open whom the form means, or say in the form what stands in the way."""
    if not confirmed.done:
        form.add_error(None, _("Det är mer än fem minuter sedan du bekräftade vem du är. Gör det igen i en ny flik."))
        return None
    wanted = form.cleaned_data
    try:
        found = actions.seek_person(digits=wanted["number"], by=request.user)
        if not found:
            form.add_error("number", _("Ingen myndighet i den här installationen har en person med numret."))
            return None
        where = actions.authority_of(found, wanted.get("authority"))
        if where is None:
            form.ask_for([each.organisation for each in found])
            return None
        if sees_already(request.user, where.person):
            messages.info(request, _("Du ser redan personen utan nödöppning."))
            return redirect("person", where.person)
        actions.open_in_emergency(where=where, provision=wanted["provision"], text=wanted["text"], by=request.user)
    except ValidationError as error:
        add_errors(form, error)
        return None
    messages.warning(
        request,
        _("Personen är öppen i %(minutes)s minuter. Den som är ansvarig får veta det, och öppningen granskas.")
        % {"minutes": actions.MINUTES},
    )
    return redirect("person", where.person)


@require_POST
def emergency_close(request: HttpRequest, pk: int) -> HttpResponse:
    opening = Emergency.objects.with_scopes_disabled().filter(user=request.user, pk=pk).first()
    if opening is None:
        raise Http404
    try:
        actions.close_emergency(opening=opening, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Öppningen är stängd."))
    return redirect("emergency")


@require_safe
def emergencies(request: HttpRequest) -> HttpResponse:
    """What waits for review, and what is told to those who lead projects and to those who answer for staff."""
    context: dict[str, Any] = {
        "crumbs": crumbs((_("Nödöppningar"), request.path)),
        "tabs": rights_tabs(request.user, "emergencies"),
    }
    today = timezone.localdate()
    if organisations_where(request.user, Permission.READINGS_REVIEW).exists():
        waiting = queries.note_openings(list(queries.to_review(request.user)[:SHOWN]), "emergencies")
        page = Paginator(queries.reviewed(request.user), SHOWN).get_page(request.GET.get("page"))
        queries.note_openings(list(page), "emergencies")
        colleagues = queries.note_openings(
            list(queries.late(queries.by_colleagues(request.user))[:SHOWN]), "emergencies"
        )
        context |= {
            "waiting": words.openings_table(
                _("Att granska"), waiting, today, _("Ingen nödöppning väntar på granskning.")
            ),
            "page_obj": page,
            "done": words.openings_table(_("Granskade"), page, today, _("Ingen är granskad ännu.")),
            "colleagues": words.openings_table(_("Medarbetare vars rätt är fryst"), colleagues, today, "")
            if colleagues
            else None,
        }
    told = queries.note_openings(list(queries.told_to(request.user)[:SHOWN]), "emergencies")
    if told:
        context["told"] = words.openings_table(_("I dina insatser"), told, today, "")
    elif "waiting" not in context and not organisations_where(request.user, Permission.PERSON_VIEW).exists():
        raise Http404
    return render(request, "participants/emergencies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def emergency_opening(request: HttpRequest, pk: int) -> HttpResponse:
    """One opening; for a reviewer also the verdict."""
    opening = queries.one_seen_by(request.user, pk)
    if opening is None:
        raise Http404
    queries.note_openings([opening], "emergency_opening")
    may_review = queries.to_review(request.user).filter(pk=pk).exists()
    if request.method == "POST" and not may_review:
        raise Http404
    form = ReviewEmergencyForm(data_of(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.review_emergency(opening=opening, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Bedömningen är sparad."))
            return redirect("emergencies")
    context = {
        "opening": opening,
        "facts": words.facts(opening, timezone.localdate()),
        "read": words.read_table(during_opening(opening)),
        "form": form if may_review else None,
        "crumbs": crumbs((_("Nödöppningar"), reverse("emergencies")), (_("En nödöppning"), "")),
    }
    return render(request, "participants/emergency_opening.html", context)
