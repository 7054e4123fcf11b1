"""The questions that applications are weighed on, as they ship and as a call asks them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from samsyn.web.formats import in_english


@dataclass(frozen=True)
class Criterion:
    """One question in the reader's language. levels: what 0, 1, 2, 3 and 4 mean; empty for a call's own question."""

    code: str
    name: str
    question: str
    levels: tuple[str, ...]

    def level(self, value: int) -> str:
        return self.levels[value] if value < len(self.levels) else ""


@cache
def shipped() -> tuple[dict[str, Any], ...]:
    """The six questions as the file writes them: code, name, question and levels in both languages."""
    text = files("samsyn.parameters").joinpath("governance", "criteria.yaml").read_text("utf-8")
    return tuple(
        {name: one[name] for name in ("code", "name", "question", "levels")} for one in yaml.safe_load(text)["criteria"]
    )


def own(number: int, name: str, question: str) -> dict[str, Any]:
    """A call's own question: the words are the same in every language."""
    return {
        "code": f"own_{number}",
        "name": {"sv": name, "en": name},
        "question": {"sv": question, "en": question},
        "levels": [],
    }


def read(raw: Mapping[str, Any]) -> Criterion:
    """A kept question in the reader's language."""
    tongue = "en" if in_english() else "sv"
    levels = tuple(level[tongue] for level in raw["levels"])
    return Criterion(raw["code"], raw["name"][tongue], raw["question"][tongue], levels)


def criteria_of(choosing) -> list[Criterion]:
    return [read(raw) for raw in choosing.criteria]
