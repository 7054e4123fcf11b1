"""A plan at its means, in a form that outcomes fit: what was observed takes the place of what was believed.

Source: docs/methods/bokslut.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from samsyn.core.tables.formula import compute
from samsyn.core.valuation.bridge import BadBridge, Share, error_of_difference, error_of_ratio, weighed
from samsyn.core.valuation.compiling import plan_of
from samsyn.core.valuation.cube import SOCIETY, perspectives_of
from samsyn.core.valuation.distributions import Distribution, Fixed, Floats
from samsyn.core.valuation.draws import draw_table
from samsyn.core.valuation.scenario import Scenario, Value
from samsyn.core.valuation.turning import Gain, point, root

VOLUME, PRICE, MIX, EFFECT, LUCK = "volume", "price", "mix", "effect", "luck"
TO_COMPLETION = ("need", "reach", "start")  # between the population and those who began: all passed, afterwards
LEAST_TIMES = 0.01  # where the logarithm of none at all is taken
MOST_TIMES = 20.0  # how many times as often a move is asked whether it would have to happen
KNOWN_BY = 4_000  # draws by which the plan's own belief in its effect is described
SEED = 20_260_101

Values = dict[str, float]


@dataclass(frozen=True)
class Observed:
    """What became of it. starters, completed: people. reached: of those followed, who reached the goal, or, where the
    effect is on moves, made one of them.

    compared: the same in the comparison; None without one, or when no difference could be shown.
    difference: of the shares, with its standard error, where it was estimated in another way than from two shares; only
    where the goal is a state, and then in place of compared.
    of_all: whether those followed are of all who began, and not of those who completed.
    costs: number of a cost of the scenario → what it became in all, in the plan's prices.
    began: state → how many stood there when they began; empty where that is not known (moves only).
    over: years between the two times that moves were seen. likely: the interval of the difference between the two
    shares, where there is a comparison. between: the least and the most that a count may be, by
    "starters", "completed", "reached", "followed", "compared_reached", "compared" or "began.<state>", where protected.
    """

    starters: int
    completed: int
    reached: Share | None = None
    compared: Share | None = None
    of_all: bool = False
    costs: Mapping[int, float] = field(default_factory=dict)
    began: Mapping[str, int] = field(default_factory=dict)
    over: float = 1.0
    likely: tuple[float, float] | None = None
    between: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    difference: tuple[float, float] | None = None

    @property
    def effect_shown(self) -> bool:
        """Whether there is a comparison to rest an effect on."""
        return self.reached is not None and (self.compared is not None or self.difference is not None)

    def alone(self) -> Observed:
        """The same without its comparison."""
        return replace(self, compared=None, difference=None)


def fault_of(scenario: Scenario, observed: Observed) -> str:
    """What in the numbers contradicts what, in Swedish; empty when they can all be true."""
    if not 0 <= observed.completed <= observed.starters:
        return f"{observed.completed} fullföljde av {observed.starters} som började. Rätta antalen."
    for n, of in (share for share in (observed.reached, observed.compared) if share):
        if not 0 <= n <= of or of == 0:
            return f"{n} av {of} nådde målet. Rätta antalen."
    followed, within = observed.reached[1] if observed.reached else 0, _followed_of(observed)
    if followed > within:
        who = "började" if observed.of_all else "fullföljde"
        return f"{followed} följdes upp av {within} som {who}. Rätta antalen."
    unknown = [at for at in observed.costs if not 0 <= at < len(scenario.costs)]
    if unknown:
        return f"Kalkylen har ingen kostnad nummer {unknown[0] + 1}."
    return _fault_of_moves(scenario, observed)


def _followed_of(observed: Observed) -> int:
    return observed.starters if observed.of_all else observed.completed


def _fault_of_moves(scenario: Scenario, observed: Observed) -> str:
    if observed.difference and scenario.chain.works.moves:
        return "Där målet är tätare flyttar behöver jämförelsen vara två andelar: hur många som flyttade i var grupp."
    if observed.began and not scenario.chain.works.moves:
        return "Var människor stod från början betyder något bara där målet är tätare flyttar."
    known = {state.code for state in scenario.states}
    if wrong := sorted(set(observed.began) - known):
        return f"Kalkylen har inget läge som heter {wrong[0]}."
    if observed.began and (min(observed.began.values()) < 0 or not sum(observed.began.values())):
        return "Ingen stod i något läge från början. Rätta antalen, eller lämna dem tomma."
    if scenario.chain.works.moves and not observed.over > 0:
        return "Tiden mellan de två tillfällena ska vara mer än 0 år."
    if scenario.chain.works.moves and observed.compared and not observed.compared[0] and observed.reached:
        return "Ingen i jämförelsen flyttade, så det går inte att säga hur många gånger så ofta deltagarna gjorde det."
    return ""


def planned_costs(scenario: Scenario, starters: float) -> list[float]:
    """What each cost was planned to be in all, with so many starting."""
    amounts = _amounts(scenario)
    return [
        amount * (starters if cost.per == "start" else 1.0)
        for amount, cost in zip(amounts, scenario.costs, strict=True)
    ]


@dataclass(frozen=True)
class Books:
    """A plan at its means, in a form that outcomes fit.

    own: the effect on each who completes that the plan believed was the effort's alone, which is what a comparison
    shows: a difference between shares, or, for moves, how many times more than once. believed: draws of it.
    """

    scenario: Scenario
    known: Mapping[str, Distribution]
    gain: Gain
    own: float
    believed: Floats

    @classmethod
    def of(cls, scenario: Scenario) -> Books:
        from samsyn.core.valuation.results import gain_of  # the compiled loops, for those who reckon

        restated = _restated(scenario)
        plan = plan_of(restated)
        society = next(one for one in perspectives_of(plan.accounts, restated.actors) if one.code == SOCIETY)
        own = float(_own(scenario, _means(scenario)))
        return cls(restated, plan.known, gain_of(plan, society), own, _believed(scenario))

    @property
    def moves(self) -> bool:
        return bool(self.scenario.chain.works.moves)

    def worth(self, points: list[Values]) -> list[float]:
        """What society gains at each of these points, everything else as planned. One call."""
        table = point(self.known, len(points))
        for at, values in enumerate(points):
            for code, value in values.items():
                table[code][at] = value
        return [float(value) for value in self.gain(table)]

    def replaced(self, observed: Observed, *, believed: bool) -> dict[str, Values]:
        """What was observed, by reason. believed: with the effect weighed against what the plan believed."""
        found = {VOLUME: _volumes(observed), PRICE: self._costs(observed), MIX: self._mix(observed)}
        if observed.effect_shown:
            found[EFFECT] = self._effect(observed, believed)
        return found

    def flat(self, observed: Observed) -> Values:
        """Everything observed, as it was."""
        return {
            code: value for values in self.replaced(observed, believed=False).values() for code, value in values.items()
        }

    def needed(self, observed: Observed) -> float | None:
        """What it takes to break even with the volumes, costs and people that came, all of the effect its own."""
        base = {**self.flat(observed.alone()), **self._all_its_own()}
        if self.moves:
            return self._times_needed(base)
        nobody, everybody = self.worth([{**base, "chain.effect": share} for share in (0.0, 1.0)])
        if nobody >= 0:
            return 0.0
        return -nobody / (everybody - nobody) if everybody > 0 else None  # the share enters linearly

    def _times_needed(self, base: Values) -> float | None:
        if self.worth([{**base, "chain.effect": 1.0}])[0] >= 0:
            return 1.0
        certain: dict[str, Distribution] = {code: Fixed(each.mean) for code, each in self.known.items()}
        certain |= {code: Fixed(value) for code, value in base.items()}
        certain["chain.effect"] = Fixed(1.0)  # the crossing nearest to nothing happening
        return root(certain, self.gain, "chain.effect", 1.0, MOST_TIMES)

    def _effect(self, observed: Observed, believed: bool) -> Values:
        """The effect as the comparison tells it. Where those followed are of all who began, it is laid on those who
        completed, so that what it does in all is the same."""
        among = _among(observed)
        if not among:
            raise BadBridge("Ingen fullföljde, så en effekt har ingen att ligga på. Rätta antalen.")
        difference, error, other = _difference(observed)
        if not believed:
            return self._at_difference(difference, other, among, observed.over)
        if self.moves and observed.reached and observed.compared:
            times = times_as_often(observed.reached[0] / observed.reached[1], other, observed.over)
            ratio = error_of_ratio(observed.reached, observed.compared)
            return self._times(self._believed_times(times, among, ratio), among)
        weighted = weighed(among * self.own, among * float(self.believed.std()), difference, error)
        return self._at_difference(weighted, other, among, observed.over)

    def _at_difference(self, difference: float, other: float, among: float, over: float) -> Values:
        """What a difference from the share in the comparison makes of the effect."""
        if self.moves:
            return self._times(times_as_often(min(max(other + difference, 0.0), 1.0), other, over), among)
        return {"chain.effect": difference / among, **self._all_its_own()}

    def _times(self, times: float, among: float) -> Values:
        return {"chain.effect": max(0.0, 1 + (times - 1) / among), **self._all_its_own()}

    def likely(self, observed: Observed) -> tuple[float, float] | None:
        """The end where the difference is what the ends of its interval say."""
        if observed.likely is None or not observed.effect_shown:
            return None
        among, other = _among(observed), _difference(observed)[2]
        base = self.flat(observed.alone())
        points = [{**base, **self._at_difference(each, other, among, observed.over)} for each in observed.likely]
        low, high = sorted(self.worth(points))
        return low, high

    def _believed_times(self, seen: float, among: float, error: float) -> float:
        """Weighed as logarithms, for twice and half as often are equally far from as often."""
        planned, draws = (np.log(np.maximum(1 + among * each, LEAST_TIMES)) for each in (self.own, self.believed))
        return float(np.exp(weighed(float(planned), float(draws.std()), math.log(max(seen, LEAST_TIMES)), error)))

    def _all_its_own(self) -> Values:
        """What would have happened anyway, and what others did, the comparison has set aside already."""
        found = {"chain.anyway": 0.0}
        if "chain.attribution" in self.known:
            found["chain.attribution"] = 1.0
        return found

    def _costs(self, observed: Observed) -> Values:
        """In the plan's unit: for everyone who starts where that is how it was planned."""
        found = {}
        for at, amount in observed.costs.items():
            each = self.scenario.costs[at].per == "start"
            if each and not observed.starters:
                raise BadBridge("Ingen började, så kostnaden per deltagare går inte att räkna ut.")
            found[_cost(at)] = amount / observed.starters if each else amount
        return found

    def _mix(self, observed: Observed) -> Values:
        whole = sum(observed.began.values())
        return {start_of(code): observed.began.get(code, 0) / whole for code in self.starts} if whole else {}

    @property
    def starts(self) -> tuple[str, ...]:
        """Every state one may begin in; none where the goal is a state, for then nobody moves."""
        return tuple(self.scenario.start) if self.moves else ()


