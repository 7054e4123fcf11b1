"""What a run says: present values by perspective, years, chances, what turns the answer, and what was assumed.

Plain dictionaries, ready for JSON; the words and pictures are made elsewhere. `PROTOCOL` names the shape.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from samsyn.core.tables.formula import keys_in
from samsyn.core.valuation import cube as cubes
from samsyn.core.valuation.bank import NEWER
from samsyn.core.valuation.compiling import Plan, plan_of
from samsyn.core.valuation.cube import PUBLIC, SOCIETY, WELLBEING, Cube, Perspective, Spread, spread_of
from samsyn.core.valuation.distributions import Floats
from samsyn.core.valuation.draws import Table, draw_table
from samsyn.core.valuation.engine import SMALL_GROUP, links_of, run, run_people
from samsyn.core.valuation.information import LEAST, evpi, evppi
from samsyn.core.valuation.scenario import BASES, LINKS, Scenario, Value
from samsyn.core.valuation.turning import Asked, Gain, point, roots, switching, tornado

PROTOCOL = "samsyn-konto-resultat/1"
CURRENCY = "SEK"
SEED = 20_260_101
DRAWS = 10_000
LUCKY_DRAWS = 2_500  # of whole people, of whom every one is walked through every year
EFFECT = "effect"


@dataclass(frozen=True)
class Run:
    """A scenario with its draws and its cube: everything a result is read from."""

    scenario: Scenario
    plan: Plan
    table: Table
    cube: Cube
    seed: int
    threads: int = 1

    @property
    def perspectives(self) -> tuple[Perspective, ...]:
        return cubes.perspectives_of(self.plan.accounts, self.scenario.actors)

    @property
    def society(self) -> Perspective:
        return next(one for one in self.perspectives if one.code == SOCIETY)

    def yearly(self, perspective: Perspective, part: Floats | None = None) -> Floats:
        """What a perspective gains each year in each draw, with the cost of taxes where the scenario counts it."""
        part = self.cube.gain if part is None else part
        sums = self.cube.of(part, perspective.members)
        if perspective.code == SOCIETY and self.scenario.tax_factor != 1:
            public = next(one for one in self.perspectives if one.code == PUBLIC)
            sums = sums + (self.scenario.tax_factor - 1) * self.cube.of(part, public.members)
        return sums

    def present(self, perspective: Perspective, rate: float | None = None, part: Floats | None = None) -> Floats:
        return cubes.present_value(self.yearly(perspective, part), self.scenario.rates[0] if rate is None else rate)


def run_scenario(scenario: Scenario, draws: int = DRAWS, seed: int = SEED, threads: int = 1, basis: str = "") -> Run:
    """Draw, and run the cohort. BadModel where the scenario's parts do not fit together."""
    plan = plan_of(scenario, basis)
    table = draw_table(plan.known, draws, seed, scenario.together, threads=threads)
    return Run(scenario, plan, table, run(plan, table, threads), seed, threads)


def fingerprint(done: Run) -> str:
    """Of the scenario, the seed and every number of the cube: equal for equal work, whoever did it."""
    known = hashlib.blake2b(digest_size=16)
    known.update(described(done.scenario).encode())
    known.update(f"{done.seed}/{done.plan.basis}/{done.table.draws}".encode())
    known.update(done.cube.fingerprint().encode())
    return known.hexdigest()


def described(scenario: Scenario) -> str:
    """The scenario as canonical text: what a frozen account keeps, and what its fingerprint rests on."""
    plain = asdict(scenario)
    plain.pop("actors")
    plain.pop("grades")
    for value in plain["values"].values():
        value.pop("why_en")
        value["notices"] = [one for one in value["notices"] if one["code"] != NEWER]  # changes no number
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, default=str)


def brief_of(done: Run, version: str) -> dict[str, Any]:
    """What is said at once while a value is being moved: who gains and loses, how often, and the chain.

    No years, and no ends where a mean is all that is shown.
    """
    seen = _at_once(done)
    return {
        **_about(done, version),
        "perspectives": seen,
        "chain": _chain(done, _mean_of),
        "losers": _losing({code: each["present_value"]["mean"] for code, each in seen.items()}),
    }


