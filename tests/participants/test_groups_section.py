"""The section on the person's page: as much as the ground opens, and no more."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.participants.actions.attendance import save_attendance
from samsyn.apps.participants.actions.attendance_rules import Entry
from samsyn.apps.participants.actions.rights import open_case
from samsyn.apps.participants.actions.talks import hold_talk
from samsyn.apps.participants.models import Consent
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.presenters.groups_shared import activity_section
from samsyn.apps.participants.queries.attendance_sheet import Said
from samsyn.apps.participants.queries.grounds import seen
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.reading import as_system
from samsyn.apps.participants.reading import people as door
from tests.participants.groups_given import circle  # noqa: F401

SAID = "Vill prova praktik i ett kök."


@pytest.fixture
def given(circle, colleagues):  # noqa: F811
    """Two groups; Alma has been to one session of each, told for one, and had a talk with lina."""
    mine, other = circle(1), circle(1, name="Torsdagar", led=False)
    with as_system([mine.group.organisation_id]):
        opened([mine.people[0]], "talk")
        save_attendance(session=mine.session, entries={mine.members[0]: Entry(Said("present", 90))}, by=None)
        member = other.members[0]
        member.person, member.enrolment = mine.people[0], mine.people[0].enrolment
        member.save()
        save_attendance(session=other.session, entries={member: Entry(Said("excused"))}, by=None)
        hold_talk(enrolment=mine.people[0].enrolment, on=datetime.date(2025, 2, 6), minutes=30,
                  leader=colleagues.lead, by=None, subject="Praktik", note=SAID)  # fmt: skip
    mine.person = mine.people[0]
    return mine


def section(given, user):
    with door(user), seen(user, given.person.pk, "person") as (person, grounded):
        return activity_section(user, person, grounded), grounded


def test_the_process_leader_sees_all(given, colleagues):
    found, grounded = section(given, colleagues.lead)
    assert grounded.ground == Ground.OWN_PROJECT
    assert {row["name"] for row in found["groups"]} == {"Tisdagar", "Torsdagar"}
    assert (found["share"].replace("\u00a0", " "), found["hours"]) == ("50 % (1/2)", "2,0")
    assert found["talks"][0]["note"] == SAID


def test_a_group_leader_sees_the_own_group_and_no_talk_of_others(given, colleagues):
    found, grounded = section(given, colleagues.group_leader)
    assert grounded.ground == Ground.OWN_GROUP
    assert [row["name"] for row in found["groups"]] == ["Tisdagar"]
    assert (found["share"].replace("\u00a0", " "), found["hours"]) == ("100 % (1/1)", "1,5")
    assert found["talks"] == []


def consent_to(given, place, categories) -> None:
    with as_system([given.group.organisation_id]):
        Consent.objects.create(organisation_id=given.group.organisation_id, person=given.person,
                               from_organisation_id=given.group.organisation_id, to_organisation=place,
                               purpose="Samplanering", categories=categories, starts=timezone.localdate(),
                               given="written")  # fmt: skip


def test_with_consent_another_authority_sees_sums_and_notes_only_if_they_are_named(given, colleagues, places):
    consent_to(given, places.partner, [FieldClass.NAME, FieldClass.ACTIVITY])
    found, grounded = section(given, colleagues.partner)
    assert grounded.ground == Ground.CONSENT
    assert found["groups"] == found["recent"] == []
    assert (found["share"].replace("\u00a0", " "), found["hours"]) == ("50 % (1/2)", "2,0")
    assert (found["talks"][0]["note"], found["talks"][0]["subject"], found["talks"][0]["href"]) == ("", "", "")
    assert found["new_talk"] == []
    consent_to(given, places.partner, [FieldClass.NAME, FieldClass.ACTIVITY, FieldClass.NOTES])
    assert section(given, colleagues.partner)[0]["talks"][0]["note"] == SAID


def test_without_activity_in_the_consent_there_is_no_section(given, colleagues, places, client):
    consent_to(given, places.partner, [FieldClass.NAME])
    client.force_login(colleagues.partner)
    page = client.get(reverse("person", args=[given.person.pk]))
    assert page.status_code == 200
    assert "Individuella samtal" not in page.content.decode()


def test_it_is_on_the_persons_page(given, client, colleagues):
    client.force_login(colleagues.lead)
    page = client.get(reverse("person", args=[given.person.pk])).content.decode()
    assert "Grupper, närvaro och samtal" in page
    assert SAID in page
    assert "Skriv in ett samtal" in page


def test_whoever_handles_a_request_reads_all_and_follows_no_link(given, colleagues):
    with as_system([given.group.organisation_id]):
        opened([given.person], "person")
        open_case(person=given.person, kind="extract", came_on=timezone.localdate(), by=colleagues.protector)
    found, grounded = section(given, colleagues.protector)
    assert grounded.ground == Ground.RIGHTS_CASE
    assert len(found["groups"]) == 2
    assert {row["href"] for row in (*found["groups"], *found["recent"], *found["talks"])} == {""}
    assert found["new_talk"] == []