def _difference(observed: Observed) -> tuple[float, float, float]:
    """The difference between the shares, its standard error, and the share in the comparison."""
    reached, compared = observed.reached, observed.compared
    if reached is None:
        raise BadBridge("Hur många som nådde målet är inte känt. Skriv båda antalen.")
    seen = reached[0] / reached[1]
    if observed.difference is not None:
        return (*observed.difference, seen - observed.difference[0])
    if compared is None:
        raise BadBridge("Jämförelsens antal är inte kända. Skriv båda antalen.")
    other = compared[0] / compared[1]
    return seen - other, error_of_difference(reached, compared), other


def _among(observed: Observed) -> float:
    """The part that completed, of those whom the outcome is about."""
    return observed.completed / observed.starters if observed.of_all and observed.starters else 1.0


def times_as_often(share: float, compared: float, over: float) -> float:
    """How many times as often a move is made in a year, when shares who made it were seen over so many years.

    >>> times_as_often(0.5, 0.25, 1.0)
    2.0
    """
    yearly: list[float] = [1 - (1 - each) ** (1 / over) for each in (share, compared)]
    return yearly[0] / yearly[1]


def _restated(scenario: Scenario) -> Scenario:
    """The same at its means, in a form that outcomes fit: "anyway" taken off the effect, so that a difference below
    nought can be told; each cost of the intervention, the effect, and each share that begins somewhere, as one number.
    """
    values, chain = dict(scenario.values), scenario.chain
    anyway = values["chain.anyway"]
    if chain.works.moves:
        values["chain.effect"] = _number("chain.effect", anyway, _mean_effect(scenario))
        chain = replace(chain, links={**chain.links, "effect": "chain.effect"})
    elif chain.anyway_of != "completers":
        share = values["chain.effect"].used.mean * anyway.used.mean
        values["chain.anyway"] = _number("chain.anyway", anyway, share)
        chain = replace(chain, anyway_of="completers")
    costs = []
    for at, (cost, amount) in enumerate(zip(scenario.costs, _amounts(scenario), strict=True)):
        values[_cost(at)] = _number(_cost(at), anyway, amount)
        costs.append(replace(cost, amount=_cost(at)))
    start = dict(scenario.start)
    if chain.works.moves:
        for code, share in _shares(scenario).items():
            values[start_of(code)] = _number(start_of(code), anyway, share)
            start[code] = start_of(code)
    return replace(scenario, values=values, costs=tuple(costs), start=start, chain=chain)


