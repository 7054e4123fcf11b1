"""Where organisations stand with a method: since when it is in use, what has been verified, and what is due.

Source: docs/methods/framgang.md, section *Grad 2*.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samsyn.core.periods import add_months

VERIFIED_AFTER = (6, 12)  # months, as ESF asks whether a method is still in use six months after a project


class Stage(StrEnum):
    """How far an organisation has come with a method."""

    TRIED = "tried"
    DECIDED = "decided"
    ORDINARY = "ordinary"
    ADAPTED = "adapted"
    STOPPED = "stopped"


IN_USE = frozenset({Stage.ORDINARY, Stage.ADAPTED})


@dataclass(frozen=True)
class Check:
    """Somebody has looked: after how many months, on which day, whether it is used, and core parts kept of all."""

    months: int
    on: date
    used: bool
    kept: int = 0
    of: int = 0


@dataclass(frozen=True)
class Step:
    """One row of the log: from this day the organisation was at this stage."""

    on: date
    stage: Stage
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True)
class Standing:
    """Where an organisation stands on a day.

    in_use_since: first day of the time in use that is still going on; None when it is not in use. checks: what was
    verified during that time, in order.
    """

    stage: Stage
    since: date
    in_use_since: date | None
    checks: tuple[Check, ...]

    @property
    def verified(self) -> bool:
        """In use, and found in use the last time that somebody looked, 6 or 12 months after."""
        return self.in_use_since is not None and bool(self.checks) and self.checks[-1].used

    @property
    def doubted(self) -> bool:
        """In use according to the log, but not when somebody looked."""
        return self.in_use_since is not None and bool(self.checks) and not self.checks[-1].used

    @property
    def fidelity(self) -> tuple[int, int] | None:
        """Core parts kept of all, at the last verification; None where there is none."""
        last = self.checks[-1] if self.checks else None
        return (last.kept, last.of) if last and last.of else None


def standing_on(steps: Iterable[Step], day: date) -> Standing | None:
    """Where the organisation stands on the day; None when the log says nothing yet.

    steps: one organisation's rows. Of rows with one date the last one counts. A method that goes from ordinary to
    adapted has been in use all the time, so its verifications are counted from when use began.
    """
    past = sorted((step for step in steps if step.on <= day), key=lambda step: step.on)
    if not past:
        return None
    last, running = past[-1], _running(past)
    checks = [check for step in running for check in step.checks if check.on <= day]
    since = running[0].on if running else None
    return Standing(last.stage, last.on, since, tuple(sorted(checks, key=lambda check: (check.on, check.months))))


def _running(past: Sequence[Step]) -> list[Step]:
    """The unbroken rows in use that lead up to now."""
    found: list[Step] = []
    for step in reversed(past):
        if step.stage not in IN_USE:
            break
        found.append(step)
    return found[::-1]


@dataclass(frozen=True)
class Due:
    """A verification to make: after how many months, and on which day it may be made at the earliest."""

    months: int
    on: date

    def late(self, today: date) -> bool:
        return self.on <= today


def next_due(standing: Standing, day: date) -> Due | None:
    """The next verification; None when it is not in use or both are made.

    A verification after 6 months that was never made is no longer asked for when 12 months have passed.
    """
    if standing.in_use_since is None:
        return None
    made = {check.months for check in standing.checks}
    waiting = [Due(months, add_months(standing.in_use_since, months)) for months in VERIFIED_AFTER]
    waiting = [due for due in waiting if due.months > max(made, default=0)]
    passed = [due for due in waiting if due.on <= day]
    if passed:
        return passed[-1]
    return waiting[0] if waiting else None


@dataclass(frozen=True)
class Spread:
    """How far a method has gone, counted in organisations.

    verified: outside where it was tried, in use and verified. unverified: outside, in use, nobody has looked or what
    they saw was not use. inside: in use where it was tried. coming: tried or decided. stopped: no longer.
    """

    verified: int = 0
    unverified: int = 0
    inside: int = 0
    coming: int = 0
    stopped: int = 0

    @property
    def known(self) -> int:
        return self.verified + self.unverified + self.inside + self.coming + self.stopped


def spread_of(standings: Iterable[tuple[Standing, bool]]) -> Spread:
    """Count organisations. standings: each with whether the method was tried there, as owner or partner of a project.

    >>> spread_of([])
    Spread(verified=0, unverified=0, inside=0, coming=0, stopped=0)
    """
    counted = dict.fromkeys(("verified", "unverified", "inside", "coming", "stopped"), 0)
    for standing, tried_here in standings:
        counted[_kind(standing, tried_here)] += 1
    return Spread(**counted)


def _kind(standing: Standing, tried_here: bool) -> str:
    if standing.stage == Stage.STOPPED:
        return "stopped"
    if standing.in_use_since is None:
        return "coming"
    if tried_here:
        return "inside"
    return "verified" if standing.verified else "unverified"
