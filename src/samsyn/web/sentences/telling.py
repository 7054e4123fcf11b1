"""Swedish texts of the core said in English: which sentences a text is made of, and what they are filled in with."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from string import Formatter

from django.utils.translation import gettext

from samsyn.core.quantities import NBSP
from samsyn.web.sentences.catalogue import WORD, Sentence, by_word, names, sentences

MOST_PIECES = 30  # sentences in one text
MOST_COLONS = 12  # in a text that may begin with a place
LONGEST = 2_000  # characters; a longer text is no fault of ours
LONGEST_VALUE = 300  # characters of a value that may itself be a sentence; so that no text nests without end
END = re.compile(r"[.?!][”)]? ")  # after which a new sentence may begin
SENTENCE = re.compile(r"[.?!…][”)]?( ?\{\w+\})?$")
NUMBER = re.compile(r"([-−]?)(\d{1,3}(?: \d{3})+|\d+)(?:,(\d+))?")
LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Told:
    """A text in English. known: how many of its characters were fixed in the sentences that it was recognised as."""

    text: str
    known: int = 0


def told(text: str, *, phrases: bool) -> str:
    """The text in English. phrases: also what is no whole sentence. Nothing that somebody wrote is kept afterwards."""
    try:
        # 12,5 % with the space of the catalogue; the space within a number stays, so that it is never cut there.
        return _told(text.replace(f"{NBSP}%", " %"), phrases=phrases).text
    finally:
        _told.cache_clear()


def english_of(one: Sentence, values: Mapping[str, str]) -> Told:
    """The sentence in English, filled in."""
    said, known = "", one.weight
    for literal, name, how, _conversion in Formatter().parse(one.en):
        told = WAYS[how or ""](values[name]) if name else Told("")
        said, known = said + literal + told.text, known + told.known
    return Told(said, known)


def _said(text: str) -> Told:
    """A value that is itself a sentence or a phrase, with the space around it kept."""
    bare = text.strip(" ")
    if not 0 < len(bare) <= LONGEST_VALUE:
        return Told(text)
    told = _told(bare, phrases=True)
    return replace(told, text=text.replace(bare, told.text, 1))


def _last(text: str) -> Told:
    """Of 25 % högre the last word."""
    before, space, word = text.rpartition(" ")
    told = _said(word)
    return replace(told, text=before + space + told.text)


def _number(text: str) -> Told:
    """1 234,5 as 1,234.5; anything else as it is.

    >>> _number("1 234,5").text
    '1,234.5'
    """
    match = NUMBER.fullmatch(text.replace(NBSP, " "))
    if match is None:
        return Told(text)
    whole = f"{int(match[2].replace(' ', '')):,}" if " " in match[2] else match[2]
    return Told(match[1] + whole + (f".{match[3]}" if match[3] else ""))


def _joined(word: str, english: str) -> Callable[[str], Told]:
    return lambda text: max(_said(text), _split(text, f" {word} ", f" {english} "), key=_known)


def _listed(text: str) -> Told:
    """Several phrases with semicolons or commas between."""
    return max(_said(text), _split(text, "; ", "; "), _split(text, ", ", ", "), key=_known)


def _split(text: str, mark: str, english: str, say: Callable[[str], Told] = _said) -> Told:
    """Each part said by itself. What stands within quotation marks is somebody's own words, and not parted."""
    parts, begun = list[str](), 0
    for match in re.finditer(f"”[^”]*”|{re.escape(mark)}", text):
        if match[0] == mark:
            parts.append(text[begun : match.start()])
            begun = match.end()
    told = [say(part) for part in (*parts, text[begun:])]
    words = len(parts) * len(mark.strip(" ,;"))
    return Told(english.join(each.text for each in told), words + sum(map(_known, told)))


def _known(told: Told) -> int:
    return told.known


def _name(text: str) -> Told:
    """The name of something in the bank, or of a measure and what it is of: deltagartimmar, kvinnor, faktiskt."""
    known = names()
    before, comma, last = text.rpartition(", ")
    if text in known or not comma:
        return Told(known.get(text, text))
    return Told(f"{_name(before).text}, {_name(last).text}")


WAYS: dict[str, Callable[[str], Told]] = {
    "": Told,
    "said": _said,
    "last": _last,
    "number": _number,
    "and": _joined("och", "and"),
    "or": _joined("eller", "or"),
    "list": _listed,
    "name": _name,
    "names": lambda text: _split(text, " och ", " and ", _name),
}


@lru_cache(maxsize=4096)
def _told(text: str, *, phrases: bool) -> Told:
    """The text as that which leaves least of it to be values, or as it is."""
    if len(text) > LONGEST or not LETTER.search(text):
        return Told(text)
    if "\n" in text:
        lines = [_told(line, phrases=phrases) for line in text.split("\n")]
        return Told("\n".join(line.text for line in lines), sum(line.known for line in lines))
    ways = [Told(text), _whole(text, phrases), _pieces(text, phrases), *_placed(text, phrases)]
    if phrases and ", " in text:
        ways.append(_split(text, ", ", ", "))
    return max(ways, key=_known)


def _whole(text: str, phrases: bool) -> Told:
    """The text as one sentence of the catalogue; nothing known of it when it is none."""
    if SENTENCE.search(text) and (translated := gettext(text)) != text:  # a station's own, stored in Swedish
        return Told(translated, len(text))
    index, catalogued = by_word(), sentences()
    places = {place for word in WORD.findall(text) for place in index.get(word, ())}
    found = [catalogued[place] for place in sorted(places)]
    if not phrases:
        found = [one for one in found if SENTENCE.search(one.sv)]
    filled = ((one, one.values_in(text)) for one in found)
    ways = (english_of(one, values) for one, values in filled if values is not None)
    return max(ways, key=_known, default=Told(text))


def _placed(text: str, phrases: bool) -> Iterator[Told]:
    """The text as a place, a colon and what is wrong there, in each way that it can be."""
    colons = [match.start() for match in re.finditer(": ", text)]
    for at in colons if len(colons) <= MOST_COLONS else ():
        where, wrong = _place(text[:at]), _told(text[at + 2 :], phrases=phrases)
        if wrong.known or (phrases and where.known):
            yield Told(f"{where.text}: {wrong.text}", where.known + wrong.known)


def _place(text: str) -> Told:
    whole = _whole(text, phrases=True)
    return whole if whole.known else _listed(text)


def _pieces(text: str, phrases: bool) -> Told:
    """The text as several sentences after one another."""
    edges = [0, *(match.end() for match in END.finditer(text)), len(text) + 1]
    if not 2 < len(edges) <= MOST_PIECES:
        return Told(text)
    best = {len(edges) - 1: (0, list[str]())}  # from each edge: how much is known, and the sentences
    for start in range(len(edges) - 2, -1, -1):
        ways = []
        for end in range(start + 1, len(edges)):
            piece, (known, rest) = text[edges[start] : edges[end] - 1], best[end]
            told = _whole(piece, phrases) if end - start < len(edges) - 1 else Told(piece)
            ways.append((known + told.known, [told.text, *rest]))
        best[start] = max(ways, key=lambda way: way[0])
    known, said = best[0]
    return Told(" ".join(said), known)
