"""A bokslut worked out: the effect where it was compared, the bridge to the outcome, and how forecasts have fared.

What is heavy is kept: the forecast's draws by the frozen copy, and the answer by everything that it follows from.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from itertools import product
from typing import Any

from django.core.cache import cache

from samsyn import __version__
from samsyn.apps.economics.models import Comparison, FollowedOf, FrozenAccount, Settlement
from samsyn.apps.economics.models.settlements import STATED
from samsyn.apps.economics.queries.answers import KEPT, THREADS, frozen_scenario
from samsyn.core.evidence import (
    Assignment,
    Estimate,
    NoComparison,
    NotEstimable,
    Way,
    no_comparison,
    randomised_share,
    stated_share,
)
from samsyn.core.valuation import settlement as core
from samsyn.core.valuation.bank_faults import BadValue
from samsyn.core.valuation.bridge import BadBridge, Record, record_of
from samsyn.core.valuation.cube import SOCIETY
from samsyn.core.valuation.distributions import BadDistribution, Floats
from samsyn.core.valuation.entries import Names
from samsyn.core.valuation.model import BadModel
from samsyn.core.valuation.scenario import Scenario

ASSIGNMENTS = {
    Comparison.LOT: Assignment.LOT,
    Comparison.LOT_WAITING: Assignment.LOT_WAITING,
    Comparison.QUEUE: Assignment.QUEUE,
}
WAYS = {Comparison.ALIKE: Way.ALIKE, Comparison.CHANGE: Way.CHANGE}
SAID = (  # everything in a row that the answer follows from
    "starters", "completed", "reached", "followed", "comparison", "compared_reached", "compared", "costs",
    "followed_of", "began", "over", "delivered", "stated", "stated_low", "stated_high", "stated_doubted",
)  # fmt: skip
MOST = 200  # boksluts in one record


@dataclass(frozen=True)
class CostLine:
    """One of the intervention's own costs: its number in the scenario, and what it was planned to be in all."""

    number: int
    name: Names
    planned: float


@dataclass(frozen=True)
class StartLine:
    """One state that people may begin in, and the share of them that was planned to."""

    code: str
    name: Names
    planned: float


@dataclass(frozen=True)
class Asked:
    """What a bokslut of a frozen account is asked for."""

    scenario: Scenario
    costs: tuple[CostLine, ...]
    starts: tuple[StartLine, ...]

    @property
    def moves(self) -> bool:
        """Whether the effect is on moves, and not on a state."""
        return bool(self.scenario.chain.works.moves)


@dataclass(frozen=True)
class Settled:
    """What a bokslut answers. fault: why it answers nothing, in Swedish. moved: the bank or the engine has changed
    since the copy was frozen, so its numbers no longer come out quite as they stand there. wavering: whether a
    difference is shown depends on how the counts were rounded, so none is."""

    settlement: core.Settlement | None
    estimate: Estimate | NoComparison | None
    asked: Asked | None = None
    fault: str = ""
    moved: bool = False
    wavering: bool = False


def may_be_settled(frozen: FrozenAccount) -> str:
    """Why the copy cannot be settled, in Swedish; empty when it can."""
    try:
        return core.may_be_settled(frozen_scenario(frozen))
    except BadValue as fault:
        return str(fault)


def asked_of(frozen: FrozenAccount) -> Asked:
    """What the frozen account planned, of that which may have come otherwise. BadValue when it cannot be read."""
    scenario = frozen_scenario(frozen)
    planned = core.planned_costs(scenario, frozen.result["chain"]["starters"]["mean"])
    starts = core.planned_start(scenario)
    return Asked(
        scenario,
        tuple(CostLine(at, cost.name, planned[at]) for at, cost in enumerate(scenario.costs)),
        tuple(StartLine(each.code, each.name, starts[each.code]) for each in scenario.states if each.code in starts),
    )


def settled(row: Settlement) -> Settled:
    """Work the bokslut out against its frozen copy."""
    try:
        asked = asked_of(row.frozen)
        estimate, wavering = effect_of(row)
        shown = isinstance(estimate, Estimate) and estimate.detected and not wavering
        likely = (estimate.low, estimate.high) if isinstance(estimate, Estimate) and shown else None
        stated = isinstance(estimate, Estimate) and row.comparison in STATED
        difference = (estimate.effect, estimate.error) if stated else None
        found, moved = _answer(row, asked.scenario, likely, difference)
        return Settled(found, estimate, asked, moved=moved, wavering=wavering)
    except (BadBridge, BadDistribution, BadModel, BadValue, NotEstimable) as fault:
        return Settled(None, None, fault=str(fault))


def effect_of(row: Settlement) -> tuple[Estimate | NoComparison, bool]:
    """The difference from the comparison, and whether rounding decides if there is one; without a comparison, that no
    effect is shown and what could have been compared."""
    if row.comparison in STATED:
        return _stated(row), False
    numbers = (row.reached, row.followed, row.compared_reached, row.compared)
    if not row.comparison or None in numbers:
        return no_comparison(row.completed), False
    estimate = _estimate(row, numbers)
    signs = {_sign(row, each) for each in _corners(row, numbers)}
    return estimate, len(signs | {_sign(row, numbers)}) > 1


