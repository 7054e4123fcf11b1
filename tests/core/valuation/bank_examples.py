"""A small bank with invented amounts, small enough to read at once, and ways to change it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from samsyn.core.valuation.bank import BadValue, Bank, Fault, read_bank

Raw = dict[str, Any]


def names(word: str) -> Raw:
    return {"sv": word, "en": f"{word} in English"}


def value(**changes: Any) -> Raw:
    """One value of a price, whole."""
    return {
        "value": 1000, "price_year": 2022, "average": "value", "marginal": None, "releasable": None,
        "source": "Påhittad lista 2022", "quality": 1, **changes,
    }  # fmt: skip


def price(**changes: Any) -> Raw:
    """One price, whole."""
    return {
        "code": "bed_day", "name": names("Vårddygn"), "group": "health", "unit": "kr/person/day", "index": "base",
        "bearer": "region", "kind": "resource", "ledger": "fiscal", "licence": "fact", "review_by": date(2027, 6, 30),
        "values": {date(2022, 1, 1): value()}, **changes,
    }  # fmt: skip


def index(**changes: Any) -> Raw:
    return {
        "code": "base", "name": names("Basbelopp"), "unit": "kr/year", "notes": names("Påhittat"),
        "review_by": date(2027, 6, 30),
        "values": {
            2021: {"value": 50000, "source": "Påhittat", "quality": 1},
            2022: {"value": 52000, "source": "Påhittat", "quality": 1},
            2024: {"value": 65000, "source": "Påhittat", "quality": 2},
        }, **changes,
    }  # fmt: skip


def actor(code: str, level: str, parent: str | None, column: str | None = None) -> Raw:
    return {"code": code, "level": level, "name": names(code), "parent": parent, "column": column}


def files(*prices: Raw) -> Raw:
    """The files of a small bank."""
    head = {"label": names("Prov"), "version": "1"}
    return {
        "prices.yaml": {**head, "prices": list(prices) or [price()]},
        "indices.yaml": {**head, "indices": [index(), index(code="empty", name=names("Tomt index"), values={})]},
        "words.yaml": {
            **head,
            "actors": [
                actor("society", "whole", None),
                actor("public_sector", "sector", "society"),
                actor("region", "column", "public_sector", "region"),
                actor("individual", "part", "society"),
            ],
            "groups": [{"code": "health", "name": names("Vård")}, {"code": "model_values", "name": names("Modeller")}],
            "licences": [
                {"code": "fact", "use": True, "name": names("Fakta")},
                {"code": "closed", "use": False, "name": names("Får inte spridas")},
            ],
            "units": [
                {"code": "kr/person/day", "period": "day", "yearly": "kr/person/year", "name": names("kr per dygn")},
                {"code": "kr/person/year", "period": "year", "yearly": "kr/person/year", "name": names("kr per år")},
                {"code": "kr/visit", "period": None, "yearly": None, "name": names("kr per besök")},
            ],
            "conversions": [
                {"code": "year", "factor": 1, "name": names("år"), "why": names("Samma"), "assumption": False},
                {"code": "day", "factor": "5 * 73", "name": names("dygn"), "why": names("Alla"), "assumption": True},
            ],
        },
    }  # fmt: skip


def bank(*prices: Raw) -> Bank:
    return read_bank(files(*prices))


def faults(raw: Mapping[str, Any]) -> tuple[Fault, ...]:
    """What is wrong in the files; empty when nothing is."""
    try:
        read_bank(raw)
    except BadValue as error:
        return error.faults
    return ()


def without(raw: Raw, field: str) -> Raw:
    changed = deepcopy(raw)
    del changed[field]
    return changed
