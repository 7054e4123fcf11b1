"""Training of staff: course events, and how many of each workplace unit were planned and came."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.participants.models import CourseAttendance, CourseEvent
from samsyn.apps.portfolio.actions.saving import apply
from samsyn.apps.portfolio.models import Project


@transaction.atomic
def plan_course(*, project: Project, by, **facts: Any) -> CourseEvent:
    """Add a course event to a project. facts: fields of CourseEvent."""
    event = CourseEvent(organisation=project.organisation, project=project)
    apply(event, facts)
    record("course_planned", by=by, target=event, organisation=event.organisation, project=project)
    return event


@transaction.atomic
def edit_course(*, event: CourseEvent, by, **changes: Any) -> CourseEvent:
    """Change a course event."""
    changed = apply(event, changes)
    record("course_edited", by=by, target=event, organisation=event.organisation, changed=changed)
    return event


@transaction.atomic
def remove_course(*, event: CourseEvent, by) -> None:
    """Take away a course event without units. ValidationError when somebody is planned or has come."""
    if event.units.exists():
        raise ValidationError(_("Det finns enheter på kursen. Ta bort dem först, om de är fel."))
    record("course_removed", by=by, target=event, organisation=event.organisation)
    event.delete()


@transaction.atomic
def set_unit(*, event: CourseEvent, by, row: CourseAttendance | None = None, **values: Any) -> CourseAttendance:
    """Say how many of a workplace unit were planned and came. row: the one to change, a new one when None.

    Without a planned total, the planned women and men are all.
    """
    if "planned_women" in values or "planned_men" in values:
        both = (values.get("planned_women") or 0) + (values.get("planned_men") or 0)
        values["planned"] = values.get("planned") or both
    row = row or CourseAttendance(organisation=event.organisation, event=event)
    apply(row, values)
    record("course_unit_set", by=by, target=event, organisation=event.organisation, employer=row.employer)
    return row


@transaction.atomic
def remove_unit(*, unit: CourseAttendance, by) -> None:
    """Take away a workplace unit from a course event."""
    record("course_unit_removed", by=by, target=unit.event, organisation=unit.organisation, employer=unit.employer)
    unit.delete()
