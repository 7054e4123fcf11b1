"""A meeting from filled agenda to minutes, in a browser, on a phone and on a screen."""

from __future__ import annotations

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.evaluation.models import Recommendation
from samsyn.apps.governance import actions
from samsyn.apps.governance.models import BoardMeeting, Decision
from samsyn.apps.portfolio import actions as portfolio
from tests.browser import axe, no_sideways_scroll

pytestmark = pytest.mark.browser
DAY = datetime.timedelta(days=1)


@pytest.fixture
def meeting(steering, project, places):
    Recommendation.objects.create(
        project=project, text="Ge styrgruppen mandat", addressee=places.owner,
        answer_by=timezone.localdate() - 30 * DAY,
    )  # fmt: skip
    return steering.past


def test_the_group_decides_on_a_phone(visit, meeting, steering, people):
    page = visit(meeting.get_absolute_url(), user=people.manager, width=375)
    page.get_by_role("button", name="Fyll dagordningen").click()
    page.get_by_role("button", name=re.compile("^Ta in")).click()
    page.get_by_role("link", name=re.compile("^Beslut")).click()
    assert no_sideways_scroll(page)
    page.get_by_label("antagen").check()
    page.get_by_role("textbox", name="Beslutet").fill("Ledamöterna får besluta själva.")
    page.get_by_label("Ansvarig").select_option(label="Ordförande, Ekby")
    page.get_by_role("button", name="Spara beslutet").click()
    page.get_by_role("link", name="Närvaro").click()
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("link", name="Avsluta mötet").click()
    page.get_by_role("button", name="Avsluta mötet").click()
    page.get_by_role("heading", name="Protokoll").wait_for()
    assert no_sideways_scroll(page)
    assert BoardMeeting.objects.get(pk=meeting.pk).state == "closed"
    assert Decision.objects.get().effect_said.startswith("Rekommendationen")


def test_the_pages_are_accessible_and_fit(visit, meeting, steering, item, people):
    actions.prepare_agenda(meeting=meeting, by=people.manager)
    decision = actions.decide(
        item=item, text="Kommunen tar över.", owner=steering.chair, by=people.manager,
        basis=[f"project:{steering.board.projects.get().pk}"],
    )  # fmt: skip
    addresses = [
        reverse("board-list"), steering.board.get_absolute_url(), meeting.get_absolute_url(),
        decision.get_absolute_url(), reverse("board-meeting-pack", args=[meeting.pk]),
        reverse("board-meeting-presence", args=[meeting.pk]), reverse("choosing-list"),
    ]  # fmt: skip
    _look(visit, people.manager, addresses)


def test_choosing_is_accessible_and_fits(visit, steering, project, people, places):
    call = portfolio.open_call(organisation=places.funder, title="Utlyst", aim="Mer", published=True, by=people.funder)
    written = portfolio.write_application(
        call=call, organisation=places.owner, name="Bron", need="Unga väntar.", by=people.lead
    )
    application = portfolio.send_application(application=written, by=people.lead)
    choosing = actions.begin_choosing(call=call, scorers=[people.funder, people.partner], by=people.funder)
    own = reverse("choosing-application", args=[choosing.pk, application.pk])
    blind = [choosing.get_absolute_url(), own, reverse("choosing-new")]
    _look(visit, people.funder, blind)
    for user in (people.funder, people.partner):
        mine = choosing.invitations.get(user=user)
        value = 4 if user == people.funder else 1
        answers = {raw["code"]: (value, "Skäl") for raw in choosing.criteria}
        actions.score(invitation=mine, application=application, answers=answers)
        actions.hand_in(invitation=mine, by=user)
    _look(visit, people.funder, [choosing.get_absolute_url(), own])
    _look(visit, people.lead, [reverse("project-boards", args=[project.pk])])


def _look(visit, user, addresses):
    for width in (1280, 320):
        page = visit(addresses[0], user=user, width=width)
        for address in addresses:
            page.goto(page.home + address)
            assert axe(page) == [], address
            assert no_sideways_scroll(page), address
