"""How figures and places are written in messages: Swedish, in the unit and with the decimals of the print."""

from __future__ import annotations

from decimal import Decimal

from samsyn.core.checking.families import Family
from samsyn.core.checking.report import Where
from samsyn.core.quantities import NBSP, swedish
from samsyn.core.tables.grid import NUMBER
from samsyn.core.tables.structure import Sheet

LONGEST_QUOTE = 160
MOST_TERMS = 6


def table_name(sheet: Sheet) -> str:
    """ "Tabell 9: Tabell 1. Planerade …": the number counts the document's tables, the rest is its own caption."""
    caption = sheet.caption.strip()
    return f"Tabell {sheet.index + 1}" + (f": {shorten(caption)}" if caption else "")


def shorten(text: str, longest: int = LONGEST_QUOTE) -> str:
    """Cut long text at a word."""
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0] + " …"


def place(sheet: Sheet, cell: tuple[int, int]) -> Where:
    """A cell in words."""
    row, column = cell
    block = sheet.block_of(row) if len(sheet.blocks) > 1 else sheet.blocks[0] if sheet.blocks else None
    label = sheet.row_label(row) or f"rad {row + 1}"
    title = block.title if block is not None and len(sheet.blocks) > 1 and block is not sheet.blocks[0] else ""
    return Where(
        table=table_name(sheet),
        row=shorten(f"{title}: {label}" if title else label, 80),
        column=shorten(sheet.column_label(column, block) or f"kolumn {column + 1}", 80),
        text=sheet.grid.text(row, column),
        cell=(sheet.index, row, column),
        page=sheet.table.page,
    )


def decimals_of(sheet: Sheet, cell: tuple[int, int]) -> int:
    """Decimals of the print of a cell."""
    grid = sheet.grid
    if cell in grid.parsed:
        return grid.parsed[cell].decimals
    half = float(grid.half[cell])
    if not 0 < half < 0.5:
        return 0
    return min(4, max(0, -Decimal(str(2 * half)).adjusted()))


def amount(sheet: Sheet, cell: tuple[int, int], value: float, more: int = 0) -> str:
    """A value written as the cell would print it; more: extra decimals."""
    grid = sheet.grid
    number = grid.parsed.get(cell)
    scale = number.scale if number else 0
    shown = Decimal(repr(value / float(grid.factor[cell]))).scaleb(-scale)
    unit = number.unit if number else ""
    text = swedish(shown, decimals_of(sheet, cell) + more)
    if unit == "%":
        return text + (NBSP if " %" in grid.text(*cell) else "") + "%"
    return f"{text}{NBSP}{unit}" if unit else text


def bare(sheet: Sheet, cell: tuple[int, int]) -> str:
    """What stands in the cell, written the Swedish way; a blank is called tomt."""
    grid = sheet.grid
    if grid.kind[cell] != NUMBER:
        return grid.text(*cell) or "tomt"
    return amount(sheet, cell, float(grid.value[cell]))


def formula(family: Family, instance: int) -> str:
    """The relation with its figures: "41 + 4 = 45", "30 475 / 2 664 = 11,4"."""
    sheet = family.sheet
    result = amount(sheet, family.goal(instance), float(family.computed[instance]))
    if family.form == "sum" and family.operands.shape[1] > MOST_TERMS:
        places = family.operands[instance]
        count = int((sheet.grid.kind[places[:, 0], places[:, 1]] == NUMBER).sum())
        return f"summan av {count} värden är {result}"
    operands = family.cells(instance)[1:]
    if family.form == "quotient":
        times = f" × {swedish(family.scale)}" if family.scale >= 1_000 else ""
        return f"{bare(sheet, operands[0])}{times} / {bare(sheet, operands[1])} = {result}"
    if family.form == "change":
        return f"förändringen från {bare(sheet, operands[1])} till {bare(sheet, operands[0])} är {result}"
    filled = [cell for cell in operands if sheet.grid.kind[cell] == NUMBER]
    filled = operands if family.signs is not None else sorted(filled)
    joined = " − " if family.signs is not None else " + "
    return joined.join(bare(sheet, cell) for cell in filled) + f" = {result}"
