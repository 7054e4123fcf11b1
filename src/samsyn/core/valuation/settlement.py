"""Bokslut: the same model after the fact. Volumes and costs as they became, and the effect only where it was compared.

Without a comparison nothing is said of an effect: the plan's stays an assumption, and what is asked instead is how many
of those who completed would have to owe their success to the effort for it to break even.
Source: docs/methods/bokslut.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from samsyn.core.tables.formula import compute
from samsyn.core.valuation.bridge import BadBridge, Bridge, Score, bridge, score, weighed
from samsyn.core.valuation.compiling import plan_of
from samsyn.core.valuation.cube import SOCIETY, perspectives_of
from samsyn.core.valuation.distributions import Distribution, Fixed, Floats
from samsyn.core.valuation.scenario import Scenario, Value
from samsyn.core.valuation.turning import Gain, point, root

VOLUME, PRICE, EFFECT, LUCK = "volume", "price", "effect", "luck"
TO_COMPLETION = ("need", "reach", "start")  # between the population and those who began: all passed, afterwards
NEEDED = ("people", *TO_COMPLETION, "completion", "effect", "anyway")


@dataclass(frozen=True)
class Observed:
    """What became of it. starters, completed: people. reached: (n, of) of those followed who reached the goal.

    compared: the share who reached it in the comparison; None without one, or when no difference could be shown.
    costs: number of a cost of the scenario → what it became in all, in the plan's prices.
    """

    starters: int
    completed: int
    reached: tuple[int, int] | None = None
    compared: float | None = None
    costs: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Settlement:
    """The plan beside what became, seen by society. effect_shown: whether there was a comparison to rest an effect on.

    needed: the share of the completers who must owe their success to the effort for it to break even: 0 when it does
    without any, None when no share would do. reached: the share who succeeded at all.
    """

    bridge: Bridge
    score: Score
    effect_shown: bool
    needed: float | None
    reached: float | None


def may_be_settled(scenario: Scenario) -> str:
    """Why a scenario cannot be settled, in Swedish; empty when it can."""
    missing = [link for link in NEEDED if scenario.chain.links[link].strip() != f"chain.{link}"]
    if not scenario.chain.works.source:
        return "Bokslut kan än så länge bara göras på kalkyler där målet är ett läge, inte tätare flyttar."
    if missing:
        return f"Ett bokslut kräver att kedjans länkar är egna tal; {', '.join(missing)} är ett uttryck."
    return ""


def settle(scenario: Scenario, observed: Observed, planned: Floats) -> Settlement:
    """Replace the plan by the outcome, one reason at a time. planned: the forecast's draws of present value.

    BadBridge where the numbers contradict each other, or the scenario cannot be settled.
    """
    from samsyn.core.valuation.results import gain_of  # the compiled loops, for those who reckon

    _check(scenario, observed)
    restated = _restated(scenario)
    plan = plan_of(restated)
    society = next(one for one in perspectives_of(plan.accounts, restated.actors) if one.code == SOCIETY)
    gain, known = gain_of(plan, society), plan.known
    replaced = {VOLUME: _volumes(observed), PRICE: _costs(restated, observed)}
    raw: dict[str, float] = {}
    if observed.compared is not None and observed.reached is not None:
        share = observed.reached[0] / observed.reached[1]
        believed = weighed(scenario.values["chain.effect"].used, *observed.reached)
        without = {"chain.anyway": observed.compared}
        if "chain.attribution" in restated.values:  # what others did, the comparison has set aside already
            without["chain.attribution"] = 1.0
        replaced[EFFECT] = {"chain.effect": believed, **without}
        raw = {"chain.effect": share, **without}
    found = bridge(known, replaced, gain)
    end = found.end
    if raw:
        flat = {code: value for values in replaced.values() for code, value in values.items()}
        end = _at(known, {**flat, **raw}, gain)
        found = Bridge(found.start, end, {**found.parts, LUCK: end - found.end})
    return Settlement(
        bridge=found,
        score=score(planned, end),
        effect_shown=bool(raw),
        needed=_needed(known, {**replaced[VOLUME], **replaced[PRICE]}, gain),
        reached=observed.reached[0] / observed.reached[1] if observed.reached else None,
    )


def _check(scenario: Scenario, observed: Observed) -> None:
    if why := may_be_settled(scenario):
        raise BadBridge(why)
    if not 0 <= observed.completed <= observed.starters:
        raise BadBridge(f"{observed.completed} fullföljde av {observed.starters} som började. Rätta antalen.")
    if observed.reached and not (0 <= observed.reached[0] <= observed.reached[1] and observed.reached[1] > 0):
        raise BadBridge(f"{observed.reached[0]} av {observed.reached[1]} nådde målet. Rätta antalen.")
    if observed.reached and observed.reached[1] > observed.completed:
        raise BadBridge(f"{observed.reached[1]} följdes upp av {observed.completed} som fullföljde. Rätta antalen.")
    unknown = [at for at in observed.costs if not 0 <= at < len(scenario.costs)]
    if unknown:
        raise BadBridge(f"Kalkylen har ingen kostnad nummer {unknown[0] + 1}.")


def _restated(scenario: Scenario) -> Scenario:
    """The same at its means, in a form that outcomes fit: "anyway" as a share of all who complete, so that a difference
    below nought can be told; and each cost of the intervention as one amount of its own."""
    effect, anyway = (scenario.values[f"chain.{link}"] for link in ("effect", "anyway"))
    values = dict(scenario.values)
    if scenario.chain.anyway_of != "completers":
        values["chain.anyway"] = _certain(anyway, effect.used.mean * anyway.used.mean)
    means = {code: value.used.mean for code, value in scenario.values.items()}
    costs = []
    for at, cost in enumerate(scenario.costs):
        amount = float(compute(cost.amount, means, float))
        values[_cost(at)] = Value(_cost(at), cost.name, "kr", Fixed(amount), Fixed(amount), source="kalkylen")
        costs.append(replace(cost, amount=_cost(at)))
    chain = replace(scenario.chain, anyway_of="completers")
    return replace(scenario, values=values, costs=tuple(costs), chain=chain)


def _certain(value: Value, mean: float) -> Value:
    return replace(value, known=Fixed(mean), used=Fixed(mean))


def _cost(at: int) -> str:
    return f"cost.{at}"


def planned_costs(scenario: Scenario, starters: float) -> list[float]:
    """What each cost was planned to be in all, with so many starting."""
    restated = _restated(scenario)
    return [
        restated.values[_cost(at)].used.mean * (starters if cost.per == "start" else 1.0)
        for at, cost in enumerate(scenario.costs)
    ]


def _costs(scenario: Scenario, observed: Observed) -> dict[str, float]:
    """In the plan's unit: for everyone who starts where that is how it was planned."""
    found = {}
    for at, amount in observed.costs.items():
        each = scenario.costs[at].per == "start"
        if each and not observed.starters:
            raise BadBridge("Ingen började, så kostnaden per deltagare går inte att räkna ut.")
        found[_cost(at)] = amount / observed.starters if each else amount
    return found


