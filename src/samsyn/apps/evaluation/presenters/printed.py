"""A printed table beside what its rows give: cells, and the list of differences with reason and source."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.evaluation.models import Finding
from samsyn.apps.evaluation.queries import CellView, ContradictionView
from samsyn.apps.evaluation.queries.gathering import page_words
from samsyn.core.tables.numbers import printed
from samsyn.web.formats import difference, number, percent
from samsyn.web.sentences import in_tongue, phrase_in_tongue

ORDER = {"error": 0, "warning": 1, "note": 2}


def severity_word(severity: str) -> str:
    return {"error": _("Fel"), "warning": _("Varning"), "note": _("Notering")}.get(severity, severity)


def printed_page(view: ContradictionView) -> dict[str, Any]:
    """Blocks of columns (one block where the layout names no groups), and the differences numbered through."""
    numbers = {}
    for cell in sorted(view.different, key=lambda cell: (cell.row, cell.column)):
        numbers[cell.row, cell.column] = len(numbers) + 1
    labels = _column_labels(view)
    groups = view.table.layout.get("groups") or [{"title": "", "columns": range(1, len(labels))}]
    blocks = [
        {
            "title": group["title"],
            "head": _head([labels[c] for c in group["columns"] if c < len(labels)]),
            "corner": labels[0] if labels else "",
            "rows": [
                {
                    "label": row[0].text,
                    "total": row[0].row == len(view.table.rows) - 1,
                    "cells": [_cell(row[c], numbers) for c in group["columns"] if c < len(row)],
                }
                for row in view.rows
            ],
        }
        for group in groups
    ]
    different = sorted(view.different, key=lambda cell: numbers[cell.row, cell.column])
    return {"blocks": blocks, "differences": [_difference(view, cell, labels, numbers) for cell in different]}


def _column_labels(view: ContradictionView) -> list[str]:
    width = max((len(row) for row in view.table.rows), default=0)
    return [" ".join(row[c] for row in view.head if c < len(row) and row[c]) for c in range(width)]


def _head(labels: list[str]) -> list[dict[str, Any]]:
    """Column headings with the shared beginning set apart: "Kvinnor" over "plan" and "utfall"."""
    heads: list[dict[str, Any]] = []
    for label in labels:
        whole, _space, last = label.rpartition(" ")
        if not whole:
            whole, last = label, ""
        if heads and heads[-1]["title"] == whole:
            heads[-1]["parts"].append(last)
        else:
            heads.append({"title": whole, "parts": [last]})
    return heads


def _cell(cell: CellView, numbers: dict[tuple[int, int], int]) -> dict[str, Any]:
    return {
        "text": cell.text,
        "number": numbers.get((cell.row, cell.column)),
        "computed": computed_text(cell) if cell.differs or cell.findings else "",
        "differs": cell.differs or any(finding.severity != "note" for finding in cell.findings),
        "anchor": f"cell-{cell.row}-{cell.column}",
    }


def computed_text(cell: CellView) -> str:
    """What the rows give, written as the print is; from the finding where no figure could be computed."""
    if cell.computed is not None:
        return percent(cell.computed / 100, cell.decimals) if cell.percent else number(cell.computed, cell.decimals)
    return next((finding.computed for finding in cell.findings if finding.computed), "")


def _difference(
    view: ContradictionView, cell: CellView, labels: list[str], numbers: dict[tuple[int, int], int]
) -> dict[str, Any]:
    finding = next(iter(sorted(cell.findings, key=lambda one: ORDER.get(one.severity, 3))), None)
    row = next(row for row in view.rows if row[0].row == cell.row)[0].text
    severity = finding.severity if finding else "note"
    return {
        "number": numbers[cell.row, cell.column],
        "severity": severity,
        "severity_text": severity_word(severity),
        "where": f"{row}, {labels[cell.column]}",
        "anchor": f"cell-{cell.row}-{cell.column}",
        "printed": cell.text,
        "computed": computed_text(cell),
        "difference": difference(cell.difference, cell.decimals) if cell.difference is not None else "",
        "why": in_tongue(finding.message) if finding else _own_reason(cell),
        "finding": finding,
        "key": cell.figure.key if cell.figure else "",
        "source": page_words(view.table.page),
    }


def _own_reason(cell: CellView) -> str:
    if cell.figure is None:
        return ""
    figure = cell.figure
    if figure.numerator is not None and figure.denominator is not None:
        parts = f"{number(figure.numerator)} / {number(figure.denominator)} = {computed_text(cell)}"
        return _("%(formula)s: %(parts)s.") % {"formula": figure.provenance.formula, "parts": parts}
    return _("Räknat som %(formula)s.") % {"formula": figure.provenance.formula}


def finding_card(finding: Finding) -> dict[str, Any]:
    """One finding as `components/_finding.html` draws it."""
    place = place_text(finding.row, finding.column)
    where = " – ".join(word for word in (str(finding.table or ""), place) if word)
    return {
        "severity": finding.severity,
        "severity_text": severity_word(finding.severity),
        "title": place or finding.text[:80] or str(finding.table or ""),
        "message": in_tongue(finding.message),
        "printed": finding.printed,
        "computed": finding.computed,
        "suggestion": suggestion_text(finding.suggestion),
        "where": where or _("i texten"),
        "href": reverse("published-table", args=[finding.table_id]) if finding.table_id else "",
    }


def suggestion_text(suggestion: dict[str, Any] | None) -> str:
    """The one cell that would make everything hold."""
    if not suggestion:
        return ""
    where = suggestion.get("where") or {}
    place = place_text(where.get("row"), where.get("column"))
    words = {"place": place, "old": suggestion.get("printed", ""), "new": suggestion.get("value", "")}
    return _("%(place)s: %(old)s → %(new)s") % words


def place_text(*words: str | None) -> str:
    """Where something stands, as the checker names it: the labels of the print, else rad 3 or kolumn 2."""
    return ", ".join(phrase_in_tongue(word) for word in words if word)


def plain_rows(rows: list[list[str]]) -> list[list[dict[str, Any]]]:
    """Cells with whether they are numbers, so that the page can set them right."""
    return [[{"text": cell, "numeric": printed(str(cell)) is not None} for cell in row] for row in rows]
