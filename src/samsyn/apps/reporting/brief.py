"""A board pack as Word and PDF: governance's frozen content in the look of the reports, without cover and contents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import translation

from samsyn.apps.governance.makers import CannotMake, register_maker
from samsyn.apps.reporting.content import Cell, Column, ReportContent, Row, Run, Section, Status, TableBlock, Text
from samsyn.apps.reporting.standing import footer_line

Content = Mapping[str, Any]


def register() -> None:
    """Called when Django starts. The makers themselves import late: their libraries take half a second."""
    register_maker("docx", brief_word)
    register_maker("pdf", brief_pdf)


def brief_word(content: Content, fingerprint: str) -> bytes:
    """The pack in Word: the same bytes for the same content."""
    from samsyn.apps.reporting.word import short_document

    return short_document(report_of(content), content["lines"], fingerprint)


def brief_pdf(content: Content, fingerprint: str) -> bytes:
    """The pack as a tagged PDF. CannotMake where the machine lacks Pango."""
    from samsyn.apps.reporting.pdf import NoPango, printed

    report = report_of(content)
    with translation.override(report.language):
        page = {
            "content": report,
            "lines": content["lines"],
            "sections": [_printed(one) for one in content["sections"]],
            "footer": footer_line(report.status, fingerprint),
        }
        try:
            return printed("reporting/brief.html", page, fingerprint)
        except NoPango as error:
            raise CannotMake(str(error)) from error


def _printed(one: Content) -> dict[str, Any]:
    """A section for the template: every cell with the class that its column has."""
    table = one["table"]
    if table is None:
        return {**one}
    looks = [{"number": "numeric", "date": "nowrap"}.get(column["kind"], "") for column in table["columns"]]
    rows = [list(zip(row, looks, strict=True)) for row in table["rows"]]
    heads = [(column["label"], look) for column, look in zip(table["columns"], looks, strict=True)]
    return {**one, "heads": heads, "rows": rows}


def report_of(content: Content) -> ReportContent:
    """The pack's content as the blocks that Word draws."""
    frozen = content["frozen"]
    return ReportContent(
        title=content["title"],
        subject=", ".join(content["lines"]),
        author=frozen["by"],
        language=content["language"],
        status=Status("frozen", frozen["at"], frozen["number"], frozen["by"]),
        sections=tuple(_section(one) for one in content["sections"]),
    )


def _section(one: Content) -> Section:
    lead = (Text((Run(one["lead"]),)),) if one["lead"] else ()
    table = one["table"]
    drawn = (_table(one["title"], table),) if table else ()
    note = (Text((Run(table["note"]),), "note"),) if table and table["note"] else ()
    return Section(one["code"], one["title"], (*lead, *drawn, *note))


def _table(title: str, table: Content) -> TableBlock:
    columns = tuple(Column(column["label"], column["kind"] == "number") for column in table["columns"])
    rows = tuple(Row(tuple(Cell(text) for text in row)) for row in table["rows"])
    return TableBlock(title, columns, rows)
