"""How documents and rows travel from the child process: plain JSON that the parent checks piece by piece."""

from __future__ import annotations

from typing import Any

from samsyn.core.intake.errors import Unreadable
from samsyn.core.intake.limits import refuse_wide
from samsyn.core.intake.rows.sheet import Rows
from samsyn.core.tables import Document, Paragraph, Table


def as_wire(document: Document) -> dict[str, Any]:
    """A document as lists and objects."""
    return {"name": document.name, "blocks": [_block_as_wire(block) for block in document.blocks]}


def document_from(wire: Any) -> Document:
    """The document that as_wire wrote; Unreadable when the shape is another, since a child may be taken over."""
    try:
        return Document(name=str(wire["name"]), blocks=tuple(_block_from(block) for block in wire["blocks"]))
    except (KeyError, TypeError, ValueError):
        raise _unexpected() from None


def rows_as_wire(rows: Rows) -> dict[str, Any]:
    """Rows as lists and objects."""
    return {"cells": rows.cells, "headers": rows.headers_row_index, "sheet": rows.sheet, "sheets": rows.sheets}


def rows_from(wire: Any) -> Rows:
    """The rows that rows_as_wire wrote, equal texts kept once; Unreadable when the shape is another."""
    once: dict[str, str] = {}
    try:
        cells = [[once.setdefault(cell, cell) for cell in row] for row in wire["cells"]]
        if any(type(row) is not list for row in wire["cells"]) or any(type(cell) is not str for cell in once):
            raise ValueError("cells")
        headers, sheet, sheets = int(wire["headers"]), str(wire["sheet"]), tuple(map(str, wire["sheets"]))
        if not 0 <= headers < max(1, len(cells)):
            raise ValueError("headers")
    except (KeyError, TypeError, ValueError):
        raise _unexpected() from None
    refuse_wide(len(cells), max(map(len, cells), default=0), "Tabellen")
    return Rows(cells, headers, sheet, sheets)


def _unexpected() -> Unreadable:
    return Unreadable("Läsningen gav ett oväntat svar.", "Försök igen med en nysparad fil.")


def _block_as_wire(block: Paragraph | Table) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"text": block.text, "page": block.page, "level": block.level}
    return {
        "rows": block.rows,
        "name": block.name,
        "page": block.page,
        "header_rows": block.header_rows,
        "spans": block.spans,
    }


def _block_from(wire: dict[str, Any]) -> Paragraph | Table:
    if "rows" not in wire:
        return Paragraph(text=str(wire["text"]), page=_whole(wire["page"]), level=int(wire["level"]))
    rows = tuple(tuple(row) for row in wire["rows"])
    if any(len(row) != len(rows[0]) or not all(type(cell) in (str, int, float) for cell in row) for row in rows):
        raise ValueError("cells")
    spans = tuple(((int(r), int(c)), (int(h), int(w))) for (r, c), (h, w) in wire["spans"])
    return Table(
        rows=rows,
        name=str(wire["name"]),
        page=_whole(wire["page"]),
        header_rows=_whole(wire["header_rows"]),
        spans=spans,
    )


def _whole(value: Any) -> int | None:
    return None if value is None else int(value)
