"""Words with places on a page, and the lines they form. Lengths in points; y grows upwards."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import NamedTuple

SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
WIDE_GAP = 0.9  # of the height of the line; a gap that no space between words has, unless text is spread out


class Word(NamedTuple):
    """Signs without space between, and the box around them. A tuple, since a report has a hundred thousand."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        return self.top - self.bottom or 0.1


@dataclass(frozen=True)
class Line:
    """Words beside each other, from left to right."""

    words: tuple[Word, ...]

    @cached_property
    def text(self) -> str:
        return joined(self.words)

    @cached_property
    def height(self) -> float:
        return median(word.height for word in self.words)

    @cached_property
    def bottom(self) -> float:
        return median(word.bottom for word in self.words)

    @property
    def top(self) -> float:
        return self.bottom + self.height

    @cached_property
    def segments(self) -> tuple[tuple[Word, ...], ...]:
        """Groups of words with wide gaps between."""
        return self.parts(WIDE_GAP)

    def parts(self, gap: float) -> tuple[tuple[Word, ...], ...]:
        """Groups of words with gaps between that are wider than gap, in heights of the line."""
        groups: list[list[Word]] = [[self.words[0]]]
        for before, word in pairwise(self.words):
            if word.left - before.right > gap * self.height:
                groups.append([])
            groups[-1].append(word)
        return tuple(map(tuple, groups))


def joined(words: Iterable[Word]) -> str:
    """Words as text; a small raised figure joins the word before it as a footnote mark."""
    text = ""
    before: Word | None = None
    for word in words:
        if before is not None and _is_raised(word, before):
            text += word.text.translate(SUPERSCRIPT)
            continue
        text += word.text if before is None else f" {word.text}"
        before = word
    return text


def _is_raised(word: Word, before: Word) -> bool:
    if not word.text.isdigit() or word.height >= 0.93 * before.height:
        return False
    return word.bottom > before.bottom + 0.1 * before.height and word.left - before.right < 0.3 * before.height


def lines_of(words: list[Word]) -> list[Line]:
    """Words whose heights overlap by half belong to one line; lines from the top of the page down."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (-(word.top + word.bottom), word.left)):
        row = next((row for row in reversed(rows[-3:]) if _beside(word, row[0])), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    return [Line(tuple(sorted(row, key=lambda word: word.left))) for row in rows]


def _beside(word: Word, other: Word) -> bool:
    overlap = min(word.top, other.top) - max(word.bottom, other.bottom)
    return overlap >= 0.5 * min(word.height, other.height)
