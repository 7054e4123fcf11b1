"""Step matrices as drawings, and the plain counting that the fast versions are held against."""

from __future__ import annotations

from collections.abc import Sequence

from samsyn.core.followup.ladders import Dimension, State
from samsyn.core.followup.matrix import Pair, StepMatrix

LADDER = Dimension(
    "occupation",
    "Läge",
    (
        State("ingen", "Ingen", "none_or_sick", 1),
        State("väg", "På väg", "under_way", 2),
        State("arbete", "Arbete", "work_or_study", 3),
        State("studier", "Studier", "work_or_study", 3),
        State("annat", "Annat", "other", None),
    ),
    ordered=True,
)
CODES = [state.code for state in LADDER.states]


def pairs(drawing: str) -> list[Pair]:
    """One participant a line, 'before after', with ? where nothing is known. '3 × a b' is three participants."""
    found: list[Pair] = []
    for line in filter(None, map(str.strip, drawing.splitlines())):
        times, _, states = line.rpartition("×")
        one, other = (None if code == "?" else code for code in states.split())
        found += [(one, other)] * int(times or 1)
    return found


def matrix_plainly(rows: Sequence[Pair], dimension: Dimension) -> StepMatrix:
    """Walk through every cell and count every row."""

    def number(one: str | None, other: str | None) -> int:
        return sum(1 for row in rows if row[0] == one and row[1] == other)

    codes = [state.code for state in dimension.states]
    return StepMatrix(
        dimension=dimension,
        counts=tuple(tuple(number(one, other) for other in codes) for one in codes),
        only_from=tuple(number(code, None) for code in codes),
        only_to=tuple(number(None, code) for code in codes),
        missing_both=number(None, None),
    )
