"""Everything the follow-up page of a project says, computed from rows at the moment it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from samsyn.apps.participants.models import FollowUpPlan
from samsyn.apps.participants.queries.follow_up import (
    Participation,
    occasions_of,
    one_each,
    participations,
    plans_of,
    shared_definitions,
)
from samsyn.apps.participants.queries.states import OCCASIONS, Known, Scale, counts, current_states, scales_of
from samsyn.apps.portfolio.models import Project
from samsyn.core.followup import rates
from samsyn.core.followup.breakdowns import Breakdown, broken_down
from samsyn.core.followup.completion import Completion
from samsyn.core.followup.matrix import StepMatrix, step_matrix
from samsyn.core.followup.reasons import Reason
from samsyn.core.periods import Occasion

PARTICIPATIONS, PERSONS = "participations", "persons"
UNITS = {PARTICIPATIONS: "deltaganden", PERSONS: "personer"}
States = Mapping[tuple[UUID, Occasion], str]


@dataclass(frozen=True)
class Chosen:
    """What the reader has asked to see; what does not exist in the project falls back to its first."""

    scale: str = ""
    before: str = Occasion.BEFORE
    after: str = ""
    unit: str = PARTICIPATIONS


class AtOccasion(NamedTuple):
    """One occasion: who has answered, how late, up to when nothing more can come, and how the states are spread."""

    occasion: Occasion
    response: rates.Response
    lag: rates.Lag
    complete_through: date | None
    spread: StepMatrix  # every state as "before", nobody after: shares of those known at this occasion alone


@dataclass(frozen=True)
class FollowUp:
    """The whole page: `everyone` are all participations; `rows` the same, or one for each person, as chosen.

    outside: states about a day outside their occasion's window, which count nowhere here.
    scale, matrix: None while the project follows up on no ladder.
    """

    project: Project
    plans: Sequence[FollowUpPlan]
    reasons: Mapping[str, Reason]
    scales: Sequence[Scale]
    scale: Scale | None
    unit: str
    population: str
    persons: int
    participations: int
    everyone: Sequence[Participation]
    rows: Sequence[Participation]
    states: States
    at: Sequence[AtOccasion]
    before: Occasion
    after: Occasion
    matrix: StepMatrix | None
    completion: Completion
    completion_of_persons: Completion
    outside: int

    @property
    def occasions(self) -> list[Occasion]:
        return [each.occasion for each in self.at]

    def steps(self, rows: Iterable[Participation]) -> StepMatrix:
        """The matrix of some of the rows, between the chosen occasions."""
        return _steps(rows, self)

    def split(self, label: Callable[[Participation], str | None], order: Sequence[str] = ()) -> Breakdown[StepMatrix]:
        """The matrix of every part; the part "okänt" is always there."""
        return broken_down(self.rows, label, self.steps, order=order, population=self.population)


def follow_up(user, project: Project, chosen: Chosen, today: date) -> FollowUp:
    """Compute a project's follow-up for a colleague; everyone counted is noted as read. At most six queries."""
    (reasons, common), plans = shared_definitions(), plans_of(project)
    everyone = participations(user, project, reasons)
    states = current_states(enrolment__project=project)
    scales = scales_of(plans, states, common)
    scale = next((each for each in scales if each.key == chosen.scale), scales[0] if scales else None)
    persons = one_each(everyone, reasons)
    unit = chosen.unit if chosen.unit in UNITS else PARTICIPATIONS
    rows = persons if unit == PERSONS else everyone
    population = f"{UNITS[unit]} i {project.code}"
    known, outside = known_at(states, scale, rows)
    asked = occasions_of(plans) or tuple(dict.fromkeys(OCCASIONS[state.occasion] for state in states))
    asked = tuple(occasion for occasion in Occasion if occasion in asked)
    at = [_at(occasion, rows, known, scale, population, today) for occasion in asked] if scale else []
    before, after = _pair(chosen, at)
    found = FollowUp(
        project=project,
        plans=plans,
        reasons=reasons,
        scales=scales,
        scale=scale,
        unit=unit,
        population=population,
        persons=len(persons),
        participations=len(everyone),
        everyone=everyone,
        rows=rows,
        states={key: state for key, (state, _) in known.items()},
        at=at,
        before=before,
        after=after,
        matrix=None,
        completion=rates.completion((row.core for row in everyone), reasons),
        completion_of_persons=rates.completion((row.core for row in persons), reasons, UNITS[PERSONS]),
        outside=outside,
    )
    if scale is None:
        return found
    return FollowUp(**{**vars(found), "matrix": _steps(rows, found)})


def known_at(
    states: Iterable[Known], scale: Scale | None, rows: Iterable[Participation]
) -> tuple[dict[tuple[UUID, Occasion], tuple[str, rates.Answer]], int]:
    """What is known of each participation at each occasion on the scale, and how many states fell outside."""
    if scale is None:
        return {}, 0
    spans = {row.core.key: (row.core.starts, row.core.ends) for row in rows}
    found, outside = {}, 0
    for state in sorted(states, key=lambda state: state.as_of):
        code = scale.reads.get((state.ladder, state.state)) if state.dimension == scale.dimension.code else None
        if code is None or state.enrolment not in spans:
            continue
        if counts(state, *spans[state.enrolment]):
            found[state.enrolment, OCCASIONS[state.occasion]] = code, rates.Answer(state.as_of, state.recorded)
        else:
            outside += 1
    return found, outside


def _at(occasion, rows, known, scale: Scale, population: str, today: date) -> AtOccasion:
    cores = [row.core for row in rows]
    answers = {key: answer for (key, at), (_, answer) in known.items() if at == occasion}
    pairs = [(known.get((core.key, occasion), (None,))[0], None) for core in cores]
    return AtOccasion(
        occasion,
        rates.response(cores, answers, occasion, today, population),
        rates.lag(cores, answers, occasion, today, population),
        rates.latest_complete(cores, answers, occasion, today),
        step_matrix(pairs, scale.dimension, population=population, before=occasion.label),
    )


def _pair(chosen: Chosen, at: Sequence[AtOccasion]) -> tuple[Occasion, Occasion]:
    """The two occasions to compare: as chosen, or before and the latest one that somebody has answered."""
    asked = [each.occasion for each in at]
    before = Occasion(chosen.before) if chosen.before in asked else Occasion.BEFORE
    if chosen.after in asked:
        return before, Occasion(chosen.after)
    later = [each for each in at if each.occasion != before]
    answered = [each.occasion for each in later if each.response.answered]
    return before, answered[-1] if answered else (later[0].occasion if later else Occasion.EXIT)


def _steps(rows: Iterable[Participation], found: FollowUp) -> StepMatrix:
    if found.scale is None:
        raise ValueError("Insatsen följer inte upp på någon stege.")
    pairs = [
        (found.states.get((row.core.key, found.before)), found.states.get((row.core.key, found.after))) for row in rows
    ]
    return step_matrix(
        pairs,
        found.scale.dimension,
        population=found.population,
        before=found.before.label,
        after=found.after.label,
    )
