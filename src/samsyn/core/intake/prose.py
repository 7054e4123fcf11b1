"""Running text: lines that were wrapped become paragraphs again, and hyphenated words become whole."""

from __future__ import annotations

import re

from samsyn.core.intake.captions import BULLET, FOOTNOTE, NOTE, is_caption
from samsyn.core.tables import Paragraph

SHORT_LINE = 50  # a line shorter than this was broken on purpose, unless the sentence plainly goes on
LONGEST_SURE_HEADING = 70  # a longer line that only looked like a heading may be half a sentence
SENTENCE_GOES_ON = re.compile(r"^[a-zåäöé(]")
KEPT_HYPHEN = re.compile(r"^(och|eller|samt|respektive|till|and|or)\b")


def paragraphs_of(lines: list[str]) -> list[str]:
    """Texts of a group of lines without blank lines between them.

    >>> paragraphs_of(["Kostnaden per deltagare blev avsevärt lägre än pla-", "nerat i alla fem projekten."])
    ['Kostnaden per deltagare blev avsevärt lägre än planerat i alla fem projekten.']
    """
    longest = max(len(line) for line in lines)
    texts: list[str] = []
    previous = ""
    for line in (" ".join(line.split()) for line in lines):
        if texts and _continues(previous, line, longest):
            texts[-1] = glued(texts[-1], line)
        else:
            texts.append(line)
        previous = line
    return texts


def glued(text: str, line: str) -> str:
    """Text and the line that follows it, with a word divided between them made whole."""
    divided = re.search(r"[a-zåäöé]-$", text) and SENTENCE_GOES_ON.match(line) and not KEPT_HYPHEN.match(line)
    if text.endswith("\u00ad") or divided:
        return text[:-1] + line
    return f"{text} {line}"


def runs_on(last: Paragraph, text: str) -> bool:
    """Whether a paragraph was only parted by a page break: the sentence neither ends nor begins."""
    ended = last.text.rstrip('*_»”"').endswith((".", "!", "?", ":", ";"))
    heading = last.level > 0 and len(last.text) <= LONGEST_SURE_HEADING
    apart = heading or FOOTNOTE.match(last.text) or BULLET.match(last.text) or is_caption(last.text)
    return not ended and not apart and len(last.text) > SHORT_LINE and bool(SENTENCE_GOES_ON.match(text))


def _continues(previous: str, line: str, longest: int) -> bool:
    if BULLET.match(line) or FOOTNOTE.match(line) or NOTE.match(line) or is_caption(line):
        return False
    if previous.endswith(("-", "\u00ad")) and SENTENCE_GOES_ON.match(line):
        return True
    if SENTENCE_GOES_ON.match(line) and not previous.endswith((".", "!", "?", ":")):
        return True
    filled = len(previous) >= max(SHORT_LINE, 0.75 * longest)
    return filled and longest <= 200  # a line that fills the measure of the text goes on in the next
