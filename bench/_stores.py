"""An empty database of each kind for a bench that needs one: SQLite in a folder, PostgreSQL where a server answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

SERVER = os.environ.get("PG", "postgresql://postgres@127.0.0.1:5432/postgres")


def answers() -> bool:
    """Whether a PostgreSQL server answers."""
    import psycopg

    try:
        psycopg.connect(SERVER, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def stores(name: str) -> Iterator[dict[str, str]]:
    """Address of an empty database by the name of its kind; both are thrown away afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        found = {"SQLite": f"sqlite:///{folder}/{name}.sqlite3"}
        if not answers():
            print(f"  No PostgreSQL server answers at {SERVER}; its figures are left out.")
            yield found
            return
        import psycopg

        with psycopg.connect(SERVER, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {name}")
            try:
                found["PostgreSQL"] = urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}"))
                yield found
            finally:
                connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def in_child(module: str, address: str, *arguments: str) -> Any:
    """What `python -m module child …` prints as JSON when its database is this one."""
    environment = {**os.environ, "SAMSYN_DATABASE_URL": address, "SAMSYN_DEMO": "1"}
    environment["DJANGO_SETTINGS_MODULE"] = "samsyn.config.settings"
    command = [sys.executable, "-m", module, "child", *arguments]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def ready() -> None:
    """In the child: Django on the database of the environment, with its tables; static files need not be collected."""
    import django
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def settled() -> None:
    """What a server has some pages after its start: its own lasting objects left to lie, and its tables looked over."""
    import gc

    from django.db import connection

    if connection.vendor == "postgresql":  # what the server does by itself before long
        connection.cursor().execute("VACUUM (ANALYZE)")
    gc.collect()
    gc.freeze()
