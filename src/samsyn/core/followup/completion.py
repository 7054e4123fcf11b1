"""Going through to the end, and leaving for something better: told apart, and each printed on every base.

Source: docs/methods/fullfoljande.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samsyn.core.followup.enrolments import PARTICIPATIONS, Enrolment
from samsyn.core.followup.reasons import Reason
from samsyn.core.followup.steps import share_or_none
from samsyn.core.quantities import Share


class UnknownReason(ValueError):
    """An enrolment has a reason for leaving that is not in the list."""

    def __init__(self, codes: Iterable[str]) -> None:
        super().__init__(
            f"Avslutsorsaken {', '.join(sorted(codes))} finns inte i listan. Rätta raderna, eller lägg till orsaken."
        )


@dataclass(frozen=True)
class Completion:
    """Where every enrolment that was no mistake stands.

    ended = completed + positive + neutral + negative + reason_missing, and started = ended + ongoing.
    Who completed is counted there alone, also when the reason given is work.
    by_reason: how many ended for each reason, by code, the most common first. unit: persons or participations.
    """

    ongoing: int
    completed: int
    positive: int
    neutral: int
    negative: int
    reason_missing: int
    mistakes: int
    by_reason: Mapping[str, int]
    unit: str

    @property
    def ended(self) -> int:
        return self.completed + self.positive + self.neutral + self.negative + self.reason_missing

    @property
    def started(self) -> int:
        return self.ended + self.ongoing

    @property
    def left_early(self) -> int:
        """Ended for a known reason other than completion."""
        return self.positive + self.neutral + self.negative

    def of_started(self) -> Share | None:
        """Completed of all who started, also those who are still taking part."""
        return share_or_none(self.completed, self.started, f"alla {self.unit} som har börjat")

    def of_ended(self) -> Share | None:
        """Completed of all who ended."""
        return share_or_none(self.completed, self.ended, f"alla {self.unit} som har avslutats")

    def positive_of_left(self) -> Share | None:
        """Left for work, studies … of those who left before the end for a known reason."""
        return share_or_none(self.positive, self.left_early, f"{self.unit} som avslutats i förtid med känd orsak")

    def completed_or_positive(self) -> Share | None:
        """Completed or left for something better, of all who ended."""
        return share_or_none(self.completed + self.positive, self.ended, f"alla {self.unit} som har avslutats")


def completion(
    enrolments: Iterable[Enrolment], reasons: Mapping[str, Reason], unit: str = PARTICIPATIONS
) -> Completion:
    """Count enrolments by how they ended; give it `one_per_person(…)` and unit "personer" to count persons.

    UnknownReason when a reason is not in the list.
    """
    rows = list(enrolments)
    found = Counter((row.reason or "", row.completed) for row in rows if row.ends)
    by_reason: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for (code, completed), number in found.items():
        kinds[_kind(reasons.get(code), completed)] += number
        by_reason[code] += number
    if strangers := by_reason.keys() - reasons.keys() - {""}:
        raise UnknownReason(strangers)
    known = [(code, number) for code, number in by_reason.items() if code and not reasons[code].mistake]
    return Completion(
        ongoing=len(rows) - found.total(),
        completed=kinds["completed"],
        positive=kinds["positive"],
        neutral=kinds["neutral"],
        negative=kinds["negative"],
        reason_missing=kinds["reason_missing"],
        mistakes=kinds["mistake"],
        by_reason=dict(sorted(known, key=lambda each: (-each[1], each[0]))),
        unit=unit,
    )


def _kind(reason: Reason | None, completed: bool | None) -> str:
    if reason and reason.mistake:
        return "mistake"
    if completed or (completed is None and reason and reason.completed):
        return "completed"
    if reason is None or reason.completed:  # not through to the end, and why is not known
        return "reason_missing"
    return {True: "positive", False: "negative", None: "neutral"}[reason.positive]
