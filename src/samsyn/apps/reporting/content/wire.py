"""A report as JSON and back. What is frozen is this JSON; the order of keys carries no meaning."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

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

FORM = 1  # raised when the shape changes; older shapes stay readable


class BadContent(ValueError):
    """Stored content that is no report: somebody has changed it, or it is of a later version."""


def to_json(content: ReportContent) -> dict[str, Any]:
    """Plain dicts, lists and text; from_json gives the same report back."""
    return {
        "form": FORM,
        "title": content.title,
        "subtitle": content.subtitle,
        "subject": content.subject,
        "author": content.author,
        "language": content.language,
        "status": asdict(content.status),
        "sections": [_section_out(section) for section in content.sections],
        "figures": {key: _lists(asdict(entry)) for key, entry in content.figures.items()},
    }


def from_json(raw: Mapping[str, Any]) -> ReportContent:
    """BadContent when anything is missing or of another kind than it should be."""
    try:
        if raw["form"] != FORM:
            raise BadContent(f"Rapporten har formen {raw['form']}, som den här versionen av Samsyn inte läser.")
        return ReportContent(
            title=raw["title"],
            subtitle=raw["subtitle"],
            subject=raw["subject"],
            author=raw["author"],
            language=raw["language"],
            status=Status(**raw["status"]),
            sections=tuple(_section_in(section) for section in raw["sections"]),
            figures={key: _entry_in(entry) for key, entry in raw["figures"].items()},
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        if isinstance(error, BadContent):
            raise
        raise BadContent(f"Det sparade innehållet går inte att läsa som en rapport ({error}).") from error


def _section_out(section: Section) -> dict[str, Any]:
    return {
        "code": section.code,
        "title": section.title,
        "editable": section.editable,
        "blocks": [{"kind": block.kind, **_lists(asdict(block))} for block in section.blocks],
        "sections": [_section_out(one) for one in section.sections],
    }


def _section_in(raw: Mapping[str, Any]) -> Section:
    return Section(
        code=raw["code"],
        title=raw["title"],
        editable=raw["editable"],
        blocks=tuple(_block_in(block) for block in raw["blocks"]),
        sections=tuple(_section_in(one) for one in raw["sections"]),
    )


def _block_in(raw: Mapping[str, Any]) -> Block:
    fields = {key: value for key, value in raw.items() if key != "kind"}
    if raw["kind"] not in _READERS:
        raise BadContent(f"Innehållet har ett okänt slag av del: {raw['kind']}.")
    return _READERS[raw["kind"]](fields)


def _text_in(raw: Mapping[str, Any]) -> Text:
    return Text(_runs_in(raw["runs"]), raw["style"])


def _list_in(raw: Mapping[str, Any]) -> ListBlock:
    return ListBlock(tuple(_runs_in(point) for point in raw["points"]), raw["numbered"])


def _table_in(raw: Mapping[str, Any]) -> TableBlock:
    return TableBlock(
        caption=raw["caption"],
        columns=tuple(Column(**column) for column in raw["columns"]),
        rows=tuple(Row(tuple(Cell(**cell) for cell in row["cells"]), row["kind"]) for row in raw["rows"]),
        note=raw["note"],
        number=raw["number"],
    )


def _chart_in(raw: Mapping[str, Any]) -> ChartBlock:
    return ChartBlock(**raw)


def _figure_in(raw: Mapping[str, Any]) -> FigureNote:
    return FigureNote(**raw)


def _runs_in(raw: list[Mapping[str, Any]]) -> tuple[Run, ...]:
    return tuple(Run(**run) for run in raw)


def _entry_in(raw: Mapping[str, Any]) -> FigureEntry:
    return FigureEntry(**{**raw, "inputs": tuple(raw["inputs"])})


def _lists(value: Any) -> Any:
    """Tuples as lists, as JSON gives them back, so that content compares equal before and after storing."""
    if isinstance(value, Mapping):
        return {key: _lists(item) for key, item in value.items()}
    return [_lists(item) for item in value] if isinstance(value, list | tuple) else value


_READERS = {
    "text": _text_in,
    "list": _list_in,
    "table": _table_in,
    "chart": _chart_in,
    "figure": _figure_in,
}
