"""What search knows of the language: silent words, irregular forms, parts of compounds, and near meanings.

The words themselves are data (`samsyn/parameters/search/*.yaml`); this module gives them a shape.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from samsyn.core.searching.words import Stemmer, tokens

NEAR = "~"  # before the code of a group of near meanings, where groups and words stand in one list


class BadWords(ValueError):
    """A shipped list of words that cannot be used, with the place and what to do."""


@dataclass(frozen=True)
class Language:
    """The lists, stemmed.

    silent: words that are not searched. whole: stems never taken apart. no_part: words that are no part of another.
    parts: stems that compounds are made of, as shipped. near: stem → codes of its groups.
    phrases: first stem → (stems of the phrase, code of its group), longest phrase first.
    fingerprint: changes when any list does, so that an index made with other lists is known for what it is.
    """

    stem: Stemmer
    silent: frozenset[str]
    whole: frozenset[str]
    no_part: frozenset[str]
    parts: frozenset[str]
    near: Mapping[str, tuple[str, ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    fingerprint: str


def language_from(words: Mapping[str, Any], near: Sequence[Mapping[str, Any]]) -> Language:
    """The language of the shipped files. BadWords names the list or the group that does not hold."""
    for name in ("silent", "irregular", "last_part", "no_part", "whole", "parts"):
        if not words.get(name):
            raise BadWords(f"words.yaml: listan {name} saknas eller är tom. Skriv in den igen.")
    stem = Stemmer(words["irregular"], words["last_part"])
    singles: dict[str, list[str]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for code, members in _groups(near):
        for member in members:
            stems = tuple(stem(token.word) for token in tokens(member))
            if not stems:
                raise BadWords(f"near.yaml: i gruppen {code} står ”{member}”, som inte är något ord. Skriv om det.")
            if len(stems) == 1:
                groups = singles.setdefault(stems[0], [])
                if code not in groups:
                    groups.append(code)
            else:
                phrases.setdefault(stems[0], []).append((stems, code))
    return Language(
        stem=stem,
        silent=frozenset(words["silent"].split()),
        whole=frozenset(map(stem, words["whole"].split())),
        no_part=frozenset(words["no_part"].split()),
        parts=frozenset(map(stem, words["parts"].split())),
        near={word: tuple(codes) for word, codes in singles.items()},
        phrases={word: tuple(sorted(found, key=lambda each: -len(each[0]))) for word, found in phrases.items()},
        fingerprint=hashlib.sha256(json.dumps([words, list(near)], sort_keys=True, default=str).encode()).hexdigest()[
            :16
        ],
    )


def _groups(near: Sequence[Mapping[str, Any]]) -> Iterable[tuple[str, list[str]]]:
    seen: set[str] = set()
    for group in near:
        code = str(group.get("code") or "(utan kod)")
        if code in seen:
            raise BadWords(f"near.yaml: gruppen {code} står två gånger. Slå ihop dem eller byt kod på den ena.")
        seen.add(code)
        if not group.get("source"):
            raise BadWords(
                f"near.yaml: gruppen {code} saknar source. Skriv var orden står bredvid varandra, eller vår."
            )
        members = [str(word) for word in group.get("words") or ()]
        if len(members) < 2:
            raise BadWords(f"near.yaml: gruppen {code} behöver minst två ord. Lägg till ett eller ta bort gruppen.")
        yield code, members
