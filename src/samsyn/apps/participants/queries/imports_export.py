"""The project's participants in the shape of the import, so that the file reads in again as it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from samsyn.apps.organisations.policy import Permission
from samsyn.apps.participants.models import Enrolment
from samsyn.apps.participants.policy import FieldClass
from samsyn.apps.participants.queries.people import opened
from samsyn.apps.portfolio.models import Project
from samsyn.core.intake.rows.personal_number import PersonalNumber, read_personal_number
from samsyn.core.intake.rows.values import Value

C = FieldClass
SEXES = {"women": "woman", "men": "man"}
SHOWN = (C.NAME, C.NUMBER, C.BACKGROUND, C.ACTIVITY, C.CASE, C.PROGRESS, C.NOTES)


def to_take_out(user, project: Project):
    """The takings part that a file for this user holds: nobody whose data are restricted or somebody else's to see."""
    mine = Enrolment.objects.visible_to(user, Permission.PERSON_IMPORT).filter(project=project)
    return mine.order_by("starts", "pk")


def rows_taken_out(user, project: Project) -> list[dict[str, Value]]:
    """Every one of them, the persons noted as taken out before anything is opened."""
    rows = list(to_take_out(user, project).select_related("person__key"))
    opened({row.person_id: row.person for row in rows}.values(), "export", *SHOWN)
    return list(_values(rows))


def _values(rows: list[Enrolment]) -> Iterator[dict[str, Value]]:
    today = timezone.localdate()
    for row in rows:
        person = row.person
        yield {
            "id": str(row.pk),
            "number": _number(person.number, today),
            "name": person.name,
            "sex": SEXES.get(person.sex),
            "birth_year": person.birth_year,
            "municipality": _text(person.municipality_id),
            "language": person.language or None,
            "needs_interpreter": person.needs_interpreter,
            "starts": row.starts,
            "ends": row.ends,
            "reason": row.reason or None,
            "completed": row.completed,
            "sender_kind": row.sender_kind or None,
            "target_group": _text(row.target_group_id),
            "education": row.education or None,
            "support": row.support or None,
            "support_length": row.support_length or None,
            "resources": row.opened("resources_sealed") or None,
        }


def _number(digits: str, today) -> PersonalNumber | None:
    return read_personal_number(digits, today) if digits else None


def _text(key: Any) -> str | None:
    return None if key is None else str(key)
