"""Attendance on a phone, after the group: one thumb, a screen of 375 pixels, and a network that comes and goes."""

from __future__ import annotations

import time

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from samsyn.apps.participants.models import Attendance
from samsyn.apps.participants.reading import as_system
from tests.browser import _session_of, axe, no_sideways_scroll
from tests.participants.conftest import colleagues, write_in  # noqa: F401
from tests.participants.groups_given import circle  # noqa: F401

MOST_TAPS, MOST_SECONDS = 5, 30
NETWORK = "ERR_INTERNET_DISCONNECTED"  # what the browser itself says when we take the network away
pytestmark = pytest.mark.browser


class Phone:
    """A page held in one hand: every touch is counted."""

    def __init__(self, context, home: str) -> None:
        self.context, self.home, self.page, self.taps = context, home, context.new_page(), 0
        self.troubles: list[str] = []
        self.page.on("console", lambda said: self.troubles.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))

    def open(self, path: str) -> None:
        self.page.goto(self.home + path)

    def tap(self, what) -> None:
        what.tap()
        self.taps += 1

    def line(self, name: str):
        return self.page.locator("label.line__tap", has_text=name)

    @property
    def save(self):
        return self.page.get_by_role("button", name="Spara närvaron")

    def kept(self) -> dict[str, str]:
        """What lies in the phone."""
        return self.page.evaluate("({...localStorage})")


@pytest.fixture
def phone(browser, live_server, colleagues):  # noqa: F811
    """phone(user, …) → a phone in the user's hand."""
    contexts = []

    def pick_up(user, *, javascript: bool = True):
        context = browser.new_context(viewport={"width": 375, "height": 812}, has_touch=True, is_mobile=True,
                                      locale="sv-SE", java_script_enabled=javascript)  # fmt: skip
        contexts.append(context)
        context.add_cookies([_session_of(user, live_server.url)])
        held = Phone(context, live_server.url)
        contexts.append(held)
        return held

    yield pick_up
    for one in contexts:
        if isinstance(one, Phone):
            assert [trouble for trouble in one.troubles if NETWORK not in trouble] == []
        else:
            one.close()


@pytest.fixture
def tonight(circle, live_server):  # noqa: F811
    """A group of 25 that meets today."""
    return circle(25, sessions=(timezone.localdate(),))


def marks(made) -> dict[str, int]:
    """How many are marked as what."""
    with as_system([made.group.organisation_id]):
        said = list(Attendance.objects.filter(session=made.session).values_list("presence", flat=True))
    return {kind: said.count(kind) for kind in sorted(set(said))}


def test_twenty_five_people_two_away_in_five_taps(phone, tonight, colleagues, capsys):  # noqa: F811
    held = phone(colleagues.group_leader)
    held.open("/")
    held.page.get_by_role("link", name="Tisdagar").first.tap()  # the card on Översikt opens the sheet
    held.page.wait_for_selector(".sheet")
    begun = time.monotonic()
    held.tap(held.line("Person C"))
    held.tap(held.line("Person X"))
    assert "23 här · 2 borta" in held.page.inner_text("[data-summary]")
    held.tap(held.save)
    held.page.get_by_text("Närvaron är sparad").wait_for()
    seconds = time.monotonic() - begun
    with capsys.disabled():
        print(f"\nattendance of 25 with 2 away: {held.taps} taps, {seconds:.1f} s")  # noqa: T201
    assert marks(tonight) == {"absent": 2, "present": 23}
    assert held.taps <= MOST_TAPS
    assert seconds < MOST_SECONDS
    assert held.kept() == {}


def to_the_end(held) -> None:
    """Down where the bar with the button rests below the lines instead of on top of one."""
    held.page.evaluate("scrollTo(0, document.body.scrollHeight)")


def test_the_sheet_fits_a_phone_and_everybody_can_use_it(phone, tonight, colleagues):  # noqa: F811
    held = phone(colleagues.group_leader)
    held.open(tonight.session.get_absolute_url())
    to_the_end(held)
    assert axe(held.page) == []
    assert no_sideways_scroll(held.page)
    for each in held.page.locator("label.line__tap, label.line__tell, .line__time > summary").all():
        assert each.bounding_box()["height"] >= 44
    held.page.evaluate("scrollTo(0, 0)")
    bar = held.page.locator(".sheet__bar").bounding_box()
    assert bar["y"] + bar["height"] <= 812 + 1  # saving is within reach without scrolling
    held.tap(held.line("Person A"))
    held.tap(held.page.get_by_text("Anmäld", exact=True).nth(1))
    to_the_end(held)
    assert axe(held.page) == []
    held.page.set_viewport_size({"width": 320, "height": 700})
    assert no_sideways_scroll(held.page)


def test_a_draft_survives_a_dead_connection(phone, tonight, colleagues):  # noqa: F811
    held = phone(colleagues.group_leader)
    address = tonight.session.get_absolute_url()
    held.open(address)
    held.context.set_offline(True)
    held.tap(held.line("Person B"))
    held.tap(held.page.locator("label.line__tell").nth(3))
    held.tap(held.save)
    held.page.get_by_text("Ingen kontakt med servern").wait_for()
    assert marks(tonight) == {}
    kept = held.kept()
    assert len(kept) == 1
    (key, value), *_ = kept.items()
    told = f"{key} {value}"
    assert "Person" not in told
    assert not any(str(person.pk) in told for person in tonight.people)
    assert f"/{tonight.session.pk}" not in key

    held.context.set_offline(False)
    held.open(address)  # the phone was put away and taken out again
    held.page.get_by_text("osparade markeringar från förra gången är tillbaka").wait_for()
    assert "23 här · 1 borta · 1 anmäld frånvaro" in held.page.inner_text("[data-summary]")
    held.tap(held.save)
    held.page.get_by_text("Närvaron är sparad").wait_for()
    assert marks(tonight) == {"absent": 1, "excused": 1, "present": 23}
    assert held.kept() == {}


