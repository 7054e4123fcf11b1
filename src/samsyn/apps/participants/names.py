"""A name as search sees it: the beginnings of its words, without capitals, and without accents except on å, ä, ö."""

from __future__ import annotations

import re
import unicodedata

SHORTEST, LONGEST = 2, 8
SWEDISH = str.maketrans("åäö", "{|}")
WORD = re.compile(r"[^\W\d_]+")


def words_of(text: str) -> list[str]:
    """Words as search compares them, at most the first eight letters: "André Ek-Åström" → andre, ek, åström."""
    return [word[:LONGEST] for word in WORD.findall(_plain(text)) if len(word) >= SHORTEST]


def marks_of(text: str) -> set[str]:
    """Every beginning that finds the name: two to eight letters of each word."""
    return {word[:length] for word in words_of(text) for length in range(SHORTEST, len(word) + 1)}


def order_of(text: str) -> str:
    """What names are sorted by: å, ä and ö last, capitals and other accents as if they were not there."""
    return _plain(text).translate(SWEDISH)


def _plain(text: str) -> str:
    """é becomes e; å, ä and ö stay, since they are other letters in Swedish."""
    letters = unicodedata.normalize("NFC", text.casefold())
    return "".join(letter if letter in "åäö" else unicodedata.normalize("NFD", letter)[0] for letter in letters)
