"""How numbers, addresses and traits are written: regular expressions from the shipped data, compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from samsyn.core.anonymity.found import Kind, Sure

WINDOW = (70, 60)  # signs before and after in which a word may excuse a number
MACRO = re.compile(r"<([A-Z_]+)>")

Regex = re.Pattern[str]


@dataclass(frozen=True)
class Identifier:
    """One way to write something that leads to one person.

    say: which sentence tells it. group: the part of the match that is covered. digits: fewest and most.
    unless, unless_before, unless_near: where this is found in, just before or near what is covered, it does not count.
    """

    kind: Kind
    say: str
    regex: Regex
    sure: Sure
    stops: bool
    group: int | str
    digits: tuple[int, int] | None
    unless: Regex | None
    unless_before: Regex | None
    unless_near: Regex | None

    def counts(self, text: str, match: re.Match[str]) -> bool:
        start, end = match.span(self.group)
        covered = text[start:end]
        if self.digits and not self.digits[0] <= sum(sign.isdigit() for sign in covered) <= self.digits[1]:
            return False
        near = text[max(0, match.start() - WINDOW[0]) : match.end() + WINDOW[1]]
        looked = (
            (self.unless, covered.strip()),
            (self.unless_before, text[max(0, start - WINDOW[0]) : start]),
            (self.unless_near, near),
        )
        return not any(regex.search(where) for regex, where in looked if regex)


@dataclass(frozen=True)
class Patterns:
    """identifiers in the order they are tried; traits by name, each with its ways to be written."""

    identifiers: tuple[Identifier, ...]
    traits: Mapping[str, tuple[Regex, ...]]

    def one(self, name: str) -> Regex:
        """The only pattern of a name that has one."""
        return self.traits[name][0]


def read_patterns(data: Mapping[str, Any], lists: Mapping[str, tuple[str, ...]]) -> Patterns:
    """Compile the shipped patterns. KeyError names what is missing. lists: words that <NAME> stands for, by name."""
    macros = dict(data["macros"])
    for name, words in lists.items():
        macros[name] = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))

    def compiled(written: str) -> Regex:
        while MACRO.search(written):
            written = MACRO.sub(lambda match: macros[match[1]], written)
        return re.compile(written)

    def excuse(row: Mapping[str, Any], name: str) -> Regex | None:
        return compiled(macros[row[name]]) if name in row else None

    identifiers = tuple(
        Identifier(
            row["kind"],
            row["say"],
            compiled(row["pattern"]),
            row["sure"],
            row.get("stops", True),
            row.get("group", 0),
            (row["digits"][0], row["digits"][1]) if "digits" in row else None,
            excuse(row, "unless"),
            excuse(row, "unless_before"),
            excuse(row, "unless_near"),
        )
        for row in data["identifiers"]
    )
    return Patterns(identifiers, {name: tuple(map(compiled, ways)) for name, ways in data["traits"].items()})
