"""One person all the way: referred, taken in, present, followed up, and counted in the matrix. Wide, and on a phone."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from samsyn.apps.catalogue.models import Ladder
from samsyn.apps.participants.actions.follow_up import plan_follow_up
from samsyn.apps.participants.actions.groups import add_leader, start_group
from samsyn.apps.participants.actions.sessions import add_session
from samsyn.apps.participants.reading import as_system
from tests.journeys.hand import Hand
from tests.participants.conftest import colleagues  # noqa: F401

pytestmark = pytest.mark.browser
NAME = "Disa Påhittad"
MOST_TAPS = {"referral": 4, "acceptance": 4, "group": 10, "attendance": 3, "exit": 12, "matrix": 1}


@pytest.fixture
def ready(transactional_db, project, colleagues, measures):  # noqa: F811
    """A group that meets today, and a project that asks how it is before and when it ends."""
    today = timezone.localdate()
    project.ends = None
    project.save()
    with as_system([project.organisation_id]):
        ladder = Ladder.objects.get(code="standard")
        plan_follow_up(project=project, asked={ladder: ["before", "exit"]}, about="Läget nu.", by=None)
        group = start_group(project=project, name="Tisdagar", starts=today - datetime.timedelta(days=7), by=None)
        add_leader(group=group, user=colleagues.group_leader, starts=today - datetime.timedelta(days=7), by=None)
        add_session(group=group, on=today, minutes=120, by=None)
    return project


@pytest.mark.parametrize("width", [1280, 375])
def test_from_the_referral_to_the_matrix(browser, live_server, ready, colleagues, width, capsys):  # noqa: F811
    hand, taps = Hand(browser, live_server.url, width), {}
    try:
        for step in (_referral, _acceptance, _group, _attendance, _exit, _matrix):
            name = step.__name__.strip("_")
            step(hand, ready, colleagues)
            taps[name] = hand.taps
    finally:
        hand.context.close()
    with capsys.disabled():
        print(f"\nfrom referral to matrix at {width} px, presses: {taps}")  # noqa: T201
    assert hand.trouble == []
    assert {name: many for name, many in taps.items() if many > MOST_TAPS[name]} == {}


def _referral(hand: Hand, project, colleagues) -> None:  # noqa: F811
    """The sender refers; no address and no title says who."""
    hand.becomes(colleagues.referrer)
    hand.station("Deltagare")
    hand.press(hand.link("Ny anvisning"))
    hand.page.get_by_label("Personens namn").fill(NAME)
    hand.page.get_by_label("Personen samtyckte").fill(timezone.localdate().isoformat())
    hand.press(hand.button("Skicka anvisningen"))
    expect(hand.page.get_by_role("status")).to_contain_text("Anvisningen är skickad")
    assert "Disa" not in hand.page.title() + hand.page.url


def _acceptance(hand: Hand, project, colleagues) -> None:  # noqa: F811
    """The process leader says yes: a participant, and an answer to the sender."""
    hand.becomes(colleagues.lead)
    hand.press(hand.link("VIND – Vägen in"))
    hand.press(hand.link(NAME))
    hand.press(hand.link("Anta"))
    hand.page.get_by_label("Svar till avsändaren").fill("Välkommen på tisdag")
    hand.press(hand.button("Anta"))
    expect(hand.page.get_by_role("heading", level=1)).to_have_text(NAME)


def _group(hand: Hand, project, colleagues) -> None:  # noqa: F811
    """How it was before, and into the group that meets today."""
    hand.taps = 0
    hand.press(hand.link("Före", exact=False))
    hand.choose("Sysselsättning", "Ingen planering")
    hand.press(hand.button("Spara"))
    hand.press(hand.page.locator("main").get_by_role("link", name="Lägg till i en grupp").first)
    hand.press(hand.link("Tisdagar"))
    hand.press(hand.page.locator("main a[href$='/deltagare/']").first)
    hand.page.get_by_label(NAME).check()
    hand.taps += 1
    hand.press(hand.button("Lägg till de valda"))
    assert NAME in hand.page.inner_text("main")


def _attendance(hand: Hand, project, colleagues) -> None:  # noqa: F811
    """The group's leader opens the sheet from Översikt and saves: here by default."""
    hand.becomes(colleagues.group_leader)
    hand.press(hand.link("Tisdagar", exact=False))
    hand.press(hand.button("Spara närvaron"))
    hand.page.get_by_text("Närvaron är sparad").wait_for()


def _exit(hand: Hand, project, colleagues) -> None:  # noqa: F811
    """The taking part ends with a reason, and how it is then."""
    hand.becomes(colleagues.lead)
    hand.station("Deltagare")
    hand.press(hand.link(NAME))
    assert "100 % (1/1)" in hand.page.inner_text("main").replace("\u00a0", " ")
    hand.press(hand.link("VIND"))
    hand.press(hand.link("Avsluta"))
    hand.page.get_by_label("Slutade").fill(timezone.localdate().isoformat())
    hand.choose("Varför", "Fullföljt")
    hand.press(hand.button("Avsluta"))
    hand.press(hand.link("Vid avslut", exact=False))
    hand.choose("Sysselsättning", "Praktik")
    hand.press(hand.button("Spara"))


def _matrix(hand: Hand, project, colleagues) -> None:  # noqa: F811
    """One person, from no plan to a placement, with n and N beside."""
    hand.taps = 0
    hand.page.goto(hand.home + reverse("project", args=[project.pk]))
    hand.press(hand.page.get_by_role("link", name="Stegförflyttning", exact=True).first)
    said = hand.page.inner_text("main").replace("\u00a0", " ")
    assert "Ingen planering" in said
    assert "Praktik" in said
    assert "1/1" in said
