"""From a scenario to arrays: states with their bands, moves per cycle, money on states and moves, and the chain.

Every number that differs between draws becomes a row of one table; rows are named by the expression that makes them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

import numpy as np

from samsyn.core.tables.formula import BadFormula, compute, keys_in
from samsyn.core.valuation.distributions import Distribution, Floats
from samsyn.core.valuation.draws import Table
from samsyn.core.valuation.model import BadModel, Entry, Model, Move
from samsyn.core.valuation.scenario import Cost, Flow, Scenario, State

WITHOUT, WITH = 0, 1
ARMS = ("without", "with")
SHARES_OF_BASIS = {"marginal": "marginal_share", "releasable": "releasable_share"}
RELEASE_LAG = "release_lag"
LONGEST_LAG = 1 - 1e-9  # the share of draws whose lag is over when every year's own row has ended


@dataclass(frozen=True)
class Account:
    """One column of the cube: an actor's sums in one ledger."""

    actor: str
    ledger: str


class Row(Protocol):
    """What makes one row of the table of values."""

    @property
    def text(self) -> str:
        """The expression, empty for a row made of other rows."""

    def made(self, named: Mapping[str, Floats], out: Floats) -> Floats | float:
        """The row. named: the scenario's draws by code. out: the table, with every earlier row in place."""


@dataclass(frozen=True)
class Written:
    """An expression over the scenario's values."""

    text: str

    def made(self, named: Mapping[str, Floats], out: Floats) -> Floats | float:
        try:
            found: Floats | float = named[self.text] if self.text in named else compute(self.text, named, float)
        except BadFormula as fault:
            raise BadModel(f"Uttrycket ”{self.text}” går inte att räkna ut. {fault}") from None
        return found


@dataclass(frozen=True)
class OfCycle:
    """The chance in a cycle of one yearly chance: all who leave in a year do so at an even rate, in shares as a year's.

    yearly: its row. among: rows of every yearly chance to leave the same state. per_year: cycles in a year.
    """

    yearly: int
    among: tuple[int, ...]
    per_year: int
    text: str = ""

    def made(self, named: Mapping[str, Floats], out: Floats) -> Floats | float:
        total = np.maximum(out[list(self.among)], 0.0).sum(axis=0)
        whole = -np.expm1(np.log1p(-np.minimum(total, 1.0)) / self.per_year) * np.maximum(total, 1.0)
        return np.asarray(np.where(total > 0, out[self.yearly] * whole / np.where(total > 0, total, 1.0), 0.0))


@dataclass(frozen=True)
class Ageing:
    """The chance to grow into the next band of time: of those whom no other move takes, one in `cycles`.

    leaving: rows of the other moves, each with its greatest factor over the years.
    """

    leaving: tuple[tuple[int, float], ...]
    cycles: float
    text: str = ""

    def made(self, named: Mapping[str, Floats], out: Floats) -> Floats | float:
        left = np.ones(out.shape[1])
        for row, factor in self.leaving:
            left -= np.maximum(out[row], 0.0) * factor
        return np.asarray(np.maximum(left, 0.0) / max(self.cycles, 1.0))


@dataclass(frozen=True)
class Released:
    """The part of an amount that has been released by the end of a year, `lag` (a row, in years) after `since`."""

    amount: int
    lag: int
    since: int
    year: int
    text: str = ""

    def made(self, named: Mapping[str, Floats], out: Floats) -> Floats | float:
        return np.asarray(out[self.amount] * np.clip(self.year + 1 - self.since - out[self.lag], 0.0, 1.0))


@dataclass(frozen=True)
class Plan:
    """A scenario ready to run. rows: what makes each row of the table of values; rows 0 and 1 are 0 and 1.

    chain, costs: rows of the chain's links by name, and of each cost. per_success: the arms hold one person who
    succeeds (in the state they would have been in, and in the one they reach); else one who completes.
    """

    scenario: Scenario
    basis: str
    model: Model
    accounts: tuple[Account, ...]
    rows: tuple[Row, ...]
    chain: Mapping[str, int]
    costs: tuple[tuple[Cost, int, int], ...]  # cost, row of its amount, account
    per_success: bool
    transfers: tuple[tuple[int, int, int, int], ...]  # entries of the payer and the receiver, their accounts

    @property
    def known(self) -> dict[str, Distribution]:
        """Everything uncertain, by code, as the grades of evidence allow."""
        return {code: value.used for code, value in self.scenario.values.items()}

    @property
    def read(self) -> tuple[str, ...]:
        """Codes of the values that some row reads, in the order they were written."""
        named = {name for row in self.rows if row.text for name in keys_in(row.text)}
        return tuple(code for code in self.scenario.values if code in named)

    def values(self, table: Table) -> Floats:
        """The table that the loops read, shape (rows, draws). BadModel where an expression gives no number."""
        named = dict(zip(table.codes, table.values, strict=True))
        out = np.empty((len(self.rows), table.draws))
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            for at, row in enumerate(self.rows):
                out[at] = row.made(named, out)
            sums = out.sum(axis=1)  # finite where every number is; a sum may also be too large, and is looked into
        if not np.isfinite(sums).all() and not (finite := np.isfinite(out).all(axis=1)).all():
            text = self.rows[int(np.argmin(finite))].text
            raise BadModel(f"Uttrycket ”{text}” ger inget tal i alla dragningar. Delas det med noll?")
        return out


