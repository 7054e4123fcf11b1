"""Sums over blocks: divisions of one total below each other, and sections with a total of their own."""

from __future__ import annotations

from collections.abc import Sequence

from samsyn.core.checking.families import Family
from samsyn.core.checking.lines import lines_of
from samsyn.core.checking.sums import search
from samsyn.core.tables.labels import is_total, normal
from samsyn.core.tables.structure import Block, Sheet


def sums_over_blocks(sheet: Sheet, taken_columns: set[int]) -> list[Family]:
    """Both kinds; nothing where the table has a single block."""
    if len(sheet.blocks) < 2:
        return []
    columns = [c for c in sheet.columns if c not in taken_columns]
    return block_sums(sheet, columns) + grand_totals(sheet, columns)


def block_sums(sheet: Sheet, columns: Sequence[int]) -> list[Family]:
    """Blocks below a block that holds nothing but the total: each divides that total anew."""
    first = sheet.blocks[0]
    totals = [r for r in first.rows if is_total(sheet.row_label(r))]
    if not totals or len(first.rows) > 2:
        return []
    base, found = totals[0], []
    for block in sheet.blocks[1:]:
        if any(is_total(sheet.row_label(r)) for r in block.rows) or len(block.rows) < 2:
            continue
        shared = [c for c in columns if _same_heading(sheet, c, block, first)]
        lines = lines_of(sheet, [base, *block.rows], shared, True, block)
        if len(lines.index) < 3 or lines.index[0] != base:
            continue
        words = f"{block.title} fördelar {sheet.row_label(base)}"
        found.append(lines.family(0, range(1, len(lines.index)), words, "block"))
    held = sum(int((f.holds & ~f.trivial).sum()) for f in found)
    tried = sum(int((f.tested & ~f.trivial).sum()) for f in found)
    return found if held >= 3 and 2 * held >= tried else []


def _same_heading(sheet: Sheet, column: int, block: Block, first: Block) -> bool:
    if not block.headings:
        return True
    own, base = block.headings.get(column, ""), sheet.column_label(column, first)
    return normal(own) == normal(base) and own.rstrip("*†‡ ") == own


def grand_totals(sheet: Sheet, columns: Sequence[int]) -> list[Family]:
    """The last or first total of a table with sections adds the totals of the sections."""
    if any(block.headings for block in sheet.blocks):
        return []
    rows = [r for block in sheet.blocks for r in block.rows]
    totals = [r for r in rows if is_total(sheet.row_label(r))]
    if len(totals) < 3:
        return []
    return search(lines_of(sheet, totals, columns, True, None))[:1]
