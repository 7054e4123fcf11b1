"""The log of readings: one person's, and the regular follow-up of everybody's."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.apps.audit.models import Reading
from samsyn.apps.organisations.models import organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.actions.readings import ask_about_reading, decide_reading, draw_readings
from samsyn.apps.participants.forms.readings import DecideReadingForm, DrawForm, QuarterForm
from samsyn.apps.participants.models import ReadingReview
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.presenters import readings as words
from samsyn.apps.participants.presenters.rights_pages import crumbs, rights_tabs
from samsyn.apps.participants.queries import readings as queries
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.readings_rules import load_limits
from samsyn.apps.portfolio.forms.fields import add_errors
from samsyn.apps.portfolio.views.pages import data_of

SHOWN = 50


def houses_of_reviewer(request: HttpRequest):
    """The organisations where the reader follows up the log; 404 for those who do nowhere."""
    houses = organisations_where(request.user, Permission.READINGS_REVIEW)
    if not houses.exists():
        raise Http404
    return houses.order_by("name")


@require_safe
def person_readings(request: HttpRequest, pk) -> HttpResponse:
    """Who has read about one person."""
    found = queries.log_ground(request.user, pk)
    if found is None:
        raise Http404
    person, ground = found
    named = ground != Ground.LOG_REVIEW
    opened([person], "person_readings", *([FieldClass.NAME] if named else []), FieldClass.CASE, ground=ground)
    page = Paginator(queries.readings_about(person), SHOWN).get_page(request.GET.get("page"))
    reviews = organisations_where(request.user, Permission.READINGS_REVIEW)
    may_ask = reviews.filter(pk=person.organisation_id).exists()
    context = {
        "person": person if named else None,
        "page_obj": page,
        "table": words.person_table(page, queries.Houses(page), may_ask),
        "crumbs": crumbs(
            (_("Personen"), person.get_absolute_url()) if named else (_("Läslogg"), reverse("readings")),
            (_("Vem som har läst"), ""),
        ),
    }
    return render(request, "participants/readings_person.html", context)


@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """The months, what waits for a decision, and how the choice is made."""
    houses_of_reviewer(request)
    today = timezone.localdate()
    page = Paginator(queries.undecided(request.user), SHOWN).get_page(request.GET.get("page"))
    chosen = queries.readings_of(page)
    queries.note_readings(chosen.values(), "readings")
    context = {
        "months": words.month_table(queries.months_to_follow(request.user, today)),
        "undrawn": queries.undrawn(request.user, today),
        "page_obj": page,
        "table": words.review_table(page, chosen, queries.Houses(chosen.values())),
        "limits": load_limits(),
        "tabs": rights_tabs(request.user, "readings"),
        "crumbs": crumbs((_("Läslogg"), "")),
    }
    return render(request, "participants/readings.html", context)


@require_POST
def readings_draw(request: HttpRequest) -> HttpResponse:
    form = DrawForm(request.POST, houses=houses_of_reviewer(request))
    if not form.is_valid():
        raise Http404
    try:
        draw = draw_readings(by=request.user, **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        picked = draw.size + sum(draw.by_rule.values())
        messages.success(request, _("Urvalet är draget: högst %(count)s läsningar att bedöma.") % {"count": picked})
    return redirect("readings")


@require_http_methods(["GET", "HEAD", "POST"])
def reading_ask(request: HttpRequest, number: int) -> HttpResponse:
    """Choose one reading because somebody has asked about it."""
    houses = houses_of_reviewer(request)
    keys = [str(pk) for pk in houses.values_list("pk", flat=True)]
    reading = get_object_or_404(Reading, number=number, organisation_key__in=keys)
    queries.note_readings([reading], "reading_review")
    if request.method == "POST":
        house = houses.get(pk=int(reading.organisation_key))
        return redirect("reading-review", ask_about_reading(reading=reading, organisation=house, by=request.user).pk)
    context = {
        "reading": reading,
        "table": words.person_table([reading], queries.Houses([reading]), may_ask=False),
        "back": reverse("person-readings", args=[reading.person_key]),
        "crumbs": crumbs((_("Läslogg"), reverse("readings")), (_("Följ upp en läsning"), "")),
    }
    return render(request, "participants/readings_ask.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reading_review(request: HttpRequest, pk: int) -> HttpResponse:
    """One chosen reading and the decision on it."""
    review = get_object_or_404(ReadingReview.objects.visible_to(request.user, Permission.READINGS_REVIEW), pk=pk)
    reading = get_object_or_404(Reading, number=review.reading)
    queries.note_readings([reading], "reading_review")
    form = DecideReadingForm(data_of(request), initial={"verdict": review.verdict, "text": review.text})
    if request.method == "POST" and form.is_valid():
        try:
            decide_reading(review=review, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Bedömningen är sparad."))
            return redirect("readings")
    context = {
        "review": review,
        "facts": words.facts(review, reading, queries.Houses([reading])),
        "form": form if review.verdict in ("", "unclear") else None,
        "own": reading.actor_key == str(request.user.pk),
        "crumbs": crumbs((_("Läslogg"), reverse("readings")), (_("En läsning"), "")),
    }
    return render(request, "participants/readings_review.html", context)


@require_safe
def readings_report(request: HttpRequest) -> HttpResponse:
    """One quarter: how much was read, followed up and found wrong. Counts only."""
    houses = houses_of_reviewer(request)
    today = timezone.localdate()
    latest = {"year": today.year, "quarter": (today.month - 1) // 3 + 1, "organisation": houses.first().pk}
    form = QuarterForm({**latest, **request.GET.dict()}, houses=houses)
    table = None
    if form.is_valid():
        wanted = form.cleaned_data
        first = date(wanted["year"], 3 * wanted["quarter"] - 2, 1)
        table = words.quarter_table(queries.quarter(wanted["organisation"], first))
    context = {
        "form": form,
        "table": table,
        "limits": load_limits(),
        "tabs": rights_tabs(request.user, "report"),
        "crumbs": crumbs((_("Läslogg"), reverse("readings")), (_("Kvartalsrapport"), "")),
    }
    return render(request, "participants/readings_report.html", context)
