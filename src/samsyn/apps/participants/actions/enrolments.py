"""Taking part: beginning, what is known about it, and ending."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.participants.actions.people import add_person
from samsyn.apps.participants.actions.people_background import edit_background, with_history
from samsyn.apps.participants.models import Answer, Enrolment, Person, Question
from samsyn.apps.participants.queries.enrolments import reasons_by_code
from samsyn.apps.participants.queries.questions import answers_to
from samsyn.apps.portfolio.models import Project

FIELDS = (
    "sender", "sender_kind", "target_group", "education", "support", "support_length", "reason", "completed", "ends",
)  # fmt: skip

KNOWN_AT_START = ("target_group", "education", "support", "support_length")


@transaction.atomic
def enrol(
    *, person: Person, project: Project, starts: date, by, resources: str = "", note: str = "", **more: Any
) -> Enrolment:
    """Let a person begin in a project. more: of FIELDS. ValidationError, by field, when something does not hold."""
    _refuse_unknown(more)
    if project.organisation_id != person.organisation_id:
        raise ValidationError(_("Personen och insatsen hör till olika organisationer. Välj en av era egna insatser."))
    enrolment = Enrolment(
        organisation=person.organisation, person=person, project=project, starts=starts, added_by=by, **more
    )
    enrolment.close("resources_sealed", resources)
    enrolment.close("note_sealed", note)
    enrolment.full_clean()
    enrolment.save(force_insert=True)
    record("enrolled", by=by, target=enrolment, organisation=person.organisation, project=project)
    return enrolment


@transaction.atomic
def begin(
    *,
    person: Person,
    project: Project,
    by,
    background: Mapping[str, Any] | None = None,
    answers: Mapping[Question, str] | None = None,
    **enrolled: Any,
) -> Enrolment:
    """Let a person begin, with what the project asks: background of the person, columns here, and own questions."""
    edit_background(person=person, by=by, **(background or {}))
    enrolment = enrol(person=person, project=project, by=by, **enrolled)
    answer_questions(enrolment=enrolment, answers=answers or {}, by=by)
    return enrolment


@transaction.atomic
def write_in(*, project: Project, by, identity: Mapping[str, Any], **begun: Any) -> Enrolment:
    """Write in somebody new and let them begin; neither without the other. identity: as `add_person` takes it."""
    person = add_person(organisation=project.organisation, by=by, **identity)
    return begin(person=person, project=project, by=by, **begun)


@transaction.atomic
def revise(
    *, enrolment: Enrolment, by, background: Mapping[str, Any], answers: Mapping[Question, str], **values: Any
) -> Enrolment:
    """Change all that a project asks about a taking part at once. values: as `edit_enrolment` takes them."""
    edit_background(person=enrolment.person, by=by, **background)
    edit_enrolment(enrolment=enrolment, by=by, **values)
    answer_questions(enrolment=enrolment, answers=answers, by=by)
    return enrolment


@transaction.atomic
def edit_enrolment(
    *, enrolment: Enrolment, by, starts: date, resources: str | None = None, note: str | None = None, **more: Any
) -> Enrolment:
    """Change what is known about a taking part; None leaves a text as it is. The trail names columns, not contents."""
    _refuse_unknown(more)
    known = {name: more.pop(name) for name in KNOWN_AT_START if name in more}
    told = with_history(enrolment, known, by)
    values = {"starts": starts, **more}
    changed = [name for name, value in values.items() if getattr(enrolment, name) != value]
    for name, value in values.items():
        setattr(enrolment, name, value)
    for column, text in (("resources_sealed", resources), ("note_sealed", note)):
        if text is not None and enrolment.opened(column) != text.strip():
            enrolment.close(column, text)
            changed.append(column)
    if changed:
        enrolment.full_clean()
        enrolment.save(update_fields=changed)
    if changed or told:
        every = sorted([*changed, *told])
        record("enrolment_edited", by=by, target=enrolment, organisation=enrolment.organisation, changed=every)
    return enrolment


@transaction.atomic
def answer_questions(*, enrolment: Enrolment, answers: Mapping[Question, str], by, on: date | None = None) -> None:
    """Keep the answers to own questions at one taking part; an empty text takes the answer away."""
    known, changed = answers_to(enrolment), []
    for question, text in answers.items():
        answer = known.get(question.pk)
        if (answer.opened("text_sealed") if answer else "") == text.strip():
            continue
        changed.append(question.pk)
        if not text.strip():
            answer.delete()
            continue
        answer = answer or Answer(
            organisation=enrolment.organisation, person=enrolment.person, enrolment=enrolment, question=question
        )
        answer.answered_on = on or timezone.localdate()
        answer.save()  # the row's number is part of the seal
        answer.close("text_sealed", text)
        answer.save(update_fields=["text_sealed"])
    if changed:
        record(
            "questions_answered",
            by=by,
            target=enrolment,
            organisation=enrolment.organisation,
            questions=sorted(changed),
        )


@transaction.atomic
def end_enrolment(*, enrolment: Enrolment, ends: date, reason: str, completed: bool | None, by) -> Enrolment:
    """End a taking part, with why. The due dates of the follow-up run from that day.

    ValidationError when the reason is in no list, or says something else than `completed` does.
    """
    known = reasons_by_code().get(reason)
    if known is None:
        raise ValidationError({"reason": _("Orsaken finns inte i listan. Välj en av dem som visas.")})
    if known.completed and completed is False:
        raise ValidationError({"completed": _("Orsaken säger att personen fullföljde. Ändra det ena av de två.")})
    if known.mistake and completed:
        raise ValidationError({"completed": _("En felregistrering kan inte vara fullföljd. Ändra det ena av de två.")})
    enrolment.ends, enrolment.reason, enrolment.completed = ends, reason, completed
    enrolment.full_clean()
    enrolment.save(update_fields=["ends", "reason", "completed"])
    record("enrolment_ended", by=by, target=enrolment, organisation=enrolment.organisation, reason=reason)
    return enrolment


@transaction.atomic
def reopen_enrolment(*, enrolment: Enrolment, by) -> Enrolment:
    """Take an ending back: the taking part goes on as if it had not ended."""
    if enrolment.ends is None:
        raise ValidationError(_("Deltagandet pågår redan."))
    was = enrolment.reason
    enrolment.ends, enrolment.reason, enrolment.completed = None, "", None
    enrolment.full_clean()
    enrolment.save(update_fields=["ends", "reason", "completed"])
    record("enrolment_reopened", by=by, target=enrolment, organisation=enrolment.organisation, was=was)
    return enrolment


def _refuse_unknown(more: Mapping[str, Any]) -> None:
    unknown = set(more) - set(FIELDS)
    if unknown:
        raise TypeError(f"Deltagandet har inget fält {', '.join(sorted(unknown))}.")
