"""Make report.docx, the Word template: `python -m samsyn.apps.reporting.word.build_template [FILE]`.

The template may be edited in Word afterwards (logotype, typeface, colours, cover). It must keep its tags
({{ titel }}, {{p innehall }} …) and its styles; docs/methods/rapporter.md lists them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from samsyn.apps.reporting.word.settled import settled
from samsyn.apps.reporting.word.template_styles import dress

TEMPLATE = Path(__file__).with_name("report.docx")


def build(path: Path = TEMPLATE) -> None:
    """Write the template; the same bytes every time."""
    document = Document()
    _tidy(document)
    _page(document)
    dress(document)
    _cover(document)
    _contents(document)
    document.add_paragraph("{{p innehall }}")
    _header_and_footer(document)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = "Rapportmall", "Samsyn", ""
    properties.subject, properties.language = "", "sv-SE"
    properties.keywords = properties.category = ""
    document.save(path)
    path.write_bytes(settled(path.read_bytes()))


def _tidy(document) -> None:
    """Leave out what python-docx's own template brings along and nobody uses."""
    kept = {"Normal Table", "Table Grid"}
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in kept:
            style.delete()
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]
    for key, relation in list(document.part.rels.items()):
        if relation.reltype.endswith(("/stylesWithEffects", "/customXml")):
            del document.part.rels[key]


def _page(document) -> None:
    """A4 upright; the cover has no header."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(28), Mm(25)
    section.header_distance = section.footer_distance = Mm(12)
    section.different_first_page_header_footer = True
    settings = document.settings.element
    compatibility = settings.find(qn("w:compat"))
    for setting in compatibility.findall(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    compatibility.addprevious(parse_xml(f'<w:updateFields {nsdecls("w")} w:val="true"/>'))
    for tag, value in (("w:decimalSymbol", ","), ("w:listSeparator", ";")):
        settings.find(qn(tag)).set(qn("w:val"), value)
    zoom = settings.find(qn("w:zoom"))
    zoom.set(qn("w:percent"), "100")
    language = settings.find(qn("w:themeFontLang"))
    language.set(qn("w:val"), "sv-SE")


def _cover(document) -> None:
    document.add_paragraph("{{ status }}", style="Läge")
    document.add_paragraph("{{ titel }}", style="Title")
    document.add_paragraph("{%p if underrubrik %}")
    document.add_paragraph("{{ underrubrik }}", style="Subtitle")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if upphov %}")
    document.add_paragraph("{{ upphov }}", style="Omslag")
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p for rad in statusrader %}")
    document.add_paragraph("{{ rad }}", style="Omslag")
    document.add_paragraph("{%p endfor %}")


def _contents(document) -> None:
    heading = document.add_paragraph("{{ ord_innehall }}", style="TOC Heading")
    heading.paragraph_format.page_break_before = True
    document.add_paragraph("{{p innehallsforteckning }}")
    document.add_paragraph("{%p if tabellforteckning %}")
    document.add_paragraph("{{ ord_tabeller }}", style="TOC Heading")
    document.add_paragraph("{{p tabellforteckning }}")
    document.add_paragraph("{%p endif %}")


def _header_and_footer(document) -> None:
    section = document.sections[0]
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].text = "{{ titel }}"
    for footer in (section.footer, section.first_page_footer):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["Footer"]
        paragraph.add_run("{{ sidfot }}\t{{ ord_sida }}\u00a0")
        _field(paragraph, "PAGE", "1")
        paragraph.add_run(" {{ ord_av }}\u00a0")
        _field(paragraph, "NUMPAGES", "1")
    style = document.styles["Footer"].paragraph_format
    style.tab_stops.clear_all()
    style.tab_stops.add_tab_stop(Mm(160), WD_TAB_ALIGNMENT.RIGHT)
    document.styles["Footer"].font.size = document.styles["Header"].font.size = Pt(8.5)


def _field(paragraph, instruction: str, cached: str) -> None:
    paragraph._p.append(
        parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" {instruction} "><w:r><w:t>{cached}</w:t></w:r></w:fldSimple>')
    )


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else TEMPLATE)
