"""An invented project that is going on now: what the published ones, long ended, cannot show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from samsyn.apps.evaluation.actions import type_figure
from samsyn.apps.organisations.models import Kind, User
from samsyn.apps.organisations.policy import PartIn
from samsyn.apps.portfolio import actions as portfolio
from samsyn.apps.portfolio.models import Project
from samsyn.config.accounts import ASSOCIATION, EVALUATOR
from samsyn.config.seeding.people import organisation
from samsyn.config.seeding.projects import measure, term, terms

SOURCE = "Påhittat för demonstrationen"
START, END = date(2026, 3, 1), date(2028, 2, 29)


def bring_running(people: Mapping[str, User]) -> Project:
    """From call and application to a project with plan, revised plan, outcome, goals and anchoring."""
    by, funder = people["processledare"], people["forbundschef"]
    project = _granted(by, funder)
    _money(project, by)
    _reach(project, by)
    _goals(project, by)
    _anchoring(project, by)
    return project


def _granted(by: User, funder: User) -> Project:
    """The way in: a call, an application, a decision."""
    osby = organisation("Osby kommun")
    call = portfolio.open_call(
        organisation=organisation(ASSOCIATION),
        title="Vägar till arbete och studier 2026 (påhittad)",
        aim="Unga som saknar planering ska komma vidare, och parterna ska se vad i systemet som håller dem kvar.",
        opens=date(2025, 10, 1),
        closes=date(2025, 11, 30),
        earliest_start=START,
        published=True,
        source=SOURCE,
        by=funder,
    )
    application = portfolio.write_application(
        call=call,
        organisation=osby,
        name="Vägen in",
        need="Unga i tre kommuner faller mellan socialtjänst, skola och Arbetsförmedlingen.",
        target_group_influence="Sex unga har varit med och beskrivit behovet och valt arbetssätt.",
        sought=Decimal(2_600_000),
        by=by,
    )
    portfolio.send_application(application=application, on=date(2025, 11, 20), by=by)
    portfolio.decide_application(
        application=application, granted=True, amount=Decimal(2_400_000), on=date(2026, 1, 22), by=funder
    )
    project = portfolio.start_project(
        code="VIND",
        name="Vägen in (påhittad)",
        organisation=osby,
        application=application,
        starts=START,
        ends=END,
        purpose="both",
        focus="En handledare följer varje ung person; parterna löser hinder i en gemensam grupp.",
        themes=terms("theme", ["work", "conversation"]),
        target_groups=terms("target_group", ["young_people"]),
        staff_groups=terms("staff_group", ["social_services", "schools"]),
        source=SOURCE,
        by=by,
    )
    for name, kind in (("Arbetsförmedlingen", Kind.EMPLOYMENT_SERVICE), ("Hässleholm", Kind.MUNICIPALITY)):
        portfolio.add_party(
            project=project, organisation=organisation(name, kind), part=PartIn.PARTNER, starts=START, by=by
        )
    portfolio.add_party(
        project=project, organisation=organisation(EVALUATOR), part=PartIn.EVALUATOR, starts=START, by=by
    )
    portfolio.set_phase(
        project=project, name="Uppstart", phase=term("phase", "start_up"), starts=START, ends=date(2026, 5, 31), by=by
    )
    portfolio.set_phase(
        project=project, name="Genomförande", phase=term("phase", "implementation"), starts=date(2026, 6, 1), by=by
    )
    return project


def _money(project: Project, by: User) -> None:
    """Support, money and staff hours; the hours with what an hour is worth."""
    portfolio.set_budget(project=project, part="revised", kind="support", amount=2_250_000, source=SOURCE, by=by)
    portfolio.set_budget(
        project=project, part="outcome", kind="support", amount=712_500, year=2026, source=SOURCE, by=by
    )
    hours = {"plan": {2026: 900, 2027: 1200}, "outcome": {2026: 760}}
    for part, years in hours.items():
        for year, number in years.items():
            portfolio.set_budget(
                project=project,
                part=part,
                kind="cofinancing_hours",
                year=year,
                hours=Decimal(number),
                hour_value=Decimal(420),
                source=SOURCE,
                by=by,
            )
    portfolio.set_budget(
        project=project, part="plan", kind="cofinancing_money", amount=300_000, year=2026, source=SOURCE, by=by
    )
    portfolio.set_budget(
        project=project, part="outcome", kind="cofinancing_money", amount=180_000, year=2026, source=SOURCE, by=by
    )


def _reach(project: Project, by: User) -> None:
    participants = measure("participants")
    for sex, planned in (("women", 30), ("men", 30)):
        portfolio.plan_volume(project=project, measure=participants, sex=sex, value=planned, source=SOURCE, by=by)
    for code, reached in (("women", 14), ("men", 23), ("hours_women", 490), ("hours_men", 966)):
        type_figure(project=project, measure=measure(code), value=Decimal(reached), note=SOURCE, by=by)


def _goals(project: Project, by: User) -> None:
    """One goal that can be followed, one adopted with its gap explained, and a draft that the goal check stops."""
    followed = portfolio.write_goal(
        project=project,
        label="1",
        text="Minst 25 av 60 deltagare är i arbete eller studier tre månader efter avslut.",
        target="25 av 60",
        data_source="Kommunernas uppföljning tre månader efter avslut",
        baseline="0 av 60 vid start",
        known_on=date(2028, 5, 31),
        measured_by="Processledaren",
        source=SOURCE,
        by=by,
    )
    portfolio.adopt_goal(goal=followed, on=date(2026, 4, 15), by=by)
    system = portfolio.write_goal(
        project=project,
        label="2",
        text="Parterna har ändrat minst en gemensam rutin som stoppade unga.",
        kind="quality",
        test="En utomstående kan läsa den gamla och den nya rutinen och beslutet om ändringen.",
        data_source="Styrgruppens protokoll",
        known_on=date(2027, 12, 31),
        source=SOURCE,
        by=by,
    )
    portfolio.adopt_goal(
        goal=system, missing_why="Utgångsläget kartläggs under uppstarten.", on=date(2026, 4, 15), by=by
    )
    portfolio.write_goal(
        project=project, label="3", text="Deltagarna mår bättre.", target="Bättre än vid start", source=SOURCE, by=by
    )


def _anchoring(project: Project, by: User) -> None:
    known = {
        "Osby": {
            "manager": "yes",
            "local_group": "yes",
            "contact": "yes",
            "process_leader": "yes",
            "mandate": "partly",
        },
        "Hässleholm": {
            "manager": "partly",
            "local_group": "no",
            "contact": "yes",
            "process_leader": "no",
            "mandate": "no",
        },
    }
    for name, facts in known.items():
        portfolio.anchor_municipality(
            project=project,
            municipality=organisation(name, Kind.MUNICIPALITY),
            as_of=date(2026, 10, 1),
            source=SOURCE,
            by=by,
            **facts,
        )
