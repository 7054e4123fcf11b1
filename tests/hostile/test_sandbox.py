"""The child gives up everything it does not need, and the parent trusts nothing it says."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from samsyn import sandbox
from samsyn.core.intake import Unreadable
from samsyn.core.intake.rows.sheet import rows_of
from samsyn.sandbox_wire import as_wire, document_from, rows_as_wire, rows_from
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
    with pytest.raises(Unreadable, match="fler tabeller eller anmärkningar, än"):
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


ROW_FILES = [name for name in sorted(sound_files()) if name.endswith((".xlsx", ".csv", ".txt"))]


@pytest.mark.parametrize("name", ROW_FILES)
def test_rows_come_through_unchanged(name, tmp_path):
    from samsyn.core.intake.rows.reading import read_rows

    data = sound_files()[name]
    path = tmp_path / "uploaded"
    path.write_bytes(data)
    expected = read_rows(name, data)
    assert sandbox.read_rows(data, name) == sandbox.read_rows(path, name) == expected
    assert rows_from(rows_as_wire(expected)) == expected
    assert ["Ask", "12", "8", "20"] in expected.cells


def test_a_sheet_is_chosen_by_name():
    data = sound_files()["ask.xlsx"]
    assert sandbox.read_rows(data, "ask.xlsx", "Blad1").sheets == ("Blad1",)
    with pytest.raises(Unreadable, match="Välj bland bladen: Blad1"):
        sandbox.read_rows(data, "ask.xlsx", "Blad2")


def test_a_file_that_is_gone_or_too_large(tmp_path):
    with pytest.raises(Unreadable, match="kunde inte öppnas"):
        sandbox.read_rows(tmp_path / "gone.csv", "gone.csv")
    large = tmp_path / "large.csv"
    large.write_bytes(b"1;2\n" * 6_000_000)
    with pytest.raises(Unreadable, match="högst 20 MB"):
        sandbox.read_rows(large, "large.csv")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.html", "a"])
def test_rows_are_read_from_tables_only(name):
    with pytest.raises(Unreadable):
        sandbox.read_rows(b"x", name)


@pytest.mark.parametrize(
    "wire",
    [
        None,
        {},
        {"cells": [["a"]], "headers": 1, "sheet": "", "sheets": []},
        {"cells": [["a"]], "headers": -1, "sheet": "", "sheets": []},
        {"cells": [[1]], "headers": 0, "sheet": "", "sheets": []},
        {"cells": ["ab"], "headers": 0, "sheet": "", "sheets": []},
        {"cells": [[["a"]]], "headers": 0, "sheet": "", "sheets": []},
        {"cells": 1, "headers": 0, "sheet": "", "sheets": []},
        {"cells": [["a"]], "headers": 0, "sheet": "", "sheets": 1},
        {"cells": [["a"] * 201], "headers": 0, "sheet": "", "sheets": []},
    ],
)
def test_rows_of_another_shape_are_refused(wire):
    with pytest.raises(Unreadable):
        rows_from(wire)


def test_no_rows_are_rows_too():
    assert rows_from(rows_as_wire(rows_of([]))) == rows_of([])
