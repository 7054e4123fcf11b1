"""Figures in words and as report entries: the same wording in text, tables, annex and appendix."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from samsyn.apps.reporting.content import Cell, FigureEntry
from samsyn.core.quantities import NBSP
from samsyn.core.tables.figure import Figure
from samsyn.web.formats import MISSING, number, percent

MILLIONS = "MSEK"  # the unit of amounts that a frozen account says: no finer than they deserve


def parts() -> dict[str, str]:
    return {"plan": _("plan"), "revised": _("reviderad plan"), "outcome": _("utfall")}


def origins() -> dict[str, str]:
    return {
        "printed": _("skriven av från en publikation"),
        "imported": _("inläst från en granskad tabell"),
        "entered": _("inskriven av insatsen"),
        "computed": _("beräknad här"),
        "delivered": _("levererad"),
    }


def units() -> dict[str, str]:
    return {
        "person": _("personer"),
        "participation": _("deltaganden"),
        "hour": _("timmar"),
        "SEK": _("kr"),
        MILLIONS: _("Mkr"),
        "SEK/person": _("kr per deltagare"),
        "SEK/hour": _("kr per timme"),
        "hour/person": _("timmar per deltagare"),
        "1": _("andel"),
    }


def unit_of(figure: Figure) -> str:
    """The unit in words: "personer", "kr per timme" or "procent"."""
    if figure.measure.percent:
        return _("procent")
    return units().get(figure.measure.unit, figure.measure.unit)


def name_of(figure: Figure) -> str:
    """The measure's name in the report's language."""
    return figure.measure.name.get(get_language() or "sv") or figure.measure.name["sv"]


def definition_of(figure: Figure) -> str:
    return figure.measure.definition.get(get_language() or "sv") or figure.measure.definition["sv"]


def bare(figure: Figure, value: Decimal | None = None) -> str:
    """The number alone, rounded as the measure is; a share as a percentage without its n/N."""
    value = figure.value if value is None else value
    if figure.measure.percent:
        return percent(value, figure.measure.decimals)
    return number(value, figure.measure.decimals)


def base_of(figure: Figure) -> str:
    """n/N of a share, such as "415/585"; empty for anything else or when a part is unknown."""
    if not figure.measure.percent or figure.numerator is None or figure.denominator is None:
        return ""
    return f"{number(figure.numerator)}/{number(figure.denominator)}"


def in_words(figure: Figure) -> str:
    """The value as running text has it: 5 393, 29 636 487 kr, 71 % (415/585)."""
    if figure.value is None:
        return _("uppgift saknas")
    if figure.measure.percent:
        base = base_of(figure)
        return f"{bare(figure)} ({base})" if base else bare(figure)
    if figure.measure.unit == MILLIONS:
        return f"{bare(figure)}{NBSP}{unit_of(figure)}"
    return f"{bare(figure)}{NBSP}{_('kr')}" if figure.measure.unit.startswith("SEK") else bare(figure)


def with_unit(figure: Figure) -> str:
    """The value and what it counts: 5 393 personer."""
    if figure.value is None or figure.measure.percent:
        return in_words(figure)
    return f"{bare(figure)}{NBSP}{unit_of(figure)}"


def cell_of(figure: Figure | None) -> Cell:
    """A figure as a table cell: the number without its unit, which the heading has; a share with its n/N."""
    if figure is None or figure.value is None:
        return Cell(MISSING, figure_key=figure.key if figure else "")
    share = bool(base_of(figure))
    kind = "share" if share else "percent" if figure.measure.percent else "number"
    return Cell(
        text=in_words(figure) if share else bare(figure),
        kind=kind,
        value=plain(figure.value),
        decimals=figure.measure.decimals,
        numerator=plain(figure.numerator) if share else None,
        denominator=plain(figure.denominator) if share else None,
        figure_key=figure.key,
    )


def entry_of(figure: Figure, href: str = "") -> FigureEntry:
    """Everything the annex and the appendix say about a figure."""
    made = figure.provenance
    return FigureEntry(
        key=figure.key,
        measure=name_of(figure),
        definition=definition_of(figure),
        unit=unit_of(figure),
        population=figure.population,
        subject=figure.subject,
        part=parts().get(figure.part, figure.part),
        text=with_unit(figure),
        value=plain(figure.value),
        decimals=figure.measure.decimals,
        percent=figure.measure.percent,
        version=figure.measure.version,
        sex=figure.sex,
        period=figure.period,
        numerator=plain(figure.numerator),
        denominator=plain(figure.denominator),
        population_size=plain(figure.population_size),
        origin=origins().get(made.origin, made.origin),
        source=made.text,
        page=str(made.page),
        formula=made.formula,
        inputs=tuple(made.inputs),
        printed=plain(figure.printed) if figure.contradicted else None,
        price_year=figure.price_year,
        note=figure.note,
        href=href,
    )


def plain(value: Decimal | int | None) -> str | None:
    """A number as decimal text without exponent or trailing zeros."""
    return None if value is None else f"{Decimal(value).normalize():f}"
