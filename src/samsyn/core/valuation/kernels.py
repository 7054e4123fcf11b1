"""The loops, compiled: cohorts, head counts and individuals. Draws are innermost and contiguous.

Plain Python twins stand in tests/core/valuation/plain.py and give the same numbers. No kernel adds across draws, and
sums within a draw are taken in one order, so neither the number of threads nor the size of a chunk changes a bit.
Within a cycle everyone is counted at the average of its beginning and its end (the life-table rule); moves happen once
a cycle. Source: docs/methods/samhallsekonomi.md.
"""

# mypy: disable-error-code="no-untyped-def,no-any-return,unused-ignore,untyped-decorator"
from __future__ import annotations

import math

import numpy as np
from numba import njit

from samsyn.core.valuation.compiled import compiled
from samsyn.core.valuation.streams import begun

PAGE = 512  # numbers of eight bytes in the smallest page of memory
CHUNK = 256  # draws worked on together: a fixed length, so that every inner loop is unrolled and stays near the core


@compiled
def cohort(
    values,
    edges,
    edge_values,
    edge_factors,
    places,
    entry_values,
    entry_factors,
    start,
    factors,
    per_year,
    out,
    first,
    until,
):
    """Fill out[arm, year, account, first:until] with the sums of one person's entries. Amounts in the values' unit."""
    arms, years, accounts, _ = out.shape
    room, sums = _room(edges, places, entry_values, entry_factors, start), np.zeros((accounts, CHUNK))
    for begin in range(first, until, CHUNK):
        size = min(CHUNK, until - begin)
        _begin(values, edge_values, entry_values, start, begin, size, room)
        for year in range(years):
            for arm in range(arms):
                _year(
                    values, edges, edge_values, edge_factors, places, entry_values, entry_factors, factors, per_year,
                    begin, size, room, arm, year, sums,
                )  # fmt: skip
                for account in range(accounts):
                    for d in range(size):
                        out[arm, year, account, begin + d] = sums[account, d]


@compiled
def cohort_cube(
    values,
    edges,
    edge_values,
    edge_factors,
    places,
    entry_values,
    entry_factors,
    start,
    factors,
    per_year,
    concerned,
    successes,
    keeps,
    lag,
    intake,
    without,
    gain,
    potential,
    first,
    until,
):
    """`cohort` for two arms, and `spread` of what it gives, while the course of a chunk is still near the core.

    without: the first arm for everyone concerned, as they begin by and by. gain: the difference between the arms for
    those who succeed. potential: that difference for everyone concerned, at once and for good. Each (years, accounts,
    draws).
    """
    years, accounts, _ = gain.shape
    room, course = _room(edges, places, entry_values, entry_factors, start), np.zeros((2, years, accounts, CHUNK))
    everyone, left = np.zeros((years, CHUNK)), np.zeros((years, CHUNK))
    first_year = np.zeros(years)
    first_year[0] = 1.0
    ever, now = np.ones(CHUNK), np.zeros(CHUNK)
    for begin in range(first, until, CHUNK):
        size = min(CHUNK, until - begin)
        late = lag[begin : begin + size]
        _fade(concerned[begin : begin + size], ever[:size], everyone)
        _fade(successes[begin : begin + size], keeps[begin : begin + size], left)
        _begin(values, edge_values, entry_values, start, begin, size, room)
        at_once = _at_once(intake, late)
        for year in range(years):
            kept = 0 if at_once else year
            for arm in range(2):
                _year(
                    values, edges, edge_values, edge_factors, places, entry_values, entry_factors, factors, per_year,
                    begin, size, room, arm, year, course[arm, kept],
                )  # fmt: skip
            if at_once:
                _come_at_once(course, everyone, left, without, gain, potential, year, begin, size)
        if at_once:
            continue
        for year in range(years):
            for account in range(accounts):
                for d in range(CHUNK):
                    course[1, year, account, d] -= course[0, year, account, d]
        _come(course[0], everyone, intake, now[:size], without, begin)
        _come(course[1], everyone, first_year, now[:size], potential, begin)
        _come(course[1], left, intake, late, gain, begin)


