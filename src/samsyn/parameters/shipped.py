"""The bank of prices that ships with Samsyn, read from its files."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from samsyn.core.valuation.bank import BadValue, Bank, Fault, read_bank

_Fast: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # a command should answer at once


class _EachKeyOnce(_Fast):  # type: ignore[misc]
    """YAML in which a key written twice is a fault; otherwise the first value would vanish without a word."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                place = f"rad {node.start_mark.line + 1}"
                raise BadValue([Fault("", place, str(key), "står två gånger.", "Ta bort eller byt namn på det ena.")])
        found: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return found


def valuation_files() -> dict[str, Any]:
    """File name → its contents, for all files of the bank."""
    folder = files("samsyn.parameters").joinpath("valuation")
    names = sorted(each.name for each in folder.iterdir() if each.name.endswith(".yaml"))
    return {name: contents(folder.joinpath(name).read_text("utf-8"), name) for name in names}


def scenario_texts() -> dict[str, str]:
    """The scenarios that ship, as text by the name of their file, which is their code."""
    folder = files("samsyn.parameters").joinpath("valuation", "scenarios")
    found = {each.name.removesuffix(".yaml"): each for each in folder.iterdir() if each.name.endswith(".yaml")}
    return {code: found[code].read_text("utf-8") for code in sorted(found)}


def contents(text: str, name: str) -> Any:
    """YAML as plain values. BadValue when a key is written twice."""
    try:
        return yaml.load(text, Loader=_EachKeyOnce)  # noqa: S506 (a SafeLoader)
    except BadValue as error:
        raise BadValue(
            [Fault(name, each.entry, each.field, each.problem, each.remedy) for each in error.faults]
        ) from None


@lru_cache(maxsize=1)
def shipped_bank() -> Bank:
    """The shipped bank. BadValue lists what is wrong in the files."""
    return read_bank(valuation_files())
