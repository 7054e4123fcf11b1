"""Charts in Vega-Lite's language. Labels are written in Python, so drawing, table and text use the same words."""

from __future__ import annotations

from collections.abc import Callable

from samsyn.web.charts import bars, points
from samsyn.web.charts.chart import Chart
from samsyn.web.charts.grammar import CONFIG, ROW, WIDTH, Spec


def size_of(chart: Chart) -> tuple[int, int]:
    """Width and height in pixels. For small multiples the height is close, not exact."""
    rows = len(chart.periods) if chart.kind == "timeline" else len(chart.categories)
    if chart.kind == "lines":
        return WIDTH, 280
    if chart.kind == "small_multiples":
        return WIDTH + 20, 40 + -(-len(chart.panels) // 3) * (rows * 30 + 48)
    step = max(ROW, 22 * len(chart.series)) if chart.kind == "grouped_bars" else ROW
    legend = 0 if chart.kind in {"bars", "timeline"} else 36
    axis = 24 if chart.kind == "timeline" else 0
    return WIDTH, max(rows, 1) * step + legend + axis + 12


def specification_of(chart: Chart) -> Spec:
    """The whole specification, ready to draw."""
    width, height = size_of(chart)
    spec: Spec = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "config": CONFIG}
    if chart.kind != "small_multiples":
        spec |= {"width": width, "height": height, "autosize": {"type": "fit", "contains": "padding"}}
    return spec | _DRAWN[chart.kind](chart)


_DRAWN: dict[str, Callable[[Chart], Spec]] = {
    "bars": bars.bars,
    "grouped_bars": bars.grouped_bars,
    "plan_actual": bars.plan_actual,
    "dots": points.dots,
    "lines": points.lines,
    "timeline": points.timeline,
    "small_multiples": bars.small_multiples,
}
