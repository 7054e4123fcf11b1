"""The pages of groups: for whom they open, what they note, and how much they ask of the store."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.audit.models import Reading
from samsyn.apps.participants.actions.attendance import save_attendance
from samsyn.apps.participants.actions.attendance_rules import Details, Entry
from samsyn.apps.participants.actions.sessions import add_session
from samsyn.apps.participants.models import GroupMember, Session
from samsyn.apps.participants.queries.attendance_sheet import Said
from samsyn.apps.participants.reading import as_system
from tests.participants.groups_given import DAY, circle  # noqa: F401

PROJECT = ("group-new",)
GROUP = ("group-edit", "group-leaders", "group-members")
LED = ("group", "group-plan", "group-series", "session-new")
SESSION = ("session-edit", "session-cancel", "session-remove")


@pytest.fixture
def given(circle):  # noqa: F811
    return circle(3)


def statuses(client, names, key) -> set[int]:
    return {client.get(reverse(name, args=[key])).status_code for name in names}


def addresses(given):
    yield PROJECT, given.group.project_id
    yield GROUP, given.group.pk
    yield LED, given.group.pk
    yield SESSION, given.session.pk
    yield ("group-member", "group-member-remove"), given.members[0].pk


def test_the_process_leader_opens_all(given, client, colleagues):
    client.force_login(colleagues.lead)
    assert {status for names, key in addresses(given) for status in statuses(client, names, key)} == {200}


def test_the_group_leader_opens_the_group_and_its_sessions_but_changes_no_people(given, client, colleagues):
    client.force_login(colleagues.group_leader)
    assert statuses(client, LED, given.group.pk) | statuses(client, SESSION, given.session.pk) == {200}
    assert statuses(client, PROJECT, given.group.project_id) | statuses(client, GROUP, given.group.pk) == {404}
    assert statuses(client, ("group-member", "group-member-remove"), given.members[0].pk) == {404}


@pytest.mark.parametrize(("who", "offered"), [("lead", True), ("group_leader", False)])
def test_an_empty_group_offers_people_only_to_those_who_choose_them(circle, client, colleagues, who, offered):  # noqa: F811
    group = circle(1, sessions=()).group
    with as_system([group.organisation_id]):
        group.members.all().delete()
    client.force_login(getattr(colleagues, who))
    people = client.get(reverse("group", args=[group.pk])).text.partition('id="deltagare"')[2].partition('id="plan"')[0]
    assert "Ingen är i gruppen ännu" in people
    assert ("ds-button" in people, reverse("group-members", args=[group.pk]) in people) == (offered, offered)


STRANGERS = ["reader", "controller", "manager", "partner", "foreign", "outsider", "referrer", "protector"]


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_opens_any(given, client, colleagues, who):
    client.force_login(getattr(colleagues, who))
    assert {status for names, key in addresses(given) for status in statuses(client, names, key)} == {404}
    assert client.get(reverse("project-activities", args=[given.group.project_id])).status_code == 404
    assert not Reading.objects.filter(what__startswith="group").exists()


def test_each_page_with_names_notes_those_it_shows(given, client, colleagues, write_in):
    free = write_in("Ledig Påhittad")
    client.force_login(colleagues.lead)
    client.get(given.group.get_absolute_url())
    client.get(reverse("group-members", args=[given.group.pk]))
    client.get(reverse("group-member", args=[given.members[1].pk]))
    noted: dict[str, set] = {}
    for row in Reading.objects.filter(actor=colleagues.lead):
        noted.setdefault(row.what, set()).add(row.person_key)
    everyone = {str(person.pk) for person in given.people}
    assert noted == {"group": everyone, "group_members": {str(free.pk)}, "group_member": {str(given.people[1].pk)}}


def test_several_are_chosen_at_once(given, client, colleagues, write_in):
    new = [write_in(f"Ny {letter} Påhittad").enrolment for letter in "AB"]
    client.force_login(colleagues.lead)
    address = reverse("group-members", args=[given.group.pk])
    keys = [str(enrolment.pk) for enrolment in new]
    wrong = client.post(address, {"add": "1", "enrolments": keys, "starts": "2025-03-01", "ends": "2025-02-01"})
    page = wrong.content.decode()
    assert "Slutar innan det börjar" in page
    assert page.count(" checked") == 2
    nobody = client.post(address, {"add": "1", "enrolments": ["x", str(given.people[0].pk)], "starts": "2025-03-01"})
    assert "Välj minst en person" in nobody.content.decode()
    assert client.post(address, {"add": "1", "enrolments": keys, "starts": "2025-03-01"}).status_code == 302
    with as_system([given.group.organisation_id]):
        assert GroupMember.objects.count() == 5


def test_a_search_for_a_name_is_in_no_address_and_finds_only_that_name(given, client, colleagues, write_in):
    write_in("Ylva Påhittad")
    write_in("Bertil Påhittad")
    client.force_login(colleagues.lead)
    answer = client.post(reverse("group-members", args=[given.group.pk]), {"text": "ylv"})
    page = answer.content.decode()
    assert "Ylva" in page
    assert "Bertil" not in page
    assert "Ylva" not in answer.wsgi_request.get_full_path()


def test_own_groups_and_what_waits(given, client, colleagues):
    client.force_login(colleagues.group_leader)
    page = client.get(reverse("my-groups")).content.decode()
    assert "Tisdagar" in page
    assert "närvaro saknas" in page
    assert "Påhittad" not in page.replace("Påhittade", "")
    for who, status in (("lead", 200), ("outsider", 404), ("reader", 404)):
        client.force_login(getattr(colleagues, who))
        assert client.get(reverse("my-groups")).status_code == status


def test_the_card_says_what_waits_until_it_is_taken(given, client, colleagues):
    client.force_login(colleagues.group_leader)
    assert "Ta närvaro" in client.get(reverse("overview")).content.decode()
    with as_system([given.group.organisation_id]):
        entries = {member: Entry(Said("present")) for member in given.members}
        save_attendance(session=given.session, entries=entries, by=colleagues.group_leader)
    assert "Ta närvaro" not in client.get(reverse("overview")).content.decode()
    client.force_login(colleagues.lead)  # leads no group
    assert "Ta närvaro" not in client.get(reverse("overview")).content.decode()


@pytest.fixture
def held(given, colleagues):
    """One session held by one leader with two of three present, and one to come."""
    with as_system([given.group.organisation_id]):
        said = ("present", "present", "absent")
        entries = {member: Entry(Said(one)) for member, one in zip(given.members, said, strict=True)}
        details = Details(shown={"covered": "Hälsa"}, leaders=frozenset({colleagues.group_leader.pk}))
        save_attendance(session=given.session, entries=entries, details=details, by=None)
        add_session(group=given.group, on=timezone.localdate() + datetime.timedelta(days=3), minutes=60, by=None)
    return given


def test_the_tab_of_the_project(held, client, colleagues):
    client.force_login(colleagues.lead)
    page = client.get(reverse("project-activities", args=[held.group.project_id])).content.decode()
    lacking = "Gruppen ska ha två samtalsledare men har en."
    for text in ("67 % (2/3)", "4,0", "0 % (0/1)", "Tisdagar", "planerad", lacking):
        assert text in page.replace("\u00a0", " ")
    assert "Påhittad" not in page.replace("Påhittade", "")
    project = client.get(reverse("project", args=[held.group.project_id])).content.decode()
    assert "Aktiviteter" in project
    earlier = client.get(f"{reverse('project-activities', args=[held.group.project_id])}?fran=2025-02-01")
    assert "en ledare" in earlier.content.decode()
    assert client.get(f"{reverse('project-activities', args=[held.group.project_id])}?fran=nonsens").status_code == 200


def test_a_group_leader_sees_the_own_groups_on_the_tab(held, client, colleagues, circle):  # noqa: F811
    circle(2, name="Torsdagar", led=False)
    client.force_login(colleagues.group_leader)
    page = client.get(reverse("project-activities", args=[held.group.project_id])).content.decode()
    assert "Tisdagar" in page
    assert "Torsdagar" not in page
    assert "Kurser för personal" not in page


def test_the_tab_is_not_there_for_those_without_attendance(held, client, colleagues):
    client.force_login(colleagues.controller)
    assert "Aktiviteter" not in client.get(reverse("project", args=[held.group.project_id])).content.decode()


def test_search_finds_groups_by_name_for_those_who_reach_them(held, client, colleagues):
    for who, found in (("group_leader", True), ("lead", True), ("controller", False), ("foreign", False)):
        client.force_login(getattr(colleagues, who))
        page = client.get(reverse("search"), {"q": "tisdag"}).content.decode()
        assert (held.group.get_absolute_url() in page) is found, who


def test_a_cancelled_session_can_be_taken_up_and_an_empty_one_removed(given, client, colleagues):
    client.force_login(colleagues.group_leader)
    cancel, resume = (reverse(name, args=[given.session.pk]) for name in ("session-cancel", "session-resume"))
    assert client.post(cancel, {"why": "Snöstorm"}).status_code == 302
    page = client.get(given.session.get_absolute_url()).content.decode()
    assert "Snöstorm" in page
    assert "Spara närvaron" not in page
    assert client.get(resume).status_code == 405
    assert client.post(resume).status_code == 302
    assert client.post(reverse("session-remove", args=[given.session.pk])).status_code == 302
    with as_system([given.group.organisation_id]):
        assert not Session.objects.exists()


def test_leaders_are_added_and_ended_from_the_page(given, client, colleagues):
    client.force_login(colleagues.lead)
    address = reverse("group-leaders", args=[given.group.pk])
    assert client.post(address, {"user": colleagues.lead.pk, "starts": "2025-02-03"}).status_code == 302
    assert client.post(address, {"user": colleagues.controller.pk, "starts": "2025-02-03"}).status_code == 200
    with as_system([given.group.organisation_id]):
        leader = given.group.leaders.get(user=colleagues.group_leader)
    assert client.post(reverse("group-leader-end", args=[leader.pk]), {"ends": "2025-02-10"}).status_code == 302
    client.force_login(colleagues.group_leader)
    assert client.get(given.group.get_absolute_url()).status_code == 404


def asked(client, address) -> int:
    with CaptureQueriesContext(connection) as questions:
        assert client.get(address).status_code == 200
    return len(questions)


def test_as_many_questions_whatever_the_size(held, circle, client, colleagues, write_in):  # noqa: F811
    client.force_login(colleagues.lead)
    tab = reverse("project-activities", args=[held.group.project_id])
    free = reverse("group-members", args=[held.group.pk])
    write_in("Ledig Påhittad")
    for address in (tab, free, held.group.get_absolute_url()):
        client.get(address)
    few = [asked(client, address) for address in (tab, free, held.group.get_absolute_url())]
    days = [DAY + datetime.timedelta(days=7 * week) for week in range(8)]
    large = circle(12, name="Stor grupp", sessions=days)
    many = [asked(client, tab), asked(client, free), asked(client, large.group.get_absolute_url())]
    assert few == many
    assert max(many) <= 25
