"""Web pages (.html): text and tables as a reader sees them; nothing is fetched and no script is run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from samsyn.core.intake.cells import Layout
from samsyn.core.intake.encoding import decoded
from samsyn.core.intake.errors import Unreadable
from samsyn.core.intake.naming import named
from samsyn.core.tables import Document, Paragraph, Table

UNSEEN = {
    "script", "style", "head", "template", "noscript", "iframe", "object", "embed", "svg", "math", "canvas",
    "select", "option", "datalist",
}  # fmt: skip
INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins",
    "kbd", "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time",
    "tt", "u", "var", "wbr",
}  # fmt: skip
HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def read_html(name: str, data: bytes) -> Document:
    """Blocks in reading order. Unreadable for what is no web page at all."""
    root = _parsed(decoded(data))
    writer = _Writer()
    writer.walk(root)
    return Document(name=name, blocks=named(writer.blocks))


def _parsed(text: str) -> Any:
    from lxml import etree, html  # type: ignore[import-untyped]

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or not len(root):
        raise Unreadable("Filen är ingen läsbar webbsida.", "Spara sidan på nytt från webbläsaren.")
    return root


class _Writer:
    """Walks a page without recursion, so that deep nesting cannot exhaust the stack."""

    def __init__(self) -> None:
        self.blocks: list[Paragraph | Table] = []
        self._words: list[str] = []

    def walk(self, root: Any) -> None:
        """Add every paragraph, heading and table under root."""
        from lxml import etree

        walker = etree.iterwalk(root, events=("start", "end"))
        skipped: set[Any] = set()
        for event, element in walker:
            if event == "start":
                if _unseen(element) or element.tag == "table":
                    walker.skip_subtree()
                    skipped.add(element)
                self._enter(element)
            else:
                self._leave(element, was_skipped=element in skipped)
        self._flush(0)

    def _enter(self, element: Any) -> None:
        if _unseen(element):
            return
        if element.tag == "table":
            self._flush(0)
            self._tables(element)
        elif element.tag == "br":
            self._words.append(" ")
        else:
            if element.tag not in INLINE:
                self._flush(0)
            self._words.append(_marked(element))

    def _leave(self, element: Any, was_skipped: bool) -> None:
        if not was_skipped and element.tag not in INLINE and element.tag != "br":
            heading = re.fullmatch(r"h([1-6])", str(element.tag))
            self._flush(int(heading[1]) if heading else 0)
        self._words.append(element.tail or "")

    def _flush(self, level: int) -> None:
        text = _squeezed("".join(self._words))
        self._words.clear()
        if text:
            self.blocks.append(Paragraph(text, level=level))

    def _tables(self, table: Any) -> None:
        """A table and, after it, the tables that stood inside its cells."""
        waiting = [table]
        while waiting:
            each = waiting.pop(0)
            caption = each.find("caption")
            inner: list[Any] = []
            laid = _laid(each, _text(caption, inner) if caption is not None else "", inner)
            if laid is not None and laid.shape == (1, 1):
                self.blocks.append(Paragraph(str(laid.rows[0][0])))
            elif laid is not None:
                self.blocks.append(laid)
            waiting += inner


def _unseen(element: Any) -> bool:
    if not isinstance(element.tag, str) or element.tag in UNSEEN:
        return True
    return "hidden" in element.attrib or bool(HIDDEN_STYLE.search(element.get("style", "")))


def _laid(table: Any, name: str, inner: list[Any]) -> Table | None:
    layout, headers, leading = Layout(), 0, True
    for row, in_head in _rows(table):
        cells = [cell for cell in row if cell.tag in ("td", "th") and not _unseen(cell)]
        layout.begin_row()
        for cell in cells:
            layout.place(_text(cell, inner), _span(cell, "rowspan"), _span(cell, "colspan"))
        leading = leading and bool(cells) and (in_head or all(cell.tag == "th" for cell in cells))
        headers += leading
    return layout.table(name, headers or None)


def _rows(table: Any) -> Iterator[tuple[Any, bool]]:
    for child in table:
        if child.tag == "tr" and not _unseen(child):
            yield child, False
        elif child.tag in ("thead", "tbody", "tfoot") and not _unseen(child):
            yield from ((row, child.tag == "thead") for row in child if row.tag == "tr" and not _unseen(row))


def _span(cell: Any, name: str) -> int:
    value = cell.get(name, "1").strip()
    return int(value) if re.fullmatch(r"\d{1,6}", value) else 1


def _text(cell: Any, inner: list[Any]) -> str:
    """The words of a cell; tables inside it are handed over in inner and leave no words."""
    words: list[str] = []
    waiting: list[Any] = [cell]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            words.append(each)
            continue
        if each is not cell and each.tail:
            waiting.append(each.tail)
        if each.tag == "table":
            inner.append(each)
            continue
        if _unseen(each):
            continue
        words.append((" " if each.tag not in INLINE else "") + _marked(each))
        waiting.extend(reversed(each))
    return _squeezed("".join(words))


def _marked(element: Any) -> str:
    """The first words of an element; figures that stand high are footnote marks and must not join a number."""
    text = element.text or ""
    if element.tag == "sup" and text.strip().isdigit():
        return text.strip().translate(SUPERSCRIPT)
    return text


def _squeezed(text: str) -> str:
    return re.sub(r"[ \t\r\n\f]+", " ", text).strip()
