"""The overlap map as a matrix and as a list."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.portfolio.queries import Overlap, OverlapMap
from samsyn.web.formats import number
from samsyn.web.tables import Cell, Column, Table


def matrix(found: OverlapMap) -> dict[str, Any] | None:
    """Rows are municipalities, columns themes; a cell lists the efforts and the time they share."""
    if not found.cells:
        return None
    rows = [
        {
            "place": place,
            "cells": [_cell(found.cells.get((place.pk, theme.pk))) for theme in found.themes],
        }
        for place in found.municipalities
    ]
    return {"themes": found.themes, "rows": rows}


def table(found: OverlapMap) -> Table:
    """The same cells one under the other, longest shared time first."""
    labels = (_("Kommun"), _("Tema"), _("Personalgrupper"), _("Insatser"), _("Tid"))
    columns = [*(Column(label) for label in labels), Column(_("Månader"), numeric=True)]
    cells = sorted(found.cells.values(), key=lambda cell: (-cell.months, cell.municipality.name, cell.theme.order))
    rows = [
        [
            cell.municipality.brief,
            cell.theme.name,
            ", ".join(group.name for group in cell.staff_groups),
            ", ".join(project.code for project in cell.projects),
            Cell(spans_text(cell), note=_("utan slutdatum") if cell.open_ended else ""),
            number(cell.months),
        ]
        for cell in cells
    ]
    note = _("Månader: kalendermånader med minst en dag då två eller flera insatser pågår samtidigt.")
    return Table(_("Överlapp, längst tid först"), columns, rows, note=note, empty=_("Inga överlapp."))


def spans_text(cell: Overlap) -> str:
    """2017-03 – 2018-08, one after the other where there are several."""
    return ", ".join(
        f"{first:%Y-%m} – {last:%Y-%m}" if (first.year, first.month) != (last.year, last.month) else f"{first:%Y-%m}"
        for first, last in cell.spans
    )


def _cell(cell: Overlap | None) -> dict[str, Any] | None:
    if cell is None:
        return None
    months = ngettext("%(count)s månad", "%(count)s månader", cell.months) % {"count": number(cell.months)}
    return {"projects": cell.projects, "spans": spans_text(cell), "months": months, "groups": cell.staff_groups}
