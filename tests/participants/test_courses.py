"""Training of staff: planned beside actual, by sex and with hours, and nobody's name."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samsyn.apps.audit.models import Reading
from samsyn.apps.participants.actions.courses import plan_course, remove_course, set_unit
from samsyn.apps.participants.models import CourseAttendance, CourseEvent
from samsyn.apps.participants.queries.courses import by_employer, course_rows, total
from samsyn.apps.participants.reading import as_system

DAY = datetime.date(2025, 3, 4)


@pytest.fixture
def given(project, places):
    with as_system([project.organisation_id]):
        event = plan_course(project=project, title="Motiverande samtal", on=DAY, hours=Decimal(6), by=None)
        set_unit(event=event, employer=places.owner, unit="Vux", planned_women=8, planned_men=4, women=11, men=5,
                 hours_each=Decimal(4), manager_came=True, by=None)  # fmt: skip
        set_unit(event=event, employer=places.partner, unit="", planned=5, women=3, men=1, by=None)
        yield event


def test_people_and_hours_planned_and_actual(given):
    rows = course_rows(CourseEvent.objects.all())
    whole = total(row.reach for row in rows)
    assert (whole.planned, whole.planned_women, whole.planned_men, whole.planned_hours) == (17, 8, 4, 102)
    assert (whole.came, whole.women, whole.men) == (20, 14, 6)
    assert (whole.women_hours, whole.men_hours, whole.hours) == (11 * 4 + 3 * 6, 5 * 4 + 1 * 6, 88)
    assert whole.plan.more_people_less_each is True
    assert (whole.plan.each.plan, whole.plan.each.actual) == (6.0, 4.4)
    assert (whole.with_manager.n, whole.with_manager.of) == (1, 2)
    assert [(name, reach.came) for name, reach in by_employer(rows)] == [("Almby", 4), ("Ekby", 16)]


def test_nothing_planned_is_not_zero_planned(given):
    CourseAttendance.objects.update(planned=0, planned_women=None, planned_men=None)
    whole = total(row.reach for row in course_rows(CourseEvent.objects.all()))
    assert whole.plan.persons.plan is None
    assert whole.plan.more_people_less_each is None


def test_women_and_men_cannot_be_more_than_all(given, places):
    with pytest.raises(ValidationError, match="fler än de planerade"):
        set_unit(event=given, employer=places.funder, planned=3, planned_women=2, planned_men=2, by=None)
    with pytest.raises(ValidationError, match="finns redan på kursen"):
        set_unit(event=given, employer=places.partner, unit="", women=1, by=None)


def test_a_course_with_people_is_not_removed(given):
    with pytest.raises(ValidationError, match="Ta bort dem först"):
        remove_course(event=given, by=None)


def test_the_page_of_the_project(given, client, colleagues):
    client.force_login(colleagues.lead)
    page = client.get(reverse("course-events", args=[given.project_id])).content.decode().replace("\u00a0", " ")
    for text in ("Motiverande samtal", "8 kvinnor, 4 män, 5 utan angivet kön", "102,0", "88,0", "plan 6,0",
                 "50 % (1/2)", "Fler än planerat, men mindre åt var och en"):  # fmt: skip
        assert text in page
    assert not Reading.objects.exists()


def test_written_from_the_pages(given, client, colleagues, places, measures):
    client.force_login(colleagues.lead)
    new = reverse("course-event-new", args=[given.project_id])
    answer = client.post(new, {"title": "Normkritik", "on": "2025-04-01", "hours": "3,5", "theme": "", "place": ""})
    with as_system([given.organisation_id]):
        event = CourseEvent.objects.get(title="Normkritik")
    assert answer["Location"] == event.get_absolute_url()
    unit = {"employer": places.owner.pk, "unit": "IFO", "planned": "", "planned_women": "2", "planned_men": "1",
            "women": "3", "men": "0", "hours_each": ""}  # fmt: skip
    assert client.post(reverse("course-unit-new", args=[event.pk]), unit).status_code == 302
    with as_system([given.organisation_id]):
        row = event.units.get()
        assert (row.planned, row.women) == (3, 3)
    assert client.post(reverse("course-unit", args=[row.pk]), {**unit, "planned": "9"}).status_code == 302
    assert "10,5" in client.get(event.get_absolute_url()).content.decode()
    assert client.post(reverse("course-unit-remove", args=[row.pk])).status_code == 302
    assert client.post(reverse("course-event-remove", args=[event.pk])).status_code == 302


ADDRESSES = ("course-events", "course-event-new", "course-event", "course-event-edit", "course-event-remove",
             "course-unit-new", "course-unit", "course-unit-remove")  # fmt: skip


@pytest.mark.parametrize("who", ["group_leader", "reader", "controller", "partner", "foreign", "outsider", "protector"])
def test_only_those_who_lead_the_project(given, client, colleagues, who):
    client.force_login(getattr(colleagues, who))
    unit = given.units.first()
    for name in ADDRESSES:
        one = given.project_id if name in {"course-events", "course-event-new"} else given.pk
        key = unit.pk if name in {"course-unit", "course-unit-remove"} else one
        assert client.get(reverse(name, args=[key])).status_code == 404, name


def test_as_many_questions_for_many_courses(given, client, colleagues, project, places):
    client.force_login(colleagues.lead)
    address = reverse("course-events", args=[project.pk])

    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            client.get(address)
        return len(questions)

    asked()
    few = asked()
    for number in range(8):
        event = plan_course(project=project, title=f"Kurs {number}", on=DAY, hours=Decimal(2), by=None)
        set_unit(event=event, employer=places.owner, women=number, by=None)
    assert asked() == few <= 25
