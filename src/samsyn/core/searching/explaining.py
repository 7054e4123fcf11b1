"""Why a text was found: which of its words answer which of the question's, how, and where they stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from samsyn.core.searching.analysis import Analysed
from samsyn.core.searching.asking import How, Option, Question, Wanted

_ORDER = tuple(How)
MOST_FORMS = 4  # of the same kind for one word of the question that are named


@dataclass(frozen=True, slots=True)
class Match:
    """A word of the question, a word of the text that answers it, and how."""

    asked: str
    found: str
    how: How


@dataclass(frozen=True)
class Piece:
    """A piece of a text, marked where it answers."""

    text: str
    marked: bool


@dataclass(frozen=True)
class Explained:
    """matches: each once, the closest first. places: field → (start, end) of what answers, in order."""

    matches: tuple[Match, ...]
    places: Mapping[str, tuple[tuple[int, int], ...]]


def explain(question: Question, fields: Mapping[str, Analysed], texts: Mapping[str, str]) -> Explained:
    """What in a text answers the question."""
    places: dict[str, set[tuple[int, int]]] = {name: set() for name in fields}
    matches: list[Match] = []
    for wanted in question.wanted:
        found: dict[str, How] = {}
        for way_term, way_how in _answering(wanted, fields).items():
            for name, field in fields.items():
                for unit in field.units:
                    if unit.term != way_term:
                        continue
                    start, end = field.tokens[unit.first].start, field.tokens[unit.last].end
                    how = _how(way_how, unit.weight, texts[name][start:end].lower(), wanted)
                    shown = " ".join(texts[name][start:end].lower().split())
                    if shown not in found or _ORDER.index(how) < _ORDER.index(found[shown]):
                        found[shown] = how
                    places[name].add((start, end))
        asked = " ".join(wanted.words)
        whole = {shown: how for shown, how in found.items() if not _within_another(shown, how, found)}
        closest = sorted(whole.items(), key=lambda each: _ORDER.index(each[1]))
        matches += [Match(asked, shown, how) for shown, how in closest[:MOST_FORMS]]
    return Explained(tuple(matches), {name: _apart(found) for name, found in places.items()})


def _within_another(shown: str, how: How, found: Mapping[str, How]) -> bool:
    """Whether it is named as part of a longer phrase that answers in the same way: unga in unga vuxna."""
    return any(other == how and shown != longer and f" {shown} " in f" {longer} " for longer, other in found.items())


def _answering(wanted: Wanted, fields: Mapping[str, Analysed]) -> dict[str, How]:
    """Terms of the wanted word that the text holds, and how: those of the option that weighs most in it."""
    here = {unit.term for field in fields.values() for unit in field.units}
    ways: dict[str, How] = {}
    for option in sorted(wanted.options, key=lambda option: -_weight(option, here)):
        for slot in option:
            for way in slot:
                if way.term in here:
                    ways.setdefault(way.term, way.how)
        if ways:
            break
    return ways


def _weight(option: Option, here: set[str]) -> float:
    return sum(max((way.weight for way in slot if way.term in here), default=0.0) for slot in option)


def _how(how: How, weight: float, shown: str, wanted: Wanted) -> How:
    if how in (How.NEAR, How.SPELLING):
        return How.SAME if shown in wanted.words else how
    if weight < 1 or how == How.PART:
        return How.PART
    return How.SAME if shown in wanted.words else How.INFLECTED


def _apart(places: set[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Places that do not overlap, in order; a longer one holds what is within it."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def marked(text: str, places: Sequence[tuple[int, int]]) -> list[Piece]:
    """The whole text in pieces, marked at the places."""
    pieces, done = [], 0
    for start, end in places:
        pieces += [Piece(text[done:start], False), Piece(text[start:end], True)]
        done = end
    return [piece for piece in (*pieces, Piece(text[done:], False)) if piece.text]


def snippet(text: str, places: Sequence[tuple[int, int]], length: int = 220) -> list[Piece]:
    """The stretch of a text where most of the question is answered, marked, with … where it was cut."""
    if len(text) <= length or not places:
        cut = text if len(text) <= length else text[:length].rsplit(" ", 1)[0]
        pieces = marked(cut, [place for place in places if place[1] <= len(cut)])
        return [*pieces, Piece(" …", False)] if len(cut) < len(text) else pieces
    first = max(range(len(places)), key=lambda at: (_within(text, places, at, length), -at))
    start = max(0, places[first][0] - length // 4)
    if start:
        start = text.find(" ", start, places[first][0]) + 1 or places[first][0]
    end = min(len(text), start + length)
    if end < len(text):
        end = max(text.rfind(" ", start, end), places[first][1])
    inside = [(max(a, start) - start, min(b, end) - start) for a, b in places if a >= start and b <= end]
    pieces = marked(text[start:end], inside)
    return [*([Piece("… ", False)] if start else []), *pieces, *([Piece(" …", False)] if end < len(text) else [])]


def _within(text: str, places: Sequence[tuple[int, int]], at: int, length: int) -> int:
    """How many different words are answered in the stretch that begins at this place."""
    limit = places[at][0] + length * 3 // 4
    return len({text[start:end].lower() for start, end in places[at:] if end <= limit})
