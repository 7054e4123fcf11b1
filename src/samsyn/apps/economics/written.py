"""A number of one's own, as the format of scenarios writes it."""

from __future__ import annotations

from typing import Any

from samsyn.core.valuation.scenario import Value

SHARE = ("1", "1/year")


def number_facts(value: Value, mean: float, low: float | None, high: float | None) -> dict[str, Any]:
    """A number of one's own, in the value's unit, as the scenario's format names it; None takes a field away.

    low, high: what nine in ten lie between, both or neither. Whatever the bank said of the value goes with its number.
    """
    spread = None
    if low is not None and high is not None:
        family = "beta" if value.unit in SHARE and mean < 1 else "gamma"
        spread = {"low": low, "high": high, "family": family}
    own = {"price": None, "times": None, "yearly": None, "index": None, "quality": None}
    year = {"price_year": value.price_year} if value.price_year else {}
    return {"value": mean, "spread": spread, "unit": value.unit, "name": dict(value.name), **own, **year}
