"""Budget lines and planned volumes: set, edited and removed."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.portfolio.actions.saving import apply
from samsyn.apps.portfolio.models import BudgetLine, PlannedVolume, Project
from samsyn.apps.portfolio.models.money import MoneyKind


@transaction.atomic
def set_budget(
    *,
    project: Project,
    part: str,
    kind: str,
    by,
    amount: Decimal | int | None = None,
    hours: Decimal | None = None,
    hour_value: Decimal | None = None,
    year: int | None = None,
    note: str = "",
    source: str = "",
    line: BudgetLine | None = None,
) -> BudgetLine:
    """Set one amount in SEK: part × kind × year (None: the whole project) × note. The same line is edited.

    Staff hours are given as hours and a value per hour, never as an amount: the amount follows.
    line: the line to edit, when also its part, kind, year or note may change.
    """
    if kind == MoneyKind.COFINANCING_HOURS:
        amount = _amount_of(hours, hour_value)
    else:
        hours = hour_value = None
    if amount is None:
        raise ValidationError({"amount": _("Fyll i beloppet i kronor. Skriv 0 om det är noll.")})
    same = project.budget_lines.filter(part=part, kind=kind, year=year, note=note)
    line = line or same.first() or BudgetLine(project=project)
    changed = apply(
        line,
        {
            "part": part,
            "kind": kind,
            "year": year,
            "amount": amount,
            "hours": hours,
            "hour_value": hour_value,
            "note": note,
            "source": source,
        },
    )
    record(
        "budget_set",
        by=by,
        target=line,
        organisation=project.organisation,
        project=project,
        amount=amount,
        changed=changed,
    )
    return line


@transaction.atomic
def remove_budget_line(*, line: BudgetLine, by) -> None:
    """Remove a budget line; the trail keeps its amount."""
    record(
        "budget_line_removed",
        by=by,
        target=line,
        organisation=line.project.organisation,
        project=line.project,
        amount=line.amount,
        note=line.note,
    )
    line.delete()


@transaction.atomic
def plan_volume(
    *,
    project: Project,
    measure,
    value: Decimal | int,
    by,
    part: str = "plan",
    sex: str = "",
    source: str = "",
    volume: PlannedVolume | None = None,
) -> PlannedVolume:
    """Say how much of a measure the project plans to reach, by sex ("women", "men" or "" for all)."""
    same = project.volumes.filter(measure=measure, part=part, sex=sex)
    volume = volume or same.first() or PlannedVolume(project=project)
    changed = apply(volume, {"measure": measure, "part": part, "sex": sex, "value": value, "source": source})
    record(
        "volume_planned",
        by=by,
        target=volume,
        organisation=project.organisation,
        project=project,
        value=value,
        changed=changed,
    )
    return volume


@transaction.atomic
def remove_volume(*, volume: PlannedVolume, by) -> None:
    """Remove a planned volume; the trail keeps its value."""
    record(
        "volume_removed",
        by=by,
        target=volume,
        organisation=volume.project.organisation,
        project=volume.project,
        value=volume.value,
    )
    volume.delete()


def _amount_of(hours: Decimal | None, hour_value: Decimal | None) -> Decimal:
    missing = {
        name: _("Arbetstid anges med timmar och värde per timme. Fyll i båda.")
        for name, value in (("hours", hours), ("hour_value", hour_value))
        if value is None
    }
    if missing:
        raise ValidationError(missing)
    return (Decimal(hours) * Decimal(hour_value)).quantize(Decimal("0.01"))
