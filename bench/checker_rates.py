"""How often the checker cries wolf, finds a slip and names its cell, on generated tables; and how long it takes.

Run: PYTHONPATH=src:. python bench/checker_rates.py [tables] [seed]
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from tests.core.checking.generate import Made, a_slip, make

from samsyn.core.checking import Finding, check
from samsyn.core.checking.margins import families_of
from samsyn.core.checking.meaning import Measures
from samsyn.core.tables import Document, Paragraph, Table
from samsyn.core.tables.structure import sheet_of


@dataclass
class Rates:
    """Counts over generated tables."""

    tables: int = 0
    false_errors: int = 0
    false_alarms: int = 0  # errors and warnings of sum, share and ratio
    links: int = 0
    links_verified: int = 0
    slips: int = 0
    found: int = 0
    both: int = 0
    right: int = 0
    misses: Counter[str] = field(default_factory=Counter)
    alarms: list[tuple[int, Made, list[Finding]]] = field(default_factory=list)
    missed: list[tuple[int, Made, tuple[int, int], float]] = field(default_factory=list)
    wrong: list[tuple[int, Made, tuple[int, int], float, list[Finding]]] = field(default_factory=list)

    def lines(self) -> list[str]:
        part = lambda a, b: f"{a}/{b} = {100 * a / max(1, b):.1f} %"  # noqa: E731
        return [
            f"tables with an error although consistent   {part(self.false_errors, self.tables)}",
            f"tables with an error or warning            {part(self.false_alarms, self.tables)}",
            f"computed relations that were verified      {part(self.links_verified, self.links)}",
            f"slips found                                {part(self.found, self.slips)}",
            f"suggestion right, row and column known     {part(self.right, self.both)}",
            f"missed by shape                            {dict(self.misses)}",
        ]


def alarms(findings: tuple[Finding, ...]) -> list[Finding]:
    """Errors and warnings about what was computed."""
    return [f for f in findings if f.severity != "note" and f.kind in ("sum", "share", "ratio")]


def verified_cells(made: Made) -> tuple[set[tuple[int, int]], list[bool]]:
    """Cells of relations that the checker verified, and for each true link whether it was among them."""
    sheet = sheet_of(made.table, 0)
    known: set[tuple[tuple[int, int], frozenset[tuple[int, int]]]] = set()
    cells: set[tuple[int, int]] = set()
    for family in families_of(sheet, Measures(())):
        for n in family.holds.nonzero()[0]:
            own = family.cells(int(n))
            cells.update(own)
            known.add((own[0], frozenset(own[1:])))
    filled = lambda parts: frozenset(p for p in parts if made.values[p])  # noqa: E731
    targets = {(target, frozenset(p for p in parts if made.values.get(p))) for target, parts in known}
    return cells, [(link.target, filled(link.parts)) in targets for link in made.links]


def rates(tables: int, seed: int) -> Rates:
    """Draw, check, change one cell, check again."""
    result = Rates()
    for n in range(tables):
        rng = np.random.default_rng([seed, n])
        made = make(rng)
        report = check(Document("", (made.table,)))
        result.tables += 1
        cried = alarms(report.findings)
        result.false_alarms += bool(cried)
        result.false_errors += any(f.severity == "error" for f in report.findings)
        if cried or any(f.severity == "error" for f in report.findings):
            result.alarms.append((n, made, list(report.findings)))
            continue
        cells, verified = verified_cells(made)
        result.links += len(verified)
        result.links_verified += sum(verified)
        _slip(result, n, made, rng, cells, verified)
    return result


def _slip(
    result: Rates, n: int, made: Made, rng: np.random.Generator, cells: set[tuple[int, int]], verified: list[bool]
) -> None:
    able = sorted(cell for cell in made.values if cell in cells)
    if not able:
        return
    for _ in range(20):
        cell = able[int(rng.integers(len(able)))]
        value = a_slip(rng, made, cell)
        kept = [link for link, good in zip(made.links, verified, strict=True) if good]
        broken = [link for link in made.broken_by(cell, value) if link in kept]
        if broken and value != made.values[cell] and any(ch.isdigit() for ch in str(made.write[cell](value))):
            break
    else:
        return
    report = check(Document("", (made.changed(cell, value),)))
    result.slips += 1
    about = [f for f in alarms(report.findings) if any(each[1:] == cell for each in f.cells)]
    result.found += bool(about)
    if not about:
        result.misses[made.shape] += 1
        result.missed.append((n, made, cell, value))
    sums = [link for link in broken if link.kind == "sum"]
    rows = any(all(part[0] == link.target[0] for part in link.parts) for link in sums)
    columns = any(all(part[1] == link.target[1] for part in link.parts) for link in sums)
    if rows and columns:
        result.both += 1
        good = any(
            f.suggestion and f.suggestion.where.cell == (0, *cell) and f.suggestion.value == _true(made, cell)
            for f in report.findings
        )
        result.right += good
        if not good:
            result.wrong.append((n, made, cell, value, list(report.findings)))


def _true(made: Made, cell: tuple[int, int]) -> str:
    """The right value as a suggestion writes it."""
    from samsyn.core.checking.wording import amount

    sheet = sheet_of(made.table, 0)
    if not np.isfinite(sheet.grid.value[cell]):
        return "0"
    return amount(sheet, cell, float(sheet.grid.value[cell]))


def workbook(rows: int = 10_000, columns: int = 50) -> Document:
    """Numbers in rows with a total column and a total row, as a workbook stores them."""
    rng = np.random.default_rng(1)
    inner = rng.integers(0, 5_000, (rows - 2, columns - 2))
    body = [[f"Rad {r}", *map(int, line), int(line.sum())] for r, line in enumerate(inner)]
    sums = inner.sum(axis=0)
    head = ["Enhet", *[f"Post {c}" for c in range(columns - 2)], "Totalt"]
    return Document(
        "big", (Table(tuple(map(tuple, [head, *body, ["Totalt", *map(int, sums), int(sums.sum())]])), "Blad 1"),)
    )


def long_report(tables: int = 200, paragraphs: int = 3_000) -> Document:
    """As much as a report of a hundred pages."""
    rng = np.random.default_rng(2)
    made = [make(rng).table for _ in range(tables)]
    text = (
        "Under året deltog 412 personer, vilket är 26 % fler än planerat. "
        "Av dem var 61 % kvinnor. Kostnaden blev 5 656 kr per deltagare."
    )
    each = paragraphs // tables
    return Document("long", tuple(block for table in made for block in (table, *[Paragraph(text)] * each)))


def main() -> None:
    tables = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    started = time.perf_counter()
    print("\n".join(rates(tables, seed).lines()))
    print(f"{tables} tables in {time.perf_counter() - started:.1f} s")
    for name, document in (("10 000 x 50 workbook", workbook()), ("report of 100 pages", long_report())):
        started = time.perf_counter()
        report = check(document)
        print(
            f"{name}: {time.perf_counter() - started:.2f} s, "
            f"{report.relations_verified} relations, {len(report.findings)} findings"
        )


if __name__ == "__main__":
    main()
