"""The participants of a project, from the latest delivery of protected tables."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from samsyn.apps.evaluation.presenters.delivered_grids import Grid, Line, Told
from samsyn.apps.evaluation.presenters.deliveries import (
    Chapter,
    chapters,
    note_of,
    protection_text,
    source_text,
)
from samsyn.apps.evaluation.queries.deliveries import latest_delivered
from samsyn.apps.portfolio.models import Project
from samsyn.apps.reporting.content import Block, Cell, Column, Row, Run, Section, TableBlock, Text
from samsyn.apps.reporting.drawings import block_of
from samsyn.apps.reporting.wording import plain
from samsyn.web.charts import Chart
from samsyn.web.formats import MISSING, percent


def participants(project: Project) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Where the tables come from and how they are protected, and a section for each chapter of the delivery."""
    delivered = latest_delivered(project)
    if delivered is None:
        return (), ()
    told = f"{source_text(delivered.release)} {protection_text(delivered.release)}"
    sections = [
        Section(f"levererat-{chapter.code}", chapter.title, tuple(_blocks(chapter)))
        for chapter in chapters(delivered)
        if chapter.parts
    ]
    return (Text((Run(told),), "note"),), tuple(sections)


def _blocks(chapter: Chapter) -> Iterator[Block]:
    for part in chapter.parts:
        yield table_block(part.grid)
        if part.chart is not None:
            yield _drawing(part.chart, part.grid.title)
    for chart in chapter.charts:
        yield _drawing(chart)


def _drawing(chart: Chart, table_caption: str = "") -> Block:
    return block_of(chart, chart.title, table_caption)


def table_block(grid: Grid) -> TableBlock:
    """The grid as a table of the report; the share of everybody has a column of its own, with its n/N."""
    shares = any(line.cells[-1].share for line in grid.lines)
    headings = [*grid.headings, *([_("Andel av alla")] if shares else [])]
    rows = [_row(line, shares) for line in grid.lines] + [_row(grid.total, shares, "total")]
    columns = (Column(grid.rows_are), *(Column(heading, numeric=True) for heading in headings))
    return TableBlock(grid.title, columns, tuple(rows), note_of(grid))


def _row(line: Line, shares: bool, kind: str = "") -> Row:
    label = f"{line.label} ({line.note})" if line.note else line.label
    cells = [Cell(label), *map(_cell, line.cells)]
    return Row((*cells, _share(line.cells[-1])) if shares else tuple(cells), kind)


def _cell(told: Told) -> Cell:
    text = f"{told.text} ({told.note})" if told.note else told.text
    if told.value is None or told.note:
        return Cell(text)
    return Cell(text, "number", plain(told.value))


def _share(told: Told) -> Cell:
    if told.share is None:
        return Cell(MISSING)
    n, of = told.share.n, told.share.of
    return Cell(percent(told.share), "share", plain(told.share.value), numerator=plain(n), denominator=plain(of))
