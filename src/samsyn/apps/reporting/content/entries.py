"""A figure as the report keeps it: everything the annex and the appendix say about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FigureEntry:
    """One figure written out. value, numerator, denominator and printed are decimals as text, None when unknown.

    text is the value as the reader meets it; href is its page in Samsyn.
    """

    key: str
    measure: str
    definition: str
    unit: str
    population: str
    subject: str
    part: str
    text: str
    value: str | None = None
    decimals: int = 0
    percent: bool = False
    version: int = 1
    sex: str = ""
    period: str = ""
    numerator: str | None = None
    denominator: str | None = None
    population_size: str | None = None
    origin: str = ""
    source: str = ""
    page: str = ""
    formula: str = ""
    inputs: tuple[str, ...] = ()
    printed: str | None = None
    price_year: int | None = None
    note: str = ""
    href: str = ""
