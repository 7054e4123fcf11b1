"""Going through a report in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count

from samsyn.apps.reporting.content.blocks import Block, ChartBlock, ReportContent, Section, TableBlock


def sections_of(content: ReportContent) -> Iterator[tuple[int, Section]]:
    """Every section with its level, 1 to 3, in reading order."""
    yield from _below(content.sections, 1)


def tables_of(content: ReportContent) -> list[TableBlock]:
    return [block for block in _blocks(content) if isinstance(block, TableBlock)]


def charts_of(content: ReportContent) -> list[ChartBlock]:
    return [block for block in _blocks(content) if isinstance(block, ChartBlock)]


def numbered(content: ReportContent) -> ReportContent:
    """Number tables and charts in reading order, and tell each chart which table has its numbers."""
    tables, charts = count(1), count(1)

    def give(block: Block) -> Block:
        if isinstance(block, TableBlock):
            return replace(block, number=next(tables))
        return replace(block, number=next(charts)) if isinstance(block, ChartBlock) else block

    with_numbers = changed(content, give)
    number_of = {table.caption: table.number for table in tables_of(with_numbers)}

    def tie(block: Block) -> Block:
        if isinstance(block, ChartBlock):
            return replace(block, table_number=number_of.get(block.table_caption, 0))
        return block

    return changed(with_numbers, tie)


def changed(content: ReportContent, change) -> ReportContent:
    """The report with `change` applied to every block, in reading order."""

    def of(section: Section) -> Section:
        blocks = tuple(change(block) for block in section.blocks)
        return replace(section, blocks=blocks, sections=tuple(of(one) for one in section.sections))

    return replace(content, sections=tuple(of(section) for section in content.sections))


def _blocks(content: ReportContent) -> Iterator[Block]:
    for _level, section in sections_of(content):
        yield from section.blocks


def _below(sections: tuple[Section, ...], level: int) -> Iterator[tuple[int, Section]]:
    for section in sections:
        yield level, section
        yield from _below(section.sections, min(level + 1, 3))
