"""A plan and a table of draws in, a cube out. The same bits for any number of threads.

Cohorts carry the decision; head counts say what chance does to a small group. Source: docs/methods/samhallsekonomi.md.
"""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from samsyn.core.valuation import cohorts, heads
from samsyn.core.valuation.compiling import WITH, WITHOUT, Plan
from samsyn.core.valuation.cube import Cube
from samsyn.core.valuation.distributions import Floats
from samsyn.core.valuation.draws import Table
from samsyn.core.valuation.model import ROUNDING, BadModel, Model
from samsyn.core.valuation.model import Rows as Counts
from samsyn.core.valuation.scenario import SHARES
from samsyn.core.valuation.wide import LINE

LEAST_PER_THREAD = 1_000  # draws; fewer are done sooner by one thread than shared between two
SMALL_GROUP = 200  # people under which chance is shown apart


@dataclass(frozen=True)
class Links:
    """The chain in numbers, each of shape (draws,).

    concerned: people with the need. starters, completers: of them, and completion the share of the starters. share: of
    those who complete, how many the intervention made a difference for (where the effect is on moves: how much of the
    difference is its own). keeps: the share of the effect left after one more year. lag: in years.
    """

    concerned: Floats
    starters: Floats
    completion: Floats
    share: Floats
    keeps: Floats
    lag: Floats

    @property
    def completers(self) -> Floats:
        return self.starters * self.completion

    @property
    def successes(self) -> Floats:
        return self.completers * self.share


def links_of(plan: Plan, values: Floats, *, strict: bool = True) -> Links:
    """From the population to those in whom something changed, draw by draw. Draws of a share are kept within 0 to 1.

    BadModel where a share lies outside on average, or people or lag below nought; not when strict is false.
    """
    link = {name: values[row] for name, row in plan.chain.items()}
    for name in (*SHARES, "people", "lag"):
        highest = 1.0 if name in SHARES else np.inf
        mean = float(link[name].mean())
        if strict and not -1e-9 <= mean <= highest + 1e-9:
            bounds = "mellan 0 och 1" if name in SHARES else "0 eller mer"
            raise BadModel(f"chain.{name} blir {mean:g} i medeltal, men ska vara {bounds}. Rätta uttrycket.")
        link[name] = np.clip(link[name], 0.0, highest)
    concerned = link["people"] * link["need"]
    starters = concerned * link["reach"] * link["start"]
    share = link["attribution"] * (1 - link["displacement"])
    if plan.per_success and plan.scenario.chain.anyway_of == "completers":
        share = share * (link["effect"] - link["anyway"])
    elif plan.per_success:
        share = share * link["effect"] * (1 - link["anyway"])
    else:
        share = share * (1 - link["anyway"])
    return Links(concerned, starters, link["completion"], share, 1 - link["drop_off"], link["lag"])


def run(plan: Plan, table: Table, threads: int = 1, *, strict: bool = True) -> Cube:
    """Everyone as a cohort: means over chance, one set of sums for each draw of the parameters.

    BadModel where shares or moves are out of bounds on average; with strict false they are held back, draw by draw.
    """
    values = plan.values(table)
    model, values = held_back(plan.model, values, strict=strict)
    return _cube(plan, model, values, links_of(plan, values, strict=strict), threads)


@dataclass(frozen=True)
class Course:
    """One person's sums in each arm, shape (arms, years, accounts, draws), which the chain does not change.

    read: the values that they were made of, one row for each that the model names.
    """

    arms: Floats
    read: Floats


def run_again(plan: Plan, table: Table, course: Course | None = None) -> tuple[Cube, Course]:
    """The gain and the cost alone, for who asks again with other numbers: the course of a person is reckoned anew only
    where something that it is made of has changed. Without and potential are left at nought."""
    values = plan.values(table)
    read = values[_read_by(plan.model)]
    links = links_of(plan, values)
    if course is None or not np.array_equal(course.read, read):
        model, held = held_back(plan.model, values)
        course = Course(_cohort(model, held, 1), read)
    nought = np.zeros(course.arms.shape[1:])
    gain = np.zeros_like(nought)
    delta = course.arms[WITH] - course.arms[WITHOUT]
    cohorts.spread(delta, links.successes, links.keeps, _begun(plan), _late(plan, links), gain, 0, table.draws)
    return _with_costs(plan, values, links, nought, gain, nought), course


