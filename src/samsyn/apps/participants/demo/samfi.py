"""SamFi's two parts: invented people whose margins are those that källa 002 published, where they are consistent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import chain
from random import Random
from typing import Any

from samsyn.apps.organisations.models import Kind, Organisation
from samsyn.apps.participants.actions.follow_up import plan_follow_up
from samsyn.apps.participants.demo.bulk import Invented, Stated, bring_in
from samsyn.apps.participants.demo.facts import chance, colleague, dealt, invented_name, ladder, organisation
from samsyn.apps.participants.reading import as_system
from samsyn.apps.portfolio.models import Project
from samsyn.core.periods import Occasion, due_on

Facts = Mapping[str, Any]


def bring_samfi(facts: Facts, names: Facts, project: Project) -> None:
    """Plan the follow-up of one part and write its people in."""
    place = project.organisation
    by = colleague(place, "process_leader")
    people = list(_kristianstad(facts, names) if "participants" in facts["published"] else _goinge(facts, names))
    with as_system([place.pk], by):
        plan_follow_up(
            project=project, asked={ladder(facts["ladder"]): facts["occasions"]}, about=facts["about"], by=by
        )
        bring_in(project=project, ladder=ladder(facts["ladder"]), people=people, by=by)


def _goinge(facts: Facts, names: Facts) -> Iterator[Invented]:
    """67 people, sex by sex: each column of the published table is dealt out on its own."""
    published, assumed, draw = facts["published"], facts["assumed"], chance()
    after = {state: dealt(row, draw) for state, row in assumed["steps"].items()}
    endings = dealt(assumed["reasons"], draw)
    for sex, many in published["sex"].items():
        senders, ages = dealt(published["sender"][sex], draw), dealt(published["age"][sex], draw)
        lengths = dealt(published["support_length"][sex], draw)
        before = dealt(published["before"][sex], draw)
        for number in range(many):
            then = after[before[number]].pop()
            last = assumed["last_end"] if then else facts["project"]["ends"]
            starts, ends = _span(assumed, last, draw, bool(then))
            age = ages[number] if number < len(ages) else ""
            reason = endings.pop()
            yield Invented(
                invented_name(names, sex, draw),
                {"sex": sex, "birth_year": _born(age, starts, draw)},
                {
                    **_sender(organisation(senders[number])),
                    **_ended(starts, ends, reason),
                    "support": "income_support",
                    "support_length": draw.choice(["0-1", "1-2"]) if lengths[number] == "0-2" else lengths[number],
                },
                _states(starts, ends, before[number], then, draw),
            )


def _kristianstad(facts: Facts, names: Facts) -> Iterator[Invented]:
    """271 women, of whom 85 have a state before and three months after."""
    assumed, draw = facts["assumed"], chance()
    steps = [(one, other) for one, row in assumed["steps"].items() for other, many in row.items() for _ in range(many)]
    silent = facts["published"]["participants"] - len(steps)
    endings = dealt(assumed["reasons"], draw)
    for number, (one, other) in enumerate(chain(steps, [("", "")] * silent)):
        last = assumed["last_end"] if one else assumed["project_end"]
        starts, ends = _span(assumed, last, draw, True)
        yield Invented(
            invented_name(names, "women", draw),
            {"sex": "women"},
            {**_ended(starts, ends, endings[number]), "support": "income_support" if one else ""},
            _states(starts, ends, one, other, draw),
        )


def _span(assumed: Facts, last: date, draw: Random, spread: bool) -> tuple[date, date]:
    """First and last day: so many weeks, spread over the time until `last`, or all ending on it."""
    weeks = timedelta(weeks=assumed["weeks"])
    room = (last - weeks - assumed["first_start"]).days
    starts = assumed["first_start"] + timedelta(days=draw.randrange(room)) if spread else last - weeks
    return starts, starts + weeks


def _states(starts: date, ends: date, before: str, after: str, draw: Random) -> list[Stated]:
    """Before at the start, three months after within four weeks of the day, each written down some days later."""
    due = due_on(Occasion.MONTHS_3, starts, ends) or ends
    days = {"before": starts, "months_3": due + timedelta(days=draw.randrange(28))}
    return [
        Stated(occasion, state, days[occasion], days[occasion] + timedelta(days=draw.randrange(15)))
        for occasion, state in (("before", before), ("months_3", after))
        if state
    ]


def _ended(starts: date, ends: date, reason: str) -> dict[str, Any]:
    return {"starts": starts, "ends": ends, "reason": reason, "completed": reason == "completed"}


def _sender(place: Organisation) -> dict[str, Any]:
    return {"sender": place, "sender_kind": Kind(place.kind)}


def _born(age: str, starts: date, draw: Random) -> int | None:
    """A birth year for an age such as "18-20", reached during the year of the start; None where it is not known."""
    if not age:
        return None
    low, high = map(int, age.split("-"))
    return starts.year - draw.randint(low, high)
