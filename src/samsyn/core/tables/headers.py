"""Put group names back over their columns when a text copy of a table has lost how wide they were.

In such a copy every group name keeps its order but stands too far to the left. The leaf row (plan, outcome, plan …) is
whole, so the groups can only begin where the leaves begin anew. Of the few ways to share out the columns the one is
taken in which most totals add up over the rows; without that proof the header stands as printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import numpy as np

from samsyn.core.tables.grid import NUMBER, Grid
from samsyn.core.tables.labels import is_additive, is_total, normal

MOST_WAYS = 4_000
Groups = list[tuple[str, list[int]]]


def regrouped(grid: Grid, header_rows: int, label_columns: Sequence[int]) -> list[tuple[str, ...]] | None:
    """Paths of all columns, from group to leaf; None where the header as printed is as good."""
    if header_rows < 2:
        return None
    body = grid.kind[header_rows:] == NUMBER
    columns = [c for c in range(grid.shape[1]) if c not in label_columns and body[:, c].any()]
    leaves = _leaf_row(grid, header_rows, columns)
    printed = _names(grid, header_rows - 2)
    if not all(leaves) or len(columns) > 40 or not 2 <= len(printed) < len(columns):
        return None
    units = _units([normal(leaf) for leaf in leaves])
    names = [name for _, name in printed]
    starts = [c for c, _ in printed]
    as_printed = _as_printed(columns, printed)
    best, best_key = None, (_added(grid, header_rows, as_printed), 0)
    for groups in _ways(units, names):
        placed = [(name, [columns[i] for i in group]) for name, group in groups]
        off = -sum(abs(group[0] - start) for (_, group), start in zip(placed, starts, strict=True))
        key = (_added(grid, header_rows, placed), off)
        if key > best_key:
            best, best_key = placed, key
    if best is None or best == as_printed:
        return None
    return _paths(grid, header_rows, columns, best)


def _leaf_row(grid: Grid, header_rows: int, columns: Sequence[int]) -> list[str]:
    """The lowest header words; one or two lost at the end repeat the last."""
    leaves = [grid.text(header_rows - 1, c) for c in columns]
    lost = len(leaves) - next((n for n in range(len(leaves), 0, -1) if leaves[n - 1]), 0)
    if 0 < lost <= 2 and len(leaves) > 6:
        leaves[-lost:] = [leaves[-lost - 1]] * lost
    return leaves


def _names(grid: Grid, row: int) -> list[tuple[int, str]]:
    return [(c, grid.text(row, c)) for c in range(grid.shape[1]) if grid.text(row, c)]


def _as_printed(columns: Sequence[int], printed: Sequence[tuple[int, str]]) -> Groups:
    groups: Groups = []
    for n, (start, name) in enumerate(printed):
        end = printed[n + 1][0] if n + 1 < len(printed) else columns[-1] + 1
        groups.append((name, [c for c in columns if start <= c < end]))
    return [group for group in groups if group[1]]


def _units(words: Sequence[str], closes: Sequence[bool] = ()) -> list[list[int]]:
    """Runs that end before a word comes again, when they repeat the run before, or after a word that closes."""
    units: list[list[int]] = []
    seen: set[str] = set()
    for n, word in enumerate(words):
        whole = len(units) > 1 and [words[i] for i in units[-1]] == [words[i] for i in units[-2]]
        if not units or word in seen or whole or (n and closes and closes[n - 1]):
            units.append([])
            seen = set()
        units[-1].append(n)
        seen.add(word)
    return units


def _ways(units: Sequence[Sequence[int]], names: Sequence[str]) -> Iterator[Groups]:
    """Every way to share the units out to the names in order, at least one each."""
    spare = len(units) - len(names)
    if spare < 0 or _binomial(len(units) - 1, len(names) - 1) > MOST_WAYS:
        return
    for cut in combinations(range(1, len(units)), len(names) - 1):
        borders = [0, *cut, len(units)]
        yield [
            (name, [i for unit in units[a:b] for i in unit])
            for name, (a, b) in zip(names, pairwise(borders), strict=True)
        ]


def _binomial(n: int, k: int) -> int:
    result = 1
    for i in range(min(k, n - k)):
        result = result * (n - i) // (i + 1)
    return result


def _added(grid: Grid, header_rows: int, groups: Groups) -> int:
    """On how many rows do the groups named as totals equal the groups before them?"""
    found = 0
    values = np.nan_to_num(grid.value[header_rows:])
    for n, (name, columns) in enumerate(groups):
        if not is_total(name) or n < 2:
            continue
        best = 0
        for k in range(2, n + 1):
            parts = groups[n - k : n]
            if any(len(part) < len(columns) or not is_additive(word) for word, part in parts):
                break
            held = 0
            for j, column in enumerate(columns):
                total = sum(values[:, part[j]] for _, part in parts)
                held += int(np.count_nonzero((np.abs(total - values[:, column]) <= 1e-9) & (values[:, column] != 0)))
            best = max(best, held)
        found += best
    return found


def _paths(grid: Grid, header_rows: int, columns: Sequence[int], groups: Groups) -> list[tuple[str, ...]]:
    paths: list[list[str]] = [[] for _ in range(grid.shape[1])]
    for r in range(header_rows - 2):
        for name, inner in _upper(grid, r, groups):
            for c in inner:
                paths[c].append(name)
    pair = _common_pair(grid, header_rows, groups)
    words = dict(zip(columns, _leaf_row(grid, header_rows, columns), strict=True))
    for name, inner in groups:
        leaves = _leaves(grid, [words[c] for c in inner], inner, pair)
        for c, leaf in zip(inner, leaves, strict=True):
            paths[c] += [name, leaf]
    for c in range(grid.shape[1]):
        if c not in columns:
            paths[c] = [word for r in range(header_rows) if (word := grid.text(r, c))]
    return [tuple(path) for path in paths]


def _upper(grid: Grid, row: int, groups: Groups) -> Groups:
    """Names one level up, shared out over the groups; they begin where group names begin anew or after a total."""
    printed = _names(grid, row)
    if not printed:
        return []
    units = _units([normal(name) for name, _ in groups], [is_total(name) for name, _ in groups])
    best: Groups = []
    least = None
    for way in _ways(units, [name for _, name in printed]):
        placed = [(name, [c for i in inner for c in groups[i][1]]) for name, inner in way]
        off = sum(abs(inner[0] - start) for (_, inner), (start, _) in zip(placed, printed, strict=True))
        if least is None or off < least:
            best, least = placed, off
    return best


def _common_pair(grid: Grid, header_rows: int, groups: Groups) -> tuple[str, ...]:
    """The leaves that most groups of two have."""
    pairs = [tuple(grid.text(header_rows - 1, c) for c in inner) for _, inner in groups if len(inner) == 2]
    return max(sorted(set(pairs)), key=pairs.count) if pairs else ()


def _leaves(grid: Grid, leaves: list[str], inner: Sequence[int], pair: tuple[str, ...]) -> list[str]:
    """Leaves as printed, unless they call numbers shares or shares numbers: then plan and outcome of each kind."""
    shares = [bool(grid.percent[:, c].any()) for c in inner]
    wrong = any(normal(leaf) in ("antal", "andel") and (normal(leaf) == "andel") != share
                for leaf, share in zip(leaves, shares, strict=True))  # fmt: skip
    if wrong and len(inner) == 2 * len(pair) and shares[0] == shares[1] and shares[2] == shares[3]:
        return [*pair, *pair]
    return leaves
