"""Server time and questions to the store for every page of the demonstration, beside the emptiest page as a floor."""

from __future__ import annotations

import logging
import os
import statistics
import time
import warnings

REPEATS = 3


def main() -> None:
    """Fill a database in memory with the demonstration and open every page as the evaluator."""
    os.environ.update(SAMSYN_DEMO="1", SAMSYN_DATABASE_URL="sqlite://:memory:")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsyn.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.ALLOWED_HOSTS = ["*"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    call_command("migrate", verbosity=0)
    from tests.journeys.conftest import fill

    fill()
    rows = _measure()
    floor = min(seconds for _, seconds, _ in rows)
    print(f"{'page':<28}{'ms':>8}{'× floor':>9}{'SQL':>5}")
    for name, seconds, queries in sorted(rows, key=lambda row: -row[1]):
        print(f"{name:<28}{seconds * 1000:>8.0f}{seconds / floor:>9.1f}{queries:>5}")
    median, most = statistics.median(row[1] for row in rows), max(row[2] for row in rows)
    print(f"{len(rows)} pages, median {median * 1000:.0f} ms, at most {most} SQL")


def _measure() -> list[tuple[str, float, int]]:
    """(page, median seconds, questions) of those the evaluator or the administrator may open."""
    from django.db import connection
    from django.test import Client
    from tests.journeys.pages import pages

    from samsyn.apps.organisations.models import User

    found = []
    seen: set[str] = set()
    for who in ("utvarderare", "processledare", "administrator", "finansiar"):
        client = Client()
        client.force_login(User.objects.get(email=f"{who}@exempel.se"))
        for name, address in pages().items():
            if name in seen or client.get(address).status_code != 200:
                continue
            seen.add(name)
            asked: list[str] = []
            with connection.execute_wrapper(_noting(asked)):
                client.get(address)
            found.append((name, statistics.median(_once(client, address) for _ in range(REPEATS)), len(asked)))
    return found


def _noting(asked: list[str]):
    """Write down every question to the store, and let it through."""

    def note(execute, sql, params, many, context):
        asked.append(sql)
        return execute(sql, params, many, context)

    return note


def _once(client, address: str) -> float:
    begun = time.perf_counter()
    client.get(address)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
