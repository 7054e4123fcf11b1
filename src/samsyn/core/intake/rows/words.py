"""Words are compared as people do: without capitals, signs and spaces; and near ones are proposed, never taken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import SequenceMatcher
from itertools import chain

NOTE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
NEAR = 0.75  # likeness from 0 to 1 that is worth a question: one letter in four may differ
LONG_ENOUGH = 5  # letters of a label that may be recognised inside a longer header
SHORTEST = 4  # letters; in shorter words every letter counts
COMPARED = 5  # spellings that are compared letter by letter with a text
LONGEST = 80  # letters that are compared; a longer header is prose


def normalised(text: str) -> str:
    """Letters and digits only, in lower case.

    >>> normalised(" Pers.nr * ")
    'persnr'
    """
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def without_note(text: str) -> str:
    """The same text without what stands in brackets.

    >>> without_note("Belopp (kr)")
    'Belopp'
    """
    return NOTE.sub("", text).strip()


def likeness(header: str, label: str) -> float:
    """How like two texts are, 0 to 1, rounded to hundredths; a label inside a longer header counts as near.

    >>> likeness("Personummer", "Personnummer") > likeness("Deltagarens personnummer", "Personnummer")
    True
    """
    first, second = normalised(header)[:LONGEST], normalised(label)[:LONGEST]
    if len(first) < SHORTEST:
        return 0.0
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    ratio = matcher.ratio() if min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= NEAR else 0.0
    inside = len(second) >= LONG_ENOUGH and second in first
    return round(max(ratio, NEAR if inside else 0.0), 2)


class Neighbours:
    """Finds the spelling most like a text among many, fast enough for a column where every cell is wrong.

    Spellings that share most pairs of letters with the text are compared; the others cannot be near.
    >>> Neighbours(["Malmö", "Lund", "Lomma"]).nearest("Mallmö")
    'Malmö'
    """

    def __init__(self, spellings: Iterable[str]) -> None:
        self._spellings = list(dict.fromkeys(spellings))
        self._with: dict[str, list[int]] = {}
        for at, spelling in enumerate(self._spellings):
            for pair in _pairs(spelling):
                self._with.setdefault(pair, []).append(at)

    def nearest(self, text: str) -> str | None:
        """The most like, the first of equals; None where none is near."""
        shared = Counter(chain.from_iterable(self._with.get(pair, ()) for pair in _pairs(text)))
        rivals = sorted(at for at, _ in shared.most_common(COMPARED))
        scores = {at: likeness(text, self._spellings[at]) for at in rivals}
        best = max(scores, key=lambda at: scores[at], default=None)
        return self._spellings[best] if best is not None and scores[best] >= NEAR else None


def _pairs(text: str) -> set[str]:
    letters = normalised(text)[:LONGEST]
    return {letters[at : at + 2] for at in range(len(letters) - 1)}


def unambiguous(spellings: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """(spelling, what it means) → a lookup that leaves out every spelling with two meanings."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for spelling, meaning in spellings:
        if found.setdefault(spelling, meaning) != meaning:
            twice.add(spelling)
    return {spelling: meaning for spelling, meaning in found.items() if spelling and spelling not in twice}
