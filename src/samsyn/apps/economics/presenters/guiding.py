"""The chain as the guide shows it before it makes the account: each link with its number, and what it rests on."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samsyn.apps.economics.naming import said
from samsyn.apps.economics.presenters.wording import amount
from samsyn.apps.economics.queries.guiding import chain_values
from samsyn.core.valuation.scenario import Scenario, Value
from samsyn.parameters.shipped import shipped_bank
from samsyn.web.tables import Cell, Column, Table


def links_table(scenario: Scenario) -> Table:
    """One row a value of the chain, in the order of the chain."""
    columns = [Column(_("Länk")), Column(_("Tal"), numeric=True), Column(_("Vilar på"))]
    rows = [
        [said(value.name), amount(value.known.mean, value.unit), behind(value)]
        for _link, values in chain_values(scenario)
        for value in values
    ]
    return Table(_("Kedjan från gruppen till skillnaden"), columns, rows)


def money_table(scenario: Scenario) -> Table | None:
    """What the effort costs, and what a year outside costs where the account says it itself."""
    shown = [scenario.values[code] for code in ("effort", "year_outside", "year_on_the_way") if code in scenario.values]
    columns = [Column(_("Belopp")), Column(_("Kronor"), numeric=True), Column(_("Vilar på"))]
    rows = [[said(value.name), amount(value.known.mean, value.unit), behind(value)] for value in shown]
    return Table(_("Pengarna"), columns, rows) if rows else None


def behind(value: Value) -> Cell:
    """The source, with how strong the evidence is; or that it is an assumption, and why."""
    notes = []
    if value.grade:
        grade = next(each for each in shipped_bank().grades.values() if each.order == value.grade)
        notes.append(_("Underlagets styrka: %(grade)s.") % {"grade": said(grade.name).lower()})
    notes += [said({"sv": one.sv, "en": one.en}) for one in value.notices]
    if value.assumed:
        return Cell(_("Antagande"), tag="warning", note=" ".join([value.why, *notes]))
    return Cell(value.source, note=" ".join(notes))


def resting(scenario: Scenario) -> str:
    """How many of the links rest on assumptions, in one sentence."""
    links = chain_values(scenario)
    assumed = sum(any(value.assumed for value in values) for _link, values in links)
    if not assumed:
        return _("Alla länkar i kedjan har en källa.")
    return ngettext(
        "%(n)s av kedjans %(all)s länkar vilar på ett antagande.",
        "%(n)s av kedjans %(all)s länkar vilar på antaganden.",
        assumed,
    ) % {"n": assumed, "all": len(links)}


def hidden(data: Any) -> list[tuple[str, str]]:
    """What was answered, to be sent again with the next step."""
    return [(name, data[name]) for name in data if name not in ("csrfmiddlewaretoken", "steg")]
