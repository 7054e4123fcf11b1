"""Plain text and Markdown: paragraphs, headings, captions, and tables drawn with tabs or bars."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from samsyn.core.intake import contents, ruled
from samsyn.core.intake.captions import FOOTNOTE, heading_level, is_caption
from samsyn.core.intake.encoding import decoded
from samsyn.core.intake.errors import Unreadable
from samsyn.core.intake.limits import PARAGRAPHS, refuse_wide
from samsyn.core.intake.markup import without_markup
from samsyn.core.intake.prose import paragraphs_of, runs_on
from samsyn.core.quantities import swedish
from samsyn.core.tables import Document, Paragraph, Table

MARKDOWN_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*#*$")


def read_text(name: str, data: bytes) -> Document:
    """Blocks in reading order; form feeds give page numbers. Unreadable for binary or endless content."""
    text = decoded(data)
    lines = text.count("\n") + text.count("\f")
    if lines > PARAGRAPHS:
        raise Unreadable(f"Texten har {swedish(lines)} rader; högst {swedish(PARAGRAPHS)} läses.", "Dela upp filen.")
    writer = _Writer()
    for number, page in enumerate(text.split("\f"), start=1):
        writer.page = number if "\f" in text else None
        for lines_together in _groups(page):
            writer.take(lines_together)
    return Document(name=name, blocks=tuple(writer.blocks))


def _groups(page: str) -> Iterator[list[str]]:
    """Lines that stand together, without the blank lines between."""
    group: list[str] = []
    for line in [*page.split("\n"), ""]:
        if line.strip(" \u00a0\u200b") or (line.strip("\n") and "\t" in line and line.strip()):
            group.append(line.rstrip(" \n"))
        elif group:
            yield group
            group = []


class _Writer:
    """Collects blocks and remembers what names the next table: its caption, else the heading above it."""

    def __init__(self) -> None:
        self.blocks: list[Paragraph | Table] = []
        self.page: int | None = None
        self.heading = ""
        self.caption = ""

    def take(self, lines: list[str]) -> None:
        """Add a group of lines; a table in the middle of a group is found there."""
        if contents.is_contents(lines, self.heading):
            self._contents(lines)
            return
        first, last = ruled.table_lines(lines)
        if first == last:
            self._prose(lines)
            return
        if first:
            self._prose(lines[:first])
        self._table(ruled.table_of(lines[first:last]))
        if last < len(lines):
            self.take(lines[last:])

    def _contents(self, lines: list[str]) -> None:
        for line in lines:
            self._paragraph(without_markup(contents.entry_title(line) or line.strip()), level=0)

    def _table(self, table: Table) -> None:
        if not table.shape[1]:
            return  # bars or tabs without a word between
        refuse_wide(*table.shape, f"Tabellen ”{self.caption or self.heading}”")
        before = self._interrupted(table)
        if before is not None and not self.caption:
            self.blocks[before] = _joined(self.blocks[before], table)
            return
        self.blocks.append(replace(table, name=self.caption or self.heading, page=self.page))
        self.caption = ""

    def _interrupted(self, table: Table) -> int | None:
        """The place of the table that this one goes on with: only footnotes between, same width."""
        for at in range(len(self.blocks) - 1, -1, -1):
            block = self.blocks[at]
            if isinstance(block, Table):
                same = block.shape[1] == table.shape[1] and at < len(self.blocks) - 1
                return at if same else None
            if not FOOTNOTE.match(block.text):
                return None
        return None

    def _prose(self, lines: list[str]) -> None:
        if len(lines) == 1 and (heading := MARKDOWN_HEADING.match(lines[0])):
            self._paragraph(without_markup(heading[2]), level=len(heading[1]))
            return
        if len(lines) == 2 and re.fullmatch(r"=+|-{3,}", lines[1].strip()):
            self._paragraph(without_markup(lines[0]), level=1 if "=" in lines[1] else 2)
            return
        if heading := MARKDOWN_HEADING.match(lines[0]):
            self._prose(lines[:1])
            lines = lines[1:]
        texts = [without_markup(text) for text in paragraphs_of(lines)]
        for text in texts:
            self._paragraph(text, level=heading_level(text) if len(texts) == 1 else 0)

    def _paragraph(self, text: str, level: int) -> None:
        if not text:
            return
        self._settle_caption()
        if is_caption(text):
            self.caption = text
            return
        if level:
            self.heading = text
        last = self.blocks[-1] if self.blocks else None
        if isinstance(last, Paragraph) and not level and runs_on(last, text):
            self.blocks[-1] = replace(last, text=f"{last.text} {text}", level=0)
        else:
            self.blocks.append(Paragraph(text, page=self.page, level=level))

    def _settle_caption(self) -> None:
        """A caption that no table follows (a picture, a lost table) is still text."""
        if self.caption:
            self.blocks.append(Paragraph(self.caption, page=self.page))
            self.caption = ""


def _joined(above: Paragraph | Table, below: Table) -> Paragraph | Table:
    return replace(above, rows=above.rows + below.rows) if isinstance(above, Table) else above
