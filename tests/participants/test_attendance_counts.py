"""Hours and shares that other parts rest on, read beside a plain count."""

from __future__ import annotations

import datetime
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from samsyn.apps.participants.models import Attendance, Session, Talk
from samsyn.apps.participants.queries.attendance import (
    Marks,
    attendance_share,
    hours_by_enrolment,
    marks_by,
    marks_in,
    marks_of,
)
from samsyn.apps.participants.queries.sessions import two_leaders, two_leaders_by_group
from samsyn.apps.participants.reading import as_system
from samsyn.core.followup.dosage import dosage
from tests.participants.groups_given import circle  # noqa: F401

DAYS = (date(2025, 2, 4), date(2025, 2, 11), date(2025, 2, 18))
MARK = st.sampled_from([None, ("present", 120), ("present", 45), ("absent", 0), ("excused", 0)])


@pytest.fixture
def made(circle):  # noqa: F811
    found = circle(3, sessions=DAYS)
    with as_system([found.group.organisation_id]):
        Session.objects.update(state="held")
        yield found


def mark(made, table) -> None:
    """One row a session, one mark a person; None where nobody has said anything."""
    Attendance.objects.all().delete()
    Attendance.objects.bulk_create(
        Attendance(organisation_id=made.group.organisation_id, person=member.person, enrolment_id=member.enrolment_id,
                   session=session, presence=said[0], minutes=said[1])
        for session, row in zip(made.sessions, table, strict=True)
        for member, said in zip(made.members, row, strict=True) if said
    )  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(table=st.tuples(*[st.tuples(MARK, MARK, MARK)] * 3), until=st.integers(0, 3))
def test_counted_in_the_store_and_by_hand(made, table, until):
    mark(made, table)
    shown = table[:until]
    last = DAYS[until - 1] if until else date(2025, 1, 1)
    said = [cell for row in shown for cell in row if cell]
    present = [minutes for kind, minutes in said if kind == "present"]
    counted = marks_in(marks_of([made.group.pk], last=last))
    assert (counted.present, counted.all, counted.minutes) == (len(present), len(said), sum(present))
    share = attendance_share([made.group.pk], last=last)
    assert (share is None) if not said else (share.n, share.of) == (len(present), len(said))
    by_hand = {
        member.enrolment_id: sum(row[place][1] for row in shown if row[place]) / 60
        for place, member in enumerate(made.members)
        if any(row[place] for row in shown)
    }
    assert hours_by_enrolment(made.group.project, last) == pytest.approx(by_hand)


def test_talks_are_hours_too_and_silence_is_not_zero(made):
    mark(made, [(("present", 60), ("absent", 0), None)] + [(None, None, None)] * 2)
    alma, bo, cecilia = (member.enrolment for member in made.members)
    talk = {"organisation_id": made.group.organisation_id, "person_id": alma.person_id, "enrolment": alma}
    Talk.objects.create(**talk, on=date(2025, 2, 6), minutes=45)
    Talk.objects.create(**talk, on=date(2025, 3, 6), minutes=45)
    hours = hours_by_enrolment(made.group.project, date(2025, 2, 28))
    assert hours == {alma.pk: 1.75, bo.pk: 0.0}
    found = dosage(hours.get(one.pk) for one in (alma, bo, cecilia))
    assert (found.n, found.unknown, found.without_hours) == (2, 1, 1)
    assert hours_by_enrolment(made.group.project, date(2025, 2, 28), enrolments=[bo.pk]) == {bo.pk: 0.0}


def test_marks_of_a_planned_or_cancelled_session_are_no_attendance(made):
    mark(made, [(("present", 60),) * 3] * 3)
    Session.objects.filter(on__in=DAYS[1:]).update(state="planned")
    assert attendance_share([made.group.pk]).of == 3


def test_by_group_and_by_person(made):
    mark(made, [(("present", 120), ("excused", 0), None)] * 3)
    marks = marks_of([made.group.pk])
    assert marks_by(marks, "session__group") == {made.group.pk: Marks(3, 0, 3, 360)}
    by_person = marks_by(marks, "enrolment")
    assert by_person[made.members[0].enrolment_id].share.percent() == "100 % (3/3)"
    assert by_person[made.members[1].enrolment_id].hours == 0
    assert made.members[2].enrolment_id not in by_person


def test_two_leaders_of_held_sessions_only(made, colleagues):
    first, second, _third = made.sessions
    first.leaders.set([colleagues.group_leader, colleagues.lead])
    second.leaders.set([colleagues.group_leader])
    Session.objects.filter(pk=made.sessions[2].pk).update(state="cancelled")
    share = two_leaders(Session.objects.all())
    assert (share.n, share.of) == (1, 2)
    assert two_leaders_by_group([made.group.pk]) == {made.group.pk: (1, 2)}
    made.group.two_leaders = False
    made.group.save()
    assert two_leaders(Session.objects.all()) is None


def test_a_day_nobody_has_reached_yet(made):
    assert hours_by_enrolment(made.group.project, datetime.date(2020, 1, 1)) == {}
