"""All the files made to do harm: by hand, and by chance."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterator

from tests.hostile.case import Case
from tests.hostile.documents import documents
from tests.hostile.packages import (
    EXTERNAL,
    HEAD,
    LAUGHS,
    OFFICE,
    S,
    document_xml,
    docx,
    docx_parts,
    paragraph,
    pdf,
    relations,
    repeated_deflate,
    sound_files,
    worksheet,
    xlsx,
    xlsx_parts,
    zip_by_hand,
    zipped,
)
from tests.hostile.pages import pages
from tests.hostile.prints import prints
from tests.hostile.sheets import sheets
from tests.hostile.texts import texts
from tests.hostile.workbooks import workbooks

ROW_ENDINGS = (".xlsx", ".csv", ".tsv", ".txt")


def key_cases() -> Iterator[Case]:
    """Those that go one by one through the whole sandbox."""
    yield Case("900 MB sheet in a small package", "a.xlsx", _bomb(900), True)
    yield Case("900 MB sheet, directory says 1 MB", "a.xlsx", _bomb(900, stated=1_000_000), True)
    yield Case("900 MB Word document", "a.docx", _word_bomb(900), True)
    yield Case("two cells, one in the last corner", "a.xlsx", xlsx(_two_cells("A1", "XFD1048576")), True)
    yield Case("the same corner, spelled as an entity", "a.xlsx", xlsx(_two_cells("A1", "&#88;FD1048576")), None)
    yield Case("the same corner, single quotes", "a.xlsx", xlsx(_two_cells("A1", "XFD1048576").replace('"', "'")), True)
    yield Case("the same corner, lower case", "a.xlsx", xlsx(_two_cells("a1", "xfd1048576")), None)
    yield Case("two cells 200 000 rows and 200 columns apart", "a.xlsx", xlsx(_two_cells("A1", "GR200000")), True)
    yield Case("two cells 99 999 rows and 200 columns apart", "a.xlsx", xlsx(_two_cells("A1", "GR99999")), True)
    yield Case("billion laughs in a sheet", "a.xlsx", xlsx(worksheet("").replace(HEAD, HEAD + LAUGHS)), True)
    yield Case("one long shared text in 100 000 cells", "a.xlsx", _shared_text(), None)
    yield Case("external entity in Word", "a.docx", docx(**{"word/document.xml": _entity_in_word()}), True)
    yield Case("text of 19 MB on one line", "a.csv", b"1;" * 9_500_000, True)
    yield Case("one line of 50 MB", "a.csv", b"x" * 50_000_000, True)
    yield Case("19 MB of dots", "a.txt", b"a" + b"." * 19_000_000 + b"\t3", None)
    yield Case("19 MB of rows with tabs", "a.txt", b"a\t1\t2\n" * 2_700_000, True)
    yield Case("100 000 div in each other", "a.html", b"<div>" * 100_000 + b"x", None)
    yield Case("5 000 tables in each other", "a.html", b"<table><tr><td>" * 5_000 + b"1", None)
    yield Case("cell over a billion columns", "a.html", b"<table><tr><td colspan=999999999>1<td>2</table>", None)
    yield Case("page tree that bites its tail", "a.pdf", pdf(objects={2: b"<</Type/Pages/Kids[2 0 R]/Count 9>>"}), None)
    yield Case("content stream of 700 MB", "a.pdf", _pdf_bomb(), None)
    yield Case("a million signs on one page", "a.pdf", pdf(b"BT /F 9 Tf (" + b"a 1 " * 250_000 + b") Tj ET"), None)


def curated() -> Iterator[Case]:
    """All others that are made by hand, small enough to be read many in one child."""
    yield from texts()
    yield from workbooks()
    yield from documents()
    yield from pages()
    yield from prints()


def for_rows(cases: Iterator[Case]) -> Iterator[Case]:
    """Those that rows are read from; the others are refused by their names."""
    yield from (case for case in cases if case.name.lower().endswith(ROW_ENDINGS))


def curated_for_rows() -> Iterator[Case]:
    """Workbooks and texts as above, and what only the reading of rows looks at."""
    yield from for_rows(curated())
    yield from sheets()


def mutated(number: int, seed: int = 20261121, endings: tuple[str, ...] = ("",)) -> Iterator[Case]:
    """Sound files with a few bytes changed, cut or doubled; half of the packages are changed inside."""
    chance = random.Random(seed)
    sound = sound_files()
    names = sorted(name for name in sound if name.endswith(endings))
    for at in range(number):
        name = names[at % len(names)]
        inside = name.endswith("x") and at % 2 == 1
        data = _spoiled_inside(name, chance) if inside else _spoiled(sound[name], chance)
        yield Case(f"{name} changed, number {at}", name, data)


def _spoiled(data: bytes, chance: random.Random) -> bytes:
    content = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(content))
        ways: list[Callable[[], None]] = [
            lambda at=at: content.__setitem__(at, chance.randrange(256)),
            lambda at=at: content.__setitem__(at, content[at] ^ (1 << chance.randrange(8))),
            lambda at=at: content.__delitem__(slice(at, at + chance.randint(1, 20))),
            lambda at=at: content.__setitem__(slice(at, at), content[at : at + 40]),
        ]
        chance.choice(ways)()
        if len(content) < 10:
            break
    return bytes(content)


def _spoiled_inside(name: str, chance: random.Random) -> bytes:
    parts = dict(xlsx_parts() if name.endswith("xlsx") else docx_parts())
    part = chance.choice(sorted(parts))
    content = parts[part]
    parts[part] = _spoiled(content.encode() if isinstance(content, str) else content, chance)
    return zipped(parts)


def _two_cells(first: str, second: str) -> str:
    return worksheet(f'<row r="1"><c r="{first}"><v>1</v></c></row><row r="1048576"><c r="{second}"><v>2</v></c></row>')


def _bomb(megabytes: int, stated: int | None = None) -> bytes:
    block = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>' * 20_000
    packed = repeated_deflate(block, megabytes * 1_000_000 // len(block))
    parts = xlsx_parts()
    del parts["xl/worksheets/sheet1.xml"]
    return zip_by_hand("xl/worksheets/sheet1.xml", packed, stated or megabytes * 1_000_000, parts)


def _word_bomb(megabytes: int) -> bytes:
    packed = repeated_deflate(b"<w:p/>" * 100_000, megabytes * 1_000_000 // 600_000)
    parts = docx_parts()
    del parts["word/document.xml"]
    return zip_by_hand("word/document.xml", packed, megabytes * 1_000_000, parts)


def _pdf_bomb() -> bytes:
    packer = zlib.compressobj(9)
    once = packer.compress(b"BT /F 9 Tf (aaaaaaaa) Tj ET\n" * 40_000) + packer.flush(zlib.Z_FULL_FLUSH)
    stream = once * 600
    return pdf(objects={4: b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(stream), stream)})


def _shared_text() -> bytes:
    cells = "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(1, 100_001))
    text = f"{HEAD}<sst {S}><si><t>{'lång text ' * 20_000}</t></si></sst>"
    links = relations(
        (f"{OFFICE}/worksheet", "worksheets/sheet1.xml", ""), (f"{OFFICE}/sharedStrings", "sharedStrings.xml", "")
    )
    return xlsx(worksheet(cells), **{"xl/sharedStrings.xml": text, "xl/_rels/workbook.xml.rels": links})


def _entity_in_word() -> str:
    return document_xml(paragraph("&e;")).replace(HEAD, HEAD + EXTERNAL)
