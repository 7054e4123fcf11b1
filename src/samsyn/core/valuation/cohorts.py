"""Everyone as a cohort, compiled: draws are innermost, and worked on a chunk at a time.

A plain Python twin stands in tests/core/valuation/plain.py and gives the same numbers. No loop adds across draws, and
sums within a draw are taken in one order, so neither the number of threads nor the size of a chunk changes a bit.
Within a cycle everyone is counted at the average of its beginning and its end (the life-table rule); moves happen once
a cycle. Source: docs/methods/samhallsekonomi.md.
"""

# mypy: disable-error-code="no-untyped-def,no-any-return,unused-ignore,untyped-decorator"
from __future__ import annotations

import numpy as np

from samsyn.core.valuation.compiled import compiled
from samsyn.core.valuation.wide import ENTRY, LINE, MOVE, WIDE, add_up, clear, give, leave, leave_together, take, turn

CHUNK = WIDE  # draws worked on together; few, so that all their rows stay near the core


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
    desk, rows = _desk(edges, places, entry_values, entry_factors, start)
    plan = _plan(edges, places, entry_factors, factors, start.shape[1])
    fetches = _fetches(edge_values, edge_factors, entry_values, entry_factors, start, factors, rows)
    sums = _lined(arms * years * accounts * CHUNK)
    course = sums.reshape((arms, years, accounts, CHUNK))
    for begin in range(first, until, CHUNK):
        size = min(CHUNK, until - begin)
        _walk(values, fetches, plan, desk, rows, begin, size, years, per_year, accounts, sums)
        for arm in range(arms):
            for year in range(years):
                for account in range(accounts):
                    for d in range(size):
                        out[arm, year, account, begin + d] = course[arm, year, account, d]


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
    years, accounts, draws = gain.shape
    desk, rows = _desk(edges, places, entry_values, entry_factors, start)
    plan = _plan(edges, places, entry_factors, factors, start.shape[1])
    fetches = _fetches(edge_values, edge_factors, entry_values, entry_factors, start, factors, rows)
    sums, flat_everyone, flat_left = _lined(2 * years * accounts * CHUNK), _lined(years * CHUNK), _lined(years * CHUNK)
    course = sums.reshape((2, years, accounts, CHUNK))
    everyone, left = flat_everyone.reshape((years, CHUNK)), flat_left.reshape((years, CHUNK))
    first_year = np.zeros(years)
    first_year[0] = 1.0
    ever, now = np.ones(CHUNK), np.zeros(CHUNK)
    by_lines = _by_lines(without, draws) and _by_lines(gain, draws) and _by_lines(potential, draws)
    flat = flat_everyone, flat_left, without.reshape(-1), gain.reshape(-1), potential.reshape(-1)
    for begin in range(first, until, CHUNK):
        size = min(CHUNK, until - begin)
        late = lag[begin : begin + size]
        _fade(concerned[begin : begin + size], ever[:size], everyone)
        _fade(successes[begin : begin + size], keeps[begin : begin + size], left)
        _walk(values, fetches, plan, desk, rows, begin, size, years, per_year, accounts, sums)
        if _at_once(intake, late):
            streamed = by_lines and size == CHUNK and begin * 8 % LINE == 0
            _come_at_once(sums, flat, years, accounts, draws, begin, size, streamed)
            continue
        for year in range(years):
            for account in range(accounts):
                for d in range(CHUNK):
                    course[1, year, account, d] -= course[0, year, account, d]
        _come(course[0], everyone, intake, now[:size], without, begin)
        _come(course[1], everyone, first_year, now[:size], potential, begin)
        _come(course[1], left, intake, late, gain, begin)


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
def _by_lines(out, draws):
    """Whether every row of so many draws begins on a line of memory."""
    return out.ctypes.data % LINE == 0 and draws * 8 % LINE == 0


