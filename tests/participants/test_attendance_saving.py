"""Saving a sheet: the default fills what is unset, marks of others stay, and the whole of a saving can be undone."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from samsyn.apps.audit.models import Entry as Trail
from samsyn.apps.participants.actions.attendance import announce_absence, save_attendance
from samsyn.apps.participants.actions.attendance_rules import Details, Entry
from samsyn.apps.participants.actions.attendance_undo import undo_saving
from samsyn.apps.participants.actions.sessions import cancel_session, edit_session
from samsyn.apps.participants.models import Attendance, FormerMark, Session
from samsyn.apps.participants.queries.attendance_sheet import Said
from samsyn.apps.participants.reading import people as door
from tests.participants.groups_given import circle  # noqa: F401

HERE, AWAY, TOLD = Said("present"), Said("absent"), Said("excused")


@pytest.fixture
def given(circle, colleagues):  # noqa: F811
    """A group of three with its door open for gina."""
    made = circle(3)
    with door(colleagues.group_leader):
        made.by = colleagues.group_leader
        yield made


def say(given, *said: Said, seen: tuple[Said, ...] = (), **more):
    """Save these marks, one a member in order. seen: what stood when the form opened."""
    saw = seen or (Said(),) * len(said)
    entries = {member: Entry(one, was) for member, one, was in zip(given.members, said, saw, strict=False)}
    return save_attendance(session=given.session, entries=entries, by=given.by, **more)


def stands(given) -> list[str]:
    """What stands for each member: the presence, and the minutes of those who were there."""
    marks = {mark.person_id: mark for mark in Attendance.objects.filter(session=given.session)}
    found = [marks.get(member.person_id) for member in given.members]
    return [f"{mark.presence} {mark.minutes or ''}".strip() if mark else "-" for mark in found]


def test_everyone_present_but_those_tapped(given):
    outcome = say(given, HERE, AWAY, HERE)
    assert stands(given) == ["present 120", "absent", "present 120"]
    assert (outcome.filled, outcome.chosen, outcome.kept) == (2, 1, 0)
    given.session.refresh_from_db()
    assert given.session.state == Session.State.HELD


def test_minutes_for_somebody_who_came_late(given):
    say(given, Said("present", 45), HERE, HERE)
    assert stands(given) == ["present 45", "present 120", "present 120"]


def test_only_the_changed_row_is_written(given):
    say(given, HERE, HERE, HERE)
    before = dict(Attendance.objects.values_list("person_id", "marked_at"))
    say(given, HERE, AWAY, HERE, seen=(HERE, HERE, HERE))
    after = dict(Attendance.objects.values_list("person_id", "marked_at"))
    changed = [member.person_id for member in given.members if before[member.person_id] != after[member.person_id]]
    assert changed == [given.members[1].person_id]


def test_nothing_new_is_no_saving(given):
    say(given, HERE, HERE, HERE)
    entries = Trail.objects.count()
    assert say(given, HERE, HERE, HERE, seen=(HERE, HERE, HERE)).saving is None
    assert Trail.objects.count() == entries


def test_two_leaders_with_the_same_empty_sheet_lose_nothing(given):
    say(given, AWAY, HERE, HERE)
    outcome = say(given, HERE, AWAY, HERE)
    assert stands(given) == ["absent", "absent", "present 120"]
    assert (outcome.chosen, outcome.kept, outcome.overtaken) == (1, 1, 1)


def test_what_was_told_in_advance_outlives_the_default_and_a_plain_absence(given):
    announce_absence(session=given.session, away=given.members[:2], back=[], by=given.by)
    assert stands(given) == ["excused", "excused", "-"]
    say(given, HERE, AWAY, HERE)
    assert stands(given) == ["excused", "excused", "present 120"]
    say(given, HERE, TOLD, HERE, seen=(TOLD, TOLD, HERE))
    assert stands(given)[0] == "present 120"


def test_telling_in_advance_can_be_taken_back_and_that_undone(given):
    announce_absence(session=given.session, away=given.members[:1], back=[], by=given.by)
    back = announce_absence(session=given.session, away=[], back=given.members[:1], by=given.by)
    assert stands(given) == ["-", "-", "-"]
    undo_saving(saving=back.saving, by=given.by)
    assert stands(given) == ["excused", "-", "-"]
    assert Attendance.objects.get().in_advance


def test_undoing_puts_back_marks_and_session_as_they_were(given):
    details = Details(shown={"covered": "Hälsa"}, leaders=frozenset({given.by.pk}))
    first = say(given, AWAY, HERE, HERE, details=details).saving
    second = say(
        given, HERE, HERE, TOLD, seen=(AWAY, HERE, HERE), details=Details(changed={"covered": "Ekonomi", "minutes": 90})
    ).saving
    assert stands(given) == ["present 90", "present 90", "excused"]
    undo_saving(saving=second, by=given.by)
    given.session.refresh_from_db()
    assert stands(given) == ["absent", "present 120", "present 120"]
    assert (given.session.covered, given.session.minutes) == ("Hälsa", 120)
    undo_saving(saving=first, by=given.by)
    given.session.refresh_from_db()
    assert stands(given) == ["-", "-", "-"]
    assert (given.session.state, given.session.saved_at, given.session.covered) == ("planned", None, "")
    assert not given.session.leaders.exists()
    assert not FormerMark.objects.exists()


def test_an_older_saving_is_not_undone_over_a_newer(given):
    first = say(given, HERE, HERE, HERE).saving
    say(given, AWAY, HERE, HERE, seen=(HERE, HERE, HERE))
    with pytest.raises(ValidationError, match="Någon har sparat efter det"):
        undo_saving(saving=first, by=given.by)


def test_the_trail_tells_how_many_and_never_who(given):
    saving = say(given, AWAY, HERE, HERE).saving
    undo_saving(saving=saving, by=given.by)
    saved, undone = Trail.objects.filter(verb__startswith="attendance").order_by("number")
    assert saved.details == {"saving": 1, "filled": 2, "chosen": 1}
    assert undone.details == {"saving": 1, "marks": 3}
    assert str(given.people[0].pk) not in f"{vars(saved)} {vars(undone)}"


def test_saving_only_the_changes_leaves_the_rest_unset(given):
    say(given, AWAY, HERE, HERE, fill=False)
    given.session.refresh_from_db()
    assert stands(given) == ["absent", "-", "-"]
    assert given.session.state == Session.State.PLANNED


def test_a_shorter_session_is_shorter_for_those_who_were_there_all_of_it(given):
    say(given, Said("present", 30), HERE, AWAY)
    edit_session(session=given.session, minutes=90, by=given.by)
    assert stands(given) == ["present 30", "present 90", "absent"]


def test_leaders_ticked_by_two_are_both_there(given, colleagues):
    gina, lina = colleagues.group_leader.pk, colleagues.lead.pk
    say(given, HERE, HERE, HERE, details=Details(leaders=frozenset({gina}), leaders_seen=frozenset({gina})))
    say(given, HERE, HERE, HERE, details=Details(leaders=frozenset({gina, lina}), leaders_seen=frozenset({gina})))
    assert set(given.session.leaders.values_list("pk", flat=True)) == {gina, lina}
    seen = frozenset({gina, lina})
    say(given, HERE, HERE, HERE, details=Details(leaders=frozenset({lina}), leaders_seen=seen))
    assert list(given.session.leaders.values_list("pk", flat=True)) == [lina]


def test_a_cancelled_session_takes_no_attendance(given):
    cancel_session(session=given.session, why="Sjukdom", by=given.by)
    with pytest.raises(ValidationError, match="inställt"):
        say(given, HERE, HERE, HERE)


def test_a_session_with_somebody_present_is_not_cancelled(given):
    say(given, HERE, AWAY, AWAY)
    with pytest.raises(ValidationError, match="närvarande"):
        cancel_session(session=given.session, why="", by=given.by)
