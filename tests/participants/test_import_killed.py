"""Kill -9 in the middle of an import, on a store that other processes see. A thousand times: `make selftest`."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys

import pytest
from django.db import connection

from tests.sizes import size

TRIALS = size(100, 1000)
RUN = """import django; django.setup()
from samsyn.apps.participants.selftest.killed import main
main("VIND", "lina@exempel.se", {trials})"""


@pytest.fixture
def store(transactional_db, colleagues, project, measures, tmp_path) -> str:
    """The address of the store as it is now: PostgreSQL's own, or a copy in a file of SQLite's memory."""
    if connection.vendor == "postgresql":
        name = connection.settings_dict
        return f"postgresql://{name['USER']}@{name['HOST']}/{name['NAME']}"
    with sqlite3.connect(tmp_path / "prov.sqlite3") as copy:
        connection.connection.backup(copy)
    copy.close()
    return f"sqlite:///{tmp_path / 'prov.sqlite3'}"


def test_killed_at_any_moment_nothing_is_lost_by_half_or_twice(store, record_property):
    command = [sys.executable, "-c", RUN.format(trials=TRIALS)]
    settings = {"SAMSYN_DATABASE_URL": store, "SAMSYN_DEMO": "1", "DJANGO_SETTINGS_MODULE": "samsyn.config.settings"}
    done = subprocess.run(
        command, env={**os.environ, **settings}, capture_output=True, text=True, timeout=60 + 3 * TRIALS
    )
    assert done.stdout, done.stderr
    found = json.loads(done.stdout)
    record_property("killed_imports_tried", found["tried"])
    record_property("killed_imports_through", found["through"])
    assert found["faults"] == []
    assert found["tried"] > TRIALS
