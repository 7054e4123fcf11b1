"""Whole people, compiled: individuals walked one by one, and head counts of people who are alike.

Plain Python twins stand in tests/core/valuation/plain.py and give the same numbers. Everyone's luck is a stream named
by the seed, the draw and the person, so neither the number of threads nor the size of a chunk changes a bit.
Source: docs/methods/samhallsekonomi.md.
"""

# mypy: disable-error-code="no-untyped-def,no-any-return,unused-ignore,untyped-decorator"
from __future__ import annotations

import math

import numpy as np
from numba import njit

from samsyn.core.valuation.compiled import compiled

CHUNK = 256  # people walked together: a fixed length, so that every inner loop is unrolled and stays near the core


@njit(inline="always")  # type: ignore[misc]
def _mixed(word):
    """SplitMix64's finaliser: neighbouring counters become unrelated words. Source: Steele, Lea & Flood 2014."""
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return word ^ (word >> np.uint64(31))


@njit(inline="always")  # type: ignore[misc]
def _begun(seed, draw, who):
    """Where the luck of one person (or one arm's counts) in one draw begins."""
    word = _mixed(np.uint64(seed) + np.uint64(0x9E3779B97F4A7C15) * (np.uint64(draw) + np.uint64(1)))
    return _mixed(word + np.uint64(0xD1B54A32D192ED03) * (np.uint64(who) + np.uint64(1)))


