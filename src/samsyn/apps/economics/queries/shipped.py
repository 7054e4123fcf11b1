"""The cases that ship with Samsyn: what a new account can begin from."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from samsyn.parameters.shipped import contents, scenario_texts
from samsyn.web.formats import in_english


@dataclass(frozen=True)
class ShippedCase:
    """One shipped scenario. raw: as the format writes it."""

    code: str
    raw: dict[str, Any]

    @property
    def name(self) -> str:
        return self._said("name")

    @property
    def about(self) -> str:
        return self._said("about")

    @property
    def source(self) -> str:
        return str(self.raw["source"])

    def _said(self, field: str) -> str:
        return str(self.raw[field]["en" if in_english() else "sv"])


@lru_cache(maxsize=1)
def _read() -> dict[str, ShippedCase]:
    return {code: ShippedCase(code, contents(text, f"{code}.yaml")) for code, text in scenario_texts().items()}


def shipped_cases() -> list[ShippedCase]:
    """Every case, in the order of their names."""
    return sorted(_read().values(), key=lambda case: case.name)


def shipped_case(code: str) -> ShippedCase | None:
    """One case, with a copy of its contents that may be changed."""
    case = _read().get(code)
    return ShippedCase(case.code, copy.deepcopy(case.raw)) if case else None
