"""`samsyn value`: what it prints, how it ends, and that it starts no Django."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from samsyn.cli import main

FEW = ["--draws", "500", "--threads", "1"]


@pytest.fixture(autouse=True)
def swedish(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")


def test_a_shipped_scenario_is_told(capsys):
    assert main(["value", "trelleborg", *FEW]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("Skolmisslyckanden i Trelleborg, som källan räknar\n")
    assert "Vad som krävs:" in shown


def test_the_shipped_ones_are_listed(capsys):
    assert main(["value", "--list"]) == 0
    shown = capsys.readouterr().out
    assert "trelleborg_kedja" in shown
    assert "Stegförflyttning långt från arbete" in shown


def test_json_has_every_perspective(capsys):
    assert main(["value", "trelleborg_kedja", "--json", *FEW, "--seed", "3"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {"model", "version", "hash", "draws", "currency", "price_year"} <= set(answer)
    assert (answer["draws"], answer["seed"], answer["currency"]) == (500, 3, "SEK")
    assert {"society", "public", "municipality", "production"} <= set(answer["perspectives"])
    for seen in answer["perspectives"].values():
        assert {"present_value", "by_year", "first_term", "p_gain", "payback_year"} <= set(seen)
        assert set(seen["present_value"]) == {"mean", "low", "high"}


def test_the_same_seed_gives_the_same_answer_for_any_number_of_threads(capsys):
    words = ["value", "snabbare_integration_kedja", "--json", "--draws", "2000"]
    answers = []
    for threads in ("1", "2"):
        main([*words, "--threads", threads])
        answers.append(capsys.readouterr().out)
    assert answers[0] == answers[1]
    main([*words, "--seed", "4"])
    assert json.loads(capsys.readouterr().out)["hash"] != json.loads(answers[0])["hash"]


@pytest.mark.parametrize("how", ["option", "LANG"])
def test_english(how, capsys, monkeypatch):
    if how == "LANG":
        monkeypatch.setenv("LANG", "en_GB.UTF-8")
    main(["value", "trelleborg", *FEW, *(["--english"] if how == "option" else [])])
    assert capsys.readouterr().out.startswith("School failure in Trelleborg")


def test_a_broken_file_ends_with_2_and_says_where(tmp_path, capsys):
    path = tmp_path / "min.yaml"
    path.write_text("format: samsyn-konto/1\nyears: tjugo\n", "utf-8")
    assert main(["value", str(path)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"{path}, rad 2, years: tjugo är inget tal." in printed.err
    assert "chain: saknas." in printed.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "Ingen kalkyl är angiven."),
        (["finns_inte"], "Det finns ingen sådan fil"),
        (["trelleborg", "--draws", "5"], "--draws: 5 dragningar går inte."),
        (["trelleborg", "--seed", "-1"], "--seed: -1 går inte."),
        (["trelleborg", "--threads", "0"], "--threads: 0 går inte."),
        (["trelleborg", *FEW, "--report", "/finns/inte/r.docx"], "Filen kan inte skrivas"),
    ],
)
def test_what_cannot_be_done_is_told(words, says, capsys):
    assert main(["value", *words]) == 2
    assert says in capsys.readouterr().err


def test_documents_are_written_beside_the_text(tmp_path, capsys):
    report, book = tmp_path / "rapport.docx", tmp_path / "kalkyl.xlsx"
    assert main(["value", "trelleborg_kedja", *FEW, "--report", str(report), "--workbook", str(book)]) == 0
    assert report.read_bytes()[:2] == book.read_bytes()[:2] == b"PK"
    assert capsys.readouterr().out


def test_value_starts_no_django():
    program = (
        "import sys; from samsyn.cli import main; main(['value', 'trelleborg', '--draws', '500']);"
        "sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_listing_loads_no_numbers():
    program = (
        "import sys; from samsyn.cli import main; main(['value', '--list']);"
        "sys.exit(any(name.split('.')[0] in ('django', 'numpy', 'numba', 'scipy') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_help_is_swedish(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["value", "--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert "användning: samsyn value" in shown
    assert "slutstatus:" in shown