class _Rows:
    """Rows of the table of values, one for each expression, however many use it."""

    def __init__(self) -> None:
        self.of: dict[Row, int] = {Written("0"): 0, Written("1"): 1}

    def row(self, text: str) -> int:
        return self.add(Written(text.strip()))

    def add(self, row: Row) -> int:
        return self.of.setdefault(row, len(self.of))


class _Factors:
    """Rows of factors by cycle, one for each course over time. Row 0 is always one."""

    def __init__(self, years: int, per_year: int) -> None:
        self.years, self.per_year = years, per_year
        self.of: dict[tuple[float, ...], int] = {(1.0,) * years: 0}
        self.spans: dict[tuple[int, int], int] = {}

    def row(self, by_year: Iterable[float]) -> int:
        return self.of.setdefault(tuple(by_year), len(self.of))

    def held_on(self, by_year: tuple[float, ...]) -> int:
        """Factors given for the first years; the last holds on."""
        return self.row(by_year[min(year, len(by_year) - 1)] for year in range(self.years)) if by_year else 0

    def between(self, since: int, until: int) -> int:
        """One in the years from `since` until, and not in, `until`."""
        if (since, until) not in self.spans:
            self.spans[since, until] = self.row(float(since <= year < until) for year in range(self.years))
        return self.spans[since, until]

    def table(self) -> Floats:
        rows = np.array(list(self.of), dtype=np.float64).reshape(len(self.of), self.years)
        return np.ascontiguousarray(np.repeat(rows, self.per_year, axis=1))


def plan_of(scenario: Scenario, basis: str = "") -> Plan:
    """Compile once. basis: what a resource costs: average, marginal or releasable; the scenario's own when empty.

    BadModel when states, moves or flows do not fit together.
    """
    return _Compiler(scenario, basis or scenario.basis).plan()


