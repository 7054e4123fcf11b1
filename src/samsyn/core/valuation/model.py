"""A model in arrays: states, moves and money, compiled once so that no draw asks Python anything.

Values that differ between draws stand in one table, shape (values, draws); a model points at its rows. Moves are an
edge list, not matrices: what stays in a state is what no move took, so rows sum to one by construction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from samsyn.core.valuation.distributions import Floats

Rows = NDArray[np.int64]
ROUNDING = 1e-12  # within which shares are all of everyone


class BadModel(ValueError):
    """States, moves or money that do not make a model. The message is in Swedish."""


@dataclass(frozen=True)
class Move:
    """From one state to another in a cycle. value: the row of its probability per cycle, in each arm.

    factor: row of the table of factors by which the probability is multiplied in each cycle; 0 is always one.
    rest: the value is already a share of those whom no other move takes, so it can never make them too many.
    """

    source: int
    target: int
    value: tuple[int, ...]
    factor: tuple[int, ...]
    rest: bool = False


@dataclass(frozen=True)
class Entry:
    """What one account gains (or loses, when negative) each cycle for everyone in a state, or for everyone who moves.

    place: number of the state, or of the move. value: row of the amount, in each arm. factor: row of its factors.
    """

    on_move: bool
    place: int
    account: int
    value: tuple[int, ...]
    factor: tuple[int, ...]


@dataclass(frozen=True)
class Model:
    """Everything a kernel needs except the values. factors: shape (rows, cycles), row 0 all ones.

    start: row of the share that begins in each state, for each arm: shape (arms, states).
    """

    states: tuple[str, ...]
    accounts: tuple[str, ...]
    arms: tuple[str, ...]
    moves: tuple[Move, ...]
    entries: tuple[Entry, ...]
    start: tuple[tuple[int, ...], ...]
    factors: Floats
    years: int
    cycles_per_year: int = 1

    def __post_init__(self) -> None:
        if self.factors.shape[1] != self.cycles or not np.all(self.factors[0] == 1):
            raise BadModel(f"Tabellen över faktorer ska ha {self.cycles} kolumner och en första rad av ettor.")
        for move in self.moves:
            if move.source == move.target:
                raise BadModel(f"En flytt från {self.states[move.source]} till sig själv behövs inte.")

    @property
    def cycles(self) -> int:
        return self.years * self.cycles_per_year

    def arrays(self) -> tuple[Rows, Rows, Rows, Rows, Rows, Rows, Rows]:
        """From/to, values, factors of moves; place, account, values, factors of entries; start, as the loops read.

        Shapes: (moves, 2), twice (arms, moves), (entries, 3), twice (arms, entries), (arms, states).
        Moves stand in order of the state they leave; entries on states before entries on moves.
        """
        order = sorted(range(len(self.moves)), key=lambda index: (self.moves[index].source, index))
        placed = {move: at for at, move in enumerate(order)}
        moves = [self.moves[index] for index in order]
        entries = sorted(self.entries, key=lambda entry: (entry.on_move, entry.account, entry.place))
        return (
            _rows([(move.source, move.target) for move in moves], 2),
            _by_arm([move.value for move in moves], len(self.arms)),
            _by_arm([move.factor for move in moves], len(self.arms)),
            _rows(
                [(int(one.on_move), placed[one.place] if one.on_move else one.place, one.account) for one in entries], 3
            ),
            _by_arm([entry.value for entry in entries], len(self.arms)),
            _by_arm([entry.factor for entry in entries], len(self.arms)),
            _rows(self.start, len(self.states)),
        )

    def leaving(self, values: Floats, arm: int, *, rest: bool = True, least: Floats | None = None) -> Floats:
        """The largest share that the moves take out of each state in any cycle, shape (states, draws).

        rest: count also the moves that only take of those who are left. least: of each row, if it is known already.
        """
        greatest = np.zeros((len(self.states), values.shape[1]))
        least = values.min(axis=1) if least is None else least
        for cycle in self._telling(arm):
            total = np.zeros_like(greatest)
            for move in self.moves:
                if move.rest and not rest:
                    continue
                value, factor = values[move.value[arm]], self.factors[move.factor[arm], cycle]
                if least[move.value[arm]] < 0:
                    value = np.maximum(value, 0.0)
                total[move.source] += value if factor == 1 else value * factor
            np.maximum(greatest, total, out=greatest)
        return greatest

    def _telling(self, arm: int) -> list[int]:
        """Cycles in which some move may be greater than in every other; where one is greater for all, that one."""
        used = sorted({move.factor[arm] for move in self.moves})
        if not any(used):
            return [0]  # row 0 is one in every cycle
        courses = self.factors[used].T
        found: list[int] = []
        for cycle in np.argsort(-courses.sum(axis=1), kind="stable"):
            if not any((courses[kept] >= courses[cycle]).all() for kept in found):
                found.append(int(cycle))
        return found

    def beginning(self, values: Floats, arm: int) -> Floats:
        """The share that begins in each state, none below nought, before they are made to sum to one."""
        return np.maximum(values[list(self.start[arm])], 0.0)

    def check(self, values: Floats, *, strict: bool = True) -> int:
        """How many draws the engine must hold back: where moves or starting shares are not shares of everyone.

        BadModel where that is so on average; not when strict is false, as at points far from the mean.
        """
        held = np.zeros(values.shape[1], dtype=bool)
        least, means, most = values.min(axis=1), values.mean(axis=1), values.max(axis=1)
        for arm, name in enumerate(self.arms):
            begins = self.beginning(values, arm).sum(axis=0)
            if strict:
                self._all_of_everyone(name, self.leaving(means[:, None], arm, rest=False)[:, 0], float(begins.mean()))
            held |= np.abs(begins - 1) > ROUNDING
            # Where the greatest of every move would do together, no draw has to be looked at.
            if self.factors.min() < 0 or (self.leaving(most[:, None], arm) > 1 + ROUNDING).any():
                held |= (self.leaving(values, arm, least=least) > 1 + ROUNDING).any(axis=0)
            used = {move.value[arm] for move in self.moves} | set(self.start[arm])
            for row in sorted(row for row in used if least[row] < 0):
                held |= values[row] < 0
                if strict and means[row] < 0:
                    raise BadModel(
                        f"En chans att flytta, eller en andel som börjar i ett läge, är mindre än 0 ({name})."
                    )
        return int(held.sum())

    def _all_of_everyone(self, arm: str, leaving: Floats, begins: float) -> None:
        for state, mean in zip(self.states, leaving, strict=True):
            if mean > 1 + 1e-9:
                raise BadModel(
                    f"Från ”{state}” lämnar {mean:.0%} varje period ({arm}). Flyttarna från ett läge får "
                    "tillsammans vara högst 100 %."
                )
        if abs(begins - 1) > 0.005:
            raise BadModel(
                f"I lägena börjar tillsammans {begins:.1%} av alla ({arm}). Andelarna under start ska bli 1."
            )


def _rows(rows: Sequence[Sequence[int]], width: int) -> Rows:
    return np.asarray(rows, dtype=np.int64).reshape(len(rows), width)


def _by_arm(rows: Sequence[Sequence[int]], arms: int) -> Rows:
    return np.ascontiguousarray(_rows(rows, arms).T)
