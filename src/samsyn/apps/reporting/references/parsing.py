"""Finding references and places in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_REFERENCE = re.compile(r"\[\[([^\[\]\n]*)\]\]")
COVER = "▮"  # stands in for what is already accounted for, letter by letter, so that places hold


@dataclass(frozen=True)
class Reference:
    """A reference in a text: which figure, in which format, and where (start and end as in slices)."""

    key: str
    format: str
    start: int
    end: int


def references_in(text: str) -> Iterator[Reference]:
    for found in _REFERENCE.finditer(text):
        key, _bar, wanted = found.group(1).partition("|")
        yield Reference(key.strip(), wanted.strip().lower(), found.start(), found.end())


def covered(text: str, start: int, end: int) -> str:
    """The text with a span covered, line breaks kept."""
    hidden = re.sub(r"[^\n]", COVER, text[start:end])
    return text[:start] + hidden + text[end:]


def place(text: str, position: int) -> tuple[int, int]:
    """Line and letter, both from 1."""
    before = text[:position]
    return before.count("\n") + 1, position - before.rfind("\n")


def around(text: str, start: int, end: int, room: int = 24) -> str:
    """The words around a place, for a message."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    left = max(line_start, start - room)
    right = min(len(text) if line_end < 0 else line_end, end + room)
    before, after = ("…" if left > line_start else ""), ("…" if right < len(text) and text[right] != "\n" else "")
    return f"{before}{text[left:right].strip()}{after}"
