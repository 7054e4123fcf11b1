"""A bokslut worked out: the effect where it was compared, the bridge to the outcome, and how the forecast fared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samsyn.apps.economics.models import Comparison, FrozenAccount, Settlement
from samsyn.apps.economics.queries.answers import THREADS, frozen_scenario
from samsyn.core.evidence import Assignment, Estimate, NoComparison, NotEstimable, no_comparison, randomised_share
from samsyn.core.valuation import settlement as core
from samsyn.core.valuation.bank_faults import BadValue
from samsyn.core.valuation.bridge import BadBridge
from samsyn.core.valuation.distributions import BadDistribution
from samsyn.core.valuation.entries import Names
from samsyn.core.valuation.model import BadModel
from samsyn.core.valuation.scenario import Scenario

ASSIGNMENTS = {
    Comparison.LOT: Assignment.LOT,
    Comparison.LOT_WAITING: Assignment.LOT_WAITING,
    Comparison.QUEUE: Assignment.QUEUE,
}


@dataclass(frozen=True)
class CostLine:
    """One of the intervention's own costs: its number in the scenario, and what it was planned to be in all."""

    number: int
    name: Names
    planned: float


@dataclass(frozen=True)
class Settled:
    """What a bokslut answers. fault: why it answers nothing, in Swedish. moved: the bank or the engine has changed
    since the copy was frozen, so its numbers no longer come out quite as they stand there."""

    settlement: core.Settlement | None
    estimate: Estimate | NoComparison | None
    costs: tuple[CostLine, ...] = ()
    fault: str = ""
    moved: bool = False


def may_be_settled(frozen: FrozenAccount) -> str:
    """Why the copy cannot be settled, in Swedish; empty when it can."""
    try:
        return core.may_be_settled(frozen_scenario(frozen))
    except BadValue as fault:
        return str(fault)


def costs_of(frozen: FrozenAccount) -> tuple[CostLine, ...]:
    """The intervention's costs as the frozen account planned them. BadValue when it can no longer be read."""
    return _costs(frozen_scenario(frozen), frozen.result)


def _costs(scenario: Scenario, result: Mapping[str, Any]) -> tuple[CostLine, ...]:
    planned = core.planned_costs(scenario, result["chain"]["starters"]["mean"])
    return tuple(CostLine(at, cost.name, planned[at]) for at, cost in enumerate(scenario.costs))


def settled(row: Settlement) -> Settled:
    """Work the bokslut out against its frozen copy."""
    try:
        scenario = frozen_scenario(row.frozen)
        estimate = effect_of(row)
        shown = isinstance(estimate, Estimate) and estimate.detected
        observed = core.Observed(
            starters=row.starters,
            completed=row.completed,
            reached=(row.reached, row.followed) if row.followed and row.reached is not None else None,
            compared=row.compared_reached / row.compared if shown else None,
            costs={int(number): float(amount) for number, amount in row.costs.items()},
        )
        draws, moved = _planned(row.frozen, scenario)
        found = core.settle(scenario, observed, draws)
        return Settled(found, estimate, _costs(scenario, row.frozen.result), moved=moved)
    except (BadBridge, BadDistribution, BadModel, BadValue, NotEstimable) as fault:
        return Settled(None, None, fault=str(fault))


def effect_of(row: Settlement) -> Estimate | NoComparison:
    """The difference from the comparison; without one, that no effect is shown and what could have been compared."""
    numbers = (row.reached, row.followed, row.compared_reached, row.compared)
    if row.comparison and None not in numbers:
        treated, compared = (row.reached, row.followed), (row.compared_reached, row.compared)
        return randomised_share(treated, compared, assignment=ASSIGNMENTS[Comparison(row.comparison)])
    return no_comparison(row.completed)


def _planned(frozen: FrozenAccount, scenario: Scenario):
    """The forecast's draws, made again from the frozen seed; and whether they are no longer those that were frozen."""
    from samsyn.core.valuation.results import fingerprint, run_scenario

    done = run_scenario(scenario, frozen.result["draws"], frozen.result["seed"], THREADS)
    return done.present(done.society), fingerprint(done) != frozen.result["hash"]
