"""Reading the trail: is the chain whole, and what happened to this?"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from samsyn.apps.audit.models import START, ChainHead, Entry, Reading, ReadingHead


@dataclass(frozen=True)
class Verification:
    """entries: how many were read; faults: what does not hold, in Swedish; head: the last fingerprint."""

    entries: int
    faults: tuple[str, ...]
    head: str

    @property
    def holds(self) -> bool:
        return not self.faults


@dataclass(frozen=True)
class _Chain:
    """A chain to walk, with the words for its rows: "Spår 3", "Läsning 3"."""

    rows: type[models.Model]
    head: type[models.Model]
    row: str
    before: str


TRAIL = _Chain(Entry, ChainHead, "Spår", "spåret")
READINGS = _Chain(Reading, ReadingHead, "Läsning", "läsningen")


def verify_chain(chain: _Chain = TRAIL) -> Verification:
    """Walk the whole chain: numbers without gaps, every fingerprint right, every link right, and the tail there."""
    faults: list[str] = []
    expected_number, expected_hash = 1, START
    for entry in chain.rows.objects.order_by("number").iterator(chunk_size=2000):
        if entry.number != expected_number:
            faults.append(f"{chain.row} {expected_number} saknas.")
        if entry.previous_hash != expected_hash:
            faults.append(f"{chain.row} {entry.number} pekar inte på {chain.before} före.")
        if entry.fingerprint() != entry.hash:
            faults.append(f"{chain.row} {entry.number} har ändrats i efterhand.")
        expected_number, expected_hash = entry.number + 1, entry.hash
    head = chain.head.objects.filter(pk=1).first()
    last = expected_number - 1
    if head is None and last:
        faults.append("Kedjans ände är borttagen.")
    elif head and (head.number, head.hash) != (last, expected_hash):
        faults.append(
            f"Kedjan slutar vid {chain.row.lower()} {last} men ska sluta vid {head.number}: "
            "slutet är borttaget eller utbytt."
        )
    return Verification(last, tuple(faults), expected_hash)


def verify_readings() -> Verification:
    """The same for the log of who has read about whom."""
    return verify_chain(READINGS)


def trail_of(target: models.Model) -> models.QuerySet[Entry]:
    """What has happened to one thing, latest first."""
    return Entry.objects.filter(target_type=target._meta.label_lower, target_key=str(target.pk))
