"""Invented populations are released again and again, and attackers try to find people in the releases.

Run: PYTHONPATH=src:. python bench/disclosure_trials.py [releases] [seed]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from samsyn.core.disclosure.attack import changes_of, protect_all, releasable
from samsyn.core.disclosure.knowledge import Changes
from samsyn.core.disclosure.published import Published
from samsyn.core.disclosure.rules import ORDINARY, Rules
from samsyn.core.disclosure.tables import CountTable, Dimension, ProtectedTable, protect

DIMENSIONS = (
    Dimension("age", "Ålder", ("16–24", "25–29", "30–44", "45–64")),
    Dimension(
        "support", "Försörjning", ("Försörjningsstöd", "Sjukpenning", "Aktivitetsersättning", "A-kassa", "Ingen")
    ),
    Dimension("language", "Språk", ("Svenska", "Arabiska", "Annat")),
    Dimension("sex", "Kön", ("Kvinnor", "Män")),
    Dimension("outcome", "Efter insatsen", ("Arbete", "Studier", "Arbetssökande", "Annat")),
)
PAIRS = frozenset(frozenset(pair) for pair in combinations((each.code for each in DIMENSIONS), 2))
ALL_PAIRS_FROM = 63  # fewer people are shown by one variable at a time
SEQUENCE = 4  # releases of one population

People = Mapping[str, tuple[str, ...]]  # the categories of each pseudonym


@dataclass
class Tally:
    """How many releases were tried and how many an attacker got through; and what was aimed at."""

    tried: int = 0
    through: int = 0
    small: int = 0  # cells shown or withheld whose true count is 1–4
    batches: int = 0  # rows of which the attacker knew who had come and gone
    rows: int = 0
    told: int = 0  # rows shown by column, renewed or frozen

    def __str__(self) -> str:
        return (
            f"{self.tried} releases tried, {self.through} through; {self.small} small cells and {self.batches} batches "
            f"aimed at; {self.told / max(1, self.rows):.0%} of {self.rows} rows shown by column"
        )


def population(chance: np.random.Generator, people: int) -> dict[str, tuple[str, ...]]:
    """Invented people with skewed, independent categories."""
    shares = [chance.dirichlet(np.full(len(each.categories), 2.0)) for each in DIMENSIONS]
    picked = [
        chance.choice(each.categories, size=people, p=share) for each, share in zip(DIMENSIONS, shares, strict=True)
    ]
    return {f"person-{number}": tuple(map(str, person)) for number, person in enumerate(zip(*picked, strict=True))}


def tables_of(people: People, size: int) -> list[CountTable]:
    """Every pair of the five variables crossed, or each alone when the population is small."""
    places = range(len(DIMENSIONS))
    return [table_of(people, chosen) for chosen in combinations(places, 2 if size >= ALL_PAIRS_FROM else 1)]


def table_of(people: People, places: Sequence[int]) -> CountTable:
    """The people by the variables at these places."""
    members: dict[tuple[str, ...], set[str]] = {}
    for person, categories in people.items():
        members.setdefault(tuple(categories[place] for place in places), set()).add(person)
    dimensions = tuple(DIMENSIONS[place] for place in places)
    code = "-".join(each.code for each in dimensions)
    cells = {key: frozenset(who) for key, who in members.items()}
    return CountTable(code, code, "deltagare som avslutat", "2026", dimensions, cells)


def course(chance: np.random.Generator, people: People) -> Iterator[dict[str, tuple[str, ...]]]:
    """Who stands in the tables at each release: a growing group, in half of the courses also with exits and moves."""
    waiting = list(people)
    inside: dict[str, tuple[str, ...]] = {}
    flowing = chance.random() < 0.5
    batch = max(20, round(len(waiting) * chance.uniform(0.5, 0.9)))
    for _ in range(SEQUENCE):
        for person in waiting[:batch]:
            inside[person] = people[person]
        del waiting[:batch]
        yield dict(inside)
        if not waiting:
            return
        batch = int(chance.integers(1, 8))
        if flowing:
            for person in chance.choice(list(inside), size=int(chance.integers(0, 4)), replace=False):
                _moves_or_leaves(chance, inside, str(person))


def _moves_or_leaves(chance: np.random.Generator, inside: dict[str, tuple[str, ...]], person: str) -> None:
    if chance.random() < 0.5:
        del inside[person]
    else:
        inside[person] = (*inside[person][:-1], str(chance.choice(DIMENSIONS[-1].categories)))


def trial(releases: int, seed: int, *, gate: bool = True, rules: Rules = ORDINARY) -> Tally:
    """Release until so many releases have been tried, and attack each with all that came before it.

    gate: False leaves out the engine's own attacker, to see what the rules alone let through.
    """
    chance, tally = np.random.default_rng(seed), Tally()
    while tally.tried < releases:
        people = population(chance, int(chance.integers(20, 301)))
        memory: dict[str, Published] = {}
        earlier: list[tuple[ProtectedTable, ...]] = []
        for inside in course(chance, people):
            tables = tables_of(inside, len(people))
            changes = changes_of(tables, memory)
            shown, memory = _release(tables, rules, memory, earlier, gate)
            _count(tally, tables, shown, changes)
            found = releasable(shown, earlier, changes) or pencil(shown) or differences(shown, earlier, changes)
            tally.tried, tally.through = tally.tried + 1, tally.through + bool(found)
            earlier.append(shown)
            if tally.tried == releases:
                break
    return tally


def _release(
    tables: Sequence[CountTable],
    rules: Rules,
    memory: Mapping[str, Published],
    earlier: Sequence[tuple[ProtectedTable, ...]],
    gate: bool,
) -> tuple[tuple[ProtectedTable, ...], dict[str, Published]]:
    if gate:
        return protect_all(tables, rules, memory, earlier=earlier, chosen=PAIRS, shrink=True)
    made = [protect(table, rules, memory.get(table.code), chosen=PAIRS, shrink=True) for table in tables]
    return tuple(table for table, _ in made), dict(memory) | {each.code: each for _, each in made}


def _count(tally: Tally, tables: Sequence[CountTable], shown: Sequence[ProtectedTable], changes: Changes) -> None:
    for table in tables:
        tally.small += sum(0 < len(who) < 5 for row in table.rows().values() for who in row.values())
    tally.batches += sum(change.people > 0 for change in changes.values())
    tally.rows += sum(len(table.rows) for table in shown)
    tally.told += sum(row.by_column for table in shown for row in table.rows)


def pencil(shown: Sequence[ProtectedTable]) -> list[str]:
    """Subtraction with pencil and paper, one row or column at a time; written apart from the engine's attacker."""
    found = []
    for table in shown:
        for line in _lines(table):
            ranges = [(0, 10**6) if cell is None else (cell.lowest, cell.highest) for cell in line]
            *parts, (least, most) = ranges
            for at, (low, high) in enumerate(parts):
                low = max(low, least - sum(other[1] for other in parts) + high)
                high = min(high, most - sum(other[0] for other in parts) + parts[at][0])
                if low < table.rules.smallest and high - low < 2:
                    found.append(f"{table.code}: {low}–{high}")
    return found


