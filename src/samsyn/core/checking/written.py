"""Sums written out in cells, shares in brackets behind a number, and the ratios of a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from samsyn.core.checking.equations import Equation, equations
from samsyn.core.checking.facts import Fact, Form
from samsyn.core.checking.meaning import Measures
from samsyn.core.checking.report import Finding, Relation, Severity, Where
from samsyn.core.checking.wording import place
from samsyn.core.quantities import NBSP, swedish
from samsyn.core.tables.grid import NUMBER
from samsyn.core.tables.labels import is_total
from samsyn.core.tables.structure import Sheet

LONGEST_CELL = 300
MOST_BRACKETS = 500


def check_written(
    sheet: Sheet, above: dict[tuple[int, int], str] | None = None
) -> tuple[list[Relation], list[Finding]]:
    """Every cell that holds an equals sign. above: what names a cell of a form."""
    relations: list[Relation] = []
    findings: list[Finding] = []
    for r, c in sheet.grid.written:
        text = sheet.grid.text(r, c)
        if len(text) < LONGEST_CELL:
            where = place(sheet, (r, c))
            if above and (r, c) in above:
                where = replace(where, row="", column=above[r, c])
            _check(equations(text), where, relations, findings)
    return relations, findings


def check_sentence(text: str, where: Where) -> tuple[list[Relation], list[Finding]]:
    """A sum written out in running text; "1 + 1 = 3" is a saying."""
    relations: list[Relation] = []
    findings: list[Finding] = []
    if "=" in text:
        _check([each for each in equations(text) if each.total.value >= 10], where, relations, findings)
    return relations, findings


def check_brackets(sheet: Sheet) -> tuple[list[Relation], list[Finding]]:
    """ "210 (78 %)": the share of the total in the same column or row."""
    relations: list[Relation] = []
    findings: list[Finding] = []
    grid = sheet.grid
    found = [(cell, number) for cell, number in grid.parsed.items() if number.share is not None and number.value >= 0]
    totals = {r for block in sheet.blocks for r in block.rows if is_total(sheet.row_label(r))} if found else set()
    for cell, number in found[:MOST_BRACKETS]:
        bases = _bases(sheet, cell, float(number.value), totals)
        share = number.share
        if not bases or share is None:
            continue
        computed = [100 * float(number.value) / base for base in bases]
        half = float(share.half)
        miss = [abs(each - float(share.value)) for each in computed]
        holds = min(miss) <= half + 1e-9
        if not holds and (len(bases) > 1 or miss[0] >= 4 * half):
            continue  # a share of something else
        where = place(sheet, cell)
        best = computed[miss.index(min(miss))]
        base = swedish(bases[miss.index(min(miss))])
        words = f"{swedish(float(number.value))} / {base} = {swedish(best, share.decimals)}{NBSP}%"
        relations.append(Relation("share", where, words, holds))
        if not holds:
            shown = f"{swedish(share.value, share.decimals)}{NBSP}%"
            result = f"{swedish(best, share.decimals)}{NBSP}%"
            message = (
                f"{where.spoken}: där står {shown}, men {words} ({swedish(best, share.decimals + 2)}{NBSP}%). "
                "Rätta procenttalet eller ange vilket antal det räknas på."
            )
            severity: Severity = "note" if min(miss) < 2 * half else "warning"
            findings.append(Finding("share", severity, where, shown, result, message, None, (where.cell or (0, 0, 0),)))
    return relations, findings


def _bases(sheet: Sheet, cell: tuple[int, int], least: float, totals: set[int]) -> list[float]:
    """Totals above or below in the column, or along the row, that the number can be a part of."""
    grid = sheet.grid
    row, column = cell
    block = sheet.block_of(row)
    rows = [r for r in (block.rows if block else []) if r != row and r in totals]
    columns = [c for c in sheet.columns if c != column and is_total(sheet.column_label(c, block))]
    places = [(r, column) for r in rows] + ([] if rows else [(row, c) for c in columns])
    values = [float(grid.value[at]) for at in places if grid.kind[at] == NUMBER and not grid.percent[at]]
    return list(dict.fromkeys(value for value in values if value > least))


def check_form(form: Form, facts: Sequence[Fact], measures: Measures) -> tuple[list[Relation], list[Finding]]:
    """Written sums of a form, and its ratios by the measures it names."""
    relations, findings = check_written(form.sheet, {(r, c): words for r, c, words in form.answers})
    by_name = {fact.quantity: fact for fact in facts}
    for quantity, fact in by_name.items():
        terms = measures.terms(quantity)
        if terms is None or measures.by_code[quantity.measure].percent:
            continue
        top, base = by_name.get(terms[0]), by_name.get(terms[1])
        if top is None or base is None or not base.value:
            continue
        computed = top.value / base.value
        holds = abs(computed - fact.value) <= fact.half + 1e-9
        unit = fact.text.rsplit(" ", 1)[-1] if fact.text.endswith("kr") else ""
        words = f"{swedish(top.value)} / {swedish(base.value)} = {swedish(computed)}{NBSP + unit if unit else ''}"
        relations.append(Relation("ratio", fact.where, words, holds))
        if not holds:
            text = swedish(computed) + (NBSP + unit if unit else "")
            near = abs(computed - fact.value) < 2 * fact.half
            message = (
                f"{fact.where.spoken}: där står {fact.text}, men {words}. "
                f"Kontrollera vilket värde som är fel mot underlaget."
            )
            cells = tuple(dict.fromkeys(each.where.cell for each in (fact, top, base) if each.where.cell))
            findings.append(
                Finding("ratio", "note" if near else "error", fact.where, fact.text, text, message, None, cells)
            )
    return relations, findings


def _check(found: list[Equation], where: Where, relations: list[Relation], findings: list[Finding]) -> None:
    cells = (where.cell,) if where.cell else ()
    for equation in found:
        relations.append(Relation("sum", where, equation.text, equation.holds))
        if not equation.holds:
            computed = swedish(equation.computed, max(term.number.decimals for term in equation.terms))
            message = (
                f"{where.spoken}: {equation.text} stämmer inte; termerna ger "
                f"{computed}. Kontrollera vilket tal som är fel mot underlaget."
            )
            findings.append(Finding("sum", "error", where, equation.total_text, computed, message, None, cells))
            continue
        for term, share, holds in equation.shares():
            words = f"{term.text} / {equation.total_text} = {swedish(share)}{NBSP}%"
            relations.append(Relation("share", where, words, holds))
            if not holds and term.share is not None:
                near = abs(share - float(term.share.value)) < 2 * float(term.share.half)
                shown = f"{str(term.share.value).replace('.', ',')}{NBSP}%"
                exact = f"{swedish(share, term.share.decimals + 1)}{NBSP}%"
                message = (
                    f"{where.spoken}: {shown} vid {term.text} stämmer inte; {words} ({exact}). Rätta procenttalet."
                )
                computed = f"{swedish(share, term.share.decimals)}{NBSP}%"
                findings.append(
                    Finding("share", "note" if near else "error", where, shown, computed, message, None, cells)
                )
