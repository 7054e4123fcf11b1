"""What a chart says. Everything drawn, read aloud or tabulated comes from these fields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from samsyn.web.formats import isodate, number, percent
from samsyn.web.tables import Column, Table

KINDS = ("bars", "grouped_bars", "plan_actual", "dots", "lines", "timeline", "small_multiples")
Value = Decimal | float | int | None


@dataclass(frozen=True)
class Series:
    """One row of values, as many as the chart has categories; None where a value is missing.

    panel: the small drawing it belongs to, in "small_multiples" only.
    """

    name: str
    values: tuple[Value, ...]
    panel: str = ""


@dataclass(frozen=True)
class Period:
    """Something on a time line; without an end it is a moment."""

    label: str
    start: date
    end: date | None = None


@dataclass(frozen=True)
class Chart:
    """A chart. Kinds:

    bars               one series, lying down, value at the end of each bar
    grouped_bars       several series side by side
    plan_actual        two series, plan and outcome: outcome on top of plan, share of plan in words
    dots               two or more series as dots on one line per category, such as before and after
    lines              series over categories in order, such as months
    timeline           periods and moments
    small_multiples    plan and outcome in one panel for each project, the same scale in all

    decimals: of every number shown. as_percent: values are fractions and are shown as per cent.
    source: where the numbers come from, printed under the drawing.
    """

    kind: str
    title: str
    categories: tuple[str, ...] = ()
    series: tuple[Series, ...] = ()
    periods: tuple[Period, ...] = ()
    unit: str = ""
    decimals: int = 0
    as_percent: bool = False
    source: str = ""
    category_label: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"Diagramslaget ”{self.kind}” finns inte. Välj ett av {', '.join(KINDS)}.")
        wrong = [one.name for one in self.series if len(one.values) != len(self.categories)]
        if wrong:
            raise ValueError(
                f"Serien ”{wrong[0]}” i ”{self.title}” har inte ett värde för varje kategori. Fyll ut med None."
            )

    def written(self, value: Value) -> str:
        """A value as the reader sees it everywhere in this chart."""
        return percent(value, self.decimals) if self.as_percent else number(value, self.decimals)

    @cached_property
    def table(self) -> Table:
        """The same numbers as a table."""
        if self.kind == "timeline":
            return self._period_table()
        if self.kind == "small_multiples":
            return self._panel_table()
        names = [one.name for one in self.series]
        columns = [Column(self.category_label or _("Avser")), *(Column(name, numeric=True) for name in names)]
        rows = [[label, *map(self.written, self._across(index))] for index, label in enumerate(self.categories)]
        if self.kind == "plan_actual":
            columns.append(Column(_("Utfall av plan"), numeric=True))
            for index, row in enumerate(rows):
                row.append(share_of_plan(*self._across(index)[:2]))
        return Table(self.title, columns, rows, note=self.unit)

    @property
    def panels(self) -> list[str]:
        """Names of the small drawings, in the order they come."""
        return list(dict.fromkeys(one.panel for one in self.series))

    @property
    def alt(self) -> str:
        """What the drawing shows, for those who do not see it."""
        from samsyn.web.charts.words import text_alternative

        return text_alternative(self)

    @property
    def address(self) -> str:
        """Where the drawing is served; asking for it makes it available to those who are signed in."""
        from samsyn.web.charts.drawing import publish

        return publish(self)

    @property
    def width(self) -> int:
        return self._size[0]

    @property
    def height(self) -> int:
        return self._size[1]

    def svg(self, *, embed_font: bool = True) -> str:
        """The drawing as SVG. Without the embedded typeface it is smaller and relies on the reader's fonts."""
        from samsyn.web.charts.drawing import svg_of

        return svg_of(self.specification, embed_font)

    def png(self, scale: float = 2) -> bytes:
        """The drawing as PNG for Word; `scale` 2 gives 1 280 pixels across."""
        from samsyn.web.charts.drawing import png_of

        return png_of(self.specification, scale)

    @cached_property
    def specification(self) -> dict[str, Any]:
        """The drawing in Vega-Lite's language, with every number already written out."""
        from samsyn.web.charts.specs import specification_of

        return specification_of(self)

    @property
    def _size(self) -> tuple[int, int]:
        from samsyn.web.charts.specs import size_of

        return size_of(self)

    def _across(self, index: int) -> list[Value]:
        return [one.values[index] for one in self.series]

    def _period_table(self) -> Table:
        columns = [Column(self.category_label or _("Vad")), Column(_("Från")), Column(_("Till"))]
        rows = [[one.label, isodate(one.start), isodate(one.end)] for one in self.periods]
        return Table(self.title, columns, rows)

    def _panel_table(self) -> Table:
        names = list(dict.fromkeys(one.name for one in self.series))
        value = {(one.panel, one.name): one.values for one in self.series}
        columns = [Column(_("Insats")), Column(self.category_label or _("Avser"))]
        columns += [Column(name, numeric=True) for name in names]
        nothing = (None,) * len(self.categories)
        rows = [
            [panel, label, *(self.written(value.get((panel, name), nothing)[index]) for name in names)]
            for panel in self.panels
            for index, label in enumerate(self.categories)
        ]
        return Table(self.title, columns, rows, note=self.unit)


def share_of_plan(plan: Value, outcome: Value) -> str:
    """Outcome as per cent of plan; a dash where either is missing or the plan is nothing."""
    if plan is None or outcome is None or not plan:
        return percent(None)
    return percent(Decimal(str(outcome)) / Decimal(str(plan)))
