"""A call, an application and a project with something in every corner. All of it invented."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest


@dataclass
class Corner:
    """One of each thing that has a page of its own."""

    project: Any
    call: Any
    draft_call: Any
    draft: Any
    sent: Any
    granted: Any
    goal: Any
    adopted: Any
    line: Any
    volume: Any
    phase: Any
    place: Any
    party: Any
    theory: Any
    meeting: Any


@pytest.fixture
def term(measures):
    from samsyn.apps.catalogue.models import Term

    return lambda kind, code: Term.objects.get(kind=kind, code=code, organisation=None)


@pytest.fixture
def corner(people, places, project, measures, term) -> Corner:
    from samsyn.apps.portfolio import actions
    from samsyn.apps.portfolio.models import ProjectParty

    by, funder = people.lead, people.funder
    day = datetime.date
    call = actions.open_call(
        organisation=places.funder, title="Integration i syd", aim="Fler i arbete", published=True, by=funder
    )
    draft_call = actions.open_call(organisation=places.funder, title="Hemligt utkast", aim="Något nytt", by=funder)
    applied = {"call": call, "organisation": places.owner, "need": "Många väntar länge.", "by": by}
    draft = actions.write_application(name="Utkastet", **applied)
    sent = actions.send_application(application=actions.write_application(name="Skickad", **applied), by=by)
    granted = actions.send_application(application=actions.write_application(name="Beviljad", **applied), by=by)
    actions.decide_application(application=granted, granted=True, amount=Decimal(900000), by=funder)
    followed = {
        "data_source": "Deltagarregistret",
        "baseline": "49 % av 85",
        "known_on": day(2026, 9, 1),
        "measured_by": "Controller",
    }
    goal = actions.write_goal(project=project, label="B", text="Färre sjukskrivna av oklar anledning", by=by)
    adopted = actions.write_goal(project=project, label="A", text="Fler i arbete", target="40 %", by=by, **followed)
    actions.adopt_goal(goal=adopted, by=by)
    called = actions.write_theory(
        call=call,
        steps=[{"kind": "problem", "text": "Kunskapen är låg"}, {"kind": "activity", "text": "Kurser"}],
        by=funder,
    )
    theory = actions.write_theory(
        project=project,
        previous=called,
        occasion="granted",
        steps=[{"kind": "activity", "text": "Samtal", "previous": called.steps.last(), "drift_why": "Passade bättre"}],
        by=by,
    )
    return Corner(
        project=project,
        call=call,
        draft_call=draft_call,
        draft=draft,
        sent=sent,
        granted=granted,
        goal=goal,
        adopted=adopted,
        line=actions.set_budget(project=project, part="plan", kind="support", amount=100000, year=2024, by=by),
        volume=actions.plan_volume(project=project, measure=measures["participants"], sex="women", value=40, by=by),
        phase=actions.set_phase(
            project=project, name="Analys", phase=term("phase", "analysis"), starts=day(2024, 1, 1), by=by
        ),
        place=actions.anchor_municipality(project=project, municipality=places.owner, manager="yes", by=by),
        party=ProjectParty.objects.get(project=project, part="partner"),
        theory=theory,
        meeting=actions.hold_meeting(
            organisation=places.owner, projects=[project], on=day(2024, 5, 1), subject="Träff i Ekby", by=by
        ),
    )