def _read_by(model: Model) -> list[int]:
    """Rows of values that moves, entries and starts are made of."""
    moves = {row for move in model.moves for row in move.value}
    return sorted(moves.union(*(entry.value for entry in model.entries), *model.start))


def run_people(plan: Plan, table: Table, seed: int, threads: int = 1) -> Cube:
    """The same for whole people, with the luck of each draw: exact for a small group of people who are alike.

    Who completes, who succeeds and who moves when is drawn. Where a number of people is not whole, it is rounded up as
    often as its part says, so that the mean over draws is that of the cohort.
    """
    values = plan.values(table)
    model, values = held_back(plan.model, values)
    links = links_of(plan, values)
    generator = np.random.Generator(np.random.Philox(key=seed))
    starters = np.floor(links.starters + generator.random(table.draws)).astype(np.int64)
    completers = generator.binomial(starters, links.completion)
    begins = np.zeros((2, len(model.states), table.draws), dtype=np.int64)
    if plan.per_success:
        people = generator.binomial(completers, np.minimum(np.abs(links.share), 1.0))
        for arm in (WITHOUT, WITH):
            begins[arm, model.start[arm].index(1)] = people
        scale = np.sign(links.share)
    else:
        shares = np.array([values[row] for row in model.start[WITHOUT]])
        begins[:] = generator.multinomial(completers, shares.T).T
        scale = links.share
    arms = _heads(model, values, begins, seed, threads, apart=plan.per_success)
    return _cube(plan, model, values, links, threads, (arms[WITH] - arms[WITHOUT], scale))


def _cube(
    plan: Plan, model: Model, values: Floats, links: Links, threads: int, changed: tuple[Floats, Floats] | None = None
) -> Cube:
    """changed: the course of those in whom something changed, and how many; without it they are a cohort."""
    shape = (model.years, len(model.accounts), values.shape[1])
    without, gain, potential = _memory((3, *shape))
    intake, lag = _begun(plan), _late(plan, links)
    arrays, successes = model.arrays(), links.successes

    def part(first: int, until: int) -> None:
        cohorts.cohort_cube(
            values, *arrays, model.factors, model.cycles_per_year, links.concerned, successes, links.keeps, lag, intake,
            without, gain, potential, first, until,
        )  # fmt: skip
        if changed:
            cohorts.spread(changed[0], changed[1], links.keeps, intake, lag, gain, first, until)

    in_parts(part, shape[2], threads, cohorts.CHUNK)
    return _with_costs(plan, values, links, without, gain, potential)


def cube_of(plan: Plan, values: Floats, links: Links, arms: Floats, threads: int = 1) -> Cube:
    """From sums of everyone there is, shape (arms, years, accounts, draws), when they have been counted one by one."""
    shape = arms.shape[1:]
    without, gain, potential = _memory((3, *shape))
    intake, at_once = _begun(plan), np.zeros(shape[0])
    at_once[0] = 1.0
    delta, ones, now, lag = arms[WITH] - arms[WITHOUT], np.ones(shape[2]), np.zeros(shape[2]), _late(plan, links)

    def part(first: int, until: int) -> None:
        cohorts.spread(arms[WITHOUT], ones, ones, intake, now, without, first, until)
        cohorts.spread(delta, links.share, links.keeps, intake, lag, gain, first, until)
        cohorts.spread(delta, ones, ones, at_once, now, potential, first, until)

    in_parts(part, shape[2], threads, cohorts.CHUNK)
    return _with_costs(plan, values, links, without, gain, potential)


