"""Training of staff in a project: planned and actual people by sex, hours, and hours for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from samsyn.apps.participants.models import CourseAttendance, CourseEvent
from samsyn.core.followup.dosage import AgainstPlan, against_plan
from samsyn.core.quantities import Share

ZERO = Decimal(0)


@dataclass(frozen=True)
class Reach:
    """People and hours of some rows. Planned people whose sex is not planned are in `planned` only.

    The same colleague can come to several courses: these are course participations, not persons.
    """

    planned: int = 0
    planned_women: int = 0
    planned_men: int = 0
    planned_hours: Decimal = ZERO
    women: int = 0
    men: int = 0
    women_hours: Decimal = ZERO
    men_hours: Decimal = ZERO
    units: int = 0
    managers: int = 0

    @property
    def came(self) -> int:
        return self.women + self.men

    @property
    def hours(self) -> Decimal:
        return self.women_hours + self.men_hours

    @property
    def plan(self) -> AgainstPlan:
        """Reach and hours against the plan; None where nothing was planned."""
        return against_plan(
            planned_persons=self.planned or None,
            planned_hours=float(self.planned_hours) if self.planned else None,
            persons=self.came,
            hours=float(self.hours),
        )

    @property
    def with_manager(self) -> Share | None:
        """Units whose manager came, of units from which somebody came."""
        return Share(self.managers, self.units, "enheter som deltog") if self.units else None

    def __add__(self, other: Reach) -> Reach:
        return Reach(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def reach_of(row: CourseAttendance, hours: Decimal) -> Reach:
    """People and hours of one unit at a course of so many hours."""
    each = hours if row.hours_each is None else row.hours_each
    came = row.women + row.men > 0
    return Reach(
        planned=row.planned,
        planned_women=row.planned_women or 0,
        planned_men=row.planned_men or 0,
        planned_hours=row.planned * hours,
        women=row.women,
        men=row.men,
        women_hours=row.women * each,
        men_hours=row.men * each,
        units=int(came),
        managers=int(came and row.manager_came),
    )


@dataclass(frozen=True)
class CourseRow:
    """One course event with what it reached, over all its units."""

    event: CourseEvent
    units: list[tuple[CourseAttendance, Reach]]

    @property
    def reach(self) -> Reach:
        return total(reach for _unit, reach in self.units)


def total(reaches: Iterable[Reach]) -> Reach:
    return sum(reaches, Reach())


def course_rows(events) -> list[CourseRow]:
    """Every course event of a queryset with its units. Two queries."""
    rows = events.select_related("theme").prefetch_related("units__employer")
    return [CourseRow(event, [(unit, reach_of(unit, event.hours)) for unit in event.units.all()]) for event in rows]


def by_employer(rows: Iterable[CourseRow]) -> list[tuple[str, Reach]]:
    """People and hours for each employer, by name."""
    found: dict[str, Reach] = {}
    for row in rows:
        for unit, reach in row.units:
            found[unit.employer.brief] = found.get(unit.employer.brief, Reach()) + reach
    return sorted(found.items())
