"""Delivered tables on a page: grouped, drawn, and with where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samsyn.apps.evaluation import delivered as words
from samsyn.apps.evaluation.models import DeliveredRelease
from samsyn.apps.evaluation.presenters.delivered_grids import Grid, Line, Told, grid_of, split, whys_of
from samsyn.apps.evaluation.queries.deliveries import Delivered
from samsyn.core.disclosure.rules import rules_of
from samsyn.core.disclosure.shown import ProtectedTable
from samsyn.web.charts import Chart, Series
from samsyn.web.formats import isodate, percent
from samsyn.web.tables import Cell, Column, Row, Table

# How a delivery is read: a heading, and the beginnings of the codes of its tables.
CHAPTERS = (
    ("who", gettext_lazy("Vilka som deltar"), ("persons.", "participations.")),
    ("steps", gettext_lazy("Steg"), ("moves.", "steps.")),
    ("states", gettext_lazy("Läget före och efter"), ("state.",)),
    ("endings", gettext_lazy("Hur det slutade"), ("ending.",)),
    ("referrals", gettext_lazy("Anvisningar"), ("referrals.",)),
)
MATRICES = ("steps.", "referrals.")


@dataclass(frozen=True)
class Part:
    """One table with its drawing."""

    grid: Grid
    chart: Chart | None

    @property
    def table(self) -> Table:
        return web_table(self.grid)


@dataclass(frozen=True)
class Chapter:
    """Tables that are read together. hidden: title and reason of those that tell nothing."""

    code: str
    title: str
    parts: tuple[Part, ...]
    charts: tuple[Chart, ...] = ()
    hidden: tuple[tuple[str, str], ...] = field(default=())


def chapters(delivered: Delivered) -> list[Chapter]:
    """A delivery in chapters; a chapter without any table is left out."""
    found = []
    for code, title, beginnings in CHAPTERS:
        tables = [table for table in delivered.tables if table.code.startswith(beginnings)]
        if tables:
            grids = [grid_of(table) for table in tables]
            told, silent = split(grids)
            by_code = {table.code: table for table in tables}
            parts = tuple(Part(grid, chart_of(grid, by_code[grid.code])) for grid in told)
            charts = tuple(states_charts(tables)) if code == "states" else ()
            found.append(Chapter(code, str(title), parts, charts, tuple(whys_of(silent))))
    return found


def section(delivered: Delivered | None, releases: Iterable[DeliveredRelease] = ()) -> dict[str, Any] | None:
    """Context for the delivered tables on a page; None when nothing has been delivered."""
    if delivered is None:
        return None
    return {
        "release": delivered.release,
        "source": source_text(delivered.release),
        "protection": protection_text(delivered.release),
        "chapters": chapters(delivered),
        "others": [one for one in releases if one.pk != delivered.release.pk],
    }


def source_text(release: DeliveredRelease) -> str:
    """Who delivered, which number, and up to when."""
    text = _("Levererad av %(who)s, leverans %(number)s, till och med %(day)s.") % {
        "who": release.organisation, "number": release.number, "day": isodate(release.up_to),
    }  # fmt: skip
    return f"{text} {_('Rättelse: alla rader är nya.')}" if release.correction else text


def protection_text(release: DeliveredRelease) -> str:
    """What has been done to the figures, in a few sentences."""
    rules = rules_of(release.rules_version)
    return _(
        "Tal under %(least)s är en klass, övriga är avrundade till närmaste %(base)s, var för sig. Därför blir delarna "
        "inte alltid summan. En rad görs om först när %(freeze)s personer har ändrats. Andelar räknas ur de "
        "avrundade talen. Personer med skyddade personuppgifter räknas inte med."
    ) % {"least": rules.smallest, "base": rules.base, "freeze": rules.freeze}


def web_table(grid: Grid) -> Table:
    """The grid as a table of a page."""
    columns = [Column(grid.rows_are), *(Column(heading, numeric=True) for heading in grid.headings)]
    rows = [Row([Cell(line.label, note=line.note), *map(_cell, line.cells)]) for line in grid.lines]
    total = [Cell(grid.total.label, note=grid.total.note), *map(_cell, grid.total.cells)]
    return Table(grid.title, columns, rows, total, note=note_of(grid))


def note_of(grid: Grid) -> str:
    """Whom the table is about, until when, and what must be known to read it."""
    about = _("Gäller %(population)s, %(period)s.") % {"population": grid.population, "period": grid.period}
    return " ".join([about, *grid.notes])


def _cell(told: Told) -> Cell:
    words_beside = " · ".join(word for word in (percent(told.share) if told.share else "", told.note) if word)
    return Cell(told.text, numeric=True, note=words_beside, title=told.why)


def chart_of(grid: Grid, table: ProtectedTable) -> Chart | None:
    """Bars of what is told about everybody, categories in their own order. A matrix is not drawn."""
    if table.code.startswith((*MATRICES, "state.")):
        return None
    everybody = [line.cells[-1] for line in grid.lines]
    if all(cell.nothing for cell in everybody):
        return None
    return Chart(
        "bars",
        grid.title,
        tuple(line.label for line in grid.lines),
        (Series(_("Personer"), tuple(cell.value for cell in everybody)),),
        unit=_unit(table),
        source=drawn_without(grid.lines),
        category_label=grid.rows_are,
    )


def drawn_without(lines: Iterable[Line]) -> str:
    """Which categories have no bar, and why."""
    silent = [line.label for line in lines if line.cells[-1].nothing]
    return _("Inte ritade, för få: %(names)s.") % {"names": ", ".join(silent)} if silent else ""


def _unit(table: ProtectedTable) -> str:
    base = {"base": table.rules.base}
    if table.code == words.PARTICIPATIONS_BY_SEX:
        return _("deltaganden, avrundat till %(base)s") % base
    return _("personer, avrundat till %(base)s") % base


def states_charts(tables: Iterable[ProtectedTable]) -> Iterable[Chart]:
    """One drawing for each dimension: how many of those due are in each state, occasion by occasion."""
    by_side: dict[str, dict[str, ProtectedTable]] = {}
    for table in tables:
        _state, occasion, side = table.code.split(".", 2)
        by_side.setdefault(side, {})[occasion] = table
    for of_occasion in by_side.values():
        chart = _states_chart(of_occasion)
        if chart is not None:
            yield chart


def _states_chart(tables: Mapping[str, ProtectedTable]) -> Chart | None:
    shares = {
        occasion: [table.share(table.top, column) for column in table.columns] for occasion, table in tables.items()
    }
    told = {occasion: found for occasion, found in shares.items() if any(found)}
    if not told:
        return None
    first = next(iter(tables.values()))
    side = first.title.removesuffix(f" {words.OCCASIONS[next(iter(tables))]}")
    return Chart(
        "grouped_bars",
        _("%(what)s, tillfälle för tillfälle") % {"what": _(side)},
        tuple(_(column) for column in first.columns),
        tuple(
            Series(_(words.OCCASIONS[occasion]).capitalize(), tuple(one.value if one else None for one in found))
            for occasion, found in told.items()
        ),
        unit=_("andel av dem vars tillfälle har kommit, också dem som inte svarat"),
        as_percent=True,
        category_label=_("Läge"),
    )
