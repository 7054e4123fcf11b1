"""The pages about people in a real browser: axe, a narrow window, and the way from a referral to a person."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from samsyn.apps.participants.actions.referrals import register_referral
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.reading import as_system
from tests.browser import axe, no_sideways_scroll

pytestmark = pytest.mark.browser


@pytest.fixture
def waiting(transactional_db, alma, project, places):
    with as_system([places.owner.pk]):
        person = opened([alma], "test")[0]
        return register_referral(person=person, project=project, sender=places.partner, need="Behöver plan", by=None)


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_is_right_for_everybody(visit, colleagues, alma, waiting, project, width):
    addresses = [
        reverse("person-list"), reverse("person", args=[alma.pk]), reverse("person-edit", args=[alma.pk]),
        reverse("person-new"), reverse("enrolment", args=[alma.enrolment.pk]),
        reverse("enrolment-edit", args=[alma.enrolment.pk]), reverse("enrolment-end", args=[alma.enrolment.pk]),
        reverse("project-people", args=[project.pk]), reverse("project-questions", args=[project.pk]),
        reverse("question-new", args=[project.pk]), reverse("questions-import", args=[project.pk]),
        reverse("referral-list"), reverse("referral-flow"), reverse("referral", args=[waiting.pk]),
        reverse("referral-accept", args=[waiting.pk]), reverse("referral-letter", args=[waiting.pk]),
        reverse("referral-register"), reverse("referral-new"),
    ]  # fmt: skip
    page = visit("/", user=colleagues.lead, width=width)
    for address in addresses:
        page.goto(page.home + address)
        assert axe(page) == [], address
        assert no_sideways_scroll(page), address


@pytest.mark.parametrize("width", [375])
def test_a_referral_becomes_a_participant_on_a_phone(visit, colleagues, waiting, width):
    page = visit("/", user=colleagues.lead, width=width)
    page.get_by_role("link", name="VIND – Vägen in").first.click()
    page.get_by_role("link", name="Alma Påhittad").click()
    page.get_by_role("link", name="Anta", exact=True).click()
    page.get_by_label("Svar till avsändaren").fill("Välkommen")
    page.get_by_role("button", name="Anta").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Alma Påhittad")
    expect(page.get_by_role("status")).to_contain_text("Anvisningen är antagen")
    assert "Alma" not in page.title()
    assert "Alma" not in page.url


def test_writing_somebody_in_by_keyboard_and_number(visit, colleagues, alma, project):
    page = visit(reverse("person-new"), user=colleagues.lead, width=375)
    page.get_by_label("Insats", exact=True).select_option(str(project.pk))
    page.get_by_role("textbox", name="Personnummer").fill("811228-9874")
    page.get_by_role("button", name="Fortsätt").press("Enter")
    expect(page.get_by_label("man", exact=True)).to_be_checked()
    assert axe(page) == []
    page.get_by_label("Namn", exact=True).fill("Bo Påhittad")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bo Påhittad")
    page.get_by_role("button", name="Visa hela numret").click()
    expect(page.get_by_text("19811228-9874")).to_be_visible()
    assert axe(page) == []


def test_the_same_number_again(visit, colleagues, alma, project):
    page = visit(reverse("person-new"), user=colleagues.lead)
    page.get_by_label("Insats", exact=True).select_option(str(project.pk))
    page.get_by_role("textbox", name="Personnummer").fill("19900101-2393")
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Personen finns redan")
    assert axe(page) == []


def test_a_referrer_on_a_phone(visit, colleagues, transactional_db, project, places, measures):
    page = visit(reverse("referral-new"), user=colleagues.referrer, width=375)
    page.get_by_label("Personens namn").fill("Bo Påhittad")
    page.get_by_label("Personen samtyckte").fill("2026-01-10")
    assert axe(page) == []
    page.get_by_role("button", name="Skicka anvisningen").click()
    expect(page.get_by_role("status")).to_contain_text("Anvisningen är skickad")
    assert axe(page) == []
    page.goto(page.home + reverse("person-list"))
    expect(page.get_by_role("link", name="Bo Påhittad")).to_be_visible()
    assert axe(page) == []
