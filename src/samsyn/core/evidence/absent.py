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
    name_en: str = ""
    needs_en: str = ""


@dataclass(frozen=True)
class NoComparison:
    """The answer where nobody is compared with. It holds no number of effect, so none can be printed."""

    answer: str
    why: str
    possible: tuple[Comparison, ...]
    grade: int
    grade_rule: str
    why_en: str = ""

    def sentence(self, english: bool = False) -> str:
        """The answer with the nearest comparison."""
        nearest = self.possible[0]
        if english:
            return f"No effect shown: {self.why_en} Nearest at hand: {nearest.name_en}. {nearest.needs_en}"
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
    few_en = (
        ""
        if participants >= SMALLEST_OBSERVED
        else f" The group is small ({participants}): a comparison needs at least {SMALLEST_GROUP} people in each group "
        f"with a lottery and {SMALLEST_OBSERVED} otherwise, so several rounds may have to be put together."
    )
    return NoComparison(
        answer=NO_EFFECT_SHOWN,
        why=f"det finns ingen att jämföra med, så det går inte att veta hur det annars hade gått.{few}",
        possible=tuple(ranked),
        grade=grade,
        grade_rule=rule,
        why_en=f"there is nobody to compare with, so it cannot be known how it would have gone otherwise.{few_en}",
    )


_ALL = (
    Comparison(
        "lottad väntelista",
        "Är fler intresserade än det finns plats för: lotta vem som börjar nu och följ båda.",
        1,
        "waiting list by lot",
        "Where more are interested than there is room for: draw lots for who begins now and follow both.",
    ),
    Comparison(
        "lottad startordning",
        "Börjar platser eller grupper efter hand: lotta ordningen och mät alla hela tiden.",
        1,
        "order of start by lot",
        "Where places or groups begin in turn: draw lots for the order and measure all of them all the time.",
    ),
    Comparison(
        "skillnad i skillnader",
        "Mät samma utfall före och efter också hos några utanför, helst vid flera tillfällen före starten.",
        3,
        "difference in differences",
        "Measure the same outcome before and after for some outside too, preferably several times before the start.",
    ),
    Comparison(
        "matchning eller vägning",
        "Följ personer utanför som liknar deltagarna, och ta med det som var känt före starten, också utfallet.",
        3,
        "matching or weighting",
        "Follow people outside who are like the participants, with what was known before the start, the outcome too.",
    ),
)
