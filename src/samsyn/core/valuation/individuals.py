"""People one by one, for when history or difference matters: risks of their own, and chances that change the longer
someone has been where they are. People who are alike are counted in heads instead (`engine.run_people`), faster.

Person and cycle name the luck, so both arms of a person share it (common random numbers), and neither the number of
threads nor the order changes anything. Money comes from counts of whole people: each cycle costs at the average of its
beginning and its end. Source: docs/methods/samhallsekonomi.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from samsyn.core.valuation import heads
from samsyn.core.valuation.compiling import Plan
from samsyn.core.valuation.cube import Cube
from samsyn.core.valuation.distributions import Floats
from samsyn.core.valuation.draws import Table
from samsyn.core.valuation.engine import cube_of, held_back, links_of
from samsyn.core.valuation.model import BadModel, Model
from samsyn.core.valuation.model import Rows as Counts

LEAST_PER_THREAD = 5_000  # people; fewer are walked sooner by one thread than shared between two
Way = tuple[str, str]  # the states that a move goes from and to, by code


@dataclass(frozen=True)
class People:
    """Those who complete. risks: for a move, what multiplies its chance for each of them, shape (number,).

    longer: for a move, what multiplies its chance in the first cycle in the state left, the second and so on; the last
    holds on. In a model whose states have bands of time, a move is named by the codes of states, for all their bands.
    """

    number: int
    risks: Mapping[Way, Floats] = field(default_factory=dict)
    longer: Mapping[Way, Sequence[float]] = field(default_factory=dict)

    @property
    def alike(self) -> bool:
        return not self.risks and not self.longer


@dataclass(frozen=True)
class Walked:
    """How many were where, counted (arms, cycles + 1, states), and moved how, moved (arms, cycles, moves); one draw."""

    counted: Counts
    moved: Counts


def run_individuals(plan: Plan, table: Table, people: People, seed: int, threads: int = 1) -> Cube:
    """As `engine.run_people`, with everyone given one by one. The number who complete is the number of people given.

    All of them walk in both arms; of the difference, `gain` holds the share that is the intervention's own. The cost is
    that of the chain.
    BadModel where a move or a number does not fit, or where risks take more than everyone out of a state on average.
    """
    values = plan.values(table)
    model, values = held_back(plan.model, values)
    links = links_of(plan, values)
    ready = _Ready(model, people)
    ready.check(values.mean(axis=1))
    arms = np.empty((len(model.arms), model.years, len(model.accounts), table.draws))
    for draw, walked in enumerate(ready.walks(values, seed, threads)):
        arms[..., draw] = money(model, values[:, draw], walked)
    return cube_of(plan, values, links, arms, threads)


def walks(plan: Plan, table: Table, people: People, seed: int, threads: int = 1) -> Iterator[Walked]:
    """Where everyone was and how they moved, draw by draw."""
    model, values = held_back(plan.model, plan.values(table))
    ready = _Ready(model, people)
    ready.check(values.mean(axis=1))
    return ready.walks(values, seed, threads)


def money(model: Model, values: Floats, walked: Walked) -> Floats:
    """Sums of all the people, shape (arms, years, accounts). values: one draw, shape (rows,)."""
    out = np.zeros((len(model.arms), model.years, len(model.accounts)))
    _, _, _, places, entry_values, entry_factors, _ = model.arrays()
    during = 0.5 * (walked.counted[:, :-1] + walked.counted[:, 1:])
    for arm in range(len(model.arms)):
        given = zip(places, entry_values[arm], entry_factors[arm], strict=True)
        for (on_move, place, account), row, factor in given:
            who = walked.moved[arm, :, place] if on_move else during[arm, :, place]
            yearly = (who * (values[row] * model.factors[factor])).reshape(model.years, -1)
            out[arm, :, account] += yearly.sum(axis=1)
    return out


class _Ready:
    """A model with its people, as the loops read them. Moves in order of the state they leave."""

    def __init__(self, model: Model, people: People) -> None:
        if people.number < 1:
            raise BadModel("Minst en person behövs.")
        self.model, self.people = model, people
        self.edges, self.edge_values, self.edge_factors, *_, self.start = model.arrays()
        self.first_edge = np.searchsorted(self.edges[:, 0], np.arange(len(model.states) + 1)).astype(np.int64)
        self.targets = np.ascontiguousarray(self.edges[:, 1])
        self.risk_rows, self.risks = self._rows(people.risks, np.ones(people.number), "risker")
        ones = np.ones(model.cycles)
        longer = {way: _held_on(factors, model.cycles) for way, factors in people.longer.items()}
        self.held_rows, self.held = self._rows(longer, ones, "faktorer efter tid i läget")

    def _rows(self, given: Mapping[Way, Floats], ones: Floats, what: str) -> tuple[Counts, Floats]:
        """The row of each move in a table whose first row is ones."""
        rows, table = np.zeros(len(self.edges), dtype=np.int64), [ones]
        for (source, target), factors in given.items():
            moves = [at for at, ends in enumerate(self.edges) if self._named(ends) == (source, target)]
            if not moves:
                raise BadModel(f"Flytten {source} > {target} finns inte, men har {what}.")
            if np.shape(factors) != ones.shape:
                raise BadModel(f"Flytten {source} > {target} har {len(factors)} {what}; det ska vara {ones.size}.")
            if not np.all(np.isfinite(factors)) or np.min(factors) < 0:
                raise BadModel(f"Flytten {source} > {target} har {what} under 0 eller som inte är tal.")
            rows[moves] = len(table)
            table.append(np.asarray(factors, dtype=np.float64))
        return rows, np.ascontiguousarray(table)

    def _named(self, ends: Counts) -> Way:
        source, target = (self.model.states[at].partition("@")[0] for at in ends)
        return source, target

    def chances(self, values: Floats) -> Floats:
        """Of each move in each cycle, shape (arms, cycles, moves). values: one draw, shape (rows,)."""
        factors = self.model.factors[self.edge_factors].transpose(0, 2, 1)
        return np.ascontiguousarray(values[self.edge_values][:, None, :] * factors)

    def check(self, means: Floats) -> None:
        """BadModel where risks, at the mean of everything else, take more than everyone out of a state on average.

        One person's chances may come to more than one; then the moves that stand first in the model go first.
        """
        most = self.chances(means).max(axis=(0, 1)) * self.held.max(axis=1)[self.held_rows]
        for state, (begin, end) in enumerate(zip(self.first_edge[:-1], self.first_edge[1:], strict=True)):
            if begin == end:
                continue
            leaving = float((most[begin:end] @ self.risks[self.risk_rows[begin:end]]).mean())
            if leaving > 1 + 1e-9:
                raise BadModel(
                    f"Från ”{self.model.states[state]}” lämnar {leaving:.0%} varje period med de risker som anges. "
                    "Sänk dem, eller räkna med kortare perioder."
                )

    def walks(self, values: Floats, seed: int, threads: int) -> Iterator[Walked]:
        for draw in range(values.shape[1]):
            one = np.ascontiguousarray(values[:, draw])
            yield self._walked(self.chances(one), np.cumsum(one[self.start], axis=1), seed, draw, threads)

    def _walked(self, chances: Floats, start: Floats, seed: int, draw: int, threads: int) -> Walked:
        model, number = self.model, self.people.number
        arms, cycles = len(model.arms), model.cycles

        def part(first: int, until: int) -> Walked:
            counted = np.zeros((arms, cycles + 1, len(model.states)), dtype=np.int64)
            moved = np.zeros((arms, cycles, max(len(self.edges), 1)), dtype=np.int64)
            ends = (start, seed, draw, first, until, counted, moved)
            if self.people.alike:
                heads.individuals_alike(chances, self.first_edge, self.targets, *ends)
            else:
                heads.individuals(
                    chances, self.first_edge, self.targets, self.held_rows, self.held, self.risk_rows, self.risks, *ends
                )
            return Walked(counted, moved)

        threads = max(1, min(threads, number // LEAST_PER_THREAD))
        if threads == 1:
            return part(0, number)
        ends = [number * at // threads for at in range(threads + 1)]
        with ThreadPoolExecutor(threads) as pool:
            parts = list(pool.map(part, ends[:-1], ends[1:]))
        return Walked(sum(one.counted for one in parts), sum(one.moved for one in parts))  # type: ignore[arg-type]


def _held_on(factors: Sequence[float], cycles: int) -> Floats:
    given = np.asarray(factors, dtype=np.float64)[:cycles]
    if not given.size:
        return np.ones(cycles)
    return np.concatenate([given, np.full(cycles - given.size, given[-1])])
