"""`{% load samsyn %}`: numbers as people read them, and the small joints of the components."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from samsyn.web import formats, sentences, tables
from samsyn.web.cells import drawn as cells_drawn
from samsyn.web.cells import drawn_tag

register = template.Library()


@register.filter
def number(value: Any, decimals: int = 0) -> str:
    """1 234,5"""
    return formats.number(value, decimals)


@register.filter
def percent(value: Any, decimals: int = 0) -> str:
    """0.714 → 71 %"""
    return formats.percent(value, decimals)


@register.filter
def sek(value: Any, decimals: int = 0) -> str:
    """1 234 567 kr"""
    return formats.sek(value, decimals)


@register.filter
def isodate(value: Any) -> str:
    """2026-11-21"""
    return formats.isodate(value)


@register.filter
def plainnumber(value: Any) -> str:
    """2026, not 2 026"""
    return formats.plainnumber(value)


@register.filter
def difference(value: Any, decimals: int = 0) -> str:
    """+12, −3, ±0"""
    return formats.difference(value, decimals)


@register.filter
def in_tongue(text: Any) -> str:
    """What the core says in Swedish, in the reader's language: the joint for faults, errors and findings."""
    return sentences.in_tongue(text)


@register.filter
def phrase_in_tongue(text: Any) -> str:
    """The same of a phrase that is no whole sentence."""
    return sentences.phrase_in_tongue(text)


@register.filter
def as_columns(columns: Any) -> list[tables.Column]:
    """Columns as the table component reads them."""
    return [tables.as_column(column) for column in columns or ()]


@register.filter
def as_rows(rows: Any, columns: list[tables.Column]) -> list[tables.Row]:
    """Rows as the table component reads them."""
    return [tables.as_row(row, columns) for row in rows or ()]


@register.filter
def as_cells(cells: Any, columns: list[tables.Column]) -> list[tables.Cell]:
    """The cells of one row, such as the total."""
    return list(tables.as_row(cells, columns).cells)


@register.filter
def drawn(cells: list[tables.Cell]) -> SafeString:
    """A row's cells as HTML."""
    return cells_drawn(cells)


@register.filter
def drawn_with(cells: list[tables.Cell], columns: list[tables.Column]) -> SafeString:
    """A row's cells as HTML, each with the name of its column, for a table that stacks on a phone."""
    return cells_drawn(cells, [column.label for column in columns])


@register.simple_tag
def tag(kind: str, text: Any) -> SafeString:
    """Severity or status as word, sign and colour."""
    return drawn_tag(kind, text)


@register.simple_tag
def data_table(table: tables.Table | dict[str, Any], **extra: Any) -> SafeString:
    """Draw a Table (or a dict with the same names)."""
    names = table if isinstance(table, dict) else {**vars(table), **table.extra}
    return render_to_string("web/components/_table.html", {**names, **extra})


@register.simple_tag(takes_context=True)
def card(context: template.Context, template_name: str, variables: dict[str, Any]) -> SafeString:
    """Draw one card of Översikt with its own variables on top of the page's."""
    return render_to_string(template_name, {**context.flatten(), **variables}, request=context.get("request"))
