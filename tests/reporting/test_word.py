"""What a Word report must have so that people and screen readers can use it."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from samsyn.apps.reporting.word import build_template, word_document
from samsyn.apps.reporting.word import document as document_module
from tests.reporting.samples import DRAFT, FROZEN, sample

PRINT = "0123456789abcdef" * 4


@pytest.fixture(scope="module")
def word():
    return Document(io.BytesIO(word_document(sample(FROZEN, tables=2), PRINT)))


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def test_headings_are_real(word):
    headings = [(p.style.name, p.text) for p in word.paragraphs if p.style.name.startswith("Heading")]
    assert headings == [("Heading 1", "Sammanfattning"), ("Heading 1", "Resultat"), ("Heading 2", "Volymer")]


def test_captions_are_numbered_by_fields(word):
    captions = [p._p for p in word.paragraphs if p.style.name == "Caption"]
    fields = [field.get(qn("w:instr")).strip() for one in captions for field in one.iter(qn("w:fldSimple"))]
    assert fields == [r"SEQ Tabell \* ARABIC"] * 6 + [r"SEQ Diagram \* ARABIC"]


def test_header_rows_repeat_and_rows_hold_together(word):
    for table in word.tables:
        first, *rest = table._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:tblHeader")) is None for row in rest)
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in table._tbl.tr_lst)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_short_tables_are_not_parted_by_a_page(word):
    table = word.tables[0]
    kept = [cell.paragraphs[0].paragraph_format.keep_with_next for row in table.rows for cell in row.cells[:1]]
    assert kept == [True, True, True, True, None]


def test_numbers_stand_to_the_right(word):
    row = word.tables[0].rows[1]
    assert [cell.paragraphs[0].style.name for cell in row.cells] == ["Tabelltext"] + ["Tabelltal"] * 4


def test_every_picture_has_an_alternative_text(word):
    pictures = list(word.element.body.iter(qn("wp:docPr")))
    assert len(pictures) == 1
    assert "VIND 585 av 512" in pictures[0].get("descr").replace("\u00a0", " ")


def test_contents_and_list_of_tables_are_fields_with_entries(word):
    instructions = [node.text.strip() for node in word.element.body.iter(qn("w:instrText"))]
    assert instructions == [r'TOC \o "1-3" \h \z \u', r'TOC \h \z \c "Tabell"']
    entries = [p.text for p in word.paragraphs if p.style.name == "toc 1"]
    assert entries == ["Sammanfattning", "Resultat"]
    listed = [p.text for p in word.paragraphs if p.style.name == "table of figures"]
    assert listed[0] == "Tabell 1. Deltagande personer"
    anchors = {link.get(qn("w:anchor")) for link in word.element.body.iter(qn("w:hyperlink"))}
    marks = {mark.get(qn("w:name")) for mark in word.element.body.iter(qn("w:bookmarkStart"))}
    assert anchors <= marks
    assert word.settings.element.find(qn("w:updateFields")).get(qn("w:val")) == "true"


def test_ids_are_unique(word):
    ids = [mark.get(qn("w:id")) for mark in word.element.body.iter(qn("w:bookmarkStart"))]
    assert len(ids) == len(set(ids))


def test_page_language_and_properties(word):
    section = word.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    language = word.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "sv-SE"
    properties = word.core_properties
    assert properties.title == "Tre insatser & ett kluster <2024>"
    assert (properties.language, properties.author) == ("sv-SE", "Påhittade utvärderarna")
    assert properties.identifier == f"sha256:{PRINT}"


def test_widths_fill_the_page(word):
    for table in word.tables:
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert abs(sum(widths) - Mm(160).twips) <= 5
        assert min(widths) > 400


def test_a_frozen_copy_says_so_first_and_on_every_page(word):
    first = "\n".join(p.text for p in word.paragraphs[:9])
    for words in ("Fryst rapport nr 2, 2026-11-21\u00a014:05", "Ulla Utvärderare", "Slutrapport till", PRINT):
        assert words in first
    for footer in (word.sections[0].footer, word.sections[0].first_page_footer):
        assert (
            f"Fryst nr 2, 2026-11-21\u00a014:05, Ulla Utvärderare, fingeravtryck {PRINT[:16]}"
            in footer.paragraphs[0].text
        )


def test_a_draft_says_so():
    word = Document(io.BytesIO(word_document(sample(DRAFT))))
    assert word.paragraphs[0].text == "Utkast, inte fryst, 2026-11-21\u00a014:05"
    assert "Utkast, inte fryst" in word.sections[0].footer.paragraphs[0].text


def test_a_changed_copy_says_so_instead():
    word = Document(io.BytesIO(word_document(sample(FROZEN), PRINT, ("Innehållet har ändrats.",))))
    assert word.paragraphs[0].text.startswith("Kontrollen misslyckades")
    assert "Kontrollen misslyckades" in word.sections[0].footer.paragraphs[0].text


def test_the_same_content_gives_the_same_bytes():
    data = word_document(sample(FROZEN), PRINT)
    assert word_document(sample(FROZEN), PRINT) == data
    times = {member.date_time for member in zipfile.ZipFile(io.BytesIO(data)).infolist()}
    assert times == {(1980, 1, 1, 0, 0, 0)}
    assert word_document(sample(FROZEN, title="Annan"), PRINT) != data


def test_what_people_write_is_never_template_or_markup():
    content = sample(title="{{ 7*7 }} {% raw %} <w:p/> & \x0b \x00")
    word = Document(io.BytesIO(word_document(content)))
    assert "{{ 7*7 }} {% raw %} <w:p/> &" in "\n".join(p.text for p in word.paragraphs)


def test_the_template_is_what_its_script_makes(tmp_path):
    made = tmp_path / "report.docx"
    build_template.build(made)
    assert made.read_bytes() == build_template.TEMPLATE.read_bytes()


def test_a_template_without_its_parts_says_what_is_missing(tmp_path, monkeypatch):
    broken = Document(build_template.TEMPLATE)
    broken.styles["Tabelltal"].delete()
    broken.save(tmp_path / "report.docx")
    monkeypatch.setattr(document_module, "TEMPLATE", tmp_path / "report.docx")
    with pytest.raises(document_module.BadTemplate, match="Tabelltal"):
        word_document(sample())


def test_an_edited_template_is_used(tmp_path, monkeypatch):
    """An evaluator changes the cover in Word; the report follows."""
    edited = Document(build_template.TEMPLATE)
    edited.paragraphs[0].insert_paragraph_before("Vår egen logotyp")
    edited.save(tmp_path / "report.docx")
    monkeypatch.setattr(document_module, "TEMPLATE", tmp_path / "report.docx")
    assert Document(io.BytesIO(word_document(sample()))).paragraphs[0].text == "Vår egen logotyp"


def test_nothing_of_the_template_language_is_left():
    data = word_document(sample())
    text = re.sub("<[^>]+>", "", part(data, "word/document.xml"))
    assert not re.search(r"\{[{%]|[}%]\}", text)
