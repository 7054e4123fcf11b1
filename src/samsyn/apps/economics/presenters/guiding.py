"""The chain as the guide shows it before it makes the account: each link with its number, and what it rests on."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.economics.naming import reason_of, said
from samsyn.apps.economics.presenters.wording import amount
from samsyn.apps.economics.queries.applications import resting_of
from samsyn.apps.economics.queries.guiding import chain_values
from samsyn.core.valuation.scenario import Scenario, Value
from samsyn.parameters.shipped import shipped_bank

MONEY = ("effort", "year_outside", "year_on_the_way")


def link_facts(scenario: Scenario) -> list[dict[str, Any]]:
    """One line a value of the chain, in the order of the chain."""
    return [fact(value) for _link, values in chain_values(scenario) for value in values]


def money_facts(scenario: Scenario) -> list[dict[str, Any]]:
    """What the effort costs, and what a year outside costs where the account says it itself."""
    return [fact(scenario.values[code]) for code in MONEY if code in scenario.values]


def fact(value: Value) -> dict[str, Any]:
    """A number with its source and how strong the evidence is; or that it is an assumption, and why."""
    notes = [reason_of(value) if value.assumed else value.source]
    if value.grade:
        grade = next(each for each in shipped_bank().grades.values() if each.order == value.grade)
        notes.append(_("Underlagets styrka: %(grade)s.") % {"grade": said(grade.name).lower()})
    notes += [said({"sv": one.sv, "en": one.en}) for one in value.notices]
    found = {"label": said(value.name), "text": amount(value.known.mean, value.unit), "note": " ".join(notes)}
    if not value.assumed:
        return found
    return found | {"text": _("%(amount)s, antagande") % {"amount": found["text"]}, "tag": "warning"}


def resting(scenario: Scenario) -> str:
    """How many of the links rest on assumptions, in one sentence."""
    found = resting_of(scenario)
    if not found.assumed:
        return _("Alla länkar i kedjan har en källa.")
    return ngettext(
        "%(n)s av kedjans %(all)s länkar vilar på ett antagande.",
        "%(n)s av kedjans %(all)s länkar vilar på antaganden.",
        found.assumed,
    ) % {"n": found.assumed, "all": found.links}


def hidden(data: Any) -> list[tuple[str, str]]:
    """What was answered, to be sent again with the next step."""
    return [(name, data[name]) for name in data if name not in ("csrfmiddlewaretoken", "steg")]
