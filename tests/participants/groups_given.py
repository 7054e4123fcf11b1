"""A group of invented people and its sessions, for the tests of groups, sessions and attendance."""

from __future__ import annotations

import datetime
from types import SimpleNamespace

import pytest

from samsyn.apps.participants.actions.groups import add_leader, add_members, start_group
from samsyn.apps.participants.actions.sessions import add_session
from samsyn.apps.participants.reading import as_system

DAY = datetime.date(2025, 2, 3)
TUESDAY = datetime.date(2025, 2, 4)


@pytest.fixture
def circle(project, colleagues, write_in):
    """circle(3) → a group that gina leads with three people in it, Person A to C, and a session on a Tuesday."""

    def make(size: int = 3, *, names=(), sessions=(TUESDAY,), name: str = "Tisdagar", led: bool = True):
        people = [write_in(each) for each in names or [f"Person {chr(65 + n)} Påhittad" for n in range(size)]]
        with as_system([project.organisation_id]):
            group = start_group(project=project, name=name, starts=DAY, by=None)
            if led:
                add_leader(group=group, user=colleagues.group_leader, starts=DAY, by=None)
            members = add_members(group=group, enrolments=[person.enrolment for person in people], starts=DAY, by=None)
            made = [add_session(group=group, on=day, minutes=120, by=None) for day in sessions]
        return SimpleNamespace(
            group=group, people=people, members=members, session=made[0] if made else None, sessions=made
        )

    return make
