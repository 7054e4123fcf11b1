"""What a line of text is for: caption, footnote, bullet, heading or running text."""

from __future__ import annotations

import re

CAPTION = re.compile(r"^\W{0,3}(tabell|table|tablå|tab\.)\s*[A-ZÅÄÖ]?\.?\d", re.IGNORECASE)
FOOTNOTE = re.compile(r"^[¹²³⁰⁴⁵⁶⁷⁸⁹]+\s?\S")
NOTE = re.compile(
    r"^\s*(\*+|†|\d{1,2}\)|[a-z]\)|(käll(a|or)|not|anm(ärkning(ar)?)?|kommentar|source|note)\b\s*[.:])",
    re.IGNORECASE,
)
BULLET = re.compile(r"^\s*([-–—•*▪◦‣·o]\s+|\(?\d{1,3}[.)]\s+|\(?[A-Za-zÅÄÖåäö][.)]\s+)\S")
SECTION = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?=[A-ZÅÄÖ])")
SENTENCE_END = (".", "!", "?", ":", ";", ",", "”", '"')
LONGEST_HEADING = 110


def is_caption(text: str) -> bool:
    """A numbered caption of a table; a sentence that begins "Tabell 2 visar att …" is running text.

    >>> is_caption("Tabell 2. Planerat utfall"), is_caption("Tabell 2 visar att kostnaden sjönk.")
    (True, False)
    """
    if not CAPTION.match(text) or len(text) > 400:
        return False
    rest = re.sub(r"^\W{0,3}\w+\.?\s*[A-ZÅÄÖ]?\.?\d[\d.:a-z–-]*", "", text, count=1).lstrip()
    return not re.match(r"[a-zåäö]", rest)


def heading_level(text: str) -> int:
    """1–6 for a line that reads as a heading when it stands alone, 0 for anything else.

    >>> heading_level("2.4 PLANERAT UTFALL"), heading_level("Måluppfyllelse"), heading_level("Den sjönk.")
    (2, 2, 0)
    """
    if not 2 < len(text) <= LONGEST_HEADING or text.endswith(SENTENCE_END) or is_caption(text):
        return 0
    if section := SECTION.match(text):
        return min(section.group(1).count(".") + 1, 6)
    starts_large = text[0].isupper()
    return 2 if starts_large and not BULLET.match(text) and not FOOTNOTE.match(text) else 0
