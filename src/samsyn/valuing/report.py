"""The report of an account in Word, in the house's template."""

from __future__ import annotations

import io
import re
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from samsyn.valuing import telling as telling
from samsyn.valuing.blocks import Block, Heading, Table, Text
from samsyn.valuing.content import content_of
from samsyn.valuing.telling import Answer
from samsyn.valuing.tongue import Tongue

if TYPE_CHECKING:
    from samsyn.core.valuation.scenario import Scenario

WIDTH = 9070  # twentieths of a point: 160 mm between the margins of the template
STYLES = {"body": "Normal", "lead": "Ingress", "bullet": "List Bullet"}
UNWRITABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class _Place:
    """Marks where a part of the body goes; the body itself never passes the template language."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __html__(self) -> str:
        return f'<w:p><w:bookmarkStart w:id="99" w:name="_{self.name}"/></w:p>'


def report(scenario: Scenario, answer: Answer, tongue: Tongue) -> bytes:
    """The document. Everything in it is in the answer and the scenario; nothing is reckoned anew."""
    blocks = content_of(scenario, answer, tongue)
    with files("samsyn").joinpath("apps", "reporting", "word", "report.docx").open("rb") as file:
        template = DocxTemplate(io.BytesIO(file.read()))
    template.render(_cover(answer, tongue), SandboxedEnvironment(autoescape=True))
    writer = _Writer(template.docx, tongue)
    writer.fill("innehallsforteckning", writer.contents(blocks))
    writer.fill("innehall", writer.body(blocks))
    _describe(template.docx, answer, tongue)
    result = io.BytesIO()
    template.docx.save(result)
    return result.getvalue()


def _cover(answer: Answer, tongue: Tongue) -> dict[str, Any]:
    return {
        "status": tongue("Samhällsekonomisk kalkyl", "Socio-economic account"),
        "titel": _clean(tongue.name(answer["name"])),
        "underrubrik": "",
        "upphov": _clean(answer["source"]),
        "statusrader": [telling.premises(answer, tongue), telling.standing(answer, tongue)],
        "ord_innehall": tongue("Innehåll", "Contents"),
        "ord_sida": tongue("Sida", "Page"),
        "ord_av": tongue("av", "of"),
        "sidfot": f"Samsyn {answer['version']} · {answer['hash'][:12]}",
        "tabellforteckning": "",
        **{name: _Place(name) for name in ("innehallsforteckning", "innehall")},
    }


class _Writer:
    """Builds paragraphs and tables with the styles of one document."""

    def __init__(self, document: Any, tongue: Tongue) -> None:
        self.document, self.tongue = document, tongue
        self.tables = 0

    def fill(self, name: str, elements: list[Any]) -> None:
        """Put what was built where the template has its mark."""
        marks = self.document.element.body.iter(qn("w:bookmarkStart"))
        place = next(mark for mark in marks if mark.get(qn("w:name")) == f"_{name}").getparent()
        for element in elements:
            place.addprevious(element)
        place.getparent().remove(place)

    def body(self, blocks: list[Block]) -> list[Any]:
        built = []
        for block in blocks:
            if isinstance(block, Heading):
                built.append(self._paragraph(block.text, "Heading 1"))
            elif isinstance(block, Text):
                built.append(self._paragraph(block.text, STYLES[block.style]))
            else:
                built += self._table(block)
        return built

    def contents(self, blocks: list[Block]) -> list[Any]:
        """A field that Word fills with page numbers, holding the headings until it has."""
        headings = [block.text for block in blocks if isinstance(block, Heading)]
        built = [self._paragraph(text, "toc 1") for text in headings]
        for at, kind in ((0, "begin"), (-1, "end")):
            run = OxmlElement("w:r")
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run.append(mark)
            if kind == "end":
                built[at].append(run)
                continue
            instruction, parted = OxmlElement("w:r"), OxmlElement("w:r")
            text, separate = OxmlElement("w:instrText"), OxmlElement("w:fldChar")
            text.set(qn("xml:space"), "preserve")
            text.text = r'TOC \o "1-1" \h \z'
            separate.set(qn("w:fldCharType"), "separate")
            instruction.append(text)
            parted.append(separate)
            for offset, part in enumerate((run, instruction, parted)):
                built[at].insert(1 + offset, part)
        return built

    def _paragraph(self, text: str, style: str) -> Any:
        paragraph = self.document.add_paragraph(_clean(text), style=style)
        return _taken(paragraph._p)

    def _table(self, block: Table) -> list[Any]:
        self.tables += 1
        caption = f"{self.tongue('Tabell', 'Table')} {self.tables}. {block.caption}"
        table = self.document.add_table(rows=0, cols=len(block.heads), style="Samsyntabell")
        table.autofit = False
        shares = block.widths or (10,) * len(block.heads)
        widths = [WIDTH * share // sum(shares) for share in shares]
        for number, cells in enumerate((block.heads, *block.rows)):
            row = table.add_row()
            properties = row._tr.get_or_add_trPr()
            properties.append(OxmlElement("w:cantSplit"))
            if number == 0:
                properties.append(OxmlElement("w:tblHeader"))
            for at, text in enumerate(cells):
                _cell(row.cells[at], text, widths[at], at in block.numeric, bold=number == 0)
        for at, column in enumerate(table._tbl.tblGrid.findall(qn("w:gridCol"))):
            column.set(qn("w:w"), str(widths[at]))
        built = [self._paragraph(caption, "Caption"), _taken(table._tbl)]
        return [*built, self._paragraph(block.note, "Tabellnot")]


def _cell(cell: Any, text: str, width: int, numeric: bool, *, bold: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = "Tabelltal" if numeric else "Tabelltext"
    paragraph.add_run(_clean(text)).bold = bold or None
    size = cell._tc.get_or_add_tcPr().get_or_add_tcW()
    size.set(qn("w:w"), str(width))
    size.set(qn("w:type"), "dxa")


def _taken(element: Any) -> Any:
    """Out of the end of the document, to be put in its place."""
    element.getparent().remove(element)
    return element


def _describe(document: Any, answer: Answer, tongue: Tongue) -> None:
    properties = document.core_properties
    properties.title = _clean(tongue.name(answer["name"]))[:255]
    properties.author, properties.last_modified_by, properties.revision = "Samsyn", "Samsyn", 1
    properties.language = tongue("sv-SE", "en-GB")
    properties.identifier = answer["hash"]
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    if language is not None:
        language.set(qn("w:val"), tongue("sv-SE", "en-GB"))


def _clean(text: str) -> str:
    """Without what XML cannot hold; a scenario file may say anything."""
    return UNWRITABLE.sub("", text)
