"""A pack on the page: the same content that is frozen and printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samsyn.web.tables import Cell, Column, Table


def sections(content: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Heading, lead and table of each section."""
    return [
        {"code": one["code"], "title": one["title"], "lead": one["lead"], "table": _table(one)}
        for one in content["sections"]
    ]


def _table(section: Mapping[str, Any]) -> Table | None:
    table = section["table"]
    if table is None:
        return None
    columns = [Column(column["label"], numeric=column["kind"] == "number") for column in table["columns"]]
    looks = ["nowrap" if column["kind"] == "date" else "" for column in table["columns"]]
    rows = [[Cell(text, css=look) for text, look in zip(row, looks, strict=True)] for row in table["rows"]]
    return Table(section["title"], columns, rows, note=table["note"])
