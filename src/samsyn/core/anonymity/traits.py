"""Traits of one person in a text: age, origin, place, diagnosis, family, occupation, day, event, position.

Only where they stand is read here. How they are written and how much each narrows is data (parameters/anonymity).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from samsyn.core.anonymity.ages import ages
from samsyn.core.anonymity.lexicon import Lexicon, Place
from samsyn.core.anonymity.seen import Seen
from samsyn.core.anonymity.words import Word, words_of

PROFESSIONS = ("occupation_rare", "occupation_common", "role")
LOOKED_BACK = 40  # signs in which an article stands
HERE = "Sverige"
FROM = ("från", "ur")
# List of words → the trait it shows, and what to write instead.
LISTED = {
    "origin_common": ("origin_common", "origin"),
    "origin_rare": ("origin_rare", "origin"),
    "origin_common_languages": ("origin_common", "language"),
    "origin_rare_languages": ("origin_rare", "language"),
    "origin_common_places": ("origin_common", "country"),
    "origin_rare_places": ("origin_rare", "country"),
    "origin_phrases": ("origin_common", ""),
    "diagnosis_rare": ("diagnosis_rare", "diagnosis_rare"),
    "diagnosis_common": ("diagnosis_common", "diagnosis_common"),
    "occupation_rare": ("occupation_rare", ""),
    "occupation_common": ("occupation_common", ""),
    "family_telling": ("family_telling", ""),
    "event": ("event", "event"),
    "look": ("look", ""),
}


def about_one_person(text: str, seen: Iterable[Seen], lexicon: Lexicon) -> bool:
    """The text speaks of one person, not of a group or of nobody: "en pilot" does, "piloter" does not."""
    one = lexicon.patterns.one("one")
    return bool(lexicon.patterns.one("one_person").search(text)) or any(
        each.code == "age_exact"
        or (each.code in PROFESSIONS and one.search(text[max(0, each.start - LOOKED_BACK) : each.start]))
        for each in seen
    )


def traits(text: str, lexicon: Lexicon) -> Iterator[Seen]:
    """Every trait that the text states."""
    yield from ages(text, lexicon)
    yield from _places(text, lexicon)
    for name, (code, coarser) in LISTED.items():
        instead = lexicon.coarser[coarser] if coarser else None
        for match in lexicon.trait_words[name].finditer(text):
            mechanical = coarser != "origin" or lexicon.patterns.one("adjective").search(match[0])
            yield Seen(code, *match.span(), instead if mechanical else None)
    yield from _by_pattern(text, lexicon)


def _places(text: str, lexicon: Lexicon) -> Iterator[Seen]:
    """Places of Sweden by their size, and other countries as an origin."""
    words = words_of(text)
    for before, word in zip([None, *words], words, strict=False):
        place = lexicon.place(word.text) if word.capital else None
        if place is None:
            if before is not None and _unlisted(word, before, lexicon):
                yield Seen("place_small", word.start, word.end, lexicon.coarser["place_village"])
            continue
        if place.kind == "country" and place.name != HERE:
            yield from _origin(word, before, place, lexicon)
        elif place.size and _meant(lexicon, place, before, word):
            yield Seen(f"place_{place.size}", word.start, word.end, lexicon.coarser[f"place_{place.size}"])


def _origin(word: Word, before: Word | None, place: Place, lexicon: Lexicon) -> Iterator[Seen]:
    code = "origin_common" if place.name in lexicon.common_origins else "origin_rare"
    if before is not None and before.lower in FROM:
        yield Seen(code, before.start, word.end, lexicon.coarser["from_country"])
    else:
        yield Seen(code, word.start, word.end, lexicon.coarser["country"])


def _unlisted(word: Word, before: Word, lexicon: Lexicon) -> bool:
    """A village or a part of a town that the list of places lacks: a name after "i" or "utanför"."""
    if not word.capital or word.shouted or word.begins or before.lower not in lexicon.context.only_places:
        return False
    if lexicon.is_other(word.text) or lexicon.is_given(word.text):
        return False
    return not lexicon.is_ordinary(word.text) or bool(lexicon.patterns.one("village").search(word.text))


def _meant(lexicon: Lexicon, place: Place, before: Word | None, word: Word) -> bool:
    """The word is the place, and no name or ordinary word that is spelled the same."""
    if before is not None and before.lower in lexicon.context.place_prepositions:
        return True
    return place.kind == "municipality" and not (word.begins and word.lower in lexicon.ordinary)


def _by_pattern(text: str, lexicon: Lexicon) -> Iterator[Seen]:
    """Traits that take more than a word: children's ages, days, positions, workplaces, and that there is only one."""
    patterns, coarser = lexicon.patterns, lexicon.coarser
    for name, code in (("two_children", "family_ages"), ("one_child", "family_telling"), ("unique", "unique")):
        for regex in patterns.traits[name]:
            yield from (Seen(code, *match.span()) for match in regex.finditer(text))
    for match in patterns.one("exact_day").finditer(text):
        yield Seen("date_exact", *match.span(), _month(match, lexicon))
    for match in patterns.one("former").finditer(text):
        yield Seen("role_former", *match.span(), coarser["role_former"])
    for match in patterns.one("holding").finditer(text):
        yield Seen("role", *match.span("role"))
    for name in ("named_place", "known_place"):
        for match in patterns.one(name).finditer(text):
            if not lexicon.place(match["name"]) and not patterns.one("agency").search(match["name"]):
                yield Seen("workplace", *match.span("name"), coarser["workplace"])


def _month(match: re.Match[str], lexicon: Lexicon) -> str | None:
    """The month of a day, with the year where the text has it; None where the number is no month."""
    months = lexicon.numbers["months"]
    if match["month"]:
        name = next(name for name in months if name.startswith(match["month"].lower()[:3]))
        return lexicon.coarser["month"].format(month=" ".join(filter(None, (name, match["year"]))))
    number = int(match["iso"] or match["m"])
    return lexicon.coarser["month"].format(month=months[number - 1]) if 1 <= number <= len(months) else None
