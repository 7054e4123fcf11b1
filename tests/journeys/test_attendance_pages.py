"""Every page of groups, talks and training: accessible wide and narrow, and nothing scrolls sideways."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.participants.actions.attendance import save_attendance
from samsyn.apps.participants.actions.attendance_rules import Entry
from samsyn.apps.participants.actions.courses import plan_course, set_unit
from samsyn.apps.participants.actions.groups_plan import write_plan
from samsyn.apps.participants.actions.talks import hold_talk
from samsyn.apps.participants.queries.attendance_sheet import Said
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.participants.reading import as_system
from tests.browser import axe, no_sideways_scroll
from tests.participants.conftest import colleagues, write_in  # noqa: F401
from tests.participants.groups_given import TUESDAY, circle  # noqa: F401


@pytest.fixture
def furnished(transactional_db, circle, colleagues, write_in, measures):  # noqa: F811
    """A group that has met once and will meet again, a talk and a course; its addresses by name."""
    later = timezone.localdate() + datetime.timedelta(days=2)
    made = circle(4, sessions=(TUESDAY, later))
    write_in("Ledig Påhittad")
    house = made.group.organisation
    with as_system([house.pk]):
        write_plan(group=made.group, themes=["Hälsa", "Ekonomi"], by=None)
        entries = {member: Entry(Said("present")) for member in made.members[:3]}
        save_attendance(session=made.session, entries=entries, by=colleagues.lead)
        opened(made.people[:1], "talk")
        talk = hold_talk(enrolment=made.people[0].enrolment, on=TUESDAY, minutes=45, leader=colleagues.lead, by=None,
                         note="Vill vidare.")  # fmt: skip
        event = plan_course(
            project=made.group.project, title="Motiverande samtal", on=TUESDAY, hours=Decimal(3), by=None
        )
        unit = set_unit(event=event, employer=house, unit="Vux", planned_women=2, women=3, by=None)
    named = [
        (made.group.project_id, ("project-activities", "group-new", "course-events", "course-event-new")),
        (made.group.pk, ("group", "group-edit", "group-leaders", "group-members", "group-plan", "group-series",
                        "session-new")),
        (made.session.pk, ("session", "session-edit", "session-cancel", "session-remove")),
        (made.members[0].pk, ("group-member", "group-member-remove")),
    ]  # fmt: skip
    pages = [(name, key) for key, names in named for name in names]
    pages = [("my-groups", None), ("session", made.sessions[1].pk), *pages]
    pages += [(name, talk.pk) for name in ("talk", "talk-remove")] + [("talk-new", made.people[0].enrolment.pk)]
    pages += [(name, event.pk) for name in ("course-event", "course-event-edit", "course-unit-new")]
    pages += [("course-unit", unit.pk), ("course-unit-remove", unit.pk), ("person", made.people[0].pk)]
    return [(name, reverse(name, args=[key] if key else [])) for name, key in pages]


@pytest.mark.browser
def test_every_page_passes_axe_wide_and_narrow(furnished, visit, colleagues):  # noqa: F811
    page, trouble = visit("/", user=colleagues.lead), []
    for name, address in furnished:
        page.set_viewport_size({"width": 1280, "height": 800})
        assert page.goto(page.home + address).status == 200, name
        trouble += [f"{name} at 1280: {violation}" for violation in axe(page)]
        page.set_viewport_size({"width": 320, "height": 800})
        trouble += [f"{name} at 320: {violation}" for violation in axe(page)]
        if not no_sideways_scroll(page):
            trouble.append(f"{name} scrolls sideways at 320")
    assert trouble == []
    assert len(furnished) > 25
