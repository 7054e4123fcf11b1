"""The shortcut to compiled loops on disk leaves numba as able as before."""

from __future__ import annotations

import subprocess
import sys

FRESH = """
from samsyn.core.valuation.kernels import ready
ready()
import numba
import numpy as np

@numba.njit
def length(values):
    return np.sqrt(np.dot(values, values)) + sum([1, 2])

print(length(np.array([3.0, 4.0])))
"""


def test_other_functions_compile_after_loops_were_loaded_from_disk() -> None:
    for _ in range(2):  # the second surely finds the loops on disk
        done = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, timeout=300)
        assert done.stdout.strip() == "8.0", done.stderr
