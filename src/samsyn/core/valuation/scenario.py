"""A calculation as its author writes it: values with their sources, states, moves, money, and the chain to the effect.

Reading is `scenario_reading.py`; from here to arrays `compiling.py`; the numbers `engine.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from samsyn.core.valuation.distributions import Distribution, graded
from samsyn.core.valuation.draws import Together
from samsyn.core.valuation.entries import Actor, Grade, Names, Notice

FORMAT = "samsyn-konto/1"
KINDS: Mapping[
    str, str
] = {  # kind of flow → the ledger it stands in; the ledgers are never added to each other's cells
    "resource": "fiscal",
    "transfer": "fiscal",
    "production": "economic",
    "wellbeing": "wellbeing",
}
BASES = ("average", "marginal", "releasable")
LINKS = (  # the chain, in the order the words are said; no calculation without all of them
    "people", "need", "reach", "start", "completion", "effect", "anyway", "attribution", "displacement", "drop_off",
    "lag",
)  # fmt: skip
# how the grade of its evidence moves a value: from where, and to which side
BEARS: Mapping[str, tuple[float, int]] = {
    "gain": (0.0, 1),  # towards nought: effects, and everything that what is gained is multiplied by
    "ratio": (1.0, 1),  # towards one: how many times as often a move happens
    "against": (1.0, 1),  # towards one as a share: what would have happened anyway, displacement
    "cost": (0.0, -1),  # upwards: what is paid, how long it takes, how fast it fades
}
SHARES = ("need", "reach", "start", "completion", "anyway", "attribution", "displacement", "drop_off")


@dataclass(frozen=True)
class Value:
    """One number with what stands behind it. known: as the source says; used: as the grade of its evidence allows.

    source is empty for an assumption, and `why` says why it was assumed; why_en: in English, where somebody has said.
    price: code in the bank it was taken from. grade: 1 (best) to 6, 0 where nothing is graded. price_year: None for
    what is not money. bears: how the grade moves it, a key of BEARS. share: grading keeps it between 0 and 1.
    """

    code: str
    name: Names
    unit: str
    known: Distribution
    used: Distribution
    source: str = ""
    why: str = ""
    quality: int = 0
    grade: int = 0
    price_year: int | None = None
    price: str = ""
    notices: tuple[Notice, ...] = ()
    bears: str = "gain"
    share: bool = False
    why_en: str = ""

    def with_known(self, known: Distribution, grades: Iterable[Grade]) -> Value:
        """The same value with another distribution, used as its grade allows."""
        grade = next((each for each in grades if each.order == self.grade), None)
        if grade is None:
            return replace(self, known=known, used=known)
        none, side = BEARS[self.bears]
        used = graded(
            known,
            side * float(grade.moved),
            float(grade.widened),
            float(grade.least_spread),
            none=none,
            share=self.share,
        )
        return replace(self, known=known, used=used)

    @property
    def assumed(self) -> bool:
        return not self.source


@dataclass(frozen=True)
class State:
    """Where a person can be. bands: ends, in years, of the bands of time spent there; empty for one band."""

    code: str
    name: Names
    bands: tuple[float, ...] = ()


@dataclass(frozen=True)
class MoveSpec:
    """A yearly chance to go from one state to another. chance: an expression over values.

    by_year: factors for each year of the horizon (the last holds on). by_band: for each band of the state left.
    """

    source: str
    target: str
    chance: str
    by_year: tuple[float, ...] = ()
    by_band: tuple[float, ...] = ()


@dataclass(frozen=True)
class Flow:
    """Money (or wellbeing) that goes each year from everyone's being in a state, or at each move.

    payer loses the amount and receiver, where there is one, gains it. on: a state's code, or (from, to) of a move.
    amount: an expression over values, a year or a move. since, until: years of the horizon, from 0, until not included.
    marginal, releasable: the share of a resource's amount that counts on that basis; the bank's assumption when empty.
    """

    code: str
    name: Names
    on: str | tuple[str, str]
    kind: str
    amount: str
    payer: str = ""
    receiver: str = ""
    since: int = 0
    until: int | None = None
    marginal: str = ""
    releasable: str = ""

    @property
    def ledger(self) -> str:
        return KINDS[self.kind]


@dataclass(frozen=True)
class Cost:
    """What the intervention itself costs. per: "total", or "start" for everyone who begins, in the year they do."""

    name: Names
    payer: str
    amount: str
    year: int = 0
    per: str = "total"


@dataclass(frozen=True)
class Works:
    """What success is: a person who is in `target` instead of `source`, or moves that happen more or less often.

    moves: (from, to) whose yearly chance is multiplied by the effect.
    """

    source: str = ""
    target: str = ""
    moves: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Chain:
    """From the population to what the intervention changes. Each link is an expression over values.

    anyway_of: "reached" where `anyway` is a share of those who reach the goal, "completers" where it is of all who
    complete. Where the effect is on moves it is a share of the difference that the moves make.
    intake: the share of those who begin in each year of the horizon.
    """

    links: Mapping[str, str]
    works: Works
    anyway_of: str = "reached"
    intake: tuple[float, ...] = (1.0,)


@dataclass(frozen=True)
class Scenario:
    """A whole calculation. years: the horizon. rates: real yearly discount rates, the main one first.

    tax_factor: what a krona of public money costs society; 1 leaves it out. term: years in a term of office.
    """

    code: str
    name: Names
    about: Names
    source: str
    price_year: int
    first_year: int
    years: int
    cycles_per_year: int
    rates: tuple[float, ...]
    tax_factor: float
    term: int
    basis: str
    values: Mapping[str, Value]
    states: tuple[State, ...]
    start: Mapping[str, str]
    moves: tuple[MoveSpec, ...]
    flows: tuple[Flow, ...]
    costs: tuple[Cost, ...]
    chain: Chain
    together: tuple[Together, ...]
    actors: Mapping[str, Actor]
    grades: Mapping[str, Grade]
    notes: tuple[Names, ...] = ()
    extra: Mapping[str, str] = field(default_factory=dict)

    def state(self, code: str) -> State:
        return next(state for state in self.states if state.code == code)
