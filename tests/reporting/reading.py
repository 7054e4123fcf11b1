"""Reading tables back out of every medium: caption, headings and rows as text."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from decimal import Decimal

from docx import Document
from docx.oxml.ns import qn
from lxml import html
from python_calamine import CalamineWorkbook

from samsyn.apps.reporting.annex.sheets import FIRST_ROW, share_columns
from samsyn.apps.reporting.annex.workbook import sheet_name
from samsyn.apps.reporting.changes import percent_sign
from samsyn.apps.reporting.content import Cell, TableBlock
from samsyn.core.quantities import swedish
from samsyn.web.formats import difference, percent


@dataclass(frozen=True)
class ReadTable:
    caption: str
    rows: list[list[str]]


def of_content(table: TableBlock) -> ReadTable:
    rows = [[column.label for column in table.columns], *([cell.text for cell in row.cells] for row in table.rows)]
    return ReadTable(f"Tabell {table.number}. {table.caption}", rows)


def of_word(data: bytes) -> list[ReadTable]:
    """Tables of a Word file with the caption that stands before each."""
    document = Document(io.BytesIO(data))
    captions = [
        "".join(node.text or "" for node in paragraph._p.iter(qn("w:t")))
        for paragraph in document.paragraphs
        if paragraph.style.name == "Caption"
    ]
    captions = [caption for caption in captions if caption.startswith("Tabell")]
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables]
    return [ReadTable(caption, rows) for caption, rows in zip(captions, tables, strict=True)]


def of_page(text: str) -> list[ReadTable]:
    """Tables of the report on a web page."""
    found = []
    for table in html.fromstring(text).xpath('//div[starts-with(@id, "tabell-")]//table'):
        rows = [[_words(cell) for cell in row.xpath("./th|./td")] for row in table.xpath(".//tr")]
        found.append(ReadTable(_words(table.find("caption")), rows))
    return found


def _words(node) -> str:
    return re.sub(r"[ \n\t\r]+", " ", node.text_content()).strip(" \n")


def of_workbook(data: bytes, tables: list[TableBlock]) -> list[ReadTable]:
    """Tables of the annex, with numbers written out as their cells say they are shown."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = []
    for table in tables:
        sheet = book.get_sheet_by_name(sheet_name(table.number, table.caption)).to_python(skip_empty_area=False)
        head, body = sheet[FIRST_ROW], sheet[FIRST_ROW + 1 : FIRST_ROW + 1 + len(table.rows)]
        shares = share_columns(table)
        places = _places(len(table.columns), shares)
        rows = [[head[place] for place in places]]
        for cells, read in zip((row.cells for row in table.rows), body, strict=True):
            rows.append([_shown(cell, read, place) for cell, place in zip(cells, places, strict=True)])
        found.append(ReadTable(sheet[0][0], rows))
    return found


def _places(width: int, shares: set[int]) -> list[int]:
    places, at = [], 0
    for index in range(width):
        places.append(at)
        at += 3 if index in shares else 1
    return places


def _shown(cell: Cell, read: list, place: int) -> str:
    """A number from the sheet as a reader of the report sees it; text as it stands."""
    value = read[place]
    if isinstance(value, str):
        return value
    number = Decimal(repr(value))
    if cell.kind == "share":
        return f"{percent(number, cell.decimals)} ({swedish(read[place + 1])}/{swedish(read[place + 2])})"
    if cell.kind == "percent":
        return percent(number, cell.decimals)
    if cell.kind == "percent_change":
        return f"{difference(number * 100)}{percent_sign()}"
    return difference(number, cell.decimals) if cell.kind == "change" else swedish(number, cell.decimals)
