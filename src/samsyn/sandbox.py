"""Files from strangers are read in a child process that may use little memory and time and no network.

A native reader can be killed by a file of one kilobyte; here only the child dies, and the person who chose
the file is told why. What comes back is JSON, never pickle. Measurements and choices: ADR 0004.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from samsyn.core.intake.errors import Unreadable
from samsyn.core.intake.limits import FILE_BYTES, refuse_oversized
from samsyn.core.intake.reading import kind_of
from samsyn.core.intake.rows.reading import row_kind_of
from samsyn.core.intake.rows.sheet import Rows
from samsyn.core.tables import Document
from samsyn.sandbox_wire import document_from, rows_from

MEMORY_BYTES = 512 * 1024 * 1024  # address space of the child, so its resident memory stays below
SECONDS = 20
REPLY_BYTES = 40_000_000
ROWS_REPLY_BYTES = 64_000_000  # two million cells of some twenty signs, with the quotation marks of JSON
REPLY_PIECES = 5_000_000  # lists, objects and separators in a reply; each costs the parent about 60 bytes
SOURCE = str(Path(__file__).resolve().parents[1])
CHUNK = 1 << 18

SPLIT = "Dela upp filen, eller ta bort det som inte ska kontrolleras."
RESAVE = "Öppna filen i sitt program, spara om den och försök igen."


class SandboxFault(RuntimeError):
    """The child could not get ready: something in this installation is broken, not the file."""


def read_safely(name: str, data: bytes) -> Document:
    """Read one file in a child process. Unreadable (Swedish reason and remedy) whatever goes wrong there."""
    return document_from(ask("read", name, data)["document"])


def read_rows(path_or_bytes: Path | bytes, name: str, sheet: str | None = None) -> Rows:
    """Read the rows of one sheet (the first visible, if none is named) of an .xlsx, .csv, .tsv or .txt in a child.

    name chooses the reader. Unreadable (Swedish reason and remedy) whatever goes wrong there.
    """
    row_kind_of(name)
    data = path_or_bytes if isinstance(path_or_bytes, bytes) else _contents(path_or_bytes)
    return rows_from(ask("rows", name, data, options={"sheet": sheet})["rows"])


def _contents(path: Path) -> bytes:
    """At most one byte more than the limit, which is then refused as too large."""
    try:
        with path.open("rb") as file:
            return file.read(FILE_BYTES + 1)
    except OSError:
        raise Unreadable("Filen kunde inte öppnas.", "Ladda upp den på nytt.") from None


def ask(work: str, name: str, data: bytes, **options: Any) -> dict[str, Any]:
    """Let a child do "read", "check" or "rows" on a file and return its answer.

    Unreadable when the file is refused, the child dies, runs out of time or memory, or answers too much.
    """
    kind_of(name)
    refuse_oversized(data)
    header = json.dumps({"work": work, "name": name, "bytes": len(data), "seconds": SECONDS, **options})
    reply, status = _converse(header.encode() + b"\n", data, ROWS_REPLY_BYTES if work == "rows" else REPLY_BYTES)
    answer = _understood(reply, status)
    if "fault" in answer:
        raise SandboxFault(str(answer["fault"]))
    if "error" in answer:
        raise Unreadable(str(answer["error"]), str(answer.get("remedy") or RESAVE))
    return answer


def _converse(header: bytes, data: bytes, most: int) -> tuple[bytes, int]:
    child = subprocess.Popen(  # noqa: S603 - our own program, no shell, no word of the file
        [sys.executable, "-P", "-m", "samsyn.sandbox_child", str(MEMORY_BYTES)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,
        cwd="/",
    )
    try:
        feeder = threading.Thread(target=_feed, args=(child, header, data), daemon=True)
        feeder.start()
        return _listen(child, most), child.wait(timeout=5)
    except subprocess.TimeoutExpired:
        raise _too_slow() from None
    finally:
        _end(child)


def _environment() -> dict[str, str]:
    """Nothing of ours goes along: no keys, no settings. One thread, since each thread reserves memory."""
    one = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {"PYTHONPATH": SOURCE, "PYTHONUTF8": "1", "MALLOC_ARENA_MAX": "1", "LC_ALL": "C.UTF-8", **one}


def _feed(child: subprocess.Popen[bytes], header: bytes, data: bytes) -> None:
    try:
        assert child.stdin is not None  # noqa: S101 - a pipe was asked for
        child.stdin.write(header)
        child.stdin.write(data)
        child.stdin.close()
    except (BrokenPipeError, ValueError, OSError):
        pass  # the child ended before it had read everything; its answer or status says why


def _listen(child: subprocess.Popen[bytes], most: int) -> bytes:
    assert child.stdout is not None  # noqa: S101 - a pipe was asked for
    deadline = time.monotonic() + SECONDS
    reply = bytearray()
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([child.stdout], [], [], left)[0]:
            raise _too_slow()
        piece = os.read(child.stdout.fileno(), CHUNK)
        if not piece:
            return bytes(reply)
        reply += piece
        if len(reply) > most:
            raise Unreadable("Filen ger mer text, eller fler tabeller eller anmärkningar, än som kan visas.", SPLIT)


def _end(child: subprocess.Popen[bytes]) -> None:
    """The whole session of the child is ended, and its remains are collected."""
    if child.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
    for pipe in (child.stdin, child.stdout):
        try:
            if pipe is not None:
                pipe.close()
        except OSError:
            pass


def _understood(reply: bytes, status: int) -> dict[str, Any]:
    if status == -signal.SIGXCPU or status == -signal.SIGKILL:
        raise _too_slow()
    if status != 0 or not reply:
        raise Unreadable("Filen är skadad, eller kräver mer än 512 MB minne att läsa.", RESAVE)
    if sum(reply.count(mark) for mark in (b"[", b"{", b",")) > REPLY_PIECES:
        raise Unreadable("Filen har fler celler än som kan visas.", SPLIT)
    try:
        answer = json.loads(reply)
    except (ValueError, RecursionError):
        answer = None
    if not isinstance(answer, dict):
        raise Unreadable("Läsningen avbröts oväntat.", RESAVE)
    return answer


def _too_slow() -> Unreadable:
    return Unreadable(f"Filen tar längre tid än {SECONDS} sekunder att läsa.", SPLIT)
