"""The process that reads a stranger's file: it gives up everything it does not need before it looks.

Started by samsyn.sandbox as `python -m samsyn.sandbox_child MEMORY`. Standard input: one line of JSON that
says what to do, then the file. Standard output: one JSON object.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from importlib import import_module
from typing import Any, BinaryIO

# What the libraries might do behind our back. Native code is held by limits and by the empty network.
FORBIDDEN = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.system", "os.startfile",
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod",
    "os.chown", "os.putenv", "shutil.", "tempfile.", "urllib.", "http.", "ftplib.", "smtplib.", "sqlite3.",
    "webbrowser.", "ctypes.dlopen", "pty.", "signal.pthread_kill", "os.kill",
)  # fmt: skip
OPEN_FILES = 64
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38


def main() -> int:
    """Read the order, prepare, shut the doors, then read the file and answer."""
    memory = int(sys.argv[1])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nothing a library prints may end up in the answer
    order = json.loads(sys.stdin.buffer.readline())
    limit(memory, int(order["seconds"]))
    try:
        work = prepared(order)
        shut_the_doors()
    except Exception:  # the file has not been looked at yet: the fault is ours, and must not be blamed on it
        answers.write(json.dumps({"fault": traceback.format_exc()}).encode())
        return 0
    try:
        answer = answered(work, order, sys.stdin.buffer)
        text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"), default=str)
    except MemoryError:
        text = _too_large()
    answers.write(text.encode("utf-8", "replace"))
    answers.close()
    return 0


def limit(memory: int, seconds: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def prepared(order: dict[str, Any]) -> Any:
    """Import what this kind of file needs, while files may still be opened freely."""
    from samsyn.core.intake.reading import FORMATS, PREPARED, kind_of

    kind = kind_of(order["name"])
    import_module(f"samsyn.core.intake.{FORMATS[kind][0]}")
    for module in PREPARED.get(kind, ()):
        import_module(module)
    if order["work"] == "check":
        from samsyn.checker import check_here, prepare

        prepare()
        return check_here
    if order["work"] == "rows":
        import_module("samsyn.core.intake.rows.reading")
        return _rows_here
    return _read_here


def _read_here(name: str, data: bytes, **_options: Any) -> dict[str, Any]:
    from samsyn.core.intake import read
    from samsyn.sandbox_wire import as_wire

    return {"document": as_wire(read(name, data))}


def _rows_here(name: str, data: bytes, sheet: str | None = None) -> dict[str, Any]:
    from samsyn.core.intake.rows.reading import read_rows
    from samsyn.sandbox_wire import rows_as_wire

    return {"rows": rows_as_wire(read_rows(name, data, sheet))}


def shut_the_doors() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    _leave_the_network()
    roots = tuple({os.path.realpath(path) + os.sep for path in (sys.prefix, sys.base_prefix, *sys.path) if path})

    def guard(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) if isinstance(flags, int) else "r" not in str(mode)
            if writes or not os.path.realpath(os.fspath(path) if not isinstance(path, int) else "").startswith(roots):
                raise PermissionError("the child opens nothing but its own program")
        elif event.startswith(FORBIDDEN):
            raise PermissionError(f"the child may not do {event}")

    sys.addaudithook(guard)


def _leave_the_network() -> None:
    """An empty network of its own, where the kernel allows it; the guard above holds everywhere."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes
    import signal

    library = ctypes.CDLL(None, use_errno=True)
    library.prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
    library.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if library.unshare(CLONE_NEWNET):
        library.unshare(CLONE_NEWUSER | CLONE_NEWNET)


def answered(work: Any, order: dict[str, Any], stream: BinaryIO) -> dict[str, Any]:
    from samsyn.core.intake import Unreadable

    data = stream.read(int(order["bytes"]))
    try:
        return dict(work(order["name"], data, **order.get("options", {})))
    except Unreadable as error:
        return {"error": error.reason, "remedy": error.remedy}
    except RecursionError:
        return {"error": "Filen är för djupt nästlad för att läsas.", "remedy": "Förenkla den och spara om."}
    except MemoryError:
        raise
    except Exception as error:  # whatever a reader stumbles on is the file's fault until shown otherwise
        return {"error": "Filen kunde inte tolkas; den är troligen skadad.", "unexpected": type(error).__name__}


def _too_large() -> str:
    return json.dumps(
        {
            "error": "Filen kräver mer än 512 MB minne att läsa.",
            "remedy": "Dela upp filen, eller ta bort det som inte ska kontrolleras.",
        }
    )


if __name__ == "__main__":
    sys.exit(main())
