"""Many invented people at once, sealed and findable as everybody is, in a few queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, Subquery

from samsyn.apps.audit.actions import record
from samsyn.apps.catalogue.models import Ladder
from samsyn.apps.participants.actions.people import marks_for, new_person
from samsyn.apps.participants.actions.states import Said, record_states
from samsyn.apps.participants.models import Enrolment, NameMark, Person, SealKey
from samsyn.apps.portfolio.models import Project


@dataclass(frozen=True)
class Stated:
    """One state in the dimension occupation: at which occasion, which day it held, and when it was written down."""

    occasion: str
    state: str
    as_of: date
    recorded_on: date


@dataclass(frozen=True)
class Invented:
    """One invented person with one participation. person, enrolment: columns of the two models."""

    name: str
    person: dict[str, Any]
    enrolment: dict[str, Any]
    states: Sequence[Stated] = field(default_factory=tuple)


@transaction.atomic
def bring_in(*, project: Project, ladder: Ladder, people: Sequence[Invented], by) -> list[Enrolment]:
    """Write them all in, with participations and states. One entry in the trail says how many."""
    organisation = project.organisation
    persons = [new_person(organisation=organisation, name=each.name, **each.person) for each in people]
    SealKey.objects.bulk_create([person.key for person in persons])
    Person.objects.bulk_create(persons)
    marks = [mark for person, each in zip(persons, people, strict=True) for mark in marks_for(person, each.name)]
    NameMark.objects.bulk_create(marks, batch_size=1000)
    enrolments = [
        Enrolment(organisation=organisation, person=person, project=project, added_by=by, **each.enrolment)
        for person, each in zip(persons, people, strict=True)
    ]
    Enrolment.objects.bulk_create(enrolments)
    began = Enrolment.objects.filter(person=OuterRef("pk")).order_by("starts").values("starts")[:1]
    Person.objects.filter(enrolments__project=project).update(added_on=Subquery(began))
    said = [
        Said(enrolment, ladder, "occupation", one.occasion, one.state, one.as_of, one.recorded_on)
        for enrolment, each in zip(enrolments, people, strict=True)
        for one in each.states
    ]
    record_states(project=project, said=said, by=by)
    record("demo_people_added", by=by, target=project, organisation=organisation, persons=len(persons))
    return enrolments
