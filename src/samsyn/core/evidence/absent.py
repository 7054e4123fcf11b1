"""Without a comparison there is no effect to show; what can be said is which comparison could have been made.

Source: docs/methods/effekt.md, section *När det inte finns någon jämförelse*.
"""

from __future__ import annotations

from dataclasses import dataclass

from samsyn.core.evidence.grades import Design, grade_of
from samsyn.core.evidence.randomised import SMALLEST_GROUP
from samsyn.core.evidence.scores import SMALLEST_OBSERVED

NO_EFFECT_SHOWN = "ingen effekt påvisad"


@dataclass(frozen=True)
class Comparison:
    """A comparison that could have been made, or can be made next time. grade: the best it can give."""

    name: str
    needs: str
    grade: int


@dataclass(frozen=True)
class NoComparison:
    """The answer where nobody is compared with. It holds no number of effect, so none can be printed."""

    answer: str
    why: str
    possible: tuple[Comparison, ...]
    grade: int
    grade_rule: str

    def sentence(self) -> str:
        """The answer with the nearest comparison, in Swedish."""
        nearest = self.possible[0]
        return f"{self.answer.capitalize()}: {self.why} Närmast till hands: {nearest.name}. {nearest.needs}"


def no_comparison(
    participants: int,
    *,
    queue: bool = False,
    others_followed: bool = False,
    known_before: bool = False,
    periods_before: int = 0,
    starts_in_turn: bool = False,
) -> NoComparison:
    """Say that no effect is shown, and which comparisons lie nearest, the strongest of those within reach first.

    queue: more want to take part than there is room for. others_followed: the outcome is known for people outside.
    known_before: their background is known too. periods_before: times the outcome was measured before the start.
    starts_in_turn: places or groups start at different times.
    """
    reach = {
        "lottad väntelista": queue,
        "skillnad i skillnader": others_followed and periods_before > 0,
        "matchning eller vägning": others_followed and known_before,
        "lottad startordning": starts_in_turn,
    }
    best = {True: 0, False: 1}
    ranked = sorted(_ALL, key=lambda each: (best[reach.get(each.name, False)], each.grade))
    grade, rule = grade_of(Design.NONE)
    few = (
        ""
        if participants >= SMALLEST_OBSERVED
        else f" Gruppen är liten ({participants}): en jämförelse behöver minst {SMALLEST_GROUP} personer i var grupp "
        f"vid lottning och {SMALLEST_OBSERVED} annars, så flera omgångar kan behöva läggas ihop."
    )
    return NoComparison(
        answer=NO_EFFECT_SHOWN,
        why=f"det finns ingen att jämföra med, så det går inte att veta hur det annars hade gått.{few}",
        possible=tuple(ranked),
        grade=grade,
        grade_rule=rule,
    )


_ALL = (
    Comparison(
        "lottad väntelista", "Är fler intresserade än det finns plats för: lotta vem som börjar nu och följ båda.", 1
    ),
    Comparison(
        "lottad startordning", "Börjar platser eller grupper efter hand: lotta ordningen och mät alla hela tiden.", 1
    ),
    Comparison(
        "skillnad i skillnader",
        "Mät samma utfall före och efter också hos några utanför, helst vid flera tillfällen före starten.",
        3,
    ),
    Comparison(
        "matchning eller vägning",
        "Följ personer utanför som liknar deltagarna, och ta med det som var känt före starten, också utfallet.",
        3,
    ),
)
