"""Takes away markup that a converter left in plain text; every word and figure stays."""

from __future__ import annotations

import re
from html import unescape

BLOCK_TAG = re.compile(r"</?(?:p|div|ul|ol|li|br|tr|td|th|table|h[1-6])\b[^<>]*>", re.IGNORECASE)
INLINE_TAG = re.compile(r"</?(?:i|b|em|strong|u|span|sup|sub|small|a|font)\b[^<>]*>", re.IGNORECASE)
LINE_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
STRONG = re.compile(r"(?<![\w*])(\*\*|__)(?=\S)([^*_]+?)(?<=\S)\1(?![\w*])")
EMPHASIS = re.compile(r"(?<![\w*])(\*|_)(?=[^\s*_])([^*_]{2,}?)(?<=[^\s*_])\1(?![\w*])")
ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z]+);", re.IGNORECASE)


def without_markup(text: str) -> str:
    """Text without tags, emphasis and entities, with single spaces.

    >>> without_markup("<p>M: 170 (29&nbsp;%)</p> <p>**Totalt** 585*</p>").replace("\\u00a0", " ")
    'M: 170 (29 %) Totalt 585*'
    """
    if "<" in text:
        text = INLINE_TAG.sub("", BLOCK_TAG.sub(" ", text))
    if "*" in text or "_" in text:
        text = EMPHASIS.sub(r"\2", STRONG.sub(r"\2", text))
    if "&" in text:
        text = ENTITY.sub(lambda found: unescape(found[0]), text)
    return re.sub(r"[ \t\r\n]+", " ", text).strip()
