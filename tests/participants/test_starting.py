"""A node with real people does not start where they would stand open."""

from __future__ import annotations

import base64
import os
import subprocess
import sys

import pytest
from django.db import connection

KEY = base64.b64encode(bytes(32)).decode()
SAFE = {
    "SAMSYN_SECRET_KEY": "x" * 60,
    "SAMSYN_DATABASE_URL": "postgresql://nobody@127.0.0.1/nowhere",
    "SAMSYN_MASTER_KEYS": f"one:{KEY}",
    "SAMSYN_INDEX_KEYS": f"one:{KEY}",
}


def start(**changes: str) -> subprocess.CompletedProcess[str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("SAMSYN_")}
    return subprocess.run(
        [sys.executable, "-c", "import samsyn.config.wsgi; print('started')"],
        env={**bare, "DJANGO_SETTINGS_MODULE": "samsyn.config.settings", **SAFE, **changes},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_starts_when_all_is_in_place():
    assert start().stdout.strip() == "started"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"SAMSYN_DATABASE_URL": "sqlite:////tmp/nowhere.sqlite3"}, "SQLite, som saknar radskydd"),
        ({"SAMSYN_DEBUG": "1"}, "SAMSYN_DEBUG är på"),
        ({"SAMSYN_MASTER_KEYS": ""}, "SAMSYN_MASTER_KEYS saknas"),
        ({"SAMSYN_INDEX_KEYS": "one:short"}, "SAMSYN_INDEX_KEYS går inte att läsa"),
    ],
)
def test_it_refuses_and_says_what_to_do(changes, says):
    answer = start(**changes)
    assert answer.returncode != 0
    assert says in answer.stderr


@pytest.mark.parametrize(
    "mark", [{"SAMSYN_DEMO": "1"}, {"SAMSYN_NODE": "association"}], ids=["demonstration", "association node"]
)
def test_without_real_people_sqlite_will_do(mark):
    assert start(SAMSYN_DATABASE_URL="sqlite:////tmp/nowhere.sqlite3", SAMSYN_MASTER_KEYS="", **mark).returncode == 0


def test_what_the_first_page_loaded_is_left_out_of_the_collectors_rounds():
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import gc, samsyn.config.wsgi; from django.core.signals import request_finished as end; "
            "print(gc.get_freeze_count()); end.send(None); first = gc.get_freeze_count(); print(first > 10_000); "
            "end.send(None); print(gc.get_freeze_count() == first)",
        ],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "samsyn.config.settings", "SAMSYN_DEMO": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["0", "True", "True"]


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite compiles nothing")
def test_the_server_compiles_no_pages_questions():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
