"""PDF with a text layer: where each word stands, page by page, and from that lines, tables and paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from ctypes import byref
from typing import Any

from samsyn.core.intake.errors import Unreadable
from samsyn.core.intake.layout import blocks_of_pages
from samsyn.core.intake.limits import PAGES
from samsyn.core.intake.placed import Line, Word, lines_of
from samsyn.core.quantities import swedish
from samsyn.core.tables import Document

FEWEST_SIGNS = 10  # per page on average; fewer means pictures of pages
UNMAPPED = 0.3  # share of signs without a meaning, above which the text layer is useless
EDGE_LINES = 3  # from the top and the bottom of the printed area
RESCUE = "OCR-läs den först (till exempel i Acrobat eller med ocrmypdf), eller använd originalet i Word eller Excel."


def read_pdf(name: str, data: bytes) -> Document:
    """Blocks with page numbers. Unreadable for damaged or locked files and for those without a text layer."""
    pages = [lines_of(_words(page)) for page in _pages(data)]
    signs = Counter[bool]()
    for line in (line for page in pages for line in page):
        signs.update(sign in "\ufffd\x00" or "\ue000" <= sign <= "\uf8ff" for sign in line.text)
    if sum(signs.values()) < FEWEST_SIGNS * len(pages):
        raise Unreadable("PDF-filen saknar textlager; sidorna är bilder.", RESCUE)
    if signs[True] > UNMAPPED * sum(signs.values()):
        raise Unreadable("PDF-filens textlager går inte att tolka; tecknen saknar betydelse.", RESCUE)
    return Document(name=name, blocks=tuple(blocks_of_pages(_without_running_heads(pages))))


def _pages(data: bytes) -> Iterator[Any]:
    """Text of each page as PDFium sees it."""
    import pypdfium2 as pdfium  # type: ignore[import-untyped]

    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
        if not 0 < count <= PAGES:
            raise Unreadable(f"PDF-filen har {swedish(count)} sidor; 1 till {swedish(PAGES)} läses.", "Dela upp filen.")
        for number in range(count):
            page = document[number]
            text = page.get_textpage()
            yield text
            text.close()
            page.close()
        document.close()
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            raise Unreadable("PDF-filen är skyddad med lösenord.", "Ta bort lösenordet och spara om den.") from None
        raise Unreadable("PDF-filen är skadad.", "Öppna den och skriv ut den till en ny PDF.") from None


def _words(text: Any) -> list[Word]:
    """Signs without space between become words; PDFium itself supplies the spaces that only show as gaps."""
    from pypdfium2 import raw

    words: list[Word] = []
    signs: list[str] = []
    box = raw.FS_RECTF()
    left = right = top = bottom = 0.0
    sign_of, box_of, handle = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, text.raw
    for at in range(text.count_chars()):
        code = sign_of(handle, at)
        if code in (0x02, 0xFFFE, 0xAD):
            code = 0x2D  # a hyphen that only divides the word at the end of the line
        sign = chr(code)
        visible = not sign.isspace() or sign == "\u00a0"
        if visible and code > 0x1F and box_of(handle, at, byref(box)):
            near = left - 0.5 <= box.left <= right + 0.3 * (box.top - box.bottom) + 0.5  # a ligature has one box
            if signs and near and abs(box.bottom - bottom) <= 0.15 * (top - bottom) + 0.1:
                signs.append(sign)
                right = max(right, box.right)
                continue
            if signs:
                words.append(Word("".join(signs), left, right, bottom, top))
            signs, left, right, top, bottom = [sign], box.left, box.right, box.top, box.bottom
        elif signs:
            words.append(Word("".join(signs), left, right, bottom, top))
            signs = []
    if signs:
        words.append(Word("".join(signs), left, right, bottom, top))
    return [word for word in words if word.text.strip()]


def _without_running_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """Page numbers and lines that return at the edge of many pages are no text of the report."""
    lines = [line for page in pages for line in page]
    highest, lowest = max(line.top for line in lines), min(line.bottom for line in lines)

    def at_edge(line: Line) -> bool:
        return min(highest - line.top, line.bottom - lowest) < EDGE_LINES * line.height

    edges = Counter(_masked(line) for line in lines if at_edge(line))
    often = max(3, 0.3 * len(pages))
    return [
        [line for line in page if not (at_edge(line) and (edges[_masked(line)] >= often or _is_number(line)))]
        for page in pages
    ]


def _masked(line: Line) -> str:
    return "".join("#" if sign.isdigit() else sign for sign in line.text)


def _is_number(line: Line) -> bool:
    words = line.text.lower().removeprefix("sida").removeprefix("sid").strip(" .-–()")
    return words.isdigit() and len(words) <= 4 and len(line.words) <= 2
