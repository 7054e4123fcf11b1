"""How much each person took part: hours spread over persons, and held against the plan.

Source: docs/methods/timmar-per-person.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from samsyn.core.followup.classes import Classes
from samsyn.core.followup.steps import share_or_none
from samsyn.core.quantities import Share

# From none up to a full working week; an assumption, chosen to part a single meeting from a course.
HOURS = Classes((0, 5, 10, 20, 40), "timmar", whole=False, below=False)

Hours = NDArray[np.float64]
Direction = Literal["more", "same", "less"]


@dataclass(frozen=True)
class HourClass:
    """Persons whose hours fall in a class, and the hours they hold together."""

    label: str
    persons: int
    of: int
    hours: float
    population: str

    @property
    def share(self) -> Share | None:
        return share_or_none(self.persons, self.of, self.population)


@dataclass(frozen=True)
class Dosage:
    """Hours per person. n persons with known hours; unknown of them are counted beside and in no figure here.

    lower, median, upper: quartiles. without_hours: persons who are counted but never came.
    top_tenth_hours: hours held by the tenth of the persons who took part most. Figures are None when n is 0.
    """

    n: int
    unknown: int
    without_hours: int
    total: float
    mean: float | None
    lower: float | None
    median: float | None
    upper: float | None
    top_tenth_hours: float | None
    classes: tuple[HourClass, ...]

    @property
    def top_tenth(self) -> float | None:
        """Share of all hours held by that tenth; 0.1 when everyone has as many. None without hours."""
        return self.top_tenth_hours / self.total if self.top_tenth_hours is not None and self.total else None


def dosage(hours: Iterable[float | None], classes: Classes = HOURS, population: str = "personer") -> Dosage:
    """Describe how hours are spread: one number a person, None where they are not known.

    Quartiles are interpolated (type 7 of Hyndman and Fan 1996). ValueError for a number below zero.
    >>> found = dosage([2.0, 4.0, 6.0, None])
    >>> found.n, found.unknown, found.median, found.total
    (3, 1, 4.0, 12.0)
    """
    given = list(hours)
    known = np.array([each for each in given if each is not None], dtype=np.float64)
    if known.size and not known.min() >= 0:
        raise ValueError("Timmar kan inte vara mindre än noll. Rätta närvaron.")
    lower, median, upper = np.quantile(known, (0.25, 0.5, 0.75)).tolist() if known.size else (None, None, None)
    return Dosage(
        n=int(known.size),
        unknown=len(given) - int(known.size),
        without_hours=int(np.count_nonzero(known == 0)),
        total=float(known.sum()),
        mean=float(known.mean()) if known.size else None,
        lower=lower,
        median=median,
        upper=upper,
        top_tenth_hours=_top_tenth(known) if known.size else None,
        classes=_classes(known, classes, population),
    )


def _top_tenth(hours: Hours) -> float:
    """Hours of exactly a tenth of the persons; the last of them counts with the part that fills the tenth."""
    falling = np.sort(hours)[::-1]
    whole, tenths = divmod(hours.size, 10)
    return float(falling[:whole].sum() + (falling[whole] * tenths / 10 if tenths else 0))


def _classes(hours: Hours, classes: Classes, population: str) -> tuple[HourClass, ...]:
    place = np.searchsorted(np.array(classes.bounds), hours, side="right") - (0 if classes.below else 1)
    if place.size and place.min() < 0:
        raise ValueError(f"Någon har färre timmar än den första klassen. Börja klasserna vid 0 {classes.unit}.")
    size = len(classes.all)
    persons, held = np.bincount(place, minlength=size), np.bincount(place, weights=hours, minlength=size)
    return tuple(
        HourClass(each.label, int(people), int(hours.size), float(sum_), population)
        for each, people, sum_ in zip(classes.all, persons, held, strict=True)
    )


@dataclass(frozen=True)
class Change:
    """A planned and an actual number; None where one is not known."""

    plan: float | None
    actual: float | None

    @property
    def relative(self) -> float | None:
        """The change as a fraction of the plan; None when either is unknown or the plan is zero."""
        return self.actual / self.plan - 1 if self.actual is not None and self.plan else None

    @property
    def direction(self) -> Direction | None:
        if self.plan is None or self.actual is None:
            return None
        return "same" if self.actual == self.plan else "more" if self.actual > self.plan else "less"


@dataclass(frozen=True)
class AgainstPlan:
    """Persons, hours, and hours for each person, planned and actual: what a sentence is then written of."""

    persons: Change
    hours: Change
    each: Change

    @property
    def more_people_less_each(self) -> bool | None:
        """Reached more people than planned, and gave each of them less; None when either is not known."""
        if self.persons.direction is None or self.each.direction is None:
            return None
        return self.persons.direction == "more" and self.each.direction == "less"


def against_plan(
    *,
    planned_persons: int | None,
    planned_hours: float | None,
    persons: int | None,
    hours: float | None,
) -> AgainstPlan:
    """Hold reach and dose against the plan. What is not known makes only what rests on it unknown."""
    return AgainstPlan(
        persons=Change(planned_persons, persons),
        hours=Change(planned_hours, hours),
        each=Change(_each(planned_hours, planned_persons), _each(hours, persons)),
    )


def _each(hours: float | None, persons: int | None) -> float | None:
    return hours / persons if hours is not None and persons else None
