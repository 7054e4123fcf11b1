"""Texts that a spreadsheet would take for formulas get an apostrophe in front, and lose it again when read back.

Source: CWE-1236; OWASP on CSV injection names = + - @ tab and carriage return.
"""

from __future__ import annotations

import re

DANGEROUS = re.compile(r"'*[=+\-@\t\r]")
COVERED = re.compile(r"''*[=+\-@\t\r]")


def neutral(text: str) -> str:
    """The text, harmless in a cell. A text that already looks neutralised gets one more apostrophe, so that every
    text comes back as it was.

    >>> neutral("=1+1"), neutral("'=1+1"), neutral("'s-Gravenhage"), neutral("Ask")
    ("'=1+1", "''=1+1", "'s-Gravenhage", 'Ask')
    """
    return f"'{text}" if DANGEROUS.match(text) else text


def plain_again(text: str) -> str:
    """What neutral was given.

    >>> plain_again("'=1+1"), plain_again("'s-Gravenhage")
    ('=1+1', "'s-Gravenhage")
    """
    return text[1:] if COVERED.match(text) else text
