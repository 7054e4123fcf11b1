"""Charts: one specification becomes a drawing (SVG, PNG), a text alternative and a table with the same numbers."""

from samsyn.web.charts.chart import Chart, Period, Series

__all__ = ["Chart", "Period", "Series"]
