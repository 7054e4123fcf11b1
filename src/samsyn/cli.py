"""The command `samsyn`. A door, not a room: it chooses who answers and how the answer is written.

`check`, `value` and `effect` start no Django, so that a file is answered for at once.
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
EFFECT = """\
Uppskattar vad en insats ändrade, ur en fil (.csv, .tsv, .txt, .xlsx) med en rad för varje person: hur det gick, vem som
deltog, och vad som gör grupperna jämförbara. Filen läses här och ingenting av den sparas.
"""
ESTIMATED = """\
exempel:
  samsyn effect deltagare.csv
      räknar upp kolumnerna
  samsyn effect deltagare.csv --outcome "i arbete" --participated deltog --assigned waiting
      en lottad väntelista
  samsyn effect deltagare.csv --outcome inkomst --participated deltog --unit kr --known kön,ålder --before inkomst_före
      en grupp som liknar deltagarna
  samsyn effect kommuner.csv --outcome andel --participated med --person kommun --period år --start 2024
      mätt före och efter, en rad för varje plats (eller person) och period

slutstatus:
  0  frågan är besvarad, också när svaret är att ingen effekt är påvisad
  2  filen gick inte att läsa, eller säger ingenting om effekten; skäl och råd står på standard fel
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
    if first in ("check", "demo", "effect", "value") or not words or words[0] in ("-h", "--help", "--version"):
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
    _add_effect(commands)
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


def _add_effect(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    effect = commands.add_parser(
        "effect",
        help="uppskatta en effekt ur en fil, mot dem som inte deltog",
        description=EFFECT,
        epilog=ESTIMATED,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    column = {"metavar": "KOLUMN", "default": ""}
    effect.add_argument("file", metavar="FIL", type=Path, help="en rad för varje person, med rubriker överst")
    effect.add_argument("--outcome", **column, help="hur det gick: ett tal, eller ja och nej; tomt om ingen vet")
    effect.add_argument("--participated", **column, help="1 eller ja för den som deltog, 0 eller nej för jämförelsen")
    effect.add_argument("--unit", metavar="ORD", default="", help="utfallets enhet, till exempel kr")
    effect.add_argument(
        "--assigned", choices=("lot", "waiting", "queue"), default="",
        help="vad som avgjorde vem som deltog: en lott, en lottad väntelista eller en kö i turordning",
    )  # fmt: skip
    effect.add_argument(
        "--known", metavar="KOLUMNER", default="", help="vad som var känt före starten, med komma mellan"
    )
    effect.add_argument("--before", **column, help="utfallet före starten; prövar om grupperna går att jämföra")
    effect.add_argument("--group", **column, help="grupp, skola eller kommun, när hela grupper lottades eller började")
    effect.add_argument(
        "--person", **column, help="vem eller vilken plats raden gäller, när utfallet mätts flera gånger"
    )
    effect.add_argument("--period", **column, help="när utfallet mättes: år, ÅÅÅÅ-MM, ÅÅÅÅ-MM-DD eller ett tal")
    effect.add_argument("--start", metavar="PERIOD", default="", help="den första perioden med insatsen")
    effect.add_argument("--decimal-point", action="store_true", help="talen har decimalpunkt, som i 1234.567")
    effect.add_argument("--json", action="store_true", help="skriv resultatet som JSON")
    effect.add_argument("--english", action="store_true", help="svara på engelska")
    effect.set_defaults(run=_effect)


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


def _effect(options: argparse.Namespace) -> int:
    from samsyn.core.evidence import NotEstimable
    from samsyn.core.intake import Unreadable
    from samsyn.estimating import Question, Unasked, columns_of, estimate, read_file
    from samsyn.estimating_text import as_json, as_text, listed, refused

    try:
        rows = read_file(options.file)
        if not options.outcome and not options.participated:
            print(listed(str(options.file), columns_of(rows), rows.below, options.english))
            return 0
        question = Question(
            outcome=options.outcome, participated=options.participated, assigned=options.assigned,
            known=tuple(name.strip() for name in options.known.split(",") if name.strip()), before=options.before,
            group=options.group, person=options.person, period=options.period, start=options.start, unit=options.unit,
            point=options.decimal_point,
        )  # fmt: skip
        answer = estimate(rows, question)
    except (NotEstimable, Unasked, Unreadable) as fault:
        print(refused(str(options.file), fault, options.english), file=sys.stderr)
        return 2
    name = str(options.file)
    print(as_json(name, answer) if options.json else as_text(name, answer, options.english))
    return 0


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
