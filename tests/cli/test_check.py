"""`samsyn check`: what it prints and how it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from samsyn.checker import CheckedFile, check_bytes
from samsyn.checker_text import as_text
from samsyn.cli import main
from samsyn.core.intake import Unreadable

SOUND = "Projekt;Kvinnor;Män;Totalt\nAsk;12;8;20\nBjörk;30;11;41\nTotalt;42;19;61\n"
WRONG = SOUND.replace("42;19;61", "42;19;63")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "sann.csv").write_text(SOUND)
    (tmp_path / "falsk.csv").write_text(WRONG)
    (tmp_path / "trasig.xlsx").write_bytes(b"PK\x03\x04 inte mer")
    return tmp_path


def test_nothing_contradicts(folder, capsys):
    assert main(["check", str(folder / "sann.csv")]) == 0
    shown = capsys.readouterr().out
    assert "1 tabell" in shown
    assert "inget säger emot" in shown


def test_something_contradicts(folder, capsys):
    assert main(["check", str(folder / "falsk.csv")]) == 1
    shown = capsys.readouterr().out
    assert "Tryckt: 63" in shown
    assert "Uträknat: 61" in shown
    assert "Förslag:" in shown


def test_a_file_that_cannot_be_read_does_not_stop_the_others(folder, capsys):
    files = [str(folder / name) for name in ("trasig.xlsx", "saknas.csv", "falsk.csv")]
    assert main(["check", *files]) == 2
    printed = capsys.readouterr()
    assert "trasig.xlsx: Paketet .xlsx är skadat" in printed.err
    assert "saknas.csv: Filen finns inte. Kontrollera namnet" in printed.err
    assert "Tryckt: 63" in printed.out


def test_a_folder_and_an_unknown_kind_are_refused_with_a_remedy(folder, capsys):
    (folder / "bild.png").write_bytes(b"\x89PNG")
    assert main(["check", str(folder), str(folder / "bild.png")]) == 2
    printed = capsys.readouterr().err
    assert "Det är en mapp. Ange filerna i mappen." in printed
    assert "Filer av slaget .png läses inte. Använd .csv" in printed


def test_json_has_the_shape_that_other_programs_rely_on(folder, capsys):
    files = [str(folder / "falsk.csv"), str(folder / "trasig.xlsx")]
    assert main(["check", "--json", *files]) == 2
    first, second = json.loads(capsys.readouterr().out)["files"]
    assert set(first) == {"file", "tables", "relations_verified", "findings"}
    assert first["file"] == files[0]
    finding = first["findings"][0]
    assert set(finding) == {"kind", "severity", "where", "printed", "computed", "message", "suggestion"}
    assert {"table", "row", "column", "text"} <= set(finding["where"])
    assert (finding["kind"], finding["severity"]) == ("sum", "error")
    assert second == {"file": files[1], "error": second["error"], "remedy": second["remedy"]}
    assert second["remedy"]


def test_explain_lists_every_relation(folder, capsys):
    assert main(["check", "--explain", str(folder / "sann.csv")]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if "stämmer:" in line]
    assert len(lines) >= 5
    assert any("12 + 30 = 42" in line for line in lines)


def test_explain_as_json(folder, capsys):
    main(["check", "--json", "--explain", str(folder / "sann.csv")])
    file = json.loads(capsys.readouterr().out)["files"][0]
    assert sum(relation["count"] for relation in file["relations"] if relation["holds"]) == file["relations_verified"]


@pytest.mark.parametrize(("severity", "says"), [("error", True), ("warning", True), ("note", False)])
def test_notes_alone_contradict_nothing(severity, says):
    assert CheckedFile("a", None, {"findings": [{"severity": severity}]}).contradicts is says


def test_findings_in_text_and_tables_are_grouped():
    where = {"table": "Tabell 1: Deltagare", "row": "Totalt", "column": "Män", "text": "19"}
    finding = {
        "severity": "error",
        "where": where,
        "printed": "19",
        "computed": "18",
        "message": "Fel summa.",
        "suggestion": None,
    }
    note = {**finding, "severity": "note", "where": {"table": None, "text": "26 % fler"}, "printed": "", "computed": ""}
    report = {"tables": 1, "relations_verified": 3, "findings": [finding, note]}
    shown = as_text(CheckedFile("a.csv", None, report), explain=False)
    assert "  Tabell 1: Deltagare\n    Fel: Fel summa.\n      Plats: rad Totalt, kolumn Män" in shown
    assert "  I texten\n    Not: Fel summa.\n      Text: 26 % fler" in shown


def test_the_document_comes_along_when_asked_for():
    checked = check_bytes("a.csv", WRONG.encode())
    assert checked.document is not None
    assert checked.document.tables[0].rows[3][3] == "63"
    assert check_bytes("a.csv", WRONG.encode(), keep_document=False).document is None
    with pytest.raises(Unreadable):
        check_bytes("a.pdf", b"%PDF-1.7 inte mer")


def test_check_starts_no_django(folder):
    program = (
        "import sys; from samsyn.cli import main; main(['check', sys.argv[1]]);"
        "sys.exit(any(name.split('.')[0] in ('django', 'numpy', 'lxml') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(folder / "sann.csv")], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_help_is_swedish(capsys):
    for words in (["--help"], ["check", "--help"], ["demo", "--help"]):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert "användning: samsyn" in shown
    assert "slutstatus:" in shown
    assert "audit verify" in shown
    assert "usage" not in shown
    assert main([]) == 0


@pytest.mark.parametrize("words", [["check"], ["check", "--xml", "a.csv"], ["demo", "--port", "åtta"]])
def test_a_mistyped_command_is_explained_in_swedish(words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert "--help för hjälp" in capsys.readouterr().err


def test_other_commands_go_to_django(monkeypatch):
    import django.core.management

    asked = []
    monkeypatch.setattr(django.core.management, "execute_from_command_line", asked.append)
    for words in (["audit", "verify"], ["migrate"], ["manage", "shell", "-v", "0"]):
        assert main(words) == 0
    assert asked == [["samsyn", "audit", "verify"], ["samsyn", "migrate"], ["samsyn", "shell", "-v", "0"]]


def test_the_demo_gets_its_port(monkeypatch):
    import samsyn.config.demo

    asked = {}
    monkeypatch.setattr(samsyn.config.demo, "main", lambda **options: asked.update(options) or 0)
    assert main(["demo", "--port", "8123", "--reset"]) == 0
    assert asked == {"port": 8123, "reset": True}


def test_a_reader_that_has_seen_enough_is_no_fault(folder):
    files = " ".join(str(folder / "falsk.csv") for _ in range(3))
    line = f"{sys.executable} -m samsyn.cli check --explain {files} | head -1"
    done = subprocess.run(["bash", "-c", line], capture_output=True, check=False)
    assert done.stderr == b""


def test_the_command_is_installed():
    command = Path(sys.executable).parent / "samsyn"
    done = subprocess.run([command, "--version"], capture_output=True, check=False)
    assert done.stdout.startswith(b"samsyn 0.")
