"""When the stricter rules for small numbers hold: health, violence, and people who must not be found.

The list is parameters/delivery/sensitive.yaml. An effort can also be marked when it delivers; that stands until a
correction takes it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import yaml

from samsyn.core.disclosure.rules import SENSITIVE, Rules


@dataclass(frozen=True)
class Sensitive:
    """Why something is sensitive, by what it is: a project's term (kind, code), a table, a dimension."""

    terms: Mapping[tuple[str, str], str]
    tables: Mapping[str, str]
    dimensions: Mapping[str, str]

    def why_project(self, terms: Iterable[tuple[str, str]]) -> list[str]:
        """Why everything of a project with these terms is under the stricter rules; empty when it is not."""
        return [self.terms[term] for term in terms if term in self.terms]

    def stricter(self, dimensions_by_table: Mapping[str, Iterable[str]]) -> dict[str, Rules]:
        """The tables that are under the stricter rules by themselves. Dimensions are named "exit.health"."""
        return {
            code: SENSITIVE
            for code, dimensions in dimensions_by_table.items()
            if code in self.tables or any(each.rpartition(".")[2] in self.dimensions for each in dimensions)
        }


@lru_cache(maxsize=1)
def sensitive() -> Sensitive:
    """The shipped list."""
    raw = yaml.safe_load((files("samsyn") / "parameters" / "delivery" / "sensitive.yaml").read_text("utf-8"))
    return Sensitive(
        {(each["kind"], each["code"]): each["why"] for each in raw["projects"]},
        {each["code"]: each["why"] for each in raw["tables"]},
        {each["code"]: each["why"] for each in raw["dimensions"]},
    )
