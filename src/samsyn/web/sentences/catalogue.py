"""The sentences and names that the core says in Swedish, as files beside their English."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from string import Formatter
from typing import Any

PARAMETERS = Path(__file__).resolve().parents[2] / "parameters"
MADE_OF_PARTS = "made of parts"  # the heading of what stands whole in no source
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Sentence:
    """One sentence of the catalogue. sv holds {names}; en holds the same, with how each is said: {name:said}.

    How: as it is without a word; `said`, a sentence or phrase itself; `last`, of which only the last word is one;
    `number`; `and` and `or`, a list with that word; `list`, phrases with commas between; `name`, of something
    in the bank and the like; `names`, several of them.
    """

    sv: str
    en: str

    @cached_property
    def names(self) -> list[str]:
        return [name for _literal, name, _how, _conversion in Formatter().parse(self.sv) if name]

    @cached_property
    def literals(self) -> list[str]:
        """The text around and between the values, one more than there are values."""
        found = [""]
        for literal, name, _how, _conversion in Formatter().parse(self.sv):
            found[-1] += literal
            if name:
                found.append("")
        return found

    @cached_property
    def weight(self) -> int:
        """How much of it is fixed."""
        return sum(map(len, self.literals))

    @cached_property
    def words(self) -> list[str]:
        """Fixed words that no value can grow together with."""
        found = []
        for at, literal in enumerate(self.literals):
            for match in WORD.finditer(literal):
                grows = (match.start() == 0 and at > 0) or (match.end() == len(literal) and at < len(self.literals) - 1)
                if not grows:
                    found.append(match[0])
        return found

    def values_in(self, text: str) -> dict[str, str] | None:
        """What the text is filled in with, or None when it is another sentence.

        Each value is as short as it can be, and takes one pass: no text can make this slow.
        """
        first, last, end = self.literals[0], self.literals[-1], len(text) - len(self.literals[-1])
        if not self.names:
            return {} if text == first else None
        if not text.startswith(first) or not text.endswith(last) or end < len(first):
            return None
        at, values = len(first), dict[str, str]()
        for name, literal in zip(self.names, [*self.literals[1:-1], None], strict=True):
            until = end if literal is None else text.find(literal, at, end)
            if until < 0:
                return None
            values[name] = text[at:until]
            at = until + len(literal or "")
        return values


@cache
def sentences() -> tuple[Sentence, ...]:
    """The catalogue, with most fixed text first, so that the most telling one is tried first."""
    found = [Sentence(each["sv"], each["en"]) for _heading, each in catalogue()]
    return tuple(sorted(found, key=lambda one: -one.weight))


def catalogue() -> Iterator[tuple[str, dict[str, str]]]:
    """(heading, {"sv", "en"}) of everything in the catalogue's files. The heading is the module it was written for."""
    for path in sorted((PARAMETERS / "sentences").glob("*.yaml")):
        for heading, entries in _read(path).items():
            for each in entries:
                yield heading, each


@cache
def by_word() -> dict[str, list[int]]:
    """The rarest word of each sentence → the places in `sentences()` of those that have it."""
    many = Counter(word for one in sentences() for word in set(one.words))
    found: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(sentences()):
        found[min(one.words, key=lambda word: (many[word], -len(word), word))].append(place)
    return dict(found)


@cache
def names() -> dict[str, str]:
    """Swedish names, as the core writes them, to English."""
    from samsyn.checker import measures
    from samsyn.parameters.shipped import shipped_bank

    bank = shipped_bank()
    found = {"kvinnor": "women", "män": "men", "planerat": "planned", "faktiskt": "actual"}
    found |= {each.name["sv"].lower(): each.name["en"].lower() for each in measures()}  # in the middle of a sentence
    found |= {_capital(sv): _capital(en) for sv, en in found.items()}  # and at its beginning
    entries = (*bank.prices.values(), *bank.indices.values(), *bank.units.values())
    found |= {each.name["sv"]: each.name["en"] for each in entries}
    traits = _read(PARAMETERS / "anonymity" / "combinations.yaml")["kinds"].values()
    return found | {each["sv"]: each["en"] for each in traits}


def _read(path: Path) -> Any:
    import yaml

    return yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
