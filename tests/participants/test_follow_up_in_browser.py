"""The pages of a follow-up in a real browser: narrow, without sideways scroll, and with nothing for axe to say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.catalogue.models import Ladder
from samsyn.apps.participants.actions.enrolments import end_enrolment
from samsyn.apps.participants.actions.follow_up import plan_follow_up
from samsyn.apps.participants.actions.states import Said, record_states
from samsyn.apps.participants.models import Enrolment, StateRecord
from samsyn.apps.participants.reading import as_system
from samsyn.core.periods import add_months
from tests.browser import axe, no_sideways_scroll

pytestmark = pytest.mark.browser


@pytest.fixture
def due(transactional_db, project, colleagues, measures, write_in):
    """A project with two people, one of whom is due three months after."""
    project.ends = None
    project.save()
    today, standard = timezone.localdate(), Ladder.objects.get(code="standard")
    alma, bo = (
        write_in(f"{name} Påhittad", starts=today - timedelta(days=200), sex=sex)
        for name, sex in (("Alma", "women"), ("Bo", "men"))
    )
    with as_system([project.organisation_id]):
        plan_follow_up(project=project, asked={standard: ["before", "months_3"]}, about="Påhittat.", by=None)
        enrolments = {person: Enrolment.objects.get(person=person) for person in (alma, bo)}
        said = [Said(each, standard, "occupation", "before", "no_plan", each.starts) for each in enrolments.values()]
        record_states(project=project, said=said, by=None)
        end_enrolment(
            enrolment=enrolments[alma], ends=add_months(today, -3), reason="completed", completed=True, by=None
        )
    return enrolments[alma]


@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_fits_and_axe_has_nothing_to_say(visit, colleagues, project, due, width):
    for address in (
        reverse("follow-up-due"),
        reverse("project-people-follow-up", args=[project.pk]) + "?split=sex",
        reverse("states-table", args=[project.pk]) + "?show=all",
        reverse("states-record", args=[due.pk, "months_3"]),
        reverse("follow-up-attempt", args=[due.pk, "months_3"]),
        reverse("follow-up-plan", args=[project.pk]),
    ):
        page = visit(address, user=colleagues.lead, width=width)
        assert axe(page) == [], address
        assert no_sideways_scroll(page), address


def test_a_state_is_written_with_the_keyboard_alone(visit, colleagues, project, due):
    page = visit(reverse("states-table", args=[project.pk]) + "?occasion=months_3", user=colleagues.lead)
    page.get_by_label("Alma Påhittad, Sysselsättning").focus()
    page.keyboard.type("Prak")
    page.keyboard.press("Tab")
    page.keyboard.type("Studie")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Spara").focus()
    page.keyboard.press("Enter")
    page.get_by_text("2 lägen är inskrivna.").wait_for()
    with as_system([project.organisation_id]):
        written = StateRecord.objects.filter(occasion="months_3").values_list("dimension", "state")
        assert sorted(written) == [("occupation", "placement"), ("support", "student")]
