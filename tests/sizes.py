"""How many of each trial: enough at every change, and the full number when SAMSYN_FULL=1 (`make selftest`)."""

from __future__ import annotations

import os

from django.db import connection

FULL = os.environ.get("SAMSYN_FULL") == "1"


def size(each_change: int, full: int) -> int:
    """each_change, or full when everything is tried."""
    return full if FULL else each_change


def mostly(vendor: str, number: int) -> int:
    """number on the database that the trial is about, a fifth on the other one, which runs it too."""
    return number if connection.vendor == vendor else number // 5
