"""Which single cell, changed, would make everything hold?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from samsyn.core.checking.families import Family
from samsyn.core.checking.wording import decimals_of
from samsyn.core.tables.grid import NUMBER

MOST_CELLS = 80  # in a longer sum only cells that other failing relations share are tried
Instance = tuple[int, int]  # family, instance


@dataclass(frozen=True)
class Mend:
    """A cell, the value it would have, and the failing relations that this mends."""

    cell: tuple[int, int]
    value: float
    mends: frozenset[Instance]
    bound: int  # relations in all that tie the value


def mends_of(families: Sequence[Family], failing: Sequence[Instance]) -> dict[Instance, Mend]:
    """The unique mend of each failing instance, where there is one."""
    shared: dict[tuple[int, int], int] = {}
    for f, n in failing:
        for cell in set(families[f].cells(n)):
            shared[cell] = shared.get(cell, 0) + 1
    tried: dict[tuple[tuple[int, int], float], Mend | None] = {}
    found: dict[Instance, Mend] = {}
    for f, n in failing:
        options: dict[tuple[int, int], Mend] = {}
        cells = list(dict.fromkeys(families[f].cells(n)))
        if len(cells) > MOST_CELLS:
            cells = [cell for cell in cells if shared[cell] > 1] or cells[:1]
        for cell in cells:
            for value in _values(families, failing, f, n, cell, shared[cell] > 1):
                key = (cell, round(value, 6))
                if key not in tried:
                    tried[key] = _mend(families, set(failing), cell, value)
                mend = tried[key]
                if mend is not None and (f, n) in mend.mends:
                    options.setdefault(cell, mend)
        best = _unique(list(options.values()))
        if best is not None:
            found[f, n] = best
    return found


def _values(
    families: Sequence[Family], failing: Sequence[Instance], f: int, n: int, cell: tuple[int, int], others: bool
) -> list[float]:
    """Values worth trying: what this relation gives, and what an exact sum among the other failing ones gives."""
    values: list[float] = []
    places = [(f, n)]
    if others:
        places += [each for each in failing if each != (f, n) and cell in families[each[0]].cells(each[1])][:6]
    for g, m in sorted(places, key=lambda each: families[each[0]].form != "sum"):
        family = families[g]
        solved = family.solved(m, cell)
        if solved is None or not np.isfinite(solved):
            continue
        if family.form != "sum" and cell != family.cells(m)[0]:
            continue  # a quotient only tells roughly what its terms were
        rounded = _as_printed(family, cell, solved)
        if rounded is not None and not any(abs(rounded - value) < 1e-6 for value in values):
            values.append(rounded)
    return values


def _as_printed(family: Family, cell: tuple[int, int], value: float) -> float | None:
    """The value as the cell could print it; None for a negative count."""
    grid = family.sheet.grid
    if grid.kind[cell] != NUMBER:
        return None
    number = grid.parsed.get(cell)
    unit = 10.0 ** ((number.scale if number else 0) - decimals_of(family.sheet, cell)) * float(grid.factor[cell])
    rounded = round(value / unit) * unit
    if rounded < 0 <= float(grid.value[cell]):
        return None
    return None if abs(rounded - float(grid.value[cell])) < unit / 2 else rounded


def _mend(families: Sequence[Family], failing: set[Instance], cell: tuple[int, int], value: float) -> Mend | None:
    """Every relation the cell takes part in must hold with the value, those that fail now and those that hold."""
    mended: set[Instance] = set()
    bound = 0
    for f, family in enumerate(families):
        for n in family.instances_with(cell):
            if not family.tested[n] or not (family.holds[n] or (f, int(n)) in failing):
                continue
            bound += 1
            if not family.with_value(int(n), cell, value, 0.0):
                return None
            if (f, int(n)) in failing:
                mended.add((f, int(n)))
    return Mend(cell, value, frozenset(mended), bound) if mended else None


def _unique(options: Sequence[Mend]) -> Mend | None:
    """The only option, or the one that mends strictly more relations than any other."""
    if not options:
        return None
    ranked = sorted(options, key=lambda mend: (-len(mend.mends), -mend.bound))
    if len(ranked) == 1:
        only = ranked[0]
        return only
    first, second = ranked[0], ranked[1]
    return first if len(first.mends) > len(second.mends) else None
