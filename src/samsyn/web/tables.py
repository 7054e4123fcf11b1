"""What a table on a page consists of. Presenters build it; `components/_table.html` draws it, with `cells.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Column:
    """A column heading. `sort`: a link that sorts by it; `sorted`: "ascending", "descending" or empty."""

    label: Any
    numeric: bool = False
    sort: str = ""
    sorted: str = ""
    title: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell: text already written for the reader, perhaps a link, a mark and an explanation."""

    text: Any = ""
    href: str = ""
    numeric: bool = False
    css: str = ""
    title: str = ""
    note: Any = ""
    tag: str = ""


@dataclass(frozen=True)
class Row:
    """One row. `css` marks subtotals ("subtotal") or findings ("marked"); `anchor` makes it linkable."""

    cells: Sequence[Any]
    css: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Table:
    """A whole table for `{% data_table table %}`."""

    caption: Any
    columns: Sequence[Any]
    rows: Sequence[Any]
    total: Sequence[Any] = ()
    note: Any = ""
    empty: Any = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


def as_column(raw: Any) -> Column:
    """A column from a Column, a dict with the same names, or a plain label."""
    if isinstance(raw, Column):
        return raw
    return Column(**raw) if isinstance(raw, Mapping) else Column(raw)


def as_cell(raw: Any, column: Column | None = None) -> Cell:
    """A cell from a Cell, a dict ("class" is accepted for "css"), or plain text; numeric as its column is."""
    numeric = bool(column and column.numeric)
    if isinstance(raw, Cell):
        if raw.numeric or not numeric:
            return raw
        named = {name: getattr(raw, name) for name in Cell.__dataclass_fields__}
    elif isinstance(raw, Mapping):
        named = {("css" if name == "class" else name): value for name, value in raw.items()}
    else:
        named = {"text": raw}
    return Cell(**{**named, "numeric": named.get("numeric", False) or numeric})


def as_row(raw: Any, columns: Sequence[Column]) -> Row:
    """A row of cells from a Row, a dict with "cells", or a sequence of cells."""
    if isinstance(raw, Mapping):
        raw = Row(raw["cells"], raw.get("class", raw.get("css", "")), raw.get("anchor", ""))
    elif not isinstance(raw, Row):
        raw = Row(list(raw))
    padded = list(columns) + [None] * (len(raw.cells) - len(columns))
    return Row([as_cell(cell, column) for cell, column in zip(raw.cells, padded, strict=False)], raw.css, raw.anchor)
