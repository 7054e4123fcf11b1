"""Individual talks: that they were held is activity, what was said is a note that only some grounds open."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.urls import reverse

from samsyn.apps.audit.models import Entry as Trail
from samsyn.apps.audit.models import Reading
from samsyn.apps.participants.actions.talks import hold_talk
from samsyn.apps.participants.models import Talk
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.reading import as_system
from tests.participants.groups_given import circle  # noqa: F401

SAID = "Vill prova praktik i ett kök."
DAY = datetime.date(2025, 2, 10)


@pytest.fixture
def given(circle, colleagues):  # noqa: F811
    made = circle(2)
    with as_system([made.group.organisation_id]):
        opened([made.people[0]], "talk")
        made.talk = hold_talk(enrolment=made.people[0].enrolment, on=DAY, minutes=45, leader=colleagues.lead, by=None,
                              subject="Praktik", note=SAID)  # fmt: skip
    return made


FORM = {"on": "2025-02-11", "minutes": "30", "interpreter": "arabiska"}


def test_what_was_said_is_sealed_in_the_store(given):
    with connection.cursor() as cursor:
        cursor.execute("SELECT note_sealed FROM participants_talk")
        assert SAID.encode() not in bytes(cursor.fetchone()[0])
    assert SAID not in repr([vars(entry) for entry in Trail.objects.all()])


def test_the_process_leader_reads_and_writes_what_was_said(given, client, colleagues):
    client.force_login(colleagues.lead)
    address = reverse("talk", args=[given.talk.pk])
    assert SAID in client.get(address).content.decode()
    note = Reading.objects.get(what="talk", actor=colleagues.lead)
    assert note.classes == "activity name notes"
    sent = {**FORM, "leader": colleagues.lead.pk, "subject": "Praktik", "note": "Ny text"}
    assert client.post(address, sent).status_code == 302
    assert "Ny text" in client.get(address).content.decode()


def test_the_day_of_the_talk_stands_when_it_is_opened(given, client, colleagues):
    client.force_login(colleagues.lead)
    assert 'value="2025-02-10"' in client.get(reverse("talk", args=[given.talk.pk])).content.decode()


def test_a_group_leader_notes_a_talk_without_what_was_said(given, client, colleagues):
    client.force_login(colleagues.group_leader)
    address = reverse("talk-new", args=[given.people[0].enrolment.pk])
    page = client.get(address).content.decode()
    assert 'name="note"' not in page
    assert 'name="subject"' not in page
    sent = {**FORM, "leader": colleagues.group_leader.pk, "subject": "Smyg", "note": "Smyg"}
    assert client.post(address, sent).status_code == 302
    with as_system([given.group.organisation_id]):
        mine = Talk.objects.get(leader=colleagues.group_leader)
        assert (mine.minutes, mine.subject, bytes(mine.note_sealed)) == (30, "", b"")


def test_a_group_leader_does_not_open_the_talks_of_others(given, client, colleagues):
    client.force_login(colleagues.group_leader)
    for name in ("talk", "talk-remove"):
        assert client.get(reverse(name, args=[given.talk.pk])).status_code == 404
    assert client.post(reverse("talk-remove", args=[given.talk.pk])).status_code == 404
    assert not Reading.objects.filter(what="talk", actor=colleagues.group_leader).exists()


def test_nobody_notes_a_talk_in_another_leaders_name(given, client, colleagues):
    client.force_login(colleagues.group_leader)
    address = reverse("talk-new", args=[given.people[0].enrolment.pk])
    assert client.post(address, {**FORM, "leader": colleagues.lead.pk}).status_code == 200
    with as_system([given.group.organisation_id]):
        assert Talk.objects.count() == 1


@pytest.mark.parametrize("who", ["reader", "controller", "partner", "foreign", "outsider", "referrer", "protector"])
def test_it_is_not_there_for_others(given, client, colleagues, who):
    client.force_login(getattr(colleagues, who))
    assert client.get(reverse("talk", args=[given.talk.pk])).status_code == 404
    assert client.get(reverse("talk-new", args=[given.people[0].enrolment.pk])).status_code == 404


@pytest.mark.parametrize(("day", "minutes", "says"), [
    ("2024-12-31", "30", "utanför tiden i insatsen"), ("2025-02-11", "601", "601"), ("", "30", "Rätta det här först"),
])  # fmt: skip
def test_what_does_not_hold_is_said_and_nothing_is_lost(given, client, colleagues, day, minutes, says):
    client.force_login(colleagues.lead)
    address = reverse("talk-new", args=[given.people[1].enrolment.pk])
    sent = {"on": day, "minutes": minutes, "leader": colleagues.lead.pk, "note": "Lång anteckning"}
    page = client.post(address, sent).content.decode()
    assert says in page
    assert "Lång anteckning" in page


def test_a_removed_talk_is_gone_with_its_note(given, client, colleagues):
    client.force_login(colleagues.lead)
    address = reverse("talk-remove", args=[given.talk.pk])
    assert "går inte att ångra" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    with as_system([given.group.organisation_id]):
        assert not Talk.objects.exists()
