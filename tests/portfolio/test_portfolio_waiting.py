"""A granted application waits on Översikt until its owner has started the project."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samsyn.apps.portfolio.actions import decide_application, open_call, send_application, start_project
from samsyn.apps.portfolio.actions.applications import write_application
from tests.questions import of_the_page

HEADING = "Beviljat: väntar på att starta"


@pytest.fixture
def sent(people, places):
    call = open_call(
        organisation=places.funder, title="Vägar vidare", aim="Fler vidare", published=True,
        earliest_start=date(2027, 1, 1), by=people.funder,
    )  # fmt: skip
    application = write_application(
        call=call, organisation=places.owner, name="Ankaret", need="Unga väntar.", sought=Decimal(900000),
        by=people.lead,
    )  # fmt: skip
    return send_application(application=application, by=people.lead)


@pytest.fixture
def granted(sent, people):
    return decide_application(
        application=sent, granted=True, amount=Decimal(800000), on=date(2026, 5, 4), by=people.funder
    )


def start_page(client, user) -> str:
    client.force_login(user)
    return client.get(reverse("overview")).content.decode()


def test_nothing_waits_before_the_decision_or_after_a_refusal(sent, people, client):
    assert HEADING not in start_page(client, people.lead)
    decide_application(application=sent, granted=False, reason="Ryms inte", by=people.funder)
    assert HEADING not in start_page(client, people.lead)


def test_one_press_leads_to_a_form_where_the_rest_is_filled_in(granted, people, client):
    page = start_page(client, people.lead)
    address = f"{reverse('project-new')}?application={granted.pk}"
    assert HEADING in page
    assert "800\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr från Påhittade fonden, beslutat 2026-05-04" in page
    assert address in page
    form = client.get(address).context["form"]
    given = {name: form[name].initial for name in ("application", "call", "organisation", "name", "starts", "summary")}
    assert given["name"] == "Ankaret"
    given = {**given, "code": "ANKAR", "purpose": "operative"}
    assert client.post(address, given).status_code == 302
    assert granted.project.code == "ANKAR"
    assert granted.project.starts == date(2027, 1, 1)
    assert HEADING not in start_page(client, people.lead)


def test_it_goes_away_however_the_project_was_started(granted, people, places, client):
    start_project(
        code="A", name="A", organisation=places.owner, starts=date(2024, 1, 1), application=granted, by=people.lead
    )
    assert HEADING not in start_page(client, people.lead)


@pytest.mark.parametrize("who", ["reader", "board", "partner", "funder", "evaluator", "foreign", "outsider"])
def test_it_waits_for_those_who_may_start_it_and_no_others(who, granted, people, client):
    assert HEADING not in start_page(client, getattr(people, who))


@pytest.mark.parametrize("who", ["lead", "controller", "manager"])
def test_it_waits_for_each_who_may_start_it(who, granted, people, client):
    assert HEADING in start_page(client, getattr(people, who))


def test_the_start_page_asks_at_most_25_questions(granted, project, people, client):
    for user in (people.lead, people.manager):
        client.force_login(user)
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("overview"))
        assert len(of_the_page(asked)) <= 25
