"""Small models to try the loops on: any states, moves, factors and money that hold together."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from samsyn.core.valuation import cohorts, heads
from samsyn.core.valuation.model import Entry, Model, Move

ARMS = ("without", "with")


def model(
    states: str, moves=(), entries=(), start=((1, 0), (1, 0)), years=3, per_year=1, factors=(), accounts=2
) -> Model:
    """States are letters. A move is (from, to, row) and an entry (where, account, row), with a row of factors last.

    where: a state's letter, or the number of a move. Rows may be a pair, one for each arm.
    """

    def pair(row):
        return row if isinstance(row, tuple) else (row, row)

    cycles = years * per_year
    return Model(
        states=tuple(states),
        accounts=tuple(f"account {at}" for at in range(accounts)),
        arms=ARMS,
        moves=tuple(
            Move(states.index(one[0]), states.index(one[1]), pair(one[2]), pair(one[3] if len(one) > 3 else 0))
            for one in moves
        ),
        entries=tuple(
            Entry(
                not isinstance(one[0], str),
                states.index(one[0]) if isinstance(one[0], str) else one[0],
                one[1],
                pair(one[2]),
                pair(one[3] if len(one) > 3 else 0),
            )
            for one in entries
        ),
        start=tuple(tuple(row) for row in start),
        factors=np.vstack([np.ones(cycles), *np.array(factors, dtype=float).reshape(-1, cycles)]),
        years=years,
        cycles_per_year=per_year,
    )


def table(*rows, draws: int = 1) -> np.ndarray:
    """Rows of values after nought and one, which every table begins with; a number is the same in every draw."""
    return np.ascontiguousarray([np.broadcast_to(np.asarray(row, float), draws) for row in (0.0, 1.0, *rows)])


def fast_cohort(one: Model, values: np.ndarray) -> np.ndarray:
    """(arms, years, accounts, draws) from the kernel."""
    out = np.full((len(one.arms), one.years, len(one.accounts), values.shape[1]), np.nan)
    cohorts.cohort(values, *one.arrays(), one.factors, one.cycles_per_year, out, 0, values.shape[1])
    return out


def fast_heads(one: Model, values: np.ndarray, begins: np.ndarray, seed: int, apart: int = 1) -> np.ndarray:
    out = np.full((len(one.arms), one.years, len(one.accounts), values.shape[1]), np.nan)
    given = (*one.arrays()[:-1], begins, one.factors, one.cycles_per_year, seed, apart)
    heads.head_counts(values, *given, out, 0, values.shape[1])
    return out


@st.composite
def models(draw, most_states: int = 4):
    """(model, values) whose moves never take more than everyone out of a state."""
    states = "abcd"[: draw(st.integers(1, most_states))]
    years, per_year = draw(st.integers(1, 4)), draw(st.sampled_from([1, 2, 4]))
    draws, accounts = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    shares, money = st.floats(0, 1), st.floats(-1e6, 1e6)
    rows: list[list[float]] = []

    def row(values) -> int:
        rows.append(values)
        return len(rows) + 1

    def of(kind, largest: float = 1.0) -> tuple[int, int]:
        made = [row([draw(kind) * largest for _ in range(draws)]) for _ in ARMS]
        return made[0], made[draw(st.integers(0, 1))]

    factors = [[draw(shares) for _ in range(years * per_year)] for _ in range(draw(st.integers(0, 2)))]
    pairs = [(one, other) for one in states for other in states if one != other]
    moves = []
    for one, other in draw(st.lists(st.sampled_from(pairs), max_size=6)) if pairs else ():
        moves.append((one, other, of(shares, 1 / 6), draw(st.integers(0, len(factors)))))
    places = st.sampled_from(list(states)) if not moves else st.one_of(
        st.sampled_from(list(states)), st.integers(0, len(moves) - 1)
    )  # fmt: skip
    entries = [
        (draw(places), draw(st.integers(0, accounts - 1)), of(money), draw(st.integers(0, len(factors))))
        for _ in range(draw(st.integers(0, 5)))
    ]
    start = []
    for _ in ARMS:
        parts = np.array([[draw(st.integers(1, 9)) for _ in range(draws)] for _ in states], dtype=float)
        start.append(tuple(row(list(share)) for share in parts / parts.sum(axis=0)))
    made = model(states, moves, entries, start, years, per_year, factors, accounts)
    return made, table(*rows, draws=draws)