@compiled
def claim(memory, first, until):
    """Touch every page of a part of new memory, so that threads do not all wait for the same pages. memory: flat."""
    for at in range(first, until, PAGE):
        memory[at] = 0.0


@compiled
def spread(course, people, keeps, intake, lag, out, first, until):
    """One person's course, shape (years, accounts, draws), for so many people who begin by and by and fade.

    people, keeps, lag: (draws,). intake: (years,), the share that begins in each. keeps: what is left after one more
    year. lag: in years; of a part of a year, that part of what would have come falls in the year after.
    """
    years, accounts, _ = out.shape
    near = np.zeros((years, accounts, CHUNK))
    left = np.zeros((years, CHUNK))
    for begin in range(first, until, CHUNK):
        size = min(CHUNK, until - begin)
        for year in range(years):
            for account in range(accounts):
                for d in range(size):
                    near[year, account, d] = course[year, account, begin + d]
        _fade(people[begin : begin + size], keeps[begin : begin + size], left)
        _come(near, left, intake, lag[begin : begin + size], out, begin)


@compiled
def _fade(people, keeps, left):
    """How much of so many people's effect is left after each year: left[year, :]."""
    for d in range(people.size):
        left[0, d] = people[d]
    for year in range(1, left.shape[0]):
        for d in range(people.size):
            left[year, d] = left[year - 1, d] * keeps[d]


@compiled
def _at_once(intake, lag):
    """Whether everyone begins in the first year and nothing is late, as is usual."""
    for at in range(1, intake.size):
        if intake[at] != 0.0:
            return False
    for d in range(lag.size):
        if lag[d] != 0.0:
            return False
    return intake[0] == 1.0


@compiled
def _come_at_once(course, everyone, left, without, gain, potential, year, begin, size):
    """The usual case of `_come`, three times over for one year, with every number read once; course[:, 0] is its."""
    for account in range(gain.shape[1]):
        for d in range(size):
            one = course[0, 0, account, d]
            delta = course[1, 0, account, d] - one
            without[year, account, begin + d] = 0.0 + one * everyone[year, d]
            potential[year, account, begin + d] = 0.0 + delta * everyone[year, d]
            gain[year, account, begin + d] = 0.0 + delta * left[year, d]


@compiled
def _come(course, left, intake, lag, out, begin):
    """Write out[:, :, begin:…] for a course, shape (years, accounts, CHUNK), as those who are left come by and by."""
    years, accounts, _ = course.shape
    at_once = _at_once(intake, lag)
    for year in range(years):
        for account in range(accounts):
            if at_once:
                for d in range(lag.size):
                    out[year, account, begin + d] = 0.0 + course[year, account, d] * left[year, d]
                continue
            for d in range(lag.size):
                whole = int(lag[d])
                part = lag[d] - whole
                value = 0.0
                if whole <= year:
                    value += (1.0 - part) * _begun_by(course, left, intake, year - whole, account, d)
                if whole < year and part != 0.0:
                    value += part * _begun_by(course, left, intake, year - whole - 1, account, d)
                out[year, account, begin + d] = value


@compiled
def _begun_by(course, left, intake, year, account, d):
    """What a year brings of all who have begun by then, without lag."""
    value = 0.0
    for at in range(year + 1):
        if intake[at] != 0.0:
            value += intake[at] * (course[year - at, account, d] * left[year - at, d])
    return value


@compiled
def _room(edges, places, entry_values, entry_factors, start):
    """Where a chunk is worked on, for each arm: shares in each state at the beginning and end of a cycle, chances and
    amounts; then, one for all, the average of a cycle, flows, which moves go three by three, which entries run in a
    cycle. Amounts stand once where the arms share them. Loops name rows by number: a view of a row costs more."""
    arms, states = start.shape
    moves, entries = max(edges.shape[0], 1), max(places.shape[0], 1)
    alike = _alike(entry_values, entry_factors)
    return (
        np.zeros((arms, states, CHUNK)),
        np.zeros((arms, states, CHUNK)),
        np.zeros((arms, moves, CHUNK)),
        np.zeros((1 if alike else arms, entries, CHUNK)),
        np.zeros((states, CHUNK)),
        np.zeros((moves, CHUNK)),
        _trios(edges, places),
        np.zeros(entries, np.int64),
    )


