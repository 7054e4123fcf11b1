"""A project going on: people in groups, sessions held and coming, referrals waiting, follow-ups around today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils import timezone

from samsyn.apps.organisations.models import User
from samsyn.apps.participants.actions.enrolments import end_enrolment, write_in
from samsyn.apps.participants.actions.follow_up import note_attempt, plan_follow_up
from samsyn.apps.participants.actions.people import protect
from samsyn.apps.participants.actions.referrals import decline_referral, hold_referral, register_for_new
from samsyn.apps.participants.actions.states import Said, record_states
from samsyn.apps.participants.demo.facts import chance, colleague, invented_name, ladder, organisation
from samsyn.apps.participants.demo.meetings import hold_groups
from samsyn.apps.participants.models import Enrolment
from samsyn.apps.participants.reading import as_system
from samsyn.apps.portfolio.models import Project
from samsyn.core.periods import Occasion, add_months, due_on

Facts = Mapping[str, Any]
STAY = timedelta(days=140)  # how long those who have ended were there


def bring_living(facts: Facts, names: Facts, project: Project) -> None:
    """Write in the people of the project as its process leader would have, relative to today."""
    by = colleague(project.organisation, "process_leader")
    today = min(timezone.localdate(), project.ends or timezone.localdate())
    draw = chance()
    with as_system([project.organisation_id], by):
        plan_follow_up(
            project=project, asked={ladder(facts["ladder"]): facts["occasions"]}, about=facts["about"], by=by
        )
        taking_part = [(raw, _take_in(raw, names, project, today, draw, by)) for raw in facts["people"]]
        _record(facts, project, taking_part, by)
        _attempts(taking_part, today, by)
        hold_groups(facts["groups"], project, [(enrolment, raw["group"]) for raw, enrolment in taking_part], today, by)
        _referrals(facts["referrals"], names, project, today, draw, by)


def _take_in(raw: Facts, names: Facts, project: Project, today: date, draw: Random, by: User | None) -> Enrolment:
    starts, ends = _span(raw, project, today)
    identity = {
        "name": invented_name(names, raw["sex"], draw),
        "number": raw.get("number", ""),
        "sex": raw["sex"],
        "birth_year": int(raw["number"][:4]) if "number" in raw else raw["born"],
        "language": raw.get("language", "svenska"),
        "needs_interpreter": raw.get("interpreter", False),
        "municipality": project.organisation,
    }
    known = {name: raw[name] for name in ("support", "support_length", "education")}
    enrolment = write_in(project=project, identity=identity, starts=starts, by=by, **known, **_sender(raw["sender"]))
    if ends:
        reason = raw["reason"]
        end_enrolment(enrolment=enrolment, ends=ends, reason=reason, completed=reason == "completed", by=by)
    if "protection" in raw and by:
        protect(person=enrolment.person, protection=raw["protection"], responsible=by, by=by)
    return enrolment


def _span(raw: Facts, project: Project, today: date) -> tuple[date, date | None]:
    if "joined" in raw:
        return max(project.starts, today - timedelta(days=raw["joined"])), None
    if "ended" in raw:
        ends = today - timedelta(days=raw["ended"])
    else:
        ends = add_months(today + timedelta(days=raw["three_months"]), -3)
    starts = max(project.starts, ends - STAY)
    return starts, max(starts, ends)


def _sender(name: str) -> dict[str, Any]:
    if name == "self":
        return {"sender_kind": "self"}
    place = organisation(name)
    return {"sender": place, "sender_kind": place.kind}


def _record(facts: Facts, project: Project, taking_part: Sequence[tuple[Facts, Enrolment]], by: User | None) -> None:
    """The states that the facts name, on the day of each occasion, written down some days later."""
    used, today = ladder(facts["ladder"]), timezone.localdate()
    said = []
    for place, (raw, enrolment) in enumerate(taking_part):
        for word, occasion in (("before", Occasion.BEFORE), ("exit", Occasion.EXIT), ("after", Occasion.MONTHS_3)):
            day = due_on(occasion, enrolment.starts, enrolment.ends)
            if word in raw and day:
                day = min(day, today)
                written = min(day + timedelta(days=place % 9), today)
                said.append(Said(enrolment, used, "occupation", occasion, raw[word], day, written))
                said.append(Said(enrolment, used, "support", occasion, _support(raw, word), day, written))
    record_states(project=project, said=said, by=by)


def _support(raw: Facts, word: str) -> str:
    """Those who work live on wages afterwards, those who study on study support; the others as at the start."""
    state = raw[word]
    if word != "before" and state in {"work", "subsidised_work"}:
        return "wage"
    return "student" if word != "before" and state == "studies" else raw["support"]


def _attempts(taking_part: Sequence[tuple[Facts, Enrolment]], today: date, by: User | None) -> None:
    for raw, enrolment in taking_part:
        for days in raw.get("attempts", ()):
            on = today - timedelta(days=days)
            note_attempt(enrolment=enrolment, occasion=Occasion.MONTHS_3, on=on, by=by)


def _referrals(
    rows: Sequence[Facts], names: Facts, project: Project, today: date, draw: Random, by: User | None
) -> None:
    """Those who wait, one that rests and one that was declined."""
    for raw in rows:
        came = today - timedelta(days=raw["days"])
        sender = None if raw["sender"] == "self" else organisation(raw["sender"])
        referral = register_for_new(
            project=project,
            name=invented_name(names, raw["sex"], draw),
            sender=sender,
            sent_by=colleague(sender, "referrer") if sender else None,
            need=raw["need"],
            received_on=came,
            consented_on=came if raw.get("consented") else None,
            by=by,
        )
        if "hold" in raw:
            until = timezone.localdate() + timedelta(days=raw["hold"])
            hold_referral(referral=referral, until=until, answer="Vi hör av oss när studierna är klara.", by=by)
        if "decline" in raw:
            answer = "Vi har talat med personen. Hör av er igen när vården är ordnad."
            decline_referral(referral=referral, reason=raw["decline"], answer=answer, by=by)
