"""An organisation's own prices beside the shipped ones: as rows, and as the bank that its accounts rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from samsyn.apps.economics.models import Account, OwnPrice, OwnPriceVersion
from samsyn.apps.organisations.models import Organisation, organisations_where
from samsyn.apps.organisations.policy import Permission
from samsyn.core.valuation.bank import Bank, Missing, Uprated
from samsyn.core.valuation.bank_prices import ledger_of
from samsyn.core.valuation.entries import SAME, Names, Price
from samsyn.core.valuation.formula import OWN
from samsyn.core.valuation.scenario import Value
from samsyn.parameters.shipped import shipped_bank

BANKS_KEPT = 32
Raw = dict[str, Any]


@dataclass(frozen=True)
class Shelved:
    """An own price with its latest version."""

    price: OwnPrice
    latest: OwnPriceVersion


def bank_of(organisation: Organisation | None) -> Bank:
    """The shipped bank with every version of the organisation's own prices beside it. One query."""
    if organisation is None:
        return shipped_bank()
    rows = OwnPriceVersion.objects.filter(price__organisation=organisation).select_related("price")
    versions = rows.order_by("price_id", "number")
    return _merged(tuple(versions.values_list("pk", "added_at"))) if versions else shipped_bank()


def bank_for(contents: Mapping[str, Any], organisation: Organisation | None) -> Bank:
    """The bank that an account reads: the shipped one, without asking, where it names no own price."""
    own = any(str(facts.get("price", "")).startswith(OWN) for facts in facts_in(contents))
    return bank_of(organisation if own else None)


@lru_cache(maxsize=BANKS_KEPT)
def _merged(versions: tuple[tuple[int, datetime], ...]) -> Bank:
    """Versions never change, so which they are and when they came say all there is to say about the bank."""
    keys = [key for key, _added in versions]
    rows = OwnPriceVersion.objects.filter(pk__in=keys).select_related("price").order_by("price_id", "number")
    return shipped_bank().with_own(entry_of(row.price, row) for row in rows)


def entry_of(price: OwnPrice, version: OwnPriceVersion) -> Raw:
    """One version as the bank's files write a price, so that the bank's own rules are asked."""
    bank = shipped_bank()
    names = {"sv": price.name, "en": price.name}
    public = "public_sector" in (price.bearer, *(bank.above(price.bearer) if price.bearer in bank.actors else ()))
    value: Raw = {
        "value": version.amount, "low": version.low, "high": version.high, "price_year": version.price_year,
        "average": SAME, "marginal": None, "releasable": None, "source": version.source, "quality": version.quality,
        "why": {"sv": version.why, "en": version.why} if version.why else None,
    }  # fmt: skip
    if version.low is not None:
        value["range_of"] = "method"
    return {
        "code": price.code, "version": version.number, "name": names, "group": price.group, "unit": price.unit,
        "kind": price.kind, "ledger": ledger_of(price.kind, public) if price.kind else None, "bearer": price.bearer,
        "receiver": price.receiver or None, "licence": price.licence, "index": version.index,
        "review_by": version.review_by, "values": {version.since: value},
    }  # fmt: skip


def own_prices_of(user) -> list[Shelved]:
    """Every own price that the user may see, by organisation, with its latest version. Two queries."""
    rows = OwnPrice.objects.visible_to(user).select_related("organisation").prefetch_related("versions")
    return [Shelved(price, price.versions.all()[0]) for price in rows if price.versions.all()]


def retired_in(account: Account, user) -> list[tuple[OwnPrice, bool]]:
    """The own prices out of use that an account counts on, each with whether the user may see more than its name."""
    taken = (str(facts.get("price", "")) for facts in facts_in(account.contents))
    codes = {code.removeprefix(OWN).partition("@")[0] for code in taken if code.startswith(OWN)}
    if not codes:
        return []
    mine = OwnPrice.objects.filter(organisation=account.organisation_id, code__in=codes, retired_on__isnull=False)
    seen = set(OwnPrice.objects.visible_to(user).filter(pk__in=mine).values_list("pk", flat=True))
    return [(price, price.pk in seen) for price in mine]


def may_price(user) -> QuerySet[Organisation]:
    """The organisations whose own prices the user may add to."""
    return organisations_where(user, Permission.ACCOUNT_EDIT).order_by("name")


