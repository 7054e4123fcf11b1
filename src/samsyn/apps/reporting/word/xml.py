"""Small pieces of WordprocessingML as text; the whole body is parsed once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """The text without signs that XML cannot hold."""
    return _NOT_IN_XML.sub("", text)


def attribute(text: str) -> str:
    """A quoted attribute value."""
    return quoteattr(clean(text))


def run(text: str, *, bold: bool = False) -> str:
    properties = "<w:rPr><w:b/><w:bCs/></w:rPr>" if bold else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>'


def paragraph(style: str, content: str, extra: str = "") -> str:
    """A paragraph in a style (its id); content is runs, extra is further paragraph properties."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{extra}</w:pPr>{content}</w:p>'


def bookmarked(number: int, name: str, content: str) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{content}<w:bookmarkEnd w:id="{number}"/>'


def simple_field(instruction: str, cached: str) -> str:
    """A field with the result that stands until Word counts again."""
    return f"<w:fldSimple w:instr={attribute(f' {instruction} ')}>{run(cached)}</w:fldSimple>"


def field_over(instruction: str, paragraphs: Iterable[tuple[str, str]]) -> str:
    """A field whose result is whole paragraphs, given as (style, content): a table of contents."""
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    rows = list(paragraphs)
    last = len(rows) - 1
    return "".join(
        paragraph(style, (begin if index == 0 else "") + content + (end if index == last else ""))
        for index, (style, content) in enumerate(rows)
    )


def link_to(bookmark: str, text: str) -> str:
    """A link inside the document, followed by the page as a field that Word fills in."""
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{run(text)}</w:hyperlink>'
