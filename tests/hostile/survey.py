"""Reads all hostile files in a process of its own and tells what became of them and of this process.

python -m tests.hostile.survey key|many [MUTATIONS]; prints one JSON object. A process of its own, because the
greatest memory of its children is asked for, and a test run has other children.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Iterator
from itertools import chain
from typing import Any

from samsyn.checker import check_bytes
from samsyn.core.intake import Unreadable
from tests.hostile.cases import curated, key_cases, mutated
from tests.hostile.run import outcomes


def main() -> None:
    """Survey the files asked for."""
    which, mutations = sys.argv[1], int((*sys.argv[2:], "0")[0])
    files = list(_one_by_one() if which == "key" else _together(mutations))
    json.dump(
        {
            "files": files,
            "child_kilobytes": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss,
            "parent_kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss,
        },
        sys.stdout,
    )


def _one_by_one() -> Iterator[dict[str, Any]]:
    for case in key_cases():
        started, error, remedy = time.monotonic(), "", ""
        try:
            check_bytes(case.name, case.data)
        except Unreadable as refusal:
            error, remedy = refusal.reason, refusal.remedy
        seconds = time.monotonic() - started
        yield {"label": case.label, "refused": case.refused, "error": error, "remedy": remedy, "seconds": seconds}


def _together(mutations: int) -> Iterator[dict[str, Any]]:
    for outcome in outcomes(chain(curated(), mutated(mutations))):
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
