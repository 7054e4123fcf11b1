"""A group leader reaches the names in the groups they lead, while they lead them, and nobody else."""

from __future__ import annotations

import datetime

import pytest

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.models import Attendance, Enrolment, Group, GroupLeader, GroupMember, Person
from samsyn.apps.participants.policy import FieldClass, Ground
from samsyn.apps.participants.queries.grounds import own_ground
from samsyn.apps.participants.queries.groups import reached_in
from samsyn.apps.participants.reading import as_system
from samsyn.apps.participants.reading import people as door

DAY = datetime.date(2025, 2, 3)


@pytest.fixture
def led(project, colleagues, write_in):
    """A group that gina leads, with Alma in it; Bo is in the same project and in no group."""
    alma, bo = write_in("Alma Påhittad"), write_in("Bo Påhittad")
    with as_system([project.organisation_id]):
        house = project.organisation
        group = Group.objects.create(organisation=house, project=project, name="Tisdagar", starts=DAY)
        GroupLeader.objects.create(organisation=house, group=group, user=colleagues.group_leader, starts=DAY)
        GroupMember.objects.create(organisation=house, group=group, person=alma, enrolment=alma.enrolment, starts=DAY)
    return group, alma, bo


def test_the_names_of_the_own_group_and_nobody_elses(led, colleagues):
    _group, alma, bo = led
    with door(colleagues.group_leader):
        assert list(Person.objects.visible_to(colleagues.group_leader, Permission.ATTENDANCE)) == [alma]
        assert list(Enrolment.objects.visible_to(colleagues.group_leader, Permission.ATTENDANCE)) == [alma.enrolment]
        assert own_ground(colleagues.group_leader, alma).ground == Ground.OWN_GROUP
        assert own_ground(colleagues.group_leader, alma).reads == {FieldClass.NAME, FieldClass.ACTIVITY}
        assert own_ground(colleagues.group_leader, bo) is None
        assert not Attendance.objects.visible_to(colleagues.group_leader, Permission.ATTENDANCE).exists()


def test_not_after_the_leading_or_the_membership_has_ended(led, colleagues):
    group, _alma, _bo = led
    yesterday = datetime.date.today() - datetime.timedelta(days=1)
    gina = colleagues.group_leader
    with as_system([group.organisation_id]):
        group.members.update(ends=yesterday)
    with door(gina):
        assert not Person.objects.visible_to(gina, Permission.ATTENDANCE).exists()
    with as_system([group.organisation_id]):
        group.members.update(ends=None)
        group.leaders.update(ends=yesterday)
    with door(gina):
        assert not Person.objects.visible_to(gina, Permission.ATTENDANCE).exists()
        assert not Group.objects.visible_to(gina).exists()


def test_the_process_leader_takes_attendance_in_the_whole_project(led, colleagues):
    with door(colleagues.lead):
        assert Person.objects.visible_to(colleagues.lead, Permission.ATTENDANCE).count() == 2


def test_the_sheets_own_question_never_reaches_further_than_the_policy(led, colleagues, write_in):
    """Everybody a leader is shown in a group is somebody that the general rule reaches as well."""
    group, alma, bo = led
    hidden, held_back, gone = (write_in(f"{name} Påhittad") for name in ("Skyddad", "Begränsad", "Slutat"))
    yesterday = datetime.date.today() - datetime.timedelta(days=1)
    with as_system([group.organisation_id]):
        for person in (bo, hidden, held_back, gone):
            GroupMember.objects.create(organisation=group.organisation, group=group, person=person,
                                       enrolment=person.enrolment, starts=DAY,
                                       ends=yesterday if person is gone else None)  # fmt: skip
        Person.objects.filter(pk=hidden.pk).update(protection="marking", responsible=colleagues.controller)
        Person.objects.filter(pk=held_back.pk).update(restricted_on=yesterday)
    for user, ground, wanted in (
        (colleagues.group_leader, Ground.OWN_GROUP, {alma.pk, bo.pk}),
        (colleagues.lead, Ground.OWN_PROJECT, {alma.pk, bo.pk, gone.pk}),
    ):
        with door(user):
            shown = {member.person_id for member in reached_in(group.members.all(), user, ground)}
            general = Person.objects.visible_to(user, Permission.ATTENDANCE).values_list("pk", flat=True)
            assert shown == wanted
            assert shown <= set(general)
