"""A goal is written, examined at the door, adopted, stopped or reformulated. Nothing of it is overwritten."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.portfolio.actions.saving import apply
from samsyn.apps.portfolio.models import Goal, Project
from samsyn.apps.portfolio.models.goals import GoalState
from samsyn.apps.portfolio.queries.goals import goal_check


@transaction.atomic
def write_goal(*, project: Project, text: str, by, **details: Any) -> Goal:
    """Write a goal as a draft. details: label, kind, measure, test, data_source, baseline, known_on …"""
    _refuse_state(details)
    goal = Goal(project=project)
    apply(goal, {"text": text, **details})
    record("goal_written", by=by, target=goal, organisation=project.organisation, project=project)
    return goal


@transaction.atomic
def edit_goal(*, goal: Goal, by, **changes: Any) -> Goal:
    """Change a draft, or how an adopted goal is measured. An adopted goal's words change by reformulation only."""
    _refuse_state(changes)
    if goal.state in {GoalState.STOPPED, GoalState.REFORMULATED}:
        raise ValidationError(_("Målet gäller inte längre och ändras inte. Skriv ett nytt mål."))
    if goal.state == GoalState.ADOPTED:
        for name in ("text", "target"):
            if changes.get(name, getattr(goal, name)) != getattr(goal, name):
                raise ValidationError(
                    {name: _("Målet är antaget. Omformulera det i stället, så att det gamla finns kvar.")}
                )
    changed = apply(goal, changes)
    record(
        "goal_edited", by=by, target=goal, organisation=goal.project.organisation, project=goal.project, changed=changed
    )
    return goal


@transaction.atomic
def adopt_goal(*, goal: Goal, by, missing_why: str = "", on: date | None = None) -> Goal:
    """Adopt a goal that can be followed, or that says why it cannot.

    ValidationError names every gap with its remedy when something is missing without a reason.
    """
    if goal.state != GoalState.DRAFT:
        raise ValidationError(_("Bara ett utkast kan antas."))
    goal.missing_why = missing_why or goal.missing_why
    gaps = [gap for gap in goal_check(goal) if gap.stops]
    if gaps:
        raise ValidationError([f"{gap.text} {gap.remedy}" for gap in gaps])
    apply(goal, {"state": GoalState.ADOPTED, "adopted_on": on or timezone.localdate()})
    record(
        "goal_adopted",
        by=by,
        target=goal,
        organisation=goal.project.organisation,
        project=goal.project,
        missing_why=goal.missing_why,
    )
    return goal


@transaction.atomic
def stop_goal(*, goal: Goal, why: str, by) -> Goal:
    """Stop a goal that cannot or shall not be followed, with the reason."""
    _refuse_unless_alive(goal)
    apply(goal, {"state": GoalState.STOPPED, "stopped_why": why})
    record("goal_stopped", by=by, target=goal, organisation=goal.project.organisation, project=goal.project, why=why)
    return goal


@transaction.atomic
def reformulate_goal(*, goal: Goal, text: str, why: str, by, **changes: Any) -> Goal:
    """Put new words in place of a goal: a new draft that inherits what is not changed; the old one is kept."""
    _refuse_state(changes)
    _refuse_unless_alive(goal)
    if text.strip() == goal.text.strip() and changes.get("target", goal.target) == goal.target:
        raise ValidationError({"text": _("Orden är desamma. Ändra målet, eller avbryt.")})
    inherited = {
        name: getattr(goal, name)
        for name in (
            "label",
            "kind",
            "measure",
            "test",
            "data_source",
            "source_until",
            "baseline",
            "target",
            "known_on",
            "measured_by",
            "source",
        )
    }
    new = Goal(project=goal.project)
    apply(new, {**inherited, "text": text, **changes})
    apply(goal, {"state": GoalState.REFORMULATED, "stopped_why": why, "replaced_by": new})
    record(
        "goal_reformulated",
        by=by,
        target=goal,
        organisation=goal.project.organisation,
        project=goal.project,
        why=why,
        became=new,
    )
    return new


def _refuse_unless_alive(goal: Goal) -> None:
    if goal.state in {GoalState.STOPPED, GoalState.REFORMULATED}:
        raise ValidationError(_("Målet är redan stoppat eller omformulerat."))


def _refuse_state(changes: dict[str, Any]) -> None:
    barred = {"state", "adopted_on", "replaced_by", "project"} & set(changes)
    if barred:
        raise TypeError(f"{', '.join(sorted(barred))} sätts av adopt_goal, stop_goal och reformulate_goal.")