def _at_once(done: Run) -> dict[str, Any]:
    """Every perspective in short, with one look at all their draws."""
    rate, term, perspectives = done.scenario.rates[0], done.scenario.term, done.perspectives
    yearly = [done.yearly(one) for one in perspectives]
    present = np.array([cubes.present_value(each, rate) for each in yearly])
    spreads = cubes.spreads_of(present)
    terms = cubes.spreads_of(np.array([cubes.present_value(each[:term], rate) for each in yearly]))
    costs = done.cube.cost.mean(axis=2, keepdims=True)
    found = {}
    for at, one in enumerate(perspectives):
        cost = float(cubes.present_value(done.yearly(one, costs), rate)[0])
        found[one.code] = {
            "present_value": spreads[at].as_dict(),
            "first_term": terms[at].as_dict(),
            "p_gain": float((present[at] > 0).mean()),
            "payback_year": _payback_year(done, cubes.payback(yearly[at], rate)[0]),
            "cost": {"mean": cost},
            "benefit": {"mean": spreads[at].mean - cost},
            "parts": list(one.parts),
        }
    return found


def _mean_of(draws: Floats) -> dict[str, float]:
    return {"mean": float(draws.mean())}


def _spread_of(draws: Floats) -> dict[str, float]:
    return spread_of(draws).as_dict()


def _about(done: Run, version: str) -> dict[str, Any]:
    scenario = done.scenario
    return {
        "protocol": PROTOCOL,
        "model": scenario.code,
        "name": dict(scenario.name),
        "version": version,
        "draws": done.table.draws,
        "seed": done.seed,
        "currency": CURRENCY,
        "price_year": scenario.price_year,
        "first_year": scenario.first_year,
        "years": scenario.years,
        "term": scenario.term,
        "discount_rate": scenario.rates[0],
        "basis": done.plan.basis,
        "tax_factor": scenario.tax_factor,
        "cover": cubes.COVER,
    }


def result_of(done: Run, version: str) -> dict[str, Any]:
    """Everything a run says. version: of the engine that ran it."""
    scenario = done.scenario
    gain = done.present(done.society)
    return {
        **_about(done, version),
        "hash": fingerprint(done),
        "perspectives": {one.code: _seen_from(done, one) for one in done.perspectives},
        "chain": _chain(done),
        "losers": losers(done),
        "rates": {f"{each:g}": _by_rate(done, each) for each in scenario.rates},
        "bases": _by_basis(done),
        "potential": {one.code: _potential(done, one) for one in done.perspectives},
        "break_even": break_even(done),
        "switching": _switching(done),
        "tornado": [_named(scenario, asdict(swing)) for swing in _tornado(done)],
        "evpi": evpi(gain),
        "evppi": [
            _named(scenario, {"code": one.code, "value": one.value, "error": one.error, "floor": one.floor})
            for one in (evppi(_varying(done), gain) if gain.size >= LEAST else [])
        ],
        "mvpf": mvpf(done),
        "chance": chance(done),
        "assumptions": [_assumption(value) for value in used_values(done) if value.assumed],
        "sources": [_source(value) for value in used_values(done)],
        "notices": _notices(done),
    }


def _payback_year(done: Run, reached: int | None) -> int | None:
    return None if reached is None else done.scenario.first_year + reached


def _seen_from(done: Run, one: Perspective) -> dict[str, Any]:
    yearly, costs, rate = done.yearly(one), done.yearly(one, done.cube.cost), done.scenario.rates[0]
    term = slice(0, done.scenario.term)
    present, cost = cubes.present_value(yearly, rate), cubes.present_value(costs, rate)
    benefit = present - cost
    reached, chances = cubes.payback(yearly, rate)
    return {
        "present_value": _spread_of(present),
        "by_year": [_spread_of(year) for year in yearly],
        "first_term": _spread_of(cubes.present_value(yearly[term], rate)),
        "p_gain": float((present > 0).mean()),
        "payback_year": _payback_year(done, reached),
        "p_payback_by_year": chances,
        "cost": _spread_of(cost),
        "benefit": _spread_of(benefit),
        "benefit_first_term": _spread_of(cubes.present_value(yearly[term] - costs[term], rate)),
        "benefit_cost_ratio": float(benefit.mean() / -cost.mean()) if cost.mean() < 0 else None,
        "parts": list(one.parts),
    }


