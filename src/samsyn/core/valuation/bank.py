"""The bank of prices and rates: everything a calculation in kronor rests on, each with its source or called assumed.

Reading files is somebody else's work (`samsyn.parameters.shipped`); here the mappings become a `Bank` that answers.
Source: docs/methods/prisbank.md.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from samsyn.core.valuation import bank_checks, bank_prices, bank_reading, quoting, uprating
from samsyn.core.valuation.bank_faults import BadValue, Fault, Missing
from samsyn.core.valuation.bank_fields import Fields
from samsyn.core.valuation.entries import (
    Actor,
    Amount,
    Assumption,
    Conversion,
    Grade,
    Index,
    LeftOut,
    Notice,
    Price,
    Quote,
    Rate,
    Refund,
    Term,
    Unit,
)
from samsyn.core.valuation.formula import OWN
from samsyn.core.valuation.uprating import Step, Uprated

__all__ = [
    "Actor", "Amount", "Assumption", "BadValue", "Bank", "Fault", "Grade", "Index", "Missing", "Notice", "Price",
    "Quote", "Rate", "Refund", "Step", "Uprated", "read_bank",
]  # fmt: skip

Raw = Mapping[str, Any]
Entry = TypeVar("Entry")
OWN_FILE = "egna priser"
NEWER = "newer"  # the notice that a version has a later one


@dataclass(frozen=True)
class Bank:
    """All entries by code. prices: the shipped ones. own: every version of the user's, latest last, `eget:kod`.

    versions: the version of each file. fingerprint: equal for banks that answer alike.
    """

    prices: Mapping[str, Price]
    indices: Mapping[str, Index]
    rates: Mapping[str, Rate]
    actors: Mapping[str, Actor]
    refunds: Mapping[str, Refund]
    grades: Mapping[str, Grade]
    assumptions: Mapping[str, Assumption]
    units: Mapping[str, Unit]
    conversions: Mapping[str, Conversion]
    groups: Mapping[str, Term]
    licences: Mapping[str, Term]
    left_out: Mapping[str, LeftOut]
    candidates: int
    versions: Mapping[str, str]
    fingerprint: str
    own: Mapping[str, tuple[Price, ...]] = field(default_factory=dict)

    def find(self, code: str) -> Price:
        """A shipped price, the latest version of an own one (`eget:kod`), or a certain one (`eget:kod@2`)."""
        if code in self.prices:
            return self.prices[code]
        plain, _, version = code.partition("@")
        for price in reversed(self.own.get(plain, ())):
            if version in ("", str(price.version)):
                return price
        near = difflib.get_close_matches(code, [*self.prices, *self.own], n=3)
        hint = f"Menade du {' eller '.join(near)}?" if near else "Välj ur prisbanken, eller lägg in ett eget pris."
        raise Missing(f"Det finns inget pris med koden {code}. {hint}")

    def price(self, code: str, year: int) -> Quote:
        """What the price is in a year: the last value that had begun by its end, in its own price year.

        Missing: no such price, no value so early, or a formula over an index without the year. An own price's version
        that is no longer the latest says so.
        """
        price = self.find(code)
        quote = quoting.quote_of(price, year, self.shelf)
        return quote.times(Decimal(1), _newer(price, self.find(price.code))) if self.superseded(price) else quote

    def superseded(self, price: Price) -> bool:
        """Whether a user's own price has a later version than this one."""
        return price.own and self.find(price.code).version > price.version

    def uprated(self, quote: Quote, to_year: int, by: str | None = None) -> Uprated:
        """The quote in prices of another year, with the steps and what has to be said; by: another index.

        Missing names the index and the year that it lacks.
        """
        return uprating.uprated(quote, to_year, self.indices, by)

    def yearly(self, quote: Quote) -> Quote:
        """The quote per year instead of per month, week or day. Missing for a unit without time."""
        return uprating.yearly(quote, self.units, self.conversions)

    def with_own(self, entries: Iterable[Raw], indices: Iterable[Raw] = ()) -> Bank:
        """This bank with a user's prices and indices beside the shipped ones, never over them.

        An entry is a price with a version. A changed price is a new version, a changed index a new code; BadValue when
        one is written over. They are found as `eget:kod`, in formulas too.
        """
        entries, indices, faults = list(entries), list(indices), list[Fault]()
        found = {**self.indices}
        for index in (self._own_index(raw, faults) for raw in indices):
            if found.setdefault(index.code, index) != index:
                problem = "finns redan och är ett annat."
                faults.append(Fault(OWN_FILE, index.code, "code", problem, "Ge det ändrade indexet en egen kod."))
        bank = replace(self, indices=found, fingerprint=_fingerprint([self.fingerprint, entries, indices]))
        own = {code: {price.version: price for price in prices} for code, prices in self.own.items()}
        added = [bank._own_price(raw, faults) for raw in entries]
        for price in added:
            versions = own.setdefault(price.code, {})
            if versions.setdefault(price.version, price) != price:
                problem = f"version {price.version} finns redan och är en annan."
                faults.append(Fault(OWN_FILE, price.code, "version", problem, "Ge det ändrade priset nästa nummer."))
        bank = replace(
            bank, own={code: tuple(versions[each] for each in sorted(versions)) for code, versions in own.items()}
        )
        faults.extend(() if faults else bank_checks.price_faults(added, bank.shelf, lambda *_: OWN_FILE))
        if faults:
            raise BadValue(faults)
        return bank

    def _own_price(self, raw: Raw, faults: list[Fault]) -> Price:
        known = _known(self.groups, self.units, self.indices, self.actors, self.licences)
        price = bank_prices.price_from(_own_fields(raw, faults), known, own=True)
        return replace(price, code=OWN + price.code)

    def _own_index(self, raw: Raw, faults: list[Fault]) -> Index:
        index = bank_reading.index_from(_own_fields(raw, faults))
        return replace(index, code=OWN + index.code)

    @property
    def shelf(self) -> quoting.Shelf:
        return quoting.Shelf(self.find, self.indices)

    @property
    def base_rate(self) -> Rate:
        """The discount rate that a calculation starts from."""
        return next(rate for rate in self.rates.values() if rate.kind == "discount" and rate.base)

    def above(self, actor: str) -> tuple[str, ...]:
        """The coarser actors that an actor is part of, nearest first."""
        return bank_checks.above(actor, self.actors)

    def due_for_review(self, day: date) -> tuple[str, ...]:
        """Codes of what should have been looked over by that day; of an own price the latest version."""
        dated: list[Price | Index | Rate | Refund | Grade | Assumption] = [
            *self.prices.values(),
            *(versions[-1] for versions in self.own.values()),
            *self.indices.values(),
        ]
        dated += [*self.rates.values(), *self.refunds.values(), *self.grades.values(), *self.assumptions.values()]
        return tuple(entry.code for entry in dated if entry.review_by < day)


