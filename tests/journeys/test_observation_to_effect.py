"""One lesson all the way: seen, gathered, asked, answered, changed, and counted afterwards; and a plan tried before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from samsyn.apps.catalogue.models import Term
from samsyn.apps.knowledge import actions
from samsyn.apps.knowledge.actions.indexing import make_index
from samsyn.apps.knowledge.models import Pattern
from samsyn.apps.portfolio.actions import open_call
from samsyn.apps.portfolio.models import Application
from tests.journeys.hand import Hand
from tests.participants.conftest import colleagues  # noqa: F401

pytestmark = pytest.mark.browser
SEEN = "Stödet tog slut den dag praktiken började."
NAME = "Stödet slutar när praktiken börjar"
MOST_TAPS = {"observe": 6, "pattern": 9, "statement": 8, "answer": 6, "change": 7, "effect": 2}


@pytest.fixture
def told(transactional_db, project, colleagues, places, measures):  # noqa: F811
    """What others saw of the same, the last months, and as much of something else."""
    today = timezone.localdate()
    kind, actor = (
        Term.objects.get(kind="barrier", code="rule"),
        Term.objects.get(kind="actor", code="employment_service"),
    )
    for text, days in ((SEEN, (61, 66, 72, 78, 84, 90, 96, 102)), ("Bussen går för sällan.", (20, 30, 70, 95))):
        for ago in days:
            actions.tell(
                organisation=places.owner, project=project, text=text, kind=kind if text == SEEN else None,
                actors=[actor] if text == SEEN else [], seen_on=today - timedelta(days=ago), by=colleagues.group_leader,
            )  # fmt: skip
    return project


@pytest.mark.parametrize("width", [1280, 375])
def test_from_the_observation_to_the_effect(browser, live_server, told, colleagues, width, capsys):  # noqa: F811
    hand, taps = Hand(browser, live_server.url, width), {}
    try:
        for step in (_observe, _pattern, _statement, _answer, _change, _effect):
            step(hand, told, colleagues)
            taps[step.__name__.strip("_")] = hand.taps
    finally:
        hand.context.close()
    with capsys.disabled():
        print(f"\nfrom observation to effect at {width} px, presses: {taps}")  # noqa: T201
    assert hand.trouble == []
    assert {name: many for name, many in taps.items() if many > MOST_TAPS[name]} == {}


def _observe(hand: Hand, project, colleagues) -> None:  # noqa: F811
    """In a minute, from the menu: the words, the kind, the actor."""
    hand.becomes(colleagues.group_leader)
    hand.station("Kunskap")
    hand.press(hand.link("Berätta om ett hinder"))
    hand.page.get_by_label("Vad hände?").fill(f"{SEEN} Nu igen.")
    hand.press(hand.page.get_by_label("Föreskrift eller riktlinje"))
    hand.press(hand.page.get_by_label("Arbetsförmedlingen"))
    hand.press(hand.button("Berätta"))
    assert "Tack. Det är sparat." in hand.page.inner_text("main")


def _pattern(hand: Hand, project, colleagues) -> None:  # noqa: F811
    """The manager ticks those that point the same way."""
    hand.becomes(colleagues.manager)
    hand.station("Kunskap")
    hand.press(hand.link("Till observationerna"))
    hand.page.get_by_label("Sök").fill("praktiken")
    hand.press(hand.button("Filtrera"))
    for box in hand.page.locator("input[name=observations]").all():
        box.check()
    hand.taps += 1  # the boxes stand for one sweep: nine of them in a row
    hand.press(hand.button("Samla"))
    hand.page.get_by_label("Mönstret i en mening").fill(NAME)
    hand.press(hand.button("Spara"))
    expect(hand.page.get_by_role("heading", level=1)).to_have_text(NAME)
    assert Pattern.objects.get().observations.count() == 9


def _statement(hand: Hand, project, colleagues) -> None:  # noqa: F811
    hand.taps = 0
    hand.press(hand.link("Skriv till den som kan ändra"))
    hand.choose("Till", "Påhittade fonden")
    hand.press(hand.button("Spara utkast"))
    hand.press(hand.link("Skicka"))
    hand.press(hand.button("Skicka"))
    assert "om 56 dagar" in hand.page.inner_text("main")


def _answer(hand: Hand, project, colleagues) -> None:  # noqa: F811
    """The one who was asked sees it on Översikt."""
    hand.becomes(colleagues.funder)
    hand.press(hand.link(NAME))
    hand.press(hand.link("Svara"))
    hand.press(hand.page.get_by_label("vi ändrar", exact=True))
    hand.page.get_by_label("Svaret").fill("Från och med nu räknar vi dagarna lika.")
    hand.press(hand.button("Lämna svaret"))
    assert "besvarad efter 0 dagar" in hand.page.inner_text("main")


def _change(hand: Hand, project, colleagues) -> None:  # noqa: F811
    """It was changed two months ago, as the paper shows."""
    hand.becomes(colleagues.manager)
    hand.station("Kunskap")
    hand.press(hand.link(NAME))
    hand.press(hand.link("Något är ändrat"))
    hand.choose("Ändrat av", "Påhittade fonden")
    hand.page.get_by_label("Vad som ändrades").fill("Dagarna räknas lika.")
    hand.page.get_by_label("Gäller från").fill((timezone.localdate() - timedelta(days=60)).isoformat())
    hand.page.get_by_label("Underlag").fill("Beslut 12")
    hand.press(hand.button("Spara"))


def _effect(hand: Hand, project, colleagues) -> None:  # noqa: F811
    """Eight told before, one after, while as much was told of something else."""
    hand.taps = 0
    said = hand.page.inner_text("main").replace("\u00a0", " ")
    assert "8 observationer 61 dagar före ändringen och 1 lika lång tid efter." in said
    hand.station("Kunskap")
    assert "något är ändrat" in hand.page.inner_text("main")


@pytest.mark.parametrize("width", [1280, 375])
def test_an_application_that_has_been_tried_before(browser, live_server, told, colleagues, places, width):  # noqa: F811
    """Drafted, seen to have been tried, and changed."""
    told.summary, told.stopped_why = "Unga får praktik med handledare.", "Ingen tog över."
    told.stopped_on = timezone.localdate()
    told.save()
    open_call(organisation=places.funder, title="Vägar till praktik", aim="Fler", published=True, by=colleagues.funder)
    make_index()
    hand = Hand(browser, live_server.url, width)
    try:
        hand.becomes(colleagues.lead)
        hand.station("Insatser")
        hand.press(hand.link("Utlysningar"))
        hand.press(hand.link("Vägar till praktik"))
        hand.press(hand.link("Skriv en ansökan", exact=False))
        hand.page.get_by_label("Projektets namn").fill("Praktik för unga")
        hand.page.get_by_label("Behov").fill("Unga i kommunen behöver praktikplatser med handledare.")
        hand.press(hand.button("Spara utkastet"))
        hand.page.get_by_text("Ingen tog över.").wait_for()  # what became of it comes without a press
        hand.press(hand.link("Ändra"))
        hand.page.get_by_label("Behov").fill("Som VIND, men socialtjänsten tar över grupperna från första dagen.")
        hand.press(hand.button("Spara"))
    finally:
        hand.context.close()
    assert hand.trouble == []
    assert "tar över" in Application.objects.get().need
