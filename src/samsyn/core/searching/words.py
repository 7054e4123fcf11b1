"""Words of a text, and the stem that a word shares with its inflected forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

_WORD = re.compile(r"[^\W_]+")
_SWEDISH = frozenset("åäö")
_KEEP_AN = ("plan", "man", "organ", "roman", "kran", "gran", "span", "ocean", "veteran", "dekan", "utan", "sedan")
# Definite forms that the stemmer leaves: skolan, samverkan; strategin, pandemin; närvaron; regeln; datorn.
_DEFINITE = {
    "an": "a",
    "gin": "gi",
    "omin": "omi",
    "emin": "emi",
    "trin": "tri",
    "varon": "varo",
    "eln": "el",
    "torn": "tor",
}
# Nouns made of verbs, and forms left over: ending, how much of it stays, and the shortest stem it is taken from.
_NOUNS = (("ning", 0, 9), ("ering", 2, 9), ("erat", 2, 7), ("itet", 4, 4), ("et", 0, 7))
_LONGEST = 60  # longer than any word; what is longer is no word but something pasted
_snowball = snowballstemmer.stemmer("swedish")


class Token(NamedTuple):
    """A word as it is compared, and where it stands in the text: text[start:end]."""

    word: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of a text in order. A hyphen or a slash parts two words; single letters are left out.

    >>> [token.word for token in tokens("HVB-hemmet i Ljungby")]
    ['hvb', 'hemmet', 'ljungby']
    """
    found = (Token(plain(match.group()), match.start(), match.end()) for match in _WORD.finditer(text))
    return [token for token in found if 1 < len(token.word) <= _LONGEST or token.word.isdigit()]


@lru_cache(maxsize=1 << 17)
def plain(word: str) -> str:
    """Lower case, and no accents but those of å, ä and ö, which are letters of their own.

    >>> plain("Idén")
    'iden'
    """
    lower = unicodedata.normalize("NFC", word).lower()
    if lower.isascii():
        return lower
    return "".join(letter if letter in _SWEDISH else _unaccented(letter) for letter in lower)


def _unaccented(letter: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", letter) if not unicodedata.combining(sign))


class Stemmer:
    """Snowball's Swedish stemmer with what it leaves undone: forms in -an, dropped vowels, and nouns in -ning.

    irregular: form → the form it is searched as. last_part: the same, also at the end of a compound.
    """

    def __init__(self, irregular: Mapping[str, str], last_part: Mapping[str, str]) -> None:
        self._irregular = dict(irregular)
        self._last_part = dict(last_part)
        self._known: dict[str, str] = {}

    def __call__(self, word: str) -> str:
        """The stem of a plain word.

        >>> stem = Stemmer({"män": "man"}, {})
        >>> [stem(word) for word in ("skolan", "skolor", "regler", "regel", "män", "2016")]
        ['skol', 'skol', 'regl', 'regl', 'man', '2016']
        """
        found = self._known.get(word)
        if found is None:
            if len(self._known) > 1 << 18:
                self._known.clear()
            found = self._known[word] = self._of(word)
        return found

    def _of(self, word: str) -> str:
        if word in self._irregular:
            return _ended(self._irregular[word])
        for form, base in self._last_part.items():
            if word.endswith(form):
                return _ended(word.removesuffix(form) + base)
        return _ended(word)


def _ended(word: str) -> str:
    """Twice, since what is left after an ending may end as a form does: mandaten → mandat, as mandat → mand."""
    return _once(_once(word))


def _once(word: str) -> str:
    if len(word) <= 3 or word.isdigit():
        return word
    if len(word) >= 6:
        for ending, left in _DEFINITE.items():
            if word.endswith(ending) and not word.endswith(_KEEP_AN):
                word = word.removesuffix(ending) + left
                break
    stem: str = _snowball.stemWord(word)
    for ending, kept, shortest in _NOUNS:
        if len(stem) >= shortest and stem.endswith(ending):
            stem = stem[: len(stem) - len(ending) + kept]
            break
    return _without_syncope(stem)


def _without_syncope(stem: str) -> str:
    """Words that drop a vowel when inflected meet in one stem: regel, regler; förälder, föräldrar; vuxen, vuxna."""
    if len(stem) >= 5 and stem.endswith("el") and stem[-3] not in "aeiouyåäö":
        return stem[:-2] + "l"
    if len(stem) >= 4 and stem[-1] in "nr" and stem[-2] in "vxkgpdtfb":
        return stem[:-1]
    return stem