def _volumes(observed: Observed) -> dict[str, float]:
    share = observed.completed / observed.starters if observed.starters else 0.0
    passed = {f"chain.{link}": 1.0 for link in TO_COMPLETION}
    return {"chain.people": float(observed.starters), **passed, "chain.completion": share}


def _at(known: Mapping[str, Distribution], values: Mapping[str, float], gain: Gain) -> float:
    table = point(known)
    for code, value in values.items():
        table[code][:] = value
    return float(gain(table)[0])


def _needed(known: Mapping[str, Distribution], values: Mapping[str, float], gain: Gain) -> float | None:
    """The share of the completers that must owe their success to the effort: nothing anyway, and all of it its own."""
    certain: dict[str, Distribution] = {code: Fixed(each.mean) for code, each in known.items()}
    certain |= {code: Fixed(value) for code, value in values.items()}
    certain |= {"chain.anyway": Fixed(0.0), "chain.effect": Fixed(0.5)}
    if "chain.attribution" in certain:
        certain["chain.attribution"] = Fixed(1.0)
    nobody, everybody = (_at(certain, {"chain.effect": share}, gain) for share in (0.0, 1.0))
    if nobody >= 0:
        return 0.0
    return root(certain, gain, "chain.effect", 0.0, 1.0) if everybody > 0 else None
