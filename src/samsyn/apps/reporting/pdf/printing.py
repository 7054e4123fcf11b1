"""HTML to PDF with WeasyPrint: tagged for screen readers (PDF/UA), with title and language."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from samsyn.apps.reporting.content import ReportContent
from samsyn.apps.reporting.page import drawn
from samsyn.apps.reporting.standing import footer_line, status_line, status_lines
from samsyn.apps.reporting.word.words import Words, words
from samsyn.web.charts.drawing import FONTS as FOLDER

STYLE = Path(__file__).with_name("report.css")
FONTS = {"Inter-Regular.ttf": 400, "Inter-SemiBold.ttf": 600}


class NoPango(RuntimeError):
    """PDF needs the system library Pango, which this machine lacks. The message says how to get it."""


def pdf_document(content: ReportContent, fingerprint: str = "", faults: tuple[str, ...] = ()) -> bytes:
    """The report as PDF: the same bytes for the same content. NoPango when the library is missing."""
    _maker()  # before the sections are drawn, which takes longer than to say that Pango is missing
    with translation.override(content.language):
        page = {
            "content": content,
            "sections": drawn(content, links=False, embedded=True),
            "status": status_line(content.status, faults),
            "lines": status_lines(content.status, fingerprint, faults),
            "footer": footer_line(content.status, fingerprint, faults),
        }
        return printed("reporting/pdf.html", page, fingerprint or content.status.at)


def printed(template: str, context: dict[str, Any], identifier: str) -> bytes:
    """One of our own templates as PDF, tagged for screen readers, in the look of the reports.

    The template gets `style` and `words` besides its context. NoPango when the library is missing.
    """
    maker = _maker()
    html = render_to_string(template, {**context, "words": words(), "style": mark_safe(_style(words()))})
    page = maker.HTML(string=html, url_fetcher=_fetcher(maker))
    return page.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier.encode())


def _maker():
    try:
        import weasyprint
    except OSError as error:  # Pango is opened when WeasyPrint is imported
        raise NoPango(
            _(
                "PDF går inte att göra här: systembiblioteket Pango saknas. Be den som sköter servern att installera "
                "det (Debian: apt install libpango-1.0-0 libpangoft2-1.0-0), eller hämta rapporten i Word."
            )
        ) from error
    return weasyprint


@cache
def _faces() -> dict[str, str]:
    """Our typeface where it has been built, as rules by address; otherwise the machine's own is used."""
    files = {(FOLDER / name).as_uri(): weight for name, weight in FONTS.items() if (FOLDER / name).exists()}
    return {
        address: f"@font-face {{ font-family: Inter; font-weight: {weight}; src: url({address}) }}"
        for address, weight in files.items()
    }


def _fetcher(maker):
    """Opens pictures inside the document and our own typeface, nothing else: a report fetches nothing from outside."""

    class Inside(maker.URLFetcher):
        def fetch(self, url, headers=None):
            if not url.startswith("data:") and url not in _faces():
                raise ValueError(f"Rapporten hämtar inget utifrån: {url[:100]}")
            return super().fetch(url, headers)

    return Inside()


def _style(said: Words) -> str:
    style = STYLE.read_text(encoding="utf-8")
    return "\n".join(_faces().values()) + style.replace("PAGE ", f"{said.page}\u00a0").replace(
        " OF ", f" {said.of}\u00a0"
    )
