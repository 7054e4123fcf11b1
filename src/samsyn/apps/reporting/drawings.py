"""Charts as drawings: from the report's own copy when it is frozen, otherwise drawn now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from samsyn.apps.reporting.content import ChartBlock, ReportContent
from samsyn.apps.reporting.content.walk import changed
from samsyn.web.charts import Chart, Period, Series
from samsyn.web.charts.drawing import FONTS

SCALE = 2.5  # 1 600 pixels across 160 mm: 250 to the inch


def block_of(chart: Chart, caption: str, table_caption: str = "") -> ChartBlock:
    """A chart as part of a report. table_caption is the caption of the table with the same numbers."""
    return ChartBlock(caption=caption, chart=_out(asdict(chart)), alt=chart.alt, table_caption=table_caption)


def chart_of(block: ChartBlock) -> Chart:
    """The chart again, as samsyn.web.charts draws it."""
    raw = dict(block.chart)
    raw["categories"] = tuple(raw["categories"])
    raw["series"] = tuple(
        Series(one["name"], tuple(_number(value) for value in one["values"]), one["panel"]) for one in raw["series"]
    )
    raw["periods"] = tuple(Period(one["label"], _day(one["start"]), _day(one["end"])) for one in raw["periods"])
    return Chart(**raw)


def svg_of(block: ChartBlock) -> str:
    return block.svg or chart_of(block).svg(embed_font=False)


def png_of(block: ChartBlock) -> bytes:
    return _drawer().svg_to_png(svg_of(block), scale=SCALE)


def with_drawings(content: ReportContent) -> ReportContent:
    """The report with every drawing inside it, as it is frozen."""

    def draw(block):
        return replace(block, svg=svg_of(block)) if isinstance(block, ChartBlock) else block

    return changed(content, draw)


@cache
def _drawer() -> Any:
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def _out(value: Any) -> Any:
    """Chart fields as JSON holds them."""
    if isinstance(value, Mapping):
        return {key: _out(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_out(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal | float) else value


def _number(value: Any) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
