"""Functions compiled to machine code, kept on disk, and loaded from there without waking the compiler.

numba readies its whole compiler before it reads a function from disk: that was half of the first call. Only the part
that owns memory is needed to run what is compiled already; a function that is not on disk readies the rest as usual.
"""

# mypy: disable-error-code="attr-defined,no-untyped-def,no-any-return,no-untyped-call,misc"
from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numba
from numba import njit
from numba.core.caching import FunctionCache
from numba.core.runtime import rtsys

LOOPS = ("cohorts", "heads", "streams", "wide")  # files of functions that are compiled, or into what is
TRIED = "0.68."  # the version of numba that this has been tried with; others load in their own way


@cache
def _stamp() -> tuple[tuple[int, int], ...]:
    """When the files of the loops were written, and how long they are."""
    found = [Path(__file__).with_name(f"{name}.py").stat() for name in LOOPS]
    return tuple((each.st_mtime_ns, each.st_size) for each in found)


def compiled(function: Any) -> Any:
    """Compile on first use. Lets go of the interpreter's lock; division follows numpy; sums stay in their order."""
    found = njit(cache=True, nogil=True, error_model="numpy")(function)
    if numba.__version__.startswith(TRIED):
        found._cache = _FromDisk(function)
    return found


class _FromDisk(FunctionCache):
    def __init__(self, function: Any) -> None:
        super().__init__(function)
        # What it calls is compiled into it, so a change in any of their files makes it anew, not in its own alone.
        self._cache_file._source_stamp = self._source_stamp = _stamp()

    def load_overload(self, sig, target_context):
        rtsys.initialize(target_context)
        with self._guard_against_spurious_io_errors():
            return self._load_overload(sig, target_context)
