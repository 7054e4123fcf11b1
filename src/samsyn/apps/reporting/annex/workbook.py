"""The annex as a workbook: about the copy, every table, every figure."""

from __future__ import annotations

import io
import re
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from samsyn.apps.reporting.annex.figures import write_figures
from samsyn.apps.reporting.annex.formats import Formats
from samsyn.apps.reporting.annex.sheets import write_table
from samsyn.apps.reporting.content import ReportContent, tables_of
from samsyn.apps.reporting.standing import footer_line, status_line, status_lines
from samsyn.apps.reporting.word.settled import settled
from samsyn.apps.reporting.word.words import words
from samsyn.apps.reporting.word.xml import clean

LONGEST_NAME = 31  # of a sheet, set by Excel
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\']")
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def workbook(content: ReportContent, fingerprint: str = "", faults: tuple[str, ...] = ()) -> bytes:
    """The annex in Excel: the same bytes for the same content."""
    result = io.BytesIO()
    with translation.override(content.language):
        book = Workbook(result, OPTIONS)
        formats = Formats(book)
        _describe(book, content, fingerprint)
        footer = "&L" + footer_line(content.status, fingerprint, faults).replace("&", "&&")[:200] + "&R&P / &N"
        _front(_sheet(book, _("Om bilagan"), footer), content, fingerprint, faults, formats)
        for table in tables_of(content):
            write_table(_sheet(book, sheet_name(table.number, table.caption), footer), table, formats)
        write_figures(_sheet(book, _("Siffror"), footer), content.figures.values(), formats)
        book.close()
    return settled(result.getvalue())


def sheet_name(number: int, caption: str) -> str:
    """ "Tabell 3 Deltagare": a name that Excel takes, told apart by its number."""
    name = _NOT_IN_NAME.sub(" ", f"{words().table} {number} {caption}")
    return " ".join(clean(name).split())[:LONGEST_NAME].strip()


def _sheet(book: Workbook, name: str, footer: str):
    sheet = book.add_worksheet(name)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(footer)
    return sheet


def _front(sheet, content: ReportContent, fingerprint: str, faults: tuple[str, ...], formats: Formats) -> None:
    lines = [content.title, content.subtitle, content.author, status_line(content.status, faults)]
    lines += status_lines(content.status, fingerprint, faults)
    lines.append(_("Talen är oavrundade; hur många decimaler som visas följer måttets definition."))
    lines.append(_("En andel har sin täljare i kolumnen n och sin nämnare i kolumnen N."))
    sheet.set_column(0, 0, 110)
    for row, line in enumerate(line for line in lines if line):
        sheet.write_string(row, 0, clean(line), formats.of(bold=row == 0, **_quoted(line)))


def _quoted(text: str) -> dict[str, bool]:
    return {"quote_prefix": True} if text[:1] in "=+-@" else {}


def _describe(book: Workbook, content: ReportContent, fingerprint: str) -> None:
    at = datetime.fromisoformat(content.status.at).replace(tzinfo=None, microsecond=0)
    book.set_properties(
        {
            "title": clean(content.title),
            "author": clean(content.author),
            "subject": clean(content.subject),
            "comments": f"sha256:{fingerprint}" if fingerprint else "",
            "created": at,
        }
    )