def read_bank(files: Mapping[str, Raw]) -> Bank:
    """Shape the bank from files by name, each a mapping as read from YAML.

    BadValue lists every fault of every file: file, entry, field, what is wrong and what to do.
    """
    pages = _Pages(files)
    actors, indices = pages.read("actors", bank_reading.actor_from), pages.read("indices", bank_reading.index_from)
    units, groups = pages.read("units", bank_reading.unit_from), pages.read("groups", bank_reading.term_from)
    licences = pages.read("licences", bank_reading.term_from)
    known = _known(groups, units, indices, actors, licences)
    bank = Bank(
        prices=pages.read("prices", lambda entry: bank_prices.price_from(entry, known)),
        indices=indices,
        rates=pages.read("rates", bank_reading.rate_from),
        actors=actors,
        refunds=pages.read("refunds", bank_reading.refund_from),
        grades=pages.read("grades", bank_reading.grade_from),
        assumptions=pages.read("assumptions", bank_reading.assumption_from),
        units=units,
        conversions=pages.read("conversions", bank_reading.conversion_from),
        groups=groups,
        licences=licences,
        left_out=pages.read("left_out", bank_reading.left_out_from),
        candidates=sum(int(page.number("candidates")) for page in pages.all if page.given("candidates") is not None),
        versions={page.file: page.text("version") for page in pages.all},
        fingerprint=_fingerprint(files),
    )
    for page in pages.all:
        page.done()
    if not pages.faults:
        pages.faults.extend(_together(bank, pages.where))
    if pages.faults:
        raise BadValue(pages.faults)
    return bank


