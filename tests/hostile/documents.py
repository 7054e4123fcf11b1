"""Hostile Word documents."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import Case
from tests.hostile.packages import HEAD, LAUGHS, OFFICE, document_xml, docx, paragraph, relations, word_table


def documents() -> Iterator[Case]:
    def case(label: str, data: bytes, refused: bool | None = None) -> Case:
        return Case(f"document: {label}", "a.docx", data, refused)

    sound = docx()
    for share in (0.05, 0.5, 0.95):
        yield case(f"cut at {share:.0%}", sound[: int(len(sound) * share)], True)
    yield case(
        "billion laughs",
        docx(**{"word/document.xml": document_xml(paragraph("&m;")).replace(HEAD, HEAD + LAUGHS)}),
        True,
    )
    yield case(
        "parameter entities",
        docx(**{"word/document.xml": HEAD + '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1/x">%a;]><x/>'}),
        True,
    )
    yield case("macros", docx(**{"word/vbaProject.bin": b"x"}), True)
    yield case("ActiveX", docx(**{"word/activeX/activeX1.xml": "<x/>"}), True)
    for kind, mode, refused in (
        ("image", "External", True), ("oleObject", "External", True), ("frame", "External", True),
        ("subDocument", "External", True), ("hyperlink", "External", False), ("image", "", False),
    ):  # fmt: skip
        links = relations((f"{OFFICE}/{kind}", "http://127.0.0.1/x", mode))
        yield case(f"{kind} {mode or 'inside'}", docx(**{"word/_rels/document.xml.rels": links}), refused)
    for target, refused in (("https://example.se/mall.dotm", True), ("file:///C:/Mallar/Normal.dotm", False)):
        links = relations((f"{OFFICE}/attachedTemplate", target, "External"))
        yield case(f"template {target}", docx(**{"word/_rels/settings.xml.rels": links}), refused)
    yield case("without text", docx(**{"word/document.xml": "<x/>"}), True)
    yield case("text of another kind", docx(**{"word/document.xml": HEAD + "<html><body>1</body></html>"}), True)
    yield case(
        "Strict",
        docx(**{"word/document.xml": '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'}),
        True,
    )
    yield case("10 000 elements deep", docx("<w:ins>" * 10_000 + "</w:ins>" * 10_000), True)
    yield case(
        "200 content controls deep",
        docx("<w:sdt><w:sdtContent>" * 100 + paragraph("1") + "</w:sdtContent></w:sdt>" * 100),
    )
    nested = "<w:tbl><w:tr><w:tc>" * 70 + paragraph("1") + "</w:tc></w:tr></w:tbl>" * 70
    yield case("70 tables in each other", docx(nested), True)
    yield case("a table of 3 000 rows", docx(word_table([[at, at] for at in range(3_000)])))
    yield case("a row of 5 000 cells", docx(word_table([list(range(5_000))])), True)
    for value in ("999999999", "-1", "x", "", "1e9", "٣"):
        cell = (
            f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{value}"/></w:tcPr>{paragraph("1")}</w:tc></w:tr></w:tbl>'
        )
        yield case(f"cell over {value or 'no'} columns", docx(cell))
    goes_on = "<w:tc><w:tcPr><w:vMerge/></w:tcPr>" + paragraph("1") + "</w:tc>"
    yield case("merge that never began", docx(f"<w:tbl><w:tr>{goes_on}</w:tr><w:tr>{goes_on}{goes_on}</w:tr></w:tbl>"))
    yield case("rows without cells", docx("<w:tbl><w:tr/><w:tr/></w:tbl>"))
    yield case("table without rows", docx("<w:tbl/>" * 1_000))
    yield case("10 000 page breaks", docx('<w:p><w:r><w:br w:type="page"/></w:r></w:p>' * 10_000))
    yield case("styles that are broken", docx(**{"word/styles.xml": "<x"}), True)
    yield case("footnotes that are broken", docx(**{"word/footnotes.xml": "<x"}), True)
    yield case(
        "footnote with an odd number",
        docx(
            **{
                "word/footnotes.xml": document_xml("")
                .replace("w:body", 'w:footnote w:id="²" ', 1)
                .replace("</w:body>", "</w:footnote>")
            }
        ),
    )