def _potential(done: Run, one: Perspective) -> dict[str, Any]:
    """What everyone's success would be worth, or what the exclusion costs: never what is expected of the effort."""
    yearly, rate = done.yearly(one, done.cube.potential), done.scenario.rates[0]
    return {
        "present_value": spread_of(cubes.present_value(yearly, rate)).as_dict(),
        "first_term": spread_of(cubes.present_value(yearly[: done.scenario.term], rate)).as_dict(),
    }


def _by_rate(done: Run, rate: float) -> dict[str, Any]:
    return {one.code: spread_of(done.present(one, rate)).as_dict() for one in done.perspectives}


def _by_basis(done: Run) -> dict[str, Any]:
    """The same draws with resources at their average, marginal and releasable cost, where resources are counted."""
    found: dict[str, Any] = {}
    counted = any(flow.kind == "resource" for flow in done.scenario.flows)
    for basis in BASES if counted else ():
        if basis == done.plan.basis:
            other = done
        else:
            plan = plan_of(done.scenario, basis)
            other = Run(done.scenario, plan, done.table, run(plan, done.table, done.threads), done.seed, done.threads)
        found[basis] = {one.code: spread_of(other.present(one)).as_dict() for one in other.perspectives}
    return found


def _chain(done: Run, told: Callable[[Floats], dict[str, float]] = _spread_of) -> dict[str, Any]:
    """How many are left after each link, on average; what the intervention changed is the last."""
    values = done.plan.values(done.table)
    links = links_of(done.plan, values)
    link = {name: values[row] for name, row in done.plan.chain.items()}
    return {
        "links": {name: told(link[name]) for name in LINKS},
        "people": told(link["people"]),
        "concerned": told(links.concerned),
        "starters": told(links.starters),
        "completers": told(links.completers),
        "changed": told(links.successes) if done.plan.per_success else None,
        "per_success": done.plan.per_success,
        "anyway_of": done.scenario.chain.anyway_of,
    }


def losers(done: Run) -> list[str]:
    """Actors that lose on average, whatever society gains, the greatest loss first."""
    return _losing({one.code: float(done.present(one).mean()) for one in done.perspectives})


def _losing(means: Mapping[str, float]) -> list[str]:
    losing = [code for code, mean in means.items() if mean < -0.5 and code not in (SOCIETY, PUBLIC, WELLBEING)]
    return sorted(losing, key=lambda code: means[code])


def gain_of(plan: Plan, *perspectives: Perspective) -> Gain:
    """Present values at any points: (points,) for one perspective, (perspectives, points) for several."""

    def gain(table: Table) -> Floats:
        there = Run(plan.scenario, plan, table, run(plan, table, strict=False), SEED)
        answers = np.array([there.present(one) for one in perspectives])
        return answers if len(perspectives) > 1 else answers[0]

    return gain


def _tornado(done: Run) -> list[Any]:
    return tornado(done.plan.known, gain_of(done.plan, done.society), uncertain(done))


def uncertain(done: Run) -> list[str]:
    """Parameters that the plan reads and that are not known for certain; others cannot turn the answer."""
    return [code for code in done.plan.read if done.plan.known[code].sd > 0]


def break_even(done: Run) -> dict[str, Any]:
    """The effect at which each perspective neither gains nor loses, everything else at its mean; None where none does.

    expected: the effect that the calculation counts with; share: what part of it is enough, counted from no effect.
    code: the value asked of, the effect itself or the only one that its expression names.
    """
    known, text = done.plan.known, done.scenario.chain.links[EFFECT].strip()
    named = [name for name in keys_in(text) if name in known]
    if len(named) != 1:
        return {}
    code = named[0]
    expected = known[code].mean
    none, highest = 0.0, max(1.0, 2 * expected)
    if code == text:
        none, highest = (0.0, 1.0) if done.plan.per_success else (1.0, max(2.0, 2 * expected))
    found = {}
    money = [one for one in done.perspectives if one.code != WELLBEING]
    asked = [Asked(code, 0.0, highest, of) for of in range(len(money))]
    for one, at in zip(money, roots(known, gain_of(done.plan, *money), asked), strict=True):
        found[one.code] = {
            "code": code,
            "effect": at,
            "expected": expected,
            "share": None if at is None or expected == none else (at - none) / (expected - none),
        }
    return found


