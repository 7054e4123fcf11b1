"""How strong the evidence is, from 1 to 6: the design gives the step, and a warning takes it one step down.

The six steps follow the ladder used with the cost–benefit model of Greater Manchester (2014); the wording is ours.
Source: docs/methods/effekt.md, section *Evidensgrad*.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from samsyn.core.evidence.estimates import Diagnostic, Verdict

GUESS = 6
RULES = {
    1: "Lottning, och inget i kontrollerna talar emot den.",
    2: "Lottning, men något i kontrollerna ger anledning till tvekan.",
    3: "Jämförelsegrupp utan lottning, och kontrollerna håller.",
    4: "Jämförelsegrupp utan lottning, och något i kontrollerna ger anledning till tvekan.",
    5: "Jämförelse med en grupp som inte gjorts jämförbar.",
    GUESS: "Ingen jämförelse: en bedömning, inte en uppmätt effekt.",
}


class Design(StrEnum):
    """How the comparison came about."""

    LOT = "lot"
    COMPARED = "compared"
    UNADJUSTED = "unadjusted"
    NONE = "none"


_WITHOUT_AND_WITH_WARNING = {
    Design.LOT: (1, 2),
    Design.COMPARED: (3, 4),
    Design.UNADJUSTED: (5, 5),
    Design.NONE: (6, 6),
}


def grade_of(design: Design, diagnostics: Iterable[Diagnostic] = ()) -> tuple[int, str]:
    """The grade and the rule that gave it.

    >>> grade_of(Design.LOT)
    (1, 'Lottning, och inget i kontrollerna talar emot den.')
    """
    doubtful = any(each.verdict is Verdict.WARNING for each in diagnostics)
    grade = _WITHOUT_AND_WITH_WARNING[design][doubtful]
    return grade, RULES[grade]
