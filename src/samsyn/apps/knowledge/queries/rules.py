"""What the rules for grades and degrees ask and say, read from the shipped files."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from samsyn.apps.catalogue.models.versions import spoken
from samsyn.core.evidence.methods import Fact, Level
from samsyn.parameters.shipped import contents


@dataclass(frozen=True)
class Scale:
    """One of the three questions: its named standard, its levels, and what each means.

    limits: upper limits of the cost bands, empty for the others.
    """

    raw: dict[str, Any]
    levels: tuple[Level, ...]
    limits: tuple[Decimal, ...] = ()

    @property
    def standard(self) -> str:
        return said(self.raw["standard"])

    @property
    def why(self) -> str:
        """Why the limits are where they are, where they are an assumption of ours."""
        return said(self.raw["why"]) if "why" in self.raw else ""

    def name(self, value: int) -> str:
        return said(self._level(value)["name"])

    def means(self, value: int) -> str:
        return said(self._level(value).get("means", {"sv": ""}))

    def values(self) -> list[int]:
        return [level["value"] for level in self.raw["levels"]]

    def _level(self, value: int) -> dict[str, Any]:
        return next(level for level in self.raw["levels"] if level["value"] == value)


def said(words: dict[str, str]) -> str:
    """The text in the reader's language."""
    return spoken(words["sv"], words.get("en", ""))


@lru_cache(maxsize=1)
def grade_rules() -> dict[str, Any]:
    """parameters/knowledge/grades.yaml as it stands."""
    return _shipped("grades.yaml")


@lru_cache(maxsize=1)
def degree_rules() -> dict[str, Any]:
    """parameters/knowledge/degrees.yaml as it stands."""
    return _shipped("degrees.yaml")


@lru_cache(maxsize=3)
def scale(question: str) -> Scale:
    """The scale of a question: "evidence", "cost" or "implementability"."""
    raw = grade_rules()[question]
    levels = tuple(Level(one["value"], tuple(Fact(need) for need in one.get("needs", []))) for one in raw["levels"])
    limits = tuple(Decimal(one["up_to"]) for one in raw["levels"] if "up_to" in one)
    return Scale(raw, levels, limits)


def fact_words(fact: Fact) -> str:
    """What the fact is, in words that fit in a list."""
    return said(grade_rules()["facts"][fact.value])


def several() -> int:
    """How many verified organisations count as several sites."""
    return int(grade_rules()["evidence"]["several"]["value"])


def kept_share() -> Decimal:
    """The least share of core parts that must be kept at the top of the scale for taking up."""
    return Decimal(str(grade_rules()["implementability"]["kept"]["value"]))


def _shipped(name: str) -> dict[str, Any]:
    found: dict[str, Any] = contents(files("samsyn.parameters").joinpath("knowledge", name).read_text("utf-8"), name)
    return found
