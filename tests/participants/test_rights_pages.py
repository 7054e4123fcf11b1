"""The pages of this part: few questions however many rows, fit for a phone and everybody, no name in an address."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.participants.actions.consents import give_consent
from samsyn.apps.participants.actions.emergency import open_in_emergency
from samsyn.apps.participants.actions.rights import open_case
from samsyn.apps.participants.models import RightsCase
from samsyn.apps.participants.queries.emergency import whereabouts
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.reading import as_system
from samsyn.apps.participants.reading import people as door
from tests.browser import axe, no_sideways_scroll
from tests.questions import of_the_page

WHY = "Någon behöver nås i kväll, det är bråttom."
MOST = 25  # queries for a page, ux.md


def numbers():
    from stdnum import luhn

    for serial in range(100, 1000):
        start = f"800307{serial}"
        yield f"19{start}{luhn.calc_check_digit(start)}"


@pytest.fixture
def busy(write_in, places, colleagues):
    """busy(3): so many persons, each with a consent, an opening, readings and a case of every kind."""
    left = numbers()

    def make(count):
        persons = []
        for _ in range(count):
            number = next(left)
            person = write_in("Någon Påhittad", number)
            with as_system([person.organisation_id]):
                opened([person], "person")
                give_consent(
                    person=person, to_organisation=places.partner, purpose="x", categories=["name"],
                    starts=timezone.localdate(), by=None,
                )  # fmt: skip
                for kind in RightsCase.Kind.values:
                    open_case(person=person, kind=kind, came_on=timezone.localdate(), by=colleagues.lead)
            with door(colleagues.foreign):
                where = whereabouts(number, colleagues.foreign)[0]
                open_in_emergency(where=where, provision="osl_10_2", text=WHY, by=colleagues.foreign)
            persons.append(person)
        return persons

    return make


def pages(person) -> list[tuple[str, str]]:
    """(who, address) of every page that lists or shows something here."""
    with as_system([person.organisation_id]):
        case = {row.kind: row.pk for row in RightsCase.objects.filter(person=person)}
    return [
        ("lead", reverse("overview")),
        ("lead", reverse("person-readings", args=[person.pk])),
        ("lead", reverse("consent-new", args=[person.pk])),
        ("lead", reverse("emergency")),
        ("lead", reverse("emergencies")),
        ("partner", reverse("shared-with-us")),
        ("protector", reverse("overview")),
        ("protector", reverse("person-list")),
        ("protector", reverse("rights-cases")),
        ("protector", reverse("rights-case", args=[case["extract"]])),
        ("protector", reverse("rights-extract", args=[case["extract"]])),
        ("protector", reverse("rights-rectify", args=[case["rectify"]])),
        ("protector", reverse("rights-restrict", args=[case["restrict"]])),
        ("protector", reverse("rights-erase", args=[case["erase"]])),
        ("protector", reverse("readings")),
        ("protector", reverse("readings-report")),
        ("protector", reverse("emergencies")),
        ("protector", reverse("weeding")),
    ]


def asked(client, colleagues, places) -> dict[tuple[str, str], int]:
    counts = {}
    for who, address in places:
        client.force_login(getattr(colleagues, who))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts[who, address] = len(of_the_page(queries))
    return counts


def test_as_many_questions_for_ten_rows_as_for_one(client, busy, colleagues):
    person = busy(1)[0]
    few = asked(client, colleagues, pages(person))
    busy(9)
    many = asked(client, colleagues, pages(person))
    assert [each for each in many if many[each] > few[each] + 2] == []
    assert {each: count for each, count in many.items() if count > MOST} == {}


def test_no_address_says_who(busy):
    for _who, address in pages(busy(1)[0]):
        assert "19800307" not in address
        assert "gon" not in address.replace("nagon", "")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_on_a_phone_and_for_everybody(visit, busy, colleagues):
    opened_now, where = {}, pages(busy(2)[0])
    for who, address in where:
        if who not in opened_now:
            opened_now[who] = visit("/hjalp/", user=getattr(colleagues, who), width=320)
        page = opened_now[who]
        page.goto(page.home + address)
        assert axe(page) == [], address
        assert no_sideways_scroll(page), address
        assert page.locator("h1").count() == 1
