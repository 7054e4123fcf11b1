"""How a reference is written out: [[key]] or [[key|format]]."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.apps.reporting.changes import change_between
from samsyn.apps.reporting.wording import bare, in_words, unit_of, with_unit
from samsyn.core.quantities import NBSP
from samsyn.core.tables.figure import Figure
from samsyn.web.formats import number

Figures = Mapping[str, Figure]


class CannotWrite(ValueError):
    """The format does not suit the figure; the message says what to do instead."""


def written(key: str, wanted: str, figures: Figures) -> str:
    """A reference in words. KeyError when there is no such figure, CannotWrite when the format does not suit it."""
    if wanted not in FORMATS:
        raise CannotWrite(
            _("Formatet ”%(format)s” finns inte. Välj ett av %(known)s, eller inget.")
            % {"format": wanted, "known": ", ".join(name for name in FORMATS if name)}
        )
    return FORMATS[wanted][0](figures[key], figures)


def _default(figure: Figure, figures: Figures) -> str:
    return in_words(figure)


def _bare(figure: Figure, figures: Figures) -> str:
    if figure.measure.percent:
        return in_words(figure)  # a percentage is never printed without its n/N
    return bare(figure)


def _with_unit(figure: Figure, figures: Figures) -> str:
    return with_unit(figure)


def _share(figure: Figure, figures: Figures) -> str:
    """The figure itself when it is a share, otherwise the share of which it is the numerator."""
    found = figure if figure.measure.percent else share_with(figure, figures)
    if found is None:
        raise CannotWrite(_("%(key)s är ingen andel och täljare i ingen. Ta bort ”|andel”.") % {"key": figure.key})
    return in_words(found)


def share_with(figure: Figure, figures: Figures) -> Figure | None:
    for other in figures.values():
        same = (other.subject, other.part) == (figure.subject, figure.part)
        if same and other.measure.percent and other.measure.numerator == figure.measure.code:
            return other
    return None


def _thousands(figure: Figure, figures: Figures) -> str:
    return _money(figure, Decimal(1000), 0, _("tkr"))


def _millions(figure: Figure, figures: Figures) -> str:
    return _money(figure, Decimal(1_000_000), 1, _("mkr"))


def _money(figure: Figure, divisor: Decimal, decimals: int, unit: str) -> str:
    if figure.measure.unit != "SEK":
        raise CannotWrite(_("%(key)s är inget belopp i kronor. Ta bort formatet efter strecket.") % {"key": figure.key})
    if figure.value is None:
        return in_words(figure)
    return f"{number(figure.value / divisor, decimals)}{NBSP}{unit}"


def _against_plan(figure: Figure, figures: Figures) -> str:
    plan = plan_of(figure, figures)
    if plan is None:
        raise CannotWrite(_("%(key)s har ingen plan att jämföras med. Ta bort ”|mot-plan”.") % {"key": figure.key})
    return change_between(plan, figure).sentence


def plan_of(figure: Figure, figures: Figures) -> Figure | None:
    """The plan that an outcome is held against."""
    stem, _dot, part = figure.key.rpartition(".")
    return figures.get(f"{stem}.plan") if part == "outcome" else None


def _printed(figure: Figure, figures: Figures) -> str:
    if figure.printed is None:
        raise CannotWrite(
            _("Det finns inget tryckt värde som skiljer sig för %(key)s. Ta bort ”|tryckt”.") % {"key": figure.key}
        )
    return bare(figure, figure.printed)


def _population(figure: Figure, figures: Figures) -> str:
    return figure.population


def _unit(figure: Figure, figures: Figures) -> str:
    return unit_of(figure)


FORMATS: dict[str, tuple[Callable[[Figure, Figures], str], object]] = {
    "": (_default, gettext_lazy("värdet, med kr för belopp och n/N för andelar")),
    "tal": (_bare, gettext_lazy("bara talet, utan kr")),
    "enhet": (_with_unit, gettext_lazy("talet och vad som räknas")),
    "andel": (_share, gettext_lazy("andelen med n/N")),
    "tkr": (_thousands, gettext_lazy("tusental kronor")),
    "mkr": (_millions, gettext_lazy("miljoner kronor")),
    "mot-plan": (_against_plan, gettext_lazy("skillnaden mot planen, med planens värde som bas")),
    "tryckt": (_printed, gettext_lazy("värdet som det är tryckt, när det skiljer sig")),
    "population": (_population, gettext_lazy("vilka som räknas")),
}
