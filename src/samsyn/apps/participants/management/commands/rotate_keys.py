"""`samsyn rotate_keys`: everything to the newest keys, with the service up. Killed, it goes on where it stopped."""

from __future__ import annotations

from django.core.management.base import BaseCommand, CommandError

from samsyn.apps.participants.actions.keys import reindex_some, rewrap_some, say_keys_changed
from samsyn.apps.participants.models import SealKey
from samsyn.apps.participants.queries.keys import Under, rows_by_key
from samsyn.apps.participants.reading import as_keeper

KINDS = {"master": "SAMSYN_MASTER_KEYS", "index": "SAMSYN_INDEX_KEYS"}


class Command(BaseCommand):
    help = (
        "Flyttar alla personers nycklar till den nyaste huvudnyckeln och alla sökmärken till den nyaste söknyckeln. "
        "Kan avbrytas och köras om. --report visar bara hur många rader varje nyckel har."
    )

    def add_arguments(self, parser):
        parser.add_argument("--batch", type=int, default=500, help="rader åt gången")
        parser.add_argument("--report", action="store_true", help="visa bara läget")

    def handle(self, *, batch, report, **options):
        if batch < 1:
            raise CommandError("--batch är minst 1.")
        unreadable = 0
        if not report:
            wrapped, locked = self._all("nycklar", rewrap_some, batch)
            indexed, closed = self._all("personer", reindex_some, batch)
            unreadable = locked + closed
            if wrapped or indexed:
                key = SealKey.objects.order_by("pk").first()
                say_keys_changed(key=key, wrapped=wrapped, indexed=indexed, unreadable=unreadable)
        with as_keeper():
            standing = rows_by_key()
        for under in standing:
            self.stdout.write(self._line(under))
        if unreadable:
            raise CommandError(
                f"{unreadable} rader gick inte att öppna med nycklarna i inställningarna. Lägg tillbaka den gamla "
                "nyckeln sist i listan och kör igen."
            )

    def _all(self, what: str, some, size: int) -> tuple[int, int]:
        """Batch after batch until none is left; answers how many were moved and how many did not open."""
        done, unreadable, after = 0, 0, None
        while True:
            batch = some(after, size)
            if batch.last is None:
                return done, unreadable
            after = batch.last
            done, unreadable = done + batch.done, unreadable + len(batch.unreadable)
            self.stdout.write(f"{what}: {done} flyttade")
            self.stdout.flush()

    def _line(self, under: Under) -> str:
        if under.newest:
            said = "nyast"
        elif under.rows:
            said = "gammal, används än" if under.known else "SAKNAS i inställningarna men används"
        else:
            said = "gammal, kan tas ur inställningarna (spara den så länge säkerhetskopior behöver den)"
        return f"{KINDS[under.kind]} {under.name or '(utan namn)'}: {under.rows} rader, {said}"