@compiled
def _begin(values, edge_values, entry_values, start, begin, size, room):
    """Before the first year: everyone where they begin, and what does not change from year to year close together."""
    now, after, chances, amounts = room[:4]
    for arm in range(start.shape[0]):
        _near(values, start[arm], begin, size, now[arm])
        _near(values, start[arm], begin, size, after[arm])
        _near(values, edge_values[arm], begin, size, chances[arm])
    for arm in range(amounts.shape[0]):
        _near(values, entry_values[arm], begin, size, amounts[arm])


@compiled
def _year(
    values, edges, edge_values, edge_factors, places, entry_values, entry_factors, factors, per_year, begin, size, room,
    arm, year, sums,
):  # fmt: skip
    """Walk one arm of a chunk through one year; sums[account, :size] become one person's entries in it.

    now and after are alike between cycles: the moves change after, and the average of the two brings them together.
    """
    every_now, every_after, every_chances, every_amounts, average, flows, trios, running = room
    now, after, chances = every_now[arm], every_after[arm], every_chances[arm]
    amounts = every_amounts[arm if every_amounts.shape[0] > 1 else 0]
    n_edges, n_states = edges.shape[0], now.shape[0]
    varies = factors.shape[0] > 1  # row 0 is always one
    count = _run(entry_factors[arm], factors, year * per_year, running)
    sums[:] = 0.0
    for cycle in range(year * per_year, (year + 1) * per_year):
        if varies:
            _times(values, edge_values[arm], edge_factors[arm], factors, cycle, begin, size, chances)
            _times(values, entry_values[arm], entry_factors[arm], factors, cycle, begin, size, amounts)
            count = _run(entry_factors[arm], factors, cycle, running)
        edge = 0
        while edge < n_edges:
            if trios[edge]:
                _three_leave(edges, edge, now, after, chances)
                edge += 3
            else:
                _leave(edges, edge, now, after, chances, flows)
                edge += 1
        for state in range(n_states):
            for d in range(CHUNK):
                average[state, d] = 0.5 * (now[state, d] + after[state, d])
                now[state, d] = after[state, d]
        at = 0
        while at < count:
            entry = running[at]
            fourth = running[at + 3] if at + 3 < count else -1
            if fourth >= 0 and places[fourth, 0] == 0 and places[fourth, 2] == places[entry, 2]:
                _add_four(places, running, at, average, amounts, sums)
                at += 4
            else:
                _add(places, entry, flows if places[entry, 0] else average, amounts, sums)
                at += 1


@compiled
def _alike(rows, factor_rows):
    """Whether every arm has the same rows, and no factor changes them on the way."""
    for arm in range(rows.shape[0]):
        for at in range(rows.shape[1]):
            if rows[arm, at] != rows[0, at] or factor_rows[arm, at] != 0:
                return False
    return True


@compiled
def _run(factor_rows, factors, cycle, running):
    """How many entries run in a cycle, and which: what runs in some years is nought in others."""
    count = 0
    for entry in range(factor_rows.size):
        if factors[factor_rows[entry], cycle] != 0.0:
            running[count] = entry
            count += 1
    return count


@compiled
def _near(values, rows, begin, size, out):
    """Copy draws begin … begin + size of some rows close together."""
    for at in range(rows.size):
        row = values[rows[at]]
        for d in range(size):
            out[at, d] = row[begin + d]


@compiled
def _times(values, rows, factor_rows, factors, cycle, begin, size, out):
    """The rows whose factors differ from cycle to cycle (factor rows other than 0), times the factor of this one."""
    for at in range(rows.size):
        of = factor_rows[at]
        if of != 0 and (cycle == 0 or factors[of, cycle] != factors[of, cycle - 1]):
            row, factor = values[rows[at]], factors[of, cycle]
            for d in range(size):
                out[at, d] = row[begin + d] * factor


