"""Writing the trail. Called inside the transaction of the act itself, so that neither exists without the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models
from django.utils import timezone

from samsyn.apps.audit.models import ChainHead, Entry, Reading, ReadingHead, fingerprint_of
from samsyn.bulk import insert


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
    head = _locked(ChainHead)
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


@dataclass(frozen=True)
class Read:
    """One person that somebody is about to see: pseudonym, page, ground and the kinds of data shown."""

    person_key: str
    what: str
    ground: str
    classes: str
    organisation_key: str


def record_readings(reads: Iterable[Read], *, by: Any) -> int:
    """Add one row for each person read, chained, and answer how many. Inside the transaction of the reading itself.

    NotInTransaction outside `transaction.atomic`: an answer must never leave if its row does not stay.
    """
    reads = list(reads)
    if not reads:
        return 0
    if not connection.in_atomic_block:
        raise NotInTransaction("Läsningar skrivs i samma transaktion som svaret: öppna sidan genom people().")
    head = _locked(ReadingHead)
    now, actor = timezone.now(), by.pk if by else None
    at, key, label = now.isoformat(), str(by.pk) if by else "system", str(by) if by else "Samsyn"
    last, rows = head.hash, []
    for number, read in enumerate(reads, start=head.number + 1):
        says = (read.person_key, read.what, read.ground, read.classes, read.organisation_key)
        before, last = last, fingerprint_of([number, at, key, label, *says, last])
        rows.append((number, now, actor, key, label, *says, before, last))
    insert(Reading, READING, rows)  # an import reads a hundred thousand at once
    ReadingHead.objects.filter(pk=head.pk).update(number=head.number + len(rows), hash=last)
    return len(rows)


READING = ("number", "at", "actor_id", "actor_key", "actor_label", *Reading.SAYS, "previous_hash", "hash")


def _locked(head: type[models.Model]) -> Any:
    """The chain's head, held until the transaction ends; made when this is the first row ever."""
    held = head.objects.select_for_update().filter(pk=1).first()
    if held is None:
        head.objects.get_or_create(pk=1)
        held = head.objects.select_for_update().get(pk=1)
    return held


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
