"""Many invented people at once, with everything that a delivery counts. No names: a delivery opens none."""

from __future__ import annotations

import datetime
from random import Random

from samsyn.apps.catalogue.models import Ladder
from samsyn.apps.participants.actions.deliver import deliver
from samsyn.apps.participants.models import Enrolment, FollowUpPlan, Person, Referral, StateRecord, Talk
from samsyn.apps.participants.queries.deliver_gather import counted
from samsyn.apps.participants.reading import as_system, people
from samsyn.core.periods import due_on

START = datetime.date(2024, 2, 1)
TODAY = datetime.date(2026, 6, 30)
OCCASIONS = ("before", "exit", "months_3", "months_6", "months_12")
REASONS = ("completed", "completed", "completed", "work", "studies", "sick", "moved", "own_wish", "")
SUPPORT = ("0-1", "1-2", "3-5", "6-", "unknown")


def follow(project, code: str = "common", occasions=OCCASIONS) -> Ladder:
    """The project follows people up on a shipped ladder."""
    ladder = Ladder.objects.get(code=code)
    with as_system([project.organisation_id]):
        FollowUpPlan.objects.get_or_create(
            organisation=project.organisation, project=project, ladder=ladder, defaults={"occasions": list(occasions)}
        )
    return ladder


def bring(project, many: int, *, ladder=None, senders=(), seed: int = 1, first=START, days: int = 420, sexes=None):
    """So many people in a project, skewed as they come; answers their keys."""
    draw, house = Random(seed), project.organisation
    sexes = sexes or ("women", "women", "women", "men", "men")
    with as_system([house.pk]):
        persons = [
            Person(organisation=house, sex=draw.choice(sexes), birth_year=draw.choice((None, *range(1962, 2006))))
            for _ in range(many)
        ]
        Person.objects.bulk_create(persons)
        enrolments = [_enrolment(draw, person, project, senders, first, days) for person in persons]
        Enrolment.objects.bulk_create(enrolments)
        again = [_again(one) for one in enrolments if one.ends and draw.random() < 0.08]
        Enrolment.objects.bulk_create(again)
        Talk.objects.bulk_create(
            Talk(
                organisation=house,
                person=one.person,
                enrolment=one,
                on=one.starts,
                minutes=draw.choice((30, 400, 2500)),
            )
            for one in enrolments
            if draw.random() < 0.8
        )
        Referral.objects.bulk_create(_referral(draw, one, senders) for one in enrolments if draw.random() < 0.7)
        if ladder is not None:
            StateRecord.objects.bulk_create(state for one in enrolments for state in _states(draw, one, ladder))
    return [person.pk for person in persons]


def _enrolment(draw: Random, person, project, senders, first, days) -> Enrolment:
    starts = first + datetime.timedelta(days=draw.randrange(days))
    ends = starts + datetime.timedelta(days=draw.randrange(60, 200)) if draw.random() < 0.75 else None
    sender = draw.choice((*senders, None)) if senders else None
    return Enrolment(
        organisation=project.organisation, person=person, project=project, starts=starts, ends=ends,
        reason=draw.choice(REASONS) if ends else "", sender=sender, support_length=draw.choice(SUPPORT),
        sender_kind=sender.kind if sender else draw.choice(("self", "")),
    )  # fmt: skip


def _again(one: Enrolment) -> Enrolment:
    return Enrolment(
        organisation=one.organisation, person=one.person, project=one.project,
        starts=one.ends + datetime.timedelta(days=30), sender_kind="self", support_length=one.support_length,
    )  # fmt: skip


def _referral(draw: Random, one: Enrolment, senders) -> Referral:
    waits = draw.choice((2, 9, 20, 50, None))
    received = one.starts - datetime.timedelta(days=60)
    return Referral(
        organisation=one.organisation, person=one.person, project=one.project, received_on=received, sender=one.sender,
        sender_kind=one.sender_kind or "self", state="new" if waits is None else "accepted",
        answered_on=None if waits is None else received + datetime.timedelta(days=waits),
    )  # fmt: skip


def _states(draw: Random, one: Enrolment, ladder: Ladder):
    for dimension in ladder.shape.dimensions[:1]:
        codes = [state.code for state in dimension.states]
        for place, occasion in enumerate(OCCASIONS):
            day = due_on(occasion_of(occasion), one.starts, one.ends)
            if day is not None and day <= TODAY and draw.random() < 0.85:
                state = draw.choice(codes[:2] if place == 0 else codes)
                yield StateRecord(
                    organisation=one.organisation, person=one.person, enrolment=one, ladder=ladder,
                    dimension=dimension.code, occasion=occasion, state=state, as_of=day, recorded_on=day,
                )  # fmt: skip


def occasion_of(code: str):
    from samsyn.core.periods import Occasion

    return Occasion(code)


def deliver_as(user, project, up_to=TODAY, **more):
    """Deliver as that colleague, behind the door."""
    with people(user):
        return deliver(project=project, up_to=up_to, by=user, **more)


def background_of(user, project, up_to=TODAY):
    """What every reader of the project's tables knows of how they hang together."""
    with people(user):
        plan, _people = counted(user, project, up_to, lambda what, key: f"{what} {key}")
    return plan.background()


def spoken_for(project, up_to=TODAY) -> dict:
    """Plainly: whether the participation that speaks for each person has ended: a completed one, else the latest."""
    found: dict = {}
    with as_system([project.organisation_id]):
        for row in Enrolment.objects.filter(project=project, starts__lte=up_to).order_by("starts"):
            ended = row.ends is not None and row.ends <= up_to
            rank = (ended and (row.completed or row.reason == "completed"), row.starts)
            if row.person_id not in found or rank > found[row.person_id][0]:
                found[row.person_id] = (rank, ended)
    return {person: ended for person, (_rank, ended) in found.items()}
