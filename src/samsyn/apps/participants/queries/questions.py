"""What a project asks the people in it: shipped questions, which are columns, and the authority's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from samsyn.apps.participants.models import Answer, ProjectQuestion, Question
from samsyn.apps.participants.models.enrolments import Enrolment
from samsyn.apps.portfolio.models import Project


@dataclass(frozen=True)
class Shipped:
    """A question that is a column. of: the person (the same at every participation) or the enrolment."""

    code: str
    label: Any
    why: Any
    of: str


SHIPPED = {
    shipped.code: shipped
    for shipped in (
        Shipped("sex", _("Kön"), _("Resultat redovisas för kvinnor och män var för sig."), "person"),
        Shipped("birth_year", _("Födelseår"), _("Visar vilka åldrar insatsen når."), "person"),
        Shipped("municipality", _("Folkbokföringskommun"), _("Visar var deltagarna bor."), "person"),
        Shipped("language", _("Språk"), _("För att kunna mötas på ett språk som fungerar."), "person"),
        Shipped("needs_interpreter", _("Behöver tolk"), _("För att boka tolk i tid."), "person"),
        Shipped("target_group", _("Målgrupp"), _("Visar om insatsen når dem den är till för."), "enrolment"),
        Shipped("education", _("Högsta utbildning"), _("Visar var deltagarna börjar."), "enrolment"),
        Shipped("support", _("Försörjning vid start"), _("Jämförs med försörjningen efteråt."), "enrolment"),
        Shipped("support_length", _("Tid med offentligt stöd"), _("Visar hur långt borta arbete varit."), "enrolment"),
        Shipped(
            "resources",
            _("Vad kan du redan?"),
            _("För att bygga på det personen kan och vill: erfarenheter, språk, intressen, nätverk."),
            "enrolment",
        ),
    )
}


@dataclass(frozen=True)
class Asked:
    """One question as a project asks it: shipped by its code, or own."""

    code: str = ""
    question: Question | None = None
    required: bool = False

    @property
    def key(self) -> str:
        """The name of its field in a form."""
        return self.code or f"q{self.question.pk}"

    @property
    def label(self) -> Any:
        return SHIPPED[self.code].label if self.code else text_of(self.question)

    @property
    def why(self) -> Any:
        return SHIPPED[self.code].why if self.code else self.question.why

    @property
    def kind(self) -> Any:
        return _("inbyggd") if self.code else self.question.get_kind_display()


def text_of(question: Question) -> str:
    """The question in the reader's language, where it has been written in it."""
    return (question.text_en if get_language() == "en" else "") or question.text_sv


def asked_in(project: Project) -> list[Asked]:
    """What the project asks, in order. A project that has not chosen asks every shipped question. One query."""
    rows = list(ProjectQuestion.objects.filter(project=project).select_related("question"))
    if not rows:
        return [Asked(code) for code in SHIPPED]
    return [Asked(row.code, row.question, row.required) for row in rows if row.question or row.code in SHIPPED]


def not_asked_in(project: Project, asked: list[Asked]) -> list[Asked]:
    """What it could ask as well: shipped questions, and own ones of the same authority."""
    keys = {one.key for one in asked}
    own = Question.objects.filter(organisation=project.organisation)
    every = [*(Asked(code) for code in SHIPPED), *(Asked(question=question) for question in own)]
    return [one for one in every if one.key not in keys]


def answers_to(enrolment: Enrolment) -> dict[int, Answer]:
    """The answers at one participation, by question. What they say opens once the person is noted."""
    rows = Answer.objects.filter(enrolment=enrolment).select_related("question", "person__key")
    return {answer.question_id: answer for answer in rows}


def answers_of(enrolments: list[Enrolment]) -> dict[Any, list[Answer]]:
    """The answers at several participations, by participation. One query."""
    found: dict[Any, list[Answer]] = {}
    keys = [enrolment.pk for enrolment in enrolments]
    for answer in Answer.objects.filter(enrolment__in=keys).select_related("question", "person__key"):
        found.setdefault(answer.enrolment_id, []).append(answer)
    return found