def _switching(done: Run) -> dict[str, Any]:
    return switching(done.plan.known, gain_of(done.plan, done.society), uncertain(done))


def mvpf(done: Run) -> dict[str, float | None]:
    """Marginal value of public funds: what those concerned gain for each krona of net public cost.

    None with "pays_for_itself" where the public sector does not lose. Everyone outside it is concerned. The cost of
    taxes is left out on both sides, whatever the calculation counts with.
    """
    by_code = {one.code: one for one in done.perspectives}
    others = tuple(at for at in by_code[SOCIETY].members if at not in by_code[PUBLIC].members)
    public = float(done.present(by_code[PUBLIC]).mean())
    gain = float(cubes.present_value(done.cube.of(done.cube.gain, others), done.scenario.rates[0]).mean())
    paid = public >= 0
    return {"value": None if paid else gain / -public, "pays_for_itself": paid, "gain": gain, "net_cost": -public}


def chance(done: Run) -> dict[str, Any] | None:
    """What chance alone does to a group smaller than SMALL_GROUP, beside what not knowing does; None for larger.

    knowledge: draws of the parameters, chance averaged. luck: the parameters at their means, whole people. both: both.
    Luck is told from at most LUCKY_DRAWS draws: whole people are walked one by one, and a share within one in a hundred
    is enough to see what chance does.
    """
    links = links_of(done.plan, done.plan.values(done.table))
    people = float(links.completers.mean())
    if people >= SMALL_GROUP:
        return None
    some = done.table.first(LUCKY_DRAWS)
    still = point(done.plan.known, some.draws)
    runs = {
        "knowledge": (done.table, done.cube),
        "luck": (still, run_people(done.plan, still, done.seed, done.threads)),
        "both": (some, run_people(done.plan, some, done.seed, done.threads)),
    }
    found: dict[str, Any] = {"people": people, "draws": some.draws}
    for name, (table, cube) in runs.items():
        seen = Run(done.scenario, done.plan, table, cube, done.seed)
        found[name] = {
            one.code: {
                "present_value": spread_of(present).as_dict(),
                "p_gain": float((present > 0).mean()),
                "sd": float(present.std()),
            }
            for one in done.perspectives
            for present in [seen.present(one)]
        }
    return found


def used_values(done: Run) -> list[Value]:
    """The values that some row of the plan reads, in the order they were written."""
    return [done.scenario.values[code] for code in done.plan.read]


def _varying(done: Run) -> Table:
    codes = tuple(uncertain(done))
    rows = [done.table[code] for code in codes]
    return Table(codes, np.array(rows).reshape(len(codes), done.table.draws))


def _named(scenario: Scenario, row: dict[str, Any]) -> dict[str, Any]:
    value = scenario.values[row["code"]]
    return {"name": dict(value.name), "unit": value.unit, **row}


def _assumption(value: Value) -> dict[str, Any]:
    return {
        "code": value.code,
        "name": dict(value.name),
        "value": value.known.mean,
        "unit": value.unit,
        "why": value.why,
        "why_en": value.why_en or value.why,
    }


def _source(value: Value) -> dict[str, Any]:
    low, high = value.used.at(np.array([0.05, 0.95]))
    return {
        "code": value.code,
        "name": dict(value.name),
        "value": value.known.mean,
        "used": value.used.mean,
        "low": float(low),
        "high": float(high),
        "unit": value.unit,
        "price_year": value.price_year,
        "source": value.source,
        "assumption": value.why if value.assumed else "",
        "assumption_en": (value.why_en or value.why) if value.assumed else "",
        "quality": value.quality or None,
        "grade": value.grade or None,
        "price": value.price,
        "notices": [notice.sv for notice in value.notices],
    }


def _notices(done: Run) -> list[dict[str, str]]:
    found = [asdict(notice) for value in used_values(done) for notice in value.notices]
    return found + [{"code": "note", **dict(note)} for note in done.scenario.notes]


def summed(spreads: Mapping[str, Spread]) -> float:
    """The means of some perspectives together."""
    return sum(spread.mean for spread in spreads.values())