def _memory(shape: tuple[int, ...]) -> Floats:
    """New and not yet filled: in one piece, which a system hands out sooner, and from the beginning of a line."""
    size = math.prod(shape)
    room = np.empty(size + LINE // 8)
    first = -room.ctypes.data // 8 % (LINE // 8)
    return room[first : first + size].reshape(shape)


def _begun(plan: Plan) -> Floats:
    """The share that begins in each year."""
    intake = np.zeros(plan.scenario.years)
    intake[: len(plan.scenario.chain.intake)] = plan.scenario.chain.intake
    return intake


def _late(plan: Plan, links: Links) -> Floats:
    return np.minimum(links.lag, plan.scenario.years)  # what comes after the horizon does not come


def _with_costs(plan: Plan, values: Floats, links: Links, without: Floats, gain: Floats, potential: Floats) -> Cube:
    cost = np.zeros(gain.shape)
    for cell, amount in _costs(plan, values, links).items():
        cost[cell] = amount
        gain[cell] += amount
    return Cube(plan.accounts, without, gain, cost, potential)


def _costs(plan: Plan, values: Floats, links: Links) -> dict[tuple[int, int], Floats]:
    """What the intervention itself costs, negative, by year and account."""
    found: dict[tuple[int, int], Floats] = {}
    for one, row, account in plan.costs:
        years = enumerate(plan.scenario.chain.intake) if one.per == "start" else [(one.year, 1.0)]
        people = links.starters if one.per == "start" else np.ones(values.shape[1])
        for year, share in years:
            if share:
                found[year, account] = found.get((year, account), 0.0) - values[row] * people * share
    return found


def held_back(model: Model, values: Floats, *, strict: bool = True) -> tuple[Model, Floats]:
    """The model with shares held within bounds in the draws where they are not: moves that together would take more
    than everyone are scaled down, negative ones are nought, and shares that begin somewhere sum to one.

    Draws that hold are as they were, to the last bit, whatever others they stand beside. BadModel as `Model.check`.
    """
    if not model.check(values, strict=strict):
        return model, values
    rows = [*values]

    def placed(row: Floats) -> int:
        rows.append(row)
        return len(rows) - 1

    arms = range(len(model.arms))
    scale = [1 / _where_not_whole(np.maximum(model.leaving(values, arm), 1.0)) for arm in arms]
    moves = tuple(
        replace(
            move,
            value=tuple(placed(np.maximum(values[move.value[arm]], 0.0) * scale[arm][move.source]) for arm in arms),
        )
        for move in model.moves
    )
    start = model.start
    if any(row > 1 for one in start for row in one):  # rows 0 and 1 are nought and one
        begins = [model.beginning(values, arm) for arm in arms]
        start = tuple(tuple(placed(share) for share in one / _where_not_whole(one.sum(axis=0))) for one in begins)
    return replace(model, moves=moves, start=start), np.ascontiguousarray(rows)


def _where_not_whole(total: Floats) -> Floats:
    """One where the total is one within rounding, as `Model.check` counts it."""
    return np.where(np.abs(total - 1) > ROUNDING, np.maximum(total, 1e-300), 1.0)


def _cohort(model: Model, values: Floats, threads: int) -> Floats:
    """Sums for one person who begins as the arm says, shape (arms, years, accounts, draws)."""
    edges, edge_values, edge_factors, places, entry_values, entry_factors, start = model.arrays()
    out = np.empty((len(model.arms), model.years, len(model.accounts), values.shape[1]))

    def part(first: int, until: int) -> None:
        cohorts.cohort(
            values, edges, edge_values, edge_factors, places, entry_values, entry_factors, start, model.factors,
            model.cycles_per_year, out, first, until,
        )  # fmt: skip

    in_parts(part, values.shape[1], threads, cohorts.CHUNK)
    return out


def _heads(model: Model, values: Floats, begins: Counts, seed: int, threads: int, apart: bool) -> Floats:
    edges, edge_values, edge_factors, places, entry_values, entry_factors, _ = model.arrays()
    out = np.empty((len(model.arms), model.years, len(model.accounts), values.shape[1]))

    def part(first: int, until: int) -> None:
        heads.head_counts(
            values, edges, edge_values, edge_factors, places, entry_values, entry_factors, begins, model.factors,
            model.cycles_per_year, seed, int(apart), out, first, until,
        )  # fmt: skip

    in_parts(part, values.shape[1], threads, 1)
    return out


def in_parts(part, draws: int, threads: int, step: int) -> None:  # type: ignore[no-untyped-def]
    """Call part(first, until) over all draws, on so many threads as the size is worth; ends fall on whole steps."""
    threads = max(1, min(threads, draws // LEAST_PER_THREAD))
    if threads == 1:
        part(0, draws)
        return
    ends = [draws * at // threads // step * step for at in range(threads)] + [draws]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(part, ends[:-1], ends[1:]))
