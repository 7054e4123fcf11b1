"""Which questions a project asks, and questions of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.organisations.models import Organisation
from samsyn.apps.participants.models import ProjectQuestion, Question
from samsyn.apps.participants.queries.questions import SHIPPED, Asked, asked_in
from samsyn.apps.portfolio.models import Project

KINDS_WITH_CHOICES = {Question.AnswerKind.CHOICE}


@transaction.atomic
def choose_questions(*, project: Project, asked: Sequence[Asked], by) -> None:
    """Let the project ask just these, in this order. Answers to a question that is left out are kept."""
    if not asked:
        raise ValidationError(_("En insats frågar åtminstone något. Kryssa för minst en fråga."))
    foreign = [one for one in asked if one.question and one.question.organisation_id != project.organisation_id]
    if foreign or any(one.code not in SHIPPED for one in asked if not one.question):
        raise ValidationError(_("En av frågorna hör inte till er organisation. Kopiera den först."))
    ProjectQuestion.objects.filter(project=project).delete()
    ProjectQuestion.objects.bulk_create(
        ProjectQuestion(
            organisation=project.organisation,
            project=project,
            code=one.code,
            question=one.question,
            required=one.required,
            order=number,
        )
        for number, one in enumerate(asked, 1)
    )
    record(
        "questions_chosen",
        by=by,
        target=project,
        organisation=project.organisation,
        questions=[one.key for one in asked],
        required=[one.key for one in asked if one.required],
    )


@transaction.atomic
def write_question(*, organisation: Organisation, text_sv: str, why: str, kind: str, by, **more: Any) -> Question:
    """Write a question of the authority's own. more: text_en, choices, origin. ValidationError says what is missing."""
    question = Question(organisation=organisation)
    _fill(question, {"text_sv": text_sv, "why": why, "kind": kind, **more})
    question.save()
    record("question_written", by=by, target=question, organisation=organisation, kind=kind)
    return question


@transaction.atomic
def edit_question(*, question: Question, by, **changes: Any) -> Question:
    """Change words and alternatives. What sort of answer it takes stays once somebody has answered."""
    if changes.get("kind", question.kind) != question.kind and question.answers.exists():
        raise ValidationError(
            {"kind": _("Frågan är besvarad, så slaget av svar ligger fast. Skriv en ny fråga i stället.")}
        )
    _fill(question, changes)
    question.save()
    record("question_edited", by=by, target=question, organisation=question.organisation, changed=sorted(changes))
    return question


@transaction.atomic
def remove_question(*, question: Question, by) -> None:
    """Remove a question that nobody has answered, from every project that asks it."""
    if question.answers.exists():
        raise ValidationError(_("Frågan är besvarad och tas inte bort. Låt i stället insatsen sluta ställa den."))
    record("question_removed", by=by, target=question, organisation=question.organisation)
    question.delete()


@transaction.atomic
def copy_questions(*, source: Project, project: Project, by) -> int:
    """Let a project ask, after what it asks already, what another project of the same authority asks. How many new."""
    if source.organisation_id != project.organisation_id:
        raise ValidationError(_("Insatserna hör till olika organisationer. Hämta frågorna som fil och läs in den."))
    return _add(project, asked_in(source), by)


@transaction.atomic
def bring_questions(*, project: Project, questions: Sequence[dict[str, Any]], method: str, by) -> int:
    """Let a project ask the questions of a file, after what it asks already. How many it did not ask before.

    questions: {"code", "required"} for a shipped one; for another the words of `write_question` and "required". A
    question that the authority has already, word for word, is used again.
    """
    brought = []
    for given in questions:
        words = {name: value for name, value in given.items() if name not in {"code", "required"}}
        question = (
            None
            if given.get("code")
            else _known(project.organisation, words)
            or write_question(organisation=project.organisation, origin=method, by=by, **words)
        )
        brought.append(Asked(given.get("code", ""), question, bool(given.get("required"))))
    return _add(project, brought, by)


def _add(project: Project, more: Sequence[Asked], by) -> int:
    asked = asked_in(project)
    keys = {one.key for one in asked}
    new = [one for one in more if one.key not in keys]
    choose_questions(project=project, asked=[*asked, *new], by=by)
    return len(new)


def _known(organisation: Organisation, words: dict[str, Any]) -> Question | None:
    same = {name: words[name] for name in ("text_sv", "kind")}
    found = Question.objects.filter(organisation=organisation, **same)
    return next((question for question in found if question.choices == words.get("choices", [])), None)


def _fill(question: Question, values: dict[str, Any]) -> None:
    for name, value in values.items():
        setattr(question, name, value.strip() if isinstance(value, str) else value)
    if question.kind in KINDS_WITH_CHOICES:
        question.choices = list(dict.fromkeys(text.strip() for text in question.choices if text.strip()))
        if len(question.choices) < 2:
            raise ValidationError({"choices": _("Skriv minst två svarsalternativ, ett på varje rad.")})
    else:
        question.choices = []
    question.full_clean()
