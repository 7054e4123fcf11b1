"""What a method costs in ordinary use beside what exclusion costs: what is recorded on either side, and no more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from samsyn.apps.economics.models import FrozenAccount
from samsyn.apps.economics.queries.years_in import YearsIn, years_in
from samsyn.apps.knowledge.models import Counted, Method, What
from samsyn.apps.knowledge.queries.counting import accounts_to_name, counted_of, open_accounts
from samsyn.apps.knowledge.queries.methods import Use, uses_with_figures
from samsyn.core.tables.figure import Figure
from samsyn.core.valuation.bank_faults import Missing
from samsyn.core.valuation.entries import Quote
from samsyn.parameters.shipped import shipped_bank

MOST = 2  # accounts of projects that are shown, the latest frozen first


@dataclass(frozen=True)
class Weighed:
    """Costs on one side, exclusion on the other. bank: shown where no account says what exclusion costs.

    ordinary: what organisations have counted for a participant in ordinary use. projects: what the projects that tried
    it have cost a participant. linked: the key of the copy that the keeper has chosen. seen: accounts that the reader
    may see; the others are named, not linked.
    """

    ordinary: Sequence[Counted]
    projects: Sequence[tuple[Use, Figure]]
    accounts: Sequence[YearsIn]
    bank: Sequence[Quote]
    linked: int | None
    seen: frozenset[int]


def weighed(method: Method, user) -> Weighed:
    """Everything that is recorded on either side, as the reader may see it, in a fixed number of questions."""
    uses, ordinary = uses_with_figures(method, user), counted_of(method, What.COST)
    costs = [(use, figure) for use in uses if (figure := _cost(use.figures))]
    copies = _copies(method, [use.row.project_id for use in uses], user)
    accounts = [found for frozen in copies if (found := years_in(frozen))]
    seen = open_accounts(user, [*copies, *(row.frozen for row in ordinary)])
    bank = [] if accounts else bank_quotes()
    return Weighed(ordinary, costs, accounts, bank, method.exclusion_id, frozenset(seen))


def _cost(figures: Mapping[str, Figure]) -> Figure | None:
    found = figures.get("cost_per_participant.outcome")
    return found if found is not None and found.value is not None else None


def _copies(method: Method, projects: Sequence[int], user) -> list[FrozenAccount]:
    """The copy that the keeper has linked, and the newest of each account that the reader may see on its projects.

    Whoever linked a copy said that it is shown to everyone who reads the card, as with the figures of a project.
    """
    keys = [method.exclusion_id] if method.exclusion_id else []
    accounts = set()
    for pk, account in accounts_to_name(user).filter(account__project__in=projects).values_list("pk", "account"):
        if account not in accounts and pk not in keys and len(accounts) < MOST:
            accounts.add(account)
            keys.append(pk)
    found = FrozenAccount.objects.select_related("account__organisation").in_bulk(keys) if keys else {}
    return [found[pk] for pk in keys]


@cache
def bank_quotes() -> tuple[Quote, ...]:
    """The bank's own amounts for a year outside, the latest of each."""
    text = files("samsyn.parameters").joinpath("knowledge/exclusion.yaml").read_text("utf-8")
    bank = shipped_bank()
    found = []
    for code in yaml.safe_load(text)["prices"]:
        since = bank.prices[code].values[-1].since
        try:
            found.append(bank.yearly(bank.price(code, since.year if since else 0)))
        except Missing:
            continue
    return tuple(found)
