"""Charts where place carries the value: dots, lines over time, and a time line."""

from __future__ import annotations

import math

from samsyn.web.charts.chart import Chart
from samsyn.web.charts.grammar import (
    COLORS,
    INK,
    OUTCOME,
    QUIET,
    RULE,
    Spec,
    broken,
    category,
    colors_of,
    names_of,
    rows_of,
)
from samsyn.web.formats import isodate


def dots(chart: Chart) -> Spec:
    """Two or more values of each category on one line, the outer two written beside their dots."""
    rows, names = rows_of(chart), names_of(chart)
    smallest = min((row["value"] for row in rows), default=0)
    largest = max(0, max((row["value"] for row in rows), default=1))
    width = (largest - min(0, smallest)) or 1
    scale = {"domainMin": min(0, smallest) - 0.1 * width, "domainMax": largest + 0.12 * width, "nice": False}
    position = {"field": "value", "type": "quantitative", "axis": None, "scale": scale}
    colors = (COLORS[3], COLORS[0]) if len(names) == 2 else COLORS
    color = {
        "field": "series",
        "type": "nominal",
        "scale": colors_of(names, colors),
        "legend": {"symbolType": "circle"},
    }
    dot = {"type": "point", "filled": True, "size": 130, "opacity": 1}
    ends = [
        {"mark": {"type": "rule", "color": RULE, "strokeWidth": 3},
         "encoding": {"x": position | {"aggregate": "min"}, "x2": {"field": "value", "aggregate": "max"}}},
        {"mark": dot, "encoding": {"x": position, "color": color}},
    ]  # fmt: skip
    sides = [("left", "right", -10, 0), ("right", "left", 10, 0), ("above", "center", 0, -13)]
    words = [
        {
            "transform": [{"filter": {"field": "side", "equal": side}}],
            "mark": {"type": "text", "align": align, "baseline": "middle", "dx": right, "dy": up, "fontSize": 12},
            "encoding": {"x": position, "text": {"field": "label"}},
        }
        for side, align, right, up in sides
    ]
    nought = [{"data": {"values": [{"value": 0}]}, "mark": {"type": "rule", "color": QUIET, "strokeDash": [2, 3]},
               "encoding": {"x": position, "y": None}}] if smallest < 0 else []  # fmt: skip
    return {"data": {"values": _beside(rows)}, "encoding": {"y": category(chart)}, "layer": nought + ends + words}


def _beside(rows: list[Spec]) -> list[Spec]:
    """Say on which side of its dot each number stands, so that the outer two never meet."""
    by_order: dict[int, list[Spec]] = {}
    for row in rows:
        by_order.setdefault(row["order"], []).append(row)
    placed = []
    for line in by_order.values():
        line = sorted(line, key=lambda row: row["value"])
        sides = ["left"] + ["above"] * (len(line) - 2) + ["right"] * (len(line) > 1)
        placed += [row | {"side": side} for row, side in zip(line, sides, strict=True)]
    return placed


MARKS = 4
EVEN = 1e-9  # what division leaves of a whole number
LABEL_SHARE = 0.075  # of the height of a drawing, that a name at the end of a line needs for itself


def lines(chart: Chart) -> Spec:
    """Values in order; a line breaks where a value is missing, and its name stands at its end."""
    drawn, names = rows_of(chart, gaps=True), names_of(chart)
    rows = [row for row in drawn if row["value"] is not None]
    last = {name: max((row["order"] for row in rows if row["series"] == name), default=0) for name in names}
    ends = [row | {"label": f"{row['series']} {row['label']}"} for row in rows if row["order"] == last[row["series"]]]
    color = {"field": "series", "type": "nominal", "scale": colors_of(names), "legend": None}
    marks = _marks(chart, [row["value"] for row in rows])
    ends = _apart(ends, marks[-1] - marks[0])
    amount = {"field": "value", "type": "quantitative", "title": None,
              "axis": {"values": marks, "labelExpr": _tick(chart)},
              "scale": {"domainMin": marks[0], "domainMax": max([marks[-1], *(row["place"] for row in ends)]),
                        "nice": False}}  # fmt: skip
    text = {"type": "text", "align": "left", "baseline": "middle", "dx": 8, "fontWeight": 600, "color": INK}
    return {
        "padding": {"left": 5, "top": 5, "bottom": 5, "right": 8 * max((len(one["label"]) for one in ends), default=0)},
        "encoding": {"x": category(chart, {"labelAngle": 0, "labelOverlap": True, "labelSeparation": 6}), "y": amount},
        "layer": [
            {
                "data": {"values": drawn},
                "mark": {"type": "line", "strokeWidth": 2.5, "point": {"size": 36}},
                "encoding": {"color": color},
            },
            {"data": {"values": ends}, "mark": text,
             "encoding": {"y": amount | {"field": "place"}, "text": {"field": "label"}}},
        ],
    }  # fmt: skip


