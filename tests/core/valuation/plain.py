"""The loops in plain Python, one draw and one person at a time: slow, and meant to be read.

`cohorts` and `heads` of `samsyn.core.valuation` have to give the same numbers. Nothing here knows of numba, chunks or
threads.
"""

from __future__ import annotations

from collections.abc import Callable

from samsyn.core.valuation.model import Model

MASK = 2**64 - 1
STEP = 0x9E3779B97F4A7C15


def cohort(model: Model, values, arm: int, draw: int) -> list[list[float]]:
    """What one person who begins as the arm says is worth, [year][account], averaged over luck, in one draw."""
    now = [float(values[row][draw]) for row in model.start[arm]]
    sums = []
    for year in range(model.years):
        total = [0.0] * len(model.accounts)
        for cycle in range(year * model.cycles_per_year, (year + 1) * model.cycles_per_year):
            moved = [now[move.source] * chance(model, values, move, arm, cycle, draw) for move in model.moves]
            after = list(now)
            for move, share in zip(model.moves, moved, strict=True):
                after[move.source] -= share
                after[move.target] += share
            for entry in model.entries:
                worth = amount(model, values, entry, arm, cycle, draw)
                if entry.on_move:
                    total[entry.account] += moved[entry.place] * worth
                else:  # everyone is counted where they are on average between the beginning and the end
                    total[entry.account] += (now[entry.place] + after[entry.place]) / 2 * worth
            now = after
        sums.append(total)
    return sums


def occupancy(model: Model, values, arm: int, draw: int) -> list[list[float]]:
    """The share of people in each state at the beginning, and after each cycle."""
    now = [float(values[row][draw]) for row in model.start[arm]]
    seen = [now]
    for cycle in range(model.cycles):
        after = list(now)
        for move in model.moves:
            share = now[move.source] * chance(model, values, move, arm, cycle, draw)
            after[move.source] -= share
            after[move.target] += share
        now = after
        seen.append(now)
    return seen


def head_counts(model: Model, values, arm: int, draw: int, begins: list[int], binomial: Callable[[int, float], int]):
    """As `cohort` for whole people. binomial(people, chance) draws how many of them move. Answers sums and end."""
    now, sums = list(begins), []
    for year in range(model.years):
        total = [0.0] * len(model.accounts)
        for cycle in range(year * model.cycles_per_year, (year + 1) * model.cycles_per_year):
            moved = [0] * len(model.moves)
            for state, people in enumerate(now):
                left = 1.0  # the chance of not having gone by a move before this one
                for at, move in enumerate(model.moves):
                    if move.source == state and people:
                        goes = chance(model, values, move, arm, cycle, draw)
                        moved[at] = binomial(people, min(goes / left, 1.0) if left > 0 else 1.0)
                        people -= moved[at]
                        left -= goes
            after = list(now)
            for move, people in zip(model.moves, moved, strict=True):
                after[move.source] -= people
                after[move.target] += people
            for entry in model.entries:
                worth = amount(model, values, entry, arm, cycle, draw)
                behind = moved[entry.place] if entry.on_move else (now[entry.place] + after[entry.place]) / 2
                total[entry.account] += behind * worth
            now = after
        sums.append(total)
    return sums, now


def spread(course, people: float, keeps: float, intake, lag: float) -> list[list[float]]:
    """One person's course, [year][account], for so many people who begin by and by, after a lag, and fade."""
    years, accounts = len(course), len(course[0])
    out = [[0.0] * accounts for _ in range(years)]
    whole, part = int(lag), lag - int(lag)
    for begins, share in enumerate(intake):
        for since in range(years):
            for late, weight in ((whole, 1 - part), (whole + 1, part)):
                year = begins + since + late
                if year < years:
                    for account in range(accounts):
                        out[year][account] += course[since][account] * people * share * keeps**since * weight
    return out


def chance(model: Model, values, move, arm: int, cycle: int, draw: int) -> float:
    return float(values[move.value[arm]][draw] * model.factors[move.factor[arm]][cycle])


def amount(model: Model, values, entry, arm: int, cycle: int, draw: int) -> float:
    return float(values[entry.value[arm]][draw] * model.factors[entry.factor[arm]][cycle])


def individuals(chances, first_edge, targets, held_rows, held, risk_rows, risks, start, seed, draw, persons):
    """How many stand in each state [arm][cycle][state], and how many take each move [arm][cycle][move]."""
    arms, cycles, states, moves = len(chances), len(chances[0]), len(start[0]), len(targets)
    counted = [[[0] * states for _ in range(cycles + 1)] for _ in range(arms)]
    moved = [[[0] * moves for _ in range(cycles)] for _ in range(arms)]
    for person in range(persons):
        for arm in range(arms):
            luck = lucks(seed, draw, person)
            at = next(luck)
            state = next((each for each in range(states - 1) if at < start[arm][each]), states - 1)
            since = 0
            counted[arm][0][state] += 1
            for cycle in range(cycles):
                at, reached, goes = next(luck), 0.0, None
                for edge in range(first_edge[state], first_edge[state + 1]):
                    reached += chances[arm][cycle][edge] * held[held_rows[edge]][since] * risks[risk_rows[edge]][person]
                    if at < reached:
                        goes = edge
                        break
                if goes is None:
                    since += 1
                else:
                    moved[arm][cycle][goes] += 1
                    state, since = targets[goes], 0
                counted[arm][cycle + 1][state] += 1
    return counted, moved


def lucks(seed: int, draw: int, who: int):
    """One person's luck in one draw: numbers from 0 up to 1, the same in both arms, whoever asks and in what order."""
    word = mixed((seed + STEP * (draw + 1)) & MASK)
    word = mixed((word + 0xD1B54A32D192ED03 * (who + 1)) & MASK)
    while True:
        yield (mixed(word) >> 11) / 2**53
        word = (word + STEP) & MASK


def mixed(word: int) -> int:
    """SplitMix64's finaliser."""
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & MASK
    return word ^ (word >> 31)
