"""PDF with a text layer: where each word stands, page by page, and from that lines, tables and paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from ctypes import byref, c_ushort
from typing import Any

from samsyn.core.intake.errors import Unreadable
from samsyn.core.intake.layout import blocks_of_pages
from samsyn.core.intake.limits import PAGES
from samsyn.core.intake.placed import Line, Word, lines_of
from samsyn.core.quantities import swedish
from samsyn.core.tables import Document

FEWEST_SIGNS = 10  # per page on average; fewer means pictures of pages
UNMAPPED = 0.3  # share of signs without a meaning, above which the text layer is useless
Box = tuple[float, float, float, float]  # left, right, bottom, top
SOLID = re.compile(r"[^ \t\r\n\f\v\x00-\x1f\u2028\u2029]+")
DIVIDING = {0x02: "-", 0xFFFE: "-", 0xAD: "-"}  # hyphens that only divide a word at the end of a line
MEANINGLESS = re.compile("[\ufffd\ue000-\uf8ff]")
EDGE_LINES = 3  # from the top and the bottom of the printed area
RESCUE = "OCR-läs den först (till exempel i Acrobat eller med ocrmypdf), eller använd originalet i Word eller Excel."


def read_pdf(name: str, data: bytes) -> Document:
    """Blocks with page numbers. Unreadable for damaged or locked files and for those without a text layer."""
    pages = [lines_of(_words(page)) for page in _pages(data)]
    text = "".join(line.text for page in pages for line in page)
    if len(text) < FEWEST_SIGNS * len(pages):
        raise Unreadable("PDF-filen saknar textlager; sidorna är bilder.", RESCUE)
    if len(MEANINGLESS.findall(text)) > UNMAPPED * len(text):
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


def _words(page: Any) -> list[Word]:
    """Signs without space between become words; PDFium itself supplies the spaces that only show as gaps.

    Asking for a place costs more than all else, so a word of letters is placed by its first and last sign.
    """
    text = _signs(page)
    place = _placer(page)
    words: list[Word] = []
    for found in SOLID.finditer(text):
        start, end = found.span()
        whole = _whole(found[0], place(start), place(end - 1)) if found[0].isalpha() else None
        words += [whole] if whole else _sign_by_sign(text, start, end, place)
    return [word for word in words if word.text.strip()]


def _signs(page: Any) -> str:
    """One sign for each place on the page."""
    from pypdfium2 import raw

    count = page.count_chars()
    buffer = (c_ushort * (count + 1))()
    raw.FPDFText_GetText(page.raw, 0, count, buffer)
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", "replace")
    if len(text) != count or "\0" in text:  # signs outside the first plane, or without a meaning
        text = "".join(chr(raw.FPDFText_GetUnicode(page.raw, at)) for at in range(count))
    return text.translate(DIVIDING)


def _placer(page: Any) -> Callable[[int], Box]:
    from pypdfium2 import raw

    box = raw.FS_RECTF()
    reference, box_of, handle = byref(box), raw.FPDFText_GetLooseCharBox, page.raw

    def place(at: int) -> Box:
        if not box_of(handle, at, reference):
            return (0.0, 0.0, 0.0, 0.0)
        return (box.left, box.right, box.bottom, box.top)

    return place


def _whole(text: str, first: Box, last: Box) -> Word | None:
    """A word from the places of its ends; None where they do not stand as the ends of one word do."""
    height = first[3] - first[2]
    level = abs(first[2] - last[2]) <= 0.15 * height
    if not level or not first[0] - 0.5 <= last[0] or last[1] - first[0] > 1.3 * height * len(text):
        return None
    return Word(text, first[0], max(first[1], last[1]), first[2], first[3])


def _sign_by_sign(text: str, start: int, end: int, place: Callable[[int], Box]) -> list[Word]:
    """Words parted also where a sign stands higher (a footnote mark) or further away than its neighbour."""
    words: list[Word] = []
    for at in range(start, end):
        left, right, bottom, top = place(at)
        if top <= bottom:
            continue
        before = words[-1] if words else None
        near = before and before.left - 0.5 <= left <= before.right + 0.3 * (top - bottom) + 0.5  # a ligature: one box
        if before and near and abs(bottom - before.bottom) <= 0.15 * before.height + 0.1:
            words[-1] = before._replace(text=before.text + text[at], right=max(before.right, right))
        else:
            words.append(Word(text[at], left, right, bottom, top))
    return words


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
