"""From placed lines to blocks: which lines form a table, which a paragraph, which a heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from samsyn.core.intake import columns, contents
from samsyn.core.intake.captions import LONGEST_HEADING, heading_level, is_caption
from samsyn.core.intake.naming import named
from samsyn.core.intake.placed import Line, joined
from samsyn.core.intake.prose import glued, paragraphs_of, runs_on
from samsyn.core.tables import Paragraph, Table

Block = Paragraph | Table
APART = 1.75  # distance between lines, in heights of a line, that ends a paragraph
APART_IN_TABLE = 3.2  # the same inside a table, where rows may have air between them
LARGER = 1.12  # a heading is set this much larger than the text


def blocks_of_pages(pages: list[list[Line]]) -> list[Block]:
    """Blocks in reading order with page numbers from 1; a table that goes on over a page is one table."""
    body = _body_height(pages)
    blocks: list[Block] = []
    for number, lines in enumerate(pages, start=1):
        for block in _page_blocks(lines, number, body):
            if not _goes_on(blocks, block):
                blocks.append(block)
    return list(named(blocks))


def _body_height(pages: list[list[Line]]) -> float:
    heights = Counter(round(line.height, 1) for page in pages for line in page for _ in line.words)
    return heights.most_common(1)[0][0] if heights else 10.0


def _page_blocks(lines: list[Line], page: int, body: float) -> Iterator[Block]:
    heading = ""
    for group, is_table in _groups(lines):
        table = columns.table_of(group) if is_table else None
        texts = ["\t".join(joined(segment) for segment in line.segments) for line in group]
        if is_table and contents.is_contents(texts, heading):
            yield from (Paragraph(contents.entry_title(text) or text, page=page) for text in texts)
        elif table is not None:
            yield replace(table, page=page)
        else:
            for block in _prose(_columns_apart(group) if is_table else group, page, body):
                heading = block.text if block.level else heading
                yield block


def _groups(lines: list[Line]) -> Iterator[tuple[list[Line], bool]]:
    """Runs of lines that may be a table (wide gaps in them), and the runs of text between."""
    flags = _table_flags(lines)
    start = 0
    for at in range(1, len(lines) + 1):
        ends = at == len(lines) or flags[at] != flags[at - 1] or (flags[at] and _far(lines, at, APART_IN_TABLE))
        if ends and at > start:
            yield lines[start:at], flags[start]
            start = at


def _table_flags(lines: list[Line]) -> list[bool]:
    """Lines with wide gaps or rows of figures, and single lines wrapped between or beside them."""
    gaps = [columns.has_columns(line) and not is_caption(line.text) for line in lines]
    flags = list(gaps)
    for at in range(1, len(lines) - 1):
        near = not _far(lines, at, APART_IN_TABLE) and not _far(lines, at + 1, APART_IN_TABLE)
        short = len(lines[at].text) <= 60 and not is_caption(lines[at].text)
        following = gaps[at + 1] or (at + 2 < len(lines) and gaps[at + 2] and len(lines[at + 1].text) <= 60)
        flags[at] = gaps[at] or (flags[at - 1] and following and near and short)
    for at in range(len(lines) - 2, -1, -1):
        flags[at] = flags[at] or (flags[at + 1] and _heads_columns(lines, at))
    return [
        flag or (at > 0 and flags[at - 1] and columns.beside(lines[at - 1], lines[at])) or _begins_row(lines, flags, at)
        for at, flag in enumerate(flags)
    ]


def _heads_columns(lines: list[Line], at: int) -> bool:
    """A line near above a table that leaves its first column empty: a heading over several columns."""
    left = min(line.words[0].left for line in lines[at + 1 : at + 4])
    indented = lines[at].words[0].left > left + 3 * lines[at].height
    return indented and not is_caption(lines[at].text) and not _far(lines, at + 1, APART_IN_TABLE)


def _begins_row(lines: list[Line], flags: list[bool], at: int) -> bool:
    """The first line of a label that is set in the middle of a taller row."""
    return at + 1 < len(lines) and flags[at + 1] and columns.beside(lines[at], lines[at + 1])


def _far(lines: list[Line], at: int, distance: float) -> bool:
    return lines[at - 1].bottom - lines[at].bottom > distance * max(lines[at].height, lines[at - 1].height)


def _columns_apart(lines: list[Line]) -> list[Line]:
    """Lines of a page set in two columns, one column after the other; anything else stays as it is."""
    gutters = columns.gutters_of(lines)
    wide = len(gutters) == 1 and gutters[0][1] - gutters[0][0] > columns.PAGE_GUTTER * lines[0].height
    if not wide or len(lines) < columns.PAGE_LINES or columns.MARK.match(lines[0].words[0].text):
        return lines
    middle = sum(gutters[0]) / 2
    left = [tuple(word for word in line.words if word.left < middle) for line in lines]
    right = [tuple(word for word in line.words if word.left >= middle) for line in lines]
    return [Line(words) for words in [*left, *right] if words]


def _prose(lines: list[Line], page: int, body: float) -> Iterator[Paragraph]:
    start = 0
    for at in range(1, len(lines) + 1):
        if at < len(lines) and not _parts(lines[at - 1], lines[at]):
            continue
        texts = paragraphs_of([line.text for line in lines[start:at]])
        larger = lines[start].height > LARGER * body and len(" ".join(texts)) <= LONGEST_HEADING
        if larger and not is_caption(texts[0]):
            texts = [" ".join(texts)]
        for text in texts:
            level = (1 if lines[start].height > 1.6 * body else 2) if larger else 0
            alone = len(texts) == 1 and at - start == 1
            yield Paragraph(text, page=page, level=level or (heading_level(text) if alone else 0))
        start = at


def _parts(above: Line, below: Line) -> bool:
    """Whether a new paragraph begins: more air than between lines, another size, or a new column."""
    distance = above.bottom - below.bottom
    same_size = abs(above.height - below.height) <= 0.12 * above.height
    return not 0 < distance <= APART * max(above.height, below.height) or not same_size


def _goes_on(blocks: list[Block], block: Block) -> bool:
    """Join a table or a sentence to the one it was parted from by the end of a page."""
    last = blocks[-1] if blocks else None
    if last is None or last.page == block.page:
        return False
    if isinstance(last, Table) and isinstance(block, Table) and last.shape[1] == block.shape[1]:
        repeated = _repeated(last, block)
        spans = _joined_spans(last, block, repeated)
        blocks[-1] = replace(last, rows=last.rows + block.rows[repeated:], spans=spans)
        return True
    if isinstance(last, Paragraph) and isinstance(block, Paragraph) and not block.level and runs_on(last, block.text):
        blocks[-1] = replace(last, text=glued(last.text, block.text), level=0)
        return True
    return False


def _repeated(above: Table, below: Table) -> int:
    """How many rows at the top of a table repeat the head of the one above."""
    same = 0
    for first, second in zip(above.rows, below.rows, strict=False):
        if first != second or not any(first):
            break
        same += 1
    return same


def _joined_spans(above: Table, below: Table, dropped: int) -> tuple[tuple[tuple[int, int], tuple[int, int]], ...]:
    shift = len(above.rows) - dropped
    moved = (((row + shift, column), size) for (row, column), size in below.spans if row >= dropped)
    return (*above.spans, *moved)
