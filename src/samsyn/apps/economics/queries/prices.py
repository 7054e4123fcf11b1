"""The bank of prices as its pages show it: entries by group, one price over time, and what it is in another year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from samsyn.core.valuation.bank import Bank, Missing, Uprated
from samsyn.core.valuation.entries import Price, Term
from samsyn.parameters.shipped import shipped_bank


@dataclass(frozen=True)
class Shelf:
    """One group of prices."""

    group: Term
    prices: tuple[Price, ...]


def shelves(bank: Bank | None = None) -> list[Shelf]:
    """Every group with its prices, in the order of the bank."""
    bank = bank or shipped_bank()
    found = []
    for code, group in bank.groups.items():
        prices = tuple(price for price in bank.prices.values() if price.group == code)
        if prices:
            found.append(Shelf(group, prices))
    return found


def price_of(code: str) -> Price | None:
    return shipped_bank().prices.get(code)


def in_year(price: Price, year: int) -> Uprated | str:
    """The price in the prices of a year, with its steps; or why it cannot be said, in Swedish."""
    bank = shipped_bank()
    try:
        return bank.uprated(bank.price(price.code, year), year)
    except Missing as fault:
        return str(fault)


def accounts_using(accounts, code: str) -> Iterator:
    """Those of some accounts that take a number from the price."""
    for account in accounts:
        if any(isinstance(facts, dict) and facts.get("price") == code for facts in _facts(account.contents)):
            yield account


def _facts(contents) -> Iterator:
    yield from contents.get("values", {}).values()
    yield from contents.get("chain", {}).values()


def years_for(price: Price, today: date) -> list[int]:
    """The years a reader may ask for: from the first value to this year."""
    known = [value.price_year for value in price.values if isinstance(value.price_year, int)]
    return list(range(min(known, default=today.year), today.year + 1))