def test_the_page_waits_for_the_network_with_everything_still_on_it(phone, tonight, colleagues):  # noqa: F811
    held = phone(colleagues.group_leader)
    held.open(tonight.session.get_absolute_url())
    held.tap(held.line("Person B"))
    held.page.get_by_label("Anteckning om tillfället").fill("Bra samtal om sömn.")
    held.context.set_offline(True)
    held.tap(held.save)
    held.page.get_by_text("Ingen kontakt med servern").wait_for()
    assert "sömn" not in str(held.kept())  # free text is never kept in the phone
    held.context.set_offline(False)
    held.page.get_by_text("Kontakten är tillbaka").wait_for()
    held.tap(held.save)
    held.page.get_by_text("Närvaron är sparad").wait_for()
    expect(held.page.get_by_label("Anteckning om tillfället")).to_have_value("Bra samtal om sömn.")
    assert marks(tonight) == {"absent": 1, "present": 24}


def test_signed_out_meanwhile_nothing_is_lost(phone, tonight, colleagues, live_server):  # noqa: F811
    held = phone(colleagues.group_leader)
    held.open(tonight.session.get_absolute_url())
    held.tap(held.line("Person B"))
    held.context.clear_cookies(name="samsyn_session")
    held.tap(held.save)
    held.page.get_by_text("Du har blivit utloggad").wait_for()
    assert len(held.kept()) == 1
    held.context.add_cookies([_session_of(colleagues.group_leader, live_server.url)])
    held.open(tonight.session.get_absolute_url())
    assert "24 här · 1 borta" in held.page.inner_text("[data-summary]")


def test_a_draft_is_dropped_when_asked(phone, tonight, colleagues):  # noqa: F811
    held = phone(colleagues.group_leader)
    address = tonight.session.get_absolute_url()
    held.open(address)
    held.tap(held.line("Person B"))
    held.open(address)
    held.tap(held.page.get_by_role("button", name="Släng dem"))
    assert held.page.inner_text("[data-summary]") == "25 här"
    assert held.kept() == {}


def test_somebody_elses_phone_keeps_somebody_elses_draft(phone, tonight, colleagues):  # noqa: F811
    held = phone(colleagues.group_leader)
    held.open(tonight.session.get_absolute_url())
    held.tap(held.line("Person B"))
    held.context.add_cookies([_session_of(colleagues.lead, held.home)])
    held.open(tonight.session.get_absolute_url())
    assert held.page.inner_text("[data-summary]") == "25 här"


def test_minutes_that_cannot_be_are_shown_where_they_stand(phone, tonight, colleagues):  # noqa: F811
    held = phone(colleagues.group_leader)
    held.open(tonight.session.get_absolute_url())
    held.tap(held.page.locator(".line__time > summary").nth(2))
    held.page.locator("[name^=minutes-]").nth(2).fill("500")
    held.tap(held.save)
    held.page.get_by_text("Skriv minuter mellan 1 och 120").first.wait_for()
    expect(held.page.locator("[name^=minutes-]").nth(2)).to_have_value("500")
    held.page.locator("[name^=minutes-]").nth(2).fill("45")
    held.tap(held.save)
    held.page.get_by_text("Närvaron är sparad").wait_for()
    assert "45 min" in held.page.inner_text(".sheet__lines")


def test_undo_takes_back_the_whole_saving(phone, tonight, colleagues):  # noqa: F811
    held = phone(colleagues.group_leader)
    held.open(tonight.session.get_absolute_url())
    held.tap(held.line("Person B"))
    held.tap(held.save)
    held.tap(held.page.get_by_role("button", name="Ångra"))
    held.page.get_by_text("Ångrat.").wait_for()
    assert marks(tonight) == {}


def test_without_script_the_page_works(phone, tonight, colleagues):  # noqa: F811
    held = phone(colleagues.group_leader, javascript=False)
    held.open(tonight.session.get_absolute_url())
    held.tap(held.line("Person C"))
    held.tap(held.page.locator("label.line__tell").nth(5))
    expect(held.page.locator(".line").nth(2).get_by_text("borta")).to_be_visible()
    held.tap(held.save)
    held.page.get_by_text("Närvaron är sparad").wait_for()
    assert marks(tonight) == {"absent": 1, "excused": 1, "present": 23}


def test_a_keyboard_does_it_all(browser, live_server, tonight, colleagues):  # noqa: F811
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="sv-SE")
    context.add_cookies([_session_of(colleagues.group_leader, live_server.url)])
    page = context.new_page()
    page.goto(live_server.url + tonight.session.get_absolute_url())
    page.get_by_role("checkbox", name="Person C Påhittad frånvarande").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Spara närvaron").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Närvaron är sparad").wait_for()
    context.close()
    assert marks(tonight) == {"absent": 1, "present": 24}
