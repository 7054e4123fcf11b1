"""Reading the trail: is the chain whole, and what happened to this?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from samsyn.apps.audit.models import START, ChainHead, Entry


@dataclass(frozen=True)
class Verification:
    """entries: how many were read; faults: what does not hold, in Swedish; head: the last fingerprint."""

    entries: int
    faults: tuple[str, ...]
    head: str

    @property
    def holds(self) -> bool:
        return not self.faults


def verify_chain() -> Verification:
    """Walk the whole chain: numbers without gaps, every fingerprint right, every link right, and the tail there."""
    faults: list[str] = []
    expected_number, expected_hash = 1, START
    for entry in Entry.objects.order_by("number").iterator(chunk_size=2000):
        if entry.number != expected_number:
            faults.append(f"Spår {expected_number} saknas.")
        if entry.previous_hash != expected_hash:
            faults.append(f"Spår {entry.number} pekar inte på spåret före.")
        if entry.fingerprint() != entry.hash:
            faults.append(f"Spår {entry.number} har ändrats efter att det skrevs.")
        expected_number, expected_hash = entry.number + 1, entry.hash
    head = ChainHead.objects.filter(pk=1).first()
    last = expected_number - 1
    if head is None and last:
        faults.append("Kedjans ände är borttagen.")
    elif head and (head.number, head.hash) != (last, expected_hash):
        faults.append(
            f"Kedjan slutar vid spår {last} men ska sluta vid {head.number}: slutet är borttaget eller utbytt."
        )
    return Verification(last, tuple(faults), expected_hash)


def trail_of(target: models.Model) -> models.QuerySet[Entry]:
    """What has happened to one thing, latest first."""
    return Entry.objects.filter(target_type=target._meta.label_lower, target_key=str(target.pk))
