"""Plan, revised plan and outcome in money: by kind and year, with sums, difference and forecast."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from samsyn.apps.catalogue.models import Part
from samsyn.apps.portfolio.models import BudgetLine, Project
from samsyn.apps.portfolio.models.money import COFINANCING_KINDS, MoneyKind

PARTS = (Part.PLAN.value, Part.REVISED.value, Part.OUTCOME.value)
Amounts = Mapping[str, Decimal | None]


@dataclass(frozen=True)
class MoneyRow:
    """SEK by part ("plan", "revised", "outcome"); None where nothing is entered. year None: the whole project."""

    kind: str
    year: int | None
    amounts: Amounts
    hours: Amounts
    lines: tuple[BudgetLine, ...] = ()

    @property
    def difference(self) -> Decimal | None:
        """Outcome less the plan that holds: the revised one where there is one."""
        return difference_of(self.amounts)


@dataclass(frozen=True)
class PlanAndOutcome:
    """rows: one per kind and year. by_kind, cofinancing and total: sums. doubled: kinds whose whole-project line
    stands beside yearly ones in the same part, so that they may have been counted twice."""

    rows: tuple[MoneyRow, ...]
    by_kind: Mapping[str, MoneyRow]
    cofinancing: MoneyRow | None
    total: MoneyRow
    doubled: tuple[str, ...]


@dataclass(frozen=True)
class Forecast:
    """Outcome at the end if the pace so far holds: amount × days_total / days_known, days_known up to known_until."""

    amount: Decimal
    outcome: Decimal
    known_until: date
    days_known: int
    days_total: int


def plan_and_outcome(project: Project) -> PlanAndOutcome:
    """All budget lines of a project, summed by kind and year, by kind, and in total. One query."""
    return summed(project.budget_lines.all())


def summed(lines: Iterable[BudgetLine]) -> PlanAndOutcome:
    """The same for any lines. Nothing is added that is not entered: a part without lines is None, not zero."""
    lines = list(lines)
    order = {kind: index for index, kind in enumerate(MoneyKind.values)}
    keys = sorted({(line.kind, line.year) for line in lines}, key=lambda key: (order[key[0]], key[1] or 0))
    rows = tuple(_row(kind, year, [x for x in lines if (x.kind, x.year) == (kind, year)]) for kind, year in keys)
    by_kind = {
        kind: _whole_kind(kind, [line for line in lines if line.kind == kind])
        for kind in MoneyKind.values
        if any(line.kind == kind for line in lines)
    }
    shared = [row for kind, row in by_kind.items() if kind in COFINANCING_KINDS]
    cofinancing = _together(shared) if shared else None
    return PlanAndOutcome(rows, by_kind, cofinancing, _together(by_kind.values()), _doubled(lines))


def difference_of(amounts: Amounts) -> Decimal | None:
    plan, outcome = _first_known(amounts["revised"], amounts["plan"]), amounts["outcome"]
    return None if plan is None or outcome is None else outcome - plan


def forecast_of(project: Project, money: PlanAndOutcome, on: date | None = None) -> Forecast | None:
    """Extrapolate the outcome so far over the project's time; None for a project without end, outcome or time left.

    The outcome is taken as known up to the end of its latest year, though not past the day; lines without a year
    count as known up to the day.
    """
    today = on or timezone.localdate()
    outcome = money.total.amounts["outcome"]
    if project.ends is None or project.stopped_on or outcome is None or not project.starts <= today < project.ends:
        return None
    years = [row.year for row in money.rows if row.amounts["outcome"] is not None]
    latest = date(max(years), 12, 31) if years and None not in years else today
    known_until = min(latest, today - timedelta(days=1), project.ends)
    days_known = (known_until - project.starts).days + 1
    if days_known <= 0:
        return None
    days_total = (project.ends - project.starts).days + 1
    return Forecast(outcome * days_total / days_known, outcome, known_until, days_known, days_total)


def _row(kind: str, year: int | None, lines: list[BudgetLine]) -> MoneyRow:
    amounts = {part: _sum(line.amount for line in lines if line.part == part) for part in PARTS}
    hours = {part: _sum(x.hours for x in lines if x.part == part and x.hours is not None) for part in PARTS}
    return MoneyRow(kind, year, amounts, hours, tuple(lines))


def _whole_kind(kind: str, lines: list[BudgetLine]) -> MoneyRow:
    """One kind over the years. Years that were not replanned keep their plan in the revised sum."""
    row = _row(kind, None, lines)
    revised = {line.year for line in lines if line.part == Part.REVISED}
    if not revised or None in revised:
        return row
    kept = [x.amount for x in lines if x.part == Part.PLAN and x.year is not None and x.year not in revised]
    return replace(row, amounts={**row.amounts, "revised": row.amounts["revised"] + sum(kept, Decimal(0))})


def _together(kinds: Iterable[MoneyRow]) -> MoneyRow:
    """Several kinds in one sum. A kind that was not replanned enters the revised sum with its plan."""
    rows = list(kinds)
    row = _row("", None, [line for each in rows for line in each.lines])
    if all(each.amounts["revised"] is None for each in rows):
        return row
    holding = [_first_known(each.amounts["revised"], each.amounts["plan"]) for each in rows]
    revised = _sum(amount for amount in holding if amount is not None)
    return replace(row, amounts={**row.amounts, "revised": revised})


def _first_known(*amounts: Decimal | None) -> Decimal | None:
    return next((amount for amount in amounts if amount is not None), None)


def _sum(values: Iterable[Decimal]) -> Decimal | None:
    known = list(values)
    return sum(known, Decimal(0)) if known else None


def _doubled(lines: list[BudgetLine]) -> tuple[str, ...]:
    whole = {(line.kind, line.part) for line in lines if line.year is None}
    yearly = {(line.kind, line.part) for line in lines if line.year is not None}
    return tuple(sorted({kind for kind, _part in whole & yearly}))