@compiled
def _trios(edges, places):
    """Where three moves in a row leave the same state for different ones and carry no money: they are done together."""
    n_edges = edges.shape[0]
    paid = np.zeros(n_edges + 1, np.bool_)
    for entry in range(places.shape[0]):
        if places[entry, 0]:
            paid[places[entry, 1]] = True
    found = np.zeros(n_edges + 1, np.bool_)
    edge = 0
    while edge + 2 < n_edges:
        a, b, c = edges[edge, 1], edges[edge + 1, 1], edges[edge + 2, 1]
        alike = edges[edge, 0] == edges[edge + 2, 0] and edges[edge, 0] == edges[edge + 1, 0]
        free = not (paid[edge] or paid[edge + 1] or paid[edge + 2])
        found[edge] = alike and free and a != b and b != c and a != c
        edge += 3 if found[edge] else 1
    return found


@compiled
def _three_leave(edges, edge, now, after, chances):
    source = edges[edge, 0]
    a, b, c = edges[edge, 1], edges[edge + 1, 1], edges[edge + 2, 1]
    second, third = edge + 1, edge + 2
    for d in range(CHUNK):
        people, left = now[source, d], after[source, d]
        gone = people * chances[edge, d]
        left -= gone
        after[a, d] += gone
        gone = people * chances[second, d]
        left -= gone
        after[b, d] += gone
        gone = people * chances[third, d]
        left -= gone
        after[c, d] += gone
        after[source, d] = left


@compiled
def _leave(edges, edge, now, after, chances, flows):
    source, target = edges[edge, 0], edges[edge, 1]
    for d in range(CHUNK):
        gone = now[source, d] * chances[edge, d]
        after[source, d] -= gone
        after[target, d] += gone
        flows[edge, d] = gone


@compiled
def _add_four(places, running, at, people, amounts, sums):
    """Four entries on states, of one account: its sums are read and written once instead of four times."""
    one, two, three, four = running[at], running[at + 1], running[at + 2], running[at + 3]
    a, b, c, e = places[one, 1], places[two, 1], places[three, 1], places[four, 1]
    account = places[one, 2]
    for d in range(CHUNK):
        sums[account, d] = (
            sums[account, d]
            + people[a, d] * amounts[one, d]
            + people[b, d] * amounts[two, d]
            + people[c, d] * amounts[three, d]
            + people[e, d] * amounts[four, d]
        )


@compiled
def _add(places, entry, people, amounts, sums):
    place, account = places[entry, 1], places[entry, 2]
    for d in range(CHUNK):
        sums[account, d] += people[place, d] * amounts[entry, d]


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


def ready() -> None:
    """Compile every loop and keep it on disk, so that nobody waits for it later. Runs each on next to nothing."""
    begun(np.ones(4, np.uint32))
    rows, none, one = np.ones((3, 1)), np.zeros((2, 0), np.int64), np.ones(1)
    edges, places = np.zeros((0, 2), np.int64), np.zeros((0, 3), np.int64)
    model = (edges, none, none, places, none, none)
    start, factors, cell = np.ones((2, 1), np.int64), np.ones((1, 1)), np.zeros((1, 1, 1))
    cohort(rows, *model, start, factors, 1, np.zeros((2, 1, 1, 1)), 0, 1)
    cohort_cube(rows, *model, start, factors, 1, one, one, one, one, one, cell, cell.copy(), cell.copy(), 0, 1)
    spread(cell, one, one, one, one, cell.copy(), 0, 1)
    claim(one.copy(), 0, 1)
    head_counts(rows, *model, np.ones((2, 1, 1), np.int64), factors, 1, 1, 1, np.zeros((2, 1, 1, 1)), 0, 1)
    chances, first_edge, targets = np.zeros((2, 1, 0)), np.zeros(2, np.int64), np.zeros(0, np.int64)
    counted, moved = np.zeros((2, 2, 1), np.int64), np.zeros((2, 1, 1), np.int64)
    walked = (np.ones((2, 1)), 1, 0, 0, 1, counted, moved)
    individuals_alike(chances, first_edge, targets, *walked)
    individuals(chances, first_edge, targets, targets, np.ones((1, 1)), targets, np.ones((1, 1)), *walked)
