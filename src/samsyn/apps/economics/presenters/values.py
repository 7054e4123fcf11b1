"""The values of an account: sliders for the chain, the list of sources, and one value with what stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import isclose
from typing import Any

import numpy as np
from django.urls import reverse
from django.utils.translation import gettext as _

from samsyn.apps.economics.naming import reason_of, said, tongue
from samsyn.apps.economics.presenters.wording import amount
from samsyn.apps.economics.queries import STEPS
from samsyn.core.valuation.entries import Grade
from samsyn.core.valuation.scenario import SHARES, Scenario, Value
from samsyn.core.valuation.turning import ENDS
from samsyn.parameters.shipped import shipped_bank
from samsyn.valuing.telling import why
from samsyn.web.formats import plainnumber
from samsyn.web.tables import Cell, Column, Table

SLIDDEN = ("reach", "start", "completion", "effect", "anyway", "attribution", "displacement", "drop_off")


def sliders(scenario: Scenario) -> list[dict[str, Any]]:
    """One slider for each link of the chain that is a share, with the value as it stands."""
    found = []
    for link in SLIDDEN:
        value = scenario.values.get(f"chain.{link}")
        if value is None or (link not in SHARES and not 0 <= value.known.mean <= 1):
            continue
        found.append(
            {
                "code": value.code,
                "field": field_of(value.code),
                "label": said(value.name),
                "value": round(value.known.mean * STEPS),
                "text": amount(value.known.mean, value.unit),
                "assumed": value.assumed,
            }
        )
    return found


def field_of(code: str) -> str:
    """A value's code as the name of a field of a form."""
    return code.replace(".", "-")


def sources_table(result: Mapping[str, Any], address: Callable[[str], str]) -> Table:
    """Every number the account rests on, with where it comes from; each opens its own page, at the address of its
    code."""
    say = tongue()
    columns = [Column(_("Värde")), Column(_("Tal"), numeric=True), Column(_("Källa eller antagande")),
               Column(_("Kvalitet")), Column(_("Underlag"))]  # fmt: skip
    rows = []
    for one in result["sources"]:
        behind = Cell(one["source"]) if one["source"] else Cell(_("Antagande"), tag="warning", note=why(one, say))
        rows.append(
            [
                Cell(said(one["name"]), href=address(one["code"])),
                amount(one["value"], one["unit"]),
                behind,
                plainnumber(one["quality"]) if one["quality"] else "–",
                plainnumber(one["grade"]) if one["grade"] else "–",
            ]
        )
    return Table(_("Alla tal och var de kommer från"), columns, rows)


def is_written(contents: Mapping[str, Any], code: str) -> bool:
    """Whether the account says the value itself; otherwise it is an assumption of the bank."""
    if code.startswith("chain."):
        return isinstance(contents["chain"].get(code.removeprefix("chain.")), Mapping)
    return code in contents.get("values", {})


def value_facts(value: Value, grades: Mapping[str, Grade]) -> list[dict[str, Any]]:
    """One value: the number as it was given and as it is used, its band, source, quality, grade and price year."""
    low, high = (float(end) for end in value.used.at(np.array(ENDS)))
    facts = [{"label": _("Tal"), "text": amount(value.known.mean, value.unit)}]
    if not isclose(value.used.mean, value.known.mean):
        lowered = value.used.mean < value.known.mean
        note = _("Sänkt därför att underlaget är svagt.") if lowered else _("Höjt därför att underlaget är svagt.")
        facts.append({"label": _("Räknas som"), "text": amount(value.used.mean, value.unit), "note": note})
    if low != high:
        facts.append({"label": _("Nio av tio beräkningar"), "text": tongue().ends(low, high, value.unit)})
    facts.append(
        {"label": _("Källa"), "text": value.source}
        if value.source
        else {"label": _("Antagande"), "text": reason_of(value)}
    )
    if value.quality:
        facts.append({"label": _("Kvalitet (1 är bäst)"), "text": plainnumber(value.quality)})
    if value.grade:
        grade = next(each for each in grades.values() if each.order == value.grade)
        facts.append({"label": _("Underlagets styrka"), "text": said(grade.name), "note": said(grade.means)})
    if value.price_year:
        facts.append({"label": _("Prisår"), "text": plainnumber(value.price_year)})
    facts += [{"label": _("Obs"), "text": said({"sv": one.sv, "en": one.en})} for one in value.notices]
    return facts


def price_facts_of(value: Value, *, then: bool = False) -> list[dict[str, Any]]:
    """The price that a number was taken from. then: it was frozen, and the bank may have changed since."""
    if not value.price:
        return []
    price = shipped_bank().prices.get(value.price)
    note = _("Som det stod när kalkylen frystes; banken kan ha ändrats sedan dess.") if then else ""
    if price is None:
        return [{"label": _("Ur prisbanken"), "text": value.price, "note": note}]
    href = reverse("price", args=[price.code])
    return [{"label": _("Ur prisbanken"), "text": said(price.name), "href": href, "note": note}]
