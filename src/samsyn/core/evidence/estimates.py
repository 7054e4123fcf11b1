"""What an estimate of an effect carries with it: the interval, what must hold, what was checked and how strong it is.

Source: docs/methods/effekt.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import floor, log10

from samsyn.core.quantities import NBSP, rounded, swedish

COVER = 0.95
SHARE = "andel"  # the unit of an outcome that is 0 or 1 per person; its effect is a fraction
MOST_DECIMALS = 6


class Verdict(StrEnum):
    """Whether something that was checked gives reason to doubt."""

    OK = "ok"
    WARNING = "warning"


@dataclass(frozen=True)
class Diagnostic:
    """One thing that was checked. value: the number behind the verdict, None where there is none."""

    name: str
    value: float | None
    verdict: Verdict
    words: str


@dataclass(frozen=True)
class Estimate:
    """An effect against a comparison, in `unit`, with all that is needed to doubt it.

    error: standard error. low, high: an interval that covers the true effect in `cover` of repeated studies if the
    assumptions hold. freedom: degrees of freedom behind the interval; infinity where it does not rest on t.
    about: whose effect this is. assumptions: what must hold for the difference to be an effect.
    grade: 1 (drawn by lot) to 6 (a guess); grade_rule: the rule that gave it.
    """

    effect: float
    error: float
    low: float
    high: float
    n_treated: int
    n_compared: int
    method: str
    unit: str
    about: str
    assumptions: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]
    grade: int
    grade_rule: str
    freedom: float = float("inf")
    cover: float = COVER

    def __post_init__(self) -> None:
        if not self.low <= self.effect <= self.high:
            raise ValueError(f"Effekten {self.effect} ligger inte i sitt intervall {self.low} till {self.high}.")
        if self.error < 0 or not 1 <= self.grade <= 6:
            raise ValueError(f"Medelfelet {self.error} eller graden {self.grade} är orimliga.")

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What gives reason to doubt."""
        return tuple(each for each in self.diagnostics if each.verdict is Verdict.WARNING)

    @property
    def detected(self) -> bool:
        """The interval leaves out zero. Not detected is not the same as no effect."""
        return self.low > 0 or self.high < 0

    def sentence(self, english: bool = False) -> str:
        """The result in one sentence, rounded by the width of the interval."""
        effect, low, high = self._written(english)
        if english:
            numbers = f"{effect} ({100 * self.cover:g}% interval {low} to {high})"
            groups = f"{self.n_treated:,} participants against {self.n_compared:,} in the comparison"
            head = "The difference is" if self.detected else "No effect shown:"
            return f"{head} {numbers}, {groups}. Grade of evidence {self.grade}."
        numbers = f"{effect} ({swedish(100 * self.cover)}{NBSP}%-intervall {low} till {high})"
        groups = f"{swedish(self.n_treated)} deltagare mot {swedish(self.n_compared)} i jämförelsen"
        head = "Skillnaden är" if self.detected else "Ingen effekt påvisad:"
        return f"{head} {numbers}, {groups}. Evidensgrad {self.grade}."

    def _written(self, english: bool) -> tuple[str, str, str]:
        points = "percentage points" if english else "procentenheter"
        factor, unit = (
            (100, points) if self.unit == SHARE else (1, "SEK" if english and self.unit == "kr" else self.unit)
        )
        width = factor * (self.high - self.low)
        decimals = min(MOST_DECIMALS, max(0, 1 - floor(log10(width)))) if width > 0 else 2
        effect, low, high = (
            _without_sign_of_zero(factor * each, decimals, english) for each in (self.effect, self.low, self.high)
        )
        return f"{effect} {unit}", low, high


def _without_sign_of_zero(value: float, decimals: int, english: bool) -> str:
    number = rounded(value, decimals) + 0
    return f"{number:,f}".replace("-", "\N{MINUS SIGN}") if english else swedish(number, decimals)


def checked(name: str, value: float | None, doubtful: bool, words: str) -> Diagnostic:
    """A diagnostic, doubtful or not."""
    return Diagnostic(name, value, Verdict.WARNING if doubtful else Verdict.OK, words)
