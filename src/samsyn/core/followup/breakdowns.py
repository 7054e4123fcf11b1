"""Splitting whatever is counted by sex, age group, sender, years on support or language, so that parts always add up.

Each row falls into one part and one only; where the label is not known it falls into "okänt".
Source: docs/methods/steg-forflyttning.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from samsyn.core.followup.steps import share_or_none
from samsyn.core.quantities import Share

Row = TypeVar("Row")
Value = TypeVar("Value")

UNKNOWN = "okänt"


@dataclass(frozen=True)
class Part(Generic[Value]):
    """One part: how many rows of all (n of N), and what was computed of them."""

    label: str
    n: int
    of: int
    population: str
    value: Value

    @property
    def share(self) -> Share | None:
        """The part's share of all rows; None when there are no rows."""
        return share_or_none(self.n, self.of, self.population)


@dataclass(frozen=True)
class Breakdown(Generic[Value]):
    """The whole and its parts, computed alike. The part "okänt" is last and always there, also when it is empty."""

    whole: Part[Value]
    parts: tuple[Part[Value], ...]

    def part(self, label: str) -> Part[Value]:
        """KeyError when there is no such part."""
        return {part.label: part for part in self.parts}[label]


def broken_down(
    rows: Iterable[Row],
    label: Callable[[Row], str | None],
    compute: Callable[[Sequence[Row]], Value],
    *,
    order: Sequence[str] = (),
    population: str = "deltaganden",
) -> Breakdown[Value]:
    """Compute the same thing of all rows and of each part.

    label: the part a row belongs to; None or "" where it is not known. order: labels that are shown in this order,
    also when empty; others follow in alphabetical order.

    >>> found = broken_down(["k", "m", "k", None], lambda sex: sex, len, order=["k", "m"])
    >>> [(part.label, part.n, part.of) for part in found.parts]
    [('k', 2, 4), ('m', 1, 4), ('okänt', 1, 4)]
    """
    everyone = list(rows)
    groups: dict[str, list[Row]] = {name: [] for name in order if name != UNKNOWN}
    for row in everyone:
        groups.setdefault(label(row) or UNKNOWN, []).append(row)
    unknown = groups.pop(UNKNOWN, [])
    others = sorted(groups.keys() - set(order))
    named = [(name, groups[name]) for name in [*(name for name in order if name in groups), *others]]

    def part(name: str, some: list[Row]) -> Part[Value]:
        return Part(name, len(some), len(everyone), population, compute(some))

    return Breakdown(
        whole=part("totalt", everyone),
        parts=(*(part(name, some) for name, some in named), part(UNKNOWN, unknown)),
    )
