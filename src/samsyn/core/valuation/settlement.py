"""Bokslut: the same model after the fact. Volumes, costs and who began as they became; the effect only where compared.

Without a comparison nothing is said of an effect: the plan's stays an assumption, and what is asked instead is what it
would take to break even. A count that was protected before it came is known only to lie between two numbers, and
everything that follows from it is told as lying between two as well (`bounds.py`). Source: docs/methods/bokslut.md.
"""

from __future__ import annotations

from dataclasses import dataclass

from samsyn.core.valuation.books import (
    EFFECT,
    LUCK,
    MIX,
    PRICE,
    TO_COMPLETION,
    VOLUME,
    Books,
    Observed,
    fault_of,
    planned_costs,
    planned_start,
)
from samsyn.core.valuation.bounds import bounds_of
from samsyn.core.valuation.bridge import BadBridge, Bridge, Score, bridge, score
from samsyn.core.valuation.distributions import Floats
from samsyn.core.valuation.scenario import Scenario

__all__ = [
    "EFFECT", "LUCK", "MIX", "PRICE", "VOLUME", "Observed", "Settlement", "may_be_settled", "planned_costs",
    "planned_start", "settle",
]  # fmt: skip

OWN = ("people", *TO_COMPLETION, "completion", "anyway")  # links that must be numbers of their own


@dataclass(frozen=True)
class Settlement:
    """The plan beside what became, seen by society. effect_shown: whether there was a comparison to rest an effect on.

    needed: what it would take to break even, in `needed_is`: the share of the completers who must owe their success to
    the effort ("share"), or how many times as often the moves must happen ("times"). 0 (or 1 time) when nothing is
    needed, None when nothing would do. expected: the same as the plan counted with. reached: the share who succeeded
    at all. likely: the end at both ends of the interval that the comparison gave its difference. *_between: the least
    and the most, as protected counts allow; None where every count is known.
    """

    bridge: Bridge
    score: Score
    effect_shown: bool
    needed: float | None
    needed_is: str
    expected: float
    reached: float | None
    likely: tuple[float, float] | None = None
    end_between: tuple[float, float] | None = None
    needed_between: tuple[float | None, float | None] | None = None
    reached_between: tuple[float, float] | None = None
    scored_between: tuple[Score, Score] | None = None

    @property
    def inside(self) -> bool | None:
        """Whether the forecast's band held the outcome; None where protection decides."""
        if self.scored_between is None:
            return self.score.inside
        held = {self.score.inside, *(each.inside for each in self.scored_between)}
        return held.pop() if len(held) == 1 else None


def may_be_settled(scenario: Scenario) -> str:
    """Why a scenario cannot be settled, in Swedish; empty when it can."""
    needed = OWN if scenario.chain.works.moves else (*OWN, "effect")
    missing = [link for link in needed if scenario.chain.links[link].strip() != f"chain.{link}"]
    if missing:
        return f"Ett bokslut kräver att kedjans länkar är egna tal; {', '.join(missing)} är ett uttryck."
    return ""


def settle(scenario: Scenario, observed: Observed, planned: Floats) -> Settlement:
    """Replace the plan by the outcome, one reason at a time. planned: the forecast's draws of present value.

    BadBridge where the numbers contradict each other, or the scenario cannot be settled.
    """
    if why := may_be_settled(scenario) or fault_of(scenario, observed):
        raise BadBridge(why)
    books = Books.of(scenario)
    found = bridge(books.known, books.replaced(observed, believed=True), books.gain)
    shown = observed.effect_shown
    likely = None
    if shown:
        end = books.worth([books.flat(observed)])[0]
        found = Bridge(found.start, end, {**found.parts, LUCK: end - found.end})
        likely = books.likely(observed)
    bounds = bounds_of(books, observed)
    return Settlement(
        bridge=found,
        score=score(planned, found.end),
        effect_shown=shown,
        needed=books.needed(observed),
        needed_is="times" if books.moves else "share",
        expected=books.known["chain.effect"].mean,
        reached=observed.reached[0] / observed.reached[1] if observed.reached else None,
        likely=likely,
        end_between=bounds.end if bounds else None,
        needed_between=bounds.needed if bounds else None,
        reached_between=bounds.reached if bounds else None,
        scored_between=(score(planned, bounds.end[0]), score(planned, bounds.end[1])) if bounds else None,
    )
