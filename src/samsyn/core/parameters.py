"""Definitions decided once and used everywhere: what a measure is and how it is built.

The definitions themselves are data (`samsyn/parameters/measures/*.yaml`); this module only gives them a shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

DIRECTIONS = ("higher", "lower", "none")


class BadDefinition(ValueError):
    """A shipped or entered definition lacks something that a figure needs."""


@dataclass(frozen=True)
class Measure:
    """What is counted or computed, and how.

    numerator and denominator are codes of other measures; both empty for something counted or entered.
    labels are lower-case wordings by which a printed table may name the measure.
    percent: the ratio is shown in per cent. decimals: how many decimals the measure is shown with.
    """

    code: str
    version: int
    name: Mapping[str, str]
    definition: Mapping[str, str]
    unit: str
    direction: str
    source: str
    numerator: str = ""
    denominator: str = ""
    parts: tuple[str, ...] = ()  # codes whose sum is this measure
    percent: bool = False
    decimals: int = 0
    breakdowns: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    checked_by: str = ""
    checked_on: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_ratio(self) -> bool:
        return bool(self.numerator and self.denominator)


def measure_from(raw: Mapping[str, Any]) -> Measure:
    """Shape one entry of a measures file; BadDefinition names what is missing."""
    for key in ("code", "version", "name", "definition", "unit", "direction", "source"):
        if not raw.get(key):
            raise BadDefinition(f"Måttet {raw.get('code', '(utan kod)')} saknar {key}.")
    if raw["direction"] not in DIRECTIONS:
        raise BadDefinition(f"Måttet {raw['code']}: direction är en av {', '.join(DIRECTIONS)}.")
    known = {f for f in Measure.__dataclass_fields__ if f != "extra"}
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in raw.items() if key in known
    }
    return Measure(**values, extra={key: value for key, value in raw.items() if key not in known})
