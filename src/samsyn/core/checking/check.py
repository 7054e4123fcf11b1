"""One door: a document in, a report out."""

from __future__ import annotations

from collections.abc import Sequence

from samsyn.core.checking.margins import check_margins
from samsyn.core.checking.meaning import Measures
from samsyn.core.checking.report import Finding, Relation, Report
from samsyn.core.parameters import Measure
from samsyn.core.tables.document import Document
from samsyn.core.tables.structure import Sheet, sheet_of


def check(document: Document, measures: Sequence[Measure] = ()) -> Report:
    """Hold a document against itself.

    measures: definitions by whose labels ratios are recognised; without them only the fit over rows is used.
    """
    named = Measures(measures)
    sheets: list[Sheet] = [sheet_of(table, index) for index, table in enumerate(document.tables)]
    relations: list[Relation] = []
    findings: list[Finding] = []
    for sheet in sheets:
        _, tried, found = check_margins(sheet, named)
        relations += tried
        findings += found
    return Report(len(sheets), tuple(relations), tuple(findings), document.name)
