"""Reads all hostile files in a process of its own and tells what became of them and of this process.

python -m tests.hostile.survey key|many|key-rows|many-rows [MUTATIONS]; prints one JSON object. A process of its
own, because the greatest memory of its children is asked for, and a test run has other children.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from samsyn.checker import check_bytes
from samsyn.core.intake import Unreadable
from samsyn.sandbox import read_rows
from tests.hostile.case import Case
from tests.hostile.cases import ROW_ENDINGS, curated, curated_for_rows, for_rows, key_cases, mutated
from tests.hostile.run import outcomes


def main() -> None:
    """Survey the files asked for."""
    which, mutations = sys.argv[1], int((*sys.argv[2:], "0")[0])
    surveys: dict[str, Callable[[], Iterator[dict[str, Any]]]] = {
        "key": lambda: _one_by_one(key_cases(), lambda case: check_bytes(case.name, case.data)),
        "key-rows": lambda: _one_by_one(for_rows(key_cases()), lambda case: read_rows(case.data, case.name)),
        "many": lambda: _together(chain(curated(), mutated(mutations)), "check"),
        "many-rows": lambda: _together(chain(curated_for_rows(), mutated(mutations, endings=ROW_ENDINGS)), "rows"),
    }
    files = list(surveys[which]())
    json.dump(
        {
            "files": files,
            "child_kilobytes": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,
            "parent_kilobytes": _own_kilobytes(),
        },
        sys.stdout,
    )


def _own_kilobytes() -> int:
    """The greatest memory of this process. getrusage would tell that of the test run which started it, if greater."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])


def _one_by_one(cases: Iterator[Case], read: Callable[[Case], object]) -> Iterator[dict[str, Any]]:
    for case in cases:
        started, error, remedy = time.monotonic(), "", ""
        try:
            read(case)
        except Unreadable as refusal:
            error, remedy = refusal.reason, refusal.remedy
        seconds = time.monotonic() - started
        yield {"label": case.label, "refused": case.refused, "error": error, "remedy": remedy, "seconds": seconds}


def _together(cases: Iterator[Case], work: str) -> Iterator[dict[str, Any]]:
    for outcome in outcomes(cases, work):
        yield {
            "label": outcome.case.label,
            "refused": outcome.case.refused,
            "error": outcome.error,
            "remedy": outcome.remedy,
            "seconds": outcome.seconds,
            "died": outcome.died,
            "unexpected": outcome.unexpected,
        }


if __name__ == "__main__":
    main()
