"""The shortcut to compiled loops on disk leaves numba as able as before."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from samsyn.core.valuation import cohorts, heads
from samsyn.core.valuation.compiled import LOOPS

FRESH = """
from samsyn.core.valuation.loops import ready
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


def test_a_loop_is_made_anew_when_a_file_of_any_loop_has_changed() -> None:
    folder = Path(cohorts.__file__).parent
    stamps = {tuple(loop._cache._cache_file._source_stamp) for loop in (cohorts.cohort_cube, heads.head_counts)}
    used = {path.stem for path in folder.glob("*.py") if {"@compiled", "@intrinsic"} & set(path.read_text().split())}
    assert used == set(LOOPS)
    found = [(folder / f"{name}.py").stat() for name in LOOPS]
    assert stamps == {tuple((each.st_mtime_ns, each.st_size) for each in found)}
