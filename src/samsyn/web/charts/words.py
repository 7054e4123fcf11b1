"""The text alternative of a chart: what it is, and what it says, in the words a reader would use."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samsyn.web.charts.chart import Chart, Series, share_of_plan
from samsyn.web.formats import isodate

FEW = 8


def text_alternative(chart: Chart) -> str:
    """Every value while they are few; otherwise the ends, with the table as the place for the rest."""
    if chart.kind == "timeline":
        return _sentence(chart, "; ".join(_period(one) for one in chart.periods))
    if chart.kind in {"plan_actual", "small_multiples"} and len(chart.series) >= 2:
        return _sentence(chart, "; ".join(_plan_and_outcome(chart)))
    return _sentence(chart, "; ".join(_series(chart, one) for one in chart.series))


def _sentence(chart: Chart, content: str) -> str:
    unit = f" ({chart.unit})" if chart.unit else ""
    return f"{_('Diagram')}: {chart.title}{unit}. {content}."


def _period(period) -> str:
    moment = isodate(period.start)
    return f"{period.label} {moment}" + (f"–{isodate(period.end)}" if period.end else "")


def _series(chart: Chart, series: Series) -> str:
    pairs = [(label, value) for label, value in zip(chart.categories, series.values, strict=True) if value is not None]
    name = f"{series.name}: " if len(chart.series) > 1 else ""
    if not pairs:
        return f"{name}{_('inga värden')}"
    if len(pairs) <= FEW:
        return name + ", ".join(f"{label} {chart.written(value)}" for label, value in pairs)
    low, high = min(pairs, key=lambda pair: pair[1]), max(pairs, key=lambda pair: pair[1])
    return name + _("%(count)s värden, lägst %(low)s (%(low_at)s), högst %(high)s (%(high_at)s)") % {
        "count": len(pairs),
        "low": chart.written(low[1]),
        "low_at": low[0],
        "high": chart.written(high[1]),
        "high_at": high[0],
    }


def _plan_and_outcome(chart: Chart) -> list[str]:
    told = []
    for plan, outcome in zip(chart.series[::2], chart.series[1::2], strict=False):
        for index, label in enumerate(chart.categories):
            first, second = plan.values[index], outcome.values[index]
            place = f"{plan.panel} {label}".strip()
            told.append(
                f"{place} {chart.written(second)} {_('av')} {chart.written(first)} ({share_of_plan(first, second)})"
            )
    if len(told) <= 2 * FEW:
        return told
    return [_("%(count)s jämförelser av plan och utfall; se tabellen") % {"count": len(told)}]
