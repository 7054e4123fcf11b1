"""Find the sums that a table shows: totals first or last, subtotals, pairs, blocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from samsyn.core.checking.families import Family
from samsyn.core.checking.lines import SAMPLE, Lines, lines_of
from samsyn.core.tables.grid import NUMBER
from samsyn.core.tables.labels import (
    CHANGE,
    OVERLAP,
    is_only_total,
    is_part_of,
    is_total,
    normal,
    part_of,
    says_amount,
)
from samsyn.core.tables.structure import Sheet

MOST_LINES = 120  # beyond this only labelled totals are tried
MOST_TOTALS = 12
MOST_SUBSETS = 10  # rows of which every choice is tried
LEAST_HITS = 3  # of a sum that no label announces
BITS = 4.0  # powers of ten against coincidence for a sum that no label announces


@dataclass(frozen=True)
class Fit:
    """How well a set of lines adds up to a target."""

    parts: tuple[int, ...]
    hits: int
    tried: int
    bits: float
    whole: bool  # the set ends at a natural border

    @property
    def rank(self) -> tuple[int, bool]:
        """More hits than misses first, then a natural border."""
        return 2 * self.hits - self.tried, self.whole


def sums_of(sheet: Sheet, taken_columns: set[int], taken_rows: set[int]) -> list[Family]:
    """All sums of a sheet, leaving out lines already explained as quotients."""
    columns = [c for c in sheet.columns if c not in taken_columns]
    found: list[Family] = []
    for block in sheet.blocks:
        own = [r for r in block.rows if r not in taken_rows]
        found += search(lines_of(sheet, own, columns, True, block))
    rows = [row for block in sheet.blocks for row in block.rows if row not in taken_rows]
    across = search(lines_of(sheet, rows, columns, False, sheet.blocks[0] if len(sheet.blocks) == 1 else None))
    _spare_strangers(sheet, found, across)
    return found + across


def _spare_strangers(sheet: Sheet, down: Sequence[Family], across: Sequence[Family]) -> None:
    """A column in which no total is a sum, and that takes part in no sum along the rows, is not one that adds."""
    held: Counter[int] = Counter()
    failed: Counter[int] = Counter()
    for family in down:
        held.update(family.target[family.holds & ~family.trivial][:, 1].tolist())
        failed.update(family.target[family.reported][:, 1].tolist())
    for family in across:
        held.update([int(family.target[0, 1]), *family.operands[0, :, 1].tolist()] if family.holds.any() else [])
    whole = all(sheet.grid.exact[:, c].all() for c in held)
    for c in failed:
        nameless = whole and not sheet.column_label(c) and not sheet.grid.exact[:, c].all()
        if not held[c] and (failed[c] > 1 or nameless):
            for family in down:
                family.reported[family.target[:, 1] == c] = False


def is_rounded(sheet: Sheet) -> bool:
    """Whole numbers that are rounded thousands in disguise: totals miss often, but never by more than rounding.

    Counted numbers do not do that: there a total is right, or wrong by any amount, or no sum at all.
    """
    columns = sheet.columns
    rows = [row for block in sheet.blocks for row in block.rows]
    if len(rows) > 2_000:
        return False
    tried = missed = 0
    shared: set[tuple[int, int]] | None = None
    for lines in (lines_of(sheet, rows, columns, True, None), lines_of(sheet, rows, columns, False, None)):
        totals = [i for i, label in enumerate(lines.labels) if is_total(label)]
        for i in totals:
            loose = _best(lines, i, totals, 0.5)
            if loose is None or not loose.whole or loose.hits < loose.tried:
                continue
            family = lines.family(i, loose.parts, "", "")
            tried += int(family.tested.sum())
            for n in family.reported.nonzero()[0]:
                missed += 1
                shared = set(family.cells(int(n))) & (shared if shared is not None else set(family.cells(int(n))))
    return missed >= LEAST_HITS and 4 * missed >= tried and not shared


def search(lines: Lines) -> list[Family]:
    count = len(lines.index)
    if count < 2 or not len(lines.cross):
        return []
    totals = [i for i, label in enumerate(lines.labels) if is_total(label)]
    if len(totals) > max(MOST_TOTALS, count // 2):
        totals = []  # the word is a name here
    found: dict[int, Family] = {}
    patterns: Counter[tuple[int, ...]] = Counter()
    for i in [*totals, *(i for i in range(count) if i not in totals)]:
        labelled = i in totals
        if not labelled and (count > MOST_LINES or lines.number[i].sum() < LEAST_HITS or is_part_of(lines.labels[i])):
            continue
        fit = _best(lines, i, totals)
        if fit is not None and _believed(lines, i, fit, labelled):
            found[i] = _as_family(lines, i, fit.parts, "label" if labelled else "fit")
            patterns[_pattern(lines, i, fit.parts, totals)] += 1
        elif CHANGE.search(normal(lines.labels[i])):
            found.update((i, family) for family in _difference(lines, i))
    for i in totals:
        if i not in found:
            found.update(_like_the_others(lines, i, totals, patterns))
    return _independent(list(found.values()))


def _as_family(lines: Lines, i: int, parts: Sequence[int], reason: str) -> Family:
    words = f"{lines.labels[i] or 'summan'} = summan av {len(parts)} {'rader' if lines.by_row else 'kolumner'}"
    family = lines.family(i, parts, words, reason)
    _doubt(lines, family)
    return family


def _pattern(lines: Lines, i: int, parts: Sequence[int], totals: Sequence[int]) -> tuple[int, ...]:
    """Up or down, and whether the sum takes every line until the next total: (-1,), (1,) or () for neither."""
    for way in (-1, 1):
        if list(parts) == _until_total(lines, i, way, totals):
            return (way,)
    return ()


def _until_total(lines: Lines, i: int, way: int, totals: Sequence[int]) -> list[int]:
    run: list[int] = []
    j = i + way
    while 0 <= j < len(lines.index) and j not in totals:
        if not is_part_of(lines.labels[j]):
            run.append(j)
        j += way
    return run


def _like_the_others(
    lines: Lines, i: int, totals: Sequence[int], patterns: Counter[tuple[int, ...]]
) -> Iterator[tuple[int, Family]]:
    """A subtotal that no cross line proves, built like the subtotals that are proved."""
    for pattern, times in patterns.most_common():
        parts = _until_total(lines, i, pattern[0], totals) if pattern else []
        if times and len(parts) >= 2:
            family = _as_family(lines, i, parts, "label")
            if (family.tested & ~family.trivial).sum() <= 2:
                yield i, family
            return


def _orders(lines: Lines, i: int, totals: Sequence[int]) -> Iterator[tuple[list[int], set[int]]]:
    """Lines in the order in which they may be added to reach line i, with the counts that end at a natural border."""
    count = len(lines.index)
    alike = [j for j in range(count) if lines.by_row or lines.units[j] == lines.units[i]]  # never mkr and persons
    rising = [j for j in alike if j > i]
    falling = [j for j in reversed(alike) if j < i]
    marked = set(totals)
    for order in (falling, rising):
        plain = [j for j in order if not is_part_of(lines.labels[j])]
        first = next((n for n, j in enumerate(plain) if j in marked), len(plain))
        yield plain, {first, len(plain)}
        if i not in marked and lines.by_row:
            continue
        leaves = [j for j in plain if j not in marked]
        if len(leaves) != len(plain):
            yield leaves, {len(leaves), sum(j not in marked for j in plain[:first])}
            yield (only := [j for j in plain if j in marked]), {len(only)}
        if not lines.by_row:
            same = [j for j in plain if lines.groups[j] == lines.groups[i]]
            if 2 <= len(same) < len(plain):
                yield same, {len(same), next((n for n, j in enumerate(same) if j in marked), len(same))}
            for stride in (2, 3):
                stepped = order[stride - 1 :: stride]
                if len(stepped) >= 2:
                    yield stepped, {len(stepped)}


def _best(lines: Lines, i: int, totals: Sequence[int], rounding: float = 0.0) -> Fit | None:
    """The set that adds up on most cross lines; at equal hits the one with a natural border, then the nearest."""
    best: Fit | None = None
    sample = np.flatnonzero(lines.number[i])
    if len(sample) > SAMPLE:
        sample = sample[np.linspace(0, len(sample) - 1, SAMPLE).astype(np.intp)]
    if not len(sample):
        return None
    labelled = i in totals
    value, slack_of = lines.value[:, sample], lines.slack[:, sample]
    number, usable = lines.number[:, sample], lines.usable[:, sample]
    target, room = value[i], slack_of[i] + rounding
    # Without a label a part smaller than the rounding of the total proves nothing.
    felt = number & (np.abs(value) > (0.0 if labelled else 2 * room))
    scale = 1e-9 * np.maximum(1.0, np.abs(target))
    for order, borders in _orders(lines, i, totals):
        if len(order) < 2:
            continue
        chosen = np.asarray(order, np.intp)
        slack = np.cumsum(slack_of[chosen] + rounding, axis=0) + room
        holds = np.abs(np.cumsum(value[chosen], axis=0) - target) <= slack + scale
        if not labelled and np.count_nonzero(holds, axis=1)[1:].max(initial=0) < LEAST_HITS:
            continue
        possible = np.logical_and.accumulate(usable[chosen], axis=0)
        real = (np.cumsum(felt[chosen], axis=0) >= 2) & possible
        holds &= real
        weight = np.log10(np.maximum(1.0, np.abs(target)) / np.maximum(1.0, 2 * slack))
        hits, tried = holds.sum(axis=1), real.sum(axis=1)
        bits = np.where(holds, weight, 0.0).sum(axis=1)
        for k in {*borders, int(np.argmax(hits)) + 1}:
            if 2 <= k <= len(order) and tried[k - 1]:
                fit = Fit(tuple(order[:k]), int(hits[k - 1]), int(tried[k - 1]), float(bits[k - 1]), k in borders)
                if best is None or fit.rank > best.rank:
                    best = fit
    return best


def _believed(lines: Lines, i: int, fit: Fit, labelled: bool) -> bool:
    """Is the sum meant? A label and half of the cross lines, or so many hits that chance is ruled out."""
    if labelled or _is_all(lines, i):
        if fit.hits:
            return 2 * fit.hits >= fit.tried or (fit.hits >= LEAST_HITS and fit.bits > 2 * BITS)
        if fit.tried > 2 or not fit.whole:
            return False
        return _is_all(lines, i) or (
            fit.tried == 1 and is_only_total(lines.labels[i]) and _plausible_single(lines, i, fit)
        )
    if len({lines.units[j] for j in (i, *fit.parts)}) > 1:
        return False
    least = BITS + np.log10(1 + len(lines.index))
    return fit.hits >= LEAST_HITS and 4 * fit.hits >= 3 * fit.tried and bool(fit.bits >= least)


def _is_all(lines: Lines, i: int) -> bool:
    """The line shows 100 % beside its numbers, and the other percentages make up that hundred."""
    grid = lines.sheet.grid
    line = int(lines.index[i])
    others = lines.index[[j for j, label in enumerate(lines.labels) if j != i and not is_part_of(label)]]
    own = grid.percent[line] if lines.by_row else grid.percent[:, line]
    shown = grid.value[line] if lines.by_row else grid.value[:, line]
    for x in np.flatnonzero(own & (np.abs(shown - 100.0) < 1e-9)):
        where = (others, x) if lines.by_row else (x, others)
        parts = grid.value[where][grid.percent[where] & ~np.isnan(grid.value[where])]
        if len(parts) >= 2 and abs(parts.sum() - 100.0) <= 0.5 * (len(parts) + 1):
            return True
    return False


def _plausible_single(lines: Lines, i: int, fit: Fit) -> bool:
    """A lone labelled total that misses: it closes a block, misses by less than half, and no choice of rows fits."""
    if max(fit.parts) > i or OVERLAP.search(lines.sheet.notes):
        return False
    cross = np.flatnonzero(lines.number[i])
    target = float(lines.value[i, cross[0]])
    parts = lines.value[np.asarray(fit.parts), cross[0]]
    if len(parts) < 2 or target <= parts.max() or abs(target - parts.sum()) >= 0.5 * target:
        return False
    return len(parts) > MOST_SUBSETS or not any(
        abs(sum(some) - target) < 1e-9 for size in range(2, len(parts)) for some in combinations(parts.tolist(), size)
    )


def _doubt(lines: Lines, family: Family) -> None:
    """Do not report a cross line that may not add: its total lies among its parts, or a dash may hide a number."""
    grid = lines.sheet.grid
    kinds = grid.kind[family.operands[..., 0], family.operands[..., 1]]
    values = np.nan_to_num(grid.value[family.operands[..., 0], family.operands[..., 1]])
    targets = grid.value[family.target[:, 0], family.target[:, 1]]
    filled = (kinds == NUMBER).all(axis=1)
    proven = family.holds & ~family.trivial
    zeros = bool((proven & ~filled).any())  # elsewhere a dash or blank has proved to be zero
    sure = not lines.by_row and proven.sum() >= LEAST_HITS  # cross lines that are rows are all of one kind
    for n in np.flatnonzero(family.reported):
        goal = family.goal(int(n))
        label = lines.sheet.column_label(goal[1]) if lines.by_row else lines.sheet.row_label(goal[0])
        exact = all(grid.exact[cell] for cell in family.cells(int(n)))
        counted = says_amount(label) or (exact and (bool(label) or proven.sum() >= LEAST_HITS))
        parts = np.sort(values[n])
        amid = targets[n] < parts[-1] and (parts[:-1].sum() > targets[n] or len(parts) == 2)
        if OVERLAP.search(lines.sheet.notes) and targets[n] < parts.sum():
            family.reported[n] = False  # the same person may stand in several rows
            continue
        hidden = not filled[n] and targets[n] > parts.sum() and not zeros
        family.reported[n] = not hidden and (sure or counted or not amid)


def _difference(lines: Lines, i: int) -> list[Family]:
    """A column such as Avvikelse = Utfall − Budget, recognised by its name and by holding."""
    others = [j for j in range(len(lines.index)) if j != i]
    if len(others) > 40:
        return []
    best: Family | None = None
    for a in others:
        for b in others:
            if a == b or abs(a - i) > 4 or abs(b - i) > 4:
                continue
            family = lines.family(i, (a, b), f"{lines.labels[i]} = {lines.labels[a]} − {lines.labels[b]}", "label")
            family.signs = np.array([1.0, -1.0])
            family.evaluate()
            if best is None or family.holds.sum() > best.holds.sum():
                best = family
    if best is None:
        return []
    parts = {part_of(lines.labels[i]) for i in _places(lines, best)}
    least = 1 if parts == {"plan", "actual"} else 2
    good = best.holds.sum() >= max(least, 0.5 * best.tested.sum())
    return [best] if good else []


def _places(lines: Lines, family: Family) -> list[int]:
    """Which lines the operands of a family lie on."""
    numbers = family.operands[0, :, 0 if lines.by_row else 1]
    return [int(np.flatnonzero(lines.index == number)[0]) for number in numbers]


def _independent(families: list[Family]) -> list[Family]:
    """Drop a sum that only restates another: same cells with target and part exchanged, or the same parts twice."""
    kept: list[Family] = []
    seen: set[frozenset[tuple[int, int]]] = set()
    order = sorted(families, key=lambda family: family.reason != "label")
    for family in order:
        key = frozenset(family.cells(0)) if len(family.target) else frozenset()
        if key and key not in seen:
            seen.add(key)
            kept.append(family)
    return kept
