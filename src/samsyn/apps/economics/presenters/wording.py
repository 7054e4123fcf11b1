"""Amounts, chances, names and tables as they are said on every page of this station: by the tongue of the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from samsyn.apps.economics.naming import said, tongue
from samsyn.parameters.shipped import shipped_bank
from samsyn.valuing import blocks
from samsyn.valuing.tongue import WHOLES
from samsyn.web.tables import Column, Table


def money(value: float) -> str:
    """145,2 Mkr · 340 tkr · 0 kr."""
    return tongue().money(value)


def between(spread: Mapping[str, float]) -> str:
    """12,0 Mkr till 31,5 Mkr, or one amount where the ends are the same."""
    return tongue().between(spread)


def chance(share: float) -> str:
    """i 87 av 100 beräkningar."""
    return tongue().frequency(share)


def amount(value: float, unit: str) -> str:
    """25 % · 736 000 kr per person och år · 60 personer."""
    return tongue().with_unit(value, unit)


def perspective(code: str) -> str:
    """What a party, or a whole of parties, is called."""
    if code in WHOLES:
        return said(WHOLES[code])
    actor = shipped_bank().actors.get(code)
    return said(actor.name) if actor else code


def as_table(table: blocks.Table, rows: Sequence[Any] | None = None) -> Table:
    """A table of the report as one on a page. rows: in place of its own, where a page marks or links them."""
    columns = [Column(head, numeric=at in table.numeric) for at, head in enumerate(table.heads)]
    return Table(table.caption, columns, [list(row) for row in (rows or table.rows)], note=table.note)