@njit(inline="always")  # type: ignore[misc]
def _share(word):
    """A number from 0 up to, and never, 1."""
    return np.float64(word >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@compiled
def individuals(
    chances, first_edge, targets, held_rows, held, risk_rows, risks, start, seed, draw, first, until, counted, moved
):
    """Walk persons first..until through every cycle and count where they are and how they moved.

    chances: (arms, cycles, moves), moves in order of the state they leave; first_edge: (states + 1,).
    held_rows: which row of `held`, shape (rows, cycles), multiplies a move by how long the person has been there.
    risk_rows: which row of `risks`, shape (rows, persons), multiplies it for this person. Row 0 of both is ones.
    start: (arms, states), cumulative shares. Added to: counted (arms, cycles + 1, states), moved (arms, cycles, moves).
    Both arms of one person share their luck, person by person and cycle by cycle.
    """
    arms, cycles, n_edges = chances.shape
    begun, went = np.zeros((arms, start.shape[1]), np.int64), np.zeros((arms, cycles, max(n_edges, 1)), np.int64)
    words, luck, states = np.zeros(CHUNK, np.uint64), np.zeros(CHUNK), np.zeros((arms, CHUNK), np.int64)
    since = np.zeros((arms, CHUNK), np.int64)  # the cycle in which the person came where they are
    movers, highest, most = np.zeros(CHUNK, np.int64), np.zeros(CHUNK), _most(chances, first_edge, held_rows, held)
    for base in range(first, until, CHUNK):
        size = min(CHUNK, until - base)
        _started(start, seed, draw, base, size, words, luck, states, begun)
        since[:] = 0
        highest[:] = 1.0
        for row in range(1, risks.shape[0]):
            for p in range(size):
                highest[p] = max(highest[p], risks[row, base + p])
        for cycle in range(cycles):
            _lucky(words, luck)
            for arm in range(arms):
                here, least = states[arm], most[arm, cycle]
                count = 0
                for p in range(size):  # those who may move; for the others nothing has to be looked up
                    movers[count] = p
                    count += luck[p] < least[here[p]] * highest[p]
                for at in range(count):
                    p = movers[at]
                    state, reached = here[p], 0.0
                    for edge in range(first_edge[state], first_edge[state + 1]):
                        factor = held[held_rows[edge], cycle - since[arm, p]] * risks[risk_rows[edge], base + p]
                        reached += chances[arm, cycle, edge] * factor
                        if luck[p] < reached:
                            went[arm, cycle, edge] += 1
                            here[p] = targets[edge]
                            since[arm, p] = cycle + 1
                            break
    _tally(first_edge, targets, begun, went, counted, moved)


@compiled
def individuals_alike(chances, first_edge, targets, start, seed, draw, first, until, counted, moved):
    """The same for persons who differ in luck alone and have no memory: no factors are looked up."""
    arms, cycles, n_edges = chances.shape
    begun, went = np.zeros((arms, start.shape[1]), np.int64), np.zeros((arms, cycles, max(n_edges, 1)), np.int64)
    words, luck, states = np.zeros(CHUNK, np.uint64), np.zeros(CHUNK), np.zeros((arms, CHUNK), np.int64)
    movers, leaving = np.zeros(CHUNK, np.int64), np.zeros((arms, cycles, first_edge.size - 1))
    reached = np.zeros((arms, cycles, max(n_edges, 1)))
    for arm in range(arms):
        for cycle in range(cycles):
            for state in range(first_edge.size - 1):
                for edge in range(first_edge[state], first_edge[state + 1]):
                    leaving[arm, cycle, state] += chances[arm, cycle, edge]
                    reached[arm, cycle, edge] = leaving[arm, cycle, state]
    for base in range(first, until, CHUNK):
        size = min(CHUNK, until - base)
        _started(start, seed, draw, base, size, words, luck, states, begun)
        for cycle in range(cycles):
            _lucky(words, luck)
            for arm in range(arms):
                here, least = states[arm], leaving[arm, cycle]
                count = 0
                for p in range(size):  # without a branch, which would be guessed wrong for most who move
                    movers[count] = p
                    count += luck[p] < least[here[p]]
                for at in range(count):
                    p = movers[at]
                    edge = first_edge[here[p]]
                    while luck[p] >= reached[arm, cycle, edge]:
                        edge += 1
                    went[arm, cycle, edge] += 1
                    here[p] = targets[edge]
    _tally(first_edge, targets, begun, went, counted, moved)


@compiled
def _started(start, seed, draw, base, size, words, luck, states, begun):
    """Give each person of a chunk their luck and the state they begin in."""
    for p in range(CHUNK):
        words[p] = _begun(seed, draw, base + p)
        luck[p] = _share(_mixed(words[p]))
    for arm in range(start.shape[0]):
        for p in range(size):
            state = 0
            while state < start.shape[1] - 1 and luck[p] >= start[arm, state]:
                state += 1
            states[arm, p] = state
            begun[arm, state] += 1


@compiled
def _lucky(words, luck):
    """The next luck of everyone in a chunk."""
    step = np.uint64(0x9E3779B97F4A7C15)
    for p in range(CHUNK):
        words[p] += step
        luck[p] = _share(_mixed(words[p]))


@compiled
def _most(chances, first_edge, held_rows, held):
    """No less than the share who leave each state in each cycle, whatever time they have been there; risks are one."""
    arms, cycles, _ = chances.shape
    found = np.zeros((arms, cycles, first_edge.size - 1))
    for arm in range(arms):
        for cycle in range(cycles):
            for state in range(first_edge.size - 1):
                for edge in range(first_edge[state], first_edge[state + 1]):
                    found[arm, cycle, state] += chances[arm, cycle, edge] * held[held_rows[edge]].max()
    return found * (1.0 + 1e-9)


@compiled
def _tally(first_edge, targets, begun, went, counted, moved):
    """Add how many moved, and where everyone was for it."""
    arms, cycles, _ = went.shape
    for arm in range(arms):
        for state in range(first_edge.size - 1):
            counted[arm, 0, state] += begun[arm, state]
        for cycle in range(cycles):
            for state in range(first_edge.size - 1):
                for edge in range(first_edge[state], first_edge[state + 1]):
                    moved[arm, cycle, edge] += went[arm, cycle, edge]
                    begun[arm, state] -= went[arm, cycle, edge]
                    begun[arm, targets[edge]] += went[arm, cycle, edge]
            for state in range(first_edge.size - 1):
                counted[arm, cycle + 1, state] += begun[arm, state]


@compiled
def binomial(word, n, p):
    """How many of n succeed when each does with chance p, and where the luck has come to.

    Inversion for few expected, Hörmann's BTRS otherwise; exact, both. Source: Hörmann 1993, algorithm BTRS.
    """
    step = np.uint64(0x9E3779B97F4A7C15)
    if n <= 0 or p <= 0.0:
        return word, 0
    if p >= 1.0:
        return word, n
    turned = p > 0.5
    if turned:
        p = 1.0 - p
    q = 1.0 - p
    found = 0
    if n * p < 10.0:
        ratio = p / q
        while True:
            word += step
            luck = _share(_mixed(word))
            left, found = q**n, 0
            while luck > left and found <= n:
                luck -= left
                found += 1
                left *= (n + 1) * ratio / found - ratio
            if found <= n:
                break
    else:
        spread = np.sqrt(n * p * q)
        b = 1.15 + 2.53 * spread
        a = -0.0873 + 0.0248 * b + 0.01 * p
        middle = n * p + 0.5
        squeeze = 0.92 - 4.2 / b
        alpha = (2.83 + 5.1 / b) * spread
        odds = np.log(p / q)
        mode = np.floor((n + 1) * p)
        top = math.lgamma(mode + 1.0) + math.lgamma(n - mode + 1.0)
        while True:
            word += step
            v = _share(_mixed(word))
            word += step
            u = _share(_mixed(word)) - 0.5
            us = 0.5 - abs(u)
            k = np.floor((2.0 * a / us + b) * u + middle)
            if k < 0.0 or k > n:
                continue
            if us >= 0.07 and v <= squeeze:
                found = int(k)
                break
            v = np.log(v * alpha / (a / (us * us) + b))
            if v <= top - math.lgamma(k + 1.0) - math.lgamma(n - k + 1.0) + (k - mode) * odds:
                found = int(k)
                break
    return word, n - found if turned else found


@compiled
def head_counts(
    values,
    edges,
    edge_values,
    edge_factors,
    places,
    entry_values,
    entry_factors,
    begins,
    factors,
    per_year,
    seed,
    apart,
    out,
    first,
    until,
):
    """As `cohort`, for whole people: how many move is drawn, not averaged. Exact for people who are alike.

    begins: (arms, states, draws), how many people begin in each state, whole numbers. Edges in order of their source.
    apart: 1 when each arm has luck of its own, 0 when they share it, so that like arms come out alike.
    """
    arms, years, accounts, _ = out.shape
    n_edges, n_entries, n_states = edges.shape[0], places.shape[0], begins.shape[1]
    now = np.zeros(n_states, np.int64)
    after = np.zeros(n_states, np.int64)
    flow = np.zeros(max(n_edges, 1), np.int64)
    for draw in range(first, until):
        for arm in range(arms):
            word = _begun(seed, draw, arm * apart)
            for state in range(n_states):
                now[state] = begins[arm, state, draw]
            cycle = 0
            for year in range(years):
                for account in range(accounts):
                    out[arm, year, account, draw] = 0.0
                for _ in range(per_year):
                    after[:] = now
                    source, people, left = -1, 0, 1.0
                    for edge in range(n_edges):
                        if edges[edge, 0] != source:
                            source = edges[edge, 0]
                            people, left = now[source], 1.0
                        flow[edge] = 0
                        if people == 0:
                            continue
                        chance = values[edge_values[arm, edge], draw] * factors[edge_factors[arm, edge], cycle]
                        word, goes = binomial(word, people, min(chance / left, 1.0) if left > 0.0 else 1.0)
                        left -= chance
                        people -= goes
                        flow[edge] = goes
                        after[source] -= goes
                        after[edges[edge, 1]] += goes
                    for entry in range(n_entries):
                        place, account = places[entry, 1], places[entry, 2]
                        amount = values[entry_values[arm, entry], draw] * factors[entry_factors[arm, entry], cycle]
                        if places[entry, 0] == 0:
                            out[arm, year, account, draw] += 0.5 * (now[place] + after[place]) * amount
                        else:
                            out[arm, year, account, draw] += flow[place] * amount
                    now, after = after, now
                    cycle += 1
