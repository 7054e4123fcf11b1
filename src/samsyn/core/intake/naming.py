"""Which words name a table: its caption above or just below it, else the heading it stands under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from samsyn.core.intake.captions import is_caption
from samsyn.core.tables import Paragraph, Table

Block = Paragraph | Table


def named(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks where each table without a name has got one; a caption that was used is no longer a paragraph."""
    kept: list[Block] = []
    heading = ""
    used: set[int] = set()
    for at, block in enumerate(blocks):
        if at in used:
            continue
        if isinstance(block, Paragraph):
            heading = block.text if block.level else heading
            kept.append(block)
            continue
        if not block.name:
            block, taken = _with_name(block, kept, blocks, at, heading)
            used |= taken
        kept.append(block)
    return tuple(kept)


def _with_name(
    table: Table, before: list[Block], blocks: Sequence[Block], at: int, heading: str
) -> tuple[Table, set[int]]:
    above = before[-1] if before else None
    if isinstance(above, Paragraph) and is_caption(above.text):
        before.pop()
        return replace(table, name=above.text), set()
    below = blocks[at + 1] if at + 1 < len(blocks) else None
    follows = blocks[at + 2] if at + 2 < len(blocks) else None
    if isinstance(below, Paragraph) and is_caption(below.text) and not isinstance(follows, Table):
        return replace(table, name=below.text), {at + 1}
    return replace(table, name=heading), set()