@compiled
def _come_at_once(sums, flat, years, accounts, draws, begin, size, streamed):
    """The usual case of `_come`, three times over, with every number read once.

    sums: the courses of both arms. flat: those concerned and those left in each year, and what is written. streamed:
    whether what is written begins on a line of memory.
    """
    everyone, left, without, gain, potential = flat
    for year in range(years):
        row = year * CHUNK
        for account in range(accounts):
            one = (year * accounts + account) * CHUNK
            other, at = one + years * accounts * CHUNK, (year * accounts + account) * draws + begin
            if streamed:
                give(sums, one, other, everyone, left, row, without, gain, potential, at)
                continue
            for d in range(size):
                delta = sums[other + d] - sums[one + d]
                without[at + d] = 0.0 + sums[one + d] * everyone[row + d]
                potential[at + d] = 0.0 + delta * everyone[row + d]
                gain[at + d] = 0.0 + delta * left[row + d]


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
def _desk(edges, places, entry_values, entry_factors, start):
    """Where a chunk is worked on, and where each part of it begins.

    For each arm: shares in each state at the beginning and at the end of a cycle, chances of moves, and amounts (once
    for all where the arms share them). Then levels: the average of a cycle in each state, and what went by each move.
    """
    arms, states = start.shape
    alike = _alike(entry_values, entry_factors)
    after = arms * states * CHUNK
    chances = 2 * after
    levels = chances + arms * edges.shape[0] * CHUNK
    amounts = levels + (states + edges.shape[0]) * CHUNK
    size = amounts + (1 if alike else arms) * places.shape[0] * CHUNK
    by_arm = states * CHUNK, edges.shape[0] * CHUNK, 0 if alike else places.shape[0] * CHUNK
    return _lined(size), (after, chances, levels, amounts, by_arm)


