"""The map, the costs and a project that ends, in a browser: readable by everyone, and no wider than the screen."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.economics.actions import begin_account, freeze_account
from samsyn.apps.economics.queries import shipped_case
from samsyn.apps.knowledge import actions
from samsyn.apps.knowledge.models import NoCard
from samsyn.apps.organisations.models import Kind, Organisation
from samsyn.apps.portfolio.models import Project
from tests.browser import axe, no_sideways_scroll

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("width", [1280, 320])]
LAST_YEAR = timezone.localdate().year - 1


def test_the_map_moves_between_years_and_says_every_tile(transactional_db, visit, people, project, places, width):
    method = actions.open_method(method=actions.make_card(project=project, by=people.lead), by=people.lead)
    town = Organisation.objects.create(name="Sydby kommun", kind=Kind.MUNICIPALITY, scb_code="1299")
    for organisation, stage, year in ((town, "tried", LAST_YEAR - 1), (places.owner, "decided", LAST_YEAR)):
        actions.note_adoption(
            method=method, organisation=organisation, stage=stage, on=datetime.date(year, 2, 1), by=people.lead
        )
    actions.note_adoption(
        method=method, organisation=town, stage="ordinary", budget="Nämnden", on=datetime.date(LAST_YEAR, 2, 1),
        by=people.lead,
    )  # fmt: skip
    page = visit(reverse("adoption-log", args=[method.pk]), user=people.lead, width=width)
    page.get_by_role("img", name="Skåne län: 1 i drift, inte kontrollerat").wait_for()
    assert page.locator(".tile-map [role=img]").count() == 21
    page.get_by_text("Visa kartan som tabell").click()
    page.get_by_role("cell", name=f"Sydby kommun ({LAST_YEAR})").wait_for()
    assert axe(page) == []
    assert no_sideways_scroll(page)
    page.get_by_role("navigation", name="Kartan vid slutet av år").get_by_role("link", name=str(LAST_YEAR - 1)).click()
    page.get_by_role("img", name="Skåne län: 1 prövar").wait_for()


def test_what_it_costs_is_fetched_to_the_card(transactional_db, visit, people, project, places, width):
    account = begin_account(
        title="Vad det kostar", contents=shipped_case("trelleborg").raw, begun_from="trelleborg",
        organisation=places.owner, project=None, by=people.lead,
    )  # fmt: skip
    frozen = freeze_account(account=account, reason="Prov", by=people.lead)
    method = actions.make_card(project=project, by=people.lead)
    actions.edit_method(method=method, exclusion=frozen, by=people.lead)
    page = visit(method.get_absolute_url(), user=people.lead, width=width)
    page.get_by_text("Av 100 som fullföljer behöver minst 0,8 nå målet").wait_for()
    assert axe(page) == []
    page.goto(page.url + "kostnad/")
    page.get_by_text("Posterna, och vad de vilar på").click()
    page.get_by_role("cell", name="Produktion som uteblir").wait_for()
    assert axe(page) == []
    assert no_sideways_scroll(page)


def test_nothing_to_keep_from_the_overview(transactional_db, visit, people, project, width):
    Project.objects.filter(pk=project.pk).update(ends=timezone.localdate() + datetime.timedelta(days=30))
    page = visit(reverse("overview"), user=people.lead, width=width)
    assert axe(page) == []
    page.get_by_role("link", name=f"Inget att spara från {project.code}").click()
    page.get_by_label("inget att spara, därför att").fill("Insatsen hann aldrig börja.")
    page.get_by_role("button", name="Spara skälet").click()
    page.get_by_text("Skälet är sparat.").wait_for()
    assert NoCard.objects.get().why == "Insatsen hann aldrig börja."
    assert axe(page) == []
    assert no_sideways_scroll(page)
