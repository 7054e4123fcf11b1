"""Writing the trail. Called inside the transaction of the act itself, so that neither exists without the other."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models
from django.utils import timezone

from samsyn.apps.audit.models import ChainHead, Entry


class NotInTransaction(RuntimeError):
    """A trace was about to be written outside the transaction of its act."""


def record(
    verb: str, *, by: Any, target: models.Model, organisation: models.Model | None = None, **details: Any
) -> Entry:
    """Add one entry to the chain: `by` did `verb` to `target`.

    by: the user, or None for the system. organisation: whose trail it belongs to (its readers may see it).
    details: plain values; dates and decimals become text. NotInTransaction outside `transaction.atomic`.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(
            f"'{verb}' skrivs i samma transaktion som det som hände: lägg @transaction.atomic på handlingen."
        )
    ChainHead.objects.get_or_create(pk=1)
    head = ChainHead.objects.select_for_update().get(pk=1)
    entry = Entry(
        number=head.number + 1,
        at=timezone.now(),
        actor=by,
        actor_key=str(by.pk) if by else "system",
        actor_label=str(by) if by else "Samsyn",
        verb=verb,
        target_type=target._meta.label_lower,
        target_key=str(target.pk),
        target_label=str(target)[:300],
        organisation_key=str(organisation.pk) if organisation is not None else "",
        details=_plain(details),
        previous_hash=head.hash,
    )
    entry.hash = entry.fingerprint()
    entry.save(force_insert=True)
    head.number, head.hash = entry.number, entry.hash
    head.save(update_fields=["number", "hash"])
    return entry


def _plain(value: Any) -> Any:
    """Values that JSON stores and gives back unchanged on both databases."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, models.Model):
        return f"{value._meta.label_lower}:{value.pk} {value}"
    if isinstance(value, Decimal | float):
        return str(value)
    if value is None or isinstance(value, str | int):
        return str(value) if isinstance(value, str) else value
    return str(value)
