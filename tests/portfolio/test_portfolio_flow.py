"""From call to project: applying, deciding, starting, and who comes along."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from samsyn.apps.audit.models import Entry
from samsyn.apps.audit.queries import verify_chain
from samsyn.apps.portfolio import actions
from samsyn.apps.portfolio.models import Application, Call, Project
from samsyn.apps.portfolio.queries import anchoring_of, balance, may, portfolio_of
from tests.questions import of_the_page


@pytest.fixture
def call(people, places):
    return actions.open_call(
        organisation=places.funder, title="Integration i syd", aim="Fler i arbete", published=True, by=people.funder
    )


def apply(call, people, places, **more) -> Application:
    named = {"name": "Vägen in", "need": "Många väntar länge.", **more}
    return actions.write_application(call=call, organisation=places.owner, by=people.lead, **named)


def test_an_undecided_application_can_be_taken_back_once(call, people, places):
    application = actions.send_application(application=apply(call, people, places), by=people.lead)
    actions.withdraw_application(application=application, by=people.lead)
    assert application.state == "withdrawn"
    for refused in (
        lambda: actions.withdraw_application(application=application, by=people.lead),
        lambda: actions.decide_application(application=application, granted=True, amount=Decimal(1), by=people.funder),
    ):
        with pytest.raises(ValidationError):
            refused()


def test_a_project_that_begins_later_is_seen_by_those_who_plan_it(call, people, places, client):
    project = actions.start_project(
        code="SEN", name="Senare", organisation=places.owner, starts=timezone.localdate() + timedelta(days=90),
        call=call, by=people.lead,
    )  # fmt: skip
    for user in (people.lead, people.funder):
        client.force_login(user)
        assert client.get(project.get_absolute_url()).status_code == 200
    client.force_login(people.foreign)
    assert client.get(project.get_absolute_url()).status_code == 404


def test_a_granted_application_carries_over_to_its_project(call, people, places):
    application = actions.send_application(application=apply(call, people, places), by=people.lead)
    actions.decide_application(application=application, granted=True, amount=Decimal(900000), by=people.funder)
    project = actions.start_project(
        code="VÄG", name=application.name, organisation=places.owner, starts=date(2025, 1, 1),
        application=application, by=people.lead,
    )  # fmt: skip
    assert (project.call, project.summary) == (call, "Många väntar länge.")
    assert {(party.part, party.organisation) for party in project.parties.all()} == {
        ("owner", places.owner),
        ("funder", places.funder),
    }
    line = project.budget_lines.get()
    assert (line.part, line.kind, line.amount) == ("plan", "support", 900000)
    assert verify_chain().holds


def test_an_application_becomes_one_project_of_its_own_applicant(call, people, places):
    application = actions.send_application(application=apply(call, people, places), by=people.lead)
    start = {"code": "V", "name": "V", "starts": date(2025, 1, 1), "application": application, "by": people.lead}
    with pytest.raises(ValidationError, match="inte beviljad"):
        actions.start_project(organisation=places.owner, **start)
    actions.decide_application(application=application, granted=True, amount=Decimal(1), by=people.funder)
    with pytest.raises(ValidationError, match="den som sökte"):
        actions.start_project(organisation=places.partner, **start)
    actions.start_project(organisation=places.owner, **start)
    with pytest.raises(ValidationError, match="redan blivit"):
        actions.start_project(organisation=places.owner, **{**start, "code": "V2"})


def test_what_is_sent_is_not_changed_and_what_is_decided_stands(call, people, places):
    application = apply(call, people, places)
    with pytest.raises(ValidationError, match="inskickad"):
        actions.decide_application(application=application, granted=True, amount=Decimal(1), by=people.funder)
    actions.send_application(application=application, by=people.lead)
    with pytest.raises(ValidationError, match="inskickad"):
        apply(call, people, places, application=application)
    with pytest.raises(ValidationError, match="motivering"):
        actions.decide_application(application=application, granted=False, by=people.funder)
    application.refresh_from_db()
    with pytest.raises(ValidationError, match="hur mycket"):
        actions.decide_application(application=application, granted=True, by=people.funder)
    actions.decide_application(
        application=application, granted=False, reason="Behovet är redan täckt.", by=people.funder
    )
    assert Application.objects.get().state == "declined"


def test_an_application_is_sent_only_with_a_need_and_while_the_call_is_open(call, people, places):
    with pytest.raises(ValidationError, match="behov"):
        actions.send_application(application=apply(call, people, places, need=""), by=people.lead)
    actions.edit_call(call=call, opens=date(2025, 1, 1), closes=date(2025, 2, 1), by=people.funder)
    late = apply(call, people, places, name="För sen")
    with pytest.raises(ValidationError, match="inte öppen"):
        actions.send_application(application=late, on=date(2025, 2, 2), by=people.lead)
    actions.send_application(application=late, on=date(2025, 2, 1), by=people.lead)


def test_a_call_is_published_with_an_aim(people, places):
    call = actions.open_call(organisation=places.funder, title="Utan syfte", by=people.funder)
    with pytest.raises(ValidationError, match="Syfte"):
        actions.publish_call(call=call, by=people.funder)
    assert not Call.objects.get().published


def test_the_whole_way_on_the_web(client, people, places, call):
    client.force_login(people.lead)
    client.post(
        reverse("application-new", args=[call.pk]),
        {"organisation": places.owner.pk, "name": "Vägen in", "need": "Många väntar.", "sought": "1 200 000 kr"},
    )
    application = Application.objects.get()
    assert client.post(reverse("application-send", args=[application.pk])).status_code == 302
    client.force_login(people.funder)
    decide = reverse("application-decide", args=[application.pk])
    assert "1200000" in client.get(decide).content.decode()
    assert client.post(decide, {"granted": "yes", "amount": "1 000 000"}).status_code == 302
    client.force_login(people.lead)
    assert "Starta insatsen" in client.get(application.get_absolute_url()).content.decode()
    started = client.post(
        reverse("project-new"),
        {"organisation": places.owner.pk, "application": application.pk, "code": "VÄG", "name": "Vägen in",
         "starts": "2025-01-01", "purpose": "both"},
    )  # fmt: skip
    project = Project.objects.get()
    assert started.url == project.get_absolute_url()
    assert project.budget_lines.get().amount == 1000000
    client.force_login(people.funder)
    assert client.get(project.get_absolute_url()).status_code == 200


def test_nobody_starts_a_project_in_anothers_name(client, people, places):
    client.force_login(people.foreign)
    form = {"organisation": places.owner.pk, "code": "X", "name": "X", "starts": "2025-01-01", "purpose": "both"}
    assert client.post(reverse("project-new"), form).status_code == 200
    assert not Project.objects.exists()


def test_nobody_applies_or_calls_in_anothers_name(client, people, places, call):
    client.force_login(people.foreign)
    form = {"organisation": places.owner.pk, "name": "X", "need": "Y"}
    assert client.post(reverse("application-new", args=[call.pk]), form).status_code == 200
    assert not Application.objects.exists()
    client.force_login(people.manager)
    assert client.post(reverse("call-new"), {"organisation": places.funder.pk, "title": "X"}).status_code == 200
    assert Call.objects.count() == 1


def test_a_partys_time_is_its_access(client, people, places, project):
    party = actions.add_party(project=project, organisation=places.foreign, starts=date(2024, 1, 1), by=people.lead)
    assert may(people.foreign, project, "project_view")
    actions.end_party(party=party, on=date(2024, 12, 31), by=people.lead)
    assert not may(people.foreign, project, "project_view")
    again = actions.add_party(project=project, organisation=places.foreign, starts=date(2025, 1, 1), by=people.lead)
    assert again.pk == party.pk
    assert may(people.foreign, project, "project_view")


def test_the_owner_stays(people, project):
    with pytest.raises(ValidationError, match="Projektägarens"):
        actions.end_party(party=project.parties.get(part="owner"), by=people.lead)


def test_stopping_needs_a_reason_and_shows(people, project):
    with pytest.raises(ValidationError):
        actions.stop_project(project=project, why=" ", by=people.lead)
    actions.stop_project(project=project, why="Parterna drog sig ur.", on=date(2024, 6, 1), by=people.lead)
    assert project.state_on(date(2024, 6, 1)) == "stopped"


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2023, 12, 31), "planned"),
        (date(2024, 1, 1), "running"),
        (date(2026, 12, 31), "running"),
        (date(2027, 1, 1), "ended"),
    ],
)
def test_the_filter_on_state_says_what_the_project_says(people, project, day, state):
    assert project.state_on(day) == state
    for asked in ("planned", "running", "ended", "stopped"):
        assert portfolio_of(people.lead, state=asked, on=day).exists() is (asked == state), asked


def test_filters_narrow_and_never_widen(client, people, places, project, term):
    theme = term("theme", "housing")
    actions.edit_project(project=project, themes=[theme], purpose="strategic", by=people.lead)
    actions.anchor_municipality(project=project, municipality=places.partner, by=people.lead)
    hit = {
        "text": "vägen",
        "theme": theme.pk,
        "municipality": places.partner.pk,
        "purpose": "strategic",
        "organisation": places.funder.pk,
    }
    client.force_login(people.lead)
    for name, value in hit.items():
        page = client.get(reverse("project-list"), {name: value}).content.decode()
        assert project.get_absolute_url() in page, name
    page = client.get(reverse("project-list"), {"text": "finns inte"}).content.decode()
    assert "Ingen insats passar filtret" in page
    client.force_login(people.foreign)
    assert "VIND" not in client.get(reverse("project-list"), {"text": "vägen"}).content.decode()


def test_operative_and_strategic_are_counted_apart(people, project):
    actions.edit_project(project=project, purpose="strategic", by=people.lead)
    counted = balance(portfolio_of(people.lead))
    assert (counted.operative, counted.strategic, counted.both, counted.total) == (0, 1, 0, 1)


def test_unknown_is_not_a_no_in_the_anchoring(people, places, project):
    answers = [("owner", "yes"), ("partner", ""), ("foreign", "no")]
    for place, manager in answers:
        actions.anchor_municipality(
            project=project, municipality=getattr(places, place), manager=manager, by=people.lead
        )
    tally = anchoring_of(project).tallies[0]
    assert (tally.yes, tally.partly, tally.no, tally.unknown, tally.of) == (1, 0, 1, 1, 3)


def test_only_a_municipality_is_anchored(people, places, project):
    with pytest.raises(ValidationError, match="kommun"):
        actions.anchor_municipality(project=project, municipality=places.funder, by=people.lead)


def test_every_act_leaves_a_trace(corner):
    verbs = set(Entry.objects.values_list("verb", flat=True))
    assert {"call_opened", "application_sent", "application_granted", "goal_written", "goal_adopted", "theory_written",
            "budget_set", "volume_planned", "phase_set", "municipality_anchored", "meeting_held"} <= verbs  # fmt: skip
    assert verify_chain().holds


def test_a_misspelt_argument_is_not_lost(people, project):
    with pytest.raises(TypeError, match="sumary"):
        actions.edit_project(project=project, sumary="Kort", by=people.lead)


@pytest.mark.parametrize(
    "name", ["project-list", "project", "project-goals", "call", "meeting-list", "project-theory", "overview"]
)
def test_pages_take_few_queries_however_much_there_is(client, people, places, corner, measures, term, name):
    for number in range(8):
        more = actions.start_project(
            code=f"N{number}", name="Fler", organisation=places.owner, starts=date(2024, 1, 1), call=corner.call,
            themes=[term("theme", "housing")], by=people.lead,
        )  # fmt: skip
        actions.anchor_municipality(project=more, municipality=places.owner, by=people.lead)
        goal = actions.write_goal(project=corner.project, text=f"Mål {number}", by=people.lead)
        actions.reformulate_goal(goal=goal, text=f"Mål {number} igen", why="Bättre", by=people.lead)
        actions.hold_meeting(
            organisation=places.owner,
            projects=[more, corner.project],
            on=date(2024, 3, 1),
            subject="Möte",
            by=people.lead,
        )
        actions.write_theory(
            project=corner.project, steps=[{"kind": "activity", "text": f"Steg {number}"}],
            previous=corner.project.theories.last(), by=people.lead,
        )  # fmt: skip
        actions.set_phase(project=corner.project, name=f"Fas {number}", starts=date(2024, 1, 1), by=people.lead)
    about = {"project-list": None, "meeting-list": None, "overview": None, "call": corner.call}.get(
        name, corner.project
    )
    client.force_login(people.lead)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(reverse(name, args=[about.pk] if about else [])).status_code == 200
    questions = of_the_page(asked)
    assert len(questions) <= 25, questions