def _apart(ends: list[Spec], height: float) -> list[Spec]:
    """Each name at the height of its line, or so far beside it that two lines that end close can both be read."""
    needed = height * LABEL_SHARE
    placed: list[Spec] = []
    for row in sorted(ends, key=lambda row: (row["order"], row["value"])):
        before = placed[-1] if placed and placed[-1]["order"] == row["order"] else None
        placed.append(row | {"place": max(row["value"], before["place"] + needed) if before else row["value"]})
    return placed


def _marks(chart: Chart, values: list[float]) -> list[float]:
    """What the axis is marked at, nought among them: about four, even, and no finer than the values are shown.

    There are no half methods.
    """
    low, high = min([0.0, *values]), max([0.0, *values])
    finest = -(chart.decimals + 2 * chart.as_percent)
    place = max(finest, math.floor(math.log10((high - low) / MARKS))) if high > low else finest
    steps = (many * 10.0**place for many in (1, 2, 5, 10))
    step = next((step for step in steps if (high - low) / step <= MARKS + 1), 10.0 ** (place + 1))
    first, last = math.floor(low / step + EVEN), math.ceil(high / step - EVEN)
    return [round(at * step, max(0, -place)) for at in range(min(first, 0), max(last, 1) + 1)]


def _tick(chart: Chart) -> str:
    """Axis numbers, written by the drawing program with our separators."""
    return f"format(datum.value, ',.{chart.decimals}%')" if chart.as_percent else "format(datum.value, ',')"


def timeline(chart: Chart) -> Spec:
    """Periods as bars, moments as diamonds, days above them."""
    time = {"type": "temporal", "title": None, "axis": {"format": "%Y", "tickCount": "year", "orient": "bottom"}}
    start, end = {"field": "start", **time}, {"field": "end", **time}
    diamond = {"type": "point", "shape": "diamond", "filled": True, "size": 120, "color": COLORS[1], "opacity": 1}

    def words(late: bool) -> Spec:
        """Days above the bar, growing inwards from the nearer edge."""
        mark = {"type": "text", "align": "right" if late else "left", "dy": -13, "fontSize": 11, "color": QUIET}
        there = {"x": end if late else start, "text": {"field": "label"}}
        return {"transform": [{"filter": {"field": "late", "equal": late}}], "mark": mark, "encoding": there}

    bars = {"type": "bar", "height": 12, "color": OUTCOME}
    return {
        "data": {"values": _period_rows(chart)},
        "encoding": {"y": category(chart)},
        "layer": [
            {
                "transform": [{"filter": "!datum.moment"}],
                "mark": bars,
                "encoding": {"x": start, "x2": {"field": "end"}},
            },
            {"transform": [{"filter": "datum.moment"}], "mark": diamond, "encoding": {"x": end}},
            words(False),
            words(True),
        ],
    }


def _period_rows(chart: Chart) -> list[Spec]:
    """One record for each period, and whether it lies in the later half of the drawing."""
    ends = [one.end or one.start for one in chart.periods]
    first = min((one.start for one in chart.periods), default=None)
    middle = first + (max(ends) - first) / 2 if first else None
    return [
        {
            "category": broken(one.label),
            "start": one.start.isoformat(),
            "end": end.isoformat(),
            "moment": one.end is None,
            "late": one.start + (end - one.start) / 2 > middle,
            "label": isodate(one.start) + (f" – {isodate(one.end)}" if one.end else ""),
        }
        for one, end in zip(chart.periods, ends, strict=True)
    ]
