"""The pictures of an answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from samsyn.apps.economics.naming import tongue
from samsyn.core.valuation.cube import PUBLIC, SOCIETY, WELLBEING
from samsyn.valuing import telling
from samsyn.valuing.tongue import MILLION, STILL
from samsyn.web.charts import Chart, Series
from samsyn.web.formats import plainnumber

Result = Mapping[str, Any]
YEARLY = (SOCIETY, PUBLIC, "municipality", "individual")  # as many lines as can be told apart


def by_actor(result: Result) -> Chart:
    """The present value of each party, with its band."""
    said, seen = tongue(), result["perspectives"]
    codes = [code for code in seen if code != WELLBEING]
    ends = [(_("lågt"), "low"), (_("väntat"), "mean"), (_("högt"), "high")]
    return Chart(
        kind="dots",
        title=_("Nuvärde för varje part, med spannet som rymmer nio av tio beräkningar"),
        categories=tuple(said.name(result["names"][code]) for code in codes),
        series=tuple(
            Series(name, tuple(seen[code]["present_value"][end] / MILLION for code in codes)) for name, end in ends
        ),
        unit=_("Mkr"),
        decimals=telling.decimals_of(result),
        category_label=_("Part"),
    )


def years(result: Result) -> Chart:
    """What the main parties gain each year, on average, not discounted."""
    said, seen = tongue(), result["perspectives"]
    first = result["first_year"]
    return Chart(
        kind="lines",
        title=_("Vinst eller kostnad år för år"),
        categories=tuple(plainnumber(first + year) for year in range(result["years"])),
        series=tuple(
            Series(said.name(result["names"][code]), tuple(year["mean"] / MILLION for year in seen[code]["by_year"]))
            for code in YEARLY
            if code in seen
        ),
        unit=_("Mkr, utan ränta"),
        decimals=2,
        category_label=_("År"),
    )


def turns(result: Result, most: int) -> Chart | None:
    """Society's present value as one number at a time goes from low to high; None where nothing is uncertain."""
    swings = [one for one in result["tornado"][:most] if abs(one["at_high"] - one["at_low"]) >= STILL]
    if not swings:
        return None
    return Chart(
        kind="dots",
        title=_("Samhällets nuvärde när ett tal i taget går från lågt till högt"),
        categories=tuple(tongue().name(swing["name"]) for swing in swings),
        series=(
            Series(_("talet lågt"), tuple(swing["at_low"] / MILLION for swing in swings)),
            Series(_("talet högt"), tuple(swing["at_high"] / MILLION for swing in swings)),
        ),
        unit=_("Mkr"),
        decimals=telling.decimals_of(result),
        category_label=_("Tal"),
    )