class _Compiler:
    def __init__(self, scenario: Scenario, basis: str) -> None:
        self.scenario, self.basis = scenario, basis
        self.rows, self.factors = _Rows(), _Factors(scenario.years, scenario.cycles_per_year)
        self.bands = {state.code: _bands(state) for state in scenario.states}
        self.places = {code: at for at, code in enumerate(self._places())}
        self.per_success = bool(scenario.chain.works.source)
        self.accounts: dict[Account, int] = {}
        self.transfers: list[tuple[int, int, int, int]] = []

    def plan(self) -> Plan:
        scenario = self.scenario
        moves = self._moves()
        entries = self._entries(moves)
        costs = tuple(
            (cost, self.rows.row(cost.amount), self._account(cost.payer, "fiscal")) for cost in scenario.costs
        )
        chain = {name: self.rows.row(expression) for name, expression in scenario.chain.links.items()}
        model = Model(
            states=tuple(self.places),
            accounts=tuple(f"{account.actor}/{account.ledger}" for account in self.accounts),
            arms=ARMS,
            moves=tuple(moves),
            entries=tuple(entries),
            start=self._starts(),
            factors=self.factors.table(),
            years=scenario.years,
            cycles_per_year=scenario.cycles_per_year,
        )
        self._only_known_names()
        return Plan(
            scenario, self.basis, model, tuple(self.accounts), tuple(self.rows.of), chain, costs, self.per_success,
            tuple(self.transfers),
        )  # fmt: skip

    def _places(self) -> Iterable[str]:
        for bands in self.bands.values():
            yield from bands

    def _account(self, actor: str, ledger: str) -> int:
        return self.accounts.setdefault(Account(actor, ledger), len(self.accounts))

    def _only_known_names(self) -> None:
        for row in self.rows.of:
            for name in keys_in(row.text) if row.text else ():
                if name not in self.scenario.values:
                    raise BadModel(f"Uttrycket ”{row.text}” nämner {name}, som inte finns bland värdena (values).")

    def _moves(self) -> list[Move]:
        found: list[Move] = []
        changed = set(self.scenario.chain.works.moves)
        for spec in self.scenario.moves:
            first = self.places[self.bands[spec.target][0]]
            effect = f"({spec.chance}) * ({self.scenario.chain.links['effect']})"
            texts = (spec.chance, effect if (spec.source, spec.target) in changed else spec.chance)
            factor = self.factors.held_on(spec.by_year)
            for at, band in enumerate(self.bands[spec.source]):
                share = spec.by_band[min(at, len(spec.by_band) - 1)] if spec.by_band else 1.0
                both = [self.rows.row(text if share == 1 else f"({text}) * {_digits(share)}") for text in texts]
                found.append(Move(self.places[band], first, (both[0], both[1]), (factor, factor)))
        found = self._per_cycle(found)
        return found + self._ageing(found)

    def _per_cycle(self, moves: list[Move]) -> list[Move]:
        """Yearly chances as chances in a cycle. All moves out of a state share the rate at which they leave it."""
        per_year = self.scenario.cycles_per_year
        if per_year == 1:
            return moves
        found = []
        for move in moves:
            rows = []
            for arm in (WITHOUT, WITH):
                among = tuple(each.value[arm] for each in moves if each.source == move.source)
                rows.append(self.rows.add(OfCycle(move.value[arm], among, per_year)))
            found.append(replace(move, value=(rows[0], rows[1])))
        return found

    def _ageing(self, moves: list[Move]) -> list[Move]:
        """From each band to the next: of those who leave by no other way, as many as the band's length says."""
        found = []
        greatest = self.factors.table().max(axis=1)
        for state in self.scenario.states:
            names, begins = self.bands[state.code], (0.0, *state.bands)
            for at in range(len(names) - 1):
                source = self.places[names[at]]
                cycles = (begins[at + 1] - begins[at]) * self.scenario.cycles_per_year
                leaving = [move for move in moves if move.source == source]
                rows = [
                    self.rows.add(
                        Ageing(tuple((move.value[arm], float(greatest[move.factor[arm]])) for move in leaving), cycles)
                    )
                    for arm in (WITHOUT, WITH)
                ]
                found.append(Move(source, self.places[names[at + 1]], (rows[0], rows[1]), (0, 0), rest=True))
        return found

    def _entries(self, moves: list[Move]) -> list[Entry]:
        found: list[Entry] = []
        for flow in self.scenario.flows:
            for on_move, place in self._where(flow, moves):
                amount = self._amount(flow) if on_move else self._a_cycle(self._amount(flow))
                pair: list[tuple[int, int]] = []
                for actor, text in ((flow.payer, f"-({amount})"), (flow.receiver, amount)):
                    if actor:
                        account = self._account(actor, flow.ledger)
                        pair.append((len(found), account))
                        for row, factor in self._course(flow, self.rows.row(text)):
                            found.append(Entry(on_move, place, account, (row, row), (factor, factor)))
                if flow.kind == "transfer":
                    (paid, payer), (got, receiver) = pair
                    self.transfers.append((paid, got, payer, receiver))
        return found

    def _a_cycle(self, amount: str) -> str:
        per_year = self.scenario.cycles_per_year
        return amount if per_year == 1 else f"({amount}) / {per_year}"

    def _amount(self, flow: Flow) -> str:
        """A resource costs its average, its marginal or what can be released; everything else is what it is."""
        if flow.kind != "resource" or self.basis == "average":
            return flow.amount
        own = flow.marginal if self.basis == "marginal" else flow.releasable
        share = own or SHARES_OF_BASIS[self.basis]
        return f"({flow.amount}) * ({share})"

    def _course(self, flow: Flow, row: int) -> list[tuple[int, int]]:
        """(row, factors) for the years in which the flow runs; a resource is released only after its lag.

        The lag differs between draws, so each year in which it may still run has a row of its own.
        """
        until = self.scenario.years if flow.until is None else flow.until
        if flow.kind != "resource" or self.basis != "releasable" or RELEASE_LAG not in self.scenario.values:
            return [(row, self.factors.between(flow.since, until))]
        longest = float(self.scenario.values[RELEASE_LAG].used.at(np.array([LONGEST_LAG]))[0])
        whole = min(until, flow.since + max(0, math.ceil(longest)))
        lag = self.rows.row(RELEASE_LAG)
        parts = [
            (self.rows.add(Released(row, lag, flow.since, year)), self.factors.between(year, year + 1))
            for year in range(flow.since, whole)
        ]
        return parts + [(row, self.factors.between(whole, until))] * (whole < until)

    def _where(self, flow: Flow, moves: list[Move]) -> list[tuple[bool, int]]:
        if isinstance(flow.on, str):
            return [(False, self.places[band]) for band in self.bands[flow.on]]
        source, target = flow.on
        sources = {self.places[band] for band in self.bands[source]}
        first = self.places[self.bands[target][0]]
        found = [(True, at) for at, move in enumerate(moves) if move.source in sources and move.target == first]
        if not found:
            raise BadModel(f"Flödet {flow.code} ligger på flytten {flow.on[0]} > {flow.on[1]}, som inte finns.")
        return found

    def _starts(self) -> tuple[tuple[int, ...], ...]:
        works = self.scenario.chain.works
        if self.per_success:
            firsts = [self.bands[code][0] for code in (works.source, works.target)]
            return tuple(tuple(int(band == first) for band in self.places) for first in firsts)
        begins = {self.bands[code][0]: text for code, text in self.scenario.start.items()}
        rows = tuple(self.rows.row(begins.get(band, "0")) for band in self.places)
        return rows, rows


def _bands(state: State) -> list[str]:
    return [state.code, *(f"{state.code}@{end:g}" for end in state.bands)]


def _digits(number: float) -> str:
    """As an expression can hold it: no exponent."""
    return format(Decimal(repr(number)), "f")