class _Pages:
    """The files while they are read, with the faults found and where each entry stands."""

    def __init__(self, files: Mapping[str, Raw]) -> None:
        self.faults: list[Fault] = []
        self.places: dict[tuple[str, str], str] = {}
        self.all = [Fields(raw, name, "", self.faults) for name, raw in files.items()]
        for page in self.all:
            page.names("label")
            page.given("source")

    def read(self, section: str, shape: Callable[[Fields], Entry]) -> dict[str, Entry]:
        """Every entry of a section, from all files, by code. A code occurs once."""
        found: dict[str, Entry] = {}
        for page in self.all:
            for place, raw in enumerate(page.each(section), start=1):
                named = raw.get("code") if isinstance(raw, Mapping) else None
                code = named if isinstance(named, str) else f"{section} nummer {place}"
                if code in found:
                    self.faults.append(Fault(page.file, code, "code", "finns redan.", "Ge den ena en annan kod."))
                found[code] = shape(Fields(raw, page.file, code, self.faults))
                self.places[section, code] = page.file
        return found

    def where(self, section: str, code: str) -> str:
        return self.places[section, code]


def _together(bank: Bank, where: bank_checks.Where) -> Iterable[Fault]:
    """What is seen only when all entries are there; asked when each by itself is whole."""
    yield from bank_checks.actor_faults(bank.actors, where)
    yield from bank_checks.index_faults(bank.indices, where)
    yield from bank_checks.unit_faults(bank.units, bank.conversions, where)
    yield from bank_checks.grade_faults(bank.grades, where)
    yield from bank_checks.rate_faults(bank.rates, where)
    yield from bank_checks.refund_faults(bank.refunds, bank.actors, bank.prices, where)
    yield from bank_checks.price_faults(bank.prices.values(), bank.shelf, where)


def _known(
    groups: Mapping[str, Term],
    units: Mapping[str, Unit],
    indices: Mapping[str, Index],
    actors: Mapping[str, Actor],
    licences: Mapping[str, Term],
) -> bank_prices.Known:
    return bank_prices.Known(
        groups=frozenset(groups),
        units=frozenset(units),
        indices=frozenset(indices),
        actors=frozenset(actors),
        public=frozenset(code for code in actors if "public_sector" in (code, *bank_checks.above(code, actors))),
        licences=frozenset(licences),
        free=frozenset(code for code, licence in licences.items() if licence.use),
    )


def _newer(taken: Price, latest: Price) -> Notice:
    return Notice(
        NEWER,
        f"{taken.name['sv']}: version {taken.version} används, och det finns en nyare, {latest.version}.",
        f"{taken.name['en']}: version {taken.version} is used, and there is a newer one, {latest.version}.",
    )


def _own_fields(raw: Raw, faults: list[Fault]) -> Fields:
    """An own entry is written with or without `eget:`."""
    code = str(raw.get("code") or "").removeprefix(OWN)
    return Fields({**raw, "code": code}, OWN_FILE, OWN + code, faults)


def _fingerprint(raw: object) -> str:
    return hashlib.sha256(json.dumps(_plain(raw), sort_keys=True).encode()).hexdigest()


def _plain(raw: object) -> object:
    if isinstance(raw, Mapping):
        return {str(key): _plain(value) for key, value in raw.items()}
    if isinstance(raw, list | tuple):
        return [_plain(each) for each in raw]
    return raw if raw is None or isinstance(raw, bool | int | str) else str(raw)
