"""How a figure was built: its definition, its parts, and the cells and pages they were read from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.evaluation.models import Cluster, StoredFigure
from samsyn.apps.evaluation.presenters.comparison import origin_text
from samsyn.apps.evaluation.presenters.values import (
    figure_cell,
    figure_href,
    name_of,
    part_label,
    share_text,
    unit_of,
    value_text,
)
from samsyn.apps.evaluation.queries.gathering import page_words
from samsyn.apps.portfolio.models import Project
from samsyn.core.tables.figure import Figure
from samsyn.web.formats import plainnumber
from samsyn.web.tables import Cell, Column, Row, Table


def figure_page(
    subject: Project | Cluster, figures: Mapping[str, Figure], key: str, stored: list[StoredFigure], seen: set[int]
) -> dict[str, Any]:
    """Context for one figure. seen: primary keys of stored values whose own page the reader may open."""
    figure = figures[key]
    return {
        "figure": figure,
        "title": f"{name_of(figure.measure)}, {part_label(figure.part)}",
        "value": value_text(figure.measure, figure.value),
        "share": share_text(figure),
        "printed": value_text(figure.measure, figure.printed) if figure.contradicted else "",
        "facts": _facts(figure),
        "inputs": _inputs(subject, figures, figure),
        "stored": stored_table(stored, seen),
        "tree": _tree(subject, figures, key, 0, set()),
    }


def _facts(figure: Figure) -> list[dict[str, Any]]:
    source = figure.provenance
    facts = [
        {"label": _("Definition"), "text": figure.measure.definition["sv"]},
        {"label": _("Gäller"), "text": figure.population},
        {"label": _("Avser"), "text": figure.subject},
        {"label": _("Enhet"), "text": unit_of(figure.measure)},
        {"label": _("Kommer från"), "text": origin_text(figure), "href": source.url},
        {"label": _("Nyckel"), "text": figure.key},
    ]
    if figure.period:
        facts.append({"label": _("Period"), "text": figure.period})
    if figure.value is not None and figure.measure.is_ratio:
        facts.append({"label": _("Utan avrundning"), "text": plainnumber(round(figure.value, 6))})
    if figure.note:
        facts.append({"label": _("Anteckning"), "text": figure.note})
    return facts


def _inputs(subject: Project | Cluster, figures: Mapping[str, Figure], figure: Figure) -> Table | None:
    """What the figure was computed from, each with a way on."""
    inputs = [figures[key] for key in figure.provenance.inputs if key in figures]
    if not inputs:
        return None
    columns = [Column(_("Del")), Column(_("Avser")), Column(_("Värde"), numeric=True), Column(_("Kommer från"))]
    rows = [
        Row([name_of(part.measure), part.subject, figure_cell(subject, part, unit=True), origin_text(part)])
        for part in inputs
    ]
    return Table(_("Räknad av: %(formula)s") % {"formula": figure.provenance.formula}, columns, rows)


def _tree(
    subject: Project | Cluster, figures: Mapping[str, Figure], key: str, depth: int, seen: set[str]
) -> list[dict[str, Any]]:
    """Every figure beneath this one, down to what was typed or read in; each place once."""
    found = []
    for part in figures[key].provenance.inputs:
        if part not in figures or part in seen:
            continue
        seen.add(part)
        figure = figures[part]
        found.append(
            {
                "depth": depth,
                "name": f"{figure.subject}: {name_of(figure.measure)}, {part_label(figure.part)}",
                "value": value_text(figure.measure, figure.value),
                "href": figure_href(subject, figure),
                "origin": origin_text(figure),
                "source": figure.provenance.url,
                "below": _tree(subject, figures, part, depth + 1, seen),
            }
        )
    return found


def stored_table(stored: list[StoredFigure], seen: set[int]) -> Table | None:
    """The values kept for the figure, where each stands, and which one counts."""
    if not stored:
        return None
    columns = [Column(_("Värde"), numeric=True), Column(_("Står i")), Column(_("Cell")), Column(_("Läge"))]
    rows = [
        Row(
            [
                Cell(row.as_printed or value_of(row), href=row.get_absolute_url() if row.pk in seen else ""),
                place_of_print(row), cell_words(row),
                Cell(state_words(row), tag="success" if _counts(row) else "neutral"),
            ]
        )
        for row in stored
    ]  # fmt: skip
    return Table(_("Skrivet och inläst"), columns, rows)


def _counts(row: StoredFigure) -> bool:
    return row.counts and row.replaced_by_id is None


def state_words(row: StoredFigure) -> str:
    if row.replaced_by_id:
        return _("rättad")
    return _("räknas") if row.counts else _("tryckt, räknas inte")


def value_of(row: StoredFigure) -> str:
    return value_text(row.measure.as_core(), row.value)


def place_of_print(row: StoredFigure) -> str:
    """Publication, table and page."""
    page = row.page or (row.table.page if row.table else "")
    words = [str(row.publication) if row.publication else _("inskriven av insatsen"), str(row.table or ""),
             page_words(page)]  # fmt: skip
    return ", ".join(word for word in words if word)


def cell_words(row: StoredFigure) -> str:
    """The labels of the cell that a figure was read from."""
    if row.table is None or row.row_index is None or row.column_index is None:
        return ""
    rows, heads = row.table.rows, row.table.header_rows
    column = " ".join(head[row.column_index] for head in rows[:heads] if head[row.column_index])
    return f"{rows[row.row_index][0]}, {column}"


def stored_page(row: StoredFigure) -> dict[str, Any]:
    """Context for one stored value."""
    replaces = list(row.replaces.all())
    facts = [
        {"label": _("Mått"), "text": str(row.measure), "href": reverse("measure", args=[row.measure_id])},
        {"label": _("Del"), "text": part_label(row.part)},
        {"label": _("Som det står"), "text": row.as_printed},
        {"label": _("Ursprung"), "text": row.get_origin_display()},
        {"label": _("Står i"), "text": place_of_print(row),
         "href": row.table.get_absolute_url() if row.table else
         (row.publication.get_absolute_url() if row.publication else "")},
        {"label": _("Cell"), "text": cell_words(row)},
        {"label": _("Läge"), "text": state_words(row)},
        {"label": _("Gäller"), "text": row.population or str(row.project or row.cluster)},
        {"label": _("Period"), "text": row.period},
        {"label": _("Anteckning"), "text": row.note},
    ]  # fmt: skip
    return {
        "stored": row,
        "value": value_of(row),
        "facts": [fact for fact in facts if fact["text"]],
        "replaces": [{"row": old, "value": value_of(old)} for old in replaces],
    }
