"""The lists that the check reads by: names, ordinary words, places, what looks like names, and the rules of traits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from samsyn.core.anonymity.patterns import Patterns

GENITIVE = re.compile(r"(?:['’:]?s|['’])$")
SHORTEST_FORM, SHORTEST_COMPOUND = 6, 8
SHORTEST_PART = 3  # signs of a word inside a compound
ENDINGS = (
    "en",
    "et",
    "n",
    "t",
    "ar",
    "er",
    "or",
    "na",
    "arna",
    "erna",
    "orna",
    "ens",
    "ets",
    "ande",
    "are",
    "ade",
    "d",
    "ning",
    "ningen",
)


@dataclass(frozen=True)
class Place:
    """A place as written. kind: municipality, locality, county, country or abroad.

    size: large, medium, small or village; empty for counties, countries and cities abroad.
    """

    name: str
    size: str
    kind: str


@dataclass(frozen=True)
class Trait:
    """One row of the rule table: how much a trait narrows, and why."""

    code: str
    kind: str
    points: int
    sv: str
    reason: str


@dataclass(frozen=True)
class Context:
    """Words around a name; every set is lower case."""

    also_words: frozenset[str]
    doubtful: frozenset[str]
    person_verbs: frozenset[str]
    titles: frozenset[str]
    role_nouns: frozenset[str]
    name_verbs: frozenset[str]
    kin_nouns: frozenset[str]
    place_prepositions: frozenset[str]
    only_places: frozenset[str]
    given_after: frozenset[str]
    apposition: frozenset[str]
    thing_nouns: frozenset[str]
    institutions: frozenset[str]
    memorials: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """All lists, ready to look up in; words are lower case.

    sure_given: first names that are names also without a capital. parts: words that a compound may be made of.
    """

    given: frozenset[str]
    sure_given: frozenset[str]
    surnames: frozenset[str]
    ordinary: frozenset[str]
    parts: frozenset[str]
    function_words: frozenset[str]
    places: Mapping[str, Place]
    others: frozenset[str]
    phrases: tuple[str, ...]
    abbreviations: frozenset[str]
    context: Context
    traits: Mapping[str, Trait]
    trait_words: Mapping[str, re.Pattern[str]]
    common_origins: frozenset[str]
    patterns: Patterns
    coarser: Mapping[str, str]
    numbers: Mapping[str, tuple[str, ...]]
    stop_from: int
    warn_from: int
    kinds_to_stop: int

    @cached_property
    def phrase_pattern(self) -> re.Pattern[str]:
        """Names of several words that are no persons; places of several words among them."""
        several = [*self.phrases, *(name for name in self.places if " " in name)]
        return re.compile(
            r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(several, key=len, reverse=True))) + r")s?(?!\w)"
        )

    def is_given(self, word: str) -> bool:
        return any(base in self.given for base in bases(word))

    def is_surname(self, word: str) -> bool:
        return any(base in self.surnames for base in bases(word))

    def place(self, word: str) -> Place | None:
        """The place that a word names, in genitive as well."""
        return self.places.get(word) or self.places.get(GENITIVE.sub("", word))

    def is_other(self, word: str) -> bool:
        """A word with a capital that the lists know as something else than a person."""
        if any(base in self.others for base in bases(word)) or word in self.abbreviations:
            return True
        return len(word) > 2 and word.upper() in self.abbreviations and not self.is_given(word)

    def is_ordinary(self, word: str, shortest: int = SHORTEST_FORM) -> bool:
        """A Swedish word in any form, or a compound of two or three.

        shortest: signs of a word that is taken for a form of another without being listed itself, and never fewer
        than SHORTEST_COMPOUND for a compound; short names from elsewhere happen to be made of Swedish parts.
        """
        lower = word.lower().replace("-", "")
        if any(base in self.ordinary for base in bases(lower)):
            return True
        if len(lower) >= shortest and self._listed(lower):
            return True
        return len(lower) >= max(shortest, SHORTEST_COMPOUND) and self._compound(lower, 2)

    def _listed(self, lower: str) -> bool:
        """The word or what it is without an ending; the list holds the common forms only."""
        near = [*bases(lower)]
        near += [lower[1:]] if lower.startswith("o") else []  # "ojusterat"
        near += [lower[:-1] + "n"] if lower.endswith("t") else []  # "överstruket"
        return any(word in self.ordinary for word in near) or any(
            len(stem) > SHORTEST_PART and stem in self.ordinary for stem in _uninflected(lower)
        )

    def _compound(self, word: str, joints: int) -> bool:
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            head, tail = word[:cut], word[cut:]
            if not any(stem in self.parts for stem in _stems(head)):
                continue
            if any(base in self.parts for base in bases(tail)) or any(
                stem in self.parts for stem in _uninflected(tail)
            ):
                return True
            if joints > 1 and self._compound(tail, joints - 1):
                return True
        return False


def bases(word: str) -> tuple[str, ...]:
    """The word and the word without the s of the genitive, in lower case.

    >>> bases("Fatimas"), bases("Alis")
    (('fatimas', 'fatima'), ('alis', 'ali'))
    """
    lower = word.lower()
    cut = GENITIVE.sub("", lower)
    return (lower,) if cut == lower or len(cut) < 2 else (lower, cut)


def _uninflected(word: str) -> Iterable[str]:
    """What the word may be without its ending."""
    for ending in ENDINGS:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            yield from (stem, stem + "a", stem + "e")


def _stems(head: str) -> Iterable[str]:
    """A first part of a compound with and without the sound that links it."""
    yield head
    if head.endswith("s"):
        yield head[:-1]
    elif len(head) > SHORTEST_PART:
        yield head + "a"
        if head.endswith("r"):
            yield head + "e"
        if head.endswith(("e", "o", "u")):
            yield from (head[:-1], head[:-1] + "a")
