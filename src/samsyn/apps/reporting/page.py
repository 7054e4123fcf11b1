"""A report as the web page and the PDF draw it: the same blocks, with links to how each figure was built."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from samsyn.apps.reporting.content import (
    Block,
    Cell,
    ChartBlock,
    FigureNote,
    ListBlock,
    ReportContent,
    Run,
    Section,
    Status,
    TableBlock,
    Text,
    sections_of,
)
from samsyn.apps.reporting.drawings import chart_of, svg_of
from samsyn.apps.reporting.word.tables import KEPT_TOGETHER, column_widths
from samsyn.apps.reporting.word.words import words
from samsyn.web import tables


@dataclass(frozen=True)
class Drawn:
    """A section ready for a template. level is that of its heading, 2 to 4: the page's title is 1."""

    section: Section
    level: int
    anchor: str
    blocks: list[dict[str, Any]]


def drawn(content: ReportContent, *, links: bool, embedded: bool = False) -> list[Drawn]:
    """Every section in reading order.

    links: figures lead to their pages. embedded: pictures are inside the document instead of at an address.
    """
    with translation.override(content.language):  # a frozen report keeps its language, whoever reads it
        return [
            Drawn(
                section,
                level + 1,
                section.code,
                [_block(block, content, links, embedded) for block in section.blocks],
            )
            for level, section in sections_of(content)
        ]


def blocks_drawn(blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    """Blocks of written text on their own, as a preview."""
    empty = ReportContent("", "", "", "sv", Status("draft", ""), ())
    return [_block(block, empty, links=False, embedded=False) for block in blocks]


def _block(block: Block, content: ReportContent, links: bool, embedded: bool) -> dict[str, Any]:
    if isinstance(block, Text):
        return {"kind": "text", "style": block.style, "runs": _runs(block.runs, content, links)}
    if isinstance(block, ListBlock):
        points = [_runs(point, content, links) for point in block.points]
        return {"kind": "list", "numbered": block.numbered, "points": points}
    if isinstance(block, TableBlock):
        widths = percentages(block) if embedded else []
        table = table_of(block, content, links)
        return {
            "kind": "table",
            "id": f"tabell-{block.number}",
            "table": table,
            "widths": widths,
            "short": len(block.rows) <= KEPT_TOGETHER,
        }
    if isinstance(block, ChartBlock):
        return _chart(block, embedded)
    return _figure(block, content, links)


def percentages(block: TableBlock) -> list[str]:
    """Column widths as on the Word page, so that a printing program need not measure every cell."""
    widths = column_widths(block)
    return [f"{100 * width / sum(widths):.2f}" for width in widths]


def table_of(block: TableBlock, content: ReportContent, links: bool) -> tables.Table:
    """The table as the shared component draws it; a total that stands last becomes its foot."""
    columns = [tables.Column(column.label, numeric=column.numeric) for column in block.columns]
    rows = [
        tables.Row([_cell(cell, content, links) for cell in row.cells], "subtotal" if row.kind == "total" else "")
        for row in block.rows
    ]
    total = rows.pop().cells if block.rows and block.rows[-1].kind == "total" else ()
    return tables.Table(f"{words().table} {block.number}. {block.caption}", columns, rows, total, block.note)


def _cell(cell: Cell, content: ReportContent, links: bool) -> tables.Cell:
    return tables.Cell(cell.text, href=_address(cell.figure_key, content) if links else "", numeric=cell.numeric)


def _runs(runs: tuple[Run, ...], content: ReportContent, links: bool) -> list[tuple[str, str]]:
    return [(run.text, _address(run.figure_key, content) if links else "") for run in runs]


def _chart(block: ChartBlock, embedded: bool) -> dict[str, Any]:
    chart = chart_of(block)
    address = f"data:image/svg+xml;base64,{b64encode(svg_of(block).encode()).decode()}" if embedded else chart.address
    return {
        "kind": "chart",
        "caption": f"{words().chart} {block.number}. {block.caption}",
        "alt": block.alt,
        "address": address,
        "width": chart.width,
        "height": chart.height,
        "note": words().numbers_in(block.table_number) if block.table_number else "",
        "table_id": f"tabell-{block.table_number}",
    }


def _figure(block: FigureNote, content: ReportContent, links: bool) -> dict[str, Any]:
    href = _address(block.figure_key, content) if links else ""
    return {"kind": "figure", "block": block, "href": href}


def _address(key: str, content: ReportContent) -> str:
    entry = content.figures.get(key) if key else None
    return entry.href if entry else ""
