"""Deltagare: the list, the search, and the page of one person."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.face.awaiting import awaiting_for
from samsyn.apps.participants.face.sections import sections_for
from samsyn.apps.participants.forms.people import PeopleFilter, SearchForm
from samsyn.apps.participants.models import Enrolment, Person
from samsyn.apps.participants.models.reach import led_projects, projects_led_by
from samsyn.apps.participants.policy import FieldClass, Ground, works_with_people
from samsyn.apps.participants.presenters import people as words
from samsyn.apps.participants.presenters.referrals import sent_table
from samsyn.apps.participants.queries.enrolments import Both, counted, persons_in, taking_part
from samsyn.apps.participants.queries.grounds import Grounded, seen
from samsyn.apps.participants.queries.people import found_by_text, in_name_order, opened
from samsyn.apps.participants.queries.people_lists import filter_choices, names_in_own_groups
from samsyn.apps.participants.queries.referrals import (
    projects_to_send_to,
    referrals_noted,
    sent_by,
    unread_answers,
)
from samsyn.apps.portfolio.models import Project
from samsyn.core.intake.rows.errors import NotRead
from samsyn.web.lists import filters_of, rest_of

C = FieldClass
PER_PAGE = 50
SENT_SHOWN = 10
# of the participations that a row of the list speaks of
SHOWN = ("person", "starts", "ends", "project__code", "sender__name", "sender__short_name", "sender_kind")


@require_http_methods(["GET", "HEAD", "POST"])
def person_list(request: HttpRequest) -> HttpResponse:
    """What awaits the reader, and the people they reach. A search is a post, so that no name is in any address."""
    led = list(projects_led_by(request.user))
    if not led:
        return _start(request)
    search = SearchForm(request.POST if request.method == "POST" else None, label_suffix="")
    shown = _found(request.user, search) if request.method == "POST" else _listed(request, led)
    may_write = bool(led_projects(request.user, Permission.PERSON_EDIT))
    first = request.method != "POST" and not request.GET
    awaiting = awaiting_for(request.user) if first else []
    context = {"awaiting": awaiting, "search": search, "may_write": may_write, **shown}
    return render(request, "participants/person_list.html", context)


def _start(request: HttpRequest) -> HttpResponse:
    """The station for those who lead no project; for nobody else."""
    if not works_with_people(request.user):
        raise Http404
    context = {"awaiting": awaiting_for(request.user), **_own_groups(request.user), **_sending(request.user)}
    return render(request, "participants/person_start.html", context)


def _listed(request: HttpRequest, led: list[Project]) -> dict[str, Any]:
    """The page of the list that the address asks for."""
    form = PeopleFilter(request.GET or None, projects=led, **filter_choices(request.user))
    filters = filters_of(form)
    rows = taking_part(request.user, **filters)
    both = counted(rows)
    page = Paginator(in_name_order(persons_in(rows), both.persons), PER_PAGE).get_page(request.GET.get("page"))
    persons = opened(page.object_list, "person_list", C.NAME, C.ACTIVITY, C.CASE)
    return {
        "filter": form,
        "table": _table(rows, persons, words.both_ways(both)),
        "count": both.persons,
        "filtered": bool(filters) or bool(form.errors),
        "page_obj": page,
        "query": rest_of(request),
    }


def _found(user, search: SearchForm) -> dict[str, Any]:
    """Those whom the search means, by name, at most a page of them."""
    reached, found = Person.objects.visible_to(user), Person.objects.none()
    if search.is_valid():
        try:
            found = found_by_text(reached, search.cleaned_data["text"])
        except NotRead as fault:
            search.add_error("text", str(fault))
    count = found.count()
    persons = opened(in_name_order(found, count)[:PER_PAGE], "person_search", C.NAME, C.ACTIVITY, C.CASE)
    rows = Enrolment.objects.visible_to(user).filter(person__in=[person.pk for person in persons])
    both = Both(count, counted(Enrolment.objects.visible_to(user).filter(person__in=found)).participations)
    return {
        "table": _table(rows, persons, words.both_ways(both)),
        "count": count,
        "searched": True,
        "cut": count > PER_PAGE,
    }


def _table(rows, persons: list[Person], caption: str):
    mine = rows.filter(person__in=[person.pk for person in persons]).select_related("project", "sender").only(*SHOWN)
    return words.people_table(persons, mine, caption, timezone.localdate())


def _own_groups(user) -> dict[str, Any]:
    rows = names_in_own_groups(user)
    return {"groups": words.names_in_groups(rows) if rows else None}


def _sending(user) -> dict[str, Any]:
    """What those who refer to others' projects see: the latest they have sent, and the way to a new one."""
    today = timezone.localdate()
    if not projects_to_send_to(user, today).exists():
        return {"may_send": False}
    latest = referrals_noted(sent_by(user)[:SENT_SHOWN], "referrals_sent", C.NAME, C.CASE, ground=Ground.OWN_REFERRAL)
    unread = set(unread_answers(user).values_list("pk", flat=True)) if latest else set()
    table = sent_table(latest, today, lambda one: reverse("referral-sent", args=[one.pk]), unread)
    return {"may_send": True, "sent": table if latest else None}


@require_safe
def person(request: HttpRequest, pk) -> HttpResponse:
    """One person, as far as the reader's ground reaches."""
    with seen(request.user, pk, "person") as (one, grounded):
        if grounded.ground == Ground.OWN_REFERRAL:
            return redirect("referral-sent", sent_by(request.user).filter(person=pk).first().pk)
        return _person_page(request, one, grounded)


@require_POST
def person_number(request: HttpRequest, pk) -> HttpResponse:
    """The same page with the number written out: an act of its own in the log."""
    with seen(request.user, pk, "person_number") as (one, grounded):
        if C.NUMBER not in grounded.reads or not one.number:
            raise Http404
        return _person_page(request, one, grounded, number=words.written_out(one.number))


def _person_page(request: HttpRequest, one: Person, grounded: Grounded, number: str = "") -> HttpResponse:
    context = {
        "person": one,
        "name": words.shown_name(one),
        "warnings": words.warnings_about(one),
        "masked": words.masked(one.number) if C.NUMBER in grounded.reads else "",
        "number": number,
        "contact": words.contact_facts(one, grounded.reads),
        "sections": sections_for(request.user, one, grounded),
        "because": words.grounds_words(grounded),
        "may_edit": grounded.ground == Ground.OWN_PROJECT and C.NAME in grounded.writes,
        "crumbs": [{"label": _("Deltagare"), "href": reverse("person-list")}, {"label": _("Person")}],
    }
    return render(request, "participants/person.html", context)
