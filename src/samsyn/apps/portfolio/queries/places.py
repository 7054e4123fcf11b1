"""How a project is anchored in its municipalities: who leads, meets and answers there."""

from __future__ import annotations

from dataclasses import dataclass

from samsyn.apps.portfolio.models import Project, ProjectMunicipality
from samsyn.apps.portfolio.models.anchoring import Answer

QUESTIONS = ("manager", "local_group", "contact", "process_leader", "mandate")


@dataclass(frozen=True)
class Tally:
    """How the municipalities answered one question. Unknown is never counted as a no."""

    question: str
    yes: int
    partly: int
    no: int
    unknown: int

    @property
    def of(self) -> int:
        return self.yes + self.partly + self.no + self.unknown


@dataclass(frozen=True)
class Anchoring:
    places: tuple[ProjectMunicipality, ...]
    tallies: tuple[Tally, ...]


def anchoring_of(project: Project) -> Anchoring:
    """The project's municipalities and, per question, how many answered what. One query."""
    places = tuple(project.municipalities.select_related("municipality"))
    return Anchoring(places, tuple(_tally(question, places) for question in QUESTIONS))


def _tally(question: str, places: tuple[ProjectMunicipality, ...]) -> Tally:
    answers = [getattr(place, question) for place in places]
    return Tally(
        question, *(answers.count(answer) for answer in (Answer.YES, Answer.PARTLY, Answer.NO, Answer.UNKNOWN))
    )
