"""Three grades of a method, each by its own rule and never added: how well it is known, what it costs, how easily it
is taken up.

What the rules ask is data (parameters/knowledge/grades.yaml). Source: docs/methods/metodkort.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from samsyn.core.evidence.adoption import Spread


class Fact(StrEnum):
    """What the rules ask about a method. Words for readers are in parameters/knowledge/grades.yaml."""

    LOGIC = "logic"
    BEFORE_AFTER = "before_after"
    COMPARED = "compared"
    REPLICATED = "replicated"
    MANUAL = "manual"
    SITES = "sites"
    PARTS = "parts"
    STEPS = "steps"
    TAKES = "takes"
    TRAINING = "training"
    MATERIALS = "materials"
    VERIFIED_ONCE = "verified_once"
    KEPT = "kept"


# What is recorded says yes, says no, or (None) says something that takes a person to judge. Not asked for: no.
Facts = Mapping[Fact, bool | None]


@dataclass(frozen=True)
class Level:
    """A level and the facts that it needs beside those of the levels below."""

    value: int
    needs: tuple[Fact, ...]


@dataclass(frozen=True)
class Grade:
    """What the rule says. value None: there is nothing to go by.

    missing: what the next level needs and is not there. open: what a reviewer must judge; where nothing is missing but
    something is open, the rule stops and says so.
    """

    value: int | None
    missing: tuple[Fact, ...] = ()
    open: tuple[Fact, ...] = ()

    @property
    def decided(self) -> bool:
        """Whether the rule could say it all; otherwise a named reviewer is asked."""
        return self.value is not None and not (self.open and not self.missing)


def climb(levels: Iterable[Level], facts: Facts) -> Grade:
    """The highest level whose needs, and those of every level below, are met.

    >>> climb([Level(1, (Fact.LOGIC,)), Level(2, (Fact.BEFORE_AFTER,))], {Fact.LOGIC: True, Fact.BEFORE_AFTER: None})
    Grade(value=1, missing=(), open=(<Fact.BEFORE_AFTER: 'before_after'>,))
    """
    reached = 0
    for level in sorted(levels, key=lambda each: each.value):
        unmet = [fact for fact in level.needs if facts.get(fact, False) is not True]
        if unmet:
            missing = tuple(fact for fact in unmet if facts.get(fact, False) is False)
            return Grade(reached, missing, tuple(fact for fact in unmet if fact not in missing))
        reached = level.value
    return Grade(reached)


@dataclass(frozen=True)
class Cost:
    """What one project cost and how many took part, in all; cost in SEK."""

    cost: Decimal
    people: Decimal

    @property
    def each(self) -> Decimal:
        return self.cost / self.people


@dataclass(frozen=True)
class CostGrade:
    """value: 1 (lowest) to 5. each: SEK per participant over all projects; low, high: the cheapest and the dearest.

    value and each are None where no project has both cost and participants.
    """

    value: int | None
    each: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    projects: int = 0


def cost_grade(costs: Iterable[Cost], limits: Sequence[Decimal]) -> CostGrade:
    """Grade the cost per participant. limits: the upper limit of each band but the last, in SEK, rising.

    The sum of costs over the sum of participants, never a mean of means; projects of different size weigh as they are.

    >>> cost_grade([Cost(Decimal(900), Decimal(3))], [Decimal(100), Decimal(500)]).value
    2
    """
    known = [one for one in costs if one.people > 0]
    if not known:
        return CostGrade(None)
    each = sum((one.cost for one in known), Decimal(0)) / sum((one.people for one in known), Decimal(0))
    shares = [one.each for one in known]
    return CostGrade(1 + sum(each > limit for limit in limits), each, min(shares), max(shares), len(known))


@dataclass(frozen=True)
class Taken:
    """What the log says of taking up the method: organisations by where they stand, and core parts kept of all."""

    spread: Spread
    kept: int = 0
    of: int = 0

    @property
    def more_stopped(self) -> bool:
        """More organisations have stopped than use it: a warning that takes the grade one level down."""
        return self.spread.stopped > self.in_use

    @property
    def in_use(self) -> int:
        return self.spread.verified + self.spread.unverified + self.spread.inside


def implementability(levels: Iterable[Level], facts: Facts, taken: Taken) -> tuple[Grade, bool]:
    """The level, one lower (never below 1) where more have stopped than use it; and whether it was lowered."""
    grade = climb(levels, facts)
    if not taken.more_stopped or grade.value is None or grade.value <= 1:
        return grade, False
    return Grade(grade.value - 1, grade.missing, grade.open), True
