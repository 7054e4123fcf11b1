"""Charts where length carries the value: bars, groups of bars, and outcome on top of plan."""

from __future__ import annotations

from samsyn.web.charts.chart import Chart, share_of_plan
from samsyn.web.charts.grammar import (
    OUTCOME,
    PANEL,
    PLAN,
    PLAN_EDGE,
    Spec,
    category,
    colors_of,
    length,
    names_of,
    rows_of,
)


def bars(chart: Chart) -> Spec:
    """One series lying down, its values at the ends; what is less than nought lies to the left."""
    rows = rows_of(chart)
    text = {"type": "text", "baseline": "middle", "dx": 6, "align": "left"}
    words = [
        {"mark": text, "transform": [{"filter": "datum.value >= 0"}], "encoding": {"text": {"field": "label"}}},
        {
            "mark": text | {"dx": -6, "align": "right"},
            "transform": [{"filter": "datum.value < 0"}],
            "encoding": {"text": {"field": "label"}},
        },
    ]
    return {
        "data": {"values": rows},
        "encoding": {"y": category(chart), "x": length(rows)},
        "layer": [{"mark": {"type": "bar", "color": OUTCOME, "height": 18}}, *words],
    }


def grouped_bars(chart: Chart) -> Spec:
    """Several series side by side within each category."""
    rows, names = rows_of(chart), names_of(chart)
    offset = {"field": "series", "sort": names}
    text = {"type": "text", "align": "left", "baseline": "middle", "dx": 6, "fontSize": 12}
    color = {"field": "series", "type": "nominal", "scale": colors_of(names)}
    return {
        "data": {"values": rows},
        "encoding": {"y": category(chart), "x": length(rows), "yOffset": offset},
        "layer": [
            {"mark": {"type": "bar"}, "encoding": {"color": color}},
            {"mark": text, "encoding": {"text": {"field": "label"}}},
        ],
    }


def plan_actual(chart: Chart) -> Spec:
    """Outcome on top of plan; after the longer bar: outcome, plan and share."""
    rows = rows_of(chart)
    plan, outcome = chart.series[0], chart.series[1]
    written = {
        ("", index): f"{chart.written(done)} / {chart.written(planned)}  ({share_of_plan(planned, done)})"
        for index, (planned, done) in enumerate(zip(plan.values, outcome.values, strict=True))
    }
    return {
        "data": {"values": _with_text(rows, written)},
        "encoding": {"y": category(chart), "x": length(rows, 1.45)},
        "layer": [*_plan_under_outcome(plan.name, outcome.name, 22, 10), _text(13)],
    }


def _plan_under_outcome(plan: str, outcome: str, wide: int, narrow: int) -> list[Spec]:
    """A pale, outlined bar for the plan with a dark, thinner one for the outcome on top."""
    scale = colors_of([plan, outcome], (PLAN, OUTCOME))

    def bar(name: str, mark: Spec) -> Spec:
        return {
            "transform": [{"filter": {"field": "series", "equal": name}}],
            "mark": {"type": "bar", **mark},
            "encoding": {"color": {"field": "series", "type": "nominal", "scale": scale}},
        }

    return [bar(plan, {"height": wide, "stroke": PLAN_EDGE, "strokeWidth": 1}), bar(outcome, {"height": narrow})]


def _with_text(rows: list[Spec], written: dict[tuple[str, int], str]) -> list[Spec]:
    """Put the text of each pair of bars at the longer one. `written`: text by panel and category."""
    longest: dict[tuple[str, int], Spec] = {}
    for row in rows:
        place = row["panel"], row["order"]
        if place not in longest or row["value"] > longest[place]["value"]:
            longest[place] = row
    ends = {id(row): written[place] for place, row in longest.items() if place in written}
    return [row | {"text": ends.get(id(row), "")} for row in rows]


def _text(size: int) -> Spec:
    mark = {"type": "text", "align": "left", "baseline": "middle", "dx": 5, "fontSize": size}
    return {"mark": mark, "encoding": {"text": {"field": "text"}}}


def small_multiples(chart: Chart) -> Spec:
    """Plan and outcome in one panel for each project, all on the same scale; the outcome is written out."""
    rows, names = rows_of(chart), names_of(chart)
    written = {(row["panel"], row["order"]): row["label"] for row in rows if row["series"] == names[-1]}
    drawing = {
        "width": PANEL,
        "height": {"step": 30},
        "encoding": {"y": category(chart, {"labelFontSize": 11, "labelLimit": 90}), "x": length(rows, 1.35)},
        "layer": [*_plan_under_outcome(names[0], names[-1], 18, 8), _text(11)],
    }
    facet = {"field": "panel", "type": "nominal", "sort": chart.panels, "header": {"title": None}}
    return {"data": {"values": _with_text(rows, written)}, "facet": facet, "columns": 3, "spacing": 16, "spec": drawing}
