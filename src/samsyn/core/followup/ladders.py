"""Ladders: the states a participant can be in, one dimension beside the other.

A local ladder is what a project records; every state in it answers to a state of the common ladder, so that projects
with different ladders can be read together. The ladders themselves are data (`samsyn/parameters/ladders/*.yaml`).

Source: docs/methods/steg-forflyttning.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations


class BadLadder(ValueError):
    """A ladder lacks something, or says two things at once."""


class UnknownState(ValueError):
    """A row has a state that its dimension does not have."""

    def __init__(self, codes: Iterable[str], dimension: Dimension) -> None:
        names = ", ".join(sorted(codes))
        super().__init__(
            f"{dimension.label} har inget läge med koden {names}. "
            "Rätta raderna, eller lägg till läget i en ny version av stegen."
        )


@dataclass(frozen=True)
class State:
    """One thing that can be true of a participant.

    common: code of the state in the common ladder that this one answers to.
    order: place in an ordered dimension; several states may share a place, None stands outside the order.
    """

    code: str
    label: str
    common: str
    order: int | None
    label_en: str = ""
    definition: str = ""
    definition_en: str = ""


@dataclass(frozen=True)
class Dimension:
    """One side of a participant's situation, such as occupation. Only an ordered dimension knows up from down.

    BadLadder when two states share a code, when an ordered dimension has no two places to move between, or when an
    unordered one gives places.
    """

    code: str
    label: str
    states: tuple[State, ...]
    ordered: bool
    label_en: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if not self.states:
            raise BadLadder(f"{self.label} har inga lägen. Lägg till minst ett.")
        _refuse_twice((state.code for state in self.states), f"{self.label}: läget")
        places = {state.order for state in self.states if state.order is not None}
        if self.ordered and len(places) < 2:
            raise BadLadder(f"{self.label} är ordnad men har färre än två steg. Ge lägena order 1, 2 …")
        if not self.ordered and places:
            raise BadLadder(f"{self.label} är inte ordnad. Ta bort order från lägena, eller gör den ordnad.")

    @cached_property
    def by_code(self) -> Mapping[str, State]:
        return {state.code: state for state in self.states}

    def __contains__(self, code: object) -> bool:
        return code in self.by_code

    def in_common(self, code: str | None) -> str | None:
        """The common state that a local one answers to; missing stays missing. UnknownState for another code."""
        if code is None:
            return None
        if code not in self.by_code:
            raise UnknownState([code], self)
        return self.by_code[code].common


@dataclass(frozen=True)
class Ladder:
    """The dimensions that a project follows, in one version. A changed definition is a new version."""

    code: str
    version: int
    label: str
    dimensions: tuple[Dimension, ...]
    label_en: str = ""
    source: str = ""

    def __post_init__(self) -> None:
        if not self.dimensions:
            raise BadLadder(f"Stegen {self.label} har inga dimensioner. Lägg till minst en.")
        _refuse_twice((dimension.code for dimension in self.dimensions), f"Stegen {self.label}: dimensionen")

    def dimension(self, code: str) -> Dimension:
        """BadLadder when the ladder has no such dimension."""
        for dimension in self.dimensions:
            if dimension.code == code:
                return dimension
        raise BadLadder(f"Stegen {self.label} har ingen dimension {code}. Välj bland {_codes(self.dimensions)}.")


def faults(ladder: Ladder, common: Ladder) -> tuple[str, ...]:
    """Why a local ladder cannot be read through the common one; empty when it can.

    A dimension or state without a counterpart, or a step up that would be a step down in common terms.
    """
    return tuple(found for dimension in ladder.dimensions for found in _faults(dimension, common))


def _faults(dimension: Dimension, common: Ladder) -> Iterator[str]:
    shared = next((other for other in common.dimensions if other.code == dimension.code), None)
    if shared is None:
        yield f"{dimension.label}: den gemensamma stegen har ingen dimension {dimension.code}."
        return
    lost = [state for state in dimension.states if state.common not in shared]
    for state in lost:
        target = state.common or "inget"
        yield f"{dimension.label}: {state.label} pekar på {target}. Välj bland {_codes(shared.states)}."
    if not lost:
        yield from _turned(dimension, shared)


def _turned(dimension: Dimension, shared: Dimension) -> Iterator[str]:
    """Pairs of states of which the lower one here is the higher one there."""
    placed = [
        (state.order, shared.by_code[state.common].order, state.label)
        for state in dimension.states
        if state.order is not None
    ]
    for (here, there, label), (other_here, other_there, other_label) in permutations(placed, 2):
        if here < other_here and there is not None and other_there is not None and there > other_there:
            yield f"{dimension.label}: {label} står under {other_label} här men över i den gemensamma stegen."


def _refuse_twice(codes: Iterable[str], where: str) -> None:
    twice = [code for code, times in Counter(codes).items() if times > 1]
    if twice:
        raise BadLadder(f"{where} {twice[0]} finns två gånger. Ge den ena en annan kod.")


def _codes(things: Iterable[State | Dimension]) -> str:
    return ", ".join(thing.code for thing in things)
