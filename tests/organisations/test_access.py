"""Part, person and role meet in one membership, on the day."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from samsyn.apps.audit.models import Entry
from samsyn.apps.organisations import actions
from samsyn.apps.organisations.models import Membership, Organisation, active_on, organisations_where
from samsyn.apps.organisations.policy import MAY_AS, ROLES, PartIn, Permission
from samsyn.apps.portfolio.models import Project, ProjectParty

YESTERDAY = timezone.localdate() - datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("lead", True), ("controller", True), ("reader", True), ("manager", True), ("board", True),
        ("administrator", False), ("partner", True), ("funder", True), ("evaluator", True),
        ("foreign", False), ("outsider", False),
    ],
)  # fmt: skip
def test_who_sees_the_project(people, project, who, sees):
    assert Project.objects.visible_to(getattr(people, who)).exists() is sees


def test_every_role_and_part_agrees_with_the_table(people, places, project):
    """The plain reading of the policy beside the query, for every role × part × word."""
    tried = 0
    for role in ROLES:
        for part in PartIn:
            ProjectParty.objects.filter(project=project).delete()
            ProjectParty.objects.create(
                project=project, organisation=places.foreign, part=part, starts=datetime.date(2024, 1, 1)
            )
            Membership.objects.filter(user=people.outsider).delete()
            Membership.objects.create(
                user=people.outsider, organisation=places.foreign, role=role.key, starts=YESTERDAY
            )
            for word in Permission:
                may = word in role.may and word in MAY_AS[part]
                assert Project.objects.visible_to(people.outsider, word).exists() is may, (role.key, part, word)
                tried += 1
    assert tried == len(ROLES) * len(PartIn) * len(Permission)


def test_an_ended_membership_sees_nothing(people, project):
    Membership.objects.filter(user=people.lead).update(ends=YESTERDAY)
    assert not Project.objects.visible_to(people.lead).exists()


def test_a_membership_that_has_not_begun_sees_nothing(people, project):
    Membership.objects.filter(user=people.lead).update(starts=timezone.localdate() + datetime.timedelta(days=1))
    assert not Project.objects.visible_to(people.lead).exists()


def test_a_part_that_has_ended_gives_nothing(people, project):
    ProjectParty.objects.filter(part="evaluator").update(ends=YESTERDAY)
    assert not Project.objects.visible_to(people.evaluator).exists()


def test_role_in_one_place_and_part_in_another_do_not_add_up(people, places, project):
    """A reader at the owner who leads somewhere else may still not change the owner's project."""
    Membership.objects.create(user=people.reader, organisation=places.foreign, role="process_leader", starts=YESTERDAY)
    assert not Project.objects.visible_to(people.reader, Permission.PROJECT_EDIT).exists()


def test_a_stranger_sees_no_organisations(people):
    assert not Organisation.objects.visible_to(people.outsider).exists()
    assert Organisation.objects.visible_to(people.partner).exists()


def test_only_the_administrator_gives_memberships(people, places):
    for who in ("lead", "manager", "evaluator", "outsider"):
        with pytest.raises(PermissionDenied):
            actions.give_membership(
                user=people.outsider, organisation=places.owner, role="reader", by=getattr(people, who)
            )
    given = actions.give_membership(
        user=people.outsider, organisation=places.owner, role="reader", by=people.administrator
    )
    assert given in active_on(Membership.objects.filter(user=people.outsider))
    assert Entry.objects.filter(verb="membership_given", actor=people.administrator).count() == 1


def test_an_ended_membership_stops_at_the_next_request(people, places, project):
    membership = Membership.objects.get(user=people.lead)
    actions.end_membership(membership=membership, by=people.administrator)
    assert not organisations_where(people.lead, Permission.PROJECT_VIEW).exists()


def test_the_last_administrator_stays(people):
    with pytest.raises(ValidationError, match="behöver en administratör"):
        actions.end_membership(membership=Membership.objects.get(user=people.administrator), by=people.administrator)


def test_a_membership_cannot_end_before_it_starts(people, places):
    with pytest.raises(ValidationError, match="slutar innan det börjar"):
        actions.give_membership(
            user=people.outsider,
            organisation=places.owner,
            role="reader",
            by=None,
            starts=timezone.localdate(),
            ends=YESTERDAY,
        )


def test_places_are_facts_and_load_twice(db):
    from samsyn.apps.organisations.places import sweden

    regions, municipalities = sweden()
    assert (len(regions), len(municipalities)) == (21, 290)
    assert actions.load_places(regions, municipalities) == 311
    assert actions.load_places(regions, municipalities) == 0
    osby = Organisation.objects.get(kind="municipality", scb_code="1273")
    assert (osby.name, osby.brief, osby.parent.name) == ("Osby kommun", "Osby", "Region Skåne")
