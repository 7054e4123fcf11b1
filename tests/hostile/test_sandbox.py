"""The child gives up everything it does not need, and the parent trusts nothing it says."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from samsyn import sandbox
from samsyn.core.intake import Unreadable
from samsyn.sandbox_wire import as_wire, document_from
from tests.hostile.packages import CSV, sound_files

ATTEMPTS = {
    "a socket": "import socket; socket.socket()",
    "a name looked up": "import socket; socket.getaddrinfo('localhost', 80)",
    "a secret read": "open('/etc/passwd').read()",
    "a secret read by number": "import os; os.open('/etc/passwd', os.O_RDONLY)",
    "a file written": "open('/tmp/samsyn-was-here', 'w')",
    "its own program changed": "import samsyn; open(samsyn.__file__, 'a')",
    "a program started": "import subprocess; subprocess.run(['true'])",
    "a shell": "import os; os.system('true')",
    "a twin": "import os; os.fork()",
    "a library loaded": "import ctypes; ctypes.CDLL('libc.so.6')",
    "a file removed": "import os; os.remove('/tmp/x')",
}


def attempt(code: str) -> subprocess.CompletedProcess[bytes]:
    prelude = "import socket, subprocess, ctypes, os\nfrom samsyn import sandbox_child as child\n"
    program = f"{prelude}child.shut_the_doors()\ntry:\n  {code}\nexcept PermissionError: print('stopped')\n"
    return subprocess.run(
        [sys.executable, "-P", "-c", program], capture_output=True, env=sandbox._environment(), check=False
    )


@pytest.mark.parametrize("code", ATTEMPTS.values(), ids=ATTEMPTS.keys())
def test_the_child_cannot(code):
    assert attempt(code).stdout == b"stopped\n"


def test_the_child_can_still_do_arithmetic():
    assert attempt("print(6 * 7)").stdout == b"42\n"


def test_memory_is_bounded():
    program = f"from samsyn import sandbox_child as c; c.limit({sandbox.MEMORY_BYTES}, 9); bytearray(600_000_000)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env=sandbox._environment(), check=False)
    assert b"MemoryError" in done.stderr


def test_nothing_secret_goes_along(monkeypatch):
    monkeypatch.setenv("SAMSYN_SECRET_KEY", "hemlig")
    assert not {name for name in sandbox._environment() if "SECRET" in name or "DJANGO" in name}


def test_a_broken_installation_is_not_blamed_on_the_file(monkeypatch, tmp_path):
    (tmp_path / "lxml").mkdir()
    (tmp_path / "lxml" / "__init__.py").write_text("raise ImportError('lxml is not what it was')")
    monkeypatch.setattr(sandbox, "SOURCE", f"{sandbox.SOURCE}:{tmp_path}")
    with pytest.raises(sandbox.SandboxFault, match="lxml is not what it was"):
        sandbox.read_safely("a.html", b"<p>1</p>")


def test_a_child_that_thinks_too_long_is_ended(monkeypatch):
    monkeypatch.setattr(sandbox, "SECONDS", 1)
    slow = "<p " + " ".join(f"a{at}=1" for at in range(60_000)) + ">1</p>"
    started = time.monotonic()
    with pytest.raises(Unreadable, match="längre tid än 1 sekunder"):
        sandbox.read_safely("a.html", slow.encode())
    assert time.monotonic() - started < 4


def test_an_answer_that_swells_is_cut_off(monkeypatch):
    monkeypatch.setattr(sandbox, "REPLY_BYTES", 50)
    with pytest.raises(Unreadable, match="fler tabeller eller anmärkningar"):
        sandbox.read_safely("a.csv", CSV.encode())


def test_an_answer_of_too_many_pieces_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(sandbox, "REPLY_PIECES", 10)
    with pytest.raises(Unreadable, match="fler celler"):
        sandbox.read_safely("a.csv", CSV.encode())


@pytest.mark.parametrize("reply", [b"[1]", b"{", b"null", b"\xff", b"[" * 100_000, b""])
def test_an_answer_of_another_kind_is_refused(reply):
    with pytest.raises(Unreadable):
        sandbox._understood(reply, 0)


@pytest.mark.parametrize("status", [-6, -9, -11, -24, 1])
def test_a_child_that_died_gives_a_message(status):
    with pytest.raises(Unreadable) as refusal:
        sandbox._understood(b'{"document": {}}', status)
    assert refusal.value.remedy


@pytest.mark.parametrize(
    "wire",
    [
        None,
        {},
        {"name": "a", "blocks": [{}]},
        {"name": "a", "blocks": [{"rows": [[["x"]]], "name": "", "page": None, "header_rows": None, "spans": []}]},
        {"name": "a", "blocks": [{"rows": [["x"], []], "name": "", "page": None, "header_rows": None, "spans": []}]},
        {"name": "a", "blocks": [{"rows": [["x"]], "name": "", "page": None, "header_rows": None, "spans": [1]}]},
    ],
)
def test_a_document_of_another_shape_is_refused(wire):
    with pytest.raises(Unreadable):
        document_from(wire)


@pytest.mark.parametrize("name", sorted(sound_files()))
def test_a_document_comes_through_unchanged(name):
    from samsyn.core.intake import read

    data = sound_files()[name]
    document = sandbox.read_safely(name, data)
    assert document == read(name, data)
    assert document_from(as_wire(document)) == document
    assert document.tables[0].shape[0] >= 4
