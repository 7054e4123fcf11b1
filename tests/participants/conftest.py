"""A small party: two projects' worth of invented people at the owner, and one person elsewhere."""

from __future__ import annotations

import datetime
from types import SimpleNamespace

import pytest

DAY = datetime.date(2025, 2, 3)


@pytest.fixture
def colleagues(people, places):
    """people, and those whose work is with participants: gina leads groups, disa protects data, hanna refers."""
    from samsyn.apps.organisations.models import Membership, User

    def make(name: str, place, role: str):
        user = User.objects.create(email=f"{name}@exempel.se", name=name.capitalize())
        Membership.objects.create(user=user, organisation=place, role=role, starts=datetime.date(2020, 1, 1))
        return user

    return SimpleNamespace(
        **vars(people),
        group_leader=make("gina", places.owner, "group_leader"),
        protector=make("disa", places.owner, "data_protection"),
        referrer=make("hanna", places.partner, "referrer"),
    )


@pytest.fixture
def foreign_project(places):
    from samsyn.apps.portfolio.models import Project, ProjectParty

    project = Project.objects.create(code="FJÄR", name="Långt bort", organisation=places.foreign, starts=DAY)
    ProjectParty.objects.create(project=project, organisation=places.foreign, part="owner", starts=DAY)
    return project


@pytest.fixture
def write_in(places, project, people, measures):
    """write_in("Alma Ek", …) → the person, enrolled in the project from DAY. Everybody is invented."""
    from samsyn.apps.participants.actions.enrolments import enrol
    from samsyn.apps.participants.actions.people import add_person
    from samsyn.apps.participants.reading import as_system

    def write(name: str, number: str = "", *, into=None, starts=DAY, enrolled: dict | None = None, **more):
        into = into or project
        with as_system([into.organisation_id]):
            person = add_person(organisation=into.organisation, name=name, number=number, by=None, **more)
            person.enrolment = enrol(person=person, project=into, starts=starts, by=None, **(enrolled or {}))
        return person

    return write


@pytest.fixture
def alma(write_in):
    return write_in("Alma Påhittad", "199001012393", sex="women", birth_year=1990)
