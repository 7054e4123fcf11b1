"""Who has read about whom is one click away, and the log is followed up by somebody else than the reader."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.audit.actions import Read, record_readings
from samsyn.apps.audit.models import Entry, Reading
from samsyn.apps.participants.actions.readings import decide_reading, draw_readings
from samsyn.apps.participants.models import ReadingDraw, ReadingReview
from samsyn.apps.participants.queries.people import person_or_404
from samsyn.apps.participants.queries.readings import events_of, quarter
from samsyn.apps.participants.reading import as_system
from samsyn.apps.participants.reading import people as door
from samsyn.apps.participants.readings_rules import drawn

LAST = (timezone.localdate().replace(day=1) - datetime.timedelta(days=1)).replace(day=1)


@pytest.fixture
def read_about(alma, colleagues, monkeypatch):
    """read_about(by, day=3, hour=10, times=1): readings of Alma's page last month."""

    def read(by, day=3, hour=10, times=1, ground="own_project", person=None):
        zone = timezone.get_current_timezone()
        key = str((person or alma).pk)
        for minute in range(times):
            moment = datetime.datetime(LAST.year, LAST.month, day, hour, minute % 60, minute // 60, tzinfo=zone)
            monkeypatch.setattr("samsyn.apps.audit.actions.timezone.now", lambda moment=moment: moment)
            row = Read(key, "person", ground, "name case", str(alma.organisation_id))
            record_readings([row], by=by)
        monkeypatch.undo()

    return read


def test_one_click_from_the_persons_page(client, alma, colleagues):
    with door(colleagues.lead):
        person_or_404(colleagues.lead, alma.pk, "person")
    client.force_login(colleagues.lead)
    address = reverse("person-readings", args=[alma.pk])
    assert address in client.get(reverse("person", args=[alma.pk])).text
    page = client.get(address)
    assert "Lina" in page.text
    assert "Ekby" in page.text
    assert "personens sida" in page.text
    assert "Alma Påhittad" in page.text


def test_those_who_follow_up_the_log_see_no_name(client, alma, colleagues):
    for who in (colleagues.protector, colleagues.manager):
        client.force_login(who)
        page = client.get(reverse("person-readings", args=[alma.pk]))
        assert page.status_code == 200
        assert "Alma" not in page.text
    assert Reading.objects.filter(what="person_readings", ground="log_review").count() == 2


@pytest.mark.parametrize("who", ["partner", "foreign", "reader", "group_leader", "board", "outsider"])
def test_nobody_else_sees_it(client, alma, colleagues, who):
    client.force_login(getattr(colleagues, who))
    assert client.get(reverse("person-readings", args=[alma.pk])).status_code == 404


def test_a_draw_can_be_drawn_again(read_about, places, colleagues):
    read_about(colleagues.lead, times=30)
    with door(colleagues.protector):
        draw = draw_readings(organisation=places.owner, month=LAST, by=colleagues.protector)
        numbers = [event.number for event in events_of(places.owner, LAST)]
        chosen = set(ReadingReview.objects.filter(chosen="sample").values_list("reading", flat=True))
    assert (draw.population, draw.size) == (30, 10)
    assert set(drawn(numbers, draw.size, draw.seed)) == chosen
    assert len(bytes.fromhex(draw.seed)) == 32
    assert Entry.objects.get(verb="readings_drawn").details["seed"] == draw.seed


def test_a_month_is_drawn_from_once_and_when_it_is_over(read_about, places, colleagues):
    read_about(colleagues.lead)
    with door(colleagues.protector):
        draw_readings(organisation=places.owner, month=LAST, by=colleagues.protector)
        with pytest.raises(ValidationError, match="redan"):
            draw_readings(organisation=places.owner, month=LAST, by=colleagues.protector)
        with pytest.raises(ValidationError, match="inte slut"):
            draw_readings(organisation=places.owner, month=timezone.localdate(), by=colleagues.protector)


def test_rules_pick_what_chance_may_miss(read_about, places, colleagues):
    read_about(colleagues.lead, times=40)
    read_about(colleagues.lead, day=5, hour=23)
    read_about(colleagues.partner, day=6, ground="consent")
    read_about(colleagues.foreign, day=7, ground="break_glass")
    with door(colleagues.protector):
        draw = draw_readings(organisation=places.owner, month=LAST, by=colleagues.protector)
        rules = set(ReadingReview.objects.exclude(rule="").values_list("rule", flat=True))
    assert draw.by_rule == {"night": 1, "consent_over": 1, "no_ground": 1}
    assert rules == {"night", "consent_over", "no_ground"}


def test_a_consent_that_ran_then_is_not_picked(read_about, alma, places, colleagues):
    from samsyn.apps.participants.actions.consents import give_consent

    with as_system([alma.organisation_id]):
        give_consent(
            person=alma, to_organisation=places.partner, purpose="x", categories=["name"], starts=LAST, by=None
        )
    read_about(colleagues.partner, day=6, ground="consent")
    with door(colleagues.protector):
        assert draw_readings(organisation=places.owner, month=LAST, by=colleagues.protector).by_rule == {}


def test_the_months_page_draws_and_each_reading_is_decided(client, read_about, colleagues):
    read_about(colleagues.lead, times=12)
    client.force_login(colleagues.protector)
    page = client.get(reverse("readings"))
    assert f"Dra urvalet för {LAST:%Y-%m}" in page.text
    assert "är inte följd upp" in client.get(reverse("overview")).text
    sent = {"organisation": page.context["undrawn"][0].organisation.pk, "month": LAST.isoformat()}
    assert client.post(reverse("readings-draw"), sent).status_code == 302
    with door(colleagues.protector):
        review = ReadingReview.objects.first()
    address = reverse("reading-review", args=[review.pk])
    assert "Lina" in client.get(address).text
    assert "Skriv vad som är oklart" in client.post(address, {"verdict": "wrong"}).text
    assert client.post(address, {"verdict": "right"}).status_code == 302
    with door(colleagues.protector):
        assert ReadingReview.objects.get(pk=review.pk).decided_by == colleagues.protector


def test_nobody_judges_their_own_reading(read_about, places, colleagues):
    read_about(colleagues.manager, times=3)
    with door(colleagues.manager):
        draw_readings(organisation=places.owner, month=LAST, by=colleagues.manager)
        review = ReadingReview.objects.first()
        with pytest.raises(ValidationError, match="din egen"):
            decide_reading(review=review, verdict="right", text="", by=colleagues.manager)


def test_somebody_asks_about_one_reading(client, read_about, colleagues):
    read_about(colleagues.lead)
    number = Reading.objects.get(what="person").number
    client.force_login(colleagues.protector)
    answer = client.post(reverse("reading-ask", args=[number]))
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200
    client.force_login(colleagues.partner)
    assert client.get(reverse("reading-ask", args=[number])).status_code == 404


def test_the_quarter_counts_what_was_decided(client, read_about, places, colleagues):
    read_about(colleagues.lead, times=20)
    with door(colleagues.protector):
        draw_readings(organisation=places.owner, month=LAST, by=colleagues.protector)
        rows = list(ReadingReview.objects.order_by("pk"))
        decide_reading(review=rows[0], verdict="right", text="", by=colleagues.protector)
        decide_reading(review=rows[1], verdict="wrong", text="Inget skäl.", by=colleagues.protector)
        first = LAST.replace(month=3 * ((LAST.month - 1) // 3) + 1)
        month = next(each for each in quarter(places.owner, first) if each.month == LAST)
    assert (month.readings, month.persons, month.readers) == (20, 1, 1)
    assert (month.chosen, month.right, month.wrong, month.undecided) == (10, 1, 1, 8)
    client.force_login(colleagues.protector)
    page = client.get(reverse("readings-report"), {"year": LAST.year, "quarter": (LAST.month - 1) // 3 + 1})
    assert "Otillåtna" in page.text


@pytest.mark.parametrize("name", ["readings", "readings-report"])
@pytest.mark.parametrize("who", ["lead", "reader", "board", "outsider"])
def test_who_does_not_follow_up(client, colleagues, name, who):
    client.force_login(getattr(colleagues, who))
    assert client.get(reverse(name)).status_code == 404


def test_another_authority_reviews_its_own_log_only(read_about, colleagues, places):
    from samsyn.apps.organisations.models import Membership, User

    other = User.objects.create(email="dora@exempel.se", name="Dora")
    Membership.objects.create(user=other, organisation=places.foreign, role="data_protection", starts="2020-01-01")
    read_about(colleagues.lead)
    with door(colleagues.protector):
        draw_readings(organisation=places.owner, month=LAST, by=colleagues.protector)
    with door(other):
        assert not ReadingDraw.objects.exists()
        assert not ReadingReview.objects.exists()
