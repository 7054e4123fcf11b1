"""Amounts, chances and names as they are said on every page of this station."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from samsyn.apps.economics.naming import said
from samsyn.core.valuation.cube import PUBLIC, SOCIETY, WELLBEING
from samsyn.parameters.shipped import shipped_bank
from samsyn.web.formats import number, percent

MILLION, THOUSAND = 1e6, 1e3


def money(value: float) -> str:
    """145,2 Mkr · 340 tkr · 0 kr; as exact as a calculation like this deserves."""
    size = abs(value)
    if size >= 10 * MILLION:
        return _("%(n)s Mkr") % {"n": number(value / MILLION, 0)}
    if size >= 0.95 * MILLION:
        return _("%(n)s Mkr") % {"n": number(value / MILLION, 1)}
    if size >= 500:
        return _("%(n)s tkr") % {"n": number(value / THOUSAND, 0)}
    return _("%(n)s kr") % {"n": number(value, 0)}


def between(spread: Mapping[str, float]) -> str:
    """12–31 Mkr, or one amount where the ends are the same."""
    low, high = money(spread["low"]), money(spread["high"])
    return low if low == high else _("%(low)s till %(high)s") % {"low": low, "high": high}


def chance(share: float) -> str:
    """A chance as a frequency: in 87 of 100 calculations; never quite certain unless it is."""
    if share >= 1:
        return _("i alla beräkningar")
    if share <= 0:
        return _("inte i någon beräkning")
    hundredths = min(99, max(1, round(share * 100)))
    return _("i %(n)s av 100 beräkningar") % {"n": number(hundredths)}


def amount(value: float, unit: str) -> str:
    """A value with its unit: 25 %, 736 000 kr/person/år, 60 personer."""
    if unit in ("1", "1/year"):
        per = _(" om året") if unit == "1/year" else ""
        return percent(value, 0 if abs(value * 100 - round(value * 100)) < 0.05 else 1) + per
    return f"{number(value, 0 if abs(value) >= 100 or value == int(value) else 2)} {unit}"


def perspective(code: str) -> str:
    """What a perspective is called."""
    fixed: dict[str, Any] = {SOCIETY: _("Samhället"), PUBLIC: _("Offentlig sektor"), WELLBEING: _("Välbefinnande")}
    if code in fixed:
        return str(fixed[code])
    actor = shipped_bank().actors.get(code)
    return said(actor.name) if actor else code
