"""Odd addresses, odd dates and hostile forms: a clear answer, never a fault."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from samsyn.apps.portfolio import actions
from samsyn.apps.portfolio.models import Project

pytestmark = pytest.mark.django_db
HUGE = 10**30


@pytest.mark.parametrize("name", ["project", "goal", "theory", "call", "application", "meeting", "budget-line-edit"])
def test_a_number_beyond_all_numbers_is_a_page_that_is_not_there(client, people, name):
    client.force_login(people.lead)
    assert client.get(reverse(name, args=[HUGE])).status_code == 404


@pytest.mark.parametrize(
    "query", [{"theme": "x"}, {"theme": HUGE}, {"state": "glad"}, {"text": "a\x00b"}, {"page": "sju"}, {"page": -1}]
)
def test_a_filter_that_does_not_hold_is_said_and_the_rest_counts(client, people, project, query):
    client.force_login(people.lead)
    answer = client.get(reverse("project-list"), {"purpose": "strategic", **query})
    assert answer.status_code == 200
    assert project.get_absolute_url() not in answer.content.decode(), "the other filter still counts"


def test_a_wrong_filter_is_named_at_its_field(client, people, project):
    client.force_login(people.lead)
    page = client.get(reverse("project-list"), {"state": "glad"}).content.decode()
    assert "glad" in page
    assert "ds-validation-message" in page


def test_the_end_of_time_is_an_end_like_others(client, people, places, term):
    for code in ("A", "B"):
        project = actions.start_project(
            code=code, name=code, organisation=places.owner, starts=date(1, 1, 1), ends=date.max,
            themes=[term("theme", "housing")], staff_groups=[term("staff_group", "schools")], by=people.lead,
        )  # fmt: skip
        actions.anchor_municipality(project=project, municipality=places.owner, by=people.lead)
        actions.set_phase(project=project, name="Evig", starts=date(1, 1, 1), ends=date.max, by=people.lead)
        actions.set_budget(project=project, part="outcome", kind="support", amount=1, by=people.lead)
    client.force_login(people.lead)
    for name, args in (("overlap", []), ("project", [project.pk]), ("project-economy", [project.pk])):
        assert client.get(reverse(name, args=args)).status_code == 200


def test_a_year_of_two_digits_is_refused_with_the_remedy(client, people, project):
    client.force_login(people.lead)
    form = {"part": "plan", "kind": "support", "amount": "100", "year": "17"}
    assert "Skriv hela årtalet" in client.post(reverse("budget-line-new", args=[project.pk]), form).content.decode()
    assert not project.budget_lines.exists()


@pytest.mark.parametrize("amount", ["1e400", "NaN", "Infinity", "-5", "9" * 40, "hundra"])
def test_an_amount_that_is_none_is_refused(client, people, project, amount):
    client.force_login(people.lead)
    answer = client.post(
        reverse("budget-line-new", args=[project.pk]), {"part": "plan", "kind": "support", "amount": amount}
    )
    assert answer.status_code == 200
    assert "Rätta det här först" in answer.content.decode()


def test_markup_is_shown_as_words(client, people, places):
    project = actions.start_project(
        code="<b>X",
        name="<script>alert(1)</script>",
        organisation=places.owner,
        starts=date(2024, 1, 1),
        by=people.lead,
    )
    client.force_login(people.lead)
    for address in (reverse("project-list"), project.get_absolute_url()):
        assert "<script>alert" not in client.get(address).content.decode()


def test_a_project_that_ends_before_it_starts_keeps_what_was_typed(client, people, places):
    client.force_login(people.lead)
    form = {"organisation": places.owner.pk, "code": "BAK", "name": "Baklänges", "starts": "2025-01-01",
            "ends": "2024-01-01", "purpose": "both"}  # fmt: skip
    page = client.post(reverse("project-new"), form).content.decode()
    assert "slutar innan den startar" in page
    assert "Baklänges" in page
    assert not Project.objects.exists()


def test_a_form_with_a_thousand_steps_is_refused(client, people, project, measures):
    client.force_login(people.lead)
    form = {"occasion": "called", "steg-TOTAL_FORMS": 100000, "steg-INITIAL_FORMS": 0}
    assert client.post(reverse("project-theory-new", args=[project.pk]), form).status_code == 200
    assert not project.theories.exists()
