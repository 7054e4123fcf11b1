"""A scenario with everything it took from the bank written out, and back: what a frozen account keeps.

Read again it gives the same draws and the same answer, whatever the bank says by then. Every field is written by the
type that it is declared with, so that one added later is not forgotten.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from samsyn.core.valuation.bank_faults import BadValue, Fault
from samsyn.core.valuation.distributions import FAMILIES, Distribution, Fixed
from samsyn.core.valuation.scenario import Scenario

FROZEN = "samsyn-konto-fryst/1"
KINDS: Mapping[str, Any] = {"fixed": Fixed, **{family: made for family, (made, _) in FAMILIES.items()}}
REMEDY = "Hämta den på nytt; en fryst kalkyl ändras inte för hand."


def is_frozen(raw: object) -> bool:
    return isinstance(raw, Mapping) and raw.get("format") == FROZEN


def frozen_form(scenario: Scenario) -> dict[str, Any]:
    """The scenario as plain values, ready for JSON or YAML."""
    return {"format": FROZEN, **_plain(scenario)}


def thawed(raw: Mapping[str, Any], name: str = "scenario") -> Scenario:
    """The scenario that was frozen. BadValue when the form is no longer whole."""
    try:
        scenario: Scenario = _made(Scenario, {key: value for key, value in raw.items() if key != "format"})
    except _Broken as broken:
        raise BadValue([Fault(name, "", broken.path, "Den frysta kalkylen är inte hel.", REMEDY)]) from None
    return scenario


class _Broken(ValueError):
    """path: the field that is missing, unknown or of the wrong kind."""

    def __init__(self, path: str = "") -> None:
        self.path = path
        super().__init__(path)

    def under(self, name: str) -> _Broken:
        return _Broken(".".join(filter(None, (name, self.path))))


def _plain(value: Any) -> Any:
    if type(value) in KINDS.values():
        family = next(name for name, made in KINDS.items() if made is type(value))
        return {"family": family, **{field.name: getattr(value, field.name) for field in fields(value)}}
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        if value and all(is_dataclass(each) for each in value.values()):
            return [_plain(each) for each in value.values()]  # in order, which a store may forget of keys
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    return str(value) if isinstance(value, Decimal | date) else value


def _made(kind: Any, raw: Any) -> Any:
    """The value of a declared type. _Broken where the raw one is of another."""
    try:
        if kind is Distribution:
            numbers = {name: float(number) for name, number in raw.items() if name != "family"}
            return KINDS[raw["family"]](**numbers)
        if is_dataclass(kind):
            return _dataclass(kind, raw)
        origin, inside = get_origin(kind), get_args(kind)
        if origin in (Union, types.UnionType):
            return _one_of(inside, raw)
        if origin is tuple:
            every = inside[:1] * len(raw) if inside[-1] is Ellipsis else inside
            return tuple(_within(str(at), *each) for at, each in enumerate(zip(every, raw, strict=True)))
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return _mapping(inside[1], raw)
        return _single(kind, raw)
    except _Broken:
        raise
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        raise _Broken from None


def _dataclass(kind: Any, raw: Mapping[str, Any]) -> Any:
    declared = {field.name: field for field in fields(kind)}
    for name in raw:
        if name not in declared:
            raise _Broken(str(name))
    found = {}
    for name, field in declared.items():
        if name in raw:
            found[name] = _within(name, _types(kind)[name], raw[name])
        elif field.default is MISSING and field.default_factory is MISSING:
            raise _Broken(name)
    return kind(**found)


def _mapping(kind: Any, raw: Any) -> dict[str, Any]:
    if is_dataclass(kind) and isinstance(raw, list):
        entries: list[Any] = [_within(str(at), kind, each) for at, each in enumerate(raw)]
        return {entry.code: entry for entry in entries}
    return {key: _within(key, kind, each) for key, each in raw.items()}


def _one_of(kinds: tuple[Any, ...], raw: Any) -> Any:
    if raw is None and type(None) in kinds:
        return None
    written = str in kinds and isinstance(raw, str)
    return _made(str if written else next(each for each in kinds if each not in (str, type(None))), raw)


def _single(kind: Any, raw: Any) -> Any:
    if kind is date:
        return raw if isinstance(raw, date) else date.fromisoformat(raw)
    if kind in (float, Decimal):
        return kind(raw)  # a store may give a whole number back as an integer
    if type(raw) is not kind:
        raise _Broken
    return raw


def _within(name: str, kind: Any, raw: Any) -> Any:
    try:
        return _made(kind, raw)
    except _Broken as broken:
        raise broken.under(name) from None


@cache
def _types(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
