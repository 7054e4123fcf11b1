"""Compounds taken apart into words that are known by themselves: försörjningsstöd → försörjning, stöd."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from samsyn.core.searching.language import NEAR, Language

SHORTEST = 7  # of a word that may be a compound
LEARNT = 4  # letters of the shortest stem that is learnt as a part; shorter ones must be shipped
MOST_PARTS = 4
HEAD, BEFORE = 0.4, 0.3  # what a part weighs against a word that stands by itself: the last part, and the others
NEAR_FROM_PART = 7  # letters of the shortest part that carries its near meanings with it
LINKS = "saueo"  # arbets-, gatu-, kvinno-: what may stand between two parts


class Lexicon:
    """The parts that compounds are made of: those shipped, and those learnt from the texts that are searched."""

    def __init__(self, language: Language, learnt: Iterable[str] = ()) -> None:
        """learnt: stems of words that stand by themselves in several texts."""
        self.language = language
        self._parts = set(language.parts)
        self._parts.update(stem for stem in learnt if len(stem) >= LEARNT and stem not in language.no_part)
        self._known: dict[str, tuple[str, ...]] = {}
        self._terms: dict[str, tuple[tuple[str, float], ...]] = {}

    def terms(self, word: str) -> tuple[tuple[str, float], ...]:
        """What a text that holds a plain word can be found by: term and weight. The word, its kin, and its parts."""
        found = self._terms.get(word)
        if found is None:
            if len(self._terms) > 1 << 18:
                self._terms.clear()
            found = self._terms[word] = tuple(self._terms_of(word))
        return found

    def _terms_of(self, word: str) -> Iterator[tuple[str, float]]:
        near = self.language.near
        stem = self.language.stem(word)
        yield stem, 1.0
        yield from ((NEAR + code, 1.0) for code in near.get(stem, ()))
        parts = self.parts(word)
        for at, part in enumerate(parts, start=1):
            weight = HEAD if at == len(parts) else BEFORE
            yield part, weight
            if len(part) >= NEAR_FROM_PART:
                yield from ((NEAR + code, weight) for code in near.get(part, ()))

    def parts(self, word: str) -> tuple[str, ...]:
        """Stems of the parts of a plain word, in order, at least two; empty when it is no compound of known words.

        Fewest parts first, then the longest last part, which is the one that says what the thing is.
        """
        found = self._known.get(word)
        if found is None:
            if len(self._known) > 1 << 18:
                self._known.clear()
            found = self._known[word] = self._split(word)
        return found

    def _split(self, word: str) -> tuple[str, ...]:
        if len(word) < SHORTEST or not word.isalpha() or self.language.stem(word) in self.language.whole:
            return ()
        for count in range(2, MOST_PARTS + 1):
            if found := self._into(word, count):
                return found
        return ()

    def _into(self, word: str, count: int) -> tuple[str, ...]:
        if count == 1:
            last = self._part(word)
            return (last,) if last else ()
        for end in range(2, len(word) - 1):
            first = self._linked(word[:end])
            if first and (rest := self._into(word[end:], count - 1)):
                return (first, *rest)
        return ()

    def _part(self, piece: str) -> str:
        if piece in self.language.no_part or len(piece) < 2:
            return ""
        stem = self.language.stem(piece)
        return stem if stem in self._parts and stem not in self.language.no_part else ""

    def _linked(self, piece: str) -> str:
        """A part that something follows: as it is, or without what links it to the next."""
        if piece in self._parts and piece not in self.language.no_part:
            return piece
        if len(piece) > 3 and piece[-1] in LINKS:
            bare = piece[:-1]
            if bare in self._parts and bare not in self.language.no_part:
                return bare
            if piece[-1] == "s" and (found := self._part(bare)):
                return found
        return self._part(piece)
