"""One door: a document in, a report out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from samsyn.core.checking.claims import Evidence, Heard, Wrong, check_claims
from samsyn.core.checking.classes import check_classes
from samsyn.core.checking.facts import Fact, entity_in, facts_of, form_facts, form_of
from samsyn.core.checking.families import Family
from samsyn.core.checking.margins import check_margins
from samsyn.core.checking.meaning import Measures
from samsyn.core.checking.mentions import sentences
from samsyn.core.checking.repeats import check_repeats
from samsyn.core.checking.report import SEVERITIES, Finding, Relation, Report
from samsyn.core.checking.statements import check_statements
from samsyn.core.checking.written import check_brackets, check_form, check_sentence, check_written
from samsyn.core.parameters import Measure
from samsyn.core.tables.document import Document, Paragraph, Table
from samsyn.core.tables.labels import ROUNDED
from samsyn.core.tables.structure import Sheet, sheet_of

NOTES_AFTER = 2  # paragraphs after a table that may be its notes


@dataclass
class Work:
    """What has been found so far about one document."""

    measures: Measures
    sheets: list[Sheet]
    relations: list[Relation] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)

    def add(self, found: tuple[list[Relation], list[Finding]]) -> None:
        self.relations += found[0]
        self.findings += found[1]


def check(document: Document, measures: Sequence[Measure] = ()) -> Report:
    """Hold a document against itself: its tables, its forms and its running text.

    measures: definitions by whose labels figures are recognised; without them only sums, shares and ratios that fit
    over the rows, classes and written sums are checked.
    """
    work = Work(Measures(measures), _sheets(document))
    for sheet in work.sheets:
        families, relations, findings = check_margins(sheet, work.measures)
        work.families += families
        work.add((relations, findings))
        work.add(check_classes(sheet))
        work.add(check_brackets(sheet))
    _check_names(work)
    _check_text(document, work)
    findings = sorted(work.findings, key=_order)
    return Report(len(work.sheets), tuple(work.relations), tuple(findings), document.name)


def _sheets(document: Document) -> list[Sheet]:
    """Every table with what is said just before and after it: notes on overlap and rounding belong to it."""
    sheets: list[Sheet] = []
    for place, block in enumerate(document.blocks):
        if isinstance(block, Table):
            sheet = sheet_of(block, len(sheets))
            near = document.blocks[max(0, place - 1) : place + 1 + NOTES_AFTER]
            said = [each.text for each in near if isinstance(each, Paragraph)]
            last = [str(cell) for row in block.rows[-2:] for cell in row if type(cell) is str and len(cell) > 20]
            sheet.notes = " ".join([sheet.caption, *said, *last]).lower()
            if ROUNDED.search(sheet.notes):
                sheet.grid.exact[:] = False
            sheets.append(sheet)
    return sheets


def _check_names(work: Work) -> None:
    """Figures with a name: tables first, then forms, whose entity is one that the tables name."""
    forms = []
    for sheet in work.sheets:
        own = facts_of(sheet, work.measures)
        work.facts += own
        form = None if own else form_of(sheet)
        if form is None:
            work.add(check_written(sheet))
        else:
            forms.append(form)
    entities = sorted({fact.entity for fact in work.facts})
    for form in forms:
        entity = entity_in(form.words, entities)
        own = [fact for fact, _ in form_facts(form, work.measures, entity)]
        work.facts += own if entity else []
        work.add(check_form(form, own, work.measures))
    wrong = {
        (f.where.cell, "".join(f.printed.split()))
        for f in work.findings
        if f.where.cell is not None and f.kind != "classes"
    }
    work.add(check_repeats(work.facts, work.measures, wrong))
    _share_suggestions(work)


def _share_suggestions(work: Work) -> None:
    """A figure printed otherwise elsewhere, and contradicted by its own sum, has one remedy: tell it at both."""
    repeats = [f for f in work.findings if f.kind == "repeat" and f.suggestion]
    known = {(f.where.cell, "".join(f.printed.split())): f.suggestion for f in repeats}
    for n, finding in enumerate(work.findings):
        suggestion = known.get((finding.where.cell, "".join(finding.printed.split())))
        if finding.suggestion is None and suggestion is not None:
            work.findings[n] = replace(finding, suggestion=suggestion)


def _check_text(document: Document, work: Work) -> None:
    wrong = [
        Wrong(float(f.sheet.grid.value[cell]), float(f.computed[n]), (f.sheet.index, *cell))
        for f in work.families
        if f.kind == "sum" and f.reason != "block"
        for n in f.reported.nonzero()[0]
        for cell in f.cells(int(n))[:1]
    ]
    evidence, heard = Evidence(work.facts, wrong, work.measures), Heard()
    last: Sheet | None = None
    tables = iter(work.sheets)
    number = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            said = sentences(block.text, number, block.page)
            check_claims(said, evidence, heard)
            check_statements(said, last, evidence, heard)
            for sentence in said:
                work.add(check_sentence(sentence.text, sentence.where))
            number += 1
        else:
            last = next(tables)
    work.add((heard.relations, heard.findings))


def _order(finding: Finding) -> tuple[bool, int, int, tuple[int, ...]]:
    """Tables in reading order before text; within a table the gravest first."""
    table = finding.where.cell[0] if finding.where.cell else -1
    return (
        finding.where.cell is None,
        table if finding.where.cell else (finding.where.paragraph or 0),
        SEVERITIES.index(finding.severity),
        finding.where.cell[1:] if finding.where.cell else (),
    )
