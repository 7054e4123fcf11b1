"""What a report says, free of medium: the page, Word, Excel and PDF only draw it."""

from samsyn.apps.reporting.content.blocks import (
    Block,
    Cell,
    ChartBlock,
    Column,
    FigureNote,
    ListBlock,
    ReportContent,
    Row,
    Run,
    Section,
    Status,
    TableBlock,
    Text,
)
from samsyn.apps.reporting.content.entries import FigureEntry
from samsyn.apps.reporting.content.walk import charts_of, numbered, sections_of, tables_of
from samsyn.apps.reporting.content.wire import BadContent, from_json, to_json

__all__ = [
    "BadContent",
    "Block",
    "Cell",
    "ChartBlock",
    "Column",
    "FigureEntry",
    "FigureNote",
    "ListBlock",
    "ReportContent",
    "Row",
    "Run",
    "Section",
    "Status",
    "TableBlock",
    "Text",
    "charts_of",
    "from_json",
    "numbered",
    "sections_of",
    "tables_of",
    "to_json",
]
