"""The parts of a report. All text is written out for the reader; numbers also travel as numbers, as decimal text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from samsyn.apps.reporting.content.entries import FigureEntry


@dataclass(frozen=True)
class Run:
    """A stretch of text. figure_key is set where the text is a figure's value."""

    text: str
    figure_key: str = ""


@dataclass(frozen=True)
class Text:
    """A paragraph. style: "body", "lead" (first in the report) or "note" (small, under something)."""

    kind: ClassVar[str] = "text"
    runs: tuple[Run, ...]
    style: str = "body"

    @property
    def plain(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class ListBlock:
    """A list; each point is a sequence of runs. numbered: the order means something."""

    kind: ClassVar[str] = "list"
    points: tuple[tuple[Run, ...], ...]
    numbered: bool = False


@dataclass(frozen=True)
class Column:
    """A column heading; numeric columns are right-aligned."""

    label: str
    numeric: bool = False


@dataclass(frozen=True)
class Cell:
    """One cell: the text that every medium shows and, for a number, its exact value.

    kind: "text", "number", "percent" (value is a fraction), "share" (a fraction with n/N), "change" (signed),
    "percent_change" (a signed fraction) or "date" (value is ISO). value, numerator and denominator are decimals as
    text, so that JSON keeps them exactly.
    """

    text: str
    kind: str = "text"
    value: str | None = None
    decimals: int = 0
    numerator: str | None = None
    denominator: str | None = None
    figure_key: str = ""

    @property
    def numeric(self) -> bool:
        return self.kind not in {"text", "date"}


@dataclass(frozen=True)
class Row:
    """One row; its first cell is its heading. kind: "" or "total"."""

    cells: tuple[Cell, ...]
    kind: str = ""


@dataclass(frozen=True)
class TableBlock:
    """A table with its caption. number is set when the whole report is numbered."""

    kind: ClassVar[str] = "table"
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""
    number: int = 0


@dataclass(frozen=True)
class ChartBlock:
    """A drawing. chart: the fields of samsyn.web.charts.Chart; svg: the drawing itself, kept when frozen.

    table_number says which table holds the same numbers.
    """

    kind: ClassVar[str] = "chart"
    caption: str
    chart: Mapping[str, Any]
    alt: str
    table_caption: str = ""
    table_number: int = 0
    number: int = 0
    svg: str = ""


@dataclass(frozen=True)
class FigureNote:
    """One figure that carries the section: what it is called, its value and whom it speaks of."""

    kind: ClassVar[str] = "figure"
    figure_key: str
    label: str
    text: str
    population: str = ""
    note: str = ""


Block = Text | ListBlock | TableBlock | ChartBlock | FigureNote


@dataclass(frozen=True)
class Section:
    """A heading with blocks and subsections. editable: the code of the writer's own text, empty where there is none."""

    code: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    editable: str = ""


@dataclass(frozen=True)
class Status:
    """Draft or frozen: when (ISO with offset) and, when frozen, which number, by whom and why."""

    state: str
    at: str
    number: int = 0
    by: str = ""
    reason: str = ""

    @property
    def frozen(self) -> bool:
        return self.state == "frozen"


@dataclass(frozen=True)
class ReportContent:
    """A whole report. language ("sv" or "en") is that of its labels and number formats."""

    title: str
    subject: str
    author: str
    language: str
    status: Status
    sections: tuple[Section, ...]
    figures: Mapping[str, FigureEntry] = field(default_factory=dict)
    subtitle: str = ""
