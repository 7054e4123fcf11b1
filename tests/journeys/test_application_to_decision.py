"""One application all the way: drafted, tried before, reckoned on, sent, scored blind, chosen, decided and begun."""

from __future__ import annotations

import datetime
import re
from types import SimpleNamespace

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from samsyn.apps.economics.models import Attachment
from samsyn.apps.economics.queries import answer_of, shipped_case
from samsyn.apps.governance import actions as governance
from samsyn.apps.governance.models import Choosing, Decision
from samsyn.apps.governance.queries.criteria import shipped
from samsyn.apps.knowledge.actions.indexing import make_index
from samsyn.apps.organisations.models import Membership, User
from samsyn.apps.portfolio.actions import open_call, send_application, write_application
from samsyn.apps.portfolio.models import Application, Project
from tests.journeys.hand import Hand

pytestmark = pytest.mark.browser
CALL, NAME, OTHER = "Vägar till praktik", "Praktik för unga", "Bryggan"
MOST_TAPS = {
    "draft": 6, "change": 2, "reckon": 8, "send": 2, "invite": 9, "score": 19, "score_too": 19, "compare": 5,
    "decide": 16, "start": 8,
}  # fmt: skip


@pytest.fixture
def funded(transactional_db, project, people, places, measures):
    """A call with another application, a project that was stopped, and a group of the funder's that meets today."""
    project.summary, project.stopped_why = "Unga får praktik med handledare.", "Ingen tog över."
    project.stopped_on = timezone.localdate()
    project.save()
    call = open_call(organisation=places.funder, title=CALL, aim="Fler", published=True, by=people.funder)
    written = write_application(
        call=call, organisation=places.partner, name=OTHER, need="Unga väntar länge på svar.", by=people.partner
    )
    send_application(application=written, by=people.partner)
    board = governance.start_board(organisation=places.funder, name="Fondens styrelse", by=people.funder)
    governance.give_seat(
        board=board, function="Ordförande", organisation=places.funder, user=people.funder,
        starts=datetime.date(2024, 1, 1), by=people.funder,
    )  # fmt: skip
    governance.call_meeting(board=board, on=timezone.localdate(), by=people.funder)
    birger = User.objects.create(email="birger@exempel.se", name="Birger")
    Membership.objects.create(user=birger, organisation=places.funder, role="board", starts=datetime.date(2024, 1, 1))
    make_index()
    answer_of(shipped_case("stegforflyttning").raw)  # the engine compiles here, and not while somebody waits
    return SimpleNamespace(birger=birger, **vars(people))


@pytest.mark.parametrize("width", [1280, 375])
def test_from_the_draft_to_the_decision(browser, live_server, funded, width, capsys):
    hand, taps = Hand(browser, live_server.url, width), {}
    steps = (_draft, _change, _reckon, _send, _invite, _score, _score_too, _compare, _decide, _start)
    try:
        for step in steps:
            step(hand, funded)
            taps[step.__name__.strip("_")] = hand.taps
    finally:
        hand.context.close()
    with capsys.disabled():
        print(f"\nfrom application to decision at {width} px, presses: {taps}")  # noqa: T201
    assert hand.trouble == []
    assert {name: many for name, many in taps.items() if many > MOST_TAPS[name]} == {}


def told(hand: Hand) -> str:
    return hand.page.inner_text("main").replace("\u00a0", " ")


def _draft(hand: Hand, people) -> None:
    """From the menu to a draft; what has been tried before stands on its page without a press."""
    hand.becomes(people.lead)
    hand.station("Insatser")
    hand.press(hand.link("Utlysningar"))
    hand.press(hand.link(CALL))
    hand.press(hand.link("Skriv en ansökan", exact=False))
    hand.page.get_by_label("Projektets namn").fill(NAME)
    hand.page.get_by_label("Behov").fill("Unga i kommunen behöver praktikplatser med handledare.")
    hand.page.get_by_label("Sökt belopp").fill("900 000")
    hand.press(hand.button("Spara utkastet"))
    hand.page.get_by_text("Ingen tog över.").wait_for()
    assert "Ingen kalkyl." in told(hand)


def _change(hand: Hand, people) -> None:
    """It was tried and nobody took over: the application says who will."""
    hand.taps = 0
    hand.press(hand.link("Ändra"))
    hand.page.get_by_label("Behov").fill("Som VIND, men socialtjänsten tar över grupperna från första dagen.")
    hand.press(hand.button("Spara"))


def _reckon(hand: Hand, people) -> None:
    """The guide begins from the application, and what it makes goes with it."""
    hand.taps = 0
    hand.press(hand.link("Räkna på ansökan"))
    hand.press(hand.button("Fortsätt"))
    expect(hand.page.get_by_label("Vad ska kalkylen heta?")).to_have_value(f"{NAME}: vad den är värd")
    for label, number in (("Hur många personer gäller det?", "200"), ("Hur många av dem börjar?", "120"),
                          ("Hur många fullföljer?", "90"), ("Hur många av dem som fullföljer når målet?", "30"),
                          ("Av hur många som följs upp?", "90")):  # fmt: skip
        hand.page.get_by_label(label).fill(number)
    hand.page.get_by_label("Av hur många?", exact=True).fill("120")
    hand.press(hand.page.get_by_label("Någons bedömning eller förhoppning", exact=False))
    hand.press(hand.page.get_by_label("Vi vet inte: räkna med", exact=False))
    hand.choose("Vilket års priser?", "2024")
    hand.press(hand.button("Granska svaren"))
    assert "av kedjans 11 länkar vilar på antaganden" in told(hand)
    hand.press(hand.button("Skapa kalkylen"))
    expect(hand.page.get_by_role("heading", level=1)).to_have_text(NAME)
    assert "Värde för samhället" in told(hand)


