"""A table before protection: opaque pseudonyms standing in cells. True figures; it never leaves the station."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, product

TOTAL = ""  # stands for "all of them" in the key of a row
Key = tuple[str, ...]  # one category or TOTAL for every dimension but the last
Members = Mapping[str, frozenset[str]]  # the people of a row, by column


@dataclass(frozen=True)
class Dimension:
    """A variable with its categories in the order they are always shown in."""

    code: str
    label: str
    categories: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.categories or TOTAL in self.categories or len(set(self.categories)) < len(self.categories):
            raise ValueError(f"{self.label}: varje kategori behöver ett eget namn, och minst en behövs.")


@dataclass(frozen=True)
class CountTable:
    """People by one or more dimensions. The last dimension makes the columns, those before it the rows.

    members: who stands in each finest cell, by categories in the order of dimensions; cells left out are empty. Nobody
    stands in two cells (ValueError): for answers where a person may choose several, make one table per answer.
    crossings: which margins are published, as sets of dimension codes that include the last; none named means all
    dimensions crossed. What a crossing contains is published with it: totals and coarser margins.
    """

    code: str
    title: str
    population: str
    period: str
    dimensions: tuple[Dimension, ...]
    members: Mapping[Key, frozenset[str]] = field(repr=False)
    crossings: tuple[frozenset[str], ...] = ()

    def __post_init__(self) -> None:
        codes = [dimension.code for dimension in self.dimensions]
        if not codes or len(set(codes)) < len(codes):
            raise ValueError(f"{self.title}: tabellen behöver minst en indelning, och ingen får stå två gånger.")
        if any(codes[-1] not in crossing or not crossing <= set(codes) for crossing in self.crossings):
            raise ValueError(
                f"{self.title}: varje korsning måste innehålla {codes[-1]!r} och bara tabellens indelningar."
            )
        for key in self.members:
            known = [part in dimension.categories for part, dimension in zip(key, self.dimensions, strict=False)]
            if len(key) != len(codes) or not all(known):
                raise ValueError(f"{self.title}: cellen {key} finns inte i tabellens indelningar.")
        if sum(map(len, self.members.values())) > len(self.people):
            raise ValueError(f"{self.title}: en person står i två celler. Gör en tabell per svar när flera kan väljas.")

    @property
    def people(self) -> frozenset[str]:
        return frozenset().union(*self.members.values())

    @property
    def columns(self) -> tuple[str, ...]:
        return self.dimensions[-1].categories

    def rows(self) -> dict[Key, Members]:
        """Every row that is published, in the order of the categories with totals last, empty rows included."""
        gathered: dict[Key, dict[str, set[str]]] = {
            key: {column: set() for column in self.columns} for key in row_keys(self.dimensions, self.crossings)
        }
        patterns = {tuple(part != TOTAL for part in key) for key in gathered}
        for cell, people in self.members.items():
            for pattern in patterns:
                key = tuple(part if kept else TOTAL for part, kept in zip(cell, pattern, strict=False))
                gathered[key][cell[-1]] |= people
        return {key: {column: frozenset(who) for column, who in row.items()} for key, row in gathered.items()}


def all_keys(dimensions: tuple[Dimension, ...]) -> Iterator[Key]:
    """The keys of all rows there can be, in the order they are always shown in."""
    return product(*((*dimension.categories, TOTAL) for dimension in dimensions[:-1]))


def row_keys(dimensions: tuple[Dimension, ...], crossings: tuple[frozenset[str], ...] = ()) -> Iterator[Key]:
    """The keys of the rows that these crossings publish."""
    codes = [dimension.code for dimension in dimensions]
    wanted = {
        frozenset(part)
        for crossing in crossings or (frozenset(codes),)
        for size in range(len(crossing))
        for part in combinations(sorted(crossing - {codes[-1]}), size)
    }
    for key in all_keys(dimensions):
        if rows_crossed(key, dimensions) in wanted:
            yield key


def rows_crossed(key: Key, dimensions: tuple[Dimension, ...]) -> frozenset[str]:
    """The codes of the dimensions that a row is broken down by.

    >>> sex = Dimension("sex", "Kön", ("Kvinnor", "Män"))
    >>> list(rows_crossed(("Kvinnor",), (sex, sex))), list(rows_crossed((TOTAL,), (sex, sex)))
    (['sex'], [])
    """
    return frozenset(dimension.code for part, dimension in zip(key, dimensions, strict=False) if part != TOTAL)
