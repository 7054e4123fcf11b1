"""How many rows stand under each key: a key with none left can be taken out of the settings."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from samsyn.apps.participants import sealing
from samsyn.apps.participants.models import Person, SealKey


@dataclass(frozen=True)
class Under:
    """One key, whether it is a master key or an index key, how many rows stand under it, and whether it is newest."""

    kind: str
    name: str
    rows: int
    newest: bool
    known: bool  # in the settings


def rows_by_key() -> list[Under]:
    """Every key that is in the settings or that some row still names. Behind the door of the whole installation."""
    masters = dict(SealKey.objects.order_by().values_list("master").annotate(Count("pk")))
    indexes = dict(Person.objects.order_by().values_list("index_key").annotate(Count("pk")))
    return [*_under("master", sealing.master_keys(), masters), *_under("index", sealing.index_keys(), indexes)]


def _under(kind: str, known: dict[str, bytes], rows: dict[str, int]) -> list[Under]:
    newest = sealing.newest(known)
    names = [*known, *sorted(name for name in rows if name not in known)]
    return [Under(kind, name, rows.get(name, 0), name == newest, name in known) for name in names]


def left_behind() -> int:
    """Rows that do not stand under the newest keys."""
    return sum(under.rows for under in rows_by_key() if not under.newest)
