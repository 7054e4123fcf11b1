"""Three degrees of success, by rule: people helped, a method in ordinary use elsewhere, a system changed.

Each answer is yes, no or not known, and not known is never counted as no. Source: docs/methods/framgang.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from samsyn.core.evidence.adoption import Spread
from samsyn.core.evidence.tallies import Word


class Reached(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Helped:
    """People for whom something was better afterwards: n of those who were followed up.

    code: the measure of n. rounded: n was protected before it came, so that a zero may be a few.
    """

    code: str
    n: Decimal | None
    of: Decimal | None
    rounded: bool = False


class Why(StrEnum):
    """The rule that gave the answer. Words for readers are in parameters/knowledge/degrees.yaml."""

    HELPED = "helped"
    NOBODY_HELPED = "nobody_helped"
    MAYBE_A_FEW = "maybe_a_few"
    NOT_FOLLOWED = "not_followed"
    IN_USE = "in_use"
    NOT_VERIFIED = "not_verified"
    ON_THE_WAY = "on_the_way"
    NOBODY_ELSE = "nobody_else"
    NO_LOG = "no_log"
    NO_METHOD = "no_method"
    RARER = "rarer"
    OFTENER = "oftener"
    CHANGED_UNSURE = "changed_unsure"
    NO_CHANGE = "no_change"
    NOT_IN_A_PATTERN = "not_in_a_pattern"
    NOTHING_TOLD = "nothing_told"
    SAID = "said"  # a person's word, where it stands before the rule's


@dataclass(frozen=True)
class Answer:
    """What the rule says, why, and the count that stands behind a yes."""

    reached: Reached
    why: Why
    count: int = 0


def first_degree(found: Iterable[Helped]) -> Answer:
    """Degree 1: somebody was followed up and had it better. There is no limit for how many: n and N are shown.

    >>> first_degree([]).reached.value
    'unknown'
    """
    known = [one for one in found if one.n is not None and one.of]
    if not known:
        return Answer(Reached.UNKNOWN, Why.NOT_FOLLOWED)
    best = max(one.n or Decimal(0) for one in known)
    if best > 0:
        return Answer(Reached.YES, Why.HELPED, int(best))
    if any(one.rounded for one in known):
        return Answer(Reached.UNKNOWN, Why.MAYBE_A_FEW)
    return Answer(Reached.NO, Why.NOBODY_HELPED)


def second_degree(spreads: Iterable[Spread]) -> Answer:
    """Degree 2: in ordinary use, and verified, where it was not tried. spreads: one for each method."""
    every = list(spreads)
    if not every:
        return Answer(Reached.UNKNOWN, Why.NO_METHOD)
    verified = sum(one.verified for one in every)
    if verified:
        return Answer(Reached.YES, Why.IN_USE, verified)
    if any(one.unverified for one in every):
        return Answer(Reached.UNKNOWN, Why.NOT_VERIFIED)
    if not any(one.known for one in every):
        return Answer(Reached.UNKNOWN, Why.NO_LOG)
    if any(one.coming for one in every):
        return Answer(Reached.NO, Why.ON_THE_WAY)
    return Answer(Reached.NO, Why.NOBODY_ELSE)


@dataclass(frozen=True)
class Seen:
    """What came of what was told. told: observations of hindrances; gathered: how many of them are in a pattern.

    changes: for each dated change of such a pattern, what the observations before and after it say.
    """

    told: int = 0
    gathered: int = 0
    changes: tuple[Word, ...] = ()


def third_degree(seen: Seen) -> Answer:
    """Degree 3: something was changed that the observations led to, and what they told of has become rarer."""
    helped = sum(word is Word.RARER for word in seen.changes)
    if helped:
        return Answer(Reached.YES, Why.RARER, helped)
    if seen.changes:
        worse = all(word is Word.OFTENER for word in seen.changes)
        return Answer(Reached.NO, Why.OFTENER) if worse else Answer(Reached.UNKNOWN, Why.CHANGED_UNSURE)
    if seen.gathered:
        return Answer(Reached.NO, Why.NO_CHANGE)
    if seen.told:
        return Answer(Reached.NO, Why.NOT_IN_A_PATTERN)
    return Answer(Reached.UNKNOWN, Why.NOTHING_TOLD)


def together(answers: Iterable[Answer]) -> Answer | None:
    """The answer for several projects: yes where any says yes, no only where every one says no.

    None where there is nothing to ask. The count is that of the strongest single answer; counts of people from
    different projects are not added, since they may be the same people.
    """
    every = list(answers)
    for wanted in (Reached.YES, Reached.UNKNOWN, Reached.NO):
        same = [one for one in every if one.reached is wanted]
        if same:
            return max(same, key=lambda one: one.count)
    return None
