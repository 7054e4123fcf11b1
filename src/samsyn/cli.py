"""The command `samsyn`. A door, not a room: it chooses who answers and how the answer is written.

`check` and `value` start no Django, so that a file is answered for at once.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

DESCRIPTION = "Samsyn: siffror som inte kan motsäga varandra."
MORE = """\
kommandon för den som driver en nod (samma som Djangos manage.py):
  samsyn migrate              uppdaterar databasen
  samsyn audit verify         kontrollerar att loggen inte har ändrats
  samsyn manage KOMMANDO …    alla övriga kommandon; samsyn manage help räknar upp dem
"""
CHECK = """\
Läser tabeller och text i .csv, .xlsx, .docx, .html, .txt, .md och .pdf (med textlager)
och säger vad som inte går ihop.
"""
VALUE = """\
Räknar ut vad en insats kostar och ger: för samhället, för det offentliga och för varje aktör, år för år,
med det som inte är känt som band och chans.
"""
VALUED = """\
exempel:
  samsyn value --list
  samsyn value trelleborg
  samsyn value min_kalkyl.yaml --report rapport.docx --workbook kalkyl.xlsx

slutstatus:
  0  kalkylen är räknad
  2  kalkylen gick inte att läsa eller en fil inte att skriva; rad, skäl och råd står på standard fel
"""
STATUS = """\
slutstatus:
  0  inget säger emot (anmärkningar av slaget ”not” räknas inte)
  1  något säger emot: minst ett fel eller en varning
  2  minst en fil gick inte att läsa; skäl och råd står på standard fel, övriga filer kontrolleras ändå
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    words = sys.argv[1:] if arguments is None else arguments
    first = next((word for word in words if not word.startswith("-")), "")
    if first in ("check", "demo", "value") or not words or words[0] in ("-h", "--help", "--version"):
        options = _parser().parse_args(words)
        try:
            return int(options.run(options))
        except BrokenPipeError:  # the reader of our output (head, less) has seen enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 1
    return _django(words)


def _parser() -> argparse.ArgumentParser:
    parser = _SwedishParser(
        prog="samsyn", description=DESCRIPTION, epilog=MORE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=_version(), help="visa version och avsluta")
    parser.set_defaults(run=lambda _options: parser.print_help() or 0)
    commands = parser.add_subparsers(title="kommandon", metavar="KOMMANDO", parser_class=_SwedishParser)
    check = commands.add_parser(
        "check",
        help="kontrollera att tabeller och text i filer går ihop",
        description=CHECK,
        epilog=STATUS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    check.add_argument("files", nargs="+", metavar="FIL", type=Path, help="en eller flera filer")
    check.add_argument("--json", action="store_true", help="skriv resultatet som JSON")
    check.add_argument("--explain", action="store_true", help="räkna upp varje samband som har kontrollerats")
    check.set_defaults(run=_check)
    _add_value(commands)
    demo = commands.add_parser("demo", help="fyll en egen databas med exemplet och starta webbplatsen")
    demo.add_argument("--port", type=int, default=8000, metavar="N", help="port på 127.0.0.1 (annars 8000)")
    demo.add_argument("--reset", action="store_true", help="börja om från början")
    demo.set_defaults(run=_demo)
    return parser


def _add_value(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    value = commands.add_parser(
        "value",
        help="räkna på en samhällsekonomisk kalkyl",
        description=VALUE,
        epilog=VALUED,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    value.add_argument("scenario", nargs="?", metavar="KALKYL", help="en fil (.yaml) eller namnet på en medföljande")
    value.add_argument("--list", action="store_true", help="räkna upp de medföljande kalkylerna")
    value.add_argument("--draws", type=int, metavar="N", help="antal dragningar (annars 10 000)")
    value.add_argument("--seed", type=int, metavar="N", help="frö: samma frö ger samma svar")
    value.add_argument("--threads", type=int, metavar="N", help="trådar (annars alla kärnor); ändrar aldrig svaret")
    value.add_argument("--json", action="store_true", help="skriv resultatet som JSON")
    value.add_argument("--english", action="store_true", help="svara på engelska")
    value.add_argument("--report", metavar="FIL.docx", type=Path, help="skriv också en rapport i Word")
    value.add_argument("--workbook", metavar="FIL.xlsx", type=Path, help="skriv också en arbetsbok med formler")
    value.add_argument("--cluster", metavar="tcp://…", default="", help="dela dragningarna mellan flera maskiner")
    value.set_defaults(run=_value)


class _SwedishParser(argparse.ArgumentParser):
    """argparse in Swedish; its own catalogue has none."""

    def __init__(self, *positional: object, **named: object) -> None:
        super().__init__(*positional, **{**named, "add_help": False})  # type: ignore[arg-type]
        self._positionals.title, self._optionals.title = "argument", "val"
        self.add_argument("-h", "--help", action="help", help="visa den här hjälpen och avsluta")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "användning:")

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "användning:")

    def error(self, message: str) -> None:  # type: ignore[override]
        self.print_usage(sys.stderr)
        self.exit(2, f"samsyn: {_swedish_error(message)} Skriv {self.prog} --help för hjälp.\n")


def _swedish_error(message: str) -> str:
    lost = "the following arguments are required: "
    if message.startswith(lost):
        return f"{message.removeprefix(lost)} saknas."
    if message.startswith("unrecognized arguments: "):
        return f"okänt argument {message.partition(': ')[2]}."
    return f"argumenten kan inte tolkas ({message})."


def _version() -> str:
    from importlib.metadata import version

    return f"samsyn {version('samsyn')}"


def _check(options: argparse.Namespace) -> int:
    from samsyn.checker import check_paths
    from samsyn.checker_text import as_text

    checked = []
    for file in check_paths(options.files, explain=options.explain):
        checked.append(file)
        if file.error:
            print(f"{file.name}: {file.error} {file.remedy}", file=sys.stderr)
        elif not options.json:
            print(as_text(file, explain=options.explain))
    if options.json:
        json.dump({"files": [file.as_dict() for file in checked]}, sys.stdout, ensure_ascii=False, indent=2)
        print()
    if any(file.error for file in checked):
        return 2
    return 1 if any(file.contradicts for file in checked) else 0


def _value(options: argparse.Namespace) -> int:
    from samsyn.valuing import Unread, value

    try:
        return value(options, print)
    except Unread as error:
        print(error, file=sys.stderr)
        return 2


def _demo(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsyn.config.settings")
    from samsyn.config.demo import main as demo

    return demo(port=options.port, reset=options.reset) or 0


def _django(words: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samsyn.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["samsyn", *(words[1:] if words[:1] == ["manage"] else words)])
    return 0


if __name__ == "__main__":
    sys.exit(main())
