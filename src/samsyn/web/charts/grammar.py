"""The parts of Vega-Lite's language that every chart uses: colours, type, categories and lengths."""

from __future__ import annotations

import textwrap
from typing import Any

from samsyn.web.charts.chart import Chart

Spec = dict[str, Any]

# Dark teal, amber, slate, middle teal: told apart by lightness, also in grey and with impaired colour vision.
COLORS = ("#005e66", "#c67a1c", "#56636b", "#5a9ca3")
PLAN, PLAN_EDGE, OUTCOME = "#cfe3e5", "#4f8a90", "#005e66"
INK, QUIET, RULE = "#182126", "#48545b", "#c9d2d6"
FONT = "Inter, Liberation Sans, Arial, sans-serif"
WIDTH, ROW, PANEL = 640, 34, 190
CATEGORY_WIDTH = 28  # letters before a category is broken into two lines

CONFIG: Spec = {
    "font": FONT,
    "background": "white",
    "view": {"stroke": None},
    "axis": {"labelFontSize": 13, "labelColor": INK, "titleColor": QUIET, "domain": False, "ticks": False,
             "gridColor": RULE, "labelPadding": 8, "titleFontWeight": 400, "titleFontSize": 12},
    "text": {"fontSize": 13, "color": INK},
    "legend": {"orient": "top", "title": None, "labelFontSize": 13, "labelColor": INK, "symbolType": "square",
               "symbolSize": 140, "offset": 4, "symbolStrokeWidth": 1},
    "header": {"labelFontSize": 13, "labelFontWeight": 600, "labelColor": INK, "title": None,
               "labelAnchor": "start", "labelPadding": 6},
}  # fmt: skip


def rows_of(chart: Chart, *, gaps: bool = False) -> list[Spec]:
    """One record for each value that is there; with gaps also for each that is not, so that a line breaks."""
    return [
        {
            "category": broken(label),
            "order": index,
            "series": one.name,
            "panel": one.panel,
            "value": None if value is None else float(value),
            "label": chart.written(value),
        }
        for one in chart.series
        for index, (label, value) in enumerate(zip(chart.categories, one.values, strict=True))
        if gaps or value is not None
    ]


def broken(label: str) -> str:
    """A long category on two lines."""
    return "\n".join(textwrap.wrap(label, CATEGORY_WIDTH)) or label


def category(chart: Chart, axis: Spec | None = None) -> Spec:
    """Categories in the order given; sorted by name in every layer, or Vega-Lite falls back to the alphabet."""
    labels = [one.label for one in chart.periods] if chart.kind == "timeline" else chart.categories
    basic = {"title": None, "labelExpr": "split(datum.label, '\\n')", "labelLimit": 240, "labelLineHeight": 15}
    order = [broken(label) for label in labels]
    return {"field": "category", "type": "nominal", "sort": order, "axis": basic | (axis or {})}


def length(rows: list[Spec], room: float = 1.2) -> Spec:
    """Bar length without an axis (values stand at the bars), with room for the text after the longest."""
    largest = max((row["value"] for row in rows), default=1) or 1
    smallest = min(0, min((row["value"] for row in rows), default=0))
    text = (room - 1) * (max(largest, 0) - smallest)  # as wide however short the bar that it stands at
    scale = {
        "domainMin": smallest - text if smallest else 0,
        "domainMax": max(largest, 0) + text if largest > 0 else 0,
        "nice": False,
    }
    return {"field": "value", "type": "quantitative", "axis": None, "scale": scale}


def colors_of(names: list[str], colors: tuple[str, ...] = COLORS) -> Spec:
    """A colour for each name."""
    return {"domain": names, "range": [colors[index % len(colors)] for index in range(len(names))]}


def names_of(chart: Chart) -> list[str]:
    """Names of the series, in order, each once."""
    return list(dict.fromkeys(one.name for one in chart.series))
