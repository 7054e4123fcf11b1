"""The guide and the own prices as somebody meets them: wide and on a phone, with axe and without sideways scroll."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from samsyn.apps.economics.models import Account, OwnPrice
from samsyn.apps.portfolio.models import BudgetLine, PlannedVolume
from tests.browser import axe, no_sideways_scroll

pytestmark = pytest.mark.browser


@pytest.fixture
def planned(transactional_db, project, measures):
    """A project with a plan and a budget."""
    for sex, value in (("women", 70), ("men", 50)):
        PlannedVolume.objects.create(project=project, measure=measures["participants"], sex=sex, value=value,
                                     source="Ansökan, s. 4")  # fmt: skip
    BudgetLine.objects.create(project=project, part="plan", kind="support", amount=5_000_000, source="Ansökan, s. 9")
    return project


def looks_right(page) -> None:
    assert axe(page) == []
    assert no_sideways_scroll(page)


def press(page, name: str, role: str = "button") -> None:
    with page.expect_navigation():
        page.get_by_role(role, name=name, exact=True).first.click()


@pytest.mark.parametrize("width", [1280, 320])
def test_from_the_projects_tab_to_an_account_with_its_headline(visit, people, planned, width):
    page = visit(reverse("project-accounts", args=[planned.pk]), user=people.lead, width=width)
    press(page, "Ny kalkyl med insatsens tal", "link")
    looks_right(page)
    page.get_by_label("Vad en insats är värd för vuxna långt från arbete").check()
    press(page, "Fortsätt")
    looks_right(page)
    expect(page.get_by_label("Hur många av dem börjar?")).to_have_value("120")
    assert page.get_by_label("Vad kostar insatsen i allt").input_value().split() == ["5", "000", "000"]
    expect(page.get_by_label("Vilket års priser?")).to_have_value("2024")
    page.get_by_label("Hur många personer gäller det?").fill("200")
    press(page, "Granska svaren")
    looks_right(page)
    assert "Rätta det här först" in page.inner_text("main")
    expect(page.get_by_label("Hur många personer gäller det?")).to_have_value("200")
    page.get_by_label("Hur många fullföljer?").fill("90")
    page.get_by_label("Av hur många?", exact=True).fill("120")
    page.get_by_label("Hur många av dem som fullföljer når målet?").fill("30")
    page.get_by_label("Av hur många som följs upp?").fill("90")
    page.get_by_label("Någons bedömning eller förhoppning", exact=False).check()
    page.get_by_label("Vi vet inte: räkna med", exact=False).check()
    press(page, "Granska svaren")
    looks_right(page)
    assert "av kedjans 11 länkar vilar på antaganden" in page.inner_text("main")
    assert "Insatsens plan: Ansökan, s. 4" in page.inner_text("main")
    press(page, "Ändra svaren")
    expect(page.get_by_label("Hur många fullföljer?")).to_have_value("90")
    press(page, "Granska svaren")
    press(page, "Skapa kalkylen")
    account = Account.objects.get()
    expect(page).to_have_url(page.home + account.get_absolute_url())
    assert "Samhället väntas" in page.inner_text("main")


@pytest.mark.parametrize("width", [1280, 320])
def test_a_price_of_ones_own_is_added_and_found(visit, people, planned, width):
    page = visit(reverse("price-list"), user=people.controller, width=width)
    looks_right(page)
    press(page, "Lägg till eget pris", "link")
    looks_right(page)
    page.get_by_label("Vad är det som kostar?").fill("Handläggning av försörjningsstöd, ett år")
    page.get_by_label("Belopp i kronor").fill("21 500")
    page.get_by_label("Enhet").select_option(label="kr per hushåll och år")
    page.get_by_label("Vilket års priser?").fill("2024")
    page.get_by_label("Hur säker är uppgiften?").select_option(value="1")
    page.get_by_label("Hör ihop med").select_option(value="benefits")
    page.get_by_label("Resurs: arbete, lokaler och annat som förbrukas").check()
    page.get_by_label("Vem bär kostnaden?").select_option(value="social_committee")
    press(page, "Lägg till")
    looks_right(page)
    assert "Skriv varifrån beloppet kommer" in page.inner_text("main")
    page.get_by_label("Varifrån kommer beloppet?").fill("Nämndens bokslut 2024, tabell 4")
    press(page, "Lägg till")
    looks_right(page)
    assert page.url.endswith(OwnPrice.objects.get().get_absolute_url())
    page.goto(page.home + reverse("price-list"))
    looks_right(page)
    assert "Egna priser: Ekby" in page.inner_text("main")
