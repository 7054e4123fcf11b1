"""What every reader knows about how the tables of a release hang together, beyond what the tables say themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from samsyn.core.disclosure.knowledge import Cell, Knowledge, Moment


@dataclass(frozen=True)
class Union:
    """A category that is several others together: "a step up" is every way up between the states of two occasions.

    whole: (code of dimension, category). parts: the cells that make it up; no person stands in two of them.
    """

    whole: tuple[str, str]
    parts: tuple[frozenset[tuple[str, str]], ...]


@dataclass(frozen=True)
class Background:
    """inside: the population that each other population is a part of, as named in the tables.

    Those who are in the greater one and not in the smaller are a group too: a number that can be pinned by subtracting
    one table from another is a leak as if it had been shown. Not so in cells broken down by `plain` dimensions alone:
    that two women have not ended yet says nothing about them. missing: categories of those of whom nothing is known;
    that there are hardly any of them in a cell, perhaps none, is no leak, but that there is exactly one still is.
    at_most: a population that merely never has more in a cell than another (persons and their participations).
    unions: categories that are others together.
    """

    inside: Mapping[str, str] = field(default_factory=dict)
    plain: frozenset[str] = frozenset()
    missing: frozenset[str] = frozenset()
    at_most: Mapping[str, str] = field(default_factory=dict)
    unions: tuple[Union, ...] = ()

    def teach(self, knowledge: Knowledge) -> None:
        """Let an attacker who has read the tables use this too."""
        known = dict(knowledge.numbers)
        for (moment, cell), number in known.items():
            if any(category in self.missing for _code, category in cell):
                knowledge.missing.add(number)
            for greater in _greater(known, moment, cell, self.inside):
                plain = all(code in self.plain for code, _category in cell)
                others = knowledge.unknowns.new() if plain else _others(knowledge, number)
                knowledge.adds_up(greater, (number, others))
            for greater in _greater(known, moment, cell, self.at_most):
                knowledge.adds_up(greater, (number, knowledge.unknowns.new()))
            for union in self.unions:
                if union.whole in cell:
                    parts = [known.get((moment, (cell - {union.whole}) | part)) for part in union.parts]
                    if None not in parts:
                        knowledge.adds_up(number, tuple(part for part in parts if part is not None))


NOTHING = Background()


def _greater(
    known: Mapping[tuple[Moment, Cell], int], moment: Moment, cell: Cell, populations: Mapping[str, str]
) -> Iterator[int]:
    """The same cell of the nearest greater population that has it at that moment."""
    *at, population, period = moment
    name = populations.get(str(population))
    while name is not None:
        found = known.get(((*at, name, period), cell))
        if found is not None:
            yield found
            return
        name = populations.get(name)


def _others(knowledge: Knowledge, number: int) -> int:
    """Those in the greater population only: as well guarded, and shown nowhere but where the smaller one is."""
    others = knowledge.unknowns.new()
    if number in knowledge.smallest:
        knowledge.smallest[others] = knowledge.smallest[number]
        knowledge.places[others] = list(knowledge.places.get(number, ()))
    if number in knowledge.missing:
        knowledge.missing.add(others)
    return others
