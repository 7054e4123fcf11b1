"""Numbers in running text, with the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from samsyn.core.checking.report import Where
from samsyn.core.tables.labels import PLAN
from samsyn.core.tables.numbers import Printed, plain, printed

MENTION = re.compile(
    r"(?<![\w.,:/–-])(?P<number>\d{1,3}(?: \d{3})+(?:,\d+)?|\d+(?:,\d+)?)"
    r"(?:\s?(?P<unit>%|procentenheter|procent|miljoner kronor"
    r"|miljarder kronor|miljoner|mkr|tkr|kronor|kr|st)(?![a-zåäö]))?"
    r"(?![\d:/-]|[.,]\d|\s?(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b)"
)
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ”\"“(\d])")
ABBREVIATION = re.compile(r"(?:\b(?:t|ex|dvs|bl|ca|kl|nr|s|m|f|o|d|v|dr|resp|inkl|exkl|mm|osv|etc)\.)$", re.I)
ABOUT = re.compile(
    r"(?:över|under|drygt|knappt|ca\.?|cirka|omkring|ungefär|runt|nästan|minst|högst|mer än|upp till|närmare)\s*$"
)
TELLS = re.compile(r"\d|utom|undantag|hälften|halva|\w{3,5}del")
LONGEST = 20_000  # characters of a paragraph; more is not running text
MOST_NUMBERS = 40  # of one sentence
YEAR = re.compile(r"^(?:19|20)\d\d$")


@dataclass(frozen=True)
class Mention:
    """A number in a sentence. about: "över", "drygt" … stands before it, so it need not be exact."""

    number: Printed
    text: str
    start: int
    end: int
    before: str
    after: str
    about: bool
    planned: bool

    @property
    def value(self) -> float:
        return float(self.number.value)

    @property
    def half(self) -> float:
        return float(self.number.half)

    @property
    def slack(self) -> float:
        """How far rounding may have moved a number that is not itself the result under test."""
        return 0.0 if self.number.exact else self.half


@dataclass(frozen=True)
class Sentence:
    """One sentence with its numbers; paragraph counts the document's paragraphs from 0."""

    text: str
    mentions: tuple[Mention, ...]
    paragraph: int
    page: int | None = None

    @property
    def where(self) -> Where:
        return Where(text=self.text, paragraph=self.paragraph, page=self.page)

    @property
    def words(self) -> str:
        return self.text.lower()


def sentences(text: str, paragraph: int, page: int | None = None) -> list[Sentence]:
    """Split a paragraph and read its numbers; paragraphs without a digit or a fraction word cost one look."""
    found: list[Sentence] = []
    if not TELLS.search(text):
        return found
    for part in _split(re.sub(r"<[^>]{1,20}>", " ", plain(text[:LONGEST]))):
        found.append(Sentence(part, tuple(islice(_mentions(part), MOST_NUMBERS)), paragraph, page))
    return found


def _split(text: str) -> Iterator[str]:
    start = 0
    for match in SENTENCE.finditer(text):
        if ABBREVIATION.search(text[start : match.start()]):
            continue
        yield text[start : match.start()].strip()
        start = match.end()
    if text[start:].strip():
        yield text[start:].strip()


def _mentions(sentence: str) -> Iterator[Mention]:
    for match in MENTION.finditer(sentence):
        unit = match["unit"] or ""
        number = printed(f"{match['number']} {unit}".strip())
        if number is None or (YEAR.match(match["number"]) and not unit):
            continue
        before, after = sentence[max(0, match.start() - 60) : match.start()], sentence[match.end() : match.end() + 60]
        near = " ".join(before.lower().split()[-3:])
        planned = PLAN.search(near.replace("mål", " ")) is not None
        about = ABOUT.search(before.lower()) is not None
        yield Mention(number, match.group().strip(), match.start(), match.end(), before, after, about, planned)
