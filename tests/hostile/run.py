"""Sends files to the limited child one after the other and tells what became of each."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samsyn import sandbox
from tests.hostile.case import Case

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Outcome:
    """died: the reader was killed by the file; in the product that becomes a message too."""

    case: Case
    error: str = ""
    remedy: str = ""
    unexpected: str = ""
    seconds: float = 0.0
    died: bool = False


def outcomes(cases: Iterable[Case], work: str = "check") -> Iterator[Outcome]:
    """What each file did to a child with the product's limits; a new child after each death."""
    child: subprocess.Popen[bytes] | None = None
    try:
        for case in cases:
            child = child if child is not None and child.poll() is None else _child()
            line = _ask(child, case, work)
            if line:
                yield Outcome(case, **json.loads(line))
            else:
                child.wait(5)
                _close(child)
                yield Outcome(case, died=True)
    finally:
        if child is not None:
            _close(child)


def _child() -> subprocess.Popen[bytes]:
    environment = sandbox._environment()
    environment["PYTHONPATH"] += f":{ROOT}"
    command = [sys.executable, "-P", "-m", "tests.hostile.batch", str(sandbox.MEMORY_BYTES)]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, cwd="/"
    )


OPTIONS: dict[str, dict[str, Any]] = {"check": {"keep_document": False, "explain": False}, "rows": {}}


def _ask(child: subprocess.Popen[bytes], case: Case, work: str) -> bytes:
    order = json.dumps({"work": work, "name": case.name, "bytes": len(case.data), "options": OPTIONS[work]})
    try:
        child.stdin.write(order.encode() + b"\n" + case.data)
        child.stdin.flush()
        return child.stdout.readline()
    except BrokenPipeError:
        return b""


def _close(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout):
        with contextlib.suppress(BrokenPipeError):
            pipe.close()
    try:
        child.wait(5)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
