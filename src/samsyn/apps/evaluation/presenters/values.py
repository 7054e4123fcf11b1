"""A figure in words: value with unit, n/N, population, and where it comes from."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.catalogue.models import Part
from samsyn.apps.evaluation.models import Cluster
from samsyn.apps.evaluation.queries.gathering import page_words
from samsyn.apps.portfolio.models import Project
from samsyn.core.parameters import Measure
from samsyn.core.tables.figure import Figure
from samsyn.web.formats import MISSING, difference, in_english, number, percent, sek
from samsyn.web.tables import Cell

__all__ = [
    "change_text", "difference_text", "figure_cell", "figure_href", "name_of", "page_words", "part_label",
    "share_text", "unit_of", "value_text",
]  # fmt: skip


def unit_of(measure: Measure) -> str:
    """The unit as it stands in a heading."""
    if measure.percent:
        return "%"
    words = {
        "SEK": _("kr"), "SEK/person": _("kr per deltagare"), "SEK/hour": _("kr per timme"), "hour": _("timmar"),
        "hour/person": _("timmar per deltagare"), "person": _("antal"), "event": _("antal"), "1": "",
    }  # fmt: skip
    return words.get(measure.unit, measure.unit)


def name_of(measure: Measure) -> str:
    return measure.name.get("en" if in_english() else "sv") or measure.name["sv"]


def part_label(part: str) -> str:
    return str(Part(part).label) if part in Part.values else part


def value_text(measure: Measure, value: Decimal | None, *, unit: bool = True) -> str:
    """5 495 kr, 71 %, 18,9; a dash where nothing is known."""
    if value is None:
        return MISSING
    if measure.percent:
        return percent(value, measure.decimals)
    if unit and measure.unit.startswith("SEK"):
        return sek(value, measure.decimals)
    return number(value, measure.decimals)


def share_text(figure: Figure) -> str:
    """The n/N of a share: "415/585"; nothing for what is not a share."""
    if not figure.measure.percent or figure.numerator is None or figure.denominator is None:
        return ""
    return f"{number(figure.numerator)}/{number(figure.denominator)}"


def change_text(row: Any) -> str:
    """The difference from the plan as per cent of it; a share changes in percentage points, shown as the difference."""
    if row.change is None:
        return MISSING
    return f"{difference(row.change * 100, 1)}\u00a0%"


def difference_text(row: Any) -> str:
    """Outcome minus plan with its sign; of a share in percentage points."""
    if row.difference is None:
        return MISSING
    if row.measure.percent:
        return _("%(points)s procentenheter") % {"points": difference(row.difference * 100, row.measure.decimals)}
    return difference(row.difference, row.measure.decimals)


def figure_href(subject: Project | Cluster, figure: Figure) -> str:
    """The page that shows how a figure was built."""
    kind = "cluster" if isinstance(subject, Cluster) else "project"
    return reverse("figure", args=[kind, subject.pk, figure.key])


def figure_cell(subject: Project | Cluster, figure: Figure | None, *, unit: bool = False) -> Cell:
    """One cell of a table: the value as a link to how it was built; a contradiction is marked in words too."""
    if figure is None:
        return Cell(MISSING, numeric=True)
    text = value_text(figure.measure, figure.value, unit=unit)
    note = share_text(figure)
    if figure.contradicted:
        printed = value_text(figure.measure, figure.printed, unit=False)
        note = " · ".join(word for word in (note, _("tryckt %(value)s") % {"value": printed}) if word)
    css = "contradiction" if figure.contradicted else ""
    return Cell(text, href=figure_href(subject, figure), numeric=True, css=css, note=note, title=figure.note)