def _lines(table: ProtectedTable) -> Iterator[list]:
    """Rows and columns in which nothing is frozen or joined, as counts or None, the total last."""
    rows = [row for row in table.rows if not row.frozen and not row.together]
    grid = [[cell.count(table.rules) for cell in (*row.cells, row.total)] for row in rows]
    yield from grid
    if len(rows) == len(table.rows) and len(table.dimensions) == 2:
        yield from ([*column] for column in zip(*grid, strict=True))


def differences(
    shown: Sequence[ProtectedTable], earlier: Sequence[Sequence[ProtectedTable]], changes: Changes
) -> list[str]:
    """Compare each renewed row with its last version: does everybody who came stand in one column?"""
    found = []
    background = {each.code for table in shown for each in table.dimensions[:-1]}  # known of those who came
    for table in (each for each in shown if each.dimensions[-1].code not in background):
        for row in table.rows:
            change = changes.get((table.code, row.key))
            if change is None or row.version != table.version or row.together or change.gone:
                continue
            before = _version(earlier, table.code, change.since, row.key)
            for old, new in zip(before.cells, row.cells, strict=True) if before and not before.together else ():
                past, now = old.count(table.rules), new.count(table.rules)
                if past and now and change.come and now.lowest - past.highest >= change.come:
                    found.append(f"{table.code} {row.key}: {change.come}")
    return found


def _version(earlier: Sequence[Sequence[ProtectedTable]], code: str, version: int, key: tuple[str, ...]):
    for release in earlier:
        for table in release:
            if (table.code, table.version) == (code, version):
                return table.row(*key)
    return None


def main() -> None:
    """Tally of a hundred releases, or as many as named; and of the same without the gate."""
    releases = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else 100
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for gate in (True, False):
        started = time.monotonic()
        tally = trial(releases, seed, gate=gate)
        print(f"  {'with' if gate else 'without'} the gate: {tally}; {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    main()
