"""The words of a text, with their places and whether a sentence begins with them."""

from __future__ import annotations

import re
from dataclasses import dataclass

WORD = re.compile(r"[^\W\d_]+(?:[-'’:.](?=[^\W\d_]{2})[^\W\d_]+|[-'’:][^\W\d_])*")
SENTENCE_ENDS = ".!?:;•*\n–—"
SKIPPED = " \t\"”“»«'’()[]0123456789\u00a0"


@dataclass(frozen=True, slots=True)
class Word:
    """One word. begins: first in a sentence, in a line or after a colon. after: the signs up to the next word."""

    text: str
    start: int
    end: int
    begins: bool
    after: str

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def shouted(self) -> bool:
        return len(self.text) > 1 and self.text.isupper()


def words_of(text: str) -> list[Word]:
    """Every word in order.

    >>> [word.text for word in words_of("Anna-Lena ringde. AF:s svar kom.") if word.begins]
    ['Anna-Lena', 'AF:s']
    """
    matches = list(WORD.finditer(text))
    found = []
    for number, match in enumerate(matches):
        until = matches[number + 1].start() if number + 1 < len(matches) else len(text)
        found.append(
            Word(match[0], match.start(), match.end(), _begins(text, match.start()), text[match.end() : until])
        )
    return found


def _begins(text: str, start: int) -> bool:
    before = text[:start].rstrip(SKIPPED)
    return (
        not before or before[-1] in SENTENCE_ENDS or (before[-1] == "-" and before[:-1].rstrip(" ")[-1:] in ("", "\n"))
    )
