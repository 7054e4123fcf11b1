"""How many of each trial: enough at every change, and the full number when SAMSYN_FULL=1 (`make selftest`)."""

from __future__ import annotations

import os

FULL = os.environ.get("SAMSYN_FULL") == "1"


def size(each_change: int, full: int) -> int:
    """each_change, or full when everything is tried."""
    return full if FULL else each_change
