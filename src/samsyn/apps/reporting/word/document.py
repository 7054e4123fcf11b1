"""A report as a Word document."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.utils import translation
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from samsyn.apps.reporting.content import ReportContent
from samsyn.apps.reporting.standing import footer_line, status_line, status_lines
from samsyn.apps.reporting.word.body import Body, parsed
from samsyn.apps.reporting.word.settled import settled
from samsyn.apps.reporting.word.words import words
from samsyn.apps.reporting.word.xml import clean

TEMPLATE = Path(__file__).with_name("report.docx")
LANGUAGES = {"sv": "sv-SE", "en": "en-GB"}
PLACES = ("innehallsforteckning", "tabellforteckning", "innehall")
STYLES = (
    *("Heading 1", "Heading 2", "Heading 3", "Normal", "Ingress", "Caption", "List Bullet", "List Number"),
    *("Nyckeltal", "Tabelltext", "Tabelltal", "Tabellnot", "Diagrambild", "toc 1", "toc 2", "toc 3"),
    *("table of figures", "Samsyntabell"),
)


class BadTemplate(ValueError):
    """The Word template lacks a style or a tag that the report needs."""


class _Place:
    """Marks where a part of the body goes. The body itself never passes the template language."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __html__(self) -> str:
        return f'<w:p><w:bookmarkStart w:id="9{PLACES.index(self.name)}" w:name="_{self.name}"/></w:p>'


def word_document(content: ReportContent, fingerprint: str = "", faults: tuple[str, ...] = ()) -> bytes:
    """The report in Word: the same bytes for the same content.

    fingerprint is that of the frozen report; faults say what does not hold about it. BadTemplate when the
    template lacks something.
    """
    with translation.override(content.language):
        template = DocxTemplate(TEMPLATE)
        template.init_docx()
        styles = _style_ids(template.docx)
        template.render(_context(content, fingerprint, faults), SandboxedEnvironment(autoescape=True))
        document = template.docx
        body = Body(document, content, styles)
        _fill(document, "innehall", body.xml())
        _fill(document, "innehallsforteckning", body.contents())
        _fill(document, "tabellforteckning", body.table_list(), required=False)
        _describe(document, content, fingerprint)
    result = io.BytesIO()
    document.save(result)
    return settled(result.getvalue())


def short_document(content: ReportContent, lines: Sequence[str], fingerprint: str) -> bytes:
    """A paper of a few pages in the same look, without cover and contents: title, lines, sections.

    Footer and header are the template's. The same bytes for the same content.
    """
    with translation.override(content.language):
        template = DocxTemplate(TEMPLATE)
        template.init_docx()
        styles = _style_ids(template.docx)
        _leave_the_body_only(template.docx)
        template.render(_context(content, fingerprint, ()), SandboxedEnvironment(autoescape=True))
        document = template.docx
        _fill(document, "innehall", Body(document, content, styles).short_xml(lines))
        _describe(document, content, fingerprint)
    result = io.BytesIO()
    document.save(result)
    return settled(result.getvalue())


def _leave_the_body_only(document) -> None:
    """Take the cover and the contents out of the template, before it is filled."""
    for paragraph in list(document.paragraphs):
        if "{{p innehall }}" not in paragraph.text:
            paragraph._p.getparent().remove(paragraph._p)
    document.sections[0].different_first_page_header_footer = False


def _context(content: ReportContent, fingerprint: str, faults: tuple[str, ...]) -> dict:
    said = words()
    texts = {
        "titel": content.title,
        "underrubrik": content.subtitle,
        "upphov": content.author,
        "status": status_line(content.status, faults),
        "sidfot": footer_line(content.status, fingerprint, faults),
        "ord_innehall": said.contents,
        "ord_tabeller": said.tables,
        "ord_sida": said.page,
        "ord_av": said.of,
    }
    lines = status_lines(content.status, fingerprint, faults)
    places = {name: _Place(name) for name in PLACES}
    return {name: clean(text) for name, text in texts.items()} | {"statusrader": lines} | places


def _style_ids(document) -> dict[str, str]:
    missing = [name for name in STYLES if name not in document.styles]
    if missing:
        raise BadTemplate(
            f"Word-mallen saknar formatmallen {missing[0]}. Lägg till den i {TEMPLATE.name}, "
            "eller bygg om mallen med `python -m samsyn.apps.reporting.word.build_template`."
        )
    return {name: document.styles[name].style_id for name in STYLES}


def _fill(document, name: str, xml: str, required: bool = True) -> None:
    """Put a part of the body where the template has its tag."""
    marks = [mark for mark in document.element.body.iter(qn("w:bookmarkStart")) if mark.get(qn("w:name")) == f"_{name}"]
    if not marks:
        if required:
            raise BadTemplate(f"Word-mallen saknar märket {{{{p {name} }}}}. Lägg till det i ett eget stycke.")
        return
    place = marks[0].getparent()
    for element in parsed(xml):
        place.addprevious(element)
    place.getparent().remove(place)


def _describe(document, content: ReportContent, fingerprint: str) -> None:
    """Document properties, and the language of the text in the styles."""
    at = datetime.fromisoformat(content.status.at).replace(tzinfo=None, microsecond=0)
    properties = document.core_properties
    properties.created = properties.modified = properties.last_printed = at
    # Set here and not by the template, which would write & and < as in XML.
    properties.title, properties.subject = clean(content.title)[:255], clean(content.subject)[:255]
    properties.author, properties.language = clean(content.author)[:255], LANGUAGES[content.language]
    properties.last_modified_by, properties.revision = "Samsyn", 1
    properties.identifier = f"sha256:{fingerprint}" if fingerprint else ""
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}")
    language.set(qn("w:val"), LANGUAGES[content.language])
