"""Hostile workbooks."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import Case
from tests.hostile.packages import (
    EXTERNAL,
    HEAD,
    OFFICE,
    relations,
    replaced,
    sheet_xml,
    worksheet,
    xlsx,
    xlsx_parts,
    zip_by_hand,
    zipped,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
MACRO = "xl/vbaProject.bin"


def workbooks() -> Iterator[Case]:
    def case(label: str, data: bytes, refused: bool | None = None) -> Case:
        return Case(f"workbook: {label}", "a.xlsx", data, refused)

    sound = xlsx()
    for share in (0.05, 0.3, 0.6, 0.9, 0.99):
        yield case(f"cut at {share:.0%}", sound[: int(len(sound) * share)], True)
    yield case("rubbish before", b"x" * 100 + sound, True)
    yield case("rubbish after", sound + b"x" * 50_000, None)
    yield case("macros", xlsx(**{MACRO: b"x"}), True)
    yield case(
        "macros by content type", replaced("[Content_Types].xml", "application/xml", "x.macroEnabled.main+xml"), True
    )
    yield case("Excel 4 macros", xlsx(**{"xl/macrosheets/sheet1.xml": worksheet("")}), True)
    yield case("values from another file", xlsx(**{"xl/externalLinks/externalLink1.xml": "<x/>"}), True)
    yield case("values from a database", xlsx(**{"xl/connections.xml": "<x/>"}), True)
    link = relations((f"{OFFICE}/hyperlink", "https://example.se", "External"))
    yield case("ordinary link", xlsx(**{"xl/worksheets/_rels/sheet1.xml.rels": link}), False)
    image = relations((f"{OFFICE}/image", "http://169.254.169.254/x.png", "External"))
    yield case("picture from elsewhere", xlsx(**{"xl/worksheets/_rels/sheet1.xml.rels": image}), True)
    yield case("path upwards", xlsx(**{"../../etc/cron.d/x.xml": "x"}), True)
    yield case("path upwards, backslash", xlsx(**{"..\\..\\x.xml": "x"}), True)
    yield case("absolute path", xlsx(**{"/etc/x.xml": "x"}), True)
    yield case("drive path", xlsx(**{"C:/x.xml": "x"}), True)
    yield case("the same part twice", xlsx(**{"xl/WORKSHEETS/sheet1.xml": worksheet("")}), True)
    yield case("1 000 parts", xlsx(**{f"xl/x{at}.xml": "<x/>" for at in range(1_000)}), True)
    yield case("locked part", zip_by_hand("x.xml", b"abc", 3, xlsx_parts(), flags=1), True)
    yield case("package in a package", xlsx(**{"xl/embeddings/x.xlsx": sound}), False)
    yield case("locked with a password", OLE + "EncryptedPackage".encode("utf-16-le") + bytes(900), True)
    yield case("old format", OLE + bytes(900), True)
    yield case("empty package", zipped({}), True)
    yield case("a package of something else", zipped({"x.txt": "x"}), True)
    for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "_rels/.rels"):
        without = {name: content for name, content in xlsx_parts().items() if name != part}
        yield case(f"without {part}", zipped(without), None)
        yield case(f"empty {part}", xlsx(**{part: ""}), None)
        yield case(f"unended {part}", xlsx(**{part: HEAD + "<a><b>"}), None)
        yield case(f"UTF-16 in {part}", xlsx(**{part: "<x/>".encode("utf-16")}), True)
        yield case(f"document type in {part}", xlsx(**{part: HEAD + EXTERNAL + "<x>&e;</x>"}), True)
    yield case(
        "sheet that points upwards",
        replaced("xl/_rels/workbook.xml.rels", "worksheets/sheet1.xml", "../../../etc/passwd"),
    )
    yield case("no sheets", replaced("xl/workbook.xml", '<sheet name="Blad1" sheetId="1" r:id="rId1"/>', ""))
    yield case(
        "10 000 sheets, one part",
        replaced("xl/workbook.xml", "<sheets>", "<sheets>" + '<sheet name="x" sheetId="1" r:id="rId1"/>' * 10_000),
    )
    yield case("hidden sheet", replaced("xl/workbook.xml", '<sheet name="Blad1"', '<sheet state="hidden" name="Blad1"'))
    yield case("name of a sheet with markup", replaced("xl/workbook.xml", "Blad1", "&lt;script&gt;"))
    for label, inside in _odd_sheets():
        yield case(label, xlsx(worksheet(inside)))
    merged = worksheet("<row r='1'><c r='A1'><v>1</v></c></row>").replace(
        "</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2:A1"/></mergeCells>'
    )
    yield case("everything merged", xlsx(merged))
    yield case(
        "merged backwards",
        xlsx(
            sheet_xml([["a", 1], ["b", 2]]).replace(
                "</sheetData>",
                '</sheetData><mergeCells><mergeCell ref="ZZ9:A1"/><mergeCell ref=""/><mergeCell/></mergeCells>',
            )
        ),
    )


def _odd_sheets() -> Iterator[tuple[str, str]]:
    yield "row 0", '<row r="0"><c r="A0"><v>1</v></c></row>'
    yield "row far below 0", '<row r="-5"><c r="A-5"><v>1</v></c></row>'
    yield "row beyond all rows", '<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'
    yield "column beyond all columns", '<row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row>'
    yield "place without a row", '<row r="1"><c r="A"><v>1</v></c></row>'
    yield "place without a column", '<row r="1"><c r="1"><v>1</v></c></row>'
    yield "empty place", '<row r="1"><c r=""><v>1</v></c></row>'
    yield "cells without places", "<row><c><v>1</v></c><c><v>2</v></c></row>" * 500
    yield "one row of 10 000 cells", '<row r="1">' + "<c><v>1</v></c>" * 10_000 + "</row>"
    yield (
        "cells in wrong order",
        '<row r="9"><c r="C9"><v>1</v></c><c r="A9"><v>2</v></c></row><row r="1"><c r="A1"><v>3</v></c></row>',
    )
    yield "the same cell 1 000 times", '<row r="1">' + '<c r="A1"><v>1</v></c>' * 1_000 + "</row>"
    yield "shared text that is not there", '<row r="1"><c r="A1" t="s"><v>999999</v></c></row>'
    yield "shared text below 0", '<row r="1"><c r="A1" t="s"><v>-1</v></c></row>'
    yield "style that is not there", '<row r="1"><c r="A1" s="999999"><v>1</v></c></row>'
    yield (
        "number that is none",
        '<row r="1"><c r="A1"><v>1e99999</v></c><c r="B1"><v>NaN</v></c><c r="C1"><v>x</v></c></row>',
    )
    yield "date that is none", '<row r="1"><c r="A1" t="d"><v>9999999-99-99</v></c></row>'
    yield "unknown type of cell", '<row r="1"><c r="A1" t="zzz"><v>1</v></c></row>'
    yield "error values", '<row r="1"><c r="A1" t="e"><v>#DIV/0!</v></c><c r="B1" t="e"><v>#ZZZ</v></c></row>'
    yield "cells in cells", '<row r="1">' + '<c r="A1">' * 2_000 + "</c>" * 2_000 + "</row>"
    yield "rows in rows", "<row>" * 5_000 + "</row>" * 5_000
    yield "text of 5 MB", f'<row r="1"><c r="A1" t="inlineStr"><is><t>{"å" * 2_500_000}</t></is></c></row>'
    yield "control signs", '<row r="1"><c r="A1" t="inlineStr"><is><t>a&#1;b_x0000_c</t></is></c></row>'
    attributes = " ".join(f"a{at}=''" for at in range(2_000))
    yield "2 000 attributes", f'<row r="1" {attributes}/>'
