"""Starting a group, who leads it, who is in it, and its plan."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from samsyn.apps.participants.actions.attendance import save_attendance
from samsyn.apps.participants.actions.attendance_rules import Entry
from samsyn.apps.participants.actions.groups import (
    add_leader,
    add_members,
    change_member,
    end_leader,
    remove_member,
    start_group,
)
from samsyn.apps.participants.actions.groups_plan import themes_in, write_plan
from samsyn.apps.participants.actions.sessions import plan_series
from samsyn.apps.participants.models import GroupMember, Session
from samsyn.apps.participants.queries.attendance_sheet import Said, one_each, should_be_at
from samsyn.apps.participants.queries.groups import possible_leaders
from samsyn.apps.participants.reading import as_system
from tests.participants.groups_given import DAY, circle  # noqa: F401


@pytest.fixture
def given(circle):  # noqa: F811
    made = circle(3)
    with as_system([made.group.organisation_id]):
        yield made


def test_only_colleagues_who_lead_groups_there_can_lead(given, colleagues):
    assert set(possible_leaders(given.group.organisation)) == {colleagues.group_leader, colleagues.lead}
    for stranger in (colleagues.controller, colleagues.foreign, colleagues.outsider):
        with pytest.raises(ValidationError, match="ingen roll"):
            add_leader(group=given.group, user=stranger, starts=DAY, by=None)


def test_leading_again_is_the_same_row_with_new_days(given, colleagues):
    leader = given.group.leaders.get()
    end_leader(leader=leader, ends=DAY, by=None)
    later = DAY + datetime.timedelta(days=30)
    again = add_leader(group=given.group, user=colleagues.group_leader, starts=later, by=None)
    assert (again.pk, again.starts, again.ends) == (leader.pk, later, None)


def test_a_name_is_used_once_in_a_project(given, project):
    with pytest.raises(ValidationError, match="redan en grupp"):
        start_group(project=project, name="Tisdagar", starts=DAY, by=None)
    with pytest.raises(ValidationError, match="slutar innan"):
        start_group(project=project, name="Ny", starts=DAY, ends=datetime.date(2024, 1, 1), by=None)


def test_those_already_in_the_group_are_not_added_twice(given, write_in):
    more = write_in("Person D Påhittad").enrolment
    added = add_members(group=given.group, enrolments=[given.people[0].enrolment, more], starts=DAY, by=None)
    assert [row.enrolment_id for row in added] == [more.pk]
    assert given.group.members.count() == 4


def test_only_the_projects_own_participants(given, write_in, foreign_project):
    foreign = write_in("Främmande Påhittad", into=foreign_project)
    with pytest.raises(ValidationError, match="inte med i insatsen"):
        add_members(group=given.group, enrolments=[foreign.enrolment], starts=DAY, by=None)


def test_a_place_with_attendance_is_ended_and_not_removed(given):
    save_attendance(session=given.session, entries={given.members[0]: Entry(Said("present"))}, by=None)
    with pytest.raises(ValidationError, match="slutdatum"):
        remove_member(member=given.members[0], by=None)
    change_member(member=given.members[0], starts=DAY, ends=DAY, by=None)
    remove_member(member=given.members[1], by=None)
    assert GroupMember.objects.count() == 2
    assert [member.pk for member in should_be_at(given.session).order_by("pk")] == [
        given.members[0].pk,  # has left, but has a mark there
        given.members[2].pk,
    ]


def test_somebody_written_in_twice_is_on_the_sheet_once(given):
    twice = [
        GroupMember(pk=1, person=given.people[0], starts=DAY),
        GroupMember(pk=2, person=given.people[0], starts=DAY),
    ]
    assert [member.pk for member in one_each(twice)] == [2]


@pytest.mark.parametrize(
    ("pasted", "themes"),
    [
        ("Hälsa\nEkonomi", ["Hälsa", "Ekonomi"]),
        ("1. Hälsa\n2. Ekonomi\n\n", ["Hälsa", "Ekonomi"]),
        ("• Hälsa\n– Ekonomi\n* Arbete", ["Hälsa", "Ekonomi", "Arbete"]),
        ("10) 1177 och vården", ["1177 och vården"]),
        ("3 steg till arbete", ["3 steg till arbete"]),
    ],
)
def test_a_pasted_list(pasted, themes):
    assert themes_in(pasted) == themes


def themes_of_sessions(given) -> list[str]:
    planned = Session.objects.filter(planned__isnull=False).order_by("on")
    return [session.planned.theme for session in planned.select_related("planned")]


def test_a_moved_or_reworded_theme_keeps_its_session(given):
    write_plan(group=given.group, themes=["Hälsa", "Ekonomi", "Arbete"], by=None)
    days = [DAY + datetime.timedelta(days=7 * week) for week in (1, 2, 3)]
    plan_series(group=given.group, days=days, at=None, minutes=60, by=None)
    write_plan(group=given.group, themes=["Arbete", "Hälsa", "Ekonomi"], by=None)
    assert themes_of_sessions(given) == ["Hälsa", "Ekonomi", "Arbete"]
    write_plan(group=given.group, themes=["Arbete", "Hälsa", "Skulder"], by=None)
    assert themes_of_sessions(given) == ["Hälsa", "Skulder", "Arbete"]
    write_plan(group=given.group, themes=["Hälsa"], by=None)
    assert themes_of_sessions(given) == ["Hälsa"]
    assert list(given.group.plan.values_list("number", "theme")) == [(1, "Hälsa")]


def test_a_theme_of_the_catalogue_is_recognised(given, measures):
    from samsyn.apps.catalogue.models import Term

    term = Term.objects.current().filter(kind="theme").first()
    rows = write_plan(group=given.group, themes=[term.name_sv.upper(), "Eget"], by=None)
    assert [row.term for row in rows] == [term, None]


def test_a_plan_too_long_names_the_row(given):
    with pytest.raises(ValidationError, match="Tema 2"):
        write_plan(group=given.group, themes=["Kort", "x" * 201], by=None)
    with pytest.raises(ValidationError, match="högst"):
        write_plan(group=given.group, themes=["x"] * 201, by=None)