def _send(hand: Hand, people) -> None:
    hand.taps = 0
    hand.press(hand.link("Skicka"))
    assert "fryses som den är nu" in told(hand)
    hand.press(hand.button("Skicka ansökan"))
    assert "fryst nr 1" in told(hand)
    assert Attachment.objects.get().frozen.intact


def _invite(hand: Hand, people) -> None:
    """The funder asks two to score."""
    hand.becomes(people.funder)
    hand.station("Styrning")
    hand.press(hand.link("Val bland ansökningar"))
    hand.press(hand.link("Nytt val"))
    hand.choose("Utlysning", CALL)
    for name in ("Birger", "Finn"):
        hand.press(hand.page.get_by_label(name, exact=True))
    hand.press(hand.button("Bjud in till bedömning"))
    assert "0 av 2" in told(hand)


def _score(hand: Hand, people) -> None:
    _scores(hand, people.birger, {NAME: "3", OTHER: "1"})
    assert "1 av 2" in told(hand)
    assert "sida vid sida" not in told(hand)


def _score_too(hand: Hand, people) -> None:
    """The last to hand in opens them all."""
    _scores(hand, people.funder, {NAME: "4", OTHER: "1"})
    assert "sida vid sida" in told(hand)


def _scores(hand: Hand, user, steps: dict[str, str]) -> None:
    """From Översikt: both applications on six questions each, beside what each is worth; then handed in."""
    hand.becomes(user)
    hand.press(hand.link(CALL, exact=False))
    for name, step in steps.items():
        hand.press(hand.link(name))
        page = told(hand)
        assert ("ingen har räknat" in page) == (name == OTHER)
        assert ("Minsta effekt som bär insatsen" in page) == (name == NAME)
        for one in shipped():
            hand.press(hand.page.locator(f"input[name=steg_{one['code']}][value='{step}']"))
        hand.press(hand.button("Spara"))
    hand.press(hand.link("Lämna in"))
    hand.press(hand.button("Lämna in"))


def _compare(hand: Hand, people) -> None:
    """Side by side, with what each is worth and what it rests on; the copy that was sent; then the group's reasons."""
    hand.taps = 0
    table = hand.page.get_by_role("table", name="Vad ansökningarna är värda")
    assert table.get_by_role("row").filter(has_text=OTHER).get_by_text("Ingen kalkyl").is_visible()
    ours = table.get_by_role("row").filter(has_text=NAME).first
    assert re.search(r"av 100 beräkningar.*av 11", ours.inner_text().replace("\u00a0", " "), re.S)
    hand.press(ours.get_by_role("link", name="fryst nr 1"))
    assert "Skickad med ansökan" in told(hand)
    hand.page.go_back()
    hand.taps += 1
    hand.press(hand.link(NAME))
    hand.press(hand.page.get_by_label("bevilja", exact=True))
    hand.page.get_by_label("Skäl").fill("De vet vem som tar över, och kalkylen håller i det försiktiga fallet.")
    hand.press(hand.button("Spara skälen"))


def _decide(hand: Hand, people) -> None:
    """The group's meeting today: an item, and a decision that grants the application and rests on the copy."""
    hand.taps = 0
    hand.station("Styrning")
    hand.press(hand.link("Fondens styrelse"))
    hand.press(hand.link(timezone.localdate().isoformat()))
    hand.press(hand.link("Egen punkt"))
    hand.page.get_by_label("Rubrik").fill(f"Ansökan {NAME}")
    hand.press(hand.button("Spara"))
    hand.press(hand.link("Beslut", exact=False))
    hand.choose("Vad ändrar beslutet i samma stund?", "besluta om en ansökan")
    hand.press(hand.button("Välj verkan"))
    hand.choose("Ansökan", NAME)
    hand.press(hand.page.get_by_label("Bevilja", exact=True))
    hand.page.get_by_label("Beviljat belopp").fill("850 000")
    hand.page.get_by_role("textbox", name="Beslutet").fill("Vi beviljar praktik för unga.")
    hand.choose("Ansvarig", "Finn, Påhittade fonden")
    hand.press(hand.page.get_by_label(f"{NAME}: vad den är värd, fryst nr 1"))
    hand.press(hand.button("Spara beslutet"))
    decision = Decision.objects.get()
    assert "är beviljad 850 000 kr" in decision.effect_said.replace("\u00a0", " ")
    assert decision.basis.get().kind == "account"


def _start(hand: Hand, people) -> None:
    """The applicant meets the answer, and begins."""
    granted = Application.objects.get(name=NAME)
    hand.becomes(people.lead)
    hand.station("Insatser")
    hand.press(hand.link("Utlysningar"))
    hand.press(hand.link(CALL))
    hand.press(hand.link(NAME))
    assert "beviljad" in told(hand)
    hand.press(hand.link("Starta insatsen"))
    hand.page.get_by_label("Kortnamn").fill("PRAKT")
    hand.page.get_by_label("Startar").fill("2027-01-01")
    hand.press(hand.button("Starta insatsen"))
    started = Project.objects.get(application=granted)
    assert (started.name, started.code) == (NAME, "PRAKT")
    hand.press(hand.link("Kalkyler"))
    assert "Ansökan bedömdes på kalkylen" in told(hand)
    hand.page.goto(hand.home + granted.get_absolute_url())
    assert "Ansökan blev insatsen" in told(hand)
    assert Choosing.objects.get().opened_at
