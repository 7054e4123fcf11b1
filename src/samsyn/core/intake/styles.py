"""Where a workbook shows numbers as another text, and where formulas went wrong: the reader of cells tells neither.

Source: ECMA-376 part 1, 18.8.30 (built-in formats 9 and 10). The parts that hold styles and places are looked through
by patterns that never look past the next "<", so that no file can make it slow.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape

from samsyn.core.intake.formats import Format, format_of

WIDE = 1 << 14  # columns of a sheet; a place is row * WIDE + column, both from 0
STYLES_BYTES = 20_000_000  # Excel holds 65 490 styles, about 13 MB; more than this is not looked through
SECTION = re.compile(rb"<(?:\w{1,9}:)?cellXfs\b[^<>]*>")
SECTION_END = re.compile(rb"</(?:\w{1,9}:)?cellXfs>")
STYLE = re.compile(rb"<(?:\w{1,9}:)?xf\s([^<>]*)>")
CODE = re.compile(rb"<(?:\w{1,9}:)?numFmt\s([^<>]*)>")
SHEET = re.compile(rb"<(?:\w{1,9}:)?sheet\s([^<>]*)>")
LINK = re.compile(rb"<(?:\w{1,9}:)?Relationship\s([^<>]*)>")
TOKEN = re.compile(rb"<(?:\w{1,9}:)?(row|c)(?=[\s/>])([^<>]*)>")
PLACE = re.compile(rb"\A([A-Za-z]{1,3})([0-9]{1,7})\Z")
REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
ATTRIBUTE = re.compile(rb"""([\w:]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)')""")
ERROR = re.compile(
    rb"<(?:\w{1,9}:)?c(?=\s)([^<>]*?\st\s*=\s*[\"']e[\"'][^<>]*)(?<!/)>"
    rb"(?:<(?:\w{1,9}:)?f\b[^<>]*(?:/>|>[^<]*</(?:\w{1,9}:)?f>))?<(?:\w{1,9}:)?v>([^<]{1,40})<"
)
BUILT_IN = {9: "0%", 10: "0.00%"}


def formats_of(styles: bytes) -> dict[int, Format]:
    """Style number of a cell → how it is shown, for the styles that show another text than the number."""
    begins = SECTION.search(styles) if len(styles) <= STYLES_BYTES else None
    ends = SECTION_END.search(styles, begins.end()) if begins else None
    if begins is None or ends is None:
        return {}
    codes = dict(BUILT_IN)
    for attributes in map(_attributes, CODE.findall(styles)):
        codes[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
    numbers = [
        _whole(_attributes(style).get("numFmtId")) for style in STYLE.findall(styles, begins.end(), ends.start())
    ]
    known = {number: format_of(codes[number]) for number in set(numbers) & set(codes)}
    return {style: found for style, number in enumerate(numbers) if (found := known.get(number))}


def sheet_parts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """Name of a sheet → its part of the package (as archive.parts_of gives them: names in lower case)."""
    links = {
        attributes.get("Id", ""): attributes.get("Target", "")
        for attributes in map(_attributes, LINK.findall(parts.get("xl/_rels/workbook.xml.rels", b"")))
    }
    found: dict[str, bytes] = {}
    for attributes in map(_attributes, SHEET.findall(parts.get("xl/workbook.xml", b""))):
        number = next((value for name, value in attributes.items() if name.endswith(":id")), "")
        target = links.get(number, "").lower()
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in parts:
            found.setdefault(attributes.get("name", ""), parts[path])
    return found


def places_of(sheet: bytes, styles: Mapping[int, Format]) -> dict[int, Format]:
    """Where in a sheet the cells with these styles stand: place → format. A cell without a style has style 0."""
    if not styles:
        return {}
    if 0 in styles:
        return _every_place(sheet, styles)
    wanted = b"|".join(str(style).encode() for style in sorted(styles))
    cell = re.compile(rb"<(?:\w{1,9}:)?c(?=\s)([^<>]*?\ss\s*=\s*[\"'](%s)[\"'][^<>]*)(?<!/)>" % wanted)
    format_by = {str(style).encode(): found for style, found in styles.items()}
    columns: dict[bytes, int] = {}
    found: dict[int, Format] = {}
    for match in cell.finditer(sheet):
        place = REFERENCE.search(match[1])
        if place is None:
            return _every_place(sheet, styles)  # cells that do not say where they stand must be counted
        letters, number = place.groups()
        column = columns[letters] if letters in columns else columns.setdefault(letters, _column(letters))
        found[(int(number) - 1) * WIDE + column] = format_by[match[2]]
    return found


def error_cells(sheet: bytes) -> dict[int, str]:
    """Where formulas went wrong, and how: "#DIV/0!". The reader of cells gives them as empty."""
    if b'"e"' not in sheet and b"'e'" not in sheet:
        return {}
    found: dict[int, str] = {}
    for match in ERROR.finditer(sheet):
        place = _place(_attributes(match[1]).get("r", "").encode())
        if place is not None:
            found[place] = unescape(match[2].decode("utf-8", "replace"))
    return found


def _every_place(sheet: bytes, styles: Mapping[int, Format]) -> dict[int, Format]:
    found: dict[int, Format] = {}
    row, column = -1, -1
    for match in TOKEN.finditer(sheet):
        attributes = _attributes(match[2])
        if match[1] == b"row":
            row, column = _whole(attributes.get("r"), row + 2) - 1, -1
            continue
        place = _place(attributes.get("r", "").encode())
        row, column = (row, column + 1) if place is None else divmod(place, WIDE)
        style = styles.get(_whole(attributes.get("s"), 0))
        if style is not None and row >= 0 and not match[2].endswith(b"/"):
            found[row * WIDE + column] = style
    return found


def _place(reference: bytes) -> int | None:
    match = PLACE.match(reference)
    return None if match is None else (int(match[2]) - 1) * WIDE + _column(match[1])


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters.upper():
        column = column * 26 + letter - ord("A") + 1
    return column - 1


def _attributes(inside: bytes) -> dict[str, str]:
    return {
        name.decode(): unescape((double or single).decode("utf-8", "replace"))
        for name, double, single in ATTRIBUTE.findall(inside)
    }


def _whole(text: str | None, otherwise: int = -1) -> int:
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 9 else otherwise
