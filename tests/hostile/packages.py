"""Small sound files to spoil, and the tools to spoil them. Everything in them is invented."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TABLE = [["Projekt", "Kvinnor", "Män", "Totalt"], ["Ask", 12, 8, 20], ["Björk", 30, 11, 41], ["Totalt", 42, 19, 61]]
CSV = "\n".join(";".join(map(str, row)) for row in TABLE)
TEXT = "Tabell 1. Deltagare\n\n" + CSV.replace(";", "\t") + "\n\nTotalt deltog 61 personer, 69 % kvinnor.\n"
MARKDOWN = "# Rapport\n\n| Projekt | Antal |\n|---|---|\n| Ask | 20 |\n| Björk | 41 |\n| Totalt | 61 |\n"
HTML = (
    "<!doctype html><html lang=sv><body><h1>Rapport</h1><table><caption>Tabell 1. Deltagare</caption>"
    + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TABLE)
    + "</table><p>Totalt deltog 61 personer.</p></body></html>"
)

LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(12))
    + "]>"
)
EXTERNAL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A package with these parts."""
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def sheet_xml(rows: list[list[object]]) -> str:
    """The part of one sheet; texts inline."""
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(_cell(f"{chr(65 + at)}{number}", value) for at, value in enumerate(row))
        lines.append(f'<row r="{number}">{cells}</row>')
    return f"{HEAD}<worksheet {S}><sheetData>{''.join(lines)}</sheetData></worksheet>"


def _cell(place: str, value: object) -> str:
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def xlsx_parts(sheet: str | None = None, **others: str | bytes) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet; others replace or add parts (dots and slashes as in {"a/b.xml": …})."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": relations((f"{OFFICE}/officeDocument", "xl/workbook.xml", "")),
        "xl/workbook.xml": f'{HEAD}<workbook {S} {R}><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>",
        "xl/_rels/workbook.xml.rels": relations((f"{OFFICE}/worksheet", "worksheets/sheet1.xml", "")),
        "xl/worksheets/sheet1.xml": sheet if sheet is not None else sheet_xml(TABLE),
    }
    return {**parts, **others}


def relations(*links: tuple[str, str, str]) -> str:
    """(type, target, mode) of each relation."""
    inner = "".join(
        f'<Relationship Id="rId{at}" Type="{kind}" Target="{target}"' + (f' TargetMode="{mode}"/>' if mode else "/>")
        for at, (kind, target, mode) in enumerate(links, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def xlsx(sheet: str | None = None, **others: str | bytes) -> bytes:
    return zipped(xlsx_parts(sheet, **others))


def worksheet(inside: str) -> str:
    return f"{HEAD}<worksheet {S}><sheetData>{inside}</sheetData></worksheet>"


def docx_parts(body: str | None = None, **others: str | bytes) -> dict[str, str | bytes]:
    """The parts of a document; body is the inside of w:body."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/></Types>',
        "_rels/.rels": relations((f"{OFFICE}/officeDocument", "word/document.xml", "")),
        "word/document.xml": document_xml(
            body if body is not None else paragraph("Tabell 1. Deltagare") + word_table()
        ),
    }
    return {**parts, **others}


def docx(body: str | None = None, **others: str | bytes) -> bytes:
    return zipped(docx_parts(body, **others))


def document_xml(body: str) -> str:
    return f"{HEAD}<w:document {W}><w:body>{body}</w:body></w:document>"


def paragraph(text: str, style: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def word_table(rows: list[list[object]] | None = None) -> str:
    lines = (
        "<w:tr>" + "".join(f"<w:tc>{paragraph(str(cell))}</w:tc>" for cell in row) + "</w:tr>" for row in rows or TABLE
    )
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def pdf(content: bytes | None = None, objects: dict[int, bytes] | None = None, trailer: bytes = b"") -> bytes:
    """A PDF of one page; objects replace or add objects by number."""
    stream = content if content is not None else _drawn()
    parts = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        4: b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
        **(objects or {}),
    }
    out, places = b"%PDF-1.5\n", {}
    for number, inside in sorted(parts.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, inside)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    out += b"".join(b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in sorted(places.items()))
    return out + b"trailer\n<</Root 1 0 R/Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (max(parts) + 1, trailer, start)


def _drawn() -> bytes:
    lines = [b"BT /F 11 Tf 60 780 Td (Tabell 1. Deltagare) Tj ET"]
    for at, row in enumerate(TABLE):
        for column, cell in enumerate(row):
            text = str(cell).encode("cp1252")
            lines.append(b"BT /F 11 Tf %d %d Td (%s) Tj ET" % (60 + 110 * column, 750 - 18 * at, text))
    lines.append(b"BT /F 11 Tf 60 660 Td (Totalt deltog 61 personer i de tv\\345 projekten.) Tj ET")
    return b"\n".join(lines)


def repeated_deflate(block: bytes, times: int) -> bytes:
    """A deflate stream that unpacks to block many times over, made without unpacking it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    once = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    return once * times + zlib.compressobj(9, zlib.DEFLATED, -15).flush()


def zip_by_hand(name: str, packed: bytes, unpacked: int, others: dict[str, str | bytes], flags: int = 0) -> bytes:
    """A package in which one part is given packed, with the size (true or not) that the directory states."""
    whole = zipped(others)
    end = whole.rfind(b"PK\x05\x06")
    count, _size, start = struct.unpack("<HII", whole[end + 10 : end + 20])
    fields = (20, flags, 8, 0, 0, 0, len(packed), unpacked, len(name), 0)
    local = b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", *fields) + name.encode() + packed
    central = b"PK\x01\x02" + struct.pack("<H", 20) + struct.pack("<HHHHHIIIHH", *fields)
    central += struct.pack("<HHHII", 0, 0, 0, 0, start) + name.encode()
    directory = whole[start:end] + central
    tail = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count + 1, count + 1, len(directory), start + len(local), 0)
    return whole[:start] + local + directory + tail


def replaced(part: str, old: str, new: str) -> bytes:
    """The sound workbook with other words in one of its parts."""
    parts = xlsx_parts()
    assert old in str(parts[part])
    return zipped({**parts, part: str(parts[part]).replace(old, new)})


def sound_files() -> dict[str, bytes]:
    """One of each kind, none of them hostile."""
    return {
        "ask.csv": CSV.encode(),
        "ask.txt": TEXT.encode(),
        "ask.md": MARKDOWN.encode(),
        "ask.html": HTML.encode(),
        "ask.xlsx": xlsx(),
        "ask.docx": docx(),
        "ask.pdf": pdf(),
    }
