"""What participations can be split by, and the hours each person took part."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samsyn.apps.catalogue.models import Sex
from samsyn.apps.participants.models import SupportLength
from samsyn.apps.participants.queries.attendance import hours_by_enrolment
from samsyn.apps.participants.queries.enrolments import SELF
from samsyn.apps.participants.queries.follow_up import Participation
from samsyn.apps.portfolio.models import Project
from samsyn.apps.portfolio.queries import planned_volumes
from samsyn.core.followup.classes import Classes
from samsyn.core.followup.dosage import AgainstPlan, Dosage, against_plan, dosage
from samsyn.core.periods import age_on

# Age reached in the year of the start. Source 002 has the limits 18, 21 and 25 (and no place for somebody of 25);
# the limits above are an assumption.
AGES = Classes((18, 21, 25, 30, 45, 60), "år")
Label = Callable[[Participation], str | None]


@dataclass(frozen=True)
class Split:
    """One way to split: the code each row belongs to ("" or None where it is not known), and codes in order."""

    label: Label
    order: Sequence[str] = ()


def _age(row: Participation) -> str | None:
    return AGES.label_of(age_on(row.birth_year, row.starts)) if row.birth_year else None


def _support(row: Participation) -> str | None:
    return None if row.support_length == SupportLength.UNKNOWN else row.support_length


SPLITS: Mapping[str, Split] = {
    "sex": Split(lambda row: row.sex, [Sex.WOMEN.value, Sex.MEN.value]),
    "age": Split(_age, [each.label for each in AGES.all]),
    "sender": Split(lambda row: row.sender or (SELF if row.sender_kind == SELF else None)),
    "support_length": Split(_support, [each for each in SupportLength.values if each != SupportLength.UNKNOWN]),
    "language": Split(lambda row: row.language),
}


def hours_of_persons(
    project: Project, rows: Iterable[Participation], today: date
) -> tuple[Dosage, dict[UUID, float | None]]:
    """Hours per person in the project, all their participations together; not known where nobody has said anything.

    rows: participations, several of which may be the same person's. Two queries.
    """
    known = hours_by_enrolment(project, today)
    hours: dict[UUID, float | None] = {}
    for row in rows:
        mine, before = known.get(row.core.key), hours.get(row.core.person)  # type: ignore[call-overload]
        hours[row.core.person] = before if mine is None else mine + (before or 0)  # type: ignore[index]
    return dosage(hours.values(), population=f"personer i {project.code} med kända timmar"), hours


def against_the_plan(project: Project, persons: int, found: Dosage) -> AgainstPlan:
    """Persons, hours and hours each, against the latest plan. Hours are those of persons whose hours are known."""
    planned = {}
    for row in planned_volumes(project):  # plan sorts before revised, so the latest one stays
        planned[row.measure.code] = row.total
    people, hours = planned.get("participants"), planned.get("hours")
    return against_plan(
        planned_persons=int(people) if people is not None else None,
        planned_hours=float(hours) if hours is not None else None,
        persons=persons,
        hours=found.total if found.n else None,
    )