def _stated(row: Settlement) -> Estimate | NoComparison:
    """The effect that somebody has estimated already; that none is shown where numbers lack."""
    if None in (row.stated, row.stated_low, row.stated_high, row.followed, row.compared):
        return no_comparison(row.completed)
    return stated_share(
        row.stated, row.stated_low, row.stated_high, (row.followed, row.compared),
        way=WAYS[Comparison(row.comparison)], doubted=row.stated_doubted,
    )  # fmt: skip


def _estimate(row: Settlement, numbers: Iterable[int]) -> Estimate:
    reached, followed, compared_reached, compared = numbers
    assignment = ASSIGNMENTS[Comparison(row.comparison)]
    return randomised_share((reached, followed), (compared_reached, compared), assignment=assignment)


def _sign(row: Settlement, numbers: Iterable[int]) -> int:
    """1 for better than the comparison, -1 for worse, 0 where no difference is shown."""
    try:
        found = _estimate(row, numbers)
    except NotEstimable:
        return 0
    return 0 if not found.detected else 1 if found.effect > 0 else -1


def _corners(row: Settlement, numbers: Iterable[int]) -> Iterable[tuple[int, ...]]:
    """The counts at the ends of what they may have been before they were protected."""
    names = ("reached", "followed", "compared_reached", "compared")
    between = between_of(row)
    ends = [between.get(name, (value, value)) for name, value in zip(names, numbers, strict=True)]
    return (each for each in product(*map(set, ends)) if each[0] <= each[1] and each[2] <= each[3])


def between_of(row: Settlement) -> dict[str, tuple[int, int]]:
    """The least and the most that each delivered count may be."""
    return {name: (each["low"], each["high"]) for name, each in row.delivered.items()}


def observed_of(
    row: Settlement, likely: tuple[float, float] | None, difference: tuple[float, float] | None = None
) -> core.Observed:
    """The row as the model takes it. likely: the interval of the effect that is shown; None where none is.
    difference: with its error, where it was estimated before it came here."""
    known = row.reached is not None and bool(row.followed)
    return core.Observed(
        starters=row.starters,
        completed=row.completed,
        reached=(row.reached, row.followed) if known else None,
        compared=(row.compared_reached, row.compared) if likely and not difference else None,
        difference=difference if likely else None,
        of_all=row.followed_of == FollowedOf.STARTERS,
        costs={int(number): float(amount) for number, amount in row.costs.items()},
        began={code: int(many) for code, many in row.began.items()},
        over=row.over,
        likely=likely,
        between=between_of(row),
    )


def _answer(
    row: Settlement, scenario: Scenario, likely: tuple[float, float] | None, difference: tuple[float, float] | None
) -> tuple[core.Settlement, bool]:
    said = {name: getattr(row, name) for name in SAID}
    key = _key("settled", row.frozen, [asdict(scenario), said, likely])
    kept = cache.get(key)
    if kept is None:
        draws, moved = _planned(row.frozen, scenario)
        kept = core.settle(scenario, observed_of(row, likely, difference), draws), moved
        cache.set(key, kept, KEPT)
    return kept


def _planned(frozen: FrozenAccount, scenario: Scenario) -> tuple[Floats, bool]:
    """The forecast's draws, made again from the frozen seed; and whether they are no longer those that were frozen."""
    from samsyn.core.valuation.results import fingerprint, run_scenario

    key = _key("forecast", frozen, asdict(scenario))
    kept = cache.get(key)
    if kept is None:
        done = run_scenario(scenario, frozen.result["draws"], frozen.result["seed"], THREADS)
        kept = done.present(done.society), fingerprint(done) != frozen.result["hash"]
        cache.set(key, kept, KEPT)
    return kept


def _key(what: str, frozen: FrozenAccount, of: Any) -> str:
    said = json.dumps([frozen.sha256, __version__, of], sort_keys=True, default=str)
    return f"{what}-{hashlib.sha256(said.encode()).hexdigest()}"


@dataclass(frozen=True)
class Fared:
    """One bokslut in the record: what was promised, what it became, and whether it may be scored."""

    row: Settlement
    answer: Settled

    @property
    def promised(self) -> Mapping[str, float]:
        return self.row.frozen.result["perspectives"][SOCIETY]["present_value"]

    @property
    def scored(self) -> bool:
        """Only where an effect was shown, the forecast had a band, and rounding does not decide which side of it."""
        found = self.answer.settlement
        banded = self.promised["low"] < self.promised["high"]
        return bool(found and found.effect_shown and banded and found.inside is not None)


def settlements_of(user) -> list[Fared]:
    """Every bokslut that the user may see, the latest written of each account, with what it answers."""
    rows = Settlement.objects.visible_to(user).select_related(
        "frozen__account__organisation", "frozen__account__project", "release"
    )
    latest: dict[int, Settlement] = {}
    for row in rows.order_by("-changed_at", "pk")[:MOST]:
        latest.setdefault(row.frozen.account_id, row)
    return [Fared(row, settled(row)) for row in latest.values()]


def record_among(fared: Iterable[Fared]) -> Record | None:
    """How the forecasts that may be scored have fared; None where none may."""
    found = [each.answer.settlement for each in fared if each.scored]
    return record_of([(one.score.rank, bool(one.inside)) for one in found if one])
