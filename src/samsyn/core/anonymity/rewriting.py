"""The text with everything mechanical replaced: a name by "personen", an exact age by a band, a day by its month."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from samsyn.core.anonymity.found import Found, Part


def rewritten(text: str, found: Iterable[Found]) -> str:
    """Replace each part that has something to write instead; what a person must choose is left as it stands."""
    parts = {part for each in found for part in each.parts if part.instead is not None}
    done, last = [], 0
    for part in _apart(sorted(parts, key=lambda part: (part.start, -part.end))):
        instead = part.instead or ""
        done += [text[last : part.start], _sentence_case(text, part.start, instead)]
        last = part.end
    return "".join([*done, text[last:]])


def _apart(parts: list[Part]) -> list[Part]:
    """Of parts that overlap, the one that begins first and is longest."""
    kept: list[Part] = []
    for _, same in groupby(parts, key=lambda part: part.start):
        first = next(same)
        if not kept or first.start >= kept[-1].end:
            kept.append(first)
    return kept


def _sentence_case(text: str, start: int, instead: str) -> str:
    before = text[:start].rstrip()
    return instead[:1].upper() + instead[1:] if not before or before[-1] in ".!?" else instead
