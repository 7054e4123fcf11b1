"""A project that ends without a method card asks for one, until there is one or somebody has said why not."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.audit.models import Entry
from samsyn.apps.knowledge import actions
from samsyn.apps.knowledge.models import Method, NoCard
from samsyn.apps.knowledge.queries.ending import endings_of, without_card
from samsyn.apps.portfolio.models import Project

TODAY = timezone.localdate()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def ending(project):
    """The project ends in thirty days."""
    Project.objects.filter(pk=project.pk).update(ends=TODAY + 30 * DAY)
    project.refresh_from_db()
    return project


@pytest.mark.parametrize(("days", "asked"), [(91, False), (90, True), (0, True), (-1, True), (-2000, True)])
def test_a_project_is_asked_for_its_card_from_ninety_days_before_its_end(project, people, days, asked):
    starts = min(project.starts, TODAY - 3000 * DAY)
    Project.objects.filter(pk=project.pk).update(starts=starts, ends=TODAY + days * DAY)
    found = endings_of(people.lead)
    assert [one.days for one in found] == ([days] if asked else [])


def test_a_project_that_was_stopped_is_asked_for_its_card(project, people):
    Project.objects.filter(pk=project.pk).update(
        ends=TODAY + 400 * DAY, stopped_on=TODAY - 5 * DAY, stopped_why="Pengarna"
    )
    assert [one.days for one in endings_of(people.lead)] == [-5]


def test_a_project_without_an_end_is_not_asked(project, people):
    Project.objects.filter(pk=project.pk).update(ends=None)
    assert endings_of(people.lead) == []


@pytest.mark.parametrize("who", ["reader", "board", "partner", "funder", "foreign", "outsider"])
def test_only_those_who_may_make_the_card_are_asked(ending, people, who):
    assert list(without_card(people.lead)) == [ending]
    assert list(without_card(getattr(people, who))) == []


def test_the_overview_and_the_projects_page_ask_with_one_press(ending, people, client):
    client.force_login(people.lead)
    for address in (reverse("overview"), ending.get_absolute_url()):
        page = client.get(address).content.decode()
        assert f"{ending.code} slutar om 30 dagar och har inget metodkort." in page
        assert f'action="{reverse("method-born", args=[ending.pk])}"' in page
    client.force_login(people.reader)
    assert "har inget metodkort" not in client.get(ending.get_absolute_url()).content.decode()
    client.force_login(people.lead)
    assert client.post(reverse("method-born", args=[ending.pk])).status_code == 302
    assert Method.objects.get().uses.get().project == ending
    assert "har inget metodkort" not in client.get(reverse("overview")).content.decode()
    assert "har inget metodkort" not in client.get(ending.get_absolute_url()).content.decode()


def test_a_project_that_tried_a_method_with_a_card_is_not_asked(ending, project, people, places):
    card = actions.write_method(organisation=places.owner, name="Samtal", summary="Vi talar", by=people.lead)
    actions.note_use(method=card, project=ending, by=people.lead)
    assert endings_of(people.lead) == []


def test_saying_why_not_is_kept_shown_and_audited(ending, people, client):
    client.force_login(people.lead)
    address = reverse("method-none", args=[ending.pk])
    empty = client.post(address, {"why": "  "})
    assert empty.status_code == 200
    assert not NoCard.objects.exists()
    client.post(address, {"why": "Insatsen hann aldrig börja."})
    assert endings_of(people.lead) == []
    entry = Entry.objects.get(verb="method_declined")
    assert entry.details["why"] == "Insatsen hann aldrig börja."
    tab = client.get(reverse("project-methods", args=[ending.pk])).content.decode()
    assert f"därför att: Insatsen hann aldrig börja. (Lina, {TODAY.isoformat()})" in tab
    assert "Gör ett metodkort av insatsen" in tab  # the way back stays open
    client.post(address, {"why": "Den blev en del av en annan insats."})
    assert [row.why for row in NoCard.objects.all()] == ["Den blev en del av en annan insats."]
    assert Entry.objects.filter(verb="method_declined").count() == 2


def test_nothing_to_keep_cannot_be_said_of_a_project_with_a_card_or_by_a_stranger(ending, people):
    with pytest.raises(PermissionDenied):
        actions.decline_card(project=ending, why="Nej", by=people.foreign)
    actions.make_card(project=ending, by=people.lead)
    with pytest.raises(ValidationError, match="redan på ett metodkort"):
        actions.decline_card(project=ending, why="Nej", by=people.lead)


def test_the_list_shows_all_those_that_end_first_and_the_card_a_few(ending, people, places, client):
    for at in range(1, 5):
        project = Project.objects.create(
            code=f"GAMMAL{at}", name="Gammal", organisation=places.owner, starts=TODAY - 900 * DAY,
            ends=TODAY - at * 100 * DAY,
        )  # fmt: skip
        project.parties.create(organisation=places.owner, part="owner", starts=project.starts)
    assert [one.project.code for one in endings_of(people.lead)] == [
        ending.code,
        *(f"GAMMAL{at}" for at in range(1, 5)),
    ]
    client.force_login(people.lead)
    card = client.get(reverse("overview")).content.decode()
    assert "2 insatser till" in card
    assert "GAMMAL4" in client.get(reverse("method-lacking")).content.decode()


def test_what_awaits_is_one_question(ending, people, django_assert_num_queries):
    with django_assert_num_queries(1):
        endings_of(people.lead)
