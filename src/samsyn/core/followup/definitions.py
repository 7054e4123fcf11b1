"""Shaping ladders and reasons for leaving from the mappings in which they are kept (YAML read by somebody else)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from samsyn.core.followup.ladders import BadLadder, Dimension, Ladder, State, faults
from samsyn.core.followup.reasons import Reason

Raw = Mapping[str, Any]
POSITIVE: Mapping[object, bool | None] = {True: True, False: False, "neutral": None}


def ladder_from(raw: Raw, common: Ladder | None = None) -> Ladder:
    """Shape one ladder file. Without `common` the ladder is itself the common one: each state answers to itself.

    A dimension written only `{same_as_common: support}` is taken over whole.
    BadLadder names what is missing, what occurs twice, and every state without a counterpart.
    """
    where = f"Stegen {raw.get('code', '(utan kod)')}"
    _need(raw, ("code", "version", "label", "source", "dimensions"), where)
    ladder = Ladder(
        code=raw["code"],
        version=_version(raw, where),
        label=_swedish(raw, where),
        label_en=_english(raw),
        source=raw["source"],
        dimensions=tuple(_dimension(each, common, where) for each in raw["dimensions"]),
    )
    if common is not None and (wrong := faults(ladder, common)):
        raise BadLadder(f"{where} går inte att läsa i den gemensamma stegen. {' '.join(wrong)}")
    return ladder


def reasons_from(raw: Raw) -> tuple[Reason, ...]:
    """Shape the file of reasons for leaving. BadLadder names the reason and what it lacks."""
    _need(raw, ("version", "source", "reasons"), "Avslutsorsakerna")
    reasons = tuple(_reason(each, raw) for each in raw["reasons"])
    codes = [reason.code for reason in reasons]
    for code in codes:
        if codes.count(code) > 1:
            raise BadLadder(f"Avslutsorsaken {code} finns två gånger. Ge den ena en annan kod.")
    return reasons


def _dimension(raw: Raw, common: Ladder | None, where: str) -> Dimension:
    if code := raw.get("same_as_common"):
        if common is None:
            raise BadLadder(f"{where}: den gemensamma stegen kan inte låna dimensionen {code} av sig själv.")
        return common.dimension(code)
    where = f"{where}, dimensionen {raw.get('code', '(utan kod)')}"
    _need(raw, ("code", "label", "states"), where)
    if not isinstance(raw.get("ordered"), bool):
        raise BadLadder(f"{where} säger inte om den är ordnad. Skriv ordered: true eller ordered: false.")
    return Dimension(
        code=raw["code"],
        label=_swedish(raw, where),
        label_en=_english(raw),
        states=tuple(_state(each, common, where) for each in raw["states"]),
        ordered=raw["ordered"],
        source=raw.get("source", ""),
    )


def _state(raw: Raw, common: Ladder | None, where: str) -> State:
    where = f"{where}, läget {raw.get('code', '(utan kod)')}"
    _need(raw, ("code", "label") if common is None else ("code", "label", "common"), where)
    order = raw.get("order")
    if order is not None and (not isinstance(order, int) or isinstance(order, bool)):
        raise BadLadder(f"{where}: order är ett helt tal, inte {order}.")
    meaning = raw.get("definition") or {}
    return State(
        code=raw["code"],
        label=_swedish(raw, where),
        label_en=_english(raw),
        common=raw.get("common", raw["code"]),
        order=order,
        definition=meaning.get("sv", ""),
        definition_en=meaning.get("en", ""),
    )


def _reason(raw: Raw, page: Raw) -> Reason:
    where = f"Avslutsorsaken {raw.get('code', '(utan kod)')}"
    _need(raw, ("code", "label"), where)
    if raw.get("positive") not in POSITIVE:
        raise BadLadder(f"{where} säger inte om den är positiv. Skriv positive: true, false eller neutral.")
    meaning = raw.get("definition") or {}
    return Reason(
        code=raw["code"],
        label=_swedish(raw, where),
        label_en=_english(raw),
        positive=POSITIVE[raw["positive"]],
        completed=raw.get("completed", False),
        mistake=raw.get("mistake", False),
        version=_version({**page, **raw}, where),
        source=raw.get("source", page["source"]),
        definition=meaning.get("sv", ""),
        definition_en=meaning.get("en", ""),
    )


def _need(raw: Raw, keys: tuple[str, ...], where: str) -> None:
    for key in keys:
        if not raw.get(key):
            raise BadLadder(f"{where} saknar {key}. Fyll i det.")


def _swedish(raw: Raw, where: str) -> str:
    label = raw["label"]
    if not isinstance(label, Mapping) or not label.get("sv"):
        raise BadLadder(f"{where} saknar svenskt namn. Skriv label: {{sv: …, en: …}}.")
    return str(label["sv"])


def _english(raw: Raw) -> str:
    return str(raw["label"].get("en", ""))


def _version(raw: Raw, where: str) -> int:
    version = raw["version"]
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise BadLadder(f"{where}: version är ett helt tal från 1, inte {version}.")
    return version
