"""The shipped lists, shaped and ready to look up in. BadLexicon names what is missing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from samsyn.core.anonymity.lexicon import SHORTEST_PART, Context, Lexicon, Place, Trait
from samsyn.core.anonymity.patterns import read_patterns

SHORT_WORD = 5  # letters
LARGE, MEDIUM, SMALL = 100_000, 20_000, 2_000  # people
CONTEXT = (
    "person_verbs", "titles", "role_nouns", "name_verbs", "kin_nouns", "place_prepositions", "only_places",
    "given_after",
    "apposition",
)  # fmt: skip


DATA = ("not_persons.yaml", "name_context.yaml", "combinations.yaml", "patterns.yaml")


class BadLexicon(ValueError):
    """A list lacks something that the check reads by; the message names it."""


def read_lexicon(texts: Mapping[str, str], data: Mapping[str, Any]) -> Lexicon:
    """Shape the shipped lists. BadLexicon names what is missing.

    texts: file name → contents of the plain lists. data: file name → contents of the YAML files.
    """
    try:
        return _shaped(texts, *(data[name] for name in DATA))
    except KeyError as error:
        raise BadLexicon(f"Namnlistorna saknar {error.args[0]}. Lägg till det i parameters/anonymity.") from None


def _shaped(texts: Mapping[str, str], others: Any, context: Any, combinations: Any, patterns: Any) -> Lexicon:
    order = _lines(texts["words.txt"])
    field = frozenset(context["field_words"].split())
    ordinary = field | {
        word for rank, word in enumerate(order) if len(word) > SHORT_WORD or rank < context["short_words"]
    }
    also = frozenset(context["also_words"].split())
    sure = frozenset(context["names_first"].split())
    own = frozenset(word.lower() for word in " ".join(_lines(texts["given_names_own.txt"])).split())
    listed = frozenset(name.lower() for name in _lines(texts["given_names.txt"]))
    function_words = frozenset(order[: context["function_words"]]) - also - own - sure
    also |= own & frozenset(order[: context["own_doubtful"]]) - sure
    also |= (listed & frozenset(order[context["listed_doubtful"] :])) - own - sure
    doubtful = (listed & frozenset(order)) - own - sure - also  # "lotten", "raden": a word before it is a name
    surnames = [*_lines(texts["surnames.txt"]), *" ".join(_lines(texts["surnames_own.txt"])).split()]
    known = " ".join(others["words"].values()).split()
    return Lexicon(
        given=(own | listed | also) - function_words,
        sure_given=own - also - frozenset(order),
        surnames=frozenset(name.lower() for name in surnames) - function_words,
        ordinary=ordinary,
        parts=field
        | frozenset(
            word
            for rank, word in enumerate(order)
            if rank < context["short_parts"] or (len(word) > SHORTEST_PART and rank < context["parts"])
        ),
        function_words=function_words,
        places=_places(texts["places.txt"], combinations["place_sizes"]),
        others=frozenset(word.lower() for word in known),
        phrases=tuple(others["phrases"]),
        abbreviations=frozenset(others["abbreviations"].split()),
        context=Context(
            also_words=also,
            doubtful=doubtful,
            **{key: frozenset(context[key].split()) for key in CONTEXT},
            **{key: frozenset(others[key].split()) for key in ("thing_nouns", "institutions", "memorials")},
        ),
        traits={
            code: Trait(code, row["kind"], row["points"], row["sv"], row["reason"])
            for code, row in combinations["kinds"].items()
        },
        trait_words={
            code: _pattern(_split(row["list"]), row["endings"]) for code, row in combinations["words"].items()
        },
        common_origins=frozenset(combinations["common_origins"].split()),
        patterns=read_patterns(
            patterns,
            {
                "ROLES": _split(combinations["roles"]),
                "OCCUPATIONS": tuple(
                    word
                    for name in ("occupation_rare", "occupation_common")
                    for word in _split(combinations["words"][name]["list"])
                ),
            },
        ),
        coarser=combinations["coarser"],
        numbers={name: tuple(words.split()) for name, words in combinations["number_words"].items()},
        stop_from=combinations["stop_from"]["value"],
        warn_from=combinations["warn_from"]["value"],
        kinds_to_stop=combinations["kinds_to_stop"]["value"],
    )


def _pattern(words: tuple[str, ...], endings: str) -> re.Pattern[str]:
    """Any of the words, whole, in any of the forms."""
    longest = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?i)(?<![\w-])(?:{longest}){endings}(?![\w-])")


def _split(listed: str) -> tuple[str, ...]:
    """Words of a list with commas where they hold spaces, otherwise parted by spaces."""
    parts = listed.split(",") if "," in listed else listed.split()
    return tuple(" ".join(part.split()) for part in parts if part.strip())


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _places(text: str, sizes: Mapping[str, str]) -> dict[str, Place]:
    given = {name: size for size, names in sizes.items() for name in names.split()}
    found: dict[str, Place] = {}
    for line in _lines(text):
        name, people, kind = line.split("\t")
        size = _size(int(people)) if kind == "locality" or (kind == "municipality" and int(people)) else ""
        if kind == "municipality":
            size = given.get(name, size or "medium")
        found.setdefault(name, Place(name, size, kind))
    return found


def _size(people: int) -> str:
    return "large" if people >= LARGE else "medium" if people >= MEDIUM else "small" if people >= SMALL else "village"
