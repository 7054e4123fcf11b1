"""The paired step matrix: the same participants' states at two occasions, held against each other.

Missing is missing, never a state: who lacks a state on one occasion is counted beside the matrix. No margin is
stored, so none can disagree with its rows.

Source: docs/methods/steg-forflyttning.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from samsyn.core.followup.ladders import Dimension, UnknownState
from samsyn.core.quantities import Share

At = Literal["from", "to"]


@dataclass(frozen=True)
class StepMatrix:
    """How many went from which state to which, in the order of the dimension's states.

    counts[i][j]: participants from state i to state j. only_from[i], only_to[j]: with a state on that occasion alone.
    population names who is counted, before and after the occasions: "före", "3 månader efter avslut".
    """

    dimension: Dimension
    counts: tuple[tuple[int, ...], ...]
    only_from: tuple[int, ...]
    only_to: tuple[int, ...]
    missing_both: int
    population: str = "deltagare"
    before: str = "före"
    after: str = "efter"

    def __post_init__(self) -> None:
        size = len(self.dimension.states)
        shapes = [len(self.counts), *map(len, self.counts), len(self.only_from), len(self.only_to)]
        if set(shapes) != {size}:
            raise ValueError(f"Matrisen ska ha {size} rader och kolumner, en för varje läge.")
        if min(*self.only_from, *self.only_to, *(min(row) for row in self.counts), self.missing_both) < 0:
            raise ValueError("Antal kan inte vara mindre än noll.")

    @property
    def row_totals(self) -> tuple[int, ...]:
        """Paired participants per state before."""
        return tuple(sum(row) for row in self.counts)

    @property
    def column_totals(self) -> tuple[int, ...]:
        """Paired participants per state after."""
        return tuple(sum(column) for column in zip(*self.counts, strict=True))

    @property
    def n(self) -> int:
        """Paired participants: with a state on both occasions."""
        return sum(self.row_totals)

    @property
    def missing_before(self) -> int:
        """With a state after only."""
        return sum(self.only_to)

    @property
    def missing_after(self) -> int:
        """With a state before only."""
        return sum(self.only_from)

    @property
    def of(self) -> int:
        """All participants, with and without states."""
        return self.n + self.missing_before + self.missing_after + self.missing_both

    def paired(self) -> Share | None:
        """How many of all the matrix rests on; None when there is nobody."""
        return share_or_none(self.n, self.of, self.population)

    def known(self, at: At) -> Share | None:
        """How many of all have a state on one occasion."""
        return share_or_none(self.n + sum(self._alone(at)), self.of, self.population)

    def share_in(self, state: str, at: At = "to", *, paired: bool = True) -> Share | None:
        """The share in a state, by default of those with a state on both occasions, so that before and after compare.

        paired=False counts everyone with a state on that occasion. None when nobody has; UnknownState otherwise.
        """
        place = self._place(state)
        totals = self.row_totals if at == "from" else self.column_totals
        if paired:
            return share_or_none(
                totals[place], self.n, f"{self.population} med uppgift både {self.before} och {self.after}"
            )
        alone = self._alone(at)
        occasion = self.before if at == "from" else self.after
        return share_or_none(
            totals[place] + alone[place], self.n + sum(alone), f"{self.population} med uppgift {occasion}"
        )

    def __add__(self, other: StepMatrix) -> StepMatrix:
        """Count two groups of participants as one. ValueError when dimension or occasions differ."""
        if (self.dimension, self.before, self.after) != (other.dimension, other.before, other.after):
            raise ValueError("Matriser för olika dimensioner eller tillfällen kan inte läggas ihop.")
        return StepMatrix(
            dimension=self.dimension,
            counts=tuple(_added(mine, theirs) for mine, theirs in zip(self.counts, other.counts, strict=True)),
            only_from=_added(self.only_from, other.only_from),
            only_to=_added(self.only_to, other.only_to),
            missing_both=self.missing_both + other.missing_both,
            population=self.population,
            before=self.before,
            after=self.after,
        )

    def _alone(self, at: At) -> tuple[int, ...]:
        return self.only_from if at == "from" else self.only_to

    def _place(self, state: str) -> int:
        if state not in self.dimension:
            raise UnknownState([state], self.dimension)
        return [each.code for each in self.dimension.states].index(state)


def share_or_none(n: int, of: int, population: str) -> Share | None:
    """A share of nobody is not known."""
    return Share(n, of, population) if of else None


def _added(mine: tuple[int, ...], theirs: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(one + other for one, other in zip(mine, theirs, strict=True))
