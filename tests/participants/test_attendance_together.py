"""Two leaders who press save at the same moment, each in a transaction of their own: nobody's mark is lost."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from samsyn.apps.audit.models import Entry as Trail
from samsyn.apps.participants.actions.attendance import save_attendance
from samsyn.apps.participants.actions.attendance_rules import Entry
from samsyn.apps.participants.models import Attendance, Saving, Session
from samsyn.apps.participants.queries.attendance_sheet import Said
from samsyn.apps.participants.reading import as_system
from samsyn.apps.participants.reading import people as door
from tests.participants.groups_given import circle  # noqa: F401

ROUNDS, PEOPLE = 15, 12


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one writer in at a time")
@pytest.mark.django_db(transaction=True)
def test_what_each_has_tapped_is_there_afterwards(circle, colleagues):  # noqa: F811
    made = circle(PEOPLE)
    house, chance = made.group.organisation_id, random.Random(7)
    for _round in range(ROUNDS):
        with as_system([house]):
            Attendance.objects.all().delete()
            Saving.objects.all().delete()
            Session.objects.update(state="planned", saved_at=None)
        tapped = {
            made.members[at]: Said(chance.choice(["absent", "excused"])) for at in chance.sample(range(PEOPLE), 6)
        }
        halves = [dict(list(tapped.items())[:3]), dict(list(tapped.items())[3:])]
        _at_the_same_moment(made, zip((colleagues.group_leader, colleagues.lead), halves, strict=True))
        with as_system([house]):
            marks = {mark.person_id: mark.presence for mark in Attendance.objects.all()}
            assert Saving.objects.count() == 2
        assert marks == {
            member.person_id: tapped[member].presence if member in tapped else "present" for member in made.members
        }
    numbers = list(Trail.objects.filter(verb="attendance_saved").order_by("number").values_list("number", flat=True))
    assert len(numbers) == len(set(numbers)) == 2 * ROUNDS


def _at_the_same_moment(made, writers) -> None:
    start = Barrier(2)

    def save(writer) -> None:
        by, tapped = writer
        entries = {member: Entry(tapped.get(member, Said("present"))) for member in made.members}
        start.wait()
        try:
            with door(by):
                save_attendance(session=made.session, entries=entries, by=by)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        list(both.map(save, writers))
