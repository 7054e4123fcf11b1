"""The same figure printed in two places: do they agree?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from samsyn.core.checking.facts import FORMS, TOTAL, Fact
from samsyn.core.checking.meaning import Measures, Quantity
from samsyn.core.checking.report import Cell, Finding, Relation, Suggestion

YEARS = re.compile(r"\b(?:19|20)\d\d\b")
TELLING = 10  # smaller figures agree by chance
LEAST_AGREEING = 3  # so many figures must be common and equal before two tables are taken to show the same thing


def check_repeats(
    facts: Sequence[Fact], measures: Measures, wrong: set[tuple[Cell, str]]
) -> tuple[list[Relation], list[Finding]]:
    """Compare tables that share figures.

    wrong: cells that another relation already contradicts, with their text bare of spaces.

    Two tables show the same thing when at least three common figures, and three in five, are equal.
    """
    places: dict[tuple[str, Quantity], list[Fact]] = defaultdict(list)
    for fact in facts:
        places[fact.entity, fact.quantity].append(fact)
    pairs: dict[tuple[int, int], list[tuple[Fact, Fact]]] = defaultdict(list)
    for same in places.values():
        for a, b in combinations(same, 2):
            if a.source != b.source or a.source == FORMS:
                first, second = (a, b) if a.source != FORMS else (b, a)
                pairs[first.source, second.source].append((first, second))
    relations: list[Relation] = []
    findings: list[Finding] = []
    for common in pairs.values():
        agreeing = [a.agrees(b) for a, b in common]
        telling = sum(agree and abs(a.value) >= TELLING for (a, _), agree in zip(common, agreeing, strict=True))
        if _other_year(*common[0]) or telling < LEAST_AGREEING or 5 * sum(agreeing) < 3 * len(common):
            continue
        for (a, b), agree in zip(common, agreeing, strict=True):
            words = f"{_named(a, measures)}: {a.text} i {_table(a)} och {b.text} i {_table(b)}"
            relations.append(Relation("repeat", b.where, words, agree))
            if not agree:
                findings.append(_finding(a, b, measures, wrong))
    return relations, findings


def _other_year(a: Fact, b: Fact) -> bool:
    """The captions name different years."""
    first, second = (set(YEARS.findall(fact.where.table)) for fact in (a, b))
    return bool(first and second and not first & second)


def _named(fact: Fact, measures: Measures) -> str:
    entity = "totalt" if fact.entity == TOTAL else fact.entity.upper() if len(fact.entity) <= 5 else fact.entity
    return (
        f"{measures.name_of(fact.quantity)} för {entity}" if fact.entity != TOTAL else measures.name_of(fact.quantity)
    )


def _table(fact: Fact) -> str:
    return fact.where.table.split(":")[0]


def _finding(a: Fact, b: Fact, measures: Measures, wrong: set[tuple[Cell, str]]) -> Finding:
    """The one that its own table contradicts is the one to change."""
    name = _named(a, measures)
    suspects = [fact for fact in (a, b) if fact.where.cell is not None and (fact.where.cell, _bare(fact.text)) in wrong]
    here, there = (suspects[0], b if suspects[0] is a else a) if len(suspects) == 1 else (b, a)
    text = f"{name[0].upper()}{name[1:]} står som {here.text} i {_table(here)} men som {there.text} i {_table(there)}."
    suggestion = None
    if len(suspects) == 1:
        suggestion = Suggestion(here.where, here.text, there.text)
        text += (
            f" {there.text} går ihop med resten, {here.text} gör det inte. Ändra till {there.text} i {_table(here)}."
        )
    else:
        text += " Ta reda på vilket som gäller och skriv samma på båda ställena."
    cells = tuple(fact.where.cell for fact in (here, there) if fact.where.cell is not None)
    return Finding("repeat", "error", here.where, here.text, there.text, text, suggestion, cells)


def _bare(text: str) -> str:
    """Without the spaces that one place prints and another does not."""
    return "".join(text.split())
