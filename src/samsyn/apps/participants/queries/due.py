"""Who is to be asked now, in projects that the user leads, and how complete the answers are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Min, Q

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.models import Enrolment, FollowUpAttempt, FollowUpPlan
from samsyn.apps.participants.models.reach import projects_led_by
from samsyn.apps.participants.queries.enrolments import mistakes
from samsyn.apps.participants.queries.follow_up import occasions_of
from samsyn.apps.portfolio.models import Project
from samsyn.core.followup import enrolments as core
from samsyn.core.followup import rates
from samsyn.core.followup.due import Due, due_list
from samsyn.core.periods import Occasion

# Nobody is asked who is dead or has withdrawn from taking part: still counted among those who have not answered.
NOT_ASKED = ("deceased", "consent_withdrawn")
EDIT = Permission.PERSON_EDIT
Asked = Mapping[Project, tuple[Occasion, ...]]


@dataclass(frozen=True)
class Followed:
    """One participation and where its follow-up stands. to_ask: neither restricted, dead nor withdrawn.

    answers: of any dimension, by occasion. declined: occasions at which the person did not want to answer.
    """

    core: core.Enrolment
    project: int
    to_ask: bool
    answers: Mapping[Occasion, rates.Answer]
    declined: frozenset[Occasion]


@dataclass(frozen=True)
class Waiting:
    """One occasion of one participation that awaits an answer, in a project, with the attempts so far."""

    due: Due
    project: Project
    person: UUID
    attempts: Sequence[FollowUpAttempt] = ()

    @property
    def enrolment(self) -> UUID:
        return self.due.enrolment.key  # type: ignore[return-value]

    @property
    def standing(self) -> str:
        return self.due.standing


@dataclass(frozen=True)
class Rate:
    """How complete one project's answers are at one occasion."""

    project: Project
    response: rates.Response
    lag: rates.Lag


def planned_projects(user) -> dict[Project, tuple[Occasion, ...]]:
    """The projects that the user leads and that follow people up, with the occasions they ask for. One query."""
    plans: dict[Project, list[FollowUpPlan]] = defaultdict(list)
    led = FollowUpPlan.objects.filter(project__in=projects_led_by(user, EDIT)).select_related("project")
    for plan in led.order_by("project__starts", "project__code"):
        plans[plan.project].append(plan)
    return {project: occasions_of(mine) for project, mine in plans.items()}


def followed(user, projects: Asked) -> list[Followed]:
    """The participations of these projects with their answers; nobody's state. Two queries.

    They are counts: whoever shows one of them notes that person.
    """
    rows = Enrolment.objects.counted_for(user, EDIT).filter(project__in=list(projects)).exclude(reason__in=mistakes())
    columns = ("pk", "person_id", "starts", "ends", "reason", "project_id", "person__restricted_on")
    found = rows.order_by("starts", "pk").values_list(*columns).annotate(**_at_each_occasion())
    return [_followed(row[: len(columns)], row[len(columns) :]) for row in found]


def _at_each_occasion() -> dict[str, Min | Count]:
    """For each occasion: the day of the first state, the day it was written down, and whether the person declined."""
    asked: dict[str, Min | Count] = {}
    for occasion in Occasion:
        said = Q(states__occasion=occasion, states__replaced_by=None)
        no = Q(follow_up_attempts__occasion=occasion, follow_up_attempts__outcome=FollowUpAttempt.Outcome.DECLINED)
        asked[f"{occasion}_day"] = Min("states__as_of", filter=said)
        asked[f"{occasion}_recorded"] = Min("states__recorded_on", filter=said)
        asked[f"{occasion}_declined"] = Count("follow_up_attempts", filter=no)
    return asked


def _followed(row: tuple, said: tuple) -> Followed:
    *enrolment, project, restricted = row
    at = list(zip(Occasion, said[0::3], said[1::3], said[2::3], strict=True))
    return Followed(
        core.Enrolment(*enrolment),
        project,
        restricted is None and row[4] not in NOT_ASKED,
        {occasion: rates.Answer(day, recorded) for occasion, day, recorded, _ in at if day},
        frozenset(occasion for occasion, _, _, declined in at if declined),
    )


def waiting(
    rows: Iterable[Followed], projects: Asked, today: date, *, occasion: str = "", standing: str = ""
) -> list[Waiting]:
    """Who is due, overdue or soon, the longest waiting first. Nobody who has answered or declined at the occasion."""
    of_project: dict[int, list[Followed]] = defaultdict(list)
    for row in rows:
        if row.to_ask:
            of_project[row.project].append(row)
    found: list[Waiting] = []
    for project, asked in projects.items():
        mine = of_project[project.pk]
        done = {(row.core.key, at) for row in mine for at in (*row.answers, *row.declined)}
        wanted = [each for each in asked if not occasion or each == occasion]
        found += [
            Waiting(due, project, due.enrolment.person)  # type: ignore[arg-type]
            for due in due_list([row.core for row in mine], done, today, occasions=wanted)
        ]
    return sorted((each for each in found if not standing or each.standing == standing), key=lambda each: each.due.due)


def with_attempts(shown: Sequence[Waiting]) -> list[Waiting]:
    """The same rows with the attempts at each. One query."""
    attempts: dict[tuple[UUID, str], list[FollowUpAttempt]] = defaultdict(list)
    for attempt in FollowUpAttempt.objects.filter(enrolment__in=[each.enrolment for each in shown]):
        attempts[attempt.enrolment_id, attempt.occasion].append(attempt)
    return [Waiting(each.due, each.project, each.person, attempts[each.enrolment, each.due.occasion]) for each in shown]


def rates_of(rows: Iterable[Followed], projects: Asked, today: date) -> list[Rate]:
    """Response and lag of each project and occasion that somebody has been due at.

    An answer is anything recorded at the occasion, in any dimension.
    """
    of_project: dict[int, list[Followed]] = defaultdict(list)
    for row in rows:
        of_project[row.project].append(row)
    found = [
        _rate(project, of_project[project.pk], occasion, today)
        for project, asked in projects.items()
        for occasion in asked
    ]
    return [rate for rate in found if rate.response.due]


def _rate(project: Project, rows: Sequence[Followed], occasion: Occasion, today: date) -> Rate:
    cores = [row.core for row in rows]
    answers = {row.core.key: row.answers[occasion] for row in rows if occasion in row.answers}
    population = f"deltaganden i {project.code}"
    return Rate(
        project,
        rates.response(cores, answers, occasion, today, population),
        rates.lag(cores, answers, occasion, today, population),
    )
