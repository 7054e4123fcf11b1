"""Figures with a name: which measure, for whom, plan or outcome, and where each is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from samsyn.core.checking.equations import Equation, equations
from samsyn.core.checking.meaning import Measures, Quantity
from samsyn.core.checking.report import Where
from samsyn.core.checking.wording import place
from samsyn.core.tables.grid import NUMBER
from samsyn.core.tables.labels import is_total, normal, part_of
from samsyn.core.tables.numbers import Printed, printed
from samsyn.core.tables.structure import Sheet

TOTAL = "totalt"
MOST_CELLS = 4_000  # a larger table is data, not a printed summary
FORMS = -1  # all forms (annexes) count as one source
LONGEST_LABEL = 80


@dataclass(frozen=True)
class Fact:
    """One printed figure. entity: the project or place it is about, TOTAL for all of them."""

    entity: str
    quantity: Quantity
    value: float
    half: float
    exact: bool
    text: str
    where: Where
    source: int

    def agrees(self, other: Fact) -> bool:
        """Equal, or the coarser print is a rounding of the finer one."""
        slack = 0.0 if self.half == other.half else max(self.half, other.half)
        return abs(self.value - other.value) <= slack + 1e-9


@dataclass(frozen=True)
class Form:
    """A table that is filled in like a form: words in one row, what they ask for in the next."""

    sheet: Sheet
    answers: tuple[tuple[int, int, str], ...]  # row, column, the words above
    words: str  # short texts that may name the entity


def facts_of(sheet: Sheet, measures: Measures) -> list[Fact]:
    """Figures of a table whose rows or columns are named by definitions."""
    height, width = sheet.grid.shape
    if height * width > MOST_CELLS:
        return []
    found = _facts(sheet, measures, by_row=False)
    return found or _facts(sheet, measures, by_row=True)


def _facts(sheet: Sheet, measures: Measures, by_row: bool) -> list[Fact]:
    grid = sheet.grid
    rows = [r for block in sheet.blocks for r in block.rows]
    found: list[Fact] = []
    for line in rows if by_row else sheet.columns:
        cells = [(line, c) for c in sheet.columns] if by_row else [(r, line) for r in rows]
        shown = [cell for cell in cells if sheet.quantity[cell] and grid.kind[cell] == NUMBER]
        if not shown:
            continue
        percent = any(grid.percent[cell] for cell in shown)
        path = sheet.row_labels(line)[-1:] if by_row else list(sheet.path(line))
        quantity = measures.named(path, percent, sheet.caption)
        if quantity is None:
            continue
        for r, c in shown:
            if percent != bool(grid.percent[r, c]):
                continue
            entity = entity_of(sheet.column_label(c) if by_row else sheet.row_label(r))
            if entity:
                found.append(_fact(sheet, (r, c), entity, quantity))
    return found


def _fact(sheet: Sheet, cell: tuple[int, int], entity: str, quantity: Quantity) -> Fact:
    grid = sheet.grid
    value, half = float(grid.value[cell]), float(grid.half[cell])
    where = place(sheet, cell)
    return Fact(entity, quantity, value, half, bool(grid.exact[cell]), grid.text(*cell), where, sheet.index)


def entity_of(label: str) -> str:
    """The label in small letters; a word for the sum becomes TOTAL; a number names nothing."""
    text = normal(label)
    if is_total(text):
        return TOTAL
    return text if re.search(r"[a-zåäö]", text) else ""


def form_of(sheet: Sheet) -> Form | None:
    """Read the table as a form; None where it is a table of rows and columns."""
    grid = sheet.grid
    height, width = grid.shape
    if not 2 <= height <= 60 or width > 4:
        return None
    answers: list[tuple[int, int, str]] = []
    words: list[str] = [sheet.caption]
    for r in range(height):
        for c in range(width):
            text = grid.text(r, c)
            if not text or len(text) > LONGEST_LABEL:
                continue
            above = grid.text(r - 1, c) if r else ""
            filled = re.search(r"\d", text) is not None
            if filled and above and len(above) <= LONGEST_LABEL and not re.search(r"\d", above):
                answers.append((r, c, above))
            elif not filled:
                words.append(text)
    return Form(sheet, tuple(answers), " ".join(words)) if len(answers) >= 2 else None


def form_facts(form: Form, measures: Measures, entity: str) -> Iterator[tuple[Fact, Equation | None]]:
    """Figures of a form, single or in a written sum."""
    grid = form.sheet.grid
    for r, c, above in form.answers:
        text = grid.text(r, c)
        here = replace(place(form.sheet, (r, c)), row="", column=above)
        quantity = measures.named((above,))
        single = printed(text)
        if single is not None and quantity is not None:
            yield Fact(entity, quantity, float(single.value), float(single.half), single.exact, text, here, FORMS), None
        for equation in equations(text):
            for named, number, words in named_terms(equation, measures, quantity, part_of(above)):
                yield (
                    Fact(entity, named, float(number.value), float(number.half), number.exact, words, here, FORMS),
                    equation,
                )


def named_terms(
    equation: Equation, measures: Measures, whole: Quantity | None, part: str
) -> Iterator[tuple[Quantity, Printed, str]]:
    """What the numbers of a written sum are called: its terms by their labels, its total by what they are parts of."""
    named = [measures.named((term.label,)) if term.label else None for term in equation.terms]
    wholes = {quantity.measure for quantity in named if quantity is not None and quantity.sex}
    if whole is None and len(wholes) == 1 and all(named):
        whole = Quantity(wholes.pop(), part=part)
    if whole is None:
        return
    yield whole, equation.total, equation.total_text
    parts = measures.by_code[whole.measure].parts if whole.measure in measures.by_code else ()
    for n, (term, quantity) in enumerate(zip(equation.terms, named, strict=True)):
        if quantity is None and len(parts) == len(equation.terms):
            code, sex = measures.whole(parts[n])
            quantity = Quantity(code, sex)
        if quantity is None:
            continue
        quantity = replace(quantity, part=part)
        yield quantity, term.number, term.text
        share = measures.share_of(quantity.measure, quantity.sex)
        if term.share is not None and share:
            yield Quantity(share, part=part), term.share, f"{term.share.value}%".replace(".", ",")


def entity_in(words: str, entities: Sequence[str]) -> str:
    """The one known entity that the words name as a whole word; "" for none or several."""
    text = normal(words)
    found = [each for each in entities if each != TOTAL and re.search(rf"(?<!\w){re.escape(each)}(?!\w)", text)]
    longest = [each for each in found if not any(each != other and each in other for other in found)]
    return longest[0] if len(longest) == 1 else ""
