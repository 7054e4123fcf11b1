"""Adding a price of one's own, following a version with a new one, and taking it out of use.

The bank's own rules say what a price needs.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samsyn.apps.audit.actions import record
from samsyn.apps.economics.models import OwnPrice, OwnPriceVersion
from samsyn.apps.economics.queries.own_prices import bank_of, entry_of, may_price, may_revise
from samsyn.apps.organisations.models import Organisation
from samsyn.core.valuation.bank_faults import BadValue, Fault
from samsyn.parameters.shipped import shipped_bank

OF_PRICE = ("name", "code", "group", "unit", "kind", "bearer", "receiver", "licence")
OF_VERSION = ("amount", "low", "high", "price_year", "since", "source", "why", "quality", "index", "review_by")
HERE = {"value": "amount", "ledger": "bearer"}  # what the bank calls a field → what it is called here


@transaction.atomic
def add_own_price(*, organisation: Organisation, by, **facts: Any) -> OwnPrice:
    """Add a price with its first version. PermissionDenied where `by` may not; ValidationError by field.

    facts: the fields of OF_PRICE and OF_VERSION; an empty code is made from the name.
    """
    if not may_price(by).filter(pk=organisation.pk).exists():
        raise PermissionDenied
    price = OwnPrice(organisation=organisation, **{name: facts.get(name, "") for name in OF_PRICE})
    price.code = price.code or code_of(price.name)
    if price.code in shipped_bank().prices:
        raise ValidationError({"code": _("Koden används av ett pris som följer med Samsyn. Välj en annan.")})
    if OwnPrice.objects.filter(organisation=organisation, code=price.code).exists():
        raise ValidationError({"code": _("Koden används redan av ett annat av era priser. Välj en annan.")})
    version = _version(price, 1, by, facts)
    price.save()
    version.save()
    record("own_price_added", by=by, target=price, organisation=organisation, version=_said(version))
    return price


@transaction.atomic
def revise_own_price(*, price: OwnPrice, after: int, by, **facts: Any) -> OwnPriceVersion:
    """Follow the latest version with a new one. after: the number that was the latest when the form was opened."""
    price = _locked(price, by)
    if price.retired_on:
        raise ValidationError(_("Priset är ur bruk. Ta det i bruk igen först; det du skrev står kvar här."))
    last = price.versions.first()
    if last is None or last.number != after:
        raise ValidationError(
            _("Någon annan har lagt till en version. Titta på den först; det du skrev står kvar här.")
        )
    version = _version(price, after + 1, by, facts)
    version.save()
    record(
        "own_price_revised", by=by, target=price, organisation=price.organisation,
        before=_said(last), after=_said(version),
    )  # fmt: skip
    return version


@transaction.atomic
def retire_own_price(*, price: OwnPrice, why: str, by) -> OwnPrice:
    """Offer the price no more, and ask nobody to look it over. Accounts that took it count on, and say so."""
    price = _locked(price, by)
    if price.retired_on:
        raise ValidationError(_("Priset är redan ur bruk."))
    if not why.strip():
        raise ValidationError({"why": _("Skriv varför priset tas ur bruk.")})
    price.retired_on, price.retired_why = timezone.localdate(), why.strip()
    price.save(update_fields=["retired_on", "retired_why"])
    record("own_price_retired", by=by, target=price, organisation=price.organisation, why=price.retired_why)
    return price


@transaction.atomic
def take_up_own_price(*, price: OwnPrice, by) -> OwnPrice:
    """Take a retired price up again, as it was."""
    price = _locked(price, by)
    if price.retired_on is None:
        raise ValidationError(_("Priset är redan i bruk."))
    before = {"on": price.retired_on, "why": price.retired_why}
    price.retired_on, price.retired_why = None, ""
    price.save(update_fields=["retired_on", "retired_why"])
    record("own_price_taken_up", by=by, target=price, organisation=price.organisation, before=before)
    return price


def _locked(price: OwnPrice, by) -> OwnPrice:
    if not may_revise(by, price):
        raise PermissionDenied
    return OwnPrice.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=price.pk)


def code_of(name: str) -> str:
    """A code out of a name, other than every shipped one.

    >>> code_of("Handläggning, år 1")
    'handlaggning_ar_1'
    """
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    word = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:50].strip("_")
    word = word if word[:1].isalpha() else f"pris_{word}".strip("_")
    return f"{word}_egen" if word in shipped_bank().prices else word


def _version(price: OwnPrice, number: int, by, facts: dict[str, Any]) -> OwnPriceVersion:
    """A version that the bank takes. ValidationError says what it lacks, by field."""
    version = OwnPriceVersion(
        price=price, number=number, added_at=timezone.now(), added_by=by,
        **{name: facts.get(name) for name in OF_VERSION} | {name: facts.get(name) or "" for name in ("source", "why")},
    )  # fmt: skip
    try:
        bank_of(price.organisation).with_own([entry_of(price, version)])
    except BadValue as refused:
        raise ValidationError(_by_field(refused.faults)) from None
    return version


def _by_field(faults: tuple[Fault, ...]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for fault in faults:
        field = fault.field.rpartition(".")[2]
        field = HERE.get(field, field)
        told = _remedies().get(field) or f"{fault.problem} {fault.remedy}"
        found.setdefault(field, []).append(told)
    return {field: list(dict.fromkeys(told)) for field, told in found.items()}


def _remedies() -> dict[str, str]:
    """The bank's rules in the words of the form; the bank itself speaks to those who write files."""
    return {
        "source": _("Skriv varifrån beloppet kommer. Finns ingen källa: skriv varför det antas, och välj kvalitet 3."),
        "why": _("En osäker uppgift behöver en förklaring: skriv varför beloppet antas eller är osäkert."),
        "low": _("Skriv både lägst och högst, eller inget av dem, och det lägsta först."),
        "high": _("Skriv både lägst och högst, eller inget av dem, och det lägsta först."),
        "receiver": _("En överföring har en mottagare som inte är den som betalar. Välj vem som får pengarna."),
        "price_year": _("Skriv hela årtalet, till exempel 2026."),
        "code": _("Skriv koden med små bokstäver a–z, siffror och understreck, till exempel handlaggning_ar."),
    }


def _said(version: OwnPriceVersion) -> dict[str, Any]:
    return {"number": version.number} | {name: getattr(version, name) for name in OF_VERSION}
