"""Verifying the log of readings: seconds for a million rows, beside the bare hashing of as many bytes."""

from __future__ import annotations

import hashlib
import os
import tempfile
import time

ROWS = int(os.environ.get("SAMSYN_BENCH_ROWS", "200000"))
AT_ONCE = 5_000
LIMIT = 60.0  # seconds for a million rows
PER = 1_000_000


def main() -> None:
    """Write ROWS readings to an empty SQLite file, verify the chain, and print both as seconds for a million."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SAMSYN_DATABASE_URL"] = f"sqlite:///{folder}/trail.sqlite3"
        os.environ.setdefault("SAMSYN_DEMO", "1")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsyn.config.settings")
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import transaction

        from samsyn.apps.audit.actions import Read, record_readings
        from samsyn.apps.audit.queries import verify_readings

        call_command("migrate", verbosity=0)
        begun = time.perf_counter()
        for start in range(0, ROWS, AT_ONCE):
            reads = [Read(f"person-{n % 9973}", "person", "own_project", "activity name", "1")
                     for n in range(start, start + AT_ONCE)]  # fmt: skip
            with transaction.atomic():
                record_readings(reads, by=None)
        written = time.perf_counter() - begun
        begun = time.perf_counter()
        found = verify_readings()
        verified = time.perf_counter() - begun
        assert (found.holds, found.entries) == (True, ROWS)
    begun, digest = time.perf_counter(), ""
    for n in range(ROWS):
        digest = hashlib.sha256(f"{digest}{n:0200d}".encode()).hexdigest()
    floor = time.perf_counter() - begun
    million = PER / ROWS
    print(f"  {ROWS} rows; for a million: written {written * million:.0f} s, verified {verified * million:.0f} s "
          f"of {LIMIT:.0f}, bare hashing {floor * million:.1f} s ({verified / floor:.0f} times)")  # fmt: skip
