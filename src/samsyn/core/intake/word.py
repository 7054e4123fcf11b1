"""Word documents (.docx): text and tables in reading order, from the parts themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from samsyn.core.intake.archive import parts_of
from samsyn.core.intake.cells import Layout
from samsyn.core.intake.contents import entry_title
from samsyn.core.intake.errors import Unreadable
from samsyn.core.intake.naming import named
from samsyn.core.tables import Document, Paragraph, Table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
# Text that is not on the page: deleted, moved away, or the older twin of a drawing.
UNSEEN = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", FALLBACK, f"{W}rPr", f"{W}pPr"}
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
HEADING = re.compile(r"^(heading|rubrik)\s*([1-6])$", re.IGNORECASE)
DEEPEST = 30  # tables in tables


def read_docx(name: str, data: bytes) -> Document:
    """Blocks in reading order, footnotes last. Unreadable for damaged, locked or macro-carrying files."""
    parts = parts_of(data, "docx")
    body = _parsed(parts.get("word/document.xml")).find(f"{W}body")
    if body is None:
        raise Unreadable("Word-filen saknar text.", "Öppna och spara om den i Word.")
    writer = _Writer(_levels(parts.get("word/styles.xml")), _marks_pages(body))
    writer.take(body, 0)
    blocks = named(writer.blocks) + _footnotes(parts.get("word/footnotes.xml"))
    return Document(name=name, blocks=blocks)


def _parsed(part: bytes | None) -> Any:
    from lxml import etree  # type: ignore[import-untyped]

    if part is None:
        raise Unreadable("Paketet är ingen Word-fil.", "Öppna filen i Word och spara som .docx.")
    if STRICT in part[:4000]:
        raise Unreadable("Word-filen är sparad i formatet Strict.", "Spara om den som vanlig .docx.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(part, parser)
    except etree.XMLSyntaxError:
        raise Unreadable("Word-filen är skadad.", "Öppna och spara om den i Word.") from None


def _levels(styles: bytes | None) -> dict[str, int]:
    """Style → heading level; −1 for lines of contents."""
    levels: dict[str, int] = {}
    for style in _parsed(styles).iter(f"{W}style") if styles else ():
        name = _attribute(style.find(f"{W}name"))
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        if found := HEADING.match(name):
            levels[style.get(f"{W}styleId", "")] = int(found[2])
        elif name.lower() in ("title", "rubrik"):
            levels[style.get(f"{W}styleId", "")] = 1
        elif re.match(r"^(toc|innehåll|table of figures|figurförteckning)\s*\d*$", name, re.IGNORECASE):
            levels[style.get(f"{W}styleId", "")] = -1
        elif outline is not None and _attribute(outline).isdigit() and int(_attribute(outline)) < 6:
            levels[style.get(f"{W}styleId", "")] = int(_attribute(outline)) + 1
    return levels


def _attribute(element: Any, name: str = "val") -> str:
    return str(element.get(W + name, "")) if element is not None else ""


def _marks_pages(body: Any) -> str:
    """Word notes where pages broke when it last drew them; else only breaks that somebody put there."""
    if next(body.iter(f"{W}lastRenderedPageBreak"), None) is not None:
        return f"{W}lastRenderedPageBreak"
    hard = any(_attribute(each, "type") == "page" for each in body.iter(f"{W}br"))
    return f"{W}br" if hard else ""


@dataclass
class _Writer:
    levels: dict[str, int]
    page_mark: str
    blocks: list[Paragraph | Table] = field(default_factory=list)
    page: int = 1

    def take(self, parent: Any, depth: int) -> None:
        """Add the paragraphs and tables of a body, also those inside content controls."""
        if depth > DEEPEST:
            raise Unreadable("Word-filen har tabeller i tabeller i för många led.", "Dela upp tabellen.")
        for child in parent:
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._table(child, depth)
            elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}smartTag"):
                self.take(child, depth + 1)

    def _paragraph(self, paragraph: Any) -> None:
        at = self._page_here()
        text = self._text(paragraph)
        level = self._level(paragraph)
        if level < 0:
            text, level = entry_title(text) or text, 0
        if text:
            self.blocks.append(Paragraph(text.replace("\t", " "), page=at, level=level))

    def _page_here(self) -> int | None:
        return self.page if self.page_mark else None

    def _level(self, paragraph: Any) -> int:
        outline = paragraph.find(f"{W}pPr/{W}outlineLvl")
        if outline is not None and _attribute(outline).isdigit() and int(_attribute(outline)) < 6:
            return int(_attribute(outline)) + 1
        return self.levels.get(_attribute(paragraph.find(f"{W}pPr/{W}pStyle")), 0)

    def _text(self, element: Any) -> str:
        """The words on the page; counts page breaks on the way."""
        words: list[str] = []
        for each in _seen(element):
            if each.tag == f"{W}t":
                words.append(each.text or "")
            elif each.tag == f"{W}tab":
                words.append("\t")
            elif each.tag == f"{W}noBreakHyphen":
                words.append("-")
            elif each.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                words.append(_attribute(each, "id").translate(SUPERSCRIPT))
            elif each.tag in (f"{W}br", f"{W}cr"):
                words.append(" ")
            if each.tag == self.page_mark and (each.tag != f"{W}br" or _attribute(each, "type") == "page"):
                self.page += 1
        return re.sub(r"[ \r\n]+", " ", "".join(words)).strip()

    def _table(self, table: Any, depth: int) -> None:
        at, layout, headers = self._page_here(), Layout(), 0
        inner: list[Any] = []
        for row in _children(table, f"{W}tr"):
            layout.begin_row()
            is_header = row.find(f"{W}trPr/{W}tblHeader") is not None
            headers += is_header and headers == layout.height - 1
            self._row(row, layout, inner)
        laid = layout.table("", headers or None)
        if laid is not None and laid.shape == (1, 1):
            self.blocks.append(Paragraph(str(laid.rows[0][0]), page=at))  # a frame around text, not a table
        elif laid is not None:
            self.blocks.append(replace(laid, page=at))
        for each in inner:
            self._table(each, depth + 1) if depth < DEEPEST else self.take(each, depth + 1)

    def _row(self, row: Any, layout: Layout, inner: list[Any]) -> None:
        column = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
        if column:
            layout.place("", columns=column)
        for cell in _children(row, f"{W}tc"):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            width = _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
            texts = [self._text(each) for each in _children(cell, f"{W}p")]
            goes_on = merge is not None and _attribute(merge) != "restart"
            layout.place("" if goes_on else " ".join(filter(None, texts)).replace("\t", " "), columns=width)
            if goes_on:
                layout.extend(layout.height - 1, column)
            inner += _children(cell, f"{W}tbl")
            column += width


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Children of a kind, also through content controls and tracked insertions."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _children(child, tag)


def _number(element: Any, otherwise: int) -> int:
    value = _attribute(element)
    return min(int(value), 10_000) if value.isdigit() and len(value) < 9 else otherwise


def _seen(element: Any) -> Iterator[Any]:
    """Everything in a paragraph that is on the page, in order, without recursion."""
    waiting = [element]
    while waiting:
        each = waiting.pop()
        if each.tag in UNSEEN or _is_hidden(each):
            continue
        yield each
        waiting.extend(reversed(each))


def _is_hidden(run: Any) -> bool:
    hidden = run.find(f"{W}rPr/{W}vanish") if run.tag == f"{W}r" else None
    return hidden is not None and _attribute(hidden) not in ("0", "false", "off")


def _footnotes(part: bytes | None) -> tuple[Paragraph, ...]:
    if part is None:
        return ()
    writer = _Writer({}, "")
    notes: list[Paragraph] = []
    for note in _parsed(part).iter(f"{W}footnote"):
        text = " ".join(filter(None, (writer._text(each) for each in note.iter(f"{W}p"))))
        if text and not _attribute(note, "type"):
            notes.append(Paragraph(f"{_attribute(note, 'id').translate(SUPERSCRIPT)} {text}"))
    return tuple(notes)
