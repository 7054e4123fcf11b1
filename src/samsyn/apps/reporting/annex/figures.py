"""The sheet of all figures: what each is, whom it speaks of, where it comes from and how it was built."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from samsyn.apps.reporting.annex.formats import Formats
from samsyn.apps.reporting.content import FigureEntry
from samsyn.apps.reporting.word.xml import clean

WIDTHS = (34, 26, 44, 30, 14, 12, 14, 12, 14, 14, 12, 24, 34, 10, 34, 34, 30)


def headings() -> list[tuple[str, bool]]:
    """Label and whether the column holds numbers."""
    texts = [_("Nyckel"), _("Mått"), _("Definition"), _("Population"), _("Gäller"), _("Del"), _("Värde"), _("Enhet")]
    numbers = [_("Täljare"), _("Nämnare"), _("Tryckt")]
    made = [_("Ursprung"), _("Källa"), _("Sida"), _("Formel"), _("Byggd av"), _("Anteckning")]
    numeric = {texts[6], *numbers}
    return [(label, label in numeric) for label in (*texts, *numbers, *made)]


def write_figures(sheet, entries: Iterable[FigureEntry], formats: Formats) -> None:
    """One row for each figure, with a filter over the headings."""
    columns = headings()
    for at, (label, numeric) in enumerate(columns):
        sheet.write_string(0, at, label, formats.heading(numeric))
        sheet.set_column(at, at, WIDTHS[at])
    row = 0
    for row, entry in enumerate(entries, start=1):
        _write(sheet, row, entry, formats)
    sheet.autofilter(0, 0, max(row, 1), len(columns) - 1)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)


def _write(sheet, row: int, entry: FigureEntry, formats: Formats) -> None:
    value = formats.number(entry.decimals, percent=entry.percent)
    cells = [
        entry.key, entry.measure, entry.definition, entry.population, entry.subject, entry.part,
        (entry.value, value), entry.unit, (entry.numerator, formats.number()), (entry.denominator, formats.number()),
        (entry.printed, value), entry.origin, entry.source, entry.page, entry.formula, ", ".join(entry.inputs),
        entry.note,
    ]  # fmt: skip
    for at, cell in enumerate(cells):
        if isinstance(cell, str):
            sheet.write_string(row, at, clean(cell), formats.text(cell))
        elif cell[0] is not None:
            sheet.write_number(row, at, float(cell[0]), cell[1])