def may_revise(user, price: OwnPrice) -> bool:
    return OwnPrice.objects.visible_to(user, Permission.ACCOUNT_EDIT).filter(pk=price.pk).exists()


def as_shipped(version: OwnPriceVersion) -> Price:
    """The version as the bank holds it."""
    return bank_of(version.price.organisation).find(version.bank_code)


@dataclass(frozen=True)
class Offer:
    """A price that a number may be taken from. code: pins the version of an own one. uprated: in the account's prices,
    or why it cannot be said, in Swedish. yearly: whether it is made yearly first."""

    code: str
    name: Names
    own: OwnPriceVersion | None
    uprated: Uprated | str
    yearly: bool


def offers(account: Account, value: Value, user) -> list[Offer]:
    """Every price in the unit of a number: the organisation's own that the user may see, then the shipped ones."""
    bank, found = bank_of(account.organisation), list[Offer]()
    mine = OwnPrice.objects.visible_to(user).in_use().filter(organisation=account.organisation)
    mine = mine.prefetch_related("versions")
    latest = [price.versions.all()[0] for price in mine if price.versions.all()]
    shelf = [(bank.find(one.bank_code), one) for one in latest] + [(price, None) for price in bank.prices.values()]
    for price, own in shelf:
        yearly = bank.units[price.unit].yearly == value.unit != price.unit
        if price.bookable and (yearly or price.unit == value.unit) and value.price_year:
            code = own.bank_code if own else price.code
            found.append(Offer(code, price.name, own, in_prices_of(bank, code, value.price_year, yearly), yearly))
    return found


def in_prices_of(bank: Bank, code: str, year: int, yearly: bool = False) -> Uprated | str:
    """A price of the bank in the prices of a year, with its steps; or why it cannot be said, in Swedish."""
    try:
        quote = bank.price(code, year)
        return bank.uprated(bank.yearly(quote) if yearly else quote, year)
    except Missing as fault:
        return str(fault)


@dataclass(frozen=True)
class Taken:
    """Where a number of an account was taken from. own: the row of an own price; shown: the user may open its page."""

    price: Price
    uprated: Uprated | str
    own: OwnPrice | None
    shown: bool


def taken_from(value: Value, account: Account, user) -> Taken | None:
    """The price a number rests on, as it became what it is; None for a number that is not from the bank."""
    if not value.price or not value.price_year:
        return None
    bank = bank_of(account.organisation if value.price.startswith(OWN) else None)
    price = bank.find(value.price)
    yearly = bank.units[price.unit].yearly == value.unit != price.unit
    own = None
    if price.own:
        code = price.code.removeprefix(OWN)
        own = OwnPrice.objects.filter(organisation=account.organisation, code=code).first()
    shown = own is None or OwnPrice.objects.visible_to(user).filter(pk=own.pk).exists()
    return Taken(price, in_prices_of(bank, value.price, value.price_year, yearly), own, shown)


def accounts_that_took(accounts: Iterable[Account], price: OwnPrice) -> Iterator[tuple[Account, int]]:
    """Accounts of the price's organisation that rest on it, with the version they took."""
    for account in accounts:
        if account.organisation_id != price.organisation_id:
            continue
        for facts in facts_in(account.contents):
            code, _at, number = str(facts.get("price", "")).partition("@")
            if code == OWN + price.code:
                yield account, int(number or 0)
                break


def facts_in(contents: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The facts of every number that a scenario writes itself."""
    for part in ("values", "chain"):
        found = contents.get(part)
        if isinstance(found, Mapping):
            yield from (facts for facts in found.values() if isinstance(facts, Mapping))


def overdue(user, day: date) -> list[tuple[Any, OwnPrice | None]]:
    """Entries of the shipped bank, and the user's own prices, that should have been looked over by the day.

    Each as the bank holds it, with the row for an own one; the longest overdue first.
    """
    bank = shipped_bank()
    shelves = (bank.prices, bank.indices, bank.rates, bank.refunds, bank.grades, bank.assumptions)
    late = set(bank.due_for_review(day))
    found: list[tuple[Any, OwnPrice | None]] = [
        (entry, None) for shelf in shelves for code, entry in shelf.items() if code in late
    ]
    mine = [one for one in own_prices_of(user) if one.price.retired_on is None]
    found += [(one.latest, one.price) for one in mine if one.latest.review_by < day]
    return sorted(found, key=lambda pair: pair[0].review_by)
