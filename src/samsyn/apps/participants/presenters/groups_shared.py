"""What groups show on shared pages: the card of the day, the person's section, and search."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.models import Attendance, CourseEvent, Group, GroupMember, Person
from samsyn.apps.participants.models.reach import groups_led_by
from samsyn.apps.participants.policy import FieldClass, Ground, works_with_people
from samsyn.apps.participants.presenters.groups import share_words
from samsyn.apps.participants.presenters.sessions import state_of, theme_of, when
from samsyn.apps.participants.queries.attendance import HOUR, marks_in
from samsyn.apps.participants.queries.enrolments import enrolments_met
from samsyn.apps.participants.queries.grounds import Grounded
from samsyn.apps.participants.queries.sessions import waiting_for
from samsyn.apps.participants.queries.talks import talks_of
from samsyn.apps.participants.reading import people
from samsyn.apps.portfolio.presenters.pages import period_of
from samsyn.web.formats import isodate, number
from samsyn.web.registry import Hit

C = FieldClass
SHOWN = 6  # sessions on the card
LATEST = 10  # marks on the person's page
HITS = 20
WORKING = {Ground.OWN_PROJECT, Ground.OWN_GROUP}  # grounds of those who open groups and write talks
AT_HOME = WORKING | {Ground.RIGHTS_CASE}  # grounds inside the person's own authority


def waiting_card(user) -> dict[str, Any] | None:
    """Today's sessions of the reader's own groups, and those that still lack attendance. Names no participant."""
    today = timezone.localdate()
    found = list(waiting_for(user, today)[: SHOWN + 1])
    if not found:
        return None
    rows = [
        {
            "href": reverse("session", args=[session.pk]),
            "group": session.group.name,
            "when": when(session),
            "theme": theme_of(session),
            "today": session.on == today,
            "state": state_of(session, today),
        }
        for session in found[:SHOWN]
    ]
    return {"rows": rows, "more": len(found) > SHOWN}


MARK = (  # what a row of attendance says
    "presence", "minutes", "session__on", "session__at", "session__covered", "session__group__name",
    "session__planned__theme",
)  # fmt: skip


def activity_section(user, person: Person, grounded: Grounded) -> dict[str, Any] | None:
    """Groups, attendance, hours and talks of one person, as far as the ground opens them.

    Across authorities the rows of groups and sessions stay at home: only the sums of the person's own rows come along.
    """
    enrolments = enrolments_met(user, person, grounded)
    marks = Attendance.objects.filter(person=person, enrolment__in=enrolments)
    members = GroupMember.objects.filter(person=person, enrolment__in=enrolments)
    if grounded.ground == Ground.OWN_GROUP:
        led = groups_led_by(user)
        marks, members = marks.filter(session__group__in=led), members.filter(group__in=led)
    talks = list(talks_of(user, enrolments, grounded.ground))
    for talk in talks:
        talk.person = person  # with the key that opens the notes
    home, counts = grounded.ground in AT_HOME, marks_in(marks)
    groups = list(members.select_related("group").order_by("-starts")) if home else []
    latest = marks.select_related("session__group", "session__planned").only(*MARK).order_by("-session__on")
    recent = list(latest[:LATEST]) if home else []
    notes = C.NOTES in grounded.reads
    may_write, today = grounded.ground in WORKING and C.ACTIVITY in grounded.writes, timezone.localdate()
    if not (groups or counts.all or talks or may_write):
        return None
    return {
        "groups": [
            {
                "name": row.group.name,
                "href": row.group.get_absolute_url() if may_write else "",
                "period": period_of(row.starts, row.ends),
            }
            for row in groups
        ],
        "share": share_words(counts.share),
        "hours": number(counts.hours + sum(talk.minutes for talk in talks) / HOUR, 1),
        "recent": [_mark_row(mark, may_write) for mark in recent],
        "talks": [_talk_row(talk, notes, may_write) for talk in talks],
        "notes": notes,
        "new_group": [
            {"href": reverse("project-activities", args=[row.project_id]), "project": row.project.code}
            for row in enrolments
            if may_write and grounded.ground == Ground.OWN_PROJECT and (row.ends is None or row.ends >= today)
        ],
        "new_talk": [
            {"href": reverse("talk-new", args=[row.pk]), "project": row.project.code} for row in enrolments if may_write
        ],
    }


def _mark_row(mark: Attendance, link: bool) -> dict[str, Any]:
    return {
        "when": when(mark.session),
        "href": reverse("session", args=[mark.session_id]) if link else "",
        "group": mark.session.group.name,
        "theme": theme_of(mark.session),
        "presence": mark.get_presence_display(),
        "minutes": mark.minutes,
    }


def _talk_row(talk, notes: bool, may_write: bool) -> dict[str, Any]:
    return {
        "on": isodate(talk.on),
        "href": reverse("talk", args=[talk.pk]) if may_write else "",
        "minutes": talk.minutes,
        "leader": str(talk.leader or ""),
        "interpreter": talk.interpreter,
        "subject": talk.subject if notes else "",
        "note": talk.opened("note_sealed") if notes else "",
    }


def search_groups(user, text: str) -> Iterator[Hit]:
    """Groups and courses by their names. Nobody's name is asked for or answered."""
    if not works_with_people(user):
        return
    with people(user):
        words = Q(name__icontains=text) | Q(language__icontains=text)
        found = Group.objects.visible_to(user, Permission.ATTENDANCE).filter(words)
        groups = list(found.select_related("project")[:HITS])
        courses = CourseEvent.objects.visible_to(user).filter(title__icontains=text)
        events = list(courses.select_related("project")[:HITS])
    for group in groups:
        yield Hit(group.name, group.get_absolute_url(), _("Grupper"), str(group.project))
    for event in events:
        yield Hit(event.title, event.get_absolute_url(), _("Kurser"), f"{event.project}, {isodate(event.on)}")
