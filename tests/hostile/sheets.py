"""Files made to do harm to the reading of rows: what a workbook says of its formats, and rows that swallow rows."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import Case
from tests.hostile.packages import HEAD, OFFICE, S, relations, replaced, worksheet, xlsx

SHARE = '<numFmts><numFmt numFmtId="164" formatCode="0.00%"/></numFmts>'
STYLES_LINK = relations((f"{OFFICE}/worksheet", "worksheets/sheet1.xml", ""), (f"{OFFICE}/styles", "styles.xml", ""))


def sheets() -> Iterator[Case]:
    def book(label: str, inside: str, styles: str = "", refused: bool | None = None) -> Case:
        links = {"xl/styles.xml": styles or styles_of(["164"]), "xl/_rels/workbook.xml.rels": STYLES_LINK}
        return Case(f"rows: {label}", "a.xlsx", xlsx(worksheet(inside), **links), refused)

    def text(label: str, data: bytes, refused: bool | None = None) -> Case:
        return Case(f"rows: {label}", "a.csv", data, refused)

    one = '<row r="1"><c r="A1" s="0"><v>0.5</v></c><c r="B1" s="0"><v>1</v></c></row>'
    cells = "".join(f'<c r="{chr(65 + at)}{{0}}" s="1"><v>0.1{at}</v></c>' for at in range(12))
    many = "".join(f'<row r="{at}">{cells.format(at)}</row>' for at in range(1, 8_000))
    yield book("a share in every cell", many, styles_of(["0", "164"]), False)
    yield book(
        "a share that says not where it stands", "<row><c s='1'><v>1</v></c></row>" * 5_000, styles_of(["0", "9"])
    )
    yield book("shares without style", one, styles_of(["164"]), False)
    yield book("style that is a word", '<row r="1"><c r="A1" s="x"><v>1</v></c></row>')
    yield book("style beyond all numbers", f'<row r="1"><c r="A1" s="{"9" * 5_000}"><v>1</v></c></row>')
    yield book("place beyond all places", f'<row r="1"><c r="AAA{"9" * 7}" s="0"><v>1</v></c></row>', refused=True)
    yield book("65 000 styles", one, styles_of(["164", "9", "0", "10"] * 16_250), False)
    yield book("25 MB of styles", one, styles_of(["164"]).replace("</styleSheet>", " " * 25_000_000 + "</styleSheet>"))
    for label, code in _codes():
        styles = f'<numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts>'
        for number in ("0.5", "-102031234", "1e308", "NaN", "inf", "x", ""):
            inside = f'<row r="1"><c r="A1" s="1"><v>{number}</v></c></row>'
            yield book(f"{label} shows {number or 'nothing'}", inside, styles_of(["0", "200"], styles))
    for label, styles in _spoiled_styles():
        yield book(label, one, styles)
    for label, inside in _spoiled_errors():
        yield book(label, inside)
    yield Case("rows: sheet of another name", "a.xlsx", replaced("xl/workbook.xml", "Blad1", "x" * 100_000))
    yield Case("rows: two sheets of one name", "a.xlsx", _two_sheets())
    yield text("a stray quotation mark", b'a;b;c\n"1;2;3\n' + b"4;5;6\n" * 20, True)
    yield text("a quotation mark at the end", b'a;b;c\n1;2;"3', True)
    yield text("a cell of 100 000 lines", b'a;b;c\n1;2;"' + b"x\n" * 100_000 + b'"\n', None)
    yield text("a cell of 5 MB", b"a;b;c\n1;2;" + b"x" * 5_000_000, None)
    yield text("headers of 4 000 signs", b";".join([b"h" * 4_000] * 190) + b"\n" + b";".join([b"1"] * 190), False)
    yield text("199 columns without a header", b"a\n" + b"\n".join([b";".join([b"1"] * 199)] * 200), False)
    yield text("150 000 empty rows", b"a;b\n1;2\n" + b"\n" * 150_000 + b"3;4\n", False)
    yield text("rows of different widths", b"\n".join(b";" * (at % 190) + b"x" for at in range(5_000)), False)
    yield text("formulas", b"a;b\n=cmd|' /C calc'!A0;+1\n@SUM(1);-2\n\t=1;x", False)
    yield text("marks that turn the writing", "a;b\n\u202e16\u202c;\u200b1\n".encode(), False)
    for ending in ("pdf", "docx", "html", "md", "xlsm", "exe"):
        yield Case(f"rows: .{ending}", f"a.{ending}", b"a;b\n1;2", True)


def styles_of(numbers: list[str], formats: str = SHARE) -> str:
    """The part of styles with a style for each number of a format."""
    inside = "".join(f'<xf numFmtId="{number}"/>' for number in numbers)
    return f"{HEAD}<styleSheet {S}>{formats}<cellXfs>{inside}</cellXfs></styleSheet>"


def _codes() -> Iterator[tuple[str, str]]:
    yield "a long format of zeros", "0" * 20_000
    yield "a long format of zeros and an x", "0" * 250 + "x"
    yield "a share with 200 decimals", "0." + "0" * 200 + "%"
    yield "a format of quotation marks", "&quot;" * 2_000
    yield "a format of backslashes", "\\" * 2_000 + "%"
    yield "a format with markup", "&lt;script&gt;0%"


def _spoiled_styles() -> Iterator[tuple[str, str]]:
    yield "styles that never end", f"{HEAD}<styleSheet {S}><cellXfs>" + '<xf numFmtId="9"/>' * 1_000
    yield "a style that never ends", f"{HEAD}<styleSheet {S}><cellXfs><xf numFmtId=" + " " * 500_000
    yield "styles in styles", f"{HEAD}<styleSheet {S}>" + "<cellXfs>" * 20_000 + "</cellXfs>" * 20_000
    yield "a format without number", styles_of(["x", "", "-1", "9" * 400], '<numFmt formatCode="0%"/>')


def _spoiled_errors() -> Iterator[tuple[str, str]]:
    yield "50 000 errors", "".join(f'<row r="{at}"><c r="A{at}" t="e"><v>#N/A</v></c></row>' for at in range(1, 50_000))
    yield "an error without a value", '<row r="1"><c r="A1" t="e"></c><c r="B1" t="e"/></row>'
    yield "an error with a long formula", f'<row r="1"><c r="A1" t="e"><f>{"1+" * 200_000}1</f><v>#N/A</v></c></row>'
    yield "an error of 100 000 signs", f'<row r="1"><c r="A1" t="e"><v>{"#" * 100_000}</v></c></row>'
    yield "errors that never end", '<row r="1">' + '<c r="A1" t="e"' * 20_000


def _two_sheets() -> bytes:
    again = '<sheet name="Blad1" sheetId="1" r:id="rId1"/>'
    return replaced("xl/workbook.xml", again, again + again.replace('sheetId="1"', 'sheetId="2"'))
