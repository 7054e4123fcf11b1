"""The figure: the one thing that flows. Web, charts, Word, Excel and annexes render figures; none of them computes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from samsyn.core.parameters import Measure
from samsyn.core.quantities import rounded

Origin = Literal["printed", "imported", "entered", "computed", "delivered"]


class CannotCompute(ValueError):
    """A figure was asked for whose parts are missing or do not belong together."""


@dataclass(frozen=True)
class Provenance:
    """Where a value comes from. inputs are the keys of the figures it was computed from, formula how, in words."""

    origin: Origin
    text: str = ""  # publication, file or person, as shown
    page: str = ""
    url: str = ""  # the page inside Samsyn that shows the source
    formula: str = ""
    inputs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """One value with its definition, population, part and provenance.

    key names it for references in text, such as "BOSS.participants.outcome" or "cluster-1.women.plan".
    value is in the measure's unit (a share is a fraction, 0.71); None when it is not known.
    numerator and denominator are set for ratios; population says in words who or what is counted, population_size N.
    printed is a value printed for the same thing elsewhere, when it differs. protection says in words how counts of
    people were protected before they came here ("avrundad till 5"); empty where nothing was protected.
    """

    key: str
    measure: Measure
    subject: str
    part: str
    value: Decimal | None
    population: str
    provenance: Provenance
    sex: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    population_size: Decimal | None = None
    period: str = ""
    price_year: int | None = None
    printed: Decimal | None = None
    note: str = ""
    protection: str = ""

    @property
    def shown(self) -> Decimal | None:
        """The value as a reader meets it: in per cent where the measure is, rounded as the measure is."""
        if self.value is None:
            return None
        return rounded(self.value * 100 if self.measure.percent else self.value, self.measure.decimals)

    @property
    def contradicted(self) -> bool:
        """Whether what is printed elsewhere differs from the value, as a reader would see it."""
        if self.printed is None or self.value is None:
            return False
        scale = 100 if self.measure.percent else 1
        return rounded(self.printed * scale, self.measure.decimals) != self.shown


def total(
    parts: Iterable[Figure],
    *,
    key: str,
    subject: str,
    population: str,
    measure: Measure | None = None,
    formula: str = "",
) -> Figure:
    """Add figures of one part (plan, outcome …) and one unit; unknown when any of them is unknown.

    CannotCompute when there is nothing to add, or when parts or units differ.
    """
    figures = tuple(parts)
    if not figures:
        raise CannotCompute(f"{subject}: inga siffror att summera.")
    first = figures[0]
    if any((f.part, f.measure.unit) != (first.part, first.measure.unit) for f in figures):
        raise CannotCompute(f"{subject}: siffrorna gäller olika delar eller enheter och kan inte summeras.")
    known = [f.value for f in figures if f.value is not None]
    value = sum(known, Decimal(0)) if len(known) == len(figures) else None
    return Figure(
        key=key,
        measure=measure or first.measure,
        subject=subject,
        part=first.part,
        sex=first.sex if len({f.sex for f in figures}) == 1 else "",
        value=value,
        population=population,
        provenance=Provenance("computed", formula=formula, inputs=tuple(f.key for f in figures)),
        price_year=first.price_year,
        protection=next((f.protection for f in figures if f.protection), ""),
    )


def ratio(measure: Measure, numerator: Figure, denominator: Figure, *, key: str, formula: str = "") -> Figure:
    """Divide two figures of the same subject and part; unknown when either is unknown or the denominator is zero."""
    if (numerator.subject, numerator.part) != (denominator.subject, denominator.part):
        raise CannotCompute(f"{numerator.key} och {denominator.key} gäller inte samma sak.")
    above, below = numerator.value, denominator.value
    return Figure(
        key=key,
        measure=measure,
        subject=numerator.subject,
        part=numerator.part,
        sex=numerator.sex if numerator.sex == denominator.sex else "",
        value=above / below if above is not None and below else None,
        numerator=above,
        denominator=below,
        population=denominator.population,
        population_size=below,
        provenance=Provenance("computed", formula=formula, inputs=(numerator.key, denominator.key)),
        price_year=numerator.price_year,
        protection=numerator.protection or denominator.protection,
    )


def by_key(figures: Iterable[Figure]) -> Mapping[str, Figure]:
    """Index figures by key; CannotCompute when two claim the same key."""
    found: dict[str, Figure] = {}
    for figure in figures:
        if figure.key in found:
            raise CannotCompute(f"Två siffror har nyckeln {figure.key}.")
        found[figure.key] = figure
    return found