@compiled
def _lined(size):
    """Noughts from the beginning of a line of memory on: a row that lies across lines is read twice as slowly."""
    room = np.zeros(size + LINE // 8)
    first = (LINE - room.ctypes.data % LINE) // 8
    return room[first : first + size]


@compiled
def _walk(values, fetches, plan, desk, rows, begin, size, years, per_year, accounts, sums):
    """Walk every arm of a chunk through all years; sums become one person's entries, by arm, year and account.

    now and after are alike between cycles: the moves change after, and the average of the two brings them together.
    """
    flat, draws = values.reshape(-1), values.shape[1]
    fetched, factors, last = fetches
    moves, runs, running, entries, parts, ends = plan
    ends_of_arms, chances_of_arms, levels, amounts_of_arms, (states, of_moves, of_entries) = rows
    for arm in range(running.shape[0]):
        now, after, flows = arm * states, ends_of_arms + arm * states, levels + states
        chances, amounts = chances_of_arms + arm * of_moves, amounts_of_arms + arm * of_entries
        for year in range(years):
            at = (arm * years + year) * accounts * CHUNK
            for account in range(accounts):
                clear(sums, at + account * CHUNK)
            for cycle in range(year * per_year, (year + 1) * per_year):
                for one in range(last[arm, cycle], last[arm, cycle + 1]):
                    source, to = fetched[one, 0] * draws + begin, fetched[one, 1]
                    if size == CHUNK:
                        take(flat, source, factors[one], desk, to)
                        continue
                    for d in range(size):
                        desk[to + d] = flat[source + d] * factors[one]
                for run in range(runs.shape[0]):
                    if runs[run, 2]:
                        leave(desk, now, after, chances, flows, moves, runs[run, 0])
                    else:
                        leave_together(desk, now, after, chances, moves, runs[run, 0], runs[run, 1])
                for state in range(0, states, CHUNK):
                    turn(desk, now, after, levels, state)
                which = running[arm, cycle]
                for part in range(ends[which], ends[which + 1]):
                    to = at + parts[part, 0]
                    add_up(desk, levels, amounts, entries, parts[part, 1], parts[part, 2], sums, to)


@compiled
def _fetches(edge_values, edge_factors, entry_values, entry_factors, start, factors, rows):
    """What is brought to the desk before each cycle: everything before the first, then what its factor changes.

    fetched: row of values and place on the desk, with its factor; those of a cycle are last[arm, cycle] … last[arm,
    cycle + 1]. Everyone begins where they begin, at the beginning and at the end.
    """
    arms, cycles = start.shape[0], factors.shape[1]
    after, chances, _, amounts, (states, moves, entries) = rows
    ones, last = np.zeros(start.shape[1], np.int64), np.zeros((arms, cycles + 1), np.int64)  # row 0 is always one
    fetched, by, many = np.zeros((0, 2), np.int64), np.zeros(0), 0
    for filling in (False, True):
        if filling:
            fetched, by = np.zeros((many, 2), np.int64), np.zeros(many)
        many = 0
        for arm in range(arms):
            for cycle in range(cycles):
                last[arm, cycle] = many
                if cycle == 0:
                    many = _list(start[arm], ones, factors, 0, arm * states, fetched, by, many)
                    many = _list(start[arm], ones, factors, 0, after + arm * states, fetched, by, many)
                place = chances + arm * moves
                many = _list(edge_values[arm], edge_factors[arm], factors, cycle, place, fetched, by, many)
                if arm == 0 or entries:  # else the arms share them
                    place = amounts + arm * entries
                    many = _list(entry_values[arm], entry_factors[arm], factors, cycle, place, fetched, by, many)
            last[arm, cycles] = many
    return fetched, by, last


@compiled
def _list(rows, factor_rows, factors, cycle, place, fetched, by, many):
    """List those of some rows that are other than in the cycle before; without room for it they are but counted."""
    for at in range(rows.size):
        of = factor_rows[at]
        if cycle > 0 and factors[of, cycle] == factors[of, cycle - 1]:
            continue
        if many < by.size:
            fetched[many, 0], fetched[many, 1], by[many] = rows[at], place + at * CHUNK, factors[of, cycle]
        many += 1
    return many


@compiled
def _plan(edges, places, entry_factors, factors, states):
    """The moves in order, in runs that leave the same state, and which entries run in each cycle of each arm.

    moves: rows of MOVE numbers; runs: the first and last of them, and whether it is one that stands alone.
    running[arm, cycle]: which plan of entries, whose parts are parts[ends[which]:ends[which + 1]]: account, and the
    first and last of its rows of ENTRY numbers.
    """
    alone = _alone(edges, places)
    moves, runs, run = np.zeros(MOVE * edges.shape[0], np.int64), np.zeros((edges.shape[0], 3), np.int64), 0
    for edge in range(edges.shape[0]):
        moves[MOVE * edge], moves[MOVE * edge + 1] = edges[edge, 0] * CHUNK, edges[edge, 1] * CHUNK
        moves[MOVE * edge + 2] = edge * CHUNK
        if edge == 0 or alone[edge] or alone[edge - 1] or edges[edge, 0] != edges[edge - 1, 0]:
            runs[run, 0], runs[run, 2] = edge, alone[edge]
            run += 1
        runs[run - 1, 1] = edge + 1
    running, firsts = _running(entry_factors, factors)
    many = firsts.shape[0]
    entries, at = np.zeros(ENTRY * many * places.shape[0], np.int64), 0
    parts, ends, part = np.zeros((many * places.shape[0], 3), np.int64), np.zeros(many + 1, np.int64), 0
    for which in range(many):
        arm, cycle, account = firsts[which, 0], firsts[which, 1], -1
        for entry in range(places.shape[0]):
            if factors[entry_factors[arm, entry], cycle] == 0.0:  # what runs in some years is nought in others
                continue
            if places[entry, 2] != account:
                account = places[entry, 2]
                parts[part, 0], parts[part, 1] = account * CHUNK, at
                part += 1
            entries[ENTRY * at] = (places[entry, 1] + (states if places[entry, 0] else 0)) * CHUNK
            entries[ENTRY * at + 1] = entry * CHUNK
            at += 1
            parts[part - 1, 2] = at
        ends[which + 1] = part
    return moves, runs[:run], running, entries, parts, ends


@compiled
def _running(entry_factors, factors):
    """A number for each cycle of each arm, the same where the same entries run in it as in the one before; and the arm
    and the cycle that each number first stands for."""
    arms, cycles = entry_factors.shape[0], factors.shape[1]
    running, firsts, many = np.zeros((arms, cycles), np.int64), np.zeros((arms * cycles, 2), np.int64), 0
    for arm in range(arms):
        for cycle in range(cycles):
            same = cycle > 0
            for entry in range(entry_factors.shape[1]):
                of = entry_factors[arm, entry]
                same = same and (factors[of, cycle] != 0.0) == (factors[of, cycle - 1] != 0.0)
            if not same:
                firsts[many, 0], firsts[many, 1] = arm, cycle
                many += 1
            running[arm, cycle] = many - 1
    return running, firsts[:many]


@compiled
def _alone(edges, places):
    """Moves that carry money: what goes by them is kept, so they are done one by one."""
    found = np.zeros(edges.shape[0], np.bool_)
    for entry in range(places.shape[0]):
        if places[entry, 0]:
            found[places[entry, 1]] = True
    return found


@compiled
def _alike(rows, factor_rows):
    """Whether every arm has the same rows, and no factor changes them on the way."""
    for arm in range(rows.shape[0]):
        for at in range(rows.shape[1]):
            if rows[arm, at] != rows[0, at] or factor_rows[arm, at] != 0:
                return False
    return True