def _number(code: str, like: Value, mean: float) -> Value:
    return replace(like, code=code, known=Fixed(mean), used=Fixed(mean))


def _means(scenario: Scenario) -> dict[str, float]:
    return {code: value.used.mean for code, value in scenario.values.items()}


def _amounts(scenario: Scenario) -> list[float]:
    means = _means(scenario)
    return [float(compute(cost.amount, means, float)) for cost in scenario.costs]


def _shares(scenario: Scenario) -> dict[str, float]:
    """The share planned to begin in each state, all together one."""
    means = _means(scenario)
    planned = {code: max(0.0, float(compute(text, means, float))) for code, text in scenario.start.items()}
    whole = sum(planned.values()) or 1.0
    return {state.code: planned.get(state.code, 0.0) / whole for state in scenario.states}


def planned_start(scenario: Scenario) -> dict[str, float]:
    """The share planned to begin in each state, by its code; empty where the goal is a state, not moves."""
    return _shares(scenario) if scenario.chain.works.moves else {}


def _mean_effect(scenario: Scenario) -> float:
    mean: float = compute(scenario.chain.links["effect"], _means(scenario), float)
    return mean


def _own(scenario: Scenario, named: Mapping[str, Floats | float]) -> Floats:
    """What a comparison would show if the plan were right: less what had happened anyway and what is others' doing."""
    chain = scenario.chain
    links = ("effect", "anyway", "attribution")
    effect, anyway, attribution = (np.asarray(compute(chain.links[link], named, float)) for link in links)
    if chain.works.moves:
        return np.asarray((effect - 1) * (1 - anyway) * attribution)
    if chain.anyway_of == "completers":
        return np.asarray((effect - anyway) * attribution)
    return np.asarray(effect * (1 - anyway) * attribution)


def _believed(scenario: Scenario) -> Floats:
    table = draw_table(plan_of(scenario).known, KNOWN_BY, SEED, scenario.together)
    return np.broadcast_to(_own(scenario, dict(zip(table.codes, table.values, strict=True))), (KNOWN_BY,))


def _cost(at: int) -> str:
    return f"cost.{at}"


def start_of(code: str) -> str:
    """The name of the share that begins in a state."""
    return f"start.{code}"


def _volumes(observed: Observed) -> Values:
    share = observed.completed / observed.starters if observed.starters else 0.0
    passed = {f"chain.{link}": 1.0 for link in TO_COMPLETION}
    return {"chain.people": float(observed.starters), **passed, "chain.completion": share}
