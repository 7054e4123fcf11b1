"""A question as the terms that would answer it, and how each of them answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from samsyn.core.searching.analysis import phrases_at
from samsyn.core.searching.compounds import LINKS, Lexicon
from samsyn.core.searching.language import NEAR
from samsyn.core.searching.spelling import near_spellings
from samsyn.core.searching.words import Token, tokens

NEARLY = 0.5  # what a near meaning weighs against the word itself
IN_PARTS = 0.75  # a compound found by its parts, when all of them are there
IN_KNOWN_PARTS = 0.25  # the same, when its near meanings are known
IN_WORDS = 0.6  # a phrase found by its words, when all of them are there
AS_PHRASE = 0.6  # added to it: a phrase found as it stands, or by what means nearly the same
MISSPELT = 0.85
HALF = 3  # letters of the shortest half of a compound that nobody has written
BEGINS = 3  # what it is worth, in letters, that such a half begins the word: an ending may only look like a word
MOST_WORDS = 24  # of a question that are searched

Known = Callable[[Collection[str]], Mapping[str, int]]  # of these terms, those that some text holds, and how many do


class How(StrEnum):
    """How a word of a text answers a word of the question, the closest first."""

    SAME = "same"
    INFLECTED = "inflected"
    SPELLING = "spelling"
    PART = "part"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Way:
    """One term that answers, what it weighs, and how it answers."""

    term: str
    weight: float
    how: How


Slot = tuple[Way, ...]  # ways of which the best counts
Option = tuple[Slot, ...]  # slots that are added up


@dataclass(frozen=True)
class Wanted:
    """A word or a phrase of the question. Of its options the best counts. suggestion: the word that was meant."""

    words: tuple[str, ...]
    options: tuple[Option, ...]
    weight: float = 1.0
    suggestion: str = ""


@dataclass(frozen=True)
class Question:
    """What is wanted, in the order it was asked. suggestion: the question as it may have been meant, or empty."""

    wanted: tuple[Wanted, ...]
    suggestion: str = ""

    def terms(self) -> set[str]:
        return {way.term for wanted in self.wanted for option in wanted.options for slot in option for way in slot}


def ask(text: str, lexicon: Lexicon, known: Known) -> Question:
    """The question that a text puts. Words that nobody has written are held for misspelt, if something is near."""
    found = _heard(text, lexicon)
    language = lexicon.language
    stems = [language.stem(token.word) for token in found]
    wanted: list[Wanted] = []
    at = 0
    while at < len(found) and len(wanted) < MOST_WORDS:
        phrases = phrases_at(stems, at, language)
        last = max((end for _code, end in phrases), default=at)
        codes = [code for code, end in phrases if end == last]
        if codes:
            wanted.append(_phrase(found[at : last + 1], codes, lexicon))
        elif found[at].word not in language.silent or len(found) == 1:
            wanted.append(_word(found[at].word, lexicon))
        at = last + 1
    here = known({way.term for each in wanted for option in each.options for slot in option for way in slot})
    spelt = [_spelt(each, lexicon, here, known) for each in wanted]
    return Question(tuple(spelt), _suggestion(text, found, spelt))


def _heard(text: str, lexicon: Lexicon) -> list[Token]:
    """All words, or none but the silent ones when there is nothing else."""
    found = tokens(text)
    return found if any(token.word not in lexicon.language.silent for token in found) else found[:1]


def _word(word: str, lexicon: Lexicon) -> Wanted:
    stem = lexicon.language.stem(word)
    parts = lexicon.parts(word)
    options: list[Option] = [(_ways(stem, 1.0, How.SAME, lexicon),)]
    if parts:
        # A word whose near meanings are known stands for more than its parts: socialbidrag is not what is social.
        weight = IN_KNOWN_PARTS if stem in lexicon.language.near else IN_PARTS
        options.append(tuple(_ways(part, weight / len(parts), How.PART, lexicon) for part in parts))
    return Wanted((word,), tuple(options))


def _phrase(found: list[Token], codes: Iterable[str], lexicon: Lexicon) -> Wanted:
    spoken = [token.word for token in found if token.word not in lexicon.language.silent] or [found[0].word]
    each = tuple((Way(lexicon.language.stem(word), IN_WORDS / len(spoken), How.SAME),) for word in spoken)
    near = tuple(Way(NEAR + code, AS_PHRASE, How.NEAR) for code in codes)
    return Wanted(tuple(token.word for token in found), ((*each, near),))


def _ways(stem: str, weight: float, how: How, lexicon: Lexicon) -> Slot:
    near = lexicon.language.near.get(stem, ())
    return (Way(stem, weight, how), *(Way(NEAR + code, weight * NEARLY, How.NEAR) for code in near))


def _spelt(wanted: Wanted, lexicon: Lexicon, here: Mapping[str, int], known: Known) -> Wanted:
    """As it stands when somebody has written the word; otherwise with the word it is nearest to, or with its parts."""
    word = wanted.words[0]
    if len(wanted.words) > 1 or any(way.term in here for slot in wanted.options[0] for way in slot):
        return wanted
    stem = lexicon.language.stem
    nearest: dict[str, str] = {}
    for each in sorted(near_spellings(word)):
        nearest.setdefault(stem(each), each)
    for each in near_spellings(stem(word)):
        nearest.setdefault(each, each)
    found = known(nearest)
    if not found:
        return wanted if len(wanted.options) > 1 else _halved(wanted, lexicon, known)
    best = min(found, key=lambda term: (-found[term], term))
    right = _word(nearest[best], lexicon)
    options = tuple(tuple(tuple(_misspelt(way) for way in slot) for slot in option) for option in right.options)
    return replace(wanted, options=(*options, *wanted.options[1:]), suggestion=nearest[best])


def _halved(wanted: Wanted, lexicon: Lexicon, known: Known) -> Wanted:
    """A compound that nobody has written, by the words in it that somebody has: both halves, or the better one."""
    word, stem = wanted.words[0], lexicon.language.stem
    cuts = [(word[:at], word[at:]) for at in range(HALF, len(word) - HALF + 1)]
    firsts = {left: {stem(left), *((left[:-1], stem(left[:-1])) if left[-1] in LINKS else ())} for left, _r in cuts}
    here = known({each for stems in firsts.values() for each in stems} | {stem(right) for _left, right in cuts})
    best: tuple[str, ...] = ()
    reach = 0
    for left, right in cuts:
        first = max(firsts[left] & set(here), key=lambda each: (len(each), each), default="")
        last = stem(right) if stem(right) in here else ""
        covers = (len(left) + BEGINS if first else 0) + (len(right) if last else 0)
        if covers >= max(reach + 1, HALF + 2):
            best, reach = tuple(filter(None, (first, last))), covers
    if not best:
        return wanted
    slots = tuple(_ways(part, IN_PARTS / 2, How.PART, lexicon) for part in best)
    return replace(wanted, options=(*wanted.options, slots))


def _misspelt(way: Way) -> Way:
    return Way(way.term, way.weight * MISSPELT, How.SPELLING if way.how == How.SAME else way.how)


def _suggestion(text: str, found: list[Token], wanted: Iterable[Wanted]) -> str:
    meant = {each.words[0]: each.suggestion for each in wanted if each.suggestion}
    if not meant:
        return ""
    pieces, done = [], 0
    for token in found:
        if token.word in meant:
            pieces += [text[done : token.start], meant[token.word]]
            done = token.end
    return "".join(pieces) + text[done:]
