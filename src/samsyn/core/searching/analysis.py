"""A text as the terms that it can be found by: its words, the parts of its compounds, and its near meanings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from samsyn.core.searching.compounds import Lexicon
from samsyn.core.searching.language import NEAR, Language
from samsyn.core.searching.words import Token, tokens


class Unit(NamedTuple):
    """A term in a text: weight 1 for a word or a phrase itself, less for a part; from token `first` to `last`."""

    term: str
    weight: float
    first: int
    last: int


@dataclass(frozen=True)
class Analysed:
    """A text with its tokens, its units, and its length in words that are not silent."""

    tokens: Sequence[Token]
    units: Sequence[Unit]
    length: int


def analyse(text: str, lexicon: Lexicon) -> Analysed:
    """Tokens and units of a text, in the order of the text."""
    found = tokens(text)
    language = lexicon.language
    stems = [language.stem(token.word) for token in found]
    units: list[Unit] = []
    spoken = 0
    for at, token in enumerate(found):
        if stems[at] in language.phrases:
            units += [Unit(NEAR + code, 1.0, at, last) for code, last in phrases_at(stems, at, language)]
        if token.word in language.silent:
            continue
        spoken += 1
        units += [Unit(term, weight, at, at) for term, weight in lexicon.terms(token.word)]
    return Analysed(found, units, spoken)


def phrases_at(stems: Sequence[str], at: int, language: Language) -> list[tuple[str, int]]:
    """Groups of near meanings whose phrase begins here: code, and where its last word stands; longest first."""
    return [
        (code, at + len(phrase) - 1)
        for phrase, code in language.phrases.get(stems[at], ())
        if tuple(stems[at : at + len(phrase)]) == phrase
    ]
